"""One random day of a workshop: its shop, its clock, and how everything is tried."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.domain.parts import PartDetails
from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.database import database
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location
from aftersales_desktop.services import caches, loaners, parts, settings, staff, stock_moves, suppliers
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.work import close_desk, open_desk
from tests.services.conftest import FixedClock
from tests.services.ledgers import added_up, kept, lost_and_rebuilt
from tests.services.workshop_machine.truths import broken_truths, unbalanced_benches
from tests.services.workshop_samples import Workshop

ENGLISH, PERSIAN = Words("en"), Words("fa")
PICK = st.integers(min_value=0, max_value=10**6)
NOTES = st.sampled_from(["", "قطع و وصل می‌شود", "انجام شد", "به درخواست مشتری", "=cmd()", "😀 شد"])
MINUTES = "صاحب دستگاه با وجود سه اخطار برای بردن آن نیامد."
WORDS = st.sampled_from(["", "ا", MINUTES, MINUTES, MINUTES])
NOBODY = 10**6
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where the file of a day lies: hundreds of saves a day on a disk that others use, too, can take minutes."""
TALLY: Counter[tuple[str, str]] = Counter()
"""How often each deed was done and refused, over all days of this process."""


def mostly_when(sql: str) -> Callable[[Any], Any]:
    """For a rule that needs something: it comes when there is one, and now and then when there is none."""
    return precondition(lambda day: day.tries % 8 == 0 or bool(day.desk.rows(f"{sql} LIMIT 1")))


def in_states(*states: str) -> str:
    """The orders in one of these states, the newest first."""
    listed = ", ".join(repr(state) for state in states)
    return f"SELECT id FROM service_order WHERE state IN ({listed}) ORDER BY id DESC"


