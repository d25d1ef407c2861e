"""Slips of the store and a faulty part, made without a database: usual ones, and the longest the file can hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from aftersales_desktop.domain.own_numbers import slip_number
from aftersales_desktop.domain.slips import SlipKind
from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.services.faulty_labels import FaultyLabelRow
from aftersales_desktop.services.slip_rows import SLIP_DOCUMENTS, SlipLineRow, SlipRow

NOW = datetime(2025, 11, 23, 6, 42, tzinfo=UTC)
TODAY = date(2025, 11, 23)
LONG_NAME = ("برد اصلی تلویزیون هوشمند ۵۵ اینچ Side-by-Side RS70R5001M9/WT سری ۲۰۲۵ پلاس " * 3)[:159].strip()
LONG_SERIAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789WXYZ"
LONG_WORDS = ("انبار مرکزی، شیفت عصر، زیر نظر مدیر خدمات پس از فروش و ناظر کیفیت " * 7)[:399].strip()


def line(place: int = 1, **changes: Any) -> SlipLineRow:
    usual = SlipLineRow(
        move_id=place, part_id=1, part_code="BRD-TV55", part_name="برد اصلی تلویزیون", unit_word="عدد",
        quantity=1, unit_id=place, serial=f"TVM{place:07}", before=Condition.NEW, after=Condition.NEW, cost=68_000_000,
        warranty_until=TODAY, movement=Movement.RECEIVED, source=Place.SUPPLIER, source_name="سپاهان",
        target=Place.GOOD_STORE, target_name="",
    )  # fmt: skip
    return replace(usual, **changes)


def counted(quantity: int = 12, **changes: Any) -> SlipLineRow:
    return line(quantity=quantity, part_code="BLT-1270", part_name="تسمه موتور", unit_word="", unit_id=None, serial="",
                **changes)  # fmt: skip


def slip(kind: SlipKind = SlipKind.RECEIPT, **changes: Any) -> SlipRow:
    usual = SlipRow(
        id=1, uuid="slip", number=slip_number(kind.value, 1404, 12), kind=kind, at=NOW, on_day=TODAY, supplier_id=1,
        supplier_name="قطعات الکترونیک سپاهان" if kind is SlipKind.RECEIPT else "", staff_id=1,
        staff_name="" if kind is SlipKind.RECEIPT else "حسین رضایی", order_number="01-04-00012-7",
        their_number="F-2041", given_by="بابک کاظمی", received_by="حسین رضایی", witnesses="سمیه تقوی",
        note="از بازار", actor="مریم کاظمی",
        taken_back_at=None, taken_back_reason="", lines=(line(1), line(2), counted()),
    )  # fmt: skip
    return replace(usual, **changes)


def long_slip(kind: SlipKind) -> SlipRow:
    """Every text as long as it may be, more lines than one page holds, and taken back."""
    longest = {"part_name": LONG_NAME, "part_code": LONG_SERIAL, "unit_word": "کیلوگرم خالص سنگین"[:20]}
    lines = [line(place, serial=LONG_SERIAL, **longest) for place in range(1, 20)]
    lines += [counted(1_000_000, move_id=place, after=Condition.HEALTHY_USED, movement=Movement.COUNTED,
                      target=Place.LOST) for place in range(20, 40)]  # fmt: skip
    return slip(
        kind, supplier_name=LONG_NAME[:119], staff_name=LONG_NAME[:119], their_number=LONG_SERIAL,
        given_by=LONG_NAME[:119], received_by=LONG_NAME[:119], witnesses=LONG_WORDS[:239], note=LONG_WORDS,
        taken_back_at=NOW, taken_back_reason=LONG_WORDS, lines=tuple(lines),
    )  # fmt: skip


def faulty(**changes: Any) -> FaultyLabelRow:
    usual = FaultyLabelRow(
        uuid="unit", number="TVM0000001", part_code="BRD-TV55", part_name="برد اصلی تلویزیون", on_day=TODAY,
        order_number="01-04-00012-7", staff_name="حسین رضایی", warranty_until=TODAY, note="روشن نمی‌شود",
    )  # fmt: skip
    return replace(usual, **changes)


def long_faulty() -> FaultyLabelRow:
    return faulty(number=LONG_SERIAL, part_code=LONG_SERIAL, part_name=LONG_NAME, staff_name=LONG_NAME[:119])


SAMPLES: dict[str, Callable[[], Any]] = {
    **{name: partial(slip, kind) for kind, name in SLIP_DOCUMENTS.items()},
    "faulty-bag-label": faulty,
}
HARD: dict[str, dict[str, Callable[[], Any]]] = {
    **{
        name: {"usual": partial(slip, kind), "empty": partial(slip, kind, lines=(), note=""),
               "longest": partial(long_slip, kind)}
        for kind, name in SLIP_DOCUMENTS.items()
    },
    "faulty-bag-label": {"usual": faulty, "bare": partial(faulty, order_number="", staff_name="", warranty_until=None),
                         "longest": long_faulty},
}  # fmt: skip
