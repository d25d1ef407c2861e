"""The life of an order in the file: steps, where the device stands meanwhile, two people at once, several at once."""

from __future__ import annotations

from datetime import date

import pytest

from aftersales_desktop.domain.diagnosis import CodeKind, DiagnosisDetails
from aftersales_desktop.domain.errors import NotAllowed, NotFound, ValidationError
from aftersales_desktop.domain.order_states import ORDER_MOVES, OrderState, Outcome
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.domain.workshop import OWN_WAYS, Overlay
from aftersales_desktop.i18n import Words
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.models.database import database
from aftersales_desktop.services import check, hand_over, lists, order_lines, order_steps, staff
from aftersales_desktop.services.diagnosis import get_diagnosis, list_fault_codes, save_diagnosis
from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.services.settings import save_settings
from aftersales_desktop.services.workbench import get_workbench
from tests.services.statements import noted_statements, transactions
from tests.services.workshop_samples import Workshop

S = OrderState


@pytest.fixture
def shop(desk) -> Workshop:
    return Workshop(desk)


def refused(error, act) -> str:
    with pytest.raises(error) as caught:
        act()
    assert Words("fa").say(caught.value.message)
    return without_bidi_controls(Words("en").say(caught.value.message))


def put_into(order_id: int, state: OrderState) -> None:
    """Any state, past the table."""
    database.execute_sql("DROP TRIGGER IF EXISTS service_order_state_move")
    delivered = "2026-11-23" if state in (S.DELIVERED, S.CLOSED) else None
    database.execute_sql(
        "UPDATE service_order SET state = ?, delivered_on = ?, cancel_reason = 'x' WHERE id = ?",
        (state.value, delivered, order_id),
    )


@pytest.mark.parametrize(
    ("before", "after"), [(b, a) for b in S for a in S if a not in ORDER_MOVES[b] or a in OWN_WAYS]
)
def test_a_step_that_is_not_the_bench_s_is_refused_and_nothing_is_written(shop, before, after):
    order = shop.order()
    put_into(order.id, before)
    rows = shop.everything()
    said = refused(
        NotAllowed,
        lambda: order_steps.advance(shop.desk, order.id, after, outcome=Outcome.REPAIRED, note="تعمیر شد"),
    )
    assert "cannot become" in said or "does not become" in said
    assert shop.everything() == rows and get_order(shop.desk, order.id).state is before


@pytest.mark.parametrize("state", [S.RECEIVED, S.DIAGNOSING, S.IN_REPAIR])
def test_money_given_back_is_an_end_of_its_own(shop, state):
    order = shop.order(cost_ceiling=10)
    for step in (S.DIAGNOSING, S.IN_REPAIR)[: (S.RECEIVED, S.DIAGNOSING, S.IN_REPAIR).index(state)]:
        order_steps.advance(shop.desk, order.id, step)
    ready = order_steps.advance(shop.desk, order.id, S.READY, outcome=Outcome.REFUNDED)
    assert (ready.state, ready.outcome) == (S.READY, Outcome.REFUNDED)
    assert hand_over.hand_back(shop.desk, order.id, outcome=Outcome.REFUNDED).outcome is Outcome.REFUNDED


class TestWhereTheDeviceStands:
    def test_is_the_bench_while_it_is_worked_on_and_its_own_cell_after(self, shop):
        order = shop.on_bench()
        assert shop.where(order.unit.id)[0] == "bench" and order.technician_name == "حسین رضایی"
        ready = order_steps.advance(shop.desk, order.id, S.READY, outcome=Outcome.NOT_REPAIRABLE)
        assert (ready.unit.location_kind, ready.unit.location_code) == ("shelf", order.shelf)
        assert check.first_broken_record(shop.desk) is None

    def test_its_cell_is_given_to_nobody_meanwhile(self, shop):
        order = shop.on_bench()
        assert shop.order().shelf != order.shelf
        hand_over.hand_back(shop.desk, order.id, outcome=Outcome.NOT_REPAIRABLE)
        assert shop.order().shelf == order.shelf

    def test_without_a_technician_it_stays_on_the_shelf(self, shop):
        order = shop.order()
        assert order_steps.advance(shop.desk, order.id, S.DIAGNOSING).unit.location_kind == "shelf"

    def test_another_technician_takes_it_along(self, shop):
        order, other = shop.on_bench(), staff.add_member(shop.desk, "سارا نوری", Role.TECHNICIAN)
        order_steps.assign(shop.desk, order.id, other.id)
        location = shop.desk.rows("SELECT location_id FROM unit WHERE id = ?", order.unit.id)[0][0]
        assert location == other.bench_id

    def test_taking_ready_back_brings_it_to_the_bench_again(self, shop):
        order = shop.on_bench()
        order_steps.advance(shop.desk, order.id, S.READY, outcome=Outcome.NOT_REPAIRABLE)
        again = hand_over.reopen_order(shop.desk, order.id, "قطعه رسید")
        assert (again.state, again.outcome, again.unit.location_kind) == (S.IN_REPAIR, None, "bench")


class TestEvents:
    def test_say_who_did_it_apart_from_who_typed_it(self, shop):
        event = shop.on_bench().events[-1]
        assert (event.kind, event.actor, event.detail["by"]) == ("step", "test", "حسین رضایی")

    def test_are_where_the_state_comes_from(self, shop):
        order = shop.on_bench()
        assert [event.to_state for event in order.events] == ["received", "diagnosing", "in_repair"]

    def test_a_step_is_one_transaction_and_one_announcement(self, shop):
        order, heard = shop.order(), []
        shop.desk.listeners.append(heard.append)
        with noted_statements() as statements:
            order_steps.advance(shop.desk, order.id, S.DIAGNOSING, technician_id=shop.technician_id)
        assert transactions(statements) == ["BEGIN IMMEDIATE", "COMMIT"] and len(heard) == 1


