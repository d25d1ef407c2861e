"""What a past service looks like once it is in the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.own_numbers import OwnNumberKind, read_own_number
from aftersales_desktop.i18n import Words, render
from aftersales_desktop.services import catalogue
from aftersales_desktop.services.biography import unit_biography
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.import_runs import ImportResult
from aftersales_desktop.services.imports import import_file
from aftersales_desktop.services.order_rows import OrderRow, get_order
from aftersales_desktop.services.units import add_unit, find_units
from aftersales_desktop.services.work import Desk

HEADERS = "id,date,category,brand,model,serial,status,problem,name,phone,branch"


@pytest.fixture
def brought_in(desk: Desk, tmp_path: Path):
    """Import some lines under the usual headers."""

    def bring(*lines: str, file: str = "list.csv", language: str = "fa") -> ImportResult:
        path = tmp_path / file
        path.write_text("\n".join([HEADERS, *lines, ""]), encoding="utf-8")
        return import_file(desk, path, words=Words(language))

    return bring


def orders(desk: Desk) -> list[OrderRow]:
    return [get_order(desk, row[0]) for row in desk.rows("SELECT id FROM service_order ORDER BY id")]


def test_an_order_of_the_past_is_closed_and_with_its_customer(desk, brought_in):
    brought_in("7,1398/10/12,Lamp,Philips,TL-1,,Fixed,does not light,,,Cardiff")
    (order,) = orders(desk)

    assert (order.state, order.outcome, order.origin) == (OrderState.CLOSED, Outcome.REPAIRED, "imported")
    assert (order.received_on, order.delivered_on) == (date(2020, 1, 2), date(2020, 1, 2))
    assert order.customer_words == "does not light"
    assert order.unit.location_kind == "customer"
    assert (order.unit.model.brand, order.unit.model.name, order.unit.model.category.name_fa) == (
        "Philips",
        "TL-1",
        "چراغ",
    )
    assert read_own_number(order.number).kind is OwnNumberKind.HISTORY
    assert read_own_number(order.unit.serial).kind is OwnNumberKind.UNIT_TAG
    assert desk.rows("SELECT source, source_id FROM service_order") == [("list", "7")]
    assert desk.rows("SELECT note, channel, received_at FROM reception") == [
        ("Cardiff", "unknown", "2020-01-02T08:30:00.000Z")
    ]


def test_everything_bears_the_run_that_brought_it(desk, brought_in):
    brought_in("1,2020-01-01,Gadget,Acme,,,,x,Ali Ahmadi,09121234567,", "2,2020-01-01,Gadget,Acme,,,,x,,,")

    for table in ("service_order", "reception", "unit", "product_model", "category", "customer"):
        assert desk.rows(f"SELECT DISTINCT import_id FROM {table}") == [(1,)], table


def test_one_unknown_owner_a_source_in_any_language(desk, brought_in):
    for number, (file, language) in enumerate([("a.csv", "fa"), ("a.csv", "en"), ("b.csv", "en")]):
        brought_in(f"{number},2020-01-01,Lamp,,,,,x,,,", file=file, language=language)

    owners = [order.owner for order in orders(desk)]
    assert [owner.is_placeholder for owner in owners] == [True] * 3
    assert owners[0].id == owners[1].id != owners[2].id
    assert owners[2].name == "Unknown owner (b)"
    assert not any(control in owner.name for owner in owners for control in "\u2066\u2068\u2069")


def test_an_owner_with_name_and_phone_gets_a_file_of_his_own(desk, brought_in):
    brought_in(
        "1,2020-01-01,Lamp,,,,,x,علي رضايي,۰۹۱۲۱۲۳۴۵۶۷,",
        "2,2020-01-02,Fan,,,,,x,علی رضایی,0912 123 4567,",
        "3,2020-01-03,Fan,,,,,x,Nobody,no phone,",
    )
    first, second, third = orders(desk)

    assert first.owner.id == second.owner.id
    assert (first.owner.name, first.owner.phone) == ("علی رضایی", "09121234567")
    assert third.owner.is_placeholder
    assert desk.rows("SELECT bringer_name FROM reception ORDER BY id") == [("",), ("",), ("Nobody",)]


def test_one_serial_is_one_device(desk, brought_in):
    lamp = catalogue.add_category(desk, "lamp", "چراغ", "Lamp")
    model = catalogue.add_model(desk, category_id=lamp.id, brand="Philips", name="")
    known = add_unit(desk, model_id=model.id, serial="AB-100")
    brought_in("1,2020-01-01,Lamp,PHILIPS,,ab100,,x,,,", "2,2021-01-01,lamp,philips,,AB-101,,x,,,",
               "3,2022-01-01,چراغ,Philips,,AB 101,,x,,,")  # fmt: skip
    first, second, third = orders(desk)

    assert first.unit.id == known.id
    assert second.unit.id == third.unit.id != known.id
    assert second.unit.model.id == model.id
    assert len(find_units(desk, "ab-101")) == 1


def test_models_are_made_once_in_their_first_spelling(desk, brought_in):
    brought_in(*(f"{n},2020-01-01,Lamp,{brand},,,,x,,," for n, brand in enumerate(
        ["Bosch", "BOSCH ", " bosch", "Unknown", "?", "", "Black & Decker", "black decker"])))  # fmt: skip

    assert [row[0] for row in desk.rows("SELECT brand FROM product_model ORDER BY id")] == [
        "Bosch",
        "",
        "Black & Decker",
    ]


def test_a_repeated_id_is_refused_and_a_known_one_is_not(desk, brought_in):
    first = brought_in("1,2020-01-01,Lamp,,,,,a,,,", "1,2020-01-02,Lamp,,,,,b,,,")
    second = brought_in("1,2020-01-01,Lamp,,,,,a,,,", "2,2020-01-02,Lamp,,,,,b,,,")

    assert (first.added, [row.line for row in first.refused]) == (1, [3])
    assert "same id" in render(first.refused[0].reason, "en")
    assert (second.added, second.same, second.refused) == (1, 1, ())


def test_a_refused_row_takes_no_number(desk, brought_in):
    brought_in(
        "1,2020-01-01,Lamp,,,,,a,,,",
        "2,never,Lamp,,,,,b,,,",
        "3,2020-01-01,Lamp,,,سریال,,c,,,",
        "4,2020-01-02,,,,,,d,,,",
    )

    assert [order.number[:9] for order in orders(desk)] == ["H-0000001", "H-0000002"]
    assert desk.rows("SELECT last FROM number_series WHERE series = 'tag'") == [(2,)]


def test_the_biography_begins_with_it(desk, brought_in):
    brought_in("1,2020-01-02,Lamp,Philips,,AB-100,Fixed,does not light,Ali Ahmadi,09121234567,")
    entries = unit_biography(desk, orders(desk)[0].unit.id)

    assert [entry.on for entry in entries] == [date(2020, 1, 2)] * 2
    assert "Earlier service" in render(entries[1].title, "en")


def test_the_file_is_sound(desk, brought_in):
    brought_in("1,2020-01-01,Lamp,Philips,,AB-100,Fixed,x,Ali Ahmadi,09121234567,", "2,2020-01-01,,,,,,,,,")

    assert first_broken_record(desk) is None


def test_texts_at_their_longest_fit_the_columns(desk, brought_in):
    long = "۱ 2 ½ ™ … " * 100
    result = brought_in(f"{'i' * 120},2020-01-01,{long},{long},{long},{'S' * 40},{long},{long * 9},,,{long}")

    assert (result.added, result.refused) == (1, ())
