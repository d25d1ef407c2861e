"""The state a card shows on a day."""

from __future__ import annotations

from datetime import date

import pytest

from aftersales_desktop.domain.warranty import CardState, card_state_on

LAST_DAY = date(2026, 9, 27)


@pytest.mark.parametrize(
    ("day", "shown"),
    [(date(2026, 9, 26), CardState.ACTIVE), (LAST_DAY, CardState.ACTIVE), (date(2026, 9, 28), CardState.EXPIRED)],
)
def test_an_active_card_is_expired_the_day_after_its_last(day, shown):
    assert card_state_on(CardState.ACTIVE, LAST_DAY, day) is shown


def test_a_card_without_a_last_day_stays_active():
    assert card_state_on(CardState.ACTIVE, None, LAST_DAY) is CardState.ACTIVE


@pytest.mark.parametrize("state", [state for state in CardState if state is not CardState.ACTIVE])
def test_time_changes_no_other_state(state):
    assert card_state_on(state, LAST_DAY, date(2030, 1, 1)) is state
