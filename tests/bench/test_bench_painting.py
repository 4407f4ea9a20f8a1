"""A slow brush is missed, and a move is seen when a painting that began after it is done."""

from __future__ import annotations

from ganplay.bench import painting


def test_a_slow_brush_is_missed(monkeypatch):
    monkeypatch.setattr(
        painting.process, "run", lambda module: {"p50": 5.0, "p95": 17.0, "worst": 40.0, "pace": 20.0}
    )
    (figure,) = painting.figures()
    assert not figure.reached
    assert "median 5.0 ms, worst 40.0 ms, beside 20.0 iterations/s" in figure.beside


def test_without_weights_nothing_is_measured(monkeypatch):
    monkeypatch.setattr(painting, "models", dict)
    (figure,) = painting.figures()
    assert figure.value is None
    assert figure.beside == "there are no weights"
