"""A search as the window has it: seen at once, changed while it goes on, blind to what lies in the hole."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from ganplay.contract import files
from ganplay.contract.conditions import Labels
from ganplay.contract.errors import GanplayError
from ganplay.contract.inpainting import BLENDS, Clipped, Glance, Recipe, Task, psnr
from ganplay.contract.masks import PRESETS, nothing
from ganplay.contract.objectives import Hinge, NonSaturating
from ganplay.contract.pictures import Strokes
from ganplay.contract.training import Adam, Sgd
from ganplay.engine.arrays import grey
from ganplay.engine.inpainting import screening
from ganplay.engine.inpainting.blending import Blender
from ganplay.engine.inpainting.search import InpaintingSearch
from ganplay.engine.torch_engine import TorchEngine
from ganplay.engine.trained import Trained

from ..exploring.linear import DIM, linear
from ..picture_games import game

CENTRE = PRESETS["centre"](0)
QUICK = Recipe(
    error="absolute",
    iterations=30,
    candidates=4,
    screened=64,
    optimiser=Adam(0.1, beta1=0.9),
    weight=0.0,
    prior_weight=0.0,
    blend="paste",
)
PRESENT = Glance()


@pytest.fixture
def trained(matrix):
    return linear(matrix)


@pytest.fixture
def model(trained):
    return trained.model()


@pytest.fixture
def truth(trained):
    """A picture that the model can draw."""
    return grey(trained.draw(trained.rows(1, torch.Generator().manual_seed(123))))[0]


def searched(task, iterations=10_000):
    search = TorchEngine().search(task)
    while not search.finished and search.look(PRESENT).iteration < iterations:
        search.advance()
    return search


def same(first, second, *but):
    """Whether two looks have seen the same, to the bit, whatever time it took."""
    for field in dataclasses.fields(first):
        if field.name not in ("task", "seconds", "plane", *but):
            np.testing.assert_array_equal(getattr(first, field.name), getattr(second, field.name), field.name)


def test_there_is_a_picture_before_the_first_iteration(model, truth, trained):
    search = InpaintingSearch(Task.of(model, truth, CENTRE, QUICK))
    seen = search.look(PRESENT)
    assert (seen.iteration, seen.shown, seen.finished, seen.verdict) == (0, 0, False, "searching")
    assert seen.pictures.shape == (4, 28, 28)
    assert seen.restored.shape == (4, 28, 28)
    assert seen.answer == seen.focus == seen.totals.argmin()
    # It is the best of those that were looked at.
    rows = screening.pool_of(trained, QUICK, None).rows
    expected = np.abs(trained.draw(rows).numpy() - (truth.reshape(-1) / 127.5 - 1))[:, ~CENTRE.reshape(-1)]
    assert float(seen.totals.min()) == pytest.approx(expected.mean(axis=1).min(), rel=1e-4)


def test_a_picture_of_gs_own_is_restored(model, truth):
    seen = searched(Task.of(model, truth, CENTRE, dataclasses.replace(QUICK, iterations=200))).look(PRESENT)
    assert seen.finished
    assert seen.verdict == "converged"
    restored = seen.restored[seen.answer]
    assert psnr(restored, truth) > 40
    np.testing.assert_array_equal(restored[~CENTRE], truth[~CENTRE])


def test_what_lies_in_the_hole_never_reaches_the_search(model, truth):
    other = np.where(CENTRE, 255 - truth, truth).astype(np.uint8)
    looks = [
        searched(Task(model, picture, CENTRE, dataclasses.replace(QUICK, blend=blend))).look(PRESENT)
        for blend in ("paste", "poisson")
        for picture in (truth, other)
    ]
    same(looks[0], looks[1])
    same(looks[2], looks[3])
    np.testing.assert_array_equal(Task.of(model, truth, CENTRE, QUICK).picture[CENTRE], 0)


def test_the_same_task_is_the_same_search_whether_z_were_looked_at_before_or_not(model, truth, monkeypatch):
    monkeypatch.setattr(screening, "BATCH", 16)
    task = Task.of(model, truth, CENTRE, QUICK)
    screening.pool.cache_clear()
    first = InpaintingSearch(task)
    calls = 0
    while first.look(PRESENT).iteration < 5:
        first.advance()
        calls += 1
    # Three more batches of z come before the first iteration.
    assert calls == 8
    same(first.look(PRESENT), searched(task, 5).look(PRESENT))


def test_screening_shows_better_pictures_with_every_batch(model, truth, monkeypatch):
    monkeypatch.setattr(screening, "BATCH", 16)
    screening.pool.cache_clear()
    search = InpaintingSearch(Task.of(model, truth, CENTRE, dataclasses.replace(QUICK, seed=4)))
    least = [search.look(PRESENT).totals.min()]
    for _ in range(3):
        search.advance()
        least.append(search.look(PRESENT).totals.min())
    assert least == sorted(least, reverse=True)
    assert least[-1] < least[0]


def test_all_of_the_past_can_be_looked_at_and_none_of_it_is_rewritten(model, truth, trained):
    search = searched(Task.of(model, truth, CENTRE, QUICK), 5)
    early = search.look(PRESENT)
    trace, path = early.trace.copy(), early.path.copy()
    while not search.finished:
        search.advance()
    late = search.look(PRESENT)
    assert late.trace.shape == (30, 4, 4)
    assert late.path.shape == (30, 4, DIM)
    np.testing.assert_array_equal(early.trace, trace)
    np.testing.assert_array_equal(late.trace[:5], trace)
    np.testing.assert_array_equal(late.path[:5], path)
    with pytest.raises(ValueError, match="read-only"):
        late.trace[0] = 0
    past = search.look(Glance(focus=2, at=3))
    assert (past.shown, past.iteration, past.focus) == (3, 30, 2)
    np.testing.assert_array_equal(past.pictures, grey(trained.draw(torch.tensor(path[3]))))
    np.testing.assert_array_equal(past.totals, trace[3, :, 3])
    np.testing.assert_array_equal(past.restored[:, CENTRE], past.pictures[:, CENTRE])
    same(search.look(PRESENT), late)
    assert search.look(Glance(focus=99, at=10**6)).shown == 29


@pytest.mark.parametrize("blend", BLENDS)
def test_every_candidate_fills_the_hole_as_the_recipe_blends_it(model, truth, blend):
    search = searched(Task.of(model, truth, CENTRE, QUICK), 5)
    before = search.look(PRESENT)
    assert search.change(Task.of(model, truth, CENTRE, dataclasses.replace(QUICK, blend=blend)))
    seen = search.look(PRESENT)
    assert seen.iteration == before.iteration, "nothing has to be searched anew for that"
    wanted, hole = torch.tensor(truth).view(-1).float() / 127.5 - 1, torch.tensor(CENTRE).view(-1)
    pictures = torch.tensor(seen.pictures).view(-1, 784).float() / 127.5 - 1
    filled = (Blender(wanted, hole)(pictures, blend).view(-1, 28, 28).numpy() + 1) * 127.5
    assert np.abs(seen.restored - filled).max() < 2  # Both have been rounded to 256 greys.
    np.testing.assert_array_equal((seen.restored != before.restored).any(), blend != "paste")


def test_the_best_iterate_is_shown_and_not_the_last(model, truth):
    recipe = dataclasses.replace(QUICK, optimiser=Sgd(1.0), error="squared", pixels="sum", iterations=12)
    seen = searched(Task.of(model, truth, CENTRE, recipe)).look(PRESENT)
    assert (seen.trace[-1, :, 3] > seen.totals).all()
    assert (seen.totals <= seen.trace[:, :, 3].min(axis=0) + 1e-6).all()


def test_a_search_that_runs_away_is_told_of(model, truth):
    recipe = dataclasses.replace(QUICK, optimiser=Sgd(1.0), error="squared", pixels="sum", iterations=60)
    search = searched(Task.of(model, truth, CENTRE, recipe), 45)
    assert search.look(PRESENT).verdict == "diverging"
    search = searched(Task.of(model, truth, CENTRE, dataclasses.replace(recipe, iterations=400)))
    (note,) = (note for note in search.look(PRESENT).notes if "not a number" in note)
    assert "others were drawn in" in note
    assert np.isfinite(search.look(PRESENT).totals).all()


def test_what_cannot_be_fitted_is_stuck(model):
    noise = np.random.default_rng(0).integers(0, 256, (28, 28), np.uint8)
    assert searched(Task.of(model, noise, CENTRE, QUICK)).look(PRESENT).verdict == "stuck"


def test_what_is_seen_beside_the_picture_fits_the_formulas(model, truth, trained):
    seen = searched(Task.of(model, truth, CENTRE, dataclasses.replace(QUICK, window=7)), 3).look(PRESENT)
    shown = seen.pictures / 255.0
    known = ~CENTRE
    apart = 2 * np.abs(shown[seen.focus] - truth / 255.0)
    np.testing.assert_allclose(seen.error[known], apart[known], atol=0.01)
    assert not seen.error[CENTRE].any()
    assert not seen.weights[CENTRE].any()
    assert seen.weights[14, 6] == pytest.approx(3 / 7)
    np.testing.assert_allclose(seen.spread, shown.std(axis=0), atol=0.005)
    rows = trained.rows(256, torch.Generator().manual_seed(0))
    np.testing.assert_array_equal(seen.mean, grey(trained.draw(rows).mean(dim=0, keepdim=True))[0])


def test_the_plane_is_lit_by_the_hole_that_is_there_now(model, truth):
    search = searched(Task.of(model, truth, CENTRE, QUICK), 5)
    before = search.look(PRESENT).plane
    other = ~CENTRE
    search.change(Task.of(model, truth, other, QUICK))
    search.advance()
    plane = search.look(PRESENT).plane
    np.testing.assert_array_equal(plane.axes, before.axes)
    known = (plane.pictures[..., ~other].astype(float) - truth[~other]) / 127.5
    np.testing.assert_allclose(plane.losses, np.abs(known).mean(axis=-1), atol=0.01)


def test_the_plane_is_near_to_the_paths(model, truth, trained):
    search = searched(Task.of(model, truth, CENTRE, QUICK))
    seen = search.look(PRESENT)
    plane = seen.plane
    np.testing.assert_allclose(plane.axes @ plane.axes.T, np.eye(2), atol=1e-5)
    places = seen.path.reshape(-1, DIM) - plane.origin
    on_plane = places @ plane.axes.T
    assert np.abs(on_plane).max() <= 1.2 * plane.reach
    # Of all planes it holds the most of them; a random one holds a third.
    assert np.square(on_plane).sum() > 0.6 * np.square(places).sum()
    cells = len(plane.pictures)
    step = plane.reach * (2 * np.arange(cells) + 1 - cells) / cells
    z = plane.origin + step[6] * plane.axes[0] + step[1] * plane.axes[1]
    picture = trained.draw(torch.tensor(z[np.newaxis].astype(np.float32)))
    np.testing.assert_allclose(plane.pictures[1, 6].astype(int), grey(picture)[0], atol=1)
    known = np.abs(picture.numpy()[0] - (truth.reshape(-1) / 127.5 - 1))[~CENTRE.reshape(-1)]
    assert plane.losses[1, 6] == pytest.approx(known.mean(), rel=1e-3)


def test_painting_changes_the_loss_and_the_search_goes_on(model, truth):
    search = searched(Task.of(model, truth, CENTRE, QUICK), 20)
    before = search.look(PRESENT)
    painted = CENTRE.copy()
    painted[:, :3] = True
    assert search.change(Task.of(model, truth, painted, QUICK))
    seen = search.look(PRESENT)
    assert seen.iteration == 20
    assert seen.painted == (20,)
    np.testing.assert_array_equal(seen.trace, before.trace)
    assert not seen.weights[:, 0].any()
    known = ~painted
    for picture, total in zip(seen.pictures, seen.totals, strict=True):
        apart = 2 * np.abs(picture[known] / 255.0 - truth[known] / 255.0)
        assert total == pytest.approx(apart.mean(), abs=0.005)
    search.advance()
    after = search.look(PRESENT)
    assert after.iteration == 21
    # It stands where it stood: one step of Adam moves no coordinate much farther than its rate.
    assert np.abs(after.path[20] - before.path[19]).max() < 0.3


def test_a_stroke_gives_a_finished_search_all_its_iterations_again(model, truth):
    search = searched(Task.of(model, truth, CENTRE, QUICK))
    assert search.look(PRESENT).iteration == 30
    for stroke in range(3):
        painted = CENTRE.copy()
        painted[:, stroke] = True
        assert search.change(Task.of(model, truth, painted, QUICK))
    assert not search.finished
    assert search.look(PRESENT).painted == (30,)
    while not search.finished:
        search.advance()
    assert search.look(PRESENT).iteration == 60


@pytest.mark.parametrize("knobs", [{"blend": "poisson"}, {"temperature": 1.0}], ids=str)
def test_what_is_only_done_to_what_was_found_makes_no_more_iterations(model, truth, knobs):
    search = searched(Task.of(model, truth, CENTRE, QUICK))
    assert search.change(Task.of(model, truth, CENTRE, dataclasses.replace(QUICK, **knobs)))
    assert search.finished
    assert search.look(PRESENT).painted == ()


@pytest.mark.parametrize(
    "knobs",
    [
        {"prior_weight": 0.5},
        {"error": "squared"},
        {"support": Clipped()},
        {"optimiser": Sgd(0.01)},
        {"window": 5},
    ],
    ids=str,
)
def test_live_knobs_act_at_the_next_iteration(model, truth, knobs):
    search = searched(Task.of(model, truth, CENTRE, QUICK), 5)
    recipe = dataclasses.replace(QUICK, **knobs)
    assert search.change(Task.of(model, truth, CENTRE, recipe))
    search.advance()
    seen = search.look(PRESENT)
    assert seen.task.recipe == recipe
    assert seen.iteration == 6
    assert seen.painted == ()


@pytest.mark.parametrize(
    "other",
    [
        {"recipe": dataclasses.replace(QUICK, seed=1)},
        {"recipe": dataclasses.replace(QUICK, candidates=5)},
        {"recipe": dataclasses.replace(QUICK, screened=0)},
        {"label": 3},
        {"source": "dcgan"},
    ],
    ids=str,
)
def test_what_needs_new_candidates_changes_nothing(model, truth, other):
    task = Task.of(model, truth, CENTRE, QUICK)
    search = searched(task, 3)
    before = search.look(PRESENT)
    assert not search.change(dataclasses.replace(task, **other))
    same(search.look(PRESENT), before)
    assert search.look(PRESENT).task is task


def test_a_change_while_z_are_still_being_looked_at(model, truth, monkeypatch):
    monkeypatch.setattr(screening, "BATCH", 16)
    screening.pool.cache_clear()
    search = InpaintingSearch(Task.of(model, truth, CENTRE, QUICK))
    half = PRESETS["left half"](0)
    assert search.change(Task.of(model, truth, half, QUICK))
    while not search.finished:
        search.advance()
    seen = search.look(PRESENT)
    assert seen.painted == (0,)
    same(seen, searched(Task.of(model, truth, half, QUICK)).look(PRESENT), "painted")


def test_restarts_begin_elsewhere_and_keep_the_best(model, truth):
    recipe = dataclasses.replace(QUICK, restarts=2, iterations=10)
    seen = searched(Task.of(model, truth, CENTRE, recipe)).look(PRESENT)
    assert seen.iteration == 30
    jumps = np.abs(np.diff(seen.path, axis=0)).max(axis=(1, 2))
    assert jumps[9] > 0.5
    assert jumps[19] > 0.5
    assert max(jumps[:9].max(), jumps[10:19].max()) < 0.3
    np.testing.assert_allclose(seen.totals, seen.trace[:, :, 3].min(axis=0), rtol=1e-5)


@pytest.mark.usefixtures("first_pixel")
def test_the_classifier_reads_what_was_restored(matrix):
    """The model's first pixel is always bright, the picture's is dark and known, or not."""
    trained = linear(matrix)
    trained.generator.frozen[1][0] = 5.0
    dark = np.zeros((28, 28), np.uint8)
    corner = nothing()
    corner[0, 0] = True
    for hole, expected in ((CENTRE, 0), (corner, 1)):
        seen = InpaintingSearch(Task.of(trained.model(), dark, hole, QUICK)).look(PRESENT)
        assert seen.classes.shape == (4, 10)
        assert (seen.classes.argmax(axis=1) == expected).all()


@pytest.mark.usefixtures("first_pixel")
def test_the_answer_is_of_the_class_that_all_candidates_speak_for(model, truth):
    """Only the first pixel is unknown, which is read: some candidates are bright there, others dark."""
    corner = nothing()
    corner[0, 0] = True

    def seen(seed, temperature):
        recipe = dataclasses.replace(QUICK, seed=seed, candidates=9, temperature=temperature)
        return InpaintingSearch(Task.of(model, truth, corner, recipe)).look(PRESENT)

    outvoted = 0
    for seed in range(12):
        least, together = seen(seed, 0.0), seen(seed, 10.0)
        assert least.answer == least.totals.argmin()
        np.testing.assert_array_equal(least.shares, least.classes[least.answer])
        weights = np.exp(-together.totals / 10)
        expected = weights @ together.classes / weights.sum()
        np.testing.assert_allclose(together.shares, expected, rtol=1e-4)
        assert together.classes[together.answer].argmax() == expected.argmax()
        outvoted += least.shares.argmax() != expected.argmax()
    assert outvoted


def test_a_class_on_demand_is_the_only_one_that_is_drawn():
    conditional = Trained.of_game(game(condition=Labels()), 0)
    picture = np.zeros((28, 28), np.uint8)
    recipe = dataclasses.replace(QUICK, iterations=2, candidates=10)
    for label, kinds in ((None, set(range(10))), (6, {6})):
        search = searched(Task.of(conditional.model(), picture, CENTRE, recipe, label))
        rows = search._filling.descent.best_rows[:, DIM:]
        assert set(rows.argmax(dim=1).tolist()) == kinds
    with pytest.raises(GanplayError, match="there is no class 10"):
        InpaintingSearch(Task.of(conditional.model(), picture, CENTRE, recipe, 10))


@pytest.mark.parametrize(
    ("changes", "recipe", "label", "words"),
    [
        ({"discriminator": None}, {"weight": 0.1}, None, "without its discriminator: lambda is off"),
        ({"discriminator": None}, {"weight": 0.0}, None, None),
        ({}, {"weight": 0.1}, 3, "draws no class on demand"),
    ],
)
def test_a_person_is_told_what_is_not_done(matrix, changes, recipe, label, words):
    trained = dataclasses.replace(linear(matrix, loss=NonSaturating()), **changes)
    picture = np.zeros((28, 28), np.uint8)
    task = Task.of(trained.model(), picture, CENTRE, dataclasses.replace(QUICK, **recipe), label)
    search = InpaintingSearch(task)
    search.advance()
    notes = [note for note in search.look(PRESENT).notes if "classifier" not in note]
    assert len(notes) == (words is not None)
    assert words is None or words in notes[0]
    if recipe["weight"] and changes:
        assert not search.look(PRESENT).trace[:, :, 1].any()


def test_a_critic_is_said_to_be_no_probability(matrix):
    task = Task.of(
        linear(matrix, loss=Hinge()).model(),
        np.zeros((28, 28), np.uint8),
        CENTRE,
        dataclasses.replace(QUICK, weight=0.1),
    )
    assert any("no probability" in note for note in InpaintingSearch(task).look(PRESENT).notes)
    proper = dataclasses.replace(task, recipe=dataclasses.replace(task.recipe, realism="critic"))
    assert not any("no probability" in note for note in InpaintingSearch(proper).look(PRESENT).notes)


@pytest.mark.parametrize(
    ("hole", "words"),
    [
        (nothing(), "nothing is masked"),
        (~nothing(), "everything is masked"),
    ],
)
def test_holes_that_cannot_be_filled_are_refused(model, truth, hole, words):
    task = Task(model, truth, hole, QUICK)
    with pytest.raises(GanplayError, match=words):
        InpaintingSearch(task)
    search = InpaintingSearch(Task.of(model, truth, CENTRE, QUICK))
    with pytest.raises(GanplayError, match=words):
        search.change(task)
    search.advance()
    assert search.look(PRESENT).task.hole.sum() == 196


def test_models_that_cannot_be_searched_are_refused(truth, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "resources", lambda: tmp_path)
    for source, words in (("dcgan", "unknown model"), (tmp_path / "none.safetensors", "cannot be read")):
        with pytest.raises(GanplayError, match=words):
            InpaintingSearch(Task.of(source, truth, CENTRE, QUICK))


def test_a_file_is_read_once_and_again_when_it_has_been_written(matrix, truth, tmp_path):
    path = tmp_path / "mine.safetensors"
    seen = []
    for scale in (1.0, 0.5):
        linear(scale * matrix, data=Strokes()).save(path)
        task = Task.of(path, truth, CENTRE, QUICK)
        seen.append(InpaintingSearch(task).look(PRESENT).pictures)
    assert (seen[0] != seen[1]).any()
