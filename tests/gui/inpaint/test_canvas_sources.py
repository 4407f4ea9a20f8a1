"""The sources of input pictures, their titles, and the preview of a picture from outside."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QThread, QUrl
from PySide6.QtGui import QClipboard, QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ganplay.contract.centring import LARGEST, centred
from ganplay.contract.errors import GanplayError
from ganplay.contract.latent import Answer, Card, Pick, Picked, Request
from ganplay.contract.masks import PRESETS
from ganplay.contract.picture_files import read_picture
from ganplay.contract.pictures import Digits
from ganplay.gui.inpaint import picture_source
from ganplay.gui.inpaint.canvas import HoleCanvas
from ganplay.gui.inpaint.hole_editor import HoleEditor
from ganplay.gui.inpaint.input_picture import InputPicture
from ganplay.gui.inpaint.picture_files import grey_of
from ganplay.gui.inpaint.picture_preview import PicturePreview
from ganplay.gui.inpaint.picture_source import PictureSource
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.theme import Appearance
from ganplay.runtime.jobs import JobThread

from ..latent.fake_explorer import FakeEngine, FakeExplorer

LEFT = Qt.MouseButton.LeftButton
COUNT = 200


class DigitExplorer(FakeExplorer):
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


class SourcesDriver(QWidget):
    """The sources above a canvas."""

    def __init__(self, explorer: DigitExplorer, qtbot: QtBot) -> None:
        super().__init__()
        self.explorer, self.qtbot = explorer, qtbot
        self.thread_ = JobThread(lambda: FakeEngine(explorer))
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

    def wait_for_preview(self) -> PicturePreview:
        self.qtbot.waitUntil(lambda: self.preview is not None, timeout=20_000)
        assert self.preview is not None
        return self.preview

    @property
    def input_picture(self) -> InputPicture:
        return self.editor.input_picture

    @property
    def preview(self) -> PicturePreview | None:
        return next((found for found in self.source.findChildren(PicturePreview) if found.isVisible()), None)


@pytest.fixture
def driver(qtbot: QtBot) -> Iterator[SourcesDriver]:
    driver = SourcesDriver(DigitExplorer(), qtbot)
    qtbot.addWidget(driver)
    driver.resize(440, 560)
    with qtbot.waitActive(driver):
        driver.show()
        driver.activateWindow()
    yield driver
    assert driver.thread_.stop(10)


def paper(width: int, height: int) -> QImage:
    """A dark bar on white paper, off the middle."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.fillRect(width // 8, height // 8, width // 16, height // 2, QColor(30, 30, 60))
    painter.end()
    return image


def test_a_test_digit_is_asked_for_by_its_number(driver: SourcesDriver) -> None:
    field = driver.source.index
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "123")
    QTest.keyClick(field, Qt.Key.Key_Return)
    driver.wait_for("MNIST test picture 123, class 3")
    assert driver.input_picture.label == 3
    assert (driver.input_picture.picture == 123).all()
    assert driver.explorer.asked == [Pick(Digits(), 123)]
    QTest.keyClick(field, Qt.Key.Key_Down)
    driver.wait_for("test picture 122")
    assert field.maximum() == COUNT - 1


def test_the_dice_picks_one_of_the_chosen_class(driver: SourcesDriver) -> None:
    driver.source.label.setFocus()
    for _ in range(5):
        QTest.keyClick(driver.source.label, Qt.Key.Key_Down)
    driver.wait_for("class 4")
    assert driver.source.index.value() % 10 == 4
    seen = set()
    for _ in range(6):
        before = driver.input_picture
        driver.click(driver.source.dice)
        driver.qtbot.waitUntil(lambda before=before: driver.input_picture is not before)
        assert driver.input_picture.label == 4
        seen.add(driver.source.index.value())
    assert len(seen) > 1


def test_where_mnist_is_missing_it_says_so_and_names_the_other_set(driver: SourcesDriver) -> None:
    driver.explorer.missing = "MNIST is not on this computer yet"
    driver.click(driver.source.dice)
    driver.wait_for("Strokes test picture")
    assert "MNIST is not on this computer yet" in driver.words


def test_a_number_that_there_is_not_is_refused_in_a_sentence(driver: SourcesDriver) -> None:
    driver.source.pick(4321)
    driver.wait_for("there is no test picture 4321")
    assert not driver.input_picture.picture.any()


def test_a_digit_asked_for_while_a_model_opens_comes_after_it(driver: SourcesDriver) -> None:
    driver.exploration.open("digits-dcgan")
    driver.source.pick(55)
    driver.wait_for("picture 55,")
    assert driver.exploration.card is not None


def test_another_picture_keeps_the_hole_unless_told_not_to(driver: SourcesDriver) -> None:
    driver.editor.set_hole(PRESETS["centre"](0))
    driver.source.pick(11)
    driver.wait_for("picture 11,")
    assert driver.editor.hole.sum() == 196
    driver.click(driver.source.keep)
    driver.source.pick(12)
    driver.wait_for("picture 12,")
    assert not driver.editor.hole.any()
    driver.editor.undo()
    assert driver.editor.hole.sum() == 196
    assert driver.input_picture.label == 1
    assert "picture 11," in driver.words


