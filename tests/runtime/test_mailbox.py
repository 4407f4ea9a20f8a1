"""The newest wins; of reports a frame may be dropped, a history or a failure may not."""

from __future__ import annotations

import dataclasses
import threading

import numpy as np

from ganplay.contract.events import Event
from ganplay.contract.metrics import GAN_COLUMNS, MEASURES, TRACE
from ganplay.contract.snapshots import Frame, Log, Phase, Report
from ganplay.runtime.mailbox import Mailbox
from ganplay.runtime.training import merged


def _report(step: int, *, generation: int = 1, failure: str = "", frame: bool = True) -> Report:
    trace = np.full((1, 1 + len(TRACE)), float(step))
    log = Log(GAN_COLUMNS, trace, np.zeros((0, 1 + len(MEASURES))), (Event("collapse", step, "it happened"),))
    return Report(
        generation,
        Phase.RUNNING,
        frame=Frame(step=step) if frame else None,
        logs=(log,),
        failure=failure,
        run=generation,
    )


def _steps(report: Report | None) -> list[float]:
    assert report is not None
    return [float(row[0]) for log in report.logs for row in log.trace]


def test_put_says_whether_the_slot_was_empty():
    mailbox = Mailbox(merged)
    assert mailbox.empty()
    assert mailbox.put(_report(1))
    assert not mailbox.empty()
    assert not mailbox.put(_report(2))
    mailbox.take()
    assert mailbox.empty()
    assert mailbox.put(_report(3))


def test_nothing_is_taken_twice():
    mailbox = Mailbox(merged)
    mailbox.put(_report(1))
    assert mailbox.take() is not None
    assert mailbox.take() is None


def test_the_newest_frame_wins_and_all_logs_are_kept_in_order():
    mailbox = Mailbox(merged)
    for step in (1, 2, 3):
        mailbox.put(_report(step))
    report = mailbox.take()
    assert report is not None
    assert report.frame is not None
    assert report.frame.step == 3
    assert _steps(report) == [1, 2, 3]
    assert [event.step for log in report.logs for event in log.events] == [1, 2, 3]


def test_a_report_without_a_frame_leaves_the_one_before_to_be_seen():
    mailbox = Mailbox(merged)
    mailbox.put(_report(1))
    mailbox.put(_report(2, frame=False))
    report = mailbox.take()
    assert report is not None
    assert report.frame is not None
    assert report.frame.step == 1


def test_a_new_generation_makes_the_old_one_forgotten():
    mailbox = Mailbox(merged)
    mailbox.put(_report(9, generation=1, failure="too late"))
    mailbox.put(_report(0, generation=2))
    mailbox.put(_report(10, generation=1))
    report = mailbox.take()
    assert report is not None
    assert report.generation == 2
    assert report.failure == ""
    assert _steps(report) == [0]


def test_the_rows_before_a_refused_start_are_kept():
    mailbox = Mailbox(merged)
    mailbox.put(_report(1))
    mailbox.put(dataclasses.replace(_report(2), generation=2, failure="no such file"))
    report = mailbox.take()
    assert report is not None
    assert _steps(report) == [1, 2]
    assert report.failure == "no such file"


def test_failures_wait_to_be_read():
    mailbox = Mailbox(merged)
    for step, failure in enumerate(("no such knob", "", "disk is full", "disk is full", "")):
        mailbox.put(_report(step, failure=failure))
    report = mailbox.take()
    assert report is not None
    assert report.failure == "no such knob; disk is full"


def test_every_lack_that_was_told_of_is_kept():
    mailbox = Mailbox(merged)
    lacks = {"lacks_device": True, "lacks_memory": True, "lacks_data": True}
    mailbox.put(dataclasses.replace(_report(1), **lacks))
    mailbox.put(_report(2))
    report = mailbox.take()
    assert report is not None
    assert {name: getattr(report, name) for name in lacks} == lacks


def test_without_a_merge_only_the_newest_is_there():
    mailbox: Mailbox[int] = Mailbox()
    for value in range(3):
        mailbox.put(value)
    assert mailbox.take() == 2
    assert mailbox.take() is None


def test_no_row_is_lost_or_doubled_between_two_threads():
    mailbox, steps = Mailbox(merged), 5000
    putting = threading.Thread(target=lambda: [mailbox.put(_report(step)) for step in range(steps)])
    seen: list[float] = []
    putting.start()
    while putting.is_alive() or not mailbox.empty():
        if (report := mailbox.take()) is not None:
            seen += _steps(report)
    putting.join()
    assert seen == list(range(steps))
