"""What the frozen classifier reads in restored pictures, in words and colours. No Qt."""

from __future__ import annotations

from ganplay.contract.pictures import CLASSES

TOKENS = ("rule8", "text", "rule3", "rule4", "rule5", "rule6", "rule7", "rule1", "rule9", "rule2")
"""A colour for each class, unlike where digits are; the class' name always stands beside it."""

NUMERALS = tuple(str(number) for number in range(CLASSES))
