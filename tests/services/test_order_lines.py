"""Lines of an order: who pays each, what moves with it, and what is refused."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from aftersales_desktop.domain.coverage import CoverageKind, LineKind, LineState, NoOldPart, OldPart, Payer
from aftersales_desktop.domain.errors import NotAllowed, ValidationError
from aftersales_desktop.domain.jalali import from_jalali
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.parts import PartDetails
from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.domain.warranty import StartBasis, StartEvidence
from aftersales_desktop.domain.warranty_forms import CardInput, TermsDetails
from aftersales_desktop.domain.workshop import Overlay
from aftersales_desktop.i18n import Words
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.models.database import database
from aftersales_desktop.models.units import Location
from aftersales_desktop.services import (
    check,
    lists,
    order_lines,
    order_steps,
    parts,
    reservations,
    stock_moves,
    tariffs,
    units,
    warranty_issue,
    warranty_terms,
)
from aftersales_desktop.services.hand_over import hand_back
from aftersales_desktop.services.line_coverage import CoverageChoice, choose_coverage
from aftersales_desktop.services.order_lines import Operation, PartUse, Swap
from aftersales_desktop.services.tariffs import TariffDetails
from aftersales_desktop.services.workbench import get_workbench
from tests.services.statements import noted_statements, transactions
from tests.services.workshop_samples import Workshop

TODAY = date(2026, 11, 23)


@pytest.fixture
def shop(desk) -> Workshop:
    return Workshop(desk)


def refused(error, act, field: str = "") -> str:
    with pytest.raises(error) as caught:
        act()
    if field:
        assert caught.value.problems[0].field == field
    assert Words("fa").say(caught.value.message)
    return without_bidi_controls(Words("en").say(caught.value.message))


def with_card(
    shop, *, excluded: tuple[str, ...] = (), started: date = from_jalali(1405, 2, 11), labour: int = 0, **limits: int
) -> int:
    """A device with a card of ours: parts 18 months, labour as given."""
    terms = warranty_terms.add_terms(
        shop.desk,
        TermsDetails(
            code="T", title_fa="شرایط", title_en="Terms", start_basis=StartBasis.PURCHASE, months_parts=18,
            months_labour=labour, excluded_groups=excluded, **limits,
        ),
    )  # fmt: skip
    unit = units.add_unit(shop.desk, model_id=shop.model_id, serial="DEV-1", owner_id=shop.owner_id)
    warranty_issue.issue_card(
        shop.desk,
        CardInput(
            request_key=str(uuid.uuid4()), unit_id=unit.id, owner_id=shop.owner_id, terms_id=terms.id,
            purchased_on=started, confirmed=frozenset({"purchased_on"}), evidence_kind=StartEvidence.INVOICE,
        ),
    )  # fmt: skip
    return unit.id


class TestSwap:
    def test_puts_the_new_one_in_and_the_old_one_into_the_store_of_faulty_parts(self, shop):
        new, order = shop.stock_board("NEW-1"), shop.on_bench()
        line = order_lines.swap(shop.desk, order.id, Swap("new1", "old-7"))
        assert shop.where(new) == ("installed", "in_use")
        assert shop.where(line.unit_out_id) == ("faulty_store", "faulty")
        assert (line.serial_in, line.serial_out, line.old_part) == ("NEW-1", "OLD-7", OldPart.FAULTY_STORE)
        assert (line.kind, line.state, line.done_on, line.technician_name) == (
            LineKind.PART, LineState.DONE, TODAY, "حسین رضایی",
        )  # fmt: skip
        assert (line.cost, line.list_price, line.price) == (650, 1000, 1000)
        moves = [move.reason for move in stock_moves.movements_of(shop.desk, new)]
        assert moves == [Movement.RECEIVED, Movement.ISSUED, Movement.INSTALLED]
        assert check.first_broken_record(shop.desk) is None

    def test_is_one_transaction_and_one_announcement(self, shop):
        shop.stock_board("NEW-1")
        order, heard = shop.on_bench(), []
        shop.desk.listeners.append(heard.append)
        with noted_statements() as statements:
            order_lines.swap(shop.desk, order.id, Swap("NEW-1", "OLD-7"))
        assert transactions(statements) == ["BEGIN IMMEDIATE", "COMMIT"]
        assert len(heard) == 1

    def test_takes_the_very_part_out_that_went_in_before(self, shop):
        first, _second, order = shop.stock_board("B-1"), shop.stock_board("B-2"), shop.on_bench()
        order_lines.swap(shop.desk, order.id, Swap("B-1", no_old=NoOldPart.NONE))
        line = order_lines.swap(shop.desk, order.id, Swap("B-2", "B-1", old_part=OldPart.STAYS_ON_BENCH))
        assert line.unit_out_id == first and shop.where(first) == ("bench", "faulty")

    def test_uses_a_part_that_is_already_on_the_bench(self, shop):
        new, order = shop.stock_board("B-1"), shop.on_bench()
        with shop.desk.work() as now:
            stock_moves.move_unit(shop.desk, now, new, Movement.ISSUED, Location.get_by_id(shop.bench_id))
        order_lines.swap(shop.desk, order.id, Swap("B-1", no_old=NoOldPart.STAYS_INSIDE))
        assert shop.where(new)[0] == "installed"

    def test_gives_an_unreadable_old_part_a_tag_of_ours(self, shop):
        shop.stock_board("B-1")
        order = shop.on_bench()
        line = order_lines.swap(shop.desk, order.id, Swap("B-1", no_old=NoOldPart.UNREADABLE))
        assert line.serial_out.startswith("U") and shop.where(line.unit_out_id) == ("faulty_store", "faulty")

    @pytest.mark.parametrize("reason", [NoOldPart.NONE, NoOldPart.STAYS_INSIDE])
    def test_keeps_the_reason_why_none_came_out(self, shop, reason):
        shop.stock_board("B-1")
        line = order_lines.swap(shop.desk, shop.on_bench().id, Swap("B-1", no_old=reason))
        assert (line.unit_out_id, line.no_old_reason) == (None, reason)

    def test_an_old_part_for_the_customer_waits_on_the_bench(self, shop):
        shop.stock_board("B-1")
        line = order_lines.swap(shop.desk, shop.on_bench().id, Swap("B-1", "OLD", old_part=OldPart.CUSTOMER))
        assert shop.where(line.unit_out_id) == ("bench", "faulty") and line.old_part is OldPart.CUSTOMER

    def test_its_own_warranty_is_the_later_of_part_and_device(self, shop):
        unit_id = with_card(shop)
        shop.stock_board("B-1")
        line = order_lines.swap(shop.desk, shop.on_bench(unit_id=unit_id).id, Swap("B-1", "OLD"))
        assert line.warranty_until == from_jalali(1406, 8, 10), "18 months from 11 Ordibehesht 1405"
        other = shop.on_bench()
        shop.stock_board("B-2")
        line = order_lines.swap(shop.desk, other.id, Swap("B-2", "OLD-2"))
        assert line.warranty_until == from_jalali(1406, 3, 1), "six months from today"


class TestRefusedSwap:
    def attempt(self, shop, details: Swap, error=ValidationError, field: str = "new_serial", **order) -> str:
        order_id, before = shop.on_bench(**order).id, shop.everything()
        said = refused(error, lambda: order_lines.swap(shop.desk, order_id, details), field)
        assert shop.everything() == before | {}
        return said

    def test_of_a_serial_nobody_knows(self, shop):
        assert "no part X-9" in self.attempt(shop, Swap("X-9", "OLD"))

    def test_of_a_serial_that_is_in_this_device(self, shop):
        shop.stock_board("B-1")
        order = shop.on_bench()
        order_lines.swap(shop.desk, order.id, Swap("B-1", "OLD"))
        said = refused(
            ValidationError, lambda: order_lines.swap(shop.desk, order.id, Swap("B-1", "OLD-2")), "new_serial"
        )
        assert "already in this device" in said

    def test_of_a_serial_in_another_device(self, shop):
        shop.stock_board("B-1")
        order_lines.swap(shop.desk, shop.on_bench(serial="DEVICE-A").id, Swap("B-1", "OLD"))
        assert "DEVICE-A" in self.attempt(shop, Swap("B-1", "OLD-2"))

    @pytest.mark.parametrize(
        ("movement", "place", "after", "words"),
        [
            (Movement.LOST, Place.LOST, None, "“Lost” now"),
            (Movement.SCRAPPED, Place.SCRAP, Condition.SCRAP, "“Scrapped” now"),
            (Movement.LENT, Place.LOANER_OUT, None, "“Lent out” now"),
            (Movement.SENT_TO_CUSTOMER, Place.TRANSIT, None, "“On the way” now"),
        ],
    )
    def test_of_a_part_that_is_elsewhere(self, shop, movement, place, after, words):
        unit_id = shop.stock_board("B-1")
        with shop.desk.work() as now:
            stock_moves.move_unit(shop.desk, now, unit_id, movement, shop.place(place), after=after, note="شمارش")
        assert words in self.attempt(shop, Swap("B-1", "OLD"))

    def test_of_a_faulty_part(self, shop):
        shop.stock_board("B-1")
        order_lines.swap(shop.desk, shop.on_bench().id, Swap("B-1", "OLD", old_part=OldPart.STAYS_ON_BENCH))
        assert "Only a healthy part" in self.attempt(shop, Swap("OLD", "OLD-2"))

    def test_of_a_device(self, shop):
        shop.order(serial="DEV-77")
        assert "serial of a device" in self.attempt(shop, Swap("DEV-77", "OLD"))

    def test_of_an_old_part_that_is_in_another_device(self, shop):
        shop.stock_board("B-1")
        shop.stock_board("B-2")
        order_lines.swap(shop.desk, shop.on_bench(serial="DEVICE-A").id, Swap("B-1", "OLD"))
        assert "DEVICE-A" in self.attempt(shop, Swap("B-2", "B-1"), field="old_serial")

    def test_of_an_old_part_that_is_in_the_store(self, shop):
        shop.stock_board("B-1")
        shop.stock_board("B-2")
        assert "not in this device" in self.attempt(shop, Swap("B-1", "B-2"), field="old_serial")

    def test_of_the_same_serial_twice(self, shop):
        shop.stock_board("B-1")
        assert "not in this device" in self.attempt(shop, Swap("B-1", "b1"), field="old_serial")

    def test_without_an_old_serial_and_a_reason(self, shop):
        shop.stock_board("B-1")
        assert "say why" in self.attempt(shop, Swap("B-1"), field="old_serial")

    def test_of_a_serial_that_two_articles_bear_asks_which(self, shop):
        other = parts.add_part(shop.desk, PartDetails("LCD-1", "صفحه", is_serialised=True, sell=10))
        shop.stock_board("B-1")
        shop.stock_board("B-1", part=other)
        assert "Choose the part" in self.attempt(shop, Swap("B-1", "OLD"))
        line = order_lines.swap(shop.desk, shop.on_bench().id, Swap("B-1", "OLD", part_id=other.id))
        assert line.part_code == "LCD-1"

    def test_above_what_the_customer_agreed_to(self, shop):
        shop.stock_board("B-1")
        said = self.attempt(shop, Swap("B-1", "OLD"), NotAllowed, "", cost_ceiling=999)
        assert "1,000 rial" in said and "999 rial" in said

    def test_before_the_work_began(self, shop):
        shop.stock_board("B-1")
        order = shop.order(cost_ceiling=10**6)
        said = refused(NotAllowed, lambda: order_lines.swap(shop.desk, order.id, Swap("B-1", "OLD")))
        assert "“Received”" in said

    def test_without_a_technician(self, shop):
        shop.stock_board("B-1")
        order = shop.order(cost_ceiling=10**6)
        order_steps.advance(shop.desk, order.id, OrderState.DIAGNOSING)
        refused(
            ValidationError, lambda: order_lines.swap(shop.desk, order.id, Swap("B-1", "OLD")), "technician_id"
        )  # fmt: skip


class TestCoverage:
    def test_a_covered_part_costs_the_customer_nothing_and_keeps_its_cost(self, shop):
        unit_id = with_card(shop)
        shop.stock_board("B-1")
        line = order_lines.swap(shop.desk, shop.on_bench(unit_id=unit_id, cost_ceiling=None).id, Swap("B-1", "OLD"))
        assert (line.coverage, line.covered_pct, line.payer) == (CoverageKind.WARRANTY, 100, Payer.CENTRE)
        assert (line.list_price, line.price, line.cost) == (1000, 0, 650)
        assert "Parts are covered until" in Words("en").say(line.reason)

    def test_an_excluded_group_is_paid_with_its_sentence(self, shop):
        unit_id = with_card(shop, excluded=("برد",))
        shop.stock_board("B-1")
        line = order_lines.swap(shop.desk, shop.on_bench(unit_id=unit_id).id, Swap("B-1", "OLD"))
        assert (line.coverage, line.price, line.payer) == (CoverageKind.PAY, 1000, Payer.CUSTOMER)
        assert "does not cover" in Words("en").say(line.reason)

    def test_each_category_is_decided_on_its_own(self, shop):
        unit_id = with_card(shop, labour=0)
        order = shop.on_bench(unit_id=unit_id)
        labour = order_lines.add_operation(shop.desk, order.id, Operation(title="تعویض", price=400))
        assert (labour.coverage, labour.price) == (CoverageKind.PAY, 400)
        assert "does not cover labour" in Words("en").say(labour.reason)

    def test_the_day_of_reception_counts_not_the_day_of_the_work(self, shop, clock):
        unit_id = with_card(shop, started=from_jalali(1404, 3, 3))  # the last day is today
        shop.stock_board("B-1")
        order = shop.on_bench(unit_id=unit_id)
        clock.move(days=3)
        assert order_lines.swap(shop.desk, order.id, Swap("B-1", "OLD")).coverage is CoverageKind.WARRANTY

    def test_a_return_of_ours_is_free_and_a_new_fault_is_not(self, shop):
        for cause, kind in (("workmanship", CoverageKind.BOUNCE), ("new_fault", CoverageKind.PAY)):
            first = shop.on_bench()
            done = order_steps.advance(
                shop.desk, first.id, OrderState.READY, outcome=Outcome.REPAIRED, note="تعمیر شد"
            )  # fmt: skip
            hand_back(shop.desk, done.id)
            again = shop.on_bench(unit_id=first.unit.id)
            database.execute_sql("UPDATE service_order SET bounce_cause = ? WHERE id = ?", (cause, again.id))
            line = order_lines.add_operation(shop.desk, again.id, Operation(title="کار", price=300, cost=100))
            assert (line.coverage, line.cost) == (kind, 100)
            assert line.price == (0 if kind is CoverageKind.BOUNCE else 300)

    @pytest.mark.parametrize(
        ("limits", "words"),
        [({"max_claims": 1}, "covers 1 visit"), ({"max_same_part": 1}, "covers part BRD-1 1 time")],
    )
    def test_the_visit_beyond_the_limit_is_paid(self, shop, limits, words):
        unit_id = with_card(shop, **limits)
        for serial, old in (("B-1", "OLD"), ("B-2", "B-1")):
            shop.stock_board(serial)
            order = shop.on_bench(unit_id=unit_id, cost_ceiling=10_000)
            line = order_lines.swap(shop.desk, order.id, Swap(serial, old))
            if serial == "B-1":
                assert (line.coverage, line.price) == (CoverageKind.WARRANTY, 0)
                step = order_steps.advance(
                    shop.desk, order.id, OrderState.READY, outcome=Outcome.REPAIRED, note="تعمیر شد"
                )  # fmt: skip
                hand_back(shop.desk, step.id)
        assert (line.coverage, line.price) == (CoverageKind.PAY, 1000)
        assert words in without_bidi_controls(Words("en").say(line.reason))
        again = choose_coverage(shop.desk, line.id, CoverageChoice(None))
        assert again.coverage is CoverageKind.PAY

    @pytest.mark.parametrize(("pct", "price"), [(100, 0), (50, 500), (33, 670), (1, 990)])
    def test_goodwill_covers_a_part_of_the_price(self, shop, pct, price):
        shop.stock_board("B-1")
        line = order_lines.swap(shop.desk, shop.on_bench().id, Swap("B-1", "OLD"))
        choice = CoverageChoice(CoverageKind.GOODWILL, pct, "مشتری قدیمی", "مدیر")
        line = choose_coverage(shop.desk, line.id, choice)
        assert (line.coverage, line.covered_pct, line.price, line.cost) == (CoverageKind.GOODWILL, pct, price, 650)
        back = choose_coverage(shop.desk, line.id, CoverageChoice(None))
        assert (back.coverage, back.price, back.goodwill_reason) == (CoverageKind.PAY, 1000, "")

    @pytest.mark.parametrize(
        ("choice", "field"),
        [
            (CoverageChoice(CoverageKind.GOODWILL, 100, "", "مدیر"), "reason"),
            (CoverageChoice(CoverageKind.GOODWILL, 100, "چون", ""), "approved_by"),
            (CoverageChoice(CoverageKind.GOODWILL, 0, "چون", "مدیر"), "pct"),
            (CoverageChoice(CoverageKind.SUPPLIER, 101, "چون"), "pct"),
            (CoverageChoice(CoverageKind.PAY, 0, " "), "reason"),
        ],
    )
    def test_a_decision_without_its_reason_is_refused(self, shop, choice, field):
        line = order_lines.add_operation(shop.desk, shop.on_bench().id, Operation(title="کار", price=300))
        refused(ValidationError, lambda: choose_coverage(shop.desk, line.id, choice), field)

    def test_a_refused_warranty_is_not_granted_by_hand(self, shop):
        unit_id = with_card(shop, excluded=("برد",))
        shop.stock_board("B-1")
        line = order_lines.swap(shop.desk, shop.on_bench(unit_id=unit_id).id, Swap("B-1", "OLD"))
        choice = CoverageChoice(CoverageKind.WARRANTY, 100, "چون", "مدیر")
        assert "goodwill" in refused(NotAllowed, lambda: choose_coverage(shop.desk, line.id, choice))


class TestRemoving:
    def test_a_swap_puts_both_back_where_they_were(self, shop):
        new, order = shop.stock_board("B-1"), shop.on_bench()
        line = order_lines.swap(shop.desk, order.id, Swap("B-1", "OLD"))
        gone = order_lines.remove_line(shop.desk, line.id, "سریال اشتباه اسکن شد")
        assert shop.where(new) == ("good_store", "new")
        assert shop.where(line.unit_out_id) == ("installed", "in_use")
        assert (gone.state, gone.removed_reason) == (LineState.REMOVED, "سریال اشتباه اسکن شد")
        assert order_lines.order_totals(shop.desk, order.id).to_pay == 0
        assert check.first_broken_record(shop.desk) is None
        again = order_lines.swap(shop.desk, order.id, Swap("B-1", "OLD"))
        assert again.unit_out_id == line.unit_out_id

    def test_is_refused_once_the_old_part_went_on(self, shop):
        shop.stock_board("B-1")
        line = order_lines.swap(shop.desk, shop.on_bench().id, Swap("B-1", "OLD"))
        with shop.desk.work() as now:
            stock_moves.move_unit(
                shop.desk, now, line.unit_out_id, Movement.CLAIMED, shop.place(Place.TRANSIT)
            )  # fmt: skip
        before = shop.everything()
        assert "moved on" in refused(NotAllowed, lambda: order_lines.remove_line(shop.desk, line.id, "اشتباه"))
        assert shop.everything() == before

    @pytest.mark.parametrize("reason", ["", "  ", "م" * 301])
    def test_needs_a_reason(self, shop, reason):
        line = order_lines.add_operation(shop.desk, shop.on_bench().id, Operation(title="کار"))
        refused(ValidationError, lambda: order_lines.remove_line(shop.desk, line.id, reason), "reason")

    def test_counted_parts_come_back_to_the_store(self, shop):
        shop.stock_screws(10)
        order = shop.on_bench()
        line = order_lines.use_parts(shop.desk, order.id, PartUse(shop.screw.id, 4, OldPart.FAULTY_STORE))
        assert (shop.quantity(Place.GOOD_STORE), shop.quantity(Place.FAULTY_STORE, Condition.FAULTY)) == (6, 4)
        assert (line.quantity, line.list_price, line.cost) == (4, 20, 12)
        order_lines.remove_line(shop.desk, line.id, "زیاد بود")
        assert (shop.quantity(Place.GOOD_STORE), shop.quantity(Place.FAULTY_STORE, Condition.FAULTY)) == (10, 0)


class TestOtherLines:
    def test_an_operation_takes_what_its_tariff_says_and_keeps_it(self, shop):
        tariff = tariffs.add_tariff(shop.desk, TariffDetails("T1", "تعویض برد", 45, 900, 300))
        order = shop.on_bench()
        line = order_lines.add_operation(shop.desk, order.id, Operation(tariff.id))
        tariffs.change_tariff(shop.desk, tariff.id, TariffDetails("T1", "تعویض برد", 45, 5000, 300))
        line = order_lines.get_line(shop.desk, line.id)
        assert (line.title, line.minutes, line.list_price, line.cost) == ("تعویض برد", 45, 900, 300)

    def test_a_planned_part_is_fulfilled_by_the_swap(self, shop):
        order = shop.on_bench()
        planned = order_lines.plan_part(shop.desk, order.id, shop.board.id)
        said = refused(
            NotAllowed,
            lambda: order_steps.advance(
                shop.desk, order_steps.advance(shop.desk, order.id, OrderState.WAITING_PART).id, OrderState.IN_REPAIR
            ),
        )
        assert "BRD-1" in said
        shop.stock_board("B-1")
        with shop.desk.work() as now:
            reservations.hand_on(shop.desk, now, shop.board.id, None)
        order_steps.advance(shop.desk, order.id, OrderState.IN_REPAIR)
        line = order_lines.swap(shop.desk, order.id, Swap("B-1", "OLD"))
        assert line.id == planned.id and line.state is LineState.DONE
        assert len(order_lines.list_lines(shop.desk, order.id)) == 1

    def test_a_planned_part_is_kept_in_the_store_for_its_order(self, shop):
        shop.stock_board("B-1")
        first, second = shop.on_bench(), shop.on_bench()
        planned = order_lines.plan_part(shop.desk, first.id, shop.board.id)
        said = refused(NotAllowed, lambda: order_lines.swap(shop.desk, second.id, Swap("B-1", "OLD")))
        assert "kept for order" in said
        order_lines.remove_line(shop.desk, planned.id, "لازم نشد")
        assert order_lines.swap(shop.desk, second.id, Swap("B-1", "OLD")).serial_in == "B-1"

    def test_a_planned_part_above_what_was_agreed_does_not_go_in(self, shop):
        shop.stock_board("B-1")
        order = shop.on_bench(cost_ceiling=999)
        order_lines.plan_part(shop.desk, order.id, shop.board.id)
        refused(NotAllowed, lambda: order_lines.swap(shop.desk, order.id, Swap("B-1", "OLD")))
        assert order_lines.list_lines(shop.desk, order.id)[0].state is LineState.PLANNED

    def test_goods_that_come_let_the_waiting_order_go_on(self, shop):
        order = shop.on_bench()
        order_lines.plan_part(shop.desk, order.id, shop.board.id)
        order_steps.advance(shop.desk, order.id, OrderState.WAITING_PART)
        assert Overlay.PART_ARRIVED not in get_workbench(shop.desk, order.id).overlays
        shop.stock_board("B-1")
        with shop.desk.work() as now:
            reservations.hand_on(shop.desk, now, shop.board.id, None)
        assert Overlay.PART_ARRIVED in get_workbench(shop.desk, order.id).overlays
        (row,) = lists.source(shop.desk, "bench", "waiting_part").first_rows("", False, 10)
        assert Overlay.PART_ARRIVED in row.overlays
        order_steps.advance(shop.desk, order.id, OrderState.IN_REPAIR)
        order_lines.swap(shop.desk, order.id, Swap("B-1", "OLD"))
        assert reservations.reservations_of(shop.desk, order.id) == []

    def test_more_counted_parts_than_there_are_is_refused(self, shop):
        shop.stock_screws(2)
        order = shop.on_bench()
        before = shop.everything()
        refused(NotAllowed, lambda: order_lines.use_parts(shop.desk, order.id, PartUse(shop.screw.id, 3)))
        assert shop.everything() == before

    def test_totals_add_up(self, shop):
        shop.stock_board("B-1")
        order = shop.on_bench(unit_id=with_card(shop))
        order_lines.swap(shop.desk, order.id, Swap("B-1", "OLD"))
        order_lines.add_operation(shop.desk, order.id, Operation(title="کار", price=400, cost=150))
        totals = order_lines.order_totals(shop.desk, order.id)
        assert (totals.list_price, totals.to_pay, totals.cost) == (1400, 400, 800)
        assert totals.list_price == totals.to_pay + sum(totals.covered.values())
