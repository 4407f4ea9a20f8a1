"""What is seen and measured of a GAN on pictures, against what it is by definition."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
import torch

from ganplay.contract.commands import Look
from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.kinds import DISCRIMINATOR
from ganplay.contract.metrics import GAN_COLUMNS
from ganplay.contract.networks import (
    ConvolutionalDiscriminator,
    PerceptronDiscriminator,
    PerceptronGenerator,
)
from ganplay.contract.objectives import LeastSquares, Minimax, Wasserstein
from ganplay.contract.pictures import Strokes
from ganplay.contract.training import Adam
from ganplay.contract.views import AnswersView, Model, PlaneView, SharesView, TilesView
from ganplay.engine import classifier
from ganplay.engine.arrays import grey
from ganplay.engine.datasets import build
from ganplay.engine.experiments.gan import GanExperiment
from ganplay.engine.losses.terms import output
from ganplay.engine.models.layers import Mode
from ganplay.engine.observers import pictures as module
from ganplay.engine.observers.pictures import FEW
from ganplay.engine.trained import Trained

from .runs import pictures, run, same

pytestmark = pytest.mark.usefixtures("eye")

FLAT = {"generator": PerceptronGenerator(layers=0), "discriminator": PerceptronDiscriminator(layers=0)}
BY_EYE = ("class_score", "class_kl", "frechet", "confidence", "label_agreement")


class Made:
    """In the place of a generator: any function of its input."""

    frozen = weights = ()

    def __init__(self, function):
        self.function = function

    def __call__(self, rows, weights, mode):
        return self.function(rows)

    def rectified(self, x, weights, mode):
        return iter(())


def drawing(function, **changes):
    """A run whose generator is made."""
    experiment = GanExperiment(pictures(**changes))
    experiment._game.generator = Made(function)
    return experiment


def measured(function, *, slow=True, **changes):
    experiment = drawing(function, **changes)
    return experiment._observer.measure(experiment._game, slow=slow), experiment


def real(rows, seed=11, **changes):
    """As many pictures of the data, in the place of what these rows would give."""
    rng = torch.Generator().manual_seed(seed)
    return build(pictures(**changes).data, "cpu").test.sample(len(rows), rng)


def drawn(experiment, rows):
    network = experiment._game.drawing
    return grey(network(rows, network.frozen, Mode(training=False)))


def tiles(experiment, count):
    return experiment.look(Look(tiles=count)).get(TilesView)


def test_a_frame_holds_grey_pictures_that_nobody_can_change():
    frame = run(pictures(), 3).look(Look(tiles=20))
    assert frame.step == 3
    tiles = frame.get(TilesView)
    for shown in (tiles.real, tiles.fake):
        assert (shown.shape, shown.dtype, shown.flags.writeable) == ((20, 28, 28), np.uint8, False)
    assert tiles.real.max() == 255
    assert tiles.real.min() == 0
    assert len(tiles.labels) == 20
    assert len(tiles.classes) == 10
    assert frame.source
    assert set(frame.numbers) == set(GAN_COLUMNS.keys)
    assert frame.get(Model) is frame.get(PlaneView) is None


def test_a_tile_keeps_its_noise():
    """While G rests its tiles rest, however D learns and however many are looked at."""
    experiment = run(pictures(), 5)
    before = tiles(experiment, 64)
    for _ in range(5):
        experiment.advance(DISCRIMINATOR)
    after = tiles(experiment, 16)
    np.testing.assert_array_equal(after.fake, before.fake[:16])
    assert len({tile.tobytes() for tile in before.fake}) == 64
    experiment.advance()
    moved = tiles(experiment, 64)
    assert not np.array_equal(moved.fake, before.fake)
    np.testing.assert_array_equal(moved.fake, drawn(experiment, experiment._observer.tiles[:64]))
    np.testing.assert_array_equal(moved.real, before.real)
    assert moved.labels == before.labels


def test_real_pictures_stand_beside_their_labels():
    experiment = run(pictures(), 0)
    shown, train = tiles(experiment, 40), build(experiment.settings.data, "cpu").train
    labels = {
        picture.tobytes(): int(label)
        for picture, label in zip(grey(train.rows(train.index)), train.labels[train.index], strict=True)
    }
    assert shown.labels == tuple(labels[picture.tobytes()] for picture in shown.real)


def test_no_more_tiles_are_drawn_than_there_are():
    assert tiles(run(pictures(), 0), 10_000).fake.shape == (256, 28, 28)


@pytest.mark.parametrize(("condition", "columns"), [(Labels(), 10), (Codes(4, 2), 4), (Codes(10, 0), 10)])
def test_the_columns_of_a_sheet_are_classes(condition, columns):
    """G paints the number of what it is asked for: tile i is of class i modulo their number."""

    def paint(rows):
        asked = rows[:, 4 : 4 + columns]
        assert torch.equal(asked.sum(dim=1), torch.ones(len(rows)))
        return (asked.argmax(dim=1, keepdim=True) / 16).expand(-1, 784)

    experiment = drawing(paint, condition=condition, **FLAT)
    shades = grey((torch.arange(64) % columns / 16)[:, None].expand(-1, 784))
    np.testing.assert_array_equal(tiles(experiment, 64).fake, shades)


def test_sheets_are_kept_every_two_steps_and_64_times_between_a_step_and_its_double():
    experiment = run(pictures(**FLAT), 301)
    sheets = experiment.drain().sheets
    assert [sheet.step for sheet in sheets] == [*range(0, 256, 2), *range(256, 302, 4)]
    observer, game = experiment._observer, experiment._game
    for start in (128, 512, 4096):
        kept = [step for step in range(start, 2 * start) if observer.sheet(game, step) is not None]
        assert kept == list(range(start, 2 * start, start // 64))


def test_a_sheet_is_the_beginning_of_the_frame_of_its_step():
    experiment = run(pictures(), 4)
    shown, sheet = tiles(experiment, 100), experiment.drain().sheets[-1]
    assert sheet.step == 4
    assert not sheet.pictures.flags.writeable
    np.testing.assert_array_equal(sheet.pictures, shown.fake[:64])
    assert experiment.drain().sheets == ()


@pytest.mark.parametrize("average", [0.0, 0.99])
def test_what_is_drawn_is_the_average_where_one_is_kept(average):
    experiment = run(pictures(average=average), 6)
    game, inputs = experiment._game, experiment._observer.tiles[:64]
    frame = experiment.look(Look(model=True))
    rest = Mode(training=False)
    newest, averaged = (
        grey(network(inputs, network.frozen, rest)) for network in (game.generator, game.average.network)
    )
    assert not np.array_equal(newest, averaged)
    fake = frame.get(TilesView).fake
    np.testing.assert_array_equal(fake, averaged if average else newest)
    np.testing.assert_array_equal(experiment.drain().sheets[-1].pictures, fake)
    model = Trained.of_model(frame.get(Model))
    assert (model.step, model.settings) == (6, experiment.settings)
    np.testing.assert_array_equal(grey(model.draw(inputs)), fake)


def test_a_perfect_generator_reads_the_floors():
    found, experiment = measured(real)
    floors = experiment.look(Look()).floors
    assert found["regions"] == 10
    assert found["class_kl"] < 4 * floors["class_kl"] < 0.1
    assert found["frechet"] < 4 * floors["frechet"]
    assert found["class_score"] == pytest.approx(floors["class_score"], rel=0.1)
    assert math.isnan(found["label_agreement"])
    assert math.isnan(found["information"])


def test_a_generator_of_one_picture_is_found_out(eye):
    found, experiment = measured(lambda rows: eye.means[3].expand(len(rows), -1))
    assert found["regions"] == 1
    assert found["class_score"] == pytest.approx(1, abs=1e-4)
    fair = build(experiment.settings.data, "cpu").train.shares
    assert found["class_kl"] == pytest.approx(-math.log(float(fair[3])))
    assert found["frechet"] > 3 * experiment.look(Look()).floors["frechet"]
    shares = experiment.look(Look(measured=True)).get(SharesView)
    np.testing.assert_array_equal(shares.shares, np.eye(10)[3])
    np.testing.assert_allclose(shares.fair, fair, rtol=1e-6)
    assert len(shares.names) == 10


@pytest.mark.parametrize(("classes", "count"), [((), 10), ((3.0, 8.0), 2)])
def test_a_collapse_counts_the_classes_that_the_data_have(classes, count, eye):
    """G draws threes and nothing else, and is too slow to learn another class."""
    data = Strokes(size=200, classes=classes)
    experiment = GanExperiment(pictures(data=data, g_optimiser=Adam(rate=1e-6), **FLAT))
    game = experiment._game
    game.generator.values.zero_()
    game.generator.frozen[1].copy_(eye.means[3])
    experiment.step = 600
    for _ in range(150):
        experiment.advance()
    (event,) = experiment.drain().events
    assert event.kind == "collapse"
    assert event.sentence == f"Mode collapse: G reaches 1 of {count} classes."


def test_one_class_cannot_be_missed(eye):
    experiment = GanExperiment(pictures(data=Strokes(size=200, classes=(3.0,)), **FLAT))
    experiment.step = 600
    for _ in range(150):
        experiment.advance()
    assert "collapse" not in {event.kind for event in experiment.drain().events}


@pytest.mark.parametrize("missing", ["file", "understanding"])
def test_without_a_classifier_its_measures_say_nothing_and_a_note_says_why(missing, eye, monkeypatch):
    if missing == "file":
        monkeypatch.setattr(classifier, "frozen", lambda device: None)
    else:
        monkeypatch.setattr(eye, "understands", lambda dataset: False)
    experiment = run(pictures(), 5)
    frame = experiment.look(Look(measured=True))
    assert frame.notes["modes"].endswith(".")
    assert frame.get(SharesView) is None
    assert frame.floors == {}
    assert all(math.isnan(frame.numbers[key]) for key in BY_EYE)
    assert math.isfinite(frame.numbers["accuracy"])
    log = experiment.drain()
    assert log.events == ()
    assert np.isnan(log.measures[-1][1 + GAN_COLUMNS.measure_keys.index("frechet")])


def asked(settings, rows):
    return rows[:, settings.noise.dim :]


def test_label_agreement_is_the_share_that_shows_what_was_asked_for(eye):
    labelled = {"condition": Labels(), **FLAT}
    obedient, _ = measured(lambda rows: rows[:, 4:] @ eye.means, **labelled)
    assert obedient["label_agreement"] == 1
    contrary, _ = measured(lambda rows: rows[:, 4:].roll(1, dims=1) @ eye.means, **labelled)
    assert contrary["label_agreement"] == 0
    deaf, experiment = measured(lambda rows: eye.means[7].expand(len(rows), -1), **labelled)
    labels = experiment._observer.inputs[:, 4:].argmax(dim=1)
    assert deaf["label_agreement"] == pytest.approx(float((labels == 7).float().mean()))


@pytest.mark.parametrize(
    ("meaning", "agreement", "regions"), [([5, 3, 8, 0], 1, 4), ([5, 3, 3, 0], 0.75, 3), ([8] * 4, 0.25, 1)]
)
def test_a_code_agrees_with_the_class_that_it_stands_for(meaning, agreement, regions, eye):
    """Whatever class that is, but two codes cannot stand for the same: all tiles alike is no code."""
    coded = {"condition": Codes(4, 1), **FLAT}
    found, _ = measured(lambda rows: eye.means[torch.tensor(meaning)[rows[:, 4:8].argmax(dim=1)]], **coded)
    assert found["label_agreement"] == pytest.approx(agreement, abs=0.08)
    assert found["regions"] == regions


def test_a_vague_code_agrees_in_part(eye):
    def half(rows):
        said = torch.tensor([5, 3, 8, 0])[rows[:, 4:8].argmax(dim=1)]
        return eye.means[torch.where(torch.arange(len(rows)) % 4 == 0, 9, said)]

    vague, _ = measured(half, condition=Codes(4, 1), **FLAT)
    assert vague["label_agreement"] == pytest.approx(0.75, abs=0.01)


def lit(rows):
    """Category k lights pixel k and no other."""
    return torch.cat((2 * rows[:, 4:14] - 1, -torch.ones(len(rows), 774)), dim=1)


@pytest.mark.parametrize("packing", [1, 2])
def test_a_head_that_reads_nothing_has_no_information_and_one_that_reads_all_has_ln_k(packing):
    flat = FLAT | {"discriminator": PerceptronDiscriminator(layers=0, packing=packing)}
    experiment = drawing(lit, condition=Codes(10, 2), **flat)
    game, observer = experiment._game, experiment._observer
    game.discriminator.values.zero_()
    ignorant = observer.measure(game, slow=False)["information"]
    assert ignorant == pytest.approx(0, abs=1e-6)
    game.discriminator.frozen[0][:10, 1:11] = 100 * torch.eye(10)
    perfect = observer.measure(game, slow=False)["information"]
    assert perfect == pytest.approx(math.log(10), rel=1e-6)


@pytest.mark.parametrize("loss", [Minimax(), LeastSquares(), Wasserstein()], ids=repr)
def test_the_histograms_of_d_share_their_edges_and_count_everything(loss):
    answers = run(pictures(loss=loss), 10).look(Look(measured=True)).get(AnswersView)
    edges = answers.real.edges
    np.testing.assert_array_equal(edges, answers.fake.edges)
    assert answers.real.counts.sum() == answers.fake.counts.sum() == 256
    assert (np.diff(edges) > 0).all()
    if loss != Wasserstein():
        assert (edges[0], edges[-1]) == (0, 1)
    else:
        assert answers.real.counts[0] + answers.fake.counts[0] > 0
        assert answers.real.counts[-1] + answers.fake.counts[-1] > 0


def test_the_histograms_lie_where_d_puts_each_kind():
    """G draws nothing, and D says so of every picture whose middle is black."""
    experiment = drawing(lambda rows: -torch.ones(len(rows), 784), **FLAT)
    d = experiment._game.discriminator
    d.values.zero_()
    middle = torch.zeros(28, 28)
    middle[8:20, 8:20] = 100.0
    d.frozen[0][:, 0] = middle.flatten()
    d.frozen[1][0] = 100.0 * 144 - 20
    found = experiment._observer.measure(experiment._game, slow=False)
    answers = experiment.look(Look()).get(AnswersView)
    assert answers.fake.counts[0] == 256
    assert answers.real.counts[-1] == 256
    assert found["accuracy"] == 1


@pytest.mark.parametrize("changes", [{}, {"packing": 2}, {"minibatch": "stddev"}], ids=str)
def test_d_answers_as_it_does_in_training(changes, monkeypatch):
    """Each kind in minibatches of its own, which batch normalisation levels: what D's loss is made of."""
    settings = pictures(discriminator=ConvolutionalDiscriminator(channels=4, norm="batch", **changes))
    experiment = run(settings, 20)
    game, observer = experiment._game, experiment._observer
    fake = game.drawing(observer.inputs[:FEW], game.drawing.frozen, Mode(training=False))
    seen = {}
    histograms = module._histograms
    monkeypatch.setattr(
        module, "_histograms", lambda *each: (seen.update(real=each[0], fake=each[1]), histograms(*each))[1]
    )
    observer.measure(game, slow=False)
    for index, rows in (("real", observer.real), ("fake", fake)):
        logits = [
            game.discriminator.judge(batch, game.discriminator.frozen, Mode())[:, 0]
            for batch in rows.split(settings.batch)
        ]
        torch.testing.assert_close(seen[index], output(settings.loss, torch.cat(logits)))


