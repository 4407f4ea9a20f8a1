"""Any model can be opened and drawn from; what does not fit is refused in a sentence and the model stays."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from ganplay.contract import files
from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.errors import GanplayError
from ganplay.contract.latent import Draw, Nearest, Open, Rank, Timeline
from ganplay.contract.networks import Noise
from ganplay.contract.pictures import Digits, Strokes
from ganplay.engine.exploring.explorer import Explorer
from ganplay.engine.trained import Trained

from ..picture_games import game
from .linear import DIM, exploring, linear

ROWS = np.random.default_rng(0).normal(size=(7, DIM)).astype(np.float32)


def drawn(trained: Trained, rows=ROWS):
    """What is to be seen: 0 is black, 255 white."""
    pixels = trained.draw(torch.tensor(rows)).numpy().reshape(-1, 28, 28)
    return np.clip(np.round((pixels + 1) * 127.5), 0, 255).astype(np.uint8)


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A folder of weights: dcgan with two checkpoints of its run, and the classifier."""
    monkeypatch.setattr(files, "resources", lambda: tmp_path)
    weights = tmp_path / "weights"
    models = {
        step: Trained.of_game(game(seed=step), step, {"title": "DCGAN on Strokes"}) for step in (20, 3, 1400)
    }
    models[1400].save(weights / "dcgan.safetensors", half=True)
    models[20].save(weights / "dcgan" / "later.safetensors")
    models[3].save(weights / "dcgan" / "soon.safetensors")
    (weights / "classifier.safetensors").write_bytes(b"")
    return models


def test_the_card_says_what_a_row_is():
    card = exploring(Trained.of_game(game(condition=Codes(continuous=3)), 1234)).answer(
        Open(Trained.of_game(game(condition=Codes(continuous=3)), 1234).model())
    )
    assert card.title == "this run, step 1,234"
    assert (card.dim, card.categories, card.continuous, card.inputs) == (DIM, 10, 3, DIM + 13)
    assert not card.labelled
    assert card.names == card.code_classes == card.checkpoints == ()
    assert Explorer().answer(Open(Trained.of_game(game(condition=Labels()), 0).model())).labelled


def test_a_shipped_model_is_opened_by_name(shipped):
    explorer = Explorer()
    card = explorer.answer(Open("dcgan"))
    assert card.title == "DCGAN on Strokes, step 1,400"
    assert card.settings == shipped[1400].settings
    assert card.checkpoints == (3, 20, 1400)
    pictures = explorer.answer(Draw(ROWS)).pictures
    np.testing.assert_allclose(pictures.astype(int), drawn(shipped[1400]), atol=1)


def test_the_classifier_is_no_model(shipped):
    assert list(files.models()) == ["dcgan"]
    with pytest.raises(GanplayError, match="did you mean 'dcgan'"):
        Explorer().answer(Open("dcgam"))


def test_a_file_is_named_after_itself(tmp_path):
    path = tmp_path / "mine.safetensors"
    Trained.of_game(game(), 5).save(path)
    assert Explorer().answer(Open(path)).title == "mine, step 5"


def test_a_row_is_followed_through_the_run_to_the_model_itself(shipped):
    explorer = Explorer()
    explorer.answer(Open("dcgan"))
    found = explorer.answer(Timeline(ROWS[0]))
    assert found.steps == (3, 20, 1400)
    expected = [drawn(shipped[step], ROWS[:1])[0] for step in found.steps]
    np.testing.assert_allclose(found.pictures.astype(int), expected, atol=1)
    np.testing.assert_array_equal(explorer.answer(Draw(ROWS, step=20)).pictures, drawn(shipped[20]))
    with pytest.raises(GanplayError, match="step 4 of this run is not kept; there are 3, 20, 1400"):
        explorer.answer(Draw(ROWS, step=4))


def test_a_model_without_a_past_says_so(matrix):
    explorer = exploring(linear(matrix))
    assert explorer.answer(Open(linear(matrix).model())).checkpoints == ()
    with pytest.raises(GanplayError, match="no earlier moments"):
        explorer.answer(Timeline(ROWS[0]))
    with pytest.raises(GanplayError, match="step 1 of this run is not kept"):
        explorer.answer(Draw(ROWS, step=1))


def test_what_train_keeps_beside_a_model_is_its_past(tmp_path):
    path = tmp_path / "model.safetensors"
    for step, name in ((40, "model"), (2, "model-2"), (9, "model-9"), (5, "other-5")):
        Trained.of_game(game(), step).save(tmp_path / f"{name}.safetensors")
    assert Explorer().answer(Open(path)).checkpoints == (2, 9, 40)


def test_what_is_no_past_of_a_model_is_passed_over(shipped, tmp_path):
    folder = tmp_path / "weights" / "dcgan"
    Trained.of_game(game(condition=Labels()), 8).save(folder / "foreign.safetensors")
    Trained.of_game(game(), 5000).save(folder / "future.safetensors")
    (folder / "damaged.safetensors").write_bytes(b"no weights")
    assert Explorer().answer(Open("dcgan")).checkpoints == (3, 20, 1400)


