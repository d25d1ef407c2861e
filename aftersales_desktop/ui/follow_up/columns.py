"""Columns and filters of the list of what has to be followed up."""

from __future__ import annotations

from aftersales_desktop.domain.order_states import STATE_TITLES, OrderState
from aftersales_desktop.domain.outside_repair import place_name
from aftersales_desktop.domain.uncollected import CALL_RESULT_TITLES, CallResult
from aftersales_desktop.i18n import N_
from aftersales_desktop.services.lists import LISTS, FollowUpRow
from aftersales_desktop.ui.verdicts import STATE_TONES
from aftersales_desktop.ui.widgets.chips_bar import Filter
from aftersales_desktop.ui.widgets.column import Column, ColumnKind
from aftersales_desktop.ui.widgets.kit import Kit

_RESULT_TONES = {
    CallResult.ANSWERED: "ok",
    CallResult.NO_ANSWER: "warn",
    CallResult.BUSY: "warn",
    CallResult.WILL_COME: "ok",
    CallResult.WRONG_NUMBER: "danger",
}

_AGE_TONES = ("", "", "warn", "warn", "danger", "danger")
_AGE_WORDS = ("", N_("To call"), N_("Storage runs"), N_("First reminder"), N_("Second reminder"), N_("Final notice"))


def _last_call(row: FollowUpRow, kit: Kit) -> str:
    if row.last_result is None:
        return "—"
    title = kit.words(CALL_RESULT_TITLES[row.last_result])
    return f"{title} {kit.words.date(row.comes_on)}" if row.comes_on else title


def _days(row: FollowUpRow, kit: Kit) -> str:
    """How long a ready device waits."""
    return kit.words.number(row.days) if row.state is OrderState.READY else ""


def _age(row: FollowUpRow, kit: Kit) -> str:
    """What begins at its age, by the clocks of its kind of device."""
    return kit.words(_AGE_WORDS[row.age]) if row.age else ""


def _calls(row: FollowUpRow, kit: Kit) -> str:
    """When it was, and how many calls there were."""
    if not row.calls or row.last_call is None:
        return ""
    return f"{kit.words.days_away(row.last_call, kit.today())} ({kit.words.number(row.calls)})"


def _out(row: FollowUpRow, kit: Kit) -> str:
    """What of ours, or of theirs, is elsewhere."""
    if row.loan_due is not None:
        return kit.words("Loaner")
    return kit.words.value(place_name(row.outside_place)) if row.outside_place else ""


def _out_until(row: FollowUpRow, kit: Kit) -> str:
    day = row.loan_due or row.outside_promise
    return kit.words.date(day) if day is not None else ""


def _out_tone(row: FollowUpRow, kit: Kit) -> str:
    day = row.loan_due or row.outside_promise
    return "danger" if day is not None and day < kit.today() else ""


FOLLOW_UP_COLUMNS = (
    Column(
        "number", N_("Number"), lambda row, kit: kit.words.own_number(row.number), kind=ColumnKind.CODE, width=124,
        sort="number",
    ),
    Column(
        "owner", N_("Customer"), lambda row, kit: kit.words.value(row.owner_name),
        lambda row, kit: kit.words.phone(row.phone) if row.phone else "", width=150, stretch=True, sort="owner",
        sub_kind=ColumnKind.CODE,
    ),
    Column(
        "model", N_("Device"), lambda row, kit: kit.words.value(row.model),
        lambda row, kit: kit.words.code(row.serial), width=140, stretch=True, sub_kind=ColumnKind.CODE,
    ),
    Column(
        "state", N_("State"), lambda row, kit: kit.words(STATE_TITLES[row.state]), kind=ColumnKind.PILL, width=130,
        secondary=True, tone=lambda row: STATE_TONES[row.state.value],
    ),
    Column(
        "since", N_("Since"), lambda row, kit: kit.words.date(row.since),
        lambda row, kit: kit.words.days_away(row.since, kit.today()), kind=ColumnKind.DATE, width=108, sort="since",
        sub_tone=lambda row, kit: "warn" if row.state is OrderState.READY and row.letters else "",
    ),
    Column(
        "days", N_("Days"), _days, _age, kind=ColumnKind.NUMBER, width=96, sort="since",
        sub_tone=lambda row, _kit: _AGE_TONES[row.age],
    ),
    Column(
        "called", N_("Last call"), _last_call, _calls, width=126, sort="called",
        sub_tone=lambda row, _kit: _RESULT_TONES.get(row.last_result, ""),
    ),
    Column("out", N_("Elsewhere"), _out, _out_until, width=106, sub_tone=_out_tone),
    Column("shelf", N_("Shelf"), lambda row, kit: row.shelf, kind=ColumnKind.CODE, width=72, secondary=True),
)  # fmt: skip
FILTERS = tuple(Filter(one.key, one.title) for one in LISTS["follow_up"].filters)
