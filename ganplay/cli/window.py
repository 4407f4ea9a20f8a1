"""The way to the window, where Qt is installed."""

from __future__ import annotations

import os
import sys
from types import ModuleType

from ganplay.contract.errors import GanplayError

PACKAGES = ("PySide6", "shiboken6", "contourpy")
"""What the extra ``gui`` installs."""


class WindowError(GanplayError):
    """There is no window here; says how to get one."""


def app() -> ModuleType:
    """The module that joins window and engine.

    Raises:
        WindowError: Qt is not installed, or a library of the system that it needs is not.
    """
    try:
        import ganplay.app
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in PACKAGES:
            raise
        raise WindowError(
            f'the window needs {error.name}; in the checkout: pip install -e ".[gui]" (training does without)'
        ) from None
    except ImportError as error:
        raise WindowError(f"Qt does not start: {error}; the README lists the libraries it needs") from None
    return ganplay.app


def require_display() -> None:
    """Say so in a sentence where Qt would abort the process.

    Raises:
        WindowError: a Linux machine without X or Wayland.
    """
    places = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(place) for place in places):
        raise WindowError("there is no display to open a window on; ganplay train works without one")
