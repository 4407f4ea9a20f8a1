"""What has to be measured in a process of its own, so that nothing else is in its memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from ganplay.contract.errors import GanplayError


def run(module: str, *arguments: str) -> dict[str, float]:
    """Run a module that opens a window; its last line is what it saw, as JSON.

    Raises:
        GanplayError: the window did not live.
    """
    environment = dict(os.environ)
    if not any(environment.get(place) for place in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0 or not done.stdout.strip():
        last_words = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise GanplayError(f"the window that was to be measured did not live: {last_words}")
    seen: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return seen
