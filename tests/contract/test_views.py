"""A frame gives the view that is asked for, whatever else it holds."""

from __future__ import annotations

import numpy as np

from ganplay.contract.snapshots import Frame
from ganplay.contract.views import Histogram, SharesView, WeightsView

SHARES = SharesView(np.zeros(2, np.float32), np.ones(2, np.float32))
WEIGHTS = WeightsView(Histogram(np.arange(3, dtype=np.float32), np.ones(2, np.float32)))


def test_a_view_is_found_by_its_kind_in_any_place():
    for views in ((SHARES, WEIGHTS), (WEIGHTS, SHARES)):
        frame = Frame(step=1, views=views)
        assert frame.get(SharesView) is SHARES
        assert frame.get(WeightsView) is WEIGHTS


def test_a_view_that_a_frame_does_not_hold_is_none():
    assert Frame(step=1, views=(SHARES,)).get(WeightsView) is None
    assert Frame(step=1).get(SharesView) is None
