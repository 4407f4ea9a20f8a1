"""A file is read within bounds, and written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from ganplay.contract.errors import DataError, GanplayError
from ganplay.contract.files import check_file, read_text, replacing, resources, write_text


@pytest.mark.parametrize("read", [check_file, read_text])
def test_what_is_no_file_or_too_large_is_refused_before_it_is_read(tmp_path: Path, read) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "large").write_bytes(b"x" * 2_000_001)
    for path, words in (
        (tmp_path / "fifo", "it is not a file"),
        (Path("/dev/zero"), "it is not a file"),
        (tmp_path, "it is not a file"),
        (tmp_path / "large", "it is larger than 2 MB"),
        (tmp_path / "none", "No such file or directory"),
        (tmp_path / "a\0b", "embedded null byte"),
    ):
        with pytest.raises(DataError) as caught:
            read(path, 2_000_000, DataError)
        assert str(caught.value) == f"cannot read {path}: {words}"


def test_text_is_read_without_its_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffGröße".encode())
    assert read_text(path, 100, DataError) == "Größe"
    for content in (b"\xff\xfe", b"a\0b"):
        path.write_bytes(content)
        with pytest.raises(DataError, match="not a text file in UTF-8"):
            read_text(path, 100, DataError)


def test_a_file_appears_when_the_block_ends_well(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "a.csv"
    with replacing(path) as temporary:
        temporary.write_text("whole")
        assert not path.exists()
        assert temporary.suffix == ".csv"
    assert path.read_text() == "whole"
    assert os.listdir(path.parent) == ["a.csv"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")

    def write_half() -> None:
        with replacing(path) as temporary:
            temporary.write_text("half of the n")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.csv"]


def test_a_full_disk_is_one_sentence_and_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    with (
        pytest.raises(GanplayError, match=r"cannot write .*a\.csv: No space left on device"),
        replacing(path),
    ):
        raise OSError(28, "No space left on device")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.csv"]


def test_a_folder_below_a_file_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GanplayError) as caught:
        write_text(tmp_path / "file" / "below" / "a.txt", "x")
    assert str(caught.value).startswith(f"cannot write {tmp_path / 'file' / 'below' / 'a.txt'}: ")
    assert "\n" not in str(caught.value)


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(GanplayError, match="cannot write"):
        write_text(tmp_path / "a", "x")
    assert os.listdir(tmp_path) == ["a"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_others_may_read_what_the_umask_lets_them(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        with replacing(tmp_path / "a.txt") as temporary:
            temporary.write_text("x")
            temporary.chmod(0o600)
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o644


def test_text_is_written_as_utf8(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "λ = ½\n")
    assert (tmp_path / "a.txt").read_bytes() == "λ = ½\n".encode()


def test_the_resources_are_found() -> None:
    assert (resources() / "scenes").is_dir()
