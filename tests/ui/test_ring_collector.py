"""Rings of forgotten objects: freed by the GUI thread, whoever allocates meanwhile."""

import gc
import sys
import threading
import weakref

from PySide6.QtWidgets import QWidget

from app.base.memory import uncollected
from app.ui.ring_collector import RingCollector
from app.ui.tasks import Task

MANY = 200_000
"""Objects; Python's own collector would walk through all generations meanwhile."""


class Ring(QWidget):
    """A widget that only itself remembers."""

    def __init__(self, freed):
        super().__init__()
        self.ring = self
        weakref.finalize(self, lambda: freed.append(threading.current_thread()))


def test_a_job_that_allocates_destroys_no_widget_in_its_own_thread(qtbot, qapp):
    freed, ready = [], threading.Event()
    job = Task(lambda _progress: ready.wait() and [[] for _ in range(MANY)], "", qapp)
    with uncollected():
        Ring(freed)
        job.start()
    ready.set()
    job.wait()
    qtbot.waitUntil(lambda: bool(freed))
    assert freed == [threading.main_thread()]


def test_nothing_is_collected_while_many_live_rows_are_in_hand(qapp):
    freed = []
    collector = RingCollector.of(qapp)
    with uncollected():
        Ring(freed)
        held = [[] for _ in range(MANY)]
        collector.collect()
        assert not freed
    collector.collect()
    assert freed
    assert len(held) == MANY


def test_one_collector_serves_an_application(qapp):
    assert RingCollector.of(qapp) is RingCollector.of(qapp)
    assert gc.get_threshold()[0] == 0


def test_the_oldest_are_gone_through_only_once_they_have_grown(qapp, monkeypatch):
    """All that the program holds is old: to go through it takes as long as a key is felt."""
    collector, looked = RingCollector.of(qapp), []
    monkeypatch.setattr(gc, "get_count", lambda: (100_000, 100, 100))
    monkeypatch.setattr(gc, "collect", looked.append)
    monkeypatch.setattr(collector, "_blocks", 0)
    collector.collect()
    collector.collect()
    held = [object() for _ in range(sys.getallocatedblocks() // 2)]
    collector.collect()
    assert looked == [2, 1, 2]
    assert held


def test_a_job_that_is_making_something_is_not_disturbed(qapp, monkeypatch):
    """A tuple that is being made while somebody else holds it fails as a bug."""
    collector, made, failed = RingCollector.of(qapp), threading.Event(), []
    monkeypatch.setattr(gc, "get_count", lambda: (100_000, 100, 100))
    switching = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        job = Task(lambda _progress: [tuple(n for n in range(20_000)) for _ in range(50)], "", qapp)
        job.failed.connect(failed.append)
        job.ended.connect(made.set)
        job.start()
        while not made.is_set():
            collector.collect()
            qapp.processEvents()
    finally:
        sys.setswitchinterval(switching)
    assert failed == []
