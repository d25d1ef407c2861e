"""Columns and filters of the list of claims."""

from __future__ import annotations

from aftersales_desktop.domain.money import sum_text
from aftersales_desktop.domain.supplier_claims import CLAIM_STATE_TITLES, ClaimState, age_of
from aftersales_desktop.i18n import N_
from aftersales_desktop.services.lists import LISTS, ClaimListRow
from aftersales_desktop.ui.widgets.chips_bar import Filter
from aftersales_desktop.ui.widgets.column import Column, ColumnKind
from aftersales_desktop.ui.widgets.kit import Kit

STATE_TONES = {ClaimState.OPEN: "info", ClaimState.SENT: "warn", ClaimState.SETTLED: "ok"}
_AGE_TONES = ("", "", "warn", "danger")


def _lines(row: ClaimListRow, kit: Kit) -> str:
    return kit.words.number(row.lines)


def _waiting(row: ClaimListRow, kit: Kit) -> str:
    return kit.words.plural("{count} waits", "{count} wait", row.waiting) if row.waiting else ""


def _sent(row: ClaimListRow, kit: Kit) -> str:
    return kit.words.date(row.sent_on) if row.sent_on else "—"


def _how_long(row: ClaimListRow, kit: Kit) -> str:
    if row.sent_on is None or row.state is not ClaimState.SENT:
        return ""
    return kit.words.days_away(row.sent_on, kit.today())


def _age_tone(row: ClaimListRow, kit: Kit) -> str:
    return _AGE_TONES[age_of(row.sent_on, kit.today())] if row.state is ClaimState.SENT else ""


CLAIM_COLUMNS = (
    Column(
        "number", N_("Claim"), lambda row, kit: kit.words.own_number(row.number),
        lambda row, kit: kit.words.code(row.their_number) if row.their_number else "", kind=ColumnKind.CODE, width=130,
        sort="number", sub_kind=ColumnKind.CODE,
    ),
    Column(
        "supplier", N_("Supplier"), lambda row, kit: kit.words.value(row.supplier_name), width=160, stretch=True,
        sort="supplier",
    ),
    Column(
        "state", N_("State"), lambda row, kit: kit.words(CLAIM_STATE_TITLES[row.state]), kind=ColumnKind.PILL,
        width=140, tone=lambda row: STATE_TONES[row.state],
    ),
    Column("lines", N_("Lines"), _lines, _waiting, kind=ColumnKind.NUMBER, width=90),
    Column("sent", N_("Sent on"), _sent, _how_long, kind=ColumnKind.DATE, width=112, sort="sent", sub_tone=_age_tone),
    Column(
        "money", N_("Expected"), lambda row, kit: kit.words.say(sum_text(row.expected)),
        lambda row, kit: kit.words("{amount} came", amount=sum_text(row.received)) if row.received else "", width=170,
    ),
)  # fmt: skip
FILTERS = tuple(Filter(one.key, one.title) for one in LISTS["claims"].filters)
