"""The colours of what the frozen classifier reads in restored pictures. No Qt."""

from __future__ import annotations

TOKENS = ("rule8", "text", "rule3", "rule4", "rule5", "rule6", "rule7", "rule1", "rule9", "rule2")
"""A colour for each class, unlike where digits are; the class' name always stands beside it."""
