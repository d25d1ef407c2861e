"""Which column is which, by its name or by a map."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aftersales_desktop.domain.text import fold
from aftersales_desktop.i18n import LANGUAGES, render
from aftersales_desktop.importing.columns import FIELD_NAMES, ColumnProblem, Contents, map_columns

HEADER_LINE = (
    "id,data_provider,country,partner_product_category,product_category,product_category_id,brand,year_of_manufacture,"
    "product_age,repair_status,repair_barrier_if_end_of_life,group_identifier,event_date,problem"
)
OPEN_REPAIR = tuple(HEADER_LINE.split(","))


def map_file(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "map.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_the_open_repair_columns_are_known():
    columns = map_columns(OPEN_REPAIR)

    assert columns.contents is Contents.PAST_SERVICES
    assert {field: OPEN_REPAIR[place] for field, place in columns.places.items()} == {
        "source": "data_provider",
        "source_id": "id",
        "category": "product_category",
        "brand": "brand",
        "received_on": "event_date",
        "outcome": "repair_status",
        "problem": "problem",
        "place": "group_identifier",
    }


@pytest.mark.parametrize(
    ("headers", "field", "place"),
    [
        (("ردیف", "تاريخ پذيرش"), "received_on", 1),
        (("Date Received", "x"), "received_on", 0),
        (("تاریخ", "شماره‌ سریال"), "serial", 1),
        (("EVENT_DATE", "Serial-Number"), "serial", 1),
        (("نام", "شماره تماس"), "phone", 1),
        (("نام", "تلفن", "موبایل"), "phone", 2),
        (("نام", "تلفن", "موبایل"), "second_phone", 1),
    ],
)
def test_names_in_any_spelling(headers, field, place):
    assert map_columns(headers).places[field] == place


def test_a_list_of_people_is_told_from_a_list_of_services():
    assert map_columns(("name", "phone", "city")).contents is Contents.CUSTOMERS
    assert map_columns(("name", "phone", "date")).contents is Contents.PAST_SERVICES


def test_no_two_columns_for_one_field():
    with pytest.raises(ColumnProblem) as caught:
        map_columns(("id", "date", "problem", "Problem"))
    assert "Two columns are called" in render(caught.value.message, "en")


def test_a_file_without_useful_columns_says_which_it_has():
    with pytest.raises(ColumnProblem) as caught:
        map_columns(("رنگ", "وزن"))

    for language in LANGUAGES:
        assert "رنگ" in render(caught.value.message, language)


def test_a_map_goes_before_the_guess(tmp_path):
    path = map_file(tmp_path, {"source": "Old desk", "columns": {"received_on": "Datum", "note": None, "problem": "x"}})
    columns = map_columns(("id", "date", "Datum", "note", "x", "problem"), path)

    assert columns.source == "Old desk"
    assert columns.places == {"received_on": 2, "problem": 4, "source_id": 0}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("not json", "is not valid JSON"),
        ("[" * 100_000, "is not valid JSON"),
        ("[]", "must hold"),
        ('{"column": {}}', "must hold"),
        ('{"columns": []}', "must hold"),
        ('{"source": 5}', "must hold"),
        ({"columns": {"colour": "a"}}, "which does not exist"),
        ({"columns": {"brand": 7}}, "must give a column name"),
        ({"columns": {"brand": "Marke"}}, "which the file does not have"),
        ({"columns": {"brand": "twice"}}, "Two columns are called"),
        (" " * 1_000_001, "is not valid JSON"),
    ],
)
def test_a_wrong_map_is_refused_in_one_sentence(tmp_path, content, sentence):
    with pytest.raises(ColumnProblem) as caught:
        map_columns(("id", "date", "twice", "twice"), map_file(tmp_path, content))

    assert sentence in render(caught.value.message, "en")


def test_a_missing_map(tmp_path):
    with pytest.raises(ColumnProblem) as caught:
        map_columns(("id", "date"), tmp_path / "none.json")
    assert "cannot be read" in render(caught.value.message, "en")


def test_no_name_belongs_to_two_fields_by_chance():
    seen: dict[str, str] = {}
    for field, names in FIELD_NAMES.items():
        for name in names:
            assert seen.setdefault(fold(name), field) == field or {field, seen[fold(name)]} == {"phone", "second_phone"}
