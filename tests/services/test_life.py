"""The page of a serial: its warranties as bands, the parts that went in and came out, what is inside it now."""

from __future__ import annotations

import pytest

from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.domain.parts import PartDetails
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location, Unit
from aftersales_desktop.services import life, parts, records, staff, stock_moves, suppliers, units
from aftersales_desktop.services.work import Area, Desk, close_desk, open_desk
from tests.services.counter import Counter
from tests.services.statements import noted_statements
from tests.templates import demo

_REOPENED = (
    "SELECT e.order_id FROM order_event e JOIN service_order s ON s.id = e.order_id WHERE e.kind = 'reopened' "
    "ORDER BY 1"
)


class Bench:
    """A technician with boards in hand."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        supplier = suppliers.add_supplier(desk, suppliers.SupplierDetails("پارس"))
        self.there = first_where(Location, id=supplier.location_id)
        self.place = first_where(Location, id=staff.add_member(desk, "رضا", Role.TECHNICIAN).bench_id)
        self.board = parts.add_part(desk, PartDetails("B-1", "برد اصلی", is_serialised=True))
        self.screw = parts.add_part(desk, PartDetails("S-1", "پیچ"))

    def new(self, serial: str) -> int:
        """A board on the bench."""
        with self.desk.work(Area.PARTS) as now:
            unit = records.create(
                self.desk, Unit, now, kind="part", model=self.board.model_id, part_id=self.board.id,
                location=self.there.id, first_location=self.there.id, condition="new", first_condition="new",
            )  # fmt: skip
            units.add_identifier(self.desk, unit.id, "serial", serial)
            self.move(unit.id, Movement.RECEIVED, stock_moves.the_place(Place.GOOD_STORE))
            self.move(unit.id, Movement.ISSUED, self.place)
            return unit.id

    def move(self, unit_id: int, movement: Movement, target: Location, **how: object) -> None:
        with self.desk.work(Area.PARTS) as now:
            stock_moves.move_unit(self.desk, now, unit_id, movement, target, **how)

    def put_in(self, unit_id: int, device_id: int) -> None:
        inside = stock_moves.the_place(Place.INSTALLED)
        self.move(unit_id, Movement.INSTALLED, inside, after=Condition.IN_USE, device_id=device_id)

    def take_out(self, unit_id: int, device_id: int) -> None:
        self.move(unit_id, Movement.REMOVED, self.place, after=Condition.FAULTY, device_id=device_id)


@pytest.fixture
def bench(desk) -> Bench:
    return Bench(desk)


def told(desk: Desk, unit_id: int, language: str = "en") -> list[str]:
    words = Words(language)
    said = [words.say(entry.title) for entry in life.read_life(desk, unit_id).entries]
    return [text.translate(dict.fromkeys(map(ord, "\u2066\u2068\u2069"))) for text in said]


def test_parts_go_in_and_come_out(desk, bench):
    device = Counter(desk).order().unit.id
    old, new = bench.new("BRD-0007"), bench.new("BRD-1001")
    bench.put_in(old, device)
    bench.take_out(old, device)
    bench.put_in(new, device)
    with desk.work(Area.PARTS) as now:
        store, inside = stock_moves.the_place(Place.GOOD_STORE), stock_moves.the_place(Place.INSTALLED)
        for movement, source, target in (
            (Movement.RECEIVED, bench.there, store),
            (Movement.ISSUED, store, bench.place),
        ):
            stock_moves.move_parts(desk, now, bench.screw.id, 4, movement, source, target)
        stock_moves.move_parts(
            desk, now, bench.screw.id, 4, Movement.INSTALLED, bench.place, inside, after=Condition.IN_USE, device=device
        )
    assert told(desk, device)[2:] == [
        "برد اصلی BRD-0007 was put in", "برد اصلی BRD-0007 was taken out", "برد اصلی BRD-1001 was put in",
        "4 × پیچ S-1 was put in",
    ]  # fmt: skip
    shown = life.read_life(desk, device)
    assert [(part.code, part.condition, part.depth) for part in shown.inside] == [("BRD-1001", Condition.IN_USE, 0)]
    assert shown.part_days == (desk.today(),)
    assert told(desk, new) == [
        "Received from the supplier: Parts store", "Issued to the bench: رضا", "Put into a device: Inside a device",
    ]  # fmt: skip
    assert told(desk, old)[-1] == "Taken out of the device: رضا"


def test_parts_in_parts_stand_below_them(desk, bench):
    device = Counter(desk).order().unit.id
    outer, inner, other = bench.new("A-1"), bench.new("A-2"), bench.new("A-3")
    bench.put_in(outer, device)
    bench.put_in(inner, outer)
    bench.put_in(other, device)
    inside = life.read_life(desk, device).inside
    assert [(part.code, part.depth) for part in inside] == [("A-1", 0), ("A-2", 1), ("A-3", 0)]


def test_found_by_any_of_its_codes(desk):
    unit = Counter(desk).order().unit
    assert life.find_life(desk, "any").unit.id == unit.id
    assert life.find_life(desk, unit.serial.lower()).unit.id == unit.id
    with pytest.raises(NotFound):
        life.find_life(desk, "NOBODY-1")


@pytest.fixture
def filled(templates, tmp_path, clock):
    yield open_desk(templates.copy("demo", demo, tmp_path), clock=clock)
    close_desk()


def test_every_life_of_the_demo_is_read_in_eight_statements(filled):
    desk = filled
    bands, reopened = 0, []
    for (unit_id,) in desk.rows("SELECT id FROM unit"):
        with noted_statements() as statements:
            shown = life.read_life(desk, unit_id)
        assert len(statements) <= 8
        assert all(band.first <= band.last for band in shown.bands)
        assert [entry.on for entry in shown.entries] == sorted(entry.on for entry in shown.entries)
        bands += len(shown.bands)
        reopened += [entry.link for entry in shown.entries if entry.title.msgid == "{number} reopened"]
    assert bands > 50
    assert reopened
    assert [("order", row[0]) for row in desk.rows(_REOPENED)] == sorted(reopened)


def test_a_band_is_green_while_its_card_covers(filled):
    desk = filled
    tones = {
        (band.tone, band.last >= desk.today())
        for (unit_id,) in desk.rows("SELECT id FROM unit")
        for band in life.read_life(desk, unit_id).bands
        if band.tone != "bad"
    }
    assert ("ok", False) not in tones
    assert ("ok", True) in tones
    assert ("neutral", False) in tones


def test_the_warranty_of_a_part_stands_in_the_life_after_it_came_out(filled):
    desk = filled
    changed = desk.rows(
        "SELECT s.unit_id, l.warranty_until FROM order_line l JOIN service_order s ON s.id = l.order_id "
        "WHERE l.unit_in_id IS NOT NULL AND l.warranty_until IS NOT NULL"
    )
    assert changed
    for unit_id, until in changed:
        ends = {str(entry.title.args.get("day")) for entry in life.read_life(desk, unit_id).entries}
        assert until in ends


def test_the_files_of_its_visits_belong_to_its_life(filled):
    desk = filled
    unit_id, visits, code = desk.rows(
        "SELECT s.unit_id, count(*), i.value FROM service_order s JOIN attachment a ON a.record_uuid = s.uuid "
        "JOIN unit_identifier i ON i.unit_id = s.unit_id WHERE i.kind = 'serial' AND i.removed_at IS NULL "
        "GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    )[0]
    files = [file for file in life.read_life(desk, unit_id).files if file.order_id]
    assert len(files) == visits
    assert not any(file.picture for file in files)
    assert all(file.picture.startswith(b"\x89PNG") for file in life.find_life(desk, code).files if file.order_id)