class TestTwoPeople:
    def test_the_second_is_told_what_the_first_changed_and_what_was_wanted(self, shop):
        order = shop.order()
        order_steps.advance(shop.desk, order.id, S.DIAGNOSING, technician_id=shop.technician_id)
        said = refused(
            NotAllowed,
            lambda: order_steps.advance(
                shop.desk, order.id, S.READY, outcome=Outcome.NO_FAULT_FOUND, rev=order.rev
            ),
        )  # fmt: skip
        assert "Received → Diagnosing" in said and "Technician" in said and "“Ready”" in said and "test changed" in said
        assert get_order(shop.desk, order.id).state is S.DIAGNOSING

    def test_the_same_revision_is_fine(self, shop):
        order = shop.order()
        assert order_steps.advance(shop.desk, order.id, S.DIAGNOSING, rev=order.rev).rev == order.rev + 1

    def test_a_diagnosis_is_not_written_over(self, shop):
        order = shop.order()
        first = save_diagnosis(shop.desk, order.id, DiagnosisDetails("برد سوخته"))
        save_diagnosis(shop.desk, order.id, DiagnosisDetails("برد سوخته و پمپ"), rev=first.rev)
        said = refused(NotAllowed, lambda: save_diagnosis(shop.desk, order.id, DiagnosisDetails("x"), rev=first.rev))
        assert "برد سوخته و پمپ" in said


class TestSeveral:
    def test_change_together_and_those_that_cannot_are_named(self, shop):
        first, second, ready = shop.order(), shop.order(), shop.order()
        hand_over.mark_ready(shop.desk, ready.id, Outcome.NO_FAULT_FOUND)
        with noted_statements() as statements:
            result = order_steps.advance_many(
                shop.desk, [(one.id, None) for one in (first, ready, second)], S.DIAGNOSING,
                technician_id=shop.technician_id,
            )  # fmt: skip
        assert result.done == (first.number, second.number)
        assert [number for number, _reason in result.refused] == [ready.number]
        assert [line for line in transactions(statements) if line in ("BEGIN IMMEDIATE", "COMMIT")] == [
            "BEGIN IMMEDIATE", "COMMIT",
        ]  # fmt: skip
        assert get_order(shop.desk, ready.id).state is S.READY
        assert check.first_broken_record(shop.desk) is None


class TestDiagnosis:
    def test_begins_the_diagnosis_of_what_was_only_received(self, shop):
        order = shop.order()
        details = DiagnosisDetails("خازن", ("power",), ("surge",), ("replaced",), technician_id=shop.technician_id)
        found = save_diagnosis(shop.desk, order.id, details)
        now = get_order(shop.desk, order.id)
        assert (now.state, now.technician_id, now.unit.location_kind) == (S.DIAGNOSING, shop.technician_id, "bench")
        assert [code.code for code in (*found.areas, *found.causes, *found.actions)] == ["power", "surge", "replaced"]
        assert found.areas[0].name("fa") and found.areas[0].name("en") == "Power supply"

    @pytest.mark.parametrize("kind", list(CodeKind))
    def test_has_nine_ready_words_at_most_one_key_each(self, shop, kind):
        codes = list_fault_codes(shop.desk, kind)
        assert 5 <= len(codes) <= 9 and all(code.name_fa and code.name_en for code in codes)

    def test_of_nothing_is_refused(self, shop):
        order = shop.order()
        refused(ValidationError, lambda: save_diagnosis(shop.desk, order.id, DiagnosisDetails(actions=("tested",))))
        assert get_diagnosis(shop.desk, order.id) is None

    def test_after_the_work_is_refused(self, shop):
        order = shop.order()
        hand_over.mark_ready(shop.desk, order.id, Outcome.NO_FAULT_FOUND)
        refused(NotAllowed, lambda: save_diagnosis(shop.desk, order.id, DiagnosisDetails("x")))


class TestWorkbench:
    def test_is_read_with_few_statements_however_much_was_done(self, shop):
        counts = []
        for lines in (1, 12):
            order = shop.on_bench()
            save_diagnosis(shop.desk, order.id, DiagnosisDetails("خازن", ("power",)))
            for _line in range(lines):
                order_lines.add_operation(shop.desk, order.id, order_lines.Operation(title="کار"))
                order_lines.plan_part(shop.desk, order.id, shop.board.id)
            with noted_statements() as statements:
                get_workbench(shop.desk, order.id)
            counts.append(len(statements))
        assert counts[0] == counts[1] <= 8

    def test_a_missing_order_is_said(self, shop):
        with pytest.raises(NotFound):
            get_workbench(shop.desk, 99)

    def test_quality_control_is_offered_when_the_centre_wants_it(self, shop):
        order = shop.on_bench()
        assert get_workbench(shop.desk, order.id).steps[0].target is S.READY
        save_settings(shop.desk, quality_control=True)
        assert get_workbench(shop.desk, order.id).steps[0].target is S.QUALITY_CONTROL


class TestList:
    def test_shows_who_works_on_it_and_what_needs_notice(self, shop, clock):
        order = shop.on_bench(promised_on=date(2026, 11, 24))
        clock.move(days=2)
        (row,) = lists.source(shop.desk, "bench", "late").first_rows("", False, 10)
        assert (row.number, row.technician_name, row.overlays) == (order.number, "حسین رضایی", (Overlay.LATE,))

    def test_can_be_cut_by_technician(self, shop):
        shop.order()
        order = shop.on_bench()
        rows = lists.source(shop.desk, "bench", technician_id=shop.technician_id).first_rows("", False, 10)
        assert [row.id for row in rows] == [order.id]