def test_a_run_that_is_followed_has_a_past(matrix):
    explorer = Explorer()
    trained = {step: linear((1 + step) * matrix) for step in (0, 1, 7)}
    for step, moment in trained.items():
        card = explorer.answer(Open(dataclasses.replace(moment, step=step).model()))
    assert card.checkpoints == (0, 1, 7)
    pictures = explorer.answer(Timeline(ROWS[0])).pictures
    np.testing.assert_array_equal(pictures, [drawn(each, ROWS[:1])[0] for each in trained.values()])
    back = explorer.answer(Open(dataclasses.replace(trained[1], step=1).model()))
    assert back.checkpoints == (0, 1), "after a reset the future is open again"
    other = linear(matrix, noise=Noise(dim=DIM, law="uniform")).model()
    assert explorer.answer(Open(other)).checkpoints == (), "other networks have no past here"


def test_pictures_go_from_black_to_white(matrix):
    explorer = exploring(linear(matrix))
    np.testing.assert_array_equal(explorer.answer(Draw(ROWS)).pictures, drawn(linear(matrix)))
    extreme = explorer.answer(Draw(1000 * ROWS)).pictures
    assert set(np.unique(extreme)) <= {0, *range(1, 255), 255}
    assert (extreme == 0).mean() > 0.4
    assert (extreme == 255).mean() > 0.4


def test_judgement_is_given_when_asked_for(matrix, first_pixel):
    trained = linear(matrix)
    explorer = exploring(trained)
    plain = explorer.answer(Draw(ROWS))
    assert plain.classes is plain.scores is None
    judged = explorer.answer(Draw(ROWS, judged=True))
    rows = torch.tensor(ROWS)
    bright = trained.draw(rows)[:, 0] > 0
    np.testing.assert_array_equal(judged.classes.argmax(axis=1), bright)
    np.testing.assert_allclose(judged.scores, trained.score(rows, trained.draw(rows)), rtol=1e-5)


def test_without_the_classifier_d_still_judges(matrix):
    judged = exploring(linear(matrix)).answer(Draw(ROWS, judged=True))
    assert judged.classes is None
    assert judged.scores.shape == (7,)


def test_without_d_nobody_scores(matrix):
    judged = exploring(dataclasses.replace(linear(matrix), discriminator=None)).answer(
        Draw(ROWS, judged=True)
    )
    assert judged.scores is None


@pytest.mark.usefixtures("first_pixel")
@pytest.mark.parametrize(
    ("data", "understood"),
    [(Strokes(), True), (Digits(), True), (Digits(which="fashion"), False)],
    ids=["strokes", "mnist", "fashion"],
)
def test_the_classifier_reads_digits_and_no_clothes(data, understood):
    explorer = Explorer()
    card = explorer.answer(Open(Trained.of_game(game(data=data), 0).model()))
    assert card.names == (tuple("0123456789") if understood else ())
    assert (explorer.answer(Draw(ROWS, judged=True)).classes is not None) is understood


@pytest.mark.usefixtures("first_pixel")
def test_codes_are_named_by_what_they_draw():
    """The first pixel is bright for the odd categories."""
    matrix = torch.zeros(DIM + 6, 784)
    matrix[DIM : DIM + 4, 0] = torch.tensor([-0.5, 0.5, -0.5, 0.5])
    card = Explorer().answer(Open(linear(matrix, condition=Codes(categories=4, continuous=2)).model()))
    assert card.code_classes == (0, 1, 0, 1)


@pytest.mark.parametrize(
    "request_", [Draw(ROWS), Rank(ROWS[0]), Timeline(ROWS[0]), Nearest(np.zeros((28, 28), np.uint8))]
)
def test_nothing_can_be_asked_before_a_model_is_open(request_):
    with pytest.raises(GanplayError, match="no model is open"):
        Explorer().answer(request_)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (np.zeros((3, DIM + 1), np.float32), f"rows of {DIM} numbers"),
        (np.zeros(DIM, np.float32), f"rows of {DIM} numbers"),
        (np.full((1, DIM), np.nan, np.float32), "not finite"),
    ],
)
def test_rows_must_fit(matrix, rows, words):
    with pytest.raises(GanplayError, match=words):
        exploring(linear(matrix)).answer(Draw(rows))


def test_a_refused_model_leaves_the_one_before(matrix, tmp_path):
    explorer = exploring(linear(matrix))
    for source in ("none", tmp_path / "none", tmp_path):
        with pytest.raises(GanplayError):
            explorer.answer(Open(source))
    np.testing.assert_array_equal(explorer.answer(Draw(ROWS)).pictures, drawn(linear(matrix)))
