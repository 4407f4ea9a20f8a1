"""A set is fetched whole or not at all, from whichever mirror serves it right."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ganplay.__main__ import main
from ganplay.contract.errors import DataError, GanplayError
from ganplay.contract.files import replacing
from ganplay.engine import fetch as module
from ganplay.engine.fetch import fetch
from ganplay.engine.picture_archives import (
    FOLDER_VARIABLE,
    PICTURE_ARCHIVES,
    PictureArchive,
    folder_of,
    has_digest,
)

CONTENTS = {
    "train-images-idx3-ubyte": os.urandom(300_000),
    "t10k-labels-idx1-ubyte": b"labels" * 100,
}
ARCHIVES = {f"{name}.gz": gzip.compress(content) for name, content in CONTENTS.items()}
Answer = Callable[[BaseHTTPRequestHandler, bytes], None]
REAL = dict(PICTURE_ARCHIVES)


def send(
    handler: BaseHTTPRequestHandler, body: bytes, announced: int | None = None, status: int = 200
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body) if announced is None else announced))
    handler.end_headers()
    handler.wfile.write(body)


def error_page(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    send(handler, b"<html>Please log in to the hotel's network</html>")


def not_found(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    send(handler, b"no", status=404)


def other_bytes(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    send(handler, gzip.compress(b"other"))


def cut_off(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    send(handler, body[: len(body) // 2], announced=len(body))


def hang_up(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def endless(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(bytes(1 << 16))
    except OSError:
        pass


class Mirror:
    """A server on this machine that remembers what it was asked for."""

    def __init__(self, answer: Answer) -> None:
        asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = self.path.rpartition("/")[2]
                asked.append(name)
                answer(self, ARCHIVES[name])

            def log_message(self, *_: object) -> None:
                pass

        self.asked = asked
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = False
        self.host = f"127.0.0.1:{self.server.server_port}"
        self.address = f"http://{self.host}/set/"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def mirror() -> Iterator[Callable[..., Mirror]]:
    started: list[Mirror] = []

    def start(answer: Answer = send) -> Mirror:
        started.append(Mirror(answer))
        return started[-1]

    yield start
    for each in started:
        each.close()


@pytest.fixture(autouse=True)
def small_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A set of two small files: one known by its content, the other by its archive."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "store"))
    images, labels = CONTENTS
    digests = {
        images: hashlib.sha256(CONTENTS[images]).hexdigest(),
        labels: hashlib.sha256(ARCHIVES[f"{labels}.gz"]).hexdigest(),
    }
    sizes = {name: len(ARCHIVES[f"{name}.gz"]) for name in CONTENTS}
    monkeypatch.setitem(PICTURE_ARCHIVES, "mnist", PictureArchive("MNIST", "digits", (), digests, sizes, ()))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_all_files_arrive_as_they_were_served(tmp_path: Path, mirror: Callable[..., Mirror]) -> None:
    reports: list[tuple[int, int]] = []
    assert fetch(
        "mnist", tmp_path / "new" / "a", lambda *each: reports.append(each), mirrors=[mirror().address]
    )
    assert contents(tmp_path / "new" / "a") == ARCHIVES
    total = sum(len(archive) for archive in ARCHIVES.values())
    assert reports[-1] == (total, total)
    assert len(reports) > 5
    assert reports == sorted(reports)


def test_without_a_folder_it_goes_where_it_is_looked_for(mirror: Callable[..., Mirror]) -> None:
    assert fetch("mnist", mirrors=[mirror().address])
    assert contents(folder_of("mnist")) == ARCHIVES


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (error_page, "serves no gzip file"),
        (not_found, "answered 404 Not Found"),
        (other_bytes, "serves other bytes than were published"),
        (cut_off, "broke off"),
        (hang_up, "cannot be reached"),
        (endless, "sends more than the file can be"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
class TestABadMirror:
    def test_is_left_for_the_next(
        self, tmp_path: Path, mirror: Callable[..., Mirror], answer: Answer, words: str
    ) -> None:
        bad, good = mirror(answer), mirror()
        assert fetch("mnist", tmp_path / "a", mirrors=[bad.address, good.address])
        assert contents(tmp_path / "a") == ARCHIVES
        assert bad.asked == good.asked == list(ARCHIVES)

    def test_is_named_with_what_it_did_when_no_other_is_left(
        self, tmp_path: Path, mirror: Callable[..., Mirror], answer: Answer, words: str
    ) -> None:
        bad, also_bad = mirror(answer), mirror(not_found)
        with pytest.raises(DataError) as caught:
            fetch("mnist", tmp_path / "a", mirrors=[bad.address, also_bad.address])
        sentence = str(caught.value)
        assert sentence.startswith(f"train-images-idx3-ubyte.gz cannot be fetched: {bad.host} {words}")
        assert sentence.endswith(f"; {also_bad.host} answered 404 Not Found")
        assert "\n" not in sentence
        assert contents(tmp_path / "a") == {}


def test_an_archive_cut_off_without_a_size_is_noticed(tmp_path: Path, mirror: Callable[..., Mirror]) -> None:
    def silent_end(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(body[:-5])

    with pytest.raises(DataError, match=r"serves other bytes than were published$"):
        fetch("mnist", tmp_path, mirrors=[mirror(silent_end).address])


def test_without_a_network_it_says_so(tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        with pytest.raises(DataError) as caught:
            fetch("mnist", tmp_path, mirrors=[f"http://127.0.0.1:{port}/"])
    assert str(caught.value) == (
        "train-images-idx3-ubyte.gz cannot be fetched, there seems to be no network: "
        f"127.0.0.1:{port} cannot be reached: Connection refused"
    )


def test_a_silent_mirror_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TIMEOUT", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(DataError, match=r"cannot be reached: no answer within 0\.05 s$"):
            fetch("mnist", tmp_path, mirrors=[f"http://127.0.0.1:{port}/"])


def test_a_retry_fetches_only_what_is_missing_or_damaged(
    tmp_path: Path, mirror: Callable[..., Mirror]
) -> None:
    images, labels = ARCHIVES
    (tmp_path / images.removesuffix(".gz")).write_bytes(CONTENTS[images.removesuffix(".gz")])
    (tmp_path / labels).write_bytes(ARCHIVES[labels][:-9])
    server = mirror()
    assert fetch("mnist", tmp_path, mirrors=[server.address])
    assert server.asked == [labels]
    assert fetch("mnist", tmp_path, mirrors=[server.address])
    assert server.asked == [labels]
    assert (tmp_path / labels).read_bytes() == ARCHIVES[labels]


def test_a_cancelled_download_leaves_only_whole_files(tmp_path: Path, mirror: Callable[..., Mirror]) -> None:
    server = mirror()
    seen: list[int] = []
    # The first piece of the second file is where it ends.
    done = fetch(
        "mnist",
        tmp_path,
        lambda there, _: seen.append(there),
        lambda: len(server.asked) == 2,
        mirrors=[server.address],
    )
    assert not done
    images, labels = ARCHIVES
    assert contents(tmp_path) == {images: ARCHIVES[images]}
    assert fetch("mnist", tmp_path, mirrors=[server.address])
    assert server.asked == [images, labels, labels]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_full_disk_is_one_sentence_and_no_fault_of_the_mirror(
    tmp_path: Path, mirror: Callable[..., Mirror], monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextlib.contextmanager
    def replacing_on_a_full_disk(path: Path) -> Iterator[Path]:
        with replacing(path):
            yield Path("/dev/full")

    monkeypatch.setattr(module, "replacing", replacing_on_a_full_disk)
    first, second = mirror(), mirror()
    with pytest.raises(GanplayError, match=r"^cannot write .*train-images.*: No space left on device$"):
        fetch("mnist", tmp_path, mirrors=[first.address, second.address])
    assert second.asked == []
    assert contents(tmp_path) == {}


def test_a_folder_that_is_a_file_is_one_sentence(tmp_path: Path, mirror: Callable[..., Mirror]) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GanplayError, match=r"^cannot write .*file.train-images"):
        fetch("mnist", tmp_path / "file", mirrors=[mirror().address])


def test_only_published_sets_are_known() -> None:
    with pytest.raises(DataError, match=r"unknown set 'fashon'; did you mean 'fashion'\?"):
        fetch("fashon")


def test_the_command_says_where_the_set_is(
    tmp_path: Path,
    mirror: Callable[..., Mirror],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    small = PICTURE_ARCHIVES["mnist"]
    monkeypatch.setitem(
        PICTURE_ARCHIVES,
        "mnist",
        PictureArchive("MNIST", "digits", (), small.digests, small.sizes, (mirror().address,)),
    )
    assert main(["fetch", "mnist"]) == 0
    assert capsys.readouterr().out == f"MNIST is in {folder_of('mnist')}\n"
    assert main(["fetch", "mnist", "--to", str(tmp_path / "a")]) == 0
    assert contents(tmp_path / "a") == contents(folder_of("mnist")) == ARCHIVES
    assert main(["fetch", "minst"]) == 2
    assert "did you mean 'mnist'?" in capsys.readouterr().err


def test_every_mirror_is_reached_over_https() -> None:
    for archive in REAL.values():
        assert len(archive.mirrors) > 1
        assert all(mirror.startswith("https://") and mirror.endswith("/") for mirror in archive.mirrors)
        assert set(archive.sizes) == set(archive.digests)


def test_a_missing_file_is_not_genuine(tmp_path: Path) -> None:
    assert not has_digest(tmp_path / "none", "0" * 64)
