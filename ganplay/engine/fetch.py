"""Fetching a published picture set from its mirrors, file by file, each whole or not at all."""

from __future__ import annotations

import contextlib
import http.client
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

from ganplay import __version__
from ganplay.contract.errors import DataError, unknown
from ganplay.contract.files import replacing
from ganplay.engine.picture_archives import GZIP_MAGIC, PICTURE_ARCHIVES, find, folder_of, has_digest

TIMEOUT = 20.0
"""Seconds after which a silent mirror is given up."""
CHUNK = 1 << 16
"""Bytes between two looks at whether to go on."""

Progress = Callable[[int, int], None]
"""Told how many bytes are there, and how many there will be."""


class _RefusedError(Exception):
    """What a mirror did instead of serving the file, in words that follow its name."""


class _UnreachableError(_RefusedError):
    """There was no connection to the mirror."""


class _CancelledError(Exception):
    """Nobody wants the file any more."""


def fetch(
    name: str,
    folder: Path | None = None,
    progress: Progress = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
    mirrors: Sequence[str] = (),
) -> bool:
    """Put the files of a published set into a folder; what is there and right is left as it is.

    Args:
        name: a key of :data:`~ganplay.engine.picture_archives.PICTURE_ARCHIVES`.
        folder: where to; ganplay's own store by default.
        progress: called after each piece.
        cancelled: asked before each piece; the files that are complete by then stay.
        mirrors: addresses to try in turn, each up to the file's name; by default those of the set.

    Returns:
        Whether all is there: False after a cancellation.

    Raises:
        DataError: no such set, or a file that no mirror would serve; says what each of them did.
        GanplayError: the folder cannot be written to or the disk is full.
    """
    if name not in PICTURE_ARCHIVES:
        raise DataError(unknown("set", name, PICTURE_ARCHIVES))
    archive = PICTURE_ARCHIVES[name]
    folder = folder_of(name) if folder is None else folder
    sizes = dict(archive.sizes)
    received = 0

    def report(file: str, there: int, size: int) -> None:
        sizes[file] = size
        progress(received + there, sum(sizes.values()))

    for file, digest in archive.digests.items():
        path = find(folder, file)
        if path is None or not has_digest(path, digest):
            target = folder / f"{file}.gz"
            try:
                _from_any(mirrors or archive.mirrors, target, digest, sizes[file], report, cancelled)
            except _CancelledError:
                return False
        received += sizes[file]
        progress(received, sum(sizes.values()))
    return True


def _from_any(
    mirrors: Sequence[str],
    target: Path,
    digest: str,
    size: int,
    report: Callable[[str, int, int], None],
    cancelled: Callable[[], bool],
) -> None:
    """Download a file from the first mirror that serves it right."""
    refusals: list[tuple[str, _RefusedError]] = []
    for mirror in mirrors:
        try:
            with replacing(target) as temporary:
                pieces = _pieces(mirror + target.name, size)
                with contextlib.closing(pieces), temporary.open("wb") as out:
                    there = 0
                    for piece, announced in pieces:
                        if cancelled():
                            raise _CancelledError
                        there += out.write(piece)
                        report(target.stem, there, announced)
                _check(temporary, digest)
            return
        except _RefusedError as refusal:
            refusals.append((urllib.parse.urlsplit(mirror).netloc, refusal))
    said = "; ".join(f"{host} {refusal}" for host, refusal in refusals)
    if all(isinstance(refusal, _UnreachableError) for _, refusal in refusals):
        raise DataError(f"{target.name} cannot be fetched, there seems to be no network: {said}")
    raise DataError(f"{target.name} cannot be fetched: {said}")


def _pieces(url: str, size: int) -> Generator[tuple[bytes, int], None, None]:
    """What a mirror sends, piece by piece, each with the size of the whole as far as it is known.

    The errors of the network end here: they are OSErrors, and so are those of the disk.
    """
    request = urllib.request.Request(url, headers={"User-Agent": f"ganplay/{__version__}"})
    connected = False
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
            connected = True
            announced = int(response.headers.get("Content-Length") or 0)
            there = 0
            while piece := response.read(CHUNK):
                there += len(piece)
                if there > 2 * size + CHUNK:
                    raise _RefusedError("sends more than the file can be")
                yield piece, announced or max(size, there)
            if there < announced:
                raise _RefusedError(f"broke off after {there:,} of {announced:,} bytes")
    except urllib.error.HTTPError as error:
        error.close()
        raise _RefusedError(f"answered {error.code} {error.reason}") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        words = _words(error)
        if connected:
            raise _RefusedError(f"broke off: {words}") from None
        raise _UnreachableError(f"cannot be reached: {words}") from None


def _words(error: Exception) -> str:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError):
        return f"no answer within {TIMEOUT:g} s"
    return str(getattr(reason, "strerror", None) or reason)


def _check(path: Path, digest: str) -> None:
    if has_digest(path, digest):
        return
    with path.open("rb") as stream:
        packed = stream.read(len(GZIP_MAGIC)) == GZIP_MAGIC
    raise _RefusedError("serves other bytes than were published" if packed else "serves no gzip file")
