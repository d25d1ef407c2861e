"""Lists of customers from other programs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aftersales_desktop.i18n import Words, render
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.customers import get_customer
from aftersales_desktop.services.import_runs import ImportResult
from aftersales_desktop.services.imports import import_file
from aftersales_desktop.services.work import Desk
from tests.source import ROOT

SAMPLE = ROOT / "tests" / "importing" / "samples" / "customers_persian.csv"


@pytest.fixture
def result(desk: Desk, tmp_path: Path) -> ImportResult:
    return import_file(desk, Path(shutil.copy(SAMPLE, tmp_path)), words=Words("fa"))


def test_a_list_is_brought_in_and_the_same_person_once(desk, result):
    assert (result.added, result.same) == (3, 1)
    assert [(row.line, render(row.reason, "en")) for row in result.refused] == [
        (5, "Enter a phone number."),
        (6, "Enter the customer's name."),
        (8, "A phone number has 11 digits and begins with 0, or 8 digits without the area code."),
    ]
    assert first_broken_record(desk) is None


def test_names_phones_and_addresses_are_those_of_the_counter(desk, result):
    first, second, third = (get_customer(desk, row[0]) for row in desk.rows("SELECT id FROM customer ORDER BY id"))

    assert (first.name, first.subscriber_number) == ("کیان سرویس", "000001-3")
    assert second.phones == ("09352223344", "09190001122", "02144556677")
    assert (second.name, second.site.city, second.note) == ("مریم رضایی", "اصفهان", "خوش‌حساب")
    assert (third.kind.value, third.national_id) == ("company", "10380284790")


def test_a_doubtful_national_id_is_kept_and_marked(desk, result):
    assert desk.rows("SELECT national_id, doubtful FROM customer WHERE id = 2") == [("1234567890", '["national_id"]')]


def test_they_bear_the_run_and_have_their_audit_rows(desk, result):
    assert desk.rows("SELECT DISTINCT import_id FROM customer UNION SELECT DISTINCT import_id FROM site") == [(1,)]
    assert desk.rows("SELECT count(*) FROM audit WHERE entity = 'customer' AND action = 'create'") == [(3,)]


def test_twice_is_once(desk, result, tmp_path):
    again = import_file(desk, tmp_path / SAMPLE.name, words=Words("en"))

    assert (again.added, again.same, len(again.refused)) == (0, 4, 3)


def test_a_name_that_breaks_a_column_is_one_refused_row(desk, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(f"name,phone\n{'1 2 ' * 29},09121234567\nAli Ahmadi,09121234568\n", encoding="utf-8")
    found = import_file(desk, path, words=Words("en"))

    assert found.added + len(found.refused) == 2
    assert found.added >= 1
    assert first_broken_record(desk) is None


def rows_that_look_alike(desk: Desk, tmp_path: Path, rows: str) -> ImportResult:
    path = tmp_path / "people.csv"
    path.write_text("نام,موبایل,کد ملی,شهر\n" + rows, encoding="utf-8")
    return import_file(desk, path, words=Words("fa"))


def pairs(result: ImportResult) -> list[tuple[int, str, int | None]]:
    return [(one.line, render(one.reason, "en"), one.other_line) for one in result.duplicates]


def test_rows_that_look_alike_within_the_file_are_listed_not_merged(desk, tmp_path):
    result = rows_that_look_alike(
        desk, tmp_path,
        "علی کریمی,09121112233,0499370899,قم\n"
        "زهرا کریمی,09121112233,,\n"
        "علي كريمی,09135556677,,قم\n"
        "علی کریمی,09146667788,,یزد\n"
        "ع کریمی,09157778899,0499370899,\n",
    )  # fmt: skip
    assert (result.added, result.same, result.alike) == (5, 0, 3)
    assert pairs(result) == [(3, "Same phone number", 2), (4, "Same name and city", 2), (6, "Same national id", 2)]
    assert first_broken_record(desk) is None


def test_rows_that_look_like_somebody_in_the_file_are_listed(desk, tmp_path):
    rows_that_look_alike(desk, tmp_path, "علی کریمی,09121112233,,قم\n")
    result = rows_that_look_alike(desk, tmp_path, "علی کریمی,09121112233,,قم\nمریم نوری,09121112233,,\n")
    assert (result.added, result.same, result.alike) == (1, 1, 1)
    (pair,) = result.duplicates
    assert (pair.line, pair.other_name, pair.other_number, pair.other_line) == (3, "علی کریمی", "000001-3", None)
