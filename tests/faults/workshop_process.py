"""A workshop that repairs until it is killed: run as ``python -m tests.faults.workshop_process FOLDER SEED``.

Each use case that was acknowledged, and only those, is a line of JSON in FOLDER/acknowledged: written and synced to the
disk after the save has returned, as a screen would say "saved" then. What the desk refuses is no line.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aftersales_desktop.domain.coverage import NoOldPart, OldPart
from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.domain.leaving import HandOver, OldPartGoes, PartFate, Settled
from aftersales_desktop.domain.parts import PartDetails
from aftersales_desktop.domain.reception import DeviceIntake, Intake
from aftersales_desktop.domain.slips import SlipInput, SlipKind, SlipLine
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.services import (
    catalogue,
    customers,
    demo,
    leaving,
    order_lines,
    order_steps,
    parts,
    staff,
    stock_slips,
    suppliers,
)
from aftersales_desktop.services.cancelling import issued_parts
from aftersales_desktop.services.departures import look_at_departure
from aftersales_desktop.services.hand_over import cancel_order
from aftersales_desktop.services.order_lines import PartUse, Swap
from aftersales_desktop.services.reception import register_intake
from aftersales_desktop.services.records import new_uuid
from aftersales_desktop.services.work import Desk, open_desk
from tests.services.counter import REZA

MUCH = 500_000_000
Said = dict[str, Any] | None
_UNITS = (
    "SELECT u.id, (SELECT value FROM unit_identifier WHERE unit_id = u.id AND removed_at IS NULL ORDER BY position "
    "LIMIT 1) FROM unit u JOIN location l ON l.id = u.location_id WHERE u.kind = 'part' AND l.kind = ? AND {more}"
)
_HEALTHY = "u.condition IN ('new', 'repaired', 'healthy_used')"
_STEPS = "kind IN ('step', 'ready', 'reopened')"


class Hands:
    """Everybody who works there: picks at random what to do and with what."""

    def __init__(self, desk: Desk, chance: random.Random) -> None:
        self.desk, self.chance = desk, chance
        if not suppliers.list_suppliers(desk):
            _furnish(desk)
        self.supplier_id = suppliers.list_suppliers(desk)[0].id
        self.members = [member for member in staff.list_members(desk) if member.bench_id]
        self.board, self.screw = (parts.find_part(desk, code).id for code in ("BRD-1", "SCR-1"))
        self.model_id = desk.rows("SELECT id FROM product_model WHERE name = 'A55'")[0][0]
        self.owner_id = desk.rows("SELECT min(id) FROM customer")[0][0]

    def pick(self, sql: str, *values: Any) -> Any:
        """One of the rows, any."""
        rows = self.desk.rows(sql, *values)
        return self.chance.choice(rows) if rows else None

    def order_in(self, *states: str) -> int | None:
        """One of the newest orders in these states."""
        marks = ", ".join("?" * len(states))
        rows = self.desk.rows(
            f"SELECT id FROM service_order WHERE state IN ({marks}) ORDER BY id DESC LIMIT 12", *states
        )
        return self.chance.choice(rows)[0] if rows else None

    def unit_at(self, place: str, more: str = _HEALTHY) -> Any:
        """A part with a serial at a kind of place: its row and its code."""
        return self.pick(f"{_UNITS.format(more=more)} ORDER BY u.id DESC LIMIT 20", place)

    # the counter --------------------------------------------------------------------------------------------------

    def take_in(self) -> Said:
        """A device or three."""
        devices = tuple(
            DeviceIntake(
                model_id=self.model_id, serial=f"SN{self.chance.randrange(10**12)}", customer_words="خاموش است",
                cost_ceiling=MUCH,
            )
            for _one in range(self.chance.choice((1, 1, 3)))
        )  # fmt: skip
        saved = register_intake(self.desk, Intake(new_uuid(), devices, owner_id=self.owner_id))
        return {"number": saved.number, "orders": len(saved.orders)}

    def step(self) -> Said:
        """Whatever is free to follow."""
        order_id = self.order_in("received", "diagnosing", "waiting_part", "in_repair", "quality_control", "ready")
        free = [one for one in order_steps.next_steps(self.desk, order_id) if one.refusal is None] if order_id else []
        if not free:
            return None
        step = free[0] if self.chance.random() < 0.7 else self.chance.choice(free)
        outcome = self.chance.choice(step.outcomes) if step.outcomes else None
        technician = self.chance.choice(self.members).id
        order_steps.advance(
            self.desk, order_id, step.target, outcome=outcome, note="شد", technician_id=technician
        )  # fmt: skip
        event = f"SELECT uuid, to_state FROM order_event WHERE order_id = ? AND {_STEPS} ORDER BY id DESC LIMIT 1"
        return dict(zip(("event", "state"), self.desk.rows(event, order_id)[0], strict=True))

    def hand_over(self) -> Said:
        """A ready device leaves with its old parts."""
        order_id = self.order_in("ready")
        if order_id is None:
            return None
        old = look_at_departure(self.desk, order_id).old_parts
        form = HandOver(
            receiver_name="رضا", settled=Settled.CASH, old_parts=tuple(
                (part.line.id, self.chance.choice(tuple(OldPartGoes))) for part in old
            ),
        )  # fmt: skip
        order = leaving.complete_hand_over(self.desk, order_id, form)
        return {"number": order.number, "event": self._last_event(order_id, leaving.EXIT), "old": len(old)}

    def take_hand_over_back(self) -> Said:
        """It was the wrong bag."""
        order_id = self.order_in("delivered")
        if order_id is None:
            return None
        order = leaving.take_hand_over_back(self.desk, order_id, "اشتباه شد")
        return {"number": order.number, "event": self._last_event(order_id, leaving.TAKEN_BACK)}

    def cancel(self) -> Said:
        """The customer changes their mind; every part goes somewhere."""
        order_id = self.order_in("received", "diagnosing", "in_repair")
        if order_id is None:
            return None
        fates = {part.key: self.chance.choice(tuple(PartFate)) for part in issued_parts(self.desk, order_id)}
        order = cancel_order(self.desk, order_id, "منصرف شد", fates)
        return {"number": order.number, "event": self._last_event(order_id, "cancelled")}

    def _last_event(self, order_id: int, kind: str) -> str:
        rows = self.desk.rows(
            "SELECT uuid FROM order_event WHERE order_id = ? AND kind = ? ORDER BY id DESC LIMIT 1", order_id, kind
        )
        return rows[0][0]

    # the bench ----------------------------------------------------------------------------------------------------

    def swap(self) -> Said:
        """A board goes in; the old one is known inside, seen for the first time, unreadable or not there."""
        order_id, found = self.order_in("in_repair"), self.unit_at(self.chance.choice(("good_store", "bench")))
        if order_id is None or found is None:
            return None
        inside = self.unit_at("installed", f"u.parent_id = (SELECT unit_id FROM service_order WHERE id = {order_id})")
        old = self.chance.choice((inside and inside[1], f"OLD-{self.chance.randrange(10**9)}", ""))
        reason = None if old else self.chance.choice((NoOldPart.UNREADABLE, NoOldPart.NONE))
        member = self.chance.choice(self.members).id
        details = Swap(found[1], old or "", reason, self.chance.choice(tuple(OldPart)), technician_id=member)
        return self._line(order_lines.swap(self.desk, order_id, details))

    def use_screws(self) -> Said:
        """Counted parts go in, and sometimes as many old ones come out."""
        order_id = self.order_in("in_repair")
        if order_id is None:
            return None
        stays = self.chance.choice((None, *OldPart))
        use = PartUse(self.screw, self.chance.randint(1, 3), stays, self.chance.choice(self.members).id)
        return self._line(order_lines.use_parts(self.desk, order_id, use))

    def remove_line(self) -> Said:
        """What went in comes out again, as if it had not been."""
        row = self.pick("SELECT id FROM order_line WHERE state = 'done' ORDER BY id DESC LIMIT 12")
        return self._line(order_lines.remove_line(self.desk, row[0], "اشتباه")) if row else None

    def _line(self, line: order_lines.LineRow) -> dict[str, Any]:
        moves = self.desk.rows("SELECT count(*) FROM order_line_move WHERE line_id = ?", line.id)[0][0]
        return {"line": line.uuid, "moves": moves}

    # the store ----------------------------------------------------------------------------------------------------

    def receive(self) -> Said:
        """Boards and screws come."""
        boards = (
            SlipLine(self.board, serial=f"B{self.chance.randrange(10**12)}")
            for _one in range(self.chance.randint(1, 3))
        )
        return self._post(SlipKind.RECEIPT, *boards, self._screws(20), supplier_id=self.supplier_id)

    def issue(self) -> Said:
        """For somebody's bench."""
        return self._post(SlipKind.ISSUE, self._one("good_store"), self._screws(4), **self._bench())

    def give_back(self) -> Said:
        """From somebody's bench, unused."""
        return self._post(SlipKind.RETURN, self._one("bench"), self._screws(2), **self._bench())

    def put_aside(self) -> Said:
        """Faulty parts from a bench."""
        faulty = self._one("bench", "u.condition <> 'in_use'")
        return self._post(SlipKind.FAULTY_RECEIPT, faulty, self._screws(1), **self._bench())

    def scrap(self) -> Said:
        """By minutes."""
        return self._post(SlipKind.SCRAP, self._one("faulty_store", "1"), self._screws(1), witnesses="مریم")

    def take_slip_back(self) -> Said:
        """It was written by mistake."""
        row = self.pick("SELECT id FROM stock_document WHERE taken_back_at IS NULL ORDER BY id DESC LIMIT 6")
        if row is None:
            return None
        slip = stock_slips.take_slip_back(self.desk, row[0], "اشتباه")
        return {"slip": slip.number, "moves": self._moves(slip.number)}

    def _post(self, kind: SlipKind, *lines: SlipLine | None, **values: Any) -> Said:
        """A slip of some of the lines; its note says how many, so that half of it would be seen."""
        wanted = [line for line in lines if line is not None]
        chosen = self.chance.sample(wanted, self.chance.randint(1, len(wanted))) if wanted else []
        if not chosen:
            return None
        slip = SlipInput(kind, new_uuid(), tuple(chosen), note=str(len(chosen)), **values)
        number = stock_slips.post_slip(self.desk, slip).slip.number
        return {"slip": number, "moves": self._moves(number)}

    def _moves(self, number: str) -> int:
        return self.desk.rows(
            "SELECT (SELECT count(*) FROM unit_move WHERE document = ?1) "
            "+ (SELECT count(*) FROM stock_move WHERE document = ?1)",
            number,
        )[0][0]  # fmt: skip

    def _one(self, place: str, more: str = _HEALTHY) -> SlipLine | None:
        found = self.unit_at(place, more)
        return SlipLine(unit_id=found[0]) if found else None

    def _screws(self, most: int) -> SlipLine:
        return SlipLine(self.screw, self.chance.randint(1, most))

    def _bench(self) -> dict[str, Any]:
        return {"staff_id": self.chance.choice(self.members).id, "given_by": "انباردار", "received_by": "نیما"}


