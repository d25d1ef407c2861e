"""What the rules of the settings give a customer, with its proof; letters of refusal; evidence of a month's claims."""

from datetime import date

import pytest

from aftersales_desktop.domain.diagnosis import CodeKind, DiagnosisDetails
from aftersales_desktop.domain.errors import NotAllowed, NotFound, ValidationError
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.warranty import VoidReason, VoidScope
from aftersales_desktop.models.workshop import FaultCode
from aftersales_desktop.services import (
    claim_evidence,
    diagnosis,
    hand_over,
    order_steps,
    refusals,
    rights,
    warranty_voids,
)
from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.services.settings import save_settings
from tests.services.outside import Store
from tests.services.warranty_samples import card, void


@pytest.fixture
def store(desk) -> Store:
    return Store(desk)


@pytest.fixture
def carded(store):
    """A device with a running card of ours."""
    return card(store.desk, owner_id=store.owner_id)


def visit(store, carded, cause: str = ""):
    order = store.order(unit_id=carded.unit.id)
    if cause:
        order_steps.advance(store.desk, order.id, OrderState.DIAGNOSING)
        if not FaultCode.select().where(FaultCode.code == cause).exists():
            FaultCode.create(kind=CodeKind.CAUSE.value, code=cause, name_fa=cause, name_en=cause)
        diagnosis.save_diagnosis(store.desk, order.id, DiagnosisDetails(finding="دیده شد", causes=(cause,)))
    return get_order(store.desk, order.id)


def leave(store, order):
    return hand_over.hand_back(store.desk, order.id, outcome=Outcome.NO_FAULT_FOUND)


def test_a_repair_that_took_too_long_owes_an_extension_once(store, carded, clock):
    order = visit(store, carded)
    clock.move(days=14)
    assert not rights.overtime(store.desk, order).owed
    clock.move(days=7)
    late = rights.overtime(store.desk, order)
    assert (late.time.used, late.time.over, late.owed.days) == (18, 3, 3)
    assert (late.would_end_on - late.ends_on).days == 3
    assert rights.overtime(store.desk, rights.grant_overtime(store.desk, order.id)).is_granted
    with pytest.raises(NotAllowed):
        rights.grant_overtime(store.desk, order.id)


def test_the_rule_is_a_setting_and_paid_repairs_owe_nothing(store, carded, clock):
    order, paid = visit(store, carded), store.order()
    clock.move(days=30)
    save_settings(store.desk, overtime_rule="months")
    assert rights.overtime(store.desk, order).owed.months == 2
    save_settings(store.desk, overtime_rule="none")
    assert not rights.overtime(store.desk, order).owed
    save_settings(store.desk, overtime_rule="days")
    assert not rights.overtime(store.desk, paid).owed
    with pytest.raises(NotAllowed):
        rights.grant_overtime(store.desk, paid.id)


def test_the_third_visit_for_the_same_cause_shows_the_two_before(store, carded, clock):
    numbers = []
    for _count in range(2):
        order = visit(store, carded, "capacitor")
        assert rights.repeated_fault(store.desk, order) is None
        numbers.append(leave(store, order).number)
        clock.move(days=10)
    other = visit(store, carded, "dust")
    assert rights.repeated_fault(store.desk, other) is None
    leave(store, other)
    third = visit(store, carded, "capacitor")
    found = rights.repeated_fault(store.desk, third)
    assert [one.number for one in found.visits] == numbers and found.decision == ""
    with pytest.raises(ValidationError):
        rights.decide_replacement(store.desk, third.id, " ")
    decided = rights.decide_replacement(store.desk, third.id, "دستگاه نو از بردگان گرفته می‌شود")
    assert rights.repeated_fault(store.desk, decided).decision.startswith("دستگاه نو")
    with pytest.raises(NotAllowed):
        rights.decide_replacement(store.desk, other.id, "x")


# refusals ---------------------------------------------------------------------------------------------------------


def test_a_letter_of_refusal_rests_on_reasons_evidence_and_sentence(store, carded):
    order = visit(store, carded)
    assert not refusals.is_refused(store.desk, order)
    with pytest.raises(NotFound):
        refusals.find_refusal(store.desk, order.number)
    warranty_voids.void_card(
        store.desk, carded.id, void(scope=VoidScope.VISIT, order_number=order.number), evidence="عکس ۳"
    )
    row = refusals.find_refusal(store.desk, order.number)
    assert (row.number, row.is_order, len(row.voids)) == (order.number, True, 1)
    assert row.voids[0].record.reasons == (VoidReason.LIQUID,)
    assert refusals.find_refusal(store.desk, "any").number == order.number
    assert refusals.find_refusal(store.desk, carded.number).is_order is False


def test_a_refusal_of_another_visit_or_a_revoked_one_writes_no_letter(store, carded):
    first = visit(store, carded)
    refused = warranty_voids.void_card(
        store.desk, carded.id, void(scope=VoidScope.VISIT, order_number=first.number), evidence="عکس"
    )
    leave(store, first)
    second = visit(store, carded)
    assert not refusals.is_refused(store.desk, second)
    warranty_voids.revoke_void(store.desk, refused.voids[0].id, "اشتباه بود")
    with pytest.raises(NotFound):
        refusals.find_refusal(store.desk, carded.number)


# evidence ---------------------------------------------------------------------------------------------------------


def test_evidence_is_owed_for_the_covered_parts_of_a_month(store, desk):
    assert claim_evidence.next_evidence(desk) is None
    order = store.order()
    rows = (("warranty", "2026-11-01"), ("warranty", "2026-11-20"), ("pay", "2026-11-20"), ("warranty", "2026-12-20"))
    for place, (coverage, day) in enumerate(rows, start=1):
        covered = coverage == "warranty"
        desk.rows(
            "INSERT INTO order_line (uuid, branch, created_at, created_by, order_id, position, kind, title, part_id, "
            "done_on, list_price, price, coverage, covered_pct, no_old_reason) VALUES (?, '01', "
            "'2026-11-23T08:00:00.000Z', 't', ?, ?, 'part', 'x', ?, ?, 10, ?, ?, ?, 'none')",
            f"{place:036}", order.id, place, store.fuse.id, day, 0 if covered else 10, coverage, 100 if covered else 0,
        )  # fmt: skip
    due = claim_evidence.next_evidence(desk)  # 2 Azar: Aban is owed until 5 Azar
    assert (due.parts, due.due_on, due.days_left) == (2, date(2026, 11, 26), 3)
    save_settings(desk, claim_evidence_day=0)
    assert claim_evidence.next_evidence(desk) is None
