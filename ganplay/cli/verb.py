"""A verb of the command line, declared in one place."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """Its name, one sentence of help, its arguments, and what it does.

    ``run`` returns the exit code and raises :class:`~ganplay.contract.errors.GanplayError` for whatever
    the person can mend. It imports what is heavy, torch and Qt, itself.
    """

    name: str
    help: str
    declare: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]