DEEDS: tuple[tuple[int, Callable[[Hands], Said]], ...] = (
    (3, Hands.take_in), (10, Hands.step), (5, Hands.hand_over), (2, Hands.take_hand_over_back), (1, Hands.cancel),
    (8, Hands.swap), (4, Hands.use_screws), (2, Hands.remove_line), (3, Hands.receive), (3, Hands.issue),
    (2, Hands.give_back), (3, Hands.put_aside), (2, Hands.scrap), (2, Hands.take_slip_back),
)  # fmt: skip
KINDS = tuple(deed.__name__ for _weight, deed in DEEDS)


def main(folder: Path, seed: int) -> None:
    """Save until somebody pulls the plug."""
    chance = random.Random(seed)
    hands = Hands(open_desk(folder / "data.db"), chance)
    journal = os.open(folder / "acknowledged", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    print("ready", flush=True)
    weights, deeds = zip(*DEEDS, strict=True)
    while True:
        deed = chance.choices(deeds, weights)[0]
        try:
            said = deed(hands)
        except DeskError:
            continue
        if said is not None:
            os.write(journal, json.dumps({"kind": deed.__name__} | said).encode() + b"\n")
            os.fsync(journal)


def _furnish(desk: Desk) -> None:
    demo.fill_basics(desk)
    category = catalogue.list_categories(desk)[0].id
    catalogue.add_model(desk, category_id=category, brand="سامسونگ", name="A55")
    customers.add_customer(desk, REZA)
    for name in ("حسین رضایی", "سارا کریمی"):
        staff.add_member(desk, name, Role.TECHNICIAN)
    parts.add_part(desk, PartDetails("BRD-1", "برد اصلی", is_serialised=True, warranty_months=6, buy=700, sell=1000))
    parts.add_part(desk, PartDetails("SCR-1", "پیچ", buy=3, sell=5))
    suppliers.add_supplier(desk, suppliers.SupplierDetails("قطعات پارس"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
