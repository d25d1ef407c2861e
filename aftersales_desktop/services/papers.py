"""What a paper needs from the file: the centre's own lines, and the record behind a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.domain.own_numbers import read_own_number
from aftersales_desktop.domain.slips import SlipKind
from aftersales_desktop.i18n import Message
from aftersales_desktop.services import (
    claim_rows,
    estimates,
    leaving,
    loaners,
    order_rows,
    prints,
    refusals,
    slip_rows,
    uncollected,
    warranty,
)
from aftersales_desktop.services.cells import find_labels
from aftersales_desktop.services.disposal_minutes import MinutesPaper, find_minutes
from aftersales_desktop.services.faulty_labels import find_faulty_part
from aftersales_desktop.services.life import find_life
from aftersales_desktop.services.settings import load_settings, read_logo
from aftersales_desktop.services.work import Desk


@dataclass(frozen=True)
class Centre:
    """The service centre as papers show it; `logo` is the bytes of a picture, or empty.

    `labels` is how many labels a device gets; 0 is one for the device and one for each accessory.
    """

    name: str
    phone: str
    address: str
    hours: str
    economic_number: str
    logo: bytes
    receipt_terms: dict[str, str]
    money_unit: str
    labels: int = 0


@dataclass(frozen=True)
class PrintableRecord:
    """A record to be put on paper; `copy` is 0 for the original and counts further copies."""

    document: str
    record_uuid: str
    number: str
    row: Any
    copy: int
    at: datetime


def centre(desk: Desk) -> Centre:
    """The head of every paper."""
    settings = load_settings(desk)
    return Centre(
        name=settings.centre_name, phone=settings.centre_phone, address=settings.centre_address,
        hours=settings.centre_hours, economic_number=settings.centre_economic_number, logo=read_logo(desk),
        receipt_terms={"fa": settings.receipt_terms_fa, "en": settings.receipt_terms_en},
        money_unit=settings.money_unit, labels=settings.label_count if settings.label_copies == "fixed" else 0,
    )  # fmt: skip


def printable(desk: Desk, document: str, number: str) -> PrintableRecord:
    """The record for a paper by its number; "any" is the newest. NotFound when there is none."""
    if document not in _FINDERS:
        raise NotFound(Message("There is no paper called {name}.", name=document))
    row = _FINDERS[document](desk, number)
    return PrintableRecord(document, row.uuid, row.number, row, prints.next_copy(desk, document, row.uuid), desk.now())


def _find_reception(desk: Desk, number: str) -> order_rows.ReceptionRow:
    return order_rows.find_reception(desk, _as_written(number))


def _find_order(desk: Desk, number: str) -> order_rows.OrderRow:
    wanted = _as_written(number)
    reception = order_rows.find_reception(desk, wanted)
    return next((order for order in reception.orders if order.number == wanted), reception.orders[0])


def _find_estimate(desk: Desk, number: str) -> estimates.EstimatePaper:
    """By the number on the paper, or by the order's: then the newest version."""
    order, _mark, version = number.upper().partition("-V")
    if not version.isdecimal():
        return estimates.find_paper(desk, _as_written(number))
    return estimates.find_paper(desk, _as_written(order), int(version))


def _find_exit(desk: Desk, number: str) -> leaving.ExitSlip:
    return leaving.find_exit_slip(desk, _as_written(number))


def _as_written(number: str) -> str:
    """The number of an order in the form the file keeps, from any digits and separators, typed or scanned."""
    if number == "any":
        return number
    read = read_own_number(number)
    if read is None:
        return text.clean_code(number)
    if read.problem is not None:
        raise NotFound(read.problem)
    return read.number


def _find_card(desk: Desk, number: str) -> Any:
    if number != "any":
        return warranty.find_card(desk, number)
    rows = desk.rows(
        "SELECT w.id FROM warranty_card w JOIN issuer i ON i.id = w.issuer_id "
        "WHERE w.state = 'active' AND i.is_ours = 1 ORDER BY w.id DESC LIMIT 1"
    )
    if not rows:
        raise NotFound(Message("There is no warranty card yet."))
    return warranty.get_card(desk, rows[0][0])


def _find_claim(desk: Desk, number: str) -> claim_rows.ClaimRow:
    return claim_rows.find_claim(desk, number if number == "any" else text.clean_code(number).upper())


def _find_loan(desk: Desk, number: str) -> loaners.LoanRow:
    return loaners.find_loan(desk, _as_written(number))


def _find_letter(desk: Desk, number: str) -> uncollected.LetterPaper:
    return uncollected.find_letter(desk, _as_written(number))


def _find_minutes(desk: Desk, number: str) -> MinutesPaper:
    return find_minutes(desk, _as_written(number))


def _find_refusal(desk: Desk, number: str) -> refusals.RefusalRow:
    return refusals.find_refusal(desk, number if number == "any" else _as_written(number))


def _find_slip(kind: SlipKind, desk: Desk, number: str) -> slip_rows.SlipRow:
    return slip_rows.find_slip(desk, number, kind)


@dataclass(frozen=True)
class BlankPage:
    """A page that shows no record."""

    uuid: str = "test-page"
    number: str = "0"


def _test_page(_desk: Desk, _number: str) -> BlankPage:
    return BlankPage()


_FINDERS: dict[str, Callable[[Desk, str], Any]] = {
    "warranty-card": _find_card,
    "intake-receipt": _find_reception,
    "device-label": _find_order,
    "estimate": _find_estimate,
    "exit-slip": _find_exit,
    "work-sheet": _find_order,
    "claim-list": _find_claim,
    "loaner-slip": _find_loan,
    "uncollected-letter": _find_letter,
    "disposal-minutes": _find_minutes,
    "refusal-letter": _find_refusal,
    "device-biography": find_life,
    **{name: partial(_find_slip, kind) for kind, name in slip_rows.SLIP_DOCUMENTS.items()},
    "faulty-bag-label": find_faulty_part,
    "cell-labels": find_labels,
    "test-page": _test_page,
}