def test_a_flat_critic_has_histograms_too():
    experiment = GanExperiment(pictures(loss=Wasserstein(), **FLAT))
    experiment._game.discriminator.values.zero_()
    answers = experiment.look(Look(measured=True)).get(AnswersView)
    assert answers.real.counts.sum() == 256
    assert np.isfinite(answers.real.edges).all()


def test_measuring_and_looking_move_nothing_and_repeat_themselves():
    experiment, plain = run(pictures(condition=Labels()), 7), run(pictures(condition=Labels()), 7)
    first, second = (experiment._observer.measure(experiment._game, slow=slow) for slow in (True, True))
    np.testing.assert_equal(first, second)
    one, other = (experiment.look(Look(measured=True, model=True)) for _ in range(2))
    np.testing.assert_array_equal(one.get(TilesView).fake, other.get(TilesView).fake)
    counts = [frame.get(AnswersView).real.counts for frame in (one, other)]
    np.testing.assert_array_equal(*counts)
    assert same(experiment, plain)


def test_a_measured_look_is_of_this_very_step_and_logged_once():
    experiment = run(pictures(), 7)
    experiment.drain()
    scores = [experiment.look(Look(measured=True)).numbers["class_score"] for _ in range(2)]
    rows = experiment.drain().measures
    assert rows[:, 0].tolist() == [7]
    assert scores == [rows[0, 1 + GAN_COLUMNS.measure_keys.index("class_score")]] * 2


