"""The colour of each class that the classifier can read. No Qt."""

from __future__ import annotations

CLASS_TOKENS = ("rule8", "text", "rule3", "rule4", "rule5", "rule6", "rule7", "rule1", "rule9", "rule2")
"""A token for each class; digits that are often confused have unlike colours."""
