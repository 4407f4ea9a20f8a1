"""What tests of inpainting share with those of the explorer: models drawn by a matrix, no classifier."""

from __future__ import annotations

from ..exploring.conftest import first_pixel, matrix, no_classifier

__all__ = ["first_pixel", "matrix", "no_classifier"]
