"""A dozen named colours, light and dark: the only place where a colour is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """One meaning, one colour; each ``#rrggbb``."""

    ground: str
    """Behind everything."""
    card: str
    """The ground of a card, and the colour of D = 1/2."""
    raised: str
    """Inputs, and what lies under the pointer."""
    line: str
    """Hair lines."""
    text: str
    muted: str
    accent: str
    """The primary button, sliders, the focus."""
    on_accent: str
    """Text on the accent."""
    real: str
    fake: str
    pull: str
    """The pull on G."""
    critic: str
    """D's own curve."""
    warn: str
    rule1: str
    """The update rules of a game, in the legend's order."""
    rule2: str
    rule3: str
    rule4: str
    rule5: str
    rule6: str
    rule7: str
    rule8: str
    rule9: str


LIGHT = Palette(
    ground="#f4f6f9",
    card="#ffffff",
    raised="#eff2f6",
    line="#dde2e9",
    text="#1a202c",
    muted="#596273",
    accent="#2b5fd9",
    on_accent="#ffffff",
    real="#0a7d55",
    fake="#8b3ff5",
    pull="#b05107",
    critic="#0072b2",
    warn="#b3261e",
    rule1="#0063b1",
    rule2="#c2410c",
    rule3="#0f766e",
    rule4="#7e22ce",
    rule5="#be185d",
    rule6="#6b6200",
    rule7="#7c3f1d",
    rule8="#475569",
    rule9="#3f7d0a",
)
DARK = Palette(
    ground="#13161b",
    card="#1c2027",
    raised="#282d37",
    line="#323945",
    text="#e8ebf1",
    muted="#a0a9b8",
    accent="#7ba6ff",
    on_accent="#0e1626",
    real="#3fc58c",
    fake="#c58bff",
    pull="#ffb04a",
    critic="#56b4e9",
    warn="#ff9488",
    rule1="#6cb6ff",
    rule2="#ff9466",
    rule3="#45d0bd",
    rule4="#c9a0ff",
    rule5="#ff8fc0",
    rule6="#e3d04a",
    rule7="#d9a67c",
    rule8="#b3bfd0",
    rule9="#9fd85f",
)