class Day(RuleBasedStateMachine):
    """A shop with a little of everything; rules pick among whatever there is, so that most illegal deeds come up."""

    is_thorough = False
    """Whether everything that is kept is lost and made again at the end of the day, too."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=MEMORY)
        self.clock = FixedClock()
        self.desk = open_desk(Path(self.folder.name) / "data.db", "test", self.clock)
        self.screws, self.boards = 0, 0
        self.serials = ["SN-0001", "NOBODY-1"]
        self.slips: dict[int, int] = {}
        self.merges: list[tuple[str, int]] = []
        self.tries = 0
        self._seen = (-1, "")

    @initialize(controls_quality=st.booleans())
    def open_the_shop(self, controls_quality: bool) -> None:
        self.shop = shop = Workshop(self.desk)
        self.other = staff.add_member(self.desk, "سارا کریمی", staff.Role.TECHNICIAN)
        self.fuse = parts.add_part(self.desk, PartDetails("FUS-1", "فیوز", buy=20, sell=40, minimum=5))
        self.second = suppliers.add_supplier(self.desk, suppliers.SupplierDetails("بازرگانی البرز"))
        self._stock_fuses()
        for serial in ("BRD-A", "BRD-B", "BRD-C", "BRD-D"):
            self.bring_board(serial)
        for serial in ("BRD-C", "BRD-D"):
            self._put_aside(serial)
        loaners.add_loaner(self.desk, shop.model_id, "LOAN-1")
        for order in (shop.on_bench(), shop.on_bench(), shop.order()):
            self.serials.append(order.unit.serial)
        settings.save_settings(self.desk, quality_control=controls_quality, storage_fee=50_000)

    def bring_board(self, serial: str) -> None:
        """A new board is in the store."""
        self.boards += 1
        self.serials.append(serial)
        self.shop.stock_board(serial)

    def _stock_fuses(self) -> None:
        """New ones in the store, faulty ones in the other."""
        with self.desk.work() as now:
            supplier = first_where(Location, id=self.shop.supplier.location_id)
            bench, good = first_where(Location, id=self.shop.bench_id), self.shop.place(Place.GOOD_STORE)
            for quantity, movement, source, target, after in (
                (20, Movement.RECEIVED, supplier, good, None), (6, Movement.ISSUED, good, bench, None),
                (6, Movement.FAULTY_RECEIVED, bench, self.shop.place(Place.FAULTY_STORE), Condition.FAULTY),
            ):  # fmt: skip
                stock_moves.move_parts(
                    self.desk, now, self.fuse.id, quantity, movement, source, target, after=after
                )  # fmt: skip

    def _put_aside(self, serial: str) -> None:
        unit_id = self.unit_of(serial)
        with self.desk.work() as now:
            bench, faulty = first_where(Location, id=self.shop.bench_id), self.shop.place(Place.FAULTY_STORE)
            stock_moves.move_unit(self.desk, now, unit_id, Movement.ISSUED, bench)
            stock_moves.move_unit(
                self.desk, now, unit_id, Movement.FAULTY_RECEIVED, faulty, after=Condition.FAULTY
            )  # fmt: skip

    # trying ---------------------------------------------------------------------------------------------------------

    def attempt(self, deed: Callable[..., Any], *values: Any, **named: Any) -> Any:
        """Do it, or see it refused in one sentence of both languages with not one byte written; None then."""
        before = self.content()
        self.tries += 1
        try:
            result = deed(self.desk, *values, **named)
        except DeskError as error:
            TALLY[deed.__name__, "refused"] += 1
            assert self.content() == before, deed.__name__
            for words in (ENGLISH, PERSIAN):
                said = words.say(error.message).strip()
                assert said.endswith((".", "؟", "?")), said
            return None
        TALLY[deed.__name__, "done"] += 1
        return True if result is None else result

    def content(self) -> str:
        """One sum over every byte that the connection sees; made anew only when a statement changed a row."""
        connection = database.connection()
        if self._seen[0] != connection.total_changes:
            digest = hashlib.blake2b(connection.serialize()).hexdigest()
            self._seen = (connection.total_changes, digest)
        return self._seen[1]

    def pick(self, sql: str, number: int, *values: Any) -> Any:
        """The first column of one of the rows; None when there is none."""
        rows = self.desk.rows(sql, *values)
        return rows[number % len(rows)][0] if rows else None

    def order(self, number: int, *states: str) -> int:
        """An order in one of these states, else any; now and then one that is not there."""
        if number % 50 == 49:
            return NOBODY
        found = self.pick(in_states(*states), number // 8) if states and number % 8 else None
        return found or self.pick("SELECT id FROM service_order ORDER BY id DESC", number)

    def first(self, sql: str, number: int, *values: Any) -> int:
        """The first one mostly, else any of them; one that is not there when there is none."""
        return self.pick(sql, number if number % 6 == 0 else 0, *values) or NOBODY

    def unit_of(self, serial: str) -> int:
        """The row of a serial."""
        return self.desk.rows("SELECT unit_id FROM unit_identifier WHERE value = ?", serial)[0][0]

    def member(self, number: int) -> int:
        """One of the two technicians."""
        return (self.shop.technician_id, self.other.id)[number % 2]

    # the day --------------------------------------------------------------------------------------------------------

    @rule(hours=st.sampled_from([-30, -1, 1, 12, 24 * 4, 24 * 31, 24 * 100]))
    def time_goes_by(self, hours: int) -> None:
        self.clock.move(hours=hours)

    @invariant()
    def ledgers_and_what_is_kept_agree(self) -> None:
        assert caches.misplaced_unit(self.desk) is None
        assert caches.wrong_balance(self.desk) is None
        assert caches.wrong_state(self.desk) is None

    @invariant()
    def nothing_is_lost(self) -> None:
        new = self.desk.rows(
            "SELECT coalesce(sum(quantity), 0) FROM stock_balance WHERE condition = 'new' AND part_id = "
            "(SELECT id FROM part WHERE code = 'SCR-1')"
        )
        assert new == [(self.screws,)]
        bought = self.desk.rows("SELECT count(*) FROM unit WHERE kind = 'part' AND cost = 650 AND supplier_id IS NULL")
        assert bought == [(self.boards,)]

    @invariant()
    def every_truth_holds(self) -> None:
        assert broken_truths(self.desk) == {}

    def teardown(self) -> None:
        try:
            problem = first_broken_record(self.desk)
            assert problem is None, ENGLISH.say(problem)
            before = kept(self.desk)
            assert before == added_up(self.desk)
            assert unbalanced_benches(self.desk) == []
            assert caches.rebuild_caches(self.desk).total == 0
            if self.is_thorough:
                self.desk = lost_and_rebuilt(self.desk)
            assert kept(self.desk) == before
        finally:
            close_desk()
            self.folder.cleanup()
