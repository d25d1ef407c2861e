"""Rows for the papers of an order's end: an estimate with a choice, a device that left with a swapped part."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from aftersales_desktop.domain.coverage import CoverageKind, LineKind, LineState, OldPart, Payer
from aftersales_desktop.domain.estimates import EstimateState, PlannedLine
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.services.departures import Departure
from aftersales_desktop.services.estimates import AnswerRow, EstimatePaper, EstimateRow
from aftersales_desktop.services.leaving import ExitSlip
from aftersales_desktop.services.line_rows import LineRow
from aftersales_desktop.services.quality import QualityRow
from tests.printing import samples

BOARD = PlannedLine(LineKind.PART, "برد اصلی یخچال RT46", 62_000_000)
LABOUR = PlannedLine(LineKind.LABOUR, "تعویض برد و تست", 9_000_000, covered=9_000_000)
USED = PlannedLine(LineKind.PART, "برد کارکرده با سه ماه ضمانت", 31_000_000, option=2)


def estimate(*lines: PlannedLine, **changes: Any) -> EstimatePaper:
    order = samples.order()
    usual = EstimateRow(
        id=1, uuid="estimate", order_id=order.id, order_number=order.number, version=2, state=EstimateState.ISSUED,
        issued_at=samples.NOW, valid_until=samples.TODAY + timedelta(days=7), chosen_option=None,
        note="قطعهٔ نو سه روز کاری پس از تأیید می‌رسد.", currency="IRR", lines=lines or (BOARD, LABOUR, USED), answers=(),
    )  # fmt: skip
    row = replace(usual, **changes)
    return EstimatePaper(row.uuid, row.number, row, order)


def answered_estimate() -> EstimatePaper:
    answer = AnswerRow("approved", 2, 31_000_000, "رضا احمدی", "phone", "باشد", samples.NOW, "مریم کیانی")
    return estimate(state=EstimateState.APPROVED, chosen_option=2, answers=(answer,))


def long_estimate() -> EstimatePaper:
    lines = tuple(
        PlannedLine(LineKind.PART, samples.LONG_NAME[:118], 8 * 10**10, 10**9, option=option, quantity=999_999)
        for option in (1, 2, 3)
        for _line in range(12)
    )
    return estimate(*lines, note=samples.LONG_NAME * 6)


def line(**changes: Any) -> LineRow:
    usual = LineRow(
        id=1, uuid="line", rev=1, order_id=1, position=1, kind=LineKind.PART, state=LineState.DONE, title="برد اصلی",
        tariff_id=None, part_id=1, part_code="MB-1", quantity=1, minutes=0, technician_id=1, technician_name="رضا",
        done_on=samples.TODAY, cost=40_000_000, list_price=62_000_000, price=62_000_000, currency="IRR",
        coverage=CoverageKind.PAY, covered_pct=0, payer=Payer.CUSTOMER, reason=None, goodwill_reason="",
        approved_by="", unit_in_id=1, serial_in="MB-77120", unit_out_id=2, serial_out="MB-31118",
        old_part=OldPart.CUSTOMER, no_old_reason=None, warranty_until=samples.TODAY + timedelta(days=180),
        removed_reason="", tariff_code="",
    )  # fmt: skip
    return replace(usual, **changes)


def labour() -> LineRow:
    return line(
        kind=LineKind.LABOUR, title="تعویض برد و تست", part_id=None, unit_in_id=None, unit_out_id=None, serial_in="",
        serial_out="", old_part=None, list_price=9_000_000, price=0, coverage=CoverageKind.WARRANTY,
    )  # fmt: skip


def exit_slip(*lines: LineRow, **changes: Any) -> ExitSlip:
    lines = lines or (line(), labour())
    order = samples.order(
        state=OrderState.DELIVERED, outcome=Outcome.REPAIRED, delivered_on=samples.TODAY, receiver_name="علی احمدی"
    )
    payable = sum(one.price for one in lines)
    departure = Departure(
        order=order, visit=samples.reception(order), lines=lines, old_parts=(), loaners=(), payable=payable,
        deposit=5_000_000, balance=payable - 5_000_000,
    )  # fmt: skip
    usual = ExitSlip(
        uuid=order.uuid, number=order.number, departure=departure, left_at=samples.NOW, handed_over_by="مریم کیانی",
        receiver_relation="پسر", receiver_document="کارت ملی", accessories=(order.accessories[0].code,),
        closing_seal="PL-55120", was_tested=True, settled="card",
        checks=(QualityRow(samples.NOW, "نسرین امینی", True, ("روشن می‌شود", "بدون صدا"), ""),),
    )  # fmt: skip
    return replace(usual, **changes)


def long_exit() -> ExitSlip:
    long = line(title=samples.LONG_NAME[:110], serial_in=samples.LONG_SERIAL, serial_out=samples.LONG_SERIAL)
    many = (long,) * 30
    return exit_slip(*many, receiver_document=samples.LONG_NAME[:60])
