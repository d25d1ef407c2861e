"""Columns and filters of the list of warranty cards."""

from __future__ import annotations

from aftersales_desktop.domain.warranty import CARD_STATE_TITLES, CardState
from aftersales_desktop.i18n import N_
from aftersales_desktop.services.lists import CardListRow
from aftersales_desktop.ui.order_columns import device_column, owner_column
from aftersales_desktop.ui.verdicts import CARD_TONES
from aftersales_desktop.ui.widgets.chips_bar import Filter
from aftersales_desktop.ui.widgets.column import Column, ColumnKind
from aftersales_desktop.ui.widgets.kit import Kit


def _number(row: CardListRow, kit: Kit) -> str:
    return kit.words.own_number(row.number) if row.is_ours else kit.words.code(row.number)


def _issuer(row: CardListRow, _kit: Kit) -> str:
    return "" if row.is_ours else row.issuer


def _state(row: CardListRow, kit: Kit) -> str:
    return kit.words(CARD_STATE_TITLES[row.state])


def _until(row: CardListRow, kit: Kit) -> str:
    return kit.words.date(row.last_day) if row.last_day else "—"


def _how_far(row: CardListRow, kit: Kit) -> str:
    if row.last_day is None or row.state is not CardState.ACTIVE:
        return ""
    return kit.words.days_away(row.last_day, kit.today())


def _tone_of_end(row: CardListRow, kit: Kit) -> str:
    if row.last_day is None or row.state is not CardState.ACTIVE:
        return ""
    days = (row.last_day - kit.today()).days
    return "danger" if days < 0 else "warn" if days <= 30 else "ok"


CARD_COLUMNS = (
    Column(
        "number", N_("Card"), _number, _issuer, kind=ColumnKind.CODE, width=136, sort="number", sub_kind=ColumnKind.TEXT
    ),
    device_column(),
    owner_column(),
    Column(
        "state",
        N_("State"),
        _state,
        kind=ColumnKind.PILL,
        width=126,
        sort="state",
        tone=lambda row: CARD_TONES[row.state.value],
    ),
    Column(
        "last_day",
        N_("Valid until"),
        _until,
        _how_far,
        kind=ColumnKind.DATE,
        width=116,
        sort="last_day",
        sub_tone=_tone_of_end,
    ),
    Column(
        "started",
        N_("From"),
        lambda row, kit: kit.words.date(row.started_on) if row.started_on else "—",
        kind=ColumnKind.DATE,
        width=104,
        sort="started",
        secondary=True,
    ),
)
FILTERS = (
    Filter("active", N_("Active")),
    Filter("expiring", N_("Expire in 30 days")),
    Filter("expired", N_("Expired")),
    Filter("void", N_("Void")),
    Filter("raw", N_("Raw")),
    Filter("all", N_("All")),
)
