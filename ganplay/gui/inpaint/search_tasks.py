"""The tasks of the searches that run side by side."""

from __future__ import annotations

from dataclasses import replace

from ganplay.contract import recipes
from ganplay.contract.inpainting import Task
from ganplay.contract.recipes import RECIPES

MAIN = "main"
CONDITIONAL = "cgan"
"""The search with the conditional model, and the name of that model."""
RACE = "race "
"""The name of a search of the race begins so; the recipe's name follows."""

FEW = 4
"""Candidates of the conditional model: few, so that it does not slow the main search down."""


def search_tasks(main: Task, *, conditional: bool, label: int | None, racing: bool) -> dict[str, Task]:
    """The main task and those to compare with, by name.

    The conditional model fills the same hole with class ``label`` or, for None, with any; in a race each
    named recipe fills it from the same seed.
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
