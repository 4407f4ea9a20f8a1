"""What is saved from the menu is found again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from .conftest import OpenWindow, Person


def type_name(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let the next dialog be answered by typing a name and pressing Return."""

    def answer(dialog: QFileDialog) -> int:
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.findChild(QLineEdit).setText(name)
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(QFileDialog, "exec", answer)


@pytest.mark.parametrize("name", ["tuesday", "tuesday.safetensors"])
def test_a_checkpoint_typed_without_suffix_gets_it_and_opens(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
):
    person.window.session.run_to(12)
    person.until(lambda: person.step == 12)
    type_name(monkeypatch, str(tmp_path / name))
    person.window.header.menu.save_checkpoint.trigger()
    path = tmp_path / "tuesday.safetensors"
    person.until(path.exists)
    person.window.session.reset()
    person.settle()
    person.window.open_file(path)
    person.until(lambda: person.step == 12)


@pytest.mark.parametrize("name", ["mine", "mine.toml"])
def test_an_experiment_typed_without_suffix_gets_it_and_opens(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
):
    type_name(monkeypatch, str(tmp_path / name))
    person.window.header.menu.save_settings.trigger()
    person.window.open_file(tmp_path / "mine.toml")
    assert person.window.header.title.text() == "mine "


def test_a_checkpoint_of_another_name_is_known_by_its_first_bytes(open_window: OpenWindow, tmp_path: Path):
    person = open_window()
    header = b'{"__metadata__": {"ganplay": "1", "settings": ""}}'
    (tmp_path / "run.v2").write_bytes(len(header).to_bytes(8, "little") + header)
    opened: list[Path] = []
    person.window.session.open_checkpoint = opened.append
    person.window.open_file(tmp_path / "run.v2")
    assert opened == [tmp_path / "run.v2"]