def test_other_data_can_be_looked_at_before_they_are_measured():
    experiment = run(pictures(), 5)
    threes = Strokes(size=200, classes=(3.0,))
    experiment.change(dataclasses.replace(experiment.settings, data=threes))
    frame = experiment.look(Look())
    assert set(frame.get(TilesView).labels) == {3}
    assert "only 3" in frame.source
    np.testing.assert_array_equal(frame.get(SharesView).fair, np.eye(10)[3])
    assert all(math.isnan(frame.numbers[key]) for key in GAN_COLUMNS.measure_keys)
    experiment.advance()
    assert experiment.look(Look()).step == 6


def test_a_generator_that_is_no_longer_finite_is_black_and_does_not_end_the_run():
    found, experiment = measured(lambda rows: torch.full((len(rows), 784), math.nan), **FLAT)
    assert math.isnan(found["class_score"])
    frame = experiment.look(Look(measured=True))
    assert frame.get(TilesView).fake.max() == 0
    assert frame.get(SharesView) is None


def test_grey_values_are_rounded_and_clipped():
    row = torch.tensor([-1.0, 1.0, 0.0, 2.0, -3.0, 0.5, math.nan, math.inf]).repeat(98)[None]
    shown = grey(row)
    assert shown.shape == (1, 28, 28)
    assert shown.flatten()[:8].tolist() == [0, 255, 128, 255, 0, 191, 0, 255]
