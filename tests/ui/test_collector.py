"""What nobody holds any more is cleared away on the window's thread, whatever the workers do."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtWidgets import QWidget

from aftersales_desktop.ui.collector import GarbageCollector, collect_if_due


class Circle:
    """Holds itself, so that only a collector finds it."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def collector(qapp):
    collector = GarbageCollector()
    yield collector
    collector.stop()
    gc.disable()


def make_garbage(count: int = 100_000) -> None:
    for _step in range(count):
        Circle()


def test_a_worker_never_clears_a_window_away(collector, qtbot):
    """Python's own collector would, and both threads would wait for each other for ever."""
    window = QWidget()
    window.me = window
    cleared_in = []
    weakref.finalize(window, lambda: cleared_in.append(threading.current_thread()))
    window.show()
    del window
    worker = threading.Thread(target=make_garbage)
    worker.start()
    worker.join(10)
    assert not worker.is_alive()
    assert cleared_in == []
    collector.start()
    qtbot.waitUntil(lambda: bool(cleared_in))
    assert cleared_in == [threading.main_thread()]


def test_garbage_of_a_worker_does_not_pile_up(collector, qtbot):
    collector.start()
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)
    gone = weakref.ref(Circle())
    worker = threading.Thread(target=make_garbage)
    worker.start()
    worker.join(10)
    qtbot.waitUntil(lambda: gone() is None)


def test_nothing_is_looked_through_before_it_is_due():
    gc.collect()
    looked = []
    gc.callbacks.append(lambda phase, info: looked.append(info["generation"]))
    try:
        collect_if_due()
        assert looked == []
        make_garbage(1000)
        collect_if_due()
    finally:
        gc.callbacks.pop()
    assert set(looked) == {0}


@pytest.mark.parametrize("was_on", [True, False])
def test_afterwards_it_is_as_it_was(qapp, was_on):
    (gc.enable if was_on else gc.disable)()
    try:
        collector = GarbageCollector()
        assert not gc.isenabled()
        collector.start()
        collector.stop()
        assert gc.isenabled() is was_on
        assert gc.get_freeze_count() == 0
    finally:
        gc.disable()
