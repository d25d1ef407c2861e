"""Random days of a workshop: thousands of legal and illegal deeds, after each of which everything still adds up."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from aftersales_desktop.domain.stock import Movement, Place
from aftersales_desktop.services import stock_moves
from tests.services.workshop_machine.bench_rules import BenchRules
from tests.services.workshop_machine.counter_rules import CounterRules
from tests.services.workshop_machine.day import TALLY
from tests.services.workshop_machine.leaving_rules import LeavingRules
from tests.services.workshop_machine.price_rules import PriceRules
from tests.services.workshop_machine.store_rules import ClaimRules, StoreRules
from tests.services.workshop_machine.usual_rules import UsualRules


class RandomDays(BenchRules, LeavingRules, PriceRules, StoreRules, ClaimRules, CounterRules, UsualRules):
    """All of it at once."""


class ThoroughDays(RandomDays):
    """The same, and at the end of each day what is kept of the ledgers is lost and made again."""

    is_thorough = True


KINDS_SEEN, MANY = 40, 2_000
_KINDS = {
    "deadline": None, "suppress_health_check": list(HealthCheck), "phases": (Phase.generate,), "print_blob": True,
}  # fmt: skip
"""Without making a failure smaller: that opens a new file for each of thousands of tries."""


def print_tally() -> None:
    """How often each deed was done and refused."""
    deeds = sorted({deed for deed, _end in TALLY})
    done, refused = (sum(TALLY[deed, end] for deed in deeds) for end in ("done", "refused"))
    print(f"\n{done + refused} deeds: {done} done, {refused} refused")
    print("; ".join(f"{deed} {TALLY[deed, 'done']}/{TALLY[deed, 'refused']}" for deed in deeds))


def test_a_few_days():
    """The same ones every time; the soak goes through others."""
    run_state_machine_as_test(
        RandomDays, settings=settings(max_examples=10, stateful_step_count=40, derandomize=True, **_KINDS)
    )


def test_what_no_use_case_did_is_noticed():
    """A part that is lent straight in the ledger, without a loan, makes a day fail; so no rule of a day lends so."""
    day = RandomDays()
    day.open_the_shop(controls_quality=False)
    with day.desk.work() as now:
        stock_moves.move_unit(day.desk, now, day.unit_of("BRD-A"), Movement.LENT, day.shop.place(Place.LOANER_OUT))
    with pytest.raises(AssertionError, match="lent out but no loan"):
        day.teardown()


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", range(5))
def test_many_days(part):
    """Nearly every deed is both done and refused; some need so much before that chance may leave them out."""
    TALLY.clear()
    try:
        run_state_machine_as_test(ThoroughDays, settings=settings(max_examples=70, stateful_step_count=80, **_KINDS))
    finally:
        print(f"\npart {part}", end="")
        print_tally()
    for end in ("done", "refused"):
        assert sum(TALLY[deed, end] > 0 for deed in {deed for deed, _end in TALLY}) >= KINDS_SEEN
    assert sum(TALLY.values()) > MANY