def test_gs_own_sample_is_one_that_g_can_make(driver: SourcesDriver) -> None:
    driver.click(driver.source.own)
    assert "no model" in driver.words
    driver.open("digits-dcgan")
    driver.click(driver.source.own)
    driver.wait_for("G’s own sample, seed")
    (draw,) = driver.explorer.draws(1)
    np.testing.assert_array_equal(driver.input_picture.picture, driver.explorer._pictures(draw.rows)[0])
    assert driver.input_picture.label is None
    assert "reads as" in driver.words


def test_classes_are_called_what_the_open_model_calls_them(driver: SourcesDriver) -> None:
    driver.explorer.names = ("shirt", *"123456789")
    driver.open("digits-dcgan")
    assert [driver.source.label.itemText(index) for index in range(3)] == ["any", "shirt", "1"]


def test_a_conditional_model_s_own_sample_has_its_class(driver: SourcesDriver) -> None:
    driver.open("digits-labels")
    driver.click(driver.source.own)
    driver.wait_for("G’s own sample")
    card = driver.exploration.card
    code = driver.explorer.draws(1)[0].rows[0, card.dim :]
    assert sorted(code) == [0] * 9 + [1]
    assert driver.input_picture.label == code.argmax()


def test_drawing_begins_on_an_empty_sheet_with_ink(driver: SourcesDriver) -> None:
    driver.source.pick(99)
    driver.wait_for("picture 99,")
    driver.editor.set_hole(PRESETS["centre"](0))
    driver.click(driver.source.draw)
    assert driver.editor.inking
    assert not driver.input_picture.picture.any()
    assert not driver.editor.hole.any()
    assert driver.words == "drawn here"
    driver.source.pick(98)
    driver.wait_for("picture 98,")
    assert not driver.editor.inking


def test_a_dropped_file_is_seen_as_it_would_be_used_and_then_used(
    driver: SourcesDriver, tmp_path: Path
) -> None:
    path = tmp_path / "bar.png"
    assert paper(320, 240).save(str(path))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    driver.drop(mime)
    preview = driver.wait_for_preview()
    assert not driver.input_picture.picture.any(), "nothing is used before a person says so"
    expected = centred(read_picture(path))
    np.testing.assert_array_equal(preview.digit.picture, expected)
    driver.click(preview.use)
    np.testing.assert_array_equal(driver.input_picture.picture, expected)
    assert (driver.input_picture.label, driver.input_picture.title) == (None, "bar.png")
    assert driver.preview is None


def test_a_preview_can_be_declined(driver: SourcesDriver) -> None:
    mime = QMimeData()
    mime.setImageData(paper(100, 100))
    driver.drop(mime)
    driver.click(driver.wait_for_preview().cancel)
    assert driver.preview is None
    assert not driver.editor.can_undo


def test_a_pasted_picture_is_seen_first_too(driver: SourcesDriver) -> None:
    QGuiApplication.clipboard().setImage(paper(64, 64))
    driver.canvas.setFocus()
    QTest.keyClick(driver.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    driver.click(driver.wait_for_preview().use)
    np.testing.assert_array_equal(driver.input_picture.picture, centred(grey_of(paper(64, 64))))
    QGuiApplication.clipboard().setText("words")
    driver.click(driver.source.paste)
    assert "no picture in the clipboard" in driver.words


def test_an_empty_clipboard_is_no_error(driver: SourcesDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QClipboard, "mimeData", lambda *_: None)
    driver.click(driver.source.paste)
    assert "no picture in the clipboard" in driver.words


def test_what_only_says_that_it_is_a_picture_is_refused(driver: SourcesDriver) -> None:
    mime = QMimeData()
    mime.setData("application/x-qt-image", b"")
    mime.setImageData(QImage())
    driver.canvas.offered.emit(QImage(mime.imageData()))
    driver.wait_for("is no picture")


def test_a_picture_is_decoded_beside_the_window(
    driver: SourcesDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []
    read = picture_source.read_picture
    monkeypatch.setattr(
        picture_source, "read_picture", lambda path: threads.append(QThread.currentThread()) or read(path)
    )
    assert paper(64, 64).save(str(tmp_path / "bar.png"))
    driver.source.offer(tmp_path / "bar.png")
    driver.click(driver.wait_for_preview().cancel)
    assert threads == [driver.thread_]


def test_words_cannot_be_dropped(driver: SourcesDriver) -> None:
    mime = QMimeData()
    mime.setText("words")
    driver.drop(mime)
    assert driver.preview is None


@pytest.mark.parametrize("kind", ["unreadable", "huge", "empty", "missing"])
def test_what_is_no_picture_of_a_digit_is_refused_in_a_sentence(
    driver: SourcesDriver, tmp_path: Path, kind: str
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
    driver.source.offer(path)
    words = {
        "unreadable": "unreadable.png cannot be read as a picture",
        "huge": f"huge.png has {LARGEST + 1} x 2 pixels; up to {LARGEST} x {LARGEST} are taken",
        "empty": "the picture shows nothing",
        "missing": "missing.png: No such file or directory",
    }
    driver.wait_for(words[kind])
    assert driver.preview is None
    assert not driver.editor.can_undo


def test_what_is_transparent_is_paper() -> None:
    image = QImage(5, 3, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    image.setPixelColor(4, 2, QColor("black"))
    grey = grey_of(image)
    assert grey.shape == (3, 5)
    assert grey[2, 4] == 0
    assert grey.sum() == 14 * 255


def test_every_source_says_what_it_is(driver: SourcesDriver) -> None:
    for widget in (*driver.source.findChildren(QAbstractButton), driver.source.index, driver.source.label):
        assert widget.toolTip()
        assert widget.accessibleName()
