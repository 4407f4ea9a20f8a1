"""What went wrong, as one sentence for the person in front of the window."""

from __future__ import annotations

import logging

from ganplay.contract.errors import DataError, DeviceError, GanplayError

logger = logging.getLogger(__name__)

_OUT_OF_MEMORY = ("out of memory", "can't allocate memory", "not enough memory")
"""What CUDA, MPS and the CPU's allocators say in errors of no type of their own."""


def sentence(error: Exception) -> str:
    """Our own errors in their own words, lack of memory with a way out, all others by type and text."""
    if isinstance(error, GanplayError):
        return str(error)
    if lacks_memory(error):
        return "out of memory: choose the CPU as the device, a smaller batch or narrower networks"
    first_line = str(error).strip().partition("\n")[0]
    return f"{type(error).__name__}: {first_line}" if first_line else type(error).__name__


def logged(error: Exception, what: str) -> str:
    """The error's sentence; one that is not ours is written to the log with its traceback, under ``what``."""
    if not isinstance(error, GanplayError):
        logger.error(what, exc_info=error)
    return sentence(error)


def lacks_device(error: Exception) -> bool:
    """Whether another device may do what this one could not."""
    return isinstance(error, DeviceError) or lacks_memory(error)


def lacks_memory(error: BaseException) -> bool:
    """Whether there was too little memory, be it said by an error that came before this one."""
    if isinstance(error, MemoryError) or any(words in str(error).lower() for words in _OUT_OF_MEMORY):
        return True
    # A recording that breaks off complains of having been broken off.
    return error.__context__ is not None and lacks_memory(error.__context__)


def lacks_data(error: Exception) -> bool:
    """Whether other data may do where these could not be used."""
    return isinstance(error, DataError)


def joined(first: str, second: str) -> str:
    """Both sentences, either of which may be empty; what has been said is not said again."""
    if not first or not second or second in first:
        return first or second
    return f"{first}; {second}"
