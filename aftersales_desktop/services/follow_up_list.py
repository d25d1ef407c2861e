"""The list of what has to be followed up: customers to call, loaners to get back, devices at other workshops."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NamedTuple

from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.domain.uncollected import AGE_TITLES, CallResult
from aftersales_desktop.i18n import N_
from aftersales_desktop.models.fields import day_value
from aftersales_desktop.services.list_query import ListFilter, ListOrder, ListQuery, by, by_day
from aftersales_desktop.services.query_parts import FIRST_CODE, FIRST_PHONE, OPEN_STATE_LIST, day_in_iran
from aftersales_desktop.services.settings import Settings


class FollowUpRow(NamedTuple):
    """One order with what is out of our hands about it; `since` is the day it became ready or came.

    `ages` are the days at which a device of its kind counts as older; `days` it waits now, `age` how many it passed.
    """

    id: int
    number: str
    owner_name: str
    phone: str
    model: str
    serial: str
    state: OrderState
    since: date
    shelf: str
    calls: int
    last_result: CallResult | None
    last_call: date | None
    comes_on: date | None
    letters: int
    loan_due: date | None
    outside_place: str
    outside_promise: date | None
    ages: tuple[int, ...]
    days: int = 0
    age: int = 0


_USUAL = Settings()


def _setting(name: str) -> str:
    """A setting of whole days, or its default."""
    return f"coalesce((SELECT value FROM setting WHERE key = '{name}'), {getattr(_USUAL, name)})"


_READY_ON = (
    f"(SELECT {day_in_iran('max(e.at)')} FROM order_event e WHERE e.order_id = o.id AND e.to_state = 'ready' "
    "AND e.from_state <> 'ready')"
)
"""The day it became ready; what happened while it waited does not count anew."""

_WAITED = f"julianday(?) - julianday({_READY_ON})"
_LAST_CALL = "(SELECT k.{column} FROM call k WHERE k.order_id = o.id ORDER BY k.id DESC LIMIT 1)"
_CALLED_ON = _LAST_CALL.format(column="at").replace("k.at", day_in_iran("k.at"))
_PROMISE_CHANGED = (
    "EXISTS (SELECT 1 FROM order_event e WHERE e.order_id = o.id AND e.kind = 'edited' "
    "AND json_extract(e.detail, '$.promised_on[0]') IS NOT NULL "
    f"AND e.at > coalesce({_LAST_CALL.format(column='at')}, ''))"
)
_READY = (
    "SELECT o.id FROM service_order o INDEXED BY service_order_state WHERE o.state = 'ready' AND o.archived_at IS NULL"
)
_OPEN = (
    "SELECT o.id FROM service_order o INDEXED BY service_order_state "
    f"WHERE o.archived_at IS NULL AND o.state IN {OPEN_STATE_LIST}"
)
_TO_CALL = (
    f"{_READY} AND {_WAITED} >= {_setting('call_after_days')} AND coalesce({_CALLED_ON}, '') < ? "
    f"AND coalesce({_LAST_CALL.format(column='comes_on')}, '') < ? UNION {_OPEN} AND {_PROMISE_CHANGED}"
)
_LETTERS = f"(SELECT count(*) FROM uncollected_letter w WHERE w.order_id = o.id AND w.ready_on = {_READY_ON})"
_LARGE = (
    "(SELECT g.code FROM unit t JOIN product_model d ON d.id = t.model_id JOIN category g ON g.id = d.category_id "
    "WHERE t.id = o.unit_id) IN (SELECT value FROM json_each(coalesce((SELECT value FROM setting "
    f"WHERE key = 'large_categories'), '{json.dumps(_USUAL.large_categories)}')))"
)
_FINAL_DAYS = f"CASE WHEN {_LARGE} THEN {_setting('final_letter_days_large')} ELSE {_setting('final_letter_days')} END"
_AGES = (
    _setting("call_after_days"), _setting("uncollected_days"), _setting("first_letter_days"),
    _setting("second_letter_days"), _FINAL_DAYS,
)  # fmt: skip
_AGE = f"(SELECT {' + '.join(f'(w.days >= {age})' for age in _AGES)} FROM (SELECT {_WAITED} AS days) w)"
"""How many of the five ages a ready device passed, as the domain counts it."""
_OF_AGE = f"{_READY} AND {_AGE} = {{age}}"
_LETTER_DUE = (
    f"{_READY} AND {_LETTERS} < 3 AND {_WAITED} >= CASE {_LETTERS} WHEN 0 THEN {_setting('first_letter_days')} "
    f"WHEN 1 THEN {_setting('second_letter_days')} ELSE {_FINAL_DAYS} END"
)
_OVER = (
    f"{_READY} AND EXISTS (SELECT 1 FROM uncollected_letter w WHERE w.order_id = o.id AND w.level = 3 "
    f"AND w.ready_on = {_READY_ON} AND w.answer_by < ?)"
)
_WILL_COME = f"{_READY} AND {_LAST_CALL.format(column='comes_on')} >= ?"
_WRONG = f"{_READY} AND {_LAST_CALL.format(column='result')} = 'wrong_number'"
_UNCOLLECTED = f"{_READY} AND {_WAITED} >= {_setting('uncollected_days')}"
_LENT = "SELECT order_id FROM loan WHERE returned_on IS NULL"
_OUTSIDE = "SELECT order_id FROM outside_job WHERE back_on IS NULL"
_NOT_BACK = f"{_OUTSIDE} AND coalesce(promised_on, date(sent_on, '+' || {_setting('outside_days')} || ' days')) < ?"
_PAGE = f"""
    SELECT o.id, o.number, c.name, {FIRST_PHONE}, trim(m.brand || ' ' || m.name), {FIRST_CODE}, o.state,
    CASE o.state WHEN 'ready' THEN coalesce({_READY_ON}, o.received_on) ELSE o.received_on END, o.shelf,
    (SELECT count(*) FROM call k WHERE k.order_id = o.id), {_LAST_CALL.format(column="result")}, {_CALLED_ON},
    {_LAST_CALL.format(column="comes_on")}, {_LETTERS},
    (SELECT min(l.due_on) FROM loan l WHERE l.order_id = o.id AND l.returned_on IS NULL),
    coalesce(j.place, ''), j.promised_on, json_array({", ".join(_AGES)})
    FROM service_order o JOIN customer c ON c.id = o.owner_id JOIN unit u ON u.id = o.unit_id
    JOIN product_model m ON m.id = u.model_id LEFT JOIN outside_job j ON j.order_id = o.id AND j.back_on IS NULL
    WHERE o.id IN (SELECT value FROM json_each(?))"""
_SINCE = f"CASE o.state WHEN 'ready' THEN coalesce({_READY_ON}, o.received_on) ELSE o.received_on END"
_OWNER = "CROSS JOIN customer c ON c.id = o.owner_id"


def _in(query: str) -> str:
    return f"o.id IN ({query})"


def _row(*values: Any) -> FollowUpRow:
    row = FollowUpRow(*values)
    return row._replace(
        state=OrderState(row.state), since=date.fromisoformat(values[7]),
        last_result=CallResult(values[10]) if values[10] else None, last_call=day_value(values[11]),
        comes_on=day_value(values[12]), loan_due=day_value(values[14]), outside_promise=day_value(values[16]),
        ages=tuple(json.loads(values[17])),
    )  # fmt: skip


def _on_day(row: FollowUpRow, today: date) -> FollowUpRow:
    days = (today - row.since).days if row.state is OrderState.READY else 0
    return row._replace(days=days, age=sum(days >= age for age in row.ages) if row.state is OrderState.READY else 0)


FOLLOW_UP = ListQuery(
    key="follow_up",
    table="service_order o",
    row_id="o.id",
    page=_PAGE,
    row=_row,
    filters=(
        ListFilter("to_call", N_("To call"), _in(_TO_CALL), ("today",) * 3),
        ListFilter("will_come", N_("Will come"), _in(_WILL_COME), ("today",)),
        ListFilter("wrong_number", N_("Wrong number"), _in(_WRONG)),
        ListFilter("uncollected", N_("Uncollected"), _in(_UNCOLLECTED), ("today",)),
        *(
            ListFilter(f"age_{age}", title, _in(_OF_AGE.format(age=age)), ("today",))
            for age, title in enumerate(AGE_TITLES, start=1)
        ),
        ListFilter("letter_due", N_("Letter due"), _in(_LETTER_DUE), ("today",)),
        ListFilter("over", N_("Notice is over"), _in(_OVER), ("today",)),
        ListFilter("loaners", N_("Loaners out"), _in(_LENT)),
        ListFilter("loaners_late", N_("Loaners late"), _in(f"{_LENT} AND due_on < ?"), ("today",)),
        ListFilter("outside", N_("Outside the centre"), _in(_OUTSIDE)),
        ListFilter("outside_late", N_("Not back yet"), _in(_NOT_BACK), ("today",)),
        ListFilter("all", N_("All"), _in(f"{_READY} UNION {_LENT} UNION {_OUTSIDE}")),
    ),
    orders=(
        ListOrder("since", **by(_SINCE, "o.id")),
        ListOrder("number", **by("o.number")),
        ListOrder("owner", **by("c.name_sort", "o.id"), join=_OWNER),
        ListOrder("called", **by_day(_CALLED_ON, "o.id")),
    ),
    usual=("since", False),
    on_day=_on_day,
    owner="o.owner_id",
    unit="o.unit_id",
)
