"""Parts with serials: which one a scanned code means, and where it is in one sentence that says what to do."""

from __future__ import annotations

from dataclasses import dataclass

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.domain.stock import CONDITION_TITLES, Condition, Place, Thing
from aftersales_desktop.i18n import N_, Code, Message
from aftersales_desktop.services.query_parts import FIRST_CODE
from aftersales_desktop.services.reading import Rows

_UNITS = f"""
    SELECT u.id, u.kind, u.part_id, u.condition, u.location_id, l.kind, coalesce(nullif(l.name, ''), l.code),
    {FIRST_CODE}, coalesce(p.code, ''), coalesce(p.name, trim(m.brand || ' ' || m.name)), coalesce(c.name, ''),
    coalesce((SELECT i.value FROM unit_identifier i WHERE i.unit_id = u.parent_id AND i.removed_at IS NULL
    AND i.kind IN ('serial', 'tag') ORDER BY i.kind, i.position LIMIT 1), '')
    FROM unit u JOIN location l ON l.id = u.location_id JOIN product_model m ON m.id = u.model_id
    LEFT JOIN part p ON p.id = u.part_id LEFT JOIN customer c ON c.id = u.owner_id"""
_BY_CODE = f"""{_UNITS} WHERE u.archived_at IS NULL AND u.id IN (SELECT unit_id FROM unit_identifier
    WHERE value_norm = ? AND removed_at IS NULL) ORDER BY u.kind DESC, u.id DESC"""
_BY_ID = f"{_UNITS} WHERE u.id = ?"


@dataclass(frozen=True)
class StockUnit:
    """A thing with a serial and where it is; `holder` names that place, `device` the serial of what it is inside."""

    id: int
    kind: Thing
    part_id: int | None
    condition: Condition
    place_id: int
    place: Place
    holder: str
    serial: str
    part_code: str
    name: str
    owner: str
    device: str


def find_stock_units(desk: Rows, code: str) -> list[StockUnit]:
    """Everything that bears this serial or tag: parts first, the newest first."""
    norm = text.code_norm(code)
    return [_unit(*row) for row in desk.rows(_BY_CODE, norm)] if norm else []


def get_stock_unit(desk: Rows, unit_id: int) -> StockUnit:
    """One thing; NotFound when there is none."""
    rows = desk.rows(_BY_ID, unit_id)
    if not rows:
        raise NotFound(Message("This part is not in the file any more. Refresh the list."))
    return _unit(*rows[0])


def _unit(*row: object) -> StockUnit:
    unit_id, kind, part_id, condition, place_id, place, *rest = row
    return StockUnit(unit_id, Thing(kind), part_id, Condition(condition), place_id, Place(place), *rest)


_SENTENCES = {
    Place.GOOD_STORE: N_("{serial} is in the parts store. Issue it to a bench first."),
    Place.FAULTY_STORE: N_("{serial} is faulty and lies in the store of faulty parts. Take another one."),
    Place.QUARANTINE: N_("{serial} is in quarantine. Take another one until it was checked."),
    Place.BENCH: N_("{serial} is on the bench of {holder}. Take it back from there first."),
    Place.INSTALLED: N_("{serial} is inside the device {device}. Take it out on the bench first."),
    Place.CUSTOMER: N_("{serial} was given to a customer. It is no longer ours to move."),
    Place.SUPPLIER: N_("{serial} is at the supplier {holder}. Receive it from there first."),
    Place.HEAD_OFFICE: N_("{serial} was sent to the head office. Receive it from there first."),
    Place.AGENCY: N_("{serial} is at an agency. Receive it from there first."),
    Place.TRANSIT: N_("{serial} is on the way to somebody else. Note its arrival first."),
    Place.LOANER_OUT: N_("{serial} is lent to a customer. Take it back first."),
    Place.SCRAP: N_("{serial} was scrapped and can never be used again. Take another one."),
    Place.LOST: N_("{serial} was missing at a stock-take. Scan it in another stock-take to have it back."),
}
_DEVICE = N_("{serial} is a device of {owner}, not a part. Check the label and scan again.")
_ELSEWHERE = N_("{serial} is at “{holder}”. Bring it here first.")


def whereabouts(unit: StockUnit) -> Message:
    """Where a thing is and what to do about it, for a slip that wants it somewhere else."""
    if unit.kind is Thing.DEVICE:
        return Message(_DEVICE, serial=Code(unit.serial), owner=unit.owner or "—")
    sentence = _SENTENCES.get(unit.place, _ELSEWHERE)
    holder = Code(unit.holder) if unit.holder.isascii() else unit.holder
    return Message(sentence, serial=Code(unit.serial), holder=holder or "—", device=Code(unit.device or "—"))


def is_not_fit(unit: StockUnit) -> Message:
    """A part that is where it should be, but not good enough."""
    return Message(
        "{serial} is “{condition}” and cannot be given out. Take another one.", serial=Code(unit.serial),
        condition=Message(CONDITION_TITLES[unit.condition]),
    )  # fmt: skip


def unknown_serial(code: str) -> Message:
    """Nothing bears this code."""
    return Message("No part has the code {code}. Read it again, or receive the part first.", code=Code(code))
