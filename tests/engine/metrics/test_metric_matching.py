"""Codes matched to classes, against every permutation."""

from __future__ import annotations

import itertools

import pytest
import torch

from ganplay.engine.metrics import matched


@pytest.mark.parametrize("seed", range(5))
def test_codes_are_matched_to_classes_as_well_as_can_be(seed):
    counts = torch.randint(100, (4, 5), generator=torch.Generator().manual_seed(seed))
    best = max(sum(int(counts[i, k]) for i, k in enumerate(ks)) for ks in itertools.permutations(range(5), 4))
    assert matched(counts) == best


def test_two_codes_cannot_both_claim_a_class():
    assert matched(torch.tensor([[9, 0], [8, 1]])) == 10
    assert matched(torch.tensor([[5, 0]])) == 5
