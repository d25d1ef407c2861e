"""What a long piece of work tells and asks."""

import pytest

from aftersales_desktop.domain.errors import Cancelled
from aftersales_desktop.services.long_work import Watch


def test_parts_of_parts_lie_inside_the_whole():
    told = []
    whole = Watch(lambda done, total: told.append((done, total)))
    inner = whole.part(200, 600).part(500, 1000)
    inner.tell(0, 10)
    inner.tell(5, 10)
    inner.tell(20, 10)
    inner.tell(0, 0)
    assert told == [(400, 1000), (500, 1000), (600, 1000), (600, 1000)]


def test_a_step_ends_when_nobody_waits_any_more():
    answers = iter([False, True])
    watch = Watch(cancelled=lambda: next(answers))
    watch.step(1, 2)
    with pytest.raises(Cancelled):
        watch.step(2, 2)


def test_without_anybody_watching_it_just_goes_on():
    Watch().step(1, 2)
    assert Watch().goes_on()
