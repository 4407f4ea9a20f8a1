"""What one rule does to a game: every step of it, and what is known of it beforehand."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ganplay.contract import games
from ganplay.contract.errors import GanplayError
from ganplay.contract.games import Match, Rule
from ganplay.contract.knobs import Field, fields_of, title_of
from ganplay.games.analysis import Analysis, analyse, line
from ganplay.games.game import Array, Game
from ganplay.games.payoffs import game_of
from ganplay.games.trajectory import Trajectory
from ganplay.games.trajectory import run as play
from ganplay.gui.widgets.slider_scale import text_of

MOST = 9
"""As many rules at once as colours that can be told apart."""

GREEK = {"beta": "β", "gamma": "γ", "lambda": "λ", "sigma": "σ", "eta": "η"}


@dataclass(frozen=True, slots=True, eq=False)
class RuleRun:
    """A rule in its colour; a game that does not admit it leaves only the ``refusal``."""

    rule: Rule
    word: str
    token: str
    refusal: str = ""
    trajectory: Trajectory | None = None
    analysis: Analysis | None = None
    closed: Array | None = None
    """The closed form's radius at each step."""
    eta: float = 0.0

    @property
    def sentences(self) -> tuple[str, ...]:
        """How fast it goes, what is special about that, and what became of it."""
        if self.trajectory is None or self.analysis is None:
            return (_sentence(self.refusal),)
        told = (self.trajectory.sentence, self.analysis.sentence, self.analysis.remark, self._hold)
        return tuple(_sentence(text) for text in told if text)

    @property
    def beyond(self) -> bool:
        """Whether the step size is beyond the rule's limit."""
        limit = self.analysis.limit if self.analysis is not None else None
        return limit is not None and 0.0 < limit < self.eta

    @property
    def _hold(self) -> str:
        """For which step sizes it holds together, as marked on the slider."""
        limit = self.analysis.limit if self.analysis is not None else None
        if limit is None:
            return ""
        if limit == 0.0:
            return "unstable at every η"
        if limit == float("inf"):
            return "stable at every η"
        return f"η is beyond its limit of {limit:.4g}" if self.beyond else f"stable for η below {limit:.4g}"

    def radius_at(self, step: int) -> float:
        """How far it is from the equilibrium; infinite where it is no longer drawn."""
        if self.trajectory is None:
            return float("nan")
        radius = self.trajectory.radius
        return float(radius[step]) if step < len(radius) else float("inf")


def game_for(settings: games.Game) -> Game | None:
    """The game with its knobs set; None where they do not go together, as each run then says."""
    try:
        return game_of(settings)
    except GanplayError:
        return None


def runs(match: Match, rules: Sequence[Rule]) -> tuple[RuleRun, ...]:
    """The match under each of the rules, in the legend's words and colours."""
    return tuple(
        _run(dataclasses.replace(match, rule=rule), word, token_of(index))
        for index, (rule, word) in enumerate(zip(rules, words_of(rules), strict=True))
    )


def token_of(index: int) -> str:
    """The colour of a rule by its place in the legend."""
    return f"rule{index % MOST + 1}"


def words_of(rules: Sequence[Rule]) -> tuple[str, ...]:
    """The legend's word for each rule, with those knobs that are not as usual or tell it from its like."""
    return tuple(_word(rule, [other for other in rules if type(other) is type(rule)]) for rule in rules)


def _word(rule: Rule, alike: Sequence[Rule]) -> str:
    words = [title_of(type(rule))]
    for field in fields_of(type(rule)):
        value = getattr(rule, field.name)
        if value == field.default and all(getattr(other, field.name) == value for other in alike):
            continue
        if isinstance(value, str):
            words.append(value)
        else:
            # A label ends in the symbol of its formula.
            *_, symbol = label_of(field).split()
            words.append(f"{symbol} {text_of(value)}".replace("-", "−"))
    return " ".join(words)


def label_of(field: Field) -> str:
    """A knob's label as a formula writes it."""
    return " ".join(GREEK.get(word, word) for word in field.label.split())


def _run(match: Match, word: str, token: str) -> RuleRun:
    try:
        trajectory = play(match.game, match.rule, match.eta, match.start, match.steps)
        analysis = analyse(match.game, match.rule, match.eta)
    except GanplayError as error:
        return RuleRun(match.rule, word, token, str(error), eta=match.eta)
    first = float(trajectory.radius[0])
    closed = line(match.game, match.rule, match.eta, first, len(trajectory.radius) - 1)
    return RuleRun(match.rule, word, token, "", trajectory, analysis, closed, match.eta)


def _sentence(text: str) -> str:
    """With a capital, unless it begins with a formula, and a full stop."""
    if text[:2].isalpha():
        text = f"{text[0].upper()}{text[1:]}"
    return f"{text.removesuffix('.')}."


def farthest(seen: Sequence[RuleRun]) -> float:
    """The radius that a picture of these runs should hold: all but what runs away."""
    known = [run.trajectory for run in seen if run.trajectory is not None]
    if not known:
        return 1.0
    first = float(known[0].radius[0])
    far = [float(np.max(trajectory.radius)) for trajectory in known]
    stays = [radius for radius in far if radius <= RUNAWAY * first]
    return max(stays, default=RUNAWAY * first) or 1.0


RUNAWAY = 20.0
"""So many times the first radius out, a run leaves the picture rather than flatten the others."""
