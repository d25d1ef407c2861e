"""The made-up ten years hold together as a worked file does, and are the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from aftersales_desktop.domain.text import fold, search_tokens
from aftersales_desktop.services import lists
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.life import Life, read_life
from aftersales_desktop.services.order_rows import get_visit
from aftersales_desktop.services.search import search
from aftersales_desktop.services.search_hits import HitKind
from aftersales_desktop.services.search_words import NameWords
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from aftersales_desktop.services.workbench import get_workbench
from benchmarks.search import mistype_letter, mistype_sound, with_one_wrong
from benchmarks.ten_years import SMALL, Size, make, now
from tests.services.names import spellings
from tests.services.statements import noted_statements

TINY = Size(customers=60, devices=120, cards=120, orders=150, models=10, parts=40)
WHOLE_FILE = 10_000
LEAST_FOUND_MISTYPED = 0.95
WITHOUT_OWN_IDENTITY = {
    "audit", "category", "chip", "issuer", "warranty_terms", "setting", "staff_member", "supplier", "tariff",
}  # fmt: skip
"""Written by the program itself, which gives each record an identity that never comes again."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("years") / "data.db"
    make(path, SMALL)
    return path


@pytest.fixture
def desk(made: Path) -> Iterator[Desk]:
    yield open_desk(made, clock=now)
    close_desk()


@pytest.fixture
def customers(desk: Desk) -> list[tuple[int, str]]:
    return desk.rows("SELECT id, name FROM customer WHERE archived_at IS NULL ORDER BY id")


def test_it_passes_the_check(desk):
    assert first_broken_record(desk) is None


def test_it_holds_what_was_ordered(desk):
    tables = {"customer": 2_000, "warranty_card": 4_000, "service_order": 5_000, "part": 500}
    for table, count in tables.items():
        assert desk.rows(f"SELECT count(*) FROM {table}") == [(count,)]
    assert desk.rows("SELECT count(*) FROM unit WHERE kind = 'device'") == [(4_000,)]
    counts = lists.counts(desk, "orders", desk.today())
    assert min(counts[state] for state in ("open", "late", "ready", "uncollected", "delivered", "cancelled")) > 0
    first, last = desk.rows("SELECT min(received_on), max(received_on) FROM service_order")[0]
    assert (first[:4], last) == ("2016", "2026-11-23")
    assert desk.rows("SELECT max(position) FROM service_order") == [(2,)]


def test_four_movements_an_order_of_every_common_kind(desk):
    """So that 500,000 orders have two million."""
    assert desk.rows("SELECT count(*) FROM unit_move")[0][0] >= 4 * 5_000
    assert desk.rows("SELECT count(*) FROM stock_move")[0][0] > 2_000
    reasons = {reason for (reason,) in desk.rows("SELECT DISTINCT reason FROM unit_move")}
    assert reasons >= {"CIN", "COUT", "RCV", "ISS", "RTG", "INS", "REM", "HOT", "GIV", "SCR", "CLM", "CLA", "CLR"}
    assert {reason for (reason,) in desk.rows("SELECT DISTINCT reason FROM stock_move")} == {"RCV", "ISS", "RTG", "INS"}


def test_what_was_done_can_be_read_as_the_bench_reads_it(desk):
    worked = desk.rows(
        "SELECT DISTINCT order_id FROM order_line WHERE unit_out_id IS NOT NULL ORDER BY order_id LIMIT 50"
    )
    for (order_id,) in worked:
        bench = get_workbench(desk, order_id)
        assert bench.diagnosis is not None
        swapped = [line for line in bench.lines if line.unit_out_id is not None]
        assert all(line.serial_in and line.serial_out and line.reason for line in swapped)
        shown = read_life(desk, bench.order.unit_id)
        assert {line.serial_in for line in swapped} <= words_of(shown)
    assert len(worked) == 50


def test_orders_and_lives_are_read_in_eight_statements_whatever_they_hold(desk):
    worked = [row[0] for row in desk.rows("SELECT DISTINCT order_id FROM order_line ORDER BY 1 LIMIT 150")]
    still_here = [
        row[0]
        for row in desk.rows("SELECT id FROM service_order WHERE delivered_on IS NULL ORDER BY id DESC LIMIT 150")
    ]
    parts = [row[0] for row in desk.rows("SELECT id FROM unit WHERE kind = 'part' LIMIT 100")]
    devices = [row[0] for row in desk.rows("SELECT DISTINCT device_id FROM unit_move WHERE device_id > 0 LIMIT 100")]
    assert len(worked) == 150 and len(still_here) > 100
    reads = ((get_workbench, worked + still_here), (get_visit, worked + still_here), (read_life, parts + devices))
    for read, ids in reads:
        most = 0
        for one in ids:
            with noted_statements() as statements:
                read(desk, one)
            most = max(most, len(statements))
        assert most <= 8, read.__name__


def words_of(life: Life) -> set[str]:
    """Every code in the titles of a life."""
    return {str(value) for entry in life.entries for value in entry.title.args.values()}


def test_names_come_in_many_spellings(customers):
    text = " ".join(name for _id, name in customers)
    for sign in "آئؤة\u200c":
        assert sign in text
    assert "ي" not in text and "ك" not in text  # as the services store them
    frequent = sum(name.startswith("محمد") for _id, name in customers)
    rare = sum(name.startswith("ستاره") for _id, name in customers)
    assert frequent > 5 * rare > 0


def content(path: Path) -> dict[str, list[tuple]]:
    desk = open_desk(path, clock=now)
    names = desk.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT'")
    rows = {name: desk.rows(f"SELECT * FROM {name}") for (name,) in names if name not in WITHOUT_OWN_IDENTITY}
    close_desk()
    return rows


def test_the_same_seed_gives_the_same_content(tmp_path):
    for name, seed in (("one.db", 1), ("same.db", 1), ("other.db", 2)):
        make(tmp_path / name, TINY, seed)
    one, same, other = (content(tmp_path / name) for name in ("one.db", "same.db", "other.db"))
    assert one == same
    assert one["customer"] != other["customer"]
    assert len(one["order_event"]) > 300


def is_found(desk: Desk, customer_id: int, typed: str, names: NameWords | None = None) -> bool:
    hits = search(desk, typed, limit=WHOLE_FILE, names=names).hits
    return any(hit.kind is HitKind.CUSTOMER and hit.id == customer_id for hit in hits)


WAYS = {
    "as stored": lambda name: name,
    "folded": fold,
    "reordered": lambda name: " ".join(reversed(search_tokens(name))),
    "joined": lambda name: "".join(search_tokens(name)),
    "parted": lambda name: name.replace("\u200c", " "),
    "Arabic letters": lambda name: spellings(name)["arabic letters"],
    "without hamza": lambda name: spellings(name)["without hamza"],
    "plain alef": lambda name: spellings(name)["plain alef"],
    "vowel marks": lambda name: spellings(name)["vowel marks"],
}


@pytest.mark.parametrize("way", WAYS)
def test_every_customer_is_found_however_the_name_is_typed(desk, customers, way):
    assert [name for number, name in customers if not is_found(desk, number, WAYS[way](name))] == []


@pytest.mark.parametrize("mistype", [mistype_sound, mistype_letter])
def test_customers_are_found_by_mistyped_names(desk, customers, mistype):
    chance, names = random.Random(6), NameWords()
    typed = [(number, with_one_wrong(search_tokens(name), mistype, chance)) for number, name in customers]
    missed = [text for number, text in typed if not is_found(desk, number, text, names)]
    assert len(missed) <= len(typed) * (1 - LEAST_FOUND_MISTYPED), missed
