import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from aftersales_desktop.ui.background import Background


@pytest.fixture
def background(qapp):
    pool = Background()
    yield pool
    assert pool.stop()


def test_result_comes_back_on_the_windows_thread(background, qtbot):
    owner, seen = QObject(), []

    def work(job):
        return threading.get_ident()

    background.run(owner, work, lambda worker: seen.append((worker, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    worker, window = seen[0]
    assert worker != threading.main_thread().ident == window
    assert background.is_idle()


def test_error_goes_to_the_one_who_asked(background, qtbot):
    owner, errors = QObject(), []

    def work(job):
        raise ValueError("broken")

    background.run(owner, work, pytest.fail, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert str(errors[0]) == "broken"


def test_error_nobody_asked_for_is_logged(background, qtbot, caplog):
    owner = QObject()

    def work(job):
        raise ValueError("broken")

    background.run(owner, work, pytest.fail)
    qtbot.waitUntil(background.is_idle)
    assert "broken" in caplog.text


def test_cancelled_work_is_dropped(background, qtbot):
    owner, go_on, cancelled = QObject(), threading.Event(), []

    def work(job):
        go_on.wait(5)
        cancelled.append(job.cancelled())

    job = background.run(owner, work, pytest.fail)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(background.is_idle)
    assert cancelled in ([True], [])


def test_result_for_a_widget_that_is_gone_is_dropped(background, qtbot):
    owner, go_on = QObject(), threading.Event()
    background.run(owner, lambda job: go_on.wait(5), pytest.fail, pytest.fail)
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    go_on.set()
    qtbot.waitUntil(background.is_idle)


def test_progress_arrives_on_the_windows_thread(background, qtbot):
    owner, seen, done = QObject(), [], []

    def work(job):
        for step in range(3):
            job.report(step, 3)
        return "end"

    def see(step, total):
        seen.append((step, total, threading.get_ident() == threading.main_thread().ident))

    background.run(owner, work, done.append, on_progress=see)
    qtbot.waitUntil(lambda: bool(done))
    assert seen == [(0, 3, True), (1, 3, True), (2, 3, True)]
    assert done == ["end"]


def test_stop_waits_for_workers(qapp):
    background, owner, started = Background(), QObject(), threading.Event()

    def work(job):
        started.set()
        while not job.cancelled():
            threading.Event().wait(0.005)

    background.run(owner, work, pytest.fail)
    assert started.wait(5)
    assert background.stop()


def test_stop_says_when_a_worker_goes_on(qapp):
    background, owner, go_on = Background(), QObject(), threading.Event()
    background.run(owner, lambda job: go_on.wait(5), pytest.fail)
    assert not background.stop(50)
    go_on.set()
    assert background.stop()


def test_many_jobs_of_one_owner(background, qtbot):
    owner, done = QObject(), []
    for number in range(50):
        background.run(owner, lambda job, number=number: number, done.append)
    qtbot.waitUntil(lambda: len(done) == 50)
    assert sorted(done) == list(range(50))


def test_waiting_does_not_keep_a_widget_alive(background, qtbot):
    class Owner(QObject):
        def take(self, result):
            pytest.fail("nobody is there to take it")

    go_on = threading.Event()
    owner = Owner()
    background.run(owner, lambda job: go_on.wait(5), owner.take)
    gone = weakref.ref(owner)
    del owner
    assert gone() is None
    go_on.set()
    qtbot.waitUntil(background.is_idle)


def test_worker_never_destroys_what_belongs_to_qt(background, qtbot):
    """A runnable or signal holder that dies in its own worker brings the program down, sooner or later."""
    owner, done = QObject(), []
    for _round in range(10):
        for number in range(10):
            background.run(owner, lambda job, number=number: number, done.append, on_progress=print)
        gc.collect()
    qtbot.waitUntil(lambda: len(done) == 100)
