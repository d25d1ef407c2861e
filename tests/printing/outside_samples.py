"""Rows for the papers of claims, loaners, uncollected devices and refusals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from aftersales_desktop.domain.identifiers import claim_number, minutes_number
from aftersales_desktop.domain.stock import Condition
from aftersales_desktop.domain.supplier_claims import ClaimState, LineState
from aftersales_desktop.domain.uncollected import CallResult, Fate
from aftersales_desktop.domain.warranty import VoidReason, VoidRecord, VoidScope
from aftersales_desktop.i18n import OwnNumber
from aftersales_desktop.services.calls import CallRow
from aftersales_desktop.services.card_rows import VoidRow
from aftersales_desktop.services.claim_rows import ClaimLineRow, ClaimRow
from aftersales_desktop.services.disposal_minutes import MinutesPaper
from aftersales_desktop.services.loaners import LoanRow
from aftersales_desktop.services.refusals import RefusalRow
from aftersales_desktop.services.uncollected import DisposalRow, LetterPaper, LetterRow
from tests.printing import samples
from tests.printing.samples import NOW, TODAY, long_words

DUE = date(2025, 12, 7)


def claim_line(place: int = 1, **changes: Any) -> ClaimLineRow:
    usual = ClaimLineRow(
        id=place, part_id=1, part_code="BRD-410", part_name="برد اصلی ماشین ظرفشویی", unit_id=place,
        serial=f"B41-{place:05}", quantity=1, condition="faulty", fault="خروجی ندارد", state=LineState.SENT,
        expected=18_500_000, received=0, answered_on=None, answer_note="", replacement_id=None, replacement_serial="",
        previous_id=None, earlier_claim="", claimable_until=date(2026, 3, 1),
    )  # fmt: skip
    return replace(usual, **changes)


def claim(*lines: ClaimLineRow, **changes: Any) -> ClaimRow:
    counted = claim_line(2, part_name="خازن ۴۷۰ میکروفاراد", part_code="CAP-470", unit_id=None, serial="", quantity=5)
    usual = ClaimRow(
        id=1, uuid="claim", number=claim_number(1404, 12), state=ClaimState.SENT, supplier_id=1,
        supplier_name="بازرگانی قطعات نوین", supplier_phone="02133900000", supplier_address="تهران، لاله‌زار نو",
        their_number="", waybill="TX-48812", note="", sent_on=TODAY, arrived_on=None, settled_on=None,
        created_by="مریم", lines=lines or (claim_line(), counted),
    )  # fmt: skip
    return replace(usual, **changes)


def answered_claim() -> ClaimRow:
    return claim(
        claim_line(1, state=LineState.REPLACED, replacement_id=9, replacement_serial="B41-99001"),
        claim_line(2, state=LineState.REJECTED, answer_note="آثار ضربه دیده شد", earlier_claim=claim_number(1404, 3)),
        claim_line(3, state=LineState.CREDITED, received=18_000_000),
        state=ClaimState.SETTLED, settled_on=TODAY, their_number="RMA-2207",
    )  # fmt: skip


def long_claim() -> ClaimRow:
    lines = [
        claim_line(
            place, part_name=samples.LONG_MODEL, part_code="C" * 40, serial=samples.LONG_SERIAL, fault=long_words(300),
            state=LineState.REJECTED, answer_note=long_words(300), expected=10**12,
        )
        for place in range(1, 25)
    ]  # fmt: skip
    return claim(
        *lines, supplier_name=samples.LONG_NAME, supplier_address=long_words(400), their_number="R" * 60,
        waybill="W" * 60, note=long_words(1000), state=ClaimState.SETTLED,
    )  # fmt: skip


def loan(**changes: Any) -> LoanRow:
    usual = LoanRow(
        id=1, uuid="loan", order_id=1, order_number=samples.order().number, owner=samples.customer(),
        device=samples.unit(), loaner=samples.unit("LN-0003351", model="VC-1800"), lent_on=TODAY, due_on=DUE,
        value=80_000_000, deposit=10_000_000, currency="IRR", condition_words="سالم، بی‌خط، با شارژر",
        returned_on=None, condition_back=None, back_words="", created_by="مریم کیانی",
    )  # fmt: skip
    return replace(usual, **changes)


def returned_loan() -> LoanRow:
    return loan(returned_on=DUE, condition_back=Condition.SUSPECT, back_words="درِ مخزن ترک خورده است", deposit=0)


def long_loan() -> LoanRow:
    return loan(
        owner=samples.long_customer(), device=samples.long_unit(), loaner=samples.long_unit(), value=10**12,
        deposit=10**12, condition_words=long_words(300), returned_on=DUE, condition_back=Condition.FAULTY,
        back_words=long_words(300), created_by=long_words(60),
    )  # fmt: skip


def call(place: int, result: CallResult = CallResult.NO_ANSWER, **changes: Any) -> CallRow:
    usual = CallRow(NOW - timedelta(days=90 - place), "مریم کیانی", "09123456789", result, None, "پیغام گذاشته شد.")
    return replace(usual, **changes)


def letter(level: int = 1, *calls: CallRow, **changes: Any) -> LetterPaper:
    row = LetterRow(1, "letter", level, date(2025, 8, 20), TODAY, DUE, 1_660_000, NOW)
    made = calls or (
        call(1), call(12, CallResult.BUSY), call(30, CallResult.WILL_COME, comes_on=date(2025, 10, 1)),
        call(50, CallResult.WRONG_NUMBER, note=""),
    )  # fmt: skip
    return replace(LetterPaper(samples.order(), row, 95, made), **changes)


def minutes(**changes: Any) -> MinutesPaper:
    kept = DisposalRow(
        1, "minutes", minutes_number(1404, 3), 1, "مریم صدری", "بهرام کاظمی",
        "مشتری با سه نامه و چند تماس نیامد؛ دستگاه فرسوده است و اسقاط می‌شود.", Fate.SCRAP, TODAY,
    )  # fmt: skip
    written = tuple(LetterRow(n, f"l{n}", n, date(2025, 7, 1), date(2025, 7 + n, 9), DUE, 0, NOW) for n in (1, 2, 3))
    usual = MinutesPaper(kept, samples.order(), date(2025, 7, 1), 1_660_000, 830_000, written, letter().calls)
    return replace(usual, **changes)


def long_minutes() -> MinutesPaper:
    usual, long = minutes(), long_letter()
    kept = replace(usual.minutes, manager=samples.LONG_NAME, witness=samples.LONG_NAME, words=long_words(1000))
    return replace(usual, minutes=kept, order=long.order, calls=long.calls)


def long_letter() -> LetterPaper:
    order = samples.long_order()
    made = [call(place, note=long_words(400), actor=long_words(60)) for place in range(40)]
    return letter(3, *made, order=order)


def refusal(*records: VoidRecord, **changes: Any) -> RefusalRow:
    found = records or (
        VoidRecord(VoidScope.DEVICE, (VoidReason.LIQUID, VoidReason.SEAL_OPENED), "آثار آب روی برد دیده شد", TODAY),
    )
    voids = tuple(VoidRow(1, record, "گزارش کارشناس", "مریم", None, "", "") for record in found)
    order = samples.order()
    usual = RefusalRow(
        order.uuid, order.number, True, order.number, order.owner, order.unit, TODAY, OwnNumber(samples.card().number),
        samples.verdicts()[0].reason, voids,
    )  # fmt: skip
    return replace(usual, **changes)


def expired_refusal() -> RefusalRow:
    return refusal(voids=(), card_number="")


def long_refusal() -> RefusalRow:
    record = VoidRecord(
        VoidScope.PARTS, tuple(VoidReason), long_words(400), TODAY,
        part_groups=tuple(f"گروه قطعات شمارهٔ {place} و وابسته‌های آن" for place in range(30)),
    )  # fmt: skip
    row = refusal(*[record] * 4, owner=samples.long_customer(), unit=samples.long_unit())
    return replace(row, voids=tuple(replace(void, evidence=long_words(400)) for void in row.voids))


SAMPLES: dict[str, Any] = {
    "claim-list": claim,
    "loaner-slip": loan,
    "uncollected-letter": letter,
    "disposal-minutes": minutes,
    "refusal-letter": refusal,
}
HARD: dict[str, dict[str, Any]] = {
    "claim-list": {"usual": claim, "answered": answered_claim, "longest": long_claim},
    "loaner-slip": {"usual": loan, "returned": returned_loan, "longest": long_loan},
    "uncollected-letter": {
        "first": letter,
        "second": lambda: letter(2),
        "final": lambda: letter(3),
        "without calls": lambda: letter(calls=()),
        "longest": long_letter,
    },
    "disposal-minutes": {
        "usual": minutes,
        "nothing tried": lambda: minutes(letters=(), calls=()),
        "longest": long_minutes,
    },
    "refusal-letter": {"usual": refusal, "expired": expired_refusal, "longest": long_refusal},
}
