"""A picture with a hole, the searches that fill it, and what is looked at of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ganplay.contract import recipes
from ganplay.contract.files import models
from ganplay.contract.inpainting import Glance, Progress, Recipe, Task, fixed
from ganplay.contract.latent import Source
from ganplay.contract.masks import Hole, nothing
from ganplay.contract.pictures import NUMERALS
from ganplay.contract.recipes import RECIPES
from ganplay.gui.inpaint.input_picture import DRAWN, InputPicture, blank
from ganplay.gui.inpaint.search_tasks import CONDITIONAL, MAIN, RACE, search_tasks
from ganplay.runtime.searching import SearchingThread
from ganplay.runtime.speedometer import Speedometer


class InpaintSession(QObject):
    """What a person restores, and how.

    Whatever changes within one turn of the event loop goes to the searching thread together. Searches go
    on from where they are, if they can; what is known of a search is forgotten when it has to begin anew.
    """

    progressed = Signal()
    """More is known of a search."""
    changed = Signal()
    """The recipe, the model, the class or the race is another."""
    played = Signal()
    """It goes, or rests."""
    refused = Signal(str)
    """One sentence, why a search cannot be."""

    def __init__(self, thread: SearchingThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self.source: Source | None = None
        """The model that fills the hole; None before one has been chosen."""
        self.class_names: tuple[str, ...] = NUMERALS
        """What its classes are called, in order."""
        self._input_picture, self._hole = blank(), nothing()
        self._name, self._recipe = recipes.FIRST, RECIPES[recipes.FIRST].recipe
        self._glance = Glance()
        self._label: int | None = None
        self._tells_classes = CONDITIONAL in models()
        self._racing = self._playing = False
        self._anew = False
        """Whether what is told next begins anew."""
        self._eager = False
        """Whether it is played then."""
        self._told: dict[str, Task] = {}
        """What the thread has been told to pursue."""
        self._found: dict[str, Progress] = {}
        self._refusals: dict[str, str] = {}
        self._speedometer = Speedometer()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._on_soon)
        thread.progressed.connect(self._on_progressed)

    @property
    def input_picture(self) -> InputPicture:
        """The whole picture, for the person's eyes."""
        return self._input_picture

    @property
    def recipe_name(self) -> str:
        """The named recipe that the present one began as, a key of :data:`RECIPES`."""
        return self._name

    @property
    def recipe(self) -> Recipe:
        """How the hole is filled."""
        return self._recipe

    @property
    def label(self) -> int | None:
        """The class that the conditional model is told; None for whichever fits best."""
        return self._label

    @property
    def glance(self) -> Glance:
        """What is looked at."""
        return self._glance

    @property
    def playing(self) -> bool:
        """Whether the searches go on."""
        return self._playing

    @property
    def racing(self) -> bool:
        """Whether the recipes race."""
        return self._racing

    @property
    def progress(self) -> Progress | None:
        """What the search has found; None before it has looked at anything."""
        return self._found.get(MAIN)

    @property
    def conditional(self) -> Progress | None:
        """What the conditional model's search has found."""
        return self._found.get(CONDITIONAL)

    @property
    def conditional_refusal(self) -> str:
        """Why it has found nothing."""
        if not self._tells_classes:
            return "The weights of the conditional model are not installed."
        return self._refusals.get(CONDITIONAL, "")

    @property
    def race_results(self) -> Mapping[str, Progress]:
        """What has been found by those that race, by the recipe's name."""
        return {
            name.removeprefix(RACE): progress
            for name, progress in self._found.items()
            if name.startswith(RACE)
        }

    @property
    def over(self) -> bool:
        """Whether the search has come to its end: who changes something then wants to see its effect."""
        return self.progress is not None and self.progress.finished

    @property
    def speed(self) -> float:
        """Iterations a second of computing; 0 before that can be said."""
        return self._speedometer.read()

    def open(self, source: Source, class_names: tuple[str, ...]) -> None:
        """Search in another model, whose classes are called so; without names they are digits."""
        self.source, self.class_names = source, class_names or NUMERALS
        self._found.clear()
        self._begin_anew()
        self.changed.emit()

    def set_input_picture(self, input_picture: InputPicture) -> None:
        """Restore another picture; the race of the one before is over.

        Who draws goes on from what has been found. For another picture that would be a bad start.
        """
        drawing = self._input_picture.title == input_picture.title == DRAWN
        self._input_picture = input_picture
        self._end_race()
        if drawing:
            self.look_at(None)
            self._tell()
        else:
            self._begin_anew()

    def set_hole(self, hole: Hole) -> None:
        """Have other pixels unknown; the race of the hole before is over."""
        self._hole = hole
        self._end_race()
        self.look_at(None)
        self._tell()

    def take_recipe(self, name: str) -> None:
        """Fill the hole by a named recipe, from the same seed and from its own beginning."""
        self._name, over = name, self.over
        self.set_recipe(dataclasses.replace(RECIPES[name].recipe, seed=self._recipe.seed))
        self._begin_anew()
        if over:
            self.play_soon()

    def set_recipe(self, recipe: Recipe) -> None:
        """Turn knobs; other candidates are looked at anew."""
        if fixed(recipe) != fixed(self._recipe):
            self._look(Glance())
        self._recipe = recipe
        self.changed.emit()
        self._tell()

    def set_label(self, label: int | None) -> None:
        """Tell the conditional model a class, or let it try them all."""
        self._label = label
        self._found.pop(CONDITIONAL, None)
        self.changed.emit()
        self._tell()
        if self.over:
            self.play()

    def new_seed(self) -> None:
        """Begin with other candidates."""
        self.set_recipe(dataclasses.replace(self._recipe, seed=self._recipe.seed + 1))

    def race(self, on: bool) -> None:
        """Let every recipe fill the same hole from the same seed, or have enough of that."""
        self._end_race()
        self._racing = on and bool(self._told)
        self.changed.emit()
        self._tell()
        if on:
            self.play()

    def play(self) -> None:
        """Let all searches go on, from the present; where there is none that could, nothing plays."""
        self.look_at(None)
        self._tell_now()
        if not self._all_rest():
            self._set_playing(True)

    def play_soon(self) -> None:
        """Let all searches go on when everything is told that changes in this turn of the event loop."""
        self._eager = True
        self._tell()

    def pause(self) -> None:
        """Let all searches rest."""
        self._eager = False
        self._set_playing(False)

    def toggle(self) -> None:
        """Play or pause; when all have come to their end they begin anew."""
        if self._playing:
            self.pause()
            return
        if self._all_rest():
            self.restart()
        self.play()

    def restart(self) -> None:
        """Begin anew with the same candidates."""
        self.look_at(None)
        self._speedometer.restart()
        self._anew = True
        self._tell()
        self._tell_now()

    def advance(self) -> None:
        """One iteration; from the past, back to the present first."""
        self._set_playing(False)
        self.look_at(None)
        self._thread.advance()

    def look_at(self, iteration: int | None) -> None:
        """Look back at an iteration, or at the present."""
        self._look(dataclasses.replace(self._glance, at=iteration))

    def focus(self, candidate: int | None) -> None:
        """Show a candidate large, or the answer."""
        self._look(dataclasses.replace(self._glance, focus=candidate))

    def stop(self, patience: float) -> bool:
        """End the thread; whether it has ended within so many seconds."""
        self._soon.stop()
        return self._thread.stop(patience)

    def _look(self, glance: Glance) -> None:
        if glance != self._glance:
            self._glance = glance
            self._thread.watch(MAIN, glance)

    def _set_playing(self, playing: bool) -> None:
        self._tell_now()
        if playing != self._playing:
            self._playing = playing
            self._speedometer.restart()
            if playing:
                self._thread.play()
            else:
                self._thread.pause()
            self.played.emit()

    def _tasks(self) -> dict[str, Task]:
        # A black sheet is nothing to go by yet.
        if self.source is None or not self._input_picture.picture.any():
            return {}
        main = Task.of(self.source, self._input_picture.picture, self._hole, self._recipe)
        return search_tasks(main, conditional=self._tells_classes, label=self._label, racing=self._racing)

    def _all_rest(self) -> bool:
        return all(self._rests(name) for name in self._told)

    def _rests(self, name: str) -> bool:
        """Whether a search has come to its end: not that of an earlier task, of which news may be late."""
        found = self._found.get(name)
        ended = found is not None and found.finished and found.task is self._told[name]
        return ended or name in self._refusals

    def _end_race(self) -> None:
        if self._racing or self.race_results:
            self._racing = False
            for known in (self._found, self._told):
                for name in [name for name in known if name.startswith(RACE)]:
                    del known[name]
            self.changed.emit()

    def _begin_anew(self) -> None:
        """Have nothing go on from what has been found, which is seen until there is something new."""
        self._look(Glance())
        self._anew = True
        self._tell()

    def _tell(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _tell_now(self) -> None:
        """Have the thread know of everything that has changed before it is told to do something."""
        if self._soon.isActive():
            self._soon.stop()
            self._on_soon()

    @Slot()
    def _on_soon(self) -> None:
        told = self._tasks()
        eager, self._eager = self._eager, False
        if not told and not self._told:
            return
        self._told = told
        # Whatever was refused is tried again.
        self._refusals = {}
        self._thread.pursue(told, anew=self._anew)
        self._anew = False
        if not told:
            self._found.clear()
            self._set_playing(False)
            self.progressed.emit()
        if eager:
            self.play()

    @Slot()
    def _on_progressed(self) -> None:
        news = self._thread.take()
        if news is None:
            return
        before = self.progress
        self._found |= {name: found for name, found in news.found.items() if name in self._told}
        progress = self.progress
        if progress is not None:
            if before is None or progress.seconds < before.seconds:
                self._speedometer.restart()  # Another search: its clock begins anew.
            self._speedometer.note(progress.seconds, progress.iteration)
        for name in news.failures:
            self._found.pop(name, None)
        known = {name: why for name, why in self._refusals.items() if name not in news.found}
        self._refusals = known | {name: why for name, why in news.failures.items() if name in self._told}
        if MAIN in news.failures:
            self.refused.emit(news.failures[MAIN])
        if self._playing and not self._soon.isActive() and self._all_rest():
            self._set_playing(False)
        self.progressed.emit()
