"""Where a picture comes from, what is said of it, and that one from outside is seen before it is used."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ganplay.contract.centring import LARGEST, centred
from ganplay.contract.errors import GanplayError
from ganplay.contract.latent import Answer, Card, Pick, Picked, Request
from ganplay.contract.masks import PRESETS
from ganplay.contract.pictures import Digits
from ganplay.gui.inpaint.canvas import HoleCanvas
from ganplay.gui.inpaint.hole_editor import HoleEditor
from ganplay.gui.inpaint.input_picture import InputPicture
from ganplay.gui.inpaint.picture_files import grey_of, read_picture
from ganplay.gui.inpaint.picture_preview import PicturePreview
from ganplay.gui.inpaint.picture_source import PictureSource
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.theme import Appearance
from ganplay.runtime.exploring import ExploringThread

from ..latent.fake_explorer import FakeEngine, FakeExplorer

LEFT = Qt.MouseButton.LeftButton
COUNT = 200


class Shelf(FakeExplorer):
    """Has two hundred test digits too, the class of each its last figure, as grey as its number."""

    names = tuple("0123456789")

    def answer(self, request: Request) -> Answer:
        if not isinstance(request, Pick):
            answer = super().answer(request)
            return dataclasses.replace(answer, names=self.names) if isinstance(answer, Card) else answer
        self.asked.append(request)
        index = request.index
        if index is None:
            index = request.seed % (COUNT // 10) * 10 + (request.label or 0)
        if index >= COUNT:
            raise GanplayError(f"there is no test picture {index}")
        picture = np.full((28, 28), index, np.uint8)
        title = "Strokes" if self.missing else "MNIST"
        return Picked(picture, index % 10, index, COUNT, title, str(index % 10), self.missing)


class Desk(QWidget):
    """The sources above a canvas."""

    def __init__(self, shelf: Shelf, qtbot: QtBot) -> None:
        super().__init__()
        self.shelf, self.qtbot = shelf, qtbot
        self.thread_ = ExploringThread(lambda: FakeEngine(shelf))
        self.exploration = Exploration(self.thread_, self)
        self.editor, appearance = HoleEditor(self), Appearance()
        self.source = PictureSource(self.editor, self.exploration, appearance)
        self.canvas = HoleCanvas(self.editor, appearance)
        self.canvas.offered.connect(self.source.offer)
        column = QVBoxLayout(self)
        column.addWidget(self.source)
        column.addWidget(self.canvas, 1)

    def click(self, button: QAbstractButton) -> None:
        assert button.isVisible()
        QTest.mouseClick(button, LEFT, pos=button.rect().center())

    def wait_for(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.words, timeout=20_000)

    def open(self, name: str) -> None:
        self.exploration.open(name)
        self.qtbot.waitUntil(lambda: self.exploration.card is not None, timeout=20_000)

    def drop(self, mime: QMimeData) -> None:
        """Let it fall onto the canvas, as a window system does."""
        place, copy = QPointF(50, 50), Qt.DropAction.CopyAction
        none = Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(place.toPoint(), copy, mime, LEFT, none)
        QApplication.sendEvent(self.canvas, enter)
        if enter.isAccepted():
            QApplication.sendEvent(self.canvas, QDropEvent(place, copy, mime, LEFT, none))

    @property
    def words(self) -> str:
        return self.source.words.toolTip()

    @property
    def input_picture(self) -> InputPicture:
        return self.editor.input_picture

    @property
    def preview(self) -> PicturePreview | None:
        return next((found for found in self.source.findChildren(PicturePreview) if found.isVisible()), None)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(Shelf(), qtbot)
    qtbot.addWidget(desk)
    desk.resize(440, 560)
    with qtbot.waitActive(desk):
        desk.show()
        desk.activateWindow()
    yield desk
    assert desk.thread_.stop(10)


def paper(width: int, height: int) -> QImage:
    """A dark bar on white paper, off the middle."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.fillRect(width // 8, height // 8, width // 16, height // 2, QColor(30, 30, 60))
    painter.end()
    return image


def test_a_test_digit_is_asked_for_by_its_number(desk: Desk) -> None:
    field = desk.source.index
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "123")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.wait_for("MNIST test picture 123, class 3")
    assert desk.input_picture.label == 3
    assert (desk.input_picture.picture == 123).all()
    assert desk.shelf.asked == [Pick(Digits(), 123)]
    QTest.keyClick(field, Qt.Key.Key_Down)
    desk.wait_for("test picture 122")
    assert field.maximum() == COUNT - 1


def test_the_dice_picks_one_of_the_chosen_class(desk: Desk) -> None:
    desk.source.label.setFocus()
    for _ in range(5):
        QTest.keyClick(desk.source.label, Qt.Key.Key_Down)
    desk.wait_for("class 4")
    assert desk.source.index.value() % 10 == 4
    seen = set()
    for _ in range(6):
        before = desk.input_picture
        desk.click(desk.source.dice)
        desk.qtbot.waitUntil(lambda before=before: desk.input_picture is not before)
        assert desk.input_picture.label == 4
        seen.add(desk.source.index.value())
    assert len(seen) > 1


def test_where_mnist_is_missing_it_says_so_and_names_the_other_set(desk: Desk) -> None:
    desk.shelf.missing = "MNIST is not on this computer yet"
    desk.click(desk.source.dice)
    desk.wait_for("Strokes test picture")
    assert "MNIST is not on this computer yet" in desk.words


def test_a_number_that_there_is_not_is_refused_in_a_sentence(desk: Desk) -> None:
    desk.source.pick(4321)
    desk.wait_for("there is no test picture 4321")
    assert not desk.input_picture.picture.any()


