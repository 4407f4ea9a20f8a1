"""The command line: no argument opens the window, everything else is a verb."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from ganplay import __version__
from ganplay.cli import bench, classifier, evaluate, fetch, game, inpaint, knobs, play, scenes, shots, train
from ganplay.contract.errors import GanplayError, unknown

VERBS = {
    verb.name: verb
    for verb in (
        play.VERB,
        train.VERB,
        fetch.VERB,
        game.VERB,
        inpaint.VERB,
        scenes.VERB,
        knobs.VERB,
        evaluate.VERB,
        bench.VERB,
        shots.VERB,
        classifier.VERB,
    )
}


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line, like all others."""

    def error(self, message: str) -> NoReturn:
        raise GanplayError(f"{message}; see {self.prog} --help")


def parser() -> argparse.ArgumentParser:
    """The parser of every verb."""
    top = _Parser(
        prog="ganplay",
        description="Train small GANs live and see what they do. Without a verb, the window opens.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"ganplay {__version__}")
    verbs = top.add_subparsers(title="verbs", dest="verb", metavar="VERB", required=True)
    for verb in VERBS.values():
        sentence = f"{verb.help[0].upper()}{verb.help[1:]}."
        below = verbs.add_parser(verb.name, help=verb.help, description=sentence, allow_abbrev=False)
        verb.declare(below)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was typed; one line on stderr and exit code 2 for whatever the person can mend."""
    typed = list(sys.argv[1:] if arguments is None else arguments) or ["play"]
    deaf = sys.stdout is None
    _replace_closed_streams()
    try:
        if deaf and typed[0] != play.VERB.name:
            raise GanplayError("the standard output is closed; for silence append: > /dev/null")
        if not typed[0].startswith("-") and typed[0] not in VERBS:
            raise GanplayError(unknown("verb", typed[0], VERBS))
        args = parser().parse_args(typed)
        status = VERBS[args.verb].run(args)
        sys.stdout.flush()
        return status
    except GanplayError as error:
        return _complain(error)
    except KeyboardInterrupt:
        print("ganplay: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read us has read enough, as in `ganplay knobs | head`; keep Python from flushing again.
        _drop_output()
        return 0
    except OSError as error:
        # Files that are read or written have errors of their own; what is left is the output itself.
        _drop_output()
        return _complain(error)


def _complain(error: Exception) -> int:
    """One line, whatever names and paths the error repeats."""
    print(f"ganplay: {' '.join(str(error).splitlines())}", file=sys.stderr)
    return 2


def _replace_closed_streams() -> None:
    """Have streams that take any letter: Python has none where a shell or a desktop has closed them.

    What a terminal or a file cannot hold, such as a letter beyond ASCII or half a name, is written as its
    number. A file opened later must not get the number of a closed stream either.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
