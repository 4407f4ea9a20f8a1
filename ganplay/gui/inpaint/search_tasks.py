"""The searches that go on side by side."""

from __future__ import annotations

from dataclasses import replace

from ganplay.contract import recipes
from ganplay.contract.inpainting import Task
from ganplay.contract.recipes import RECIPES

MAIN = "main"
CONDITIONAL = "cgan"
"""The search by the model that is told a class; that model's name, too."""
RACE = "race "
"""Searches of a race are called so, followed by the recipe's name."""

FEW = 4
"""Candidates of the conditional model, which stands beside and must not slow the other down."""


def search_tasks(main: Task, *, conditional: bool, label: int | None, racing: bool) -> dict[str, Task]:
    """A task, and by their names those that are to do the same otherwise.

    The conditional model fills the same hole, told a class or trying them all; in a race each named recipe
    fills it from the same seed.
    """
    tasks = {MAIN: main}
    recipe = main.recipe
    if conditional:
        few = replace(
            RECIPES[recipes.FIRST].recipe,
            candidates=FEW,
            blend=recipe.blend,
            temperature=recipe.temperature,
            seed=recipe.seed,
        )
        tasks[CONDITIONAL] = replace(main, source=CONDITIONAL, recipe=few, label=label)
    if racing:
        for name, named in RECIPES.items():
            tasks[RACE + name] = replace(main, recipe=replace(named.recipe, seed=recipe.seed))
    return tasks
