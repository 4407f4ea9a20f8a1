"""How fast ganplay is here: every figure beside its counterpart, taken in the same run."""

from __future__ import annotations

import itertools
import json
import sys
from dataclasses import asdict

from ganplay.bench import engine, games, inpainting, latent, painting, window
from ganplay.bench.figure import Figure


def main(*, as_json: bool, soak: float = 0.0) -> int:
    """Measure everything and print it; gives 1 if a target is missed.

    Args:
        as_json: Print one JSON list instead of lines.
        soak: Minutes of full-speed training in the window over which memory is watched; 0 leaves it out.
    """
    found: list[Figure] = []
    for figure in itertools.chain(
        engine.figures(),
        window.figures(soak),
        latent.figures(),
        games.figures(),
        inpainting.figures(),
        painting.figures(),
    ):
        found.append(figure)
        if not as_json:
            print(figure.line, flush=True)
    if as_json:
        json.dump([asdict(figure) for figure in found], sys.stdout, indent=2)
        print()
    return 0 if all(figure.reached for figure in found) else 1