def test_a_digit_asked_for_while_a_model_opens_comes_after_it(desk: Desk) -> None:
    desk.exploration.open("digits-dcgan")
    desk.source.pick(55)
    desk.wait_for("picture 55,")
    assert desk.exploration.card is not None


def test_another_picture_keeps_the_hole_unless_told_not_to(desk: Desk) -> None:
    desk.editor.set_hole(PRESETS["centre"](0))
    desk.source.pick(11)
    desk.wait_for("picture 11,")
    assert desk.editor.hole.sum() == 196
    desk.click(desk.source.keep)
    desk.source.pick(12)
    desk.wait_for("picture 12,")
    assert not desk.editor.hole.any()
    desk.editor.undo()
    assert desk.editor.hole.sum() == 196
    assert desk.input_picture.label == 1
    assert "picture 11," in desk.words


def test_gs_own_sample_is_one_that_g_can_make(desk: Desk) -> None:
    desk.click(desk.source.own)
    assert "no model" in desk.words
    desk.open("digits-dcgan")
    desk.click(desk.source.own)
    desk.wait_for("G’s own sample, seed")
    (draw,) = desk.shelf.draws(1)
    np.testing.assert_array_equal(desk.input_picture.picture, desk.shelf._pictures(draw.rows)[0])
    assert desk.input_picture.label is None
    assert "reads as" in desk.words


def test_classes_are_called_what_the_open_model_calls_them(desk: Desk) -> None:
    desk.shelf.names = ("shirt", *"123456789")
    desk.open("digits-dcgan")
    assert [desk.source.label.itemText(index) for index in range(3)] == ["any", "shirt", "1"]


def test_a_conditional_model_s_own_sample_has_its_class(desk: Desk) -> None:
    desk.open("digits-labels")
    desk.click(desk.source.own)
    desk.wait_for("G’s own sample")
    card = desk.exploration.card
    code = desk.shelf.draws(1)[0].rows[0, card.dim :]
    assert sorted(code) == [0] * 9 + [1]
    assert desk.input_picture.label == code.argmax()


def test_drawing_begins_on_an_empty_sheet_with_ink(desk: Desk) -> None:
    desk.source.pick(99)
    desk.wait_for("picture 99,")
    desk.editor.set_hole(PRESETS["centre"](0))
    desk.click(desk.source.draw)
    assert desk.editor.inking
    assert not desk.input_picture.picture.any()
    assert not desk.editor.hole.any()
    assert desk.words == "drawn here"
    desk.source.pick(98)
    desk.wait_for("picture 98,")
    assert not desk.editor.inking


def test_a_dropped_file_is_seen_as_it_would_be_used_and_then_used(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bar.png"
    assert paper(320, 240).save(str(path))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    desk.drop(mime)
    preview = desk.preview
    assert preview is not None
    assert not desk.input_picture.picture.any(), "nothing is used before a person says so"
    expected = centred(read_picture(path))
    np.testing.assert_array_equal(preview.digit.picture, expected)
    desk.click(preview.use)
    np.testing.assert_array_equal(desk.input_picture.picture, expected)
    assert (desk.input_picture.label, desk.input_picture.title) == (None, "bar.png")
    assert desk.preview is None


def test_a_preview_can_be_declined(desk: Desk) -> None:
    mime = QMimeData()
    mime.setImageData(paper(100, 100))
    desk.drop(mime)
    desk.click(desk.preview.cancel)
    assert desk.preview is None
    assert not desk.editor.can_undo


def test_a_pasted_picture_is_seen_first_too(desk: Desk) -> None:
    QGuiApplication.clipboard().setImage(paper(64, 64))
    desk.canvas.setFocus()
    QTest.keyClick(desk.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.preview is not None
    desk.click(desk.preview.use)
    np.testing.assert_array_equal(desk.input_picture.picture, centred(grey_of(paper(64, 64))))
    QGuiApplication.clipboard().setText("words")
    desk.click(desk.source.paste)
    assert "no picture in the clipboard" in desk.words


def test_words_cannot_be_dropped(desk: Desk) -> None:
    mime = QMimeData()
    mime.setText("words")
    desk.drop(mime)
    assert desk.preview is None


@pytest.mark.parametrize("kind", ["unreadable", "huge", "empty", "missing"])
def test_what_is_no_picture_of_a_digit_is_refused_in_a_sentence(
    desk: Desk, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"{kind}.png"
    if kind == "unreadable":
        path.write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    elif kind == "huge":
        assert QImage(LARGEST + 1, 2, QImage.Format.Format_Mono).save(str(path))
    elif kind == "empty":
        blank = QImage(64, 64, QImage.Format.Format_RGB32)
        blank.fill(QColor("white"))
        assert blank.save(str(path))
    desk.source.offer(path)
    words = {
        "unreadable": "unreadable.png cannot be read as a picture",
        "huge": f"huge.png has {LARGEST + 1} x 2 pixels; up to {LARGEST} x {LARGEST} are taken",
        "empty": "the picture shows nothing",
        "missing": "missing.png cannot be read as a picture",
    }
    assert words[kind] in desk.words
    assert desk.preview is None
    assert not desk.editor.can_undo


def test_what_is_transparent_is_paper() -> None:
    image = QImage(5, 3, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    image.setPixelColor(4, 2, QColor("black"))
    grey = grey_of(image)
    assert grey.shape == (3, 5)
    assert grey[2, 4] == 0
    assert grey.sum() == 14 * 255


def test_every_source_says_what_it_is(desk: Desk) -> None:
    for widget in (*desk.source.findChildren(QAbstractButton), desk.source.index, desk.source.label):
        assert widget.toolTip()
        assert widget.accessibleName()
