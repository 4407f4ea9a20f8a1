"""The session of the Inpaint page: picture, hole and recipe, and the searches that fill the hole."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal, Slot

from ganplay.contract import recipes
from ganplay.contract.files import models
from ganplay.contract.inpainting import Glance, Progress, Recipe, Task, fixed
from ganplay.contract.latent import Source
from ganplay.contract.masks import Hole, nothing
from ganplay.contract.pictures import NUMERALS, Pictures
from ganplay.contract.recipes import RECIPES
from ganplay.gui.inpaint.input_picture import DRAWN, InputPicture, blank
from ganplay.gui.inpaint.search_results import SearchResults
from ganplay.gui.inpaint.search_tasks import CONDITIONAL, MAIN, search_tasks
from ganplay.runtime.searching import SearchRunner
from ganplay.runtime.speedometer import Speedometer
from ganplay.runtime.timers import single_shot


class InpaintSession(QObject):
    """What is filled and how, the running searches and their newest results.

    Changes within one turn of the event loop are sent to the searches together. A search goes on
    from where it is if the change allows it; otherwise it restarts and its results are dropped.
    """

    progressed = Signal()
    """A search has new results."""
    changed = Signal()
    """The recipe, the model, the class or the race has changed."""
    played = Signal()
    """The searches have been started or paused."""
    refused = Signal(str)
    """A search cannot run: one sentence that says why."""

    def __init__(self, searches: SearchRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._searches = searches
        self.source: Source | None = None
        """The model that fills the hole; None before one has been chosen."""
        self.class_names: tuple[str, ...] = NUMERALS
        """What its classes are called, in order."""
        self.data: Pictures | None = None
        """What it was trained on."""
        self._input_picture, self._hole = blank(), nothing()
        self._name, self._recipe = recipes.FIRST, RECIPES[recipes.FIRST].recipe
        self._glance = Glance()
        self._label: int | None = None
        self._has_conditional = CONDITIONAL in models()
        self._racing = self._playing = False
        self._restart_next = False
        """Whether the tasks that are sent next restart all searches."""
        self._play_next = False
        """Whether the searches are started then."""
        self._results = SearchResults()
        self._speedometer = Speedometer()
        self._send_timer = single_shot(0, self)
        self._send_timer.timeout.connect(self._send_tasks)
        searches.progressed.connect(self._on_progressed)

    @property
    def input_picture(self) -> InputPicture:
        """The whole picture; the search never sees what lies under the hole."""
        return self._input_picture

    @property
    def recipe_name(self) -> str:
        """The key in :data:`RECIPES` of the recipe that the present one was made from."""
        return self._name

    @property
    def recipe(self) -> Recipe:
        """How the hole is filled, with all changes."""
        return self._recipe

    @property
    def label(self) -> int | None:
        """The class that the conditional model is given; None for the one that fits best."""
        return self._label

    @property
    def glance(self) -> Glance:
        """The iteration and the candidate that are shown."""
        return self._glance

    @property
    def playing(self) -> bool:
        """Whether the searches are running."""
        return self._playing

    @property
    def racing(self) -> bool:
        """Whether the named recipes run too."""
        return self._racing

    @property
    def progress(self) -> Progress | None:
        """The newest result of the main search; None before the first."""
        return self._results.found.get(MAIN)

    @property
    def conditional(self) -> Progress | None:
        """The newest result of the conditional model's search."""
        return self._results.found.get(CONDITIONAL)

    @property
    def conditional_refusal(self) -> str:
        """Why the conditional model has no result; empty where it has one or will have."""
        if not self._has_conditional:
            return "The weights of the conditional model are not installed."
        return self._results.refusals.get(CONDITIONAL, "")

    @property
    def race_results(self) -> Mapping[str, Progress]:
        """The newest results of the race, by the recipe's name."""
        return self._results.race

    @property
    def finished(self) -> bool:
        """Whether the main search has ended; a change then starts it again, to show its effect."""
        return self.progress is not None and self.progress.finished

    @property
    def speed(self) -> float:
        """Iterations per second of computing; 0 before it is known."""
        return self._speedometer.read()

    def open(self, source: Source, class_names: tuple[str, ...], data: Pictures) -> None:
        """Search with another model, trained on ``data``; without names its classes are digits."""
        self.source, self.class_names, self.data = source, class_names or NUMERALS, data
        self._results.found.clear()
        self._restart_all()
        self.changed.emit()

    def set_input_picture(self, input_picture: InputPicture) -> None:
        """Fill the hole of another picture; ends the race.

        The search goes on from its candidates while a person draws, and restarts for another picture.
        """
        drawing = self._input_picture.title == input_picture.title == DRAWN
        self._input_picture = input_picture
        self._end_race()
        if drawing:
            self.look_at(None)
            self._schedule_send()
        else:
            self._restart_all()

    def set_hole(self, hole: Hole) -> None:
        """Fill another hole; ends the race."""
        self._hole = hole
        self._end_race()
        self.look_at(None)
        self._schedule_send()

    def choose_recipe(self, name: str) -> None:
        """Restart with a named recipe and the same seed."""
        self._name, finished = name, self.finished
        self.set_recipe(dataclasses.replace(RECIPES[name].recipe, seed=self._recipe.seed))
        self._restart_all()
        if finished:
            self.play_soon()

    def set_recipe(self, recipe: Recipe) -> None:
        """Change the recipe; the search restarts only if the candidates change."""
        if fixed(recipe) != fixed(self._recipe):
            self._look(Glance())
        self._recipe = recipe
        self.changed.emit()
        self._schedule_send()

    def set_label(self, label: int | None) -> None:
        """Give the conditional model a class; None lets it try them all."""
        self._label = label
        self._results.found.pop(CONDITIONAL, None)
        self.changed.emit()
        self._schedule_send()
        if self.finished:
            self.play()

    def new_seed(self) -> None:
        """Restart with other candidates."""
        self.set_recipe(dataclasses.replace(self._recipe, seed=self._recipe.seed + 1))

    def set_racing(self, on: bool) -> None:
        """Run every named recipe on the same hole from the same seed, or drop their results."""
        self._end_race()
        self._racing = on and bool(self._results.tasks)
        self.changed.emit()
        self._schedule_send()
        if on:
            self.play()

    def play(self) -> None:
        """Run all searches and show the newest iteration; does nothing if all have ended."""
        self.look_at(None)
        self._send_now()
        if not self._results.all_ended:
            self._set_playing(True)

    def play_soon(self) -> None:
        """Run all searches once the changes of this turn of the event loop have been sent."""
        self._play_next = True
        self._schedule_send()

    def pause(self) -> None:
        """Pause all searches."""
        self._play_next = False
        self._set_playing(False)

    def toggle(self) -> None:
        """Run or pause; restarts first if all searches have ended."""
        if self._playing:
            self.pause()
            return
        if self._results.all_ended:
            self.restart()
        self.play()

    def restart(self) -> None:
        """Restart with the same candidates."""
        self.look_at(None)
        self._speedometer.restart()
        self._restart_next = True
        self._schedule_send()
        self._send_now()

    def advance(self) -> None:
        """Make one iteration and show the newest."""
        self._set_playing(False)
        self.look_at(None)
        self._searches.advance()

    def look_at(self, iteration: int | None) -> None:
        """Show an earlier iteration; None shows the newest."""
        self._look(dataclasses.replace(self._glance, at=iteration))

    def focus(self, candidate: int | None) -> None:
        """Show a candidate large; None shows the answer."""
        self._look(dataclasses.replace(self._glance, focus=candidate))

    def _look(self, glance: Glance) -> None:
        if glance != self._glance:
            self._glance = glance
            self._searches.look_at(MAIN, glance)

    def _set_playing(self, playing: bool) -> None:
        self._send_now()
        if playing != self._playing:
            self._playing = playing
            self._speedometer.restart()
            if playing:
                self._searches.play()
            else:
                self._searches.pause()
            self.played.emit()

    def _make_tasks(self) -> dict[str, Task]:
        # A black picture has no known pixels to fit yet.
        if self.source is None or not self._input_picture.picture.any():
            return {}
        main = Task.of(self.source, self._input_picture.picture, self._hole, self._recipe)
        return search_tasks(main, conditional=self._has_conditional, label=self._label, racing=self._racing)

    def _end_race(self) -> None:
        if self._racing or self.race_results:
            self._racing = False
            self._results.drop_race()
            self.changed.emit()

    def _restart_all(self) -> None:
        """Restart all searches; their old results are shown until there are new ones."""
        self._look(Glance())
        self._restart_next = True
        self._schedule_send()

    def _schedule_send(self) -> None:
        if not self._send_timer.isActive():
            self._send_timer.start()

    def _send_now(self) -> None:
        """Send the changes that wait for the end of this turn of the event loop."""
        if self._send_timer.isActive():
            self._send_timer.stop()
            self._send_tasks()

    @Slot()
    def _send_tasks(self) -> None:
        tasks = self._make_tasks()
        play, self._play_next = self._play_next, False
        if not tasks and not self._results.tasks:
            return
        self._results.begin(tasks)
        self._searches.set_tasks(tasks, restart=self._restart_next)
        self._restart_next = False
        if not tasks:
            self._set_playing(False)
            self.progressed.emit()
        if play:
            self.play()

    @Slot()
    def _on_progressed(self) -> None:
        news = self._searches.take()
        if news is None:
            return
        before = self.progress
        self._results.take(news.found, news.failures)
        progress = self.progress
        if progress is not None:
            if before is None or progress.seconds < before.seconds:
                self._speedometer.restart()  # Another search, whose clock starts at 0.
            self._speedometer.note(progress.seconds, progress.iteration)
        if MAIN in news.failures:
            self.refused.emit(news.failures[MAIN])
        if self._playing and not self._send_timer.isActive() and self._results.all_ended:
            self._set_playing(False)
        self.progressed.emit()
