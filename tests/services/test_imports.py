"""Whole files: all of a file or nothing of it, twice is once, and a list of what was refused."""

from __future__ import annotations

import csv
import hashlib
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from aftersales_desktop.domain.errors import Cancelled, DeskError, StorageProblem
from aftersales_desktop.domain.own_numbers import history_number
from aftersales_desktop.i18n import LANGUAGES, Words, render
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.import_undo import undo_import
from aftersales_desktop.services.imports import import_file, refused_path
from aftersales_desktop.services.work import Area, Desk
from tests.importing.workbooks import saved
from tests.programs import needs_real_data, real_data
from tests.source import ROOT

SAMPLES = ROOT / "tests" / "importing" / "samples"
COUNTED = ("service_order", "reception", "unit", "unit_identifier", "unit_owner_change", "product_model", "category")
EVERYTHING = (*COUNTED, "customer", "customer_phone", "site", "import_run", "audit", "number_series")
WALES = ("open-repair", "repair-cafe-wales-202507.csv")
FIXIT = ("open-repair", "fixit-clinic-202507.csv")


@pytest.fixture
def words() -> Words:
    return Words("fa")


@pytest.fixture
def sample(tmp_path: Path):
    """A copy of a sample, so that the list of refused rows lands beside it."""

    def copied(name: str, to: str = "") -> Path:
        return Path(shutil.copy(SAMPLES / name, tmp_path / (to or name)))

    return copied


def counts(desk: Desk, tables: tuple[str, ...] = COUNTED) -> dict[str, int]:
    return {table: desk.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables}


def many_rows(tmp_path: Path, number: int = 1000) -> Path:
    path = tmp_path / "many.csv"
    rows = (f"{n},2020-01-01,Lamp,Brand {n % 7},broken\n" for n in range(number))
    path.write_text("id,date,category,brand,problem\n" + "".join(rows), encoding="utf-8")
    return path


def refused_rows(path: Path) -> list[list[str]]:
    with refused_path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@needs_real_data()
@pytest.mark.parametrize(("parts", "number"), [(WALES, 20_190), (FIXIT, 1_033)])
def test_real_records_come_in_once(desk, words, tmp_path, parts, number):
    path = Path(shutil.copy(real_data(*parts), tmp_path))

    first = import_file(desk, path, words=words)
    after_first = counts(desk)
    second = import_file(desk, path, words=words)

    assert (first.added, first.same, first.refused) == (number, 0, ())
    assert (second.added, second.same, second.refused) == (0, number, ())
    assert counts(desk) == after_first
    assert after_first["service_order"] == number
    assert first_broken_record(desk) is None
    assert not refused_path(path).exists()


@needs_real_data()
def test_real_records_are_what_the_file_says(desk, words, tmp_path):
    path = Path(shutil.copy(real_data(*FIXIT), tmp_path))
    import_file(desk, path, words=words)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    outcomes = dict(desk.rows("SELECT outcome, count(*) FROM service_order GROUP BY outcome"))
    statuses = [row["repair_status"] for row in rows]
    assert outcomes == {
        "repaired": statuses.count("Fixed"),
        "not_repairable": statuses.count("End of life"),
        "unknown": statuses.count("Repairable") + statuses.count("Unknown"),
    }
    days = dict(desk.rows("SELECT source_id, received_on FROM service_order"))
    assert days == {row["id"]: row["event_date"] for row in rows}
    assert desk.rows("SELECT count(*) FROM customer WHERE is_placeholder = 1")[0][0] == 1


@needs_real_data()
def test_a_workbook_with_real_dates_says_what_the_csv_says(desk, words, tmp_path):
    path = Path(shutil.copy(real_data(*FIXIT), tmp_path))
    with path.open(encoding="utf-8", newline="") as file:
        headers, *rows = csv.reader(file)
    day = headers.index("event_date")
    book = saved(
        tmp_path / "fixit.xlsx",
        [headers, *([*row[:day], date.fromisoformat(row[day]), *row[day + 1 :]] for row in rows)],
    )
    from_book = import_file(desk, book, words=words)
    days = desk.rows("SELECT source_id, received_on, customer_words, outcome FROM service_order ORDER BY source_id")
    undo_import(desk, from_book.run_id)
    from_csv = import_file(desk, path, words=words)

    assert (from_book.added, from_book.refused) == (from_csv.added, ()) == (len(rows), ())
    assert days == desk.rows(
        "SELECT source_id, received_on, customer_words, outcome FROM service_order WHERE archived_at IS NULL "
        "ORDER BY source_id"
    )
    assert import_file(desk, book, words=words).same == len(rows)


def test_persian_lists_of_any_encoding(desk, words, sample):
    for name, added in (("services_persian.csv", 3), ("services_windows_1256.csv", 2), ("services_utf_16.csv", 2)):
        assert import_file(desk, sample(name), words=words).added == added

    rows = desk.rows("SELECT received_on, outcome, customer_words FROM service_order ORDER BY id")
    assert rows[0] == ("2023-08-03", "repaired", "سرد نمی‌کند")
    assert rows[1] == ("2019-04-20", "not_repairable", "خط اول\nخط دوم")
    assert rows[3] == ("2010-05-01", "repaired", "تصویر ندارد")
    assert desk.rows("SELECT name FROM customer WHERE is_placeholder = 0 ORDER BY id") == [
        ("علی رضایی",),
        ("سارا احمدی",),
    ]
    assert first_broken_record(desk) is None


def test_refused_rows_are_listed_with_line_reason_and_row(desk, sample):
    path = sample("dates.csv")
    result = import_file(desk, path, words=Words("en"))

    listed = refused_rows(path)
    assert (result.added, result.refused_path) == (4, refused_path(path))
    assert listed[0] == ["Line", "Reason", "id", "date", "problem"]
    assert [row[0] for row in listed[1:]] == [str(row.line) for row in result.refused]
    assert [row[2] for row in listed[1:]] == ["1", "3", "4", "5", "6", "7", "9", "10", "11"]
    assert not any("\u2068" in cell or "\u2066" in cell for row in listed for cell in row)


def test_the_list_goes_once_the_file_is_clean(desk, words, sample, tmp_path):
    path = sample("dates.csv", "list.csv")
    import_file(desk, path, words=words)
    assert refused_path(path).name == "list.refused.csv"

    path.write_text("id,date,problem\n2,2020-01-01,x\n", encoding="utf-8")
    import_file(desk, path, words=words)
    assert not refused_path(path).exists()


def test_a_corrected_list_of_refused_rows_can_be_brought_in(desk, words, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("id,date,problem\n1,2020-01-01,a\n2,2020-02-30,=b\n", encoding="utf-8")
    import_file(desk, path, words=words)
    corrected = refused_path(path)
    corrected.write_text(corrected.read_text(encoding="utf-8-sig").replace("02-30", "02-28"), encoding="utf-8-sig")

    assert import_file(desk, corrected, words=words).added == 1
    path.write_text("id,date,problem\n1,2020-01-01,a\n2,2020-02-28,=b\n", encoding="utf-8")
    assert import_file(desk, path, words=words).same == 2


def test_torn_rows_do_not_stop_the_others(desk, words, sample):
    for name, added, lines in (("torn_quotes.csv", 4, [3, 8, 9]), ("wrong_columns.csv", 2, [3, 4])):
        result = import_file(desk, sample(name), words=words)
        assert (result.added, [row.line for row in result.refused]) == (added, lines)


@pytest.mark.parametrize("name", ["empty.csv", "blank.csv", "binary.csv", "binary_without_nul.csv", "workbook.csv"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_table_is_one_sentence(desk, sample, name, language):
    before = counts(desk, EVERYTHING)
    with pytest.raises(DeskError) as caught:
        import_file(desk, sample(name), words=Words(language))

    assert render(caught.value.message, language)
    assert counts(desk, EVERYTHING) == before


@pytest.mark.parametrize("name", ["doubled_column.csv", "no_useful_column.csv"])
def test_columns_that_do_not_fit_are_one_sentence(desk, words, sample, name):
    with pytest.raises(DeskError):
        import_file(desk, sample(name), words=words)
    assert counts(desk)["service_order"] == 0


def test_headers_alone_bring_nothing(desk, words, sample):
    result = import_file(desk, sample("header_only.csv"), words=words)
    assert (result.added, result.same, result.refused) == (0, 0, ())


def test_hostile_text_is_stored_harmless(desk, words, sample):
    result = import_file(desk, sample("hostile_text.csv"), words=words)

    assert result.added == 5
    stored = desk.rows("SELECT s.customer_words, p.brand FROM service_order s JOIN unit u ON u.id = s.unit_id "
                       "JOIN product_model p ON p.id = u.model_id ORDER BY s.id")  # fmt: skip
    assert stored[0] == ('HYPERLINK("http://x")', "1+1")
    assert stored[1] == ("the device is on fire", "+Bosch")
    assert stored[2][1] == "+Bosch", "the same brand in its first spelling"
    assert len(stored[4][0]) == 4000
    assert first_broken_record(desk) is None


def test_a_dry_run_counts_and_leaves_nothing(desk, words, sample):
    path = sample("dates.csv")
    before = counts(desk, EVERYTHING)
    dry = import_file(desk, path, words=words, dry_run=True)

    assert (dry.added, len(dry.refused)) == (4, 9)
    assert len(refused_rows(path)) == 10
    assert counts(desk, EVERYTHING) == before
    assert import_file(desk, path, words=words) == dry


def test_the_same_bytes_under_another_name_add_nothing(desk, words, tmp_path):
    path = many_rows(tmp_path, 20)
    import_file(desk, path, words=words)

    assert import_file(desk, Path(shutil.copy(path, tmp_path / "many (1).csv")), words=words).same == 20
    path.write_text(path.read_text(encoding="utf-8").replace("broken", "dead"), encoding="utf-8")
    assert import_file(desk, path, words=words).same == 20


def test_a_cancel_half_way_leaves_nothing(desk, words, tmp_path):
    before, asked = counts(desk, EVERYTHING), []

    def cancelled() -> bool:
        asked.append(desk.rows("SELECT count(*) FROM service_order")[0][0])
        return len(asked) > 3

    with pytest.raises(Cancelled):
        import_file(desk, many_rows(tmp_path), words=words, cancelled=cancelled)
    assert asked[-1] == 600
    assert counts(desk, EVERYTHING) == before
    assert not refused_path(tmp_path / "many.csv").exists()


def test_numbers_of_a_cancelled_import_are_given_again(desk, words, tmp_path):
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        import_file(desk, many_rows(tmp_path), words=words, cancelled=lambda: next(asked))
    import_file(desk, many_rows(tmp_path, 3), words=words)

    numbers = [row[0] for row in desk.rows("SELECT number FROM service_order ORDER BY id")]
    assert numbers == [history_number(n) for n in (1, 2, 3)]


def test_progress_ends_at_the_whole(desk, words, tmp_path):
    told: list[tuple[int, int]] = []
    import_file(desk, many_rows(tmp_path), words=words, progress=lambda done, total: told.append((done, total)))

    assert told[0][0] == 0
    assert [done for done, _total in told] == sorted(done for done, _total in told)
    assert all(done <= total for done, total in told)
    assert told[-1][0] == told[-1][1]


def test_screens_hear_of_it_once_and_only_after_the_commit(desk, words, tmp_path):
    heard: list[frozenset[Area]] = []
    desk.listeners.append(heard.append)
    path = many_rows(tmp_path, 10)
    import_file(desk, path, words=words, dry_run=True)
    assert heard == []

    import_file(desk, path, words=words)
    assert heard == [{Area.RECEPTION, Area.UNITS, Area.CUSTOMERS}]


def test_a_full_disk_leaves_nothing_and_says_so(desk, words, tmp_path):
    before = counts(desk, EVERYTHING)
    pages = desk.rows("PRAGMA page_count")[0][0]
    desk.rows(f"PRAGMA max_page_count = {pages + 20}")

    with pytest.raises(StorageProblem) as caught:
        import_file(desk, many_rows(tmp_path), words=words)
    desk.rows("PRAGMA max_page_count = 1073741823")
    assert "full" in render(caught.value.message, "en")
    assert counts(desk, EVERYTHING) == before
    assert import_file(desk, many_rows(tmp_path, 5), words=words).added == 5


def test_one_audit_row_tells_file_and_counts(desk, words, sample):
    path = sample("dates.csv")
    import_file(desk, path, words=words)

    ((change, entity),) = desk.rows("SELECT change, entity FROM audit WHERE action = 'import'")
    assert entity == "import_run"
    assert hashlib.sha256(path.read_bytes()).hexdigest() in change
    assert '"added":4' in change
    assert desk.rows("SELECT source, file_name, added, same, refused FROM import_run") == [
        ("dates", "dates.csv", 4, 0, 9)
    ]


CHILD = """
import sys
from pathlib import Path
from aftersales_desktop.i18n import Words
from aftersales_desktop.services.imports import import_file
from aftersales_desktop.services.work import open_desk

def tell(done, total):
    if done >= 400:
        print("half", flush=True)
        sys.stdin.read()

import_file(open_desk(Path(sys.argv[1])), Path(sys.argv[2]), words=Words("fa"), progress=tell)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="only on POSIX: SIGKILL")
def test_a_killed_import_leaves_nothing(desk, words, tmp_path):
    path, data = many_rows(tmp_path), tmp_path / "killed.db"
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(data), str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout.readline() == b"half\n"
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL

    again = subprocess.run(
        [sys.executable, "-c", CHILD.replace("done >= 400", "False"), str(data), str(path)], cwd=ROOT, check=False
    )
    assert again.returncode == 0
    with Desk("test", data).reader() as reader:
        assert reader.rows("SELECT added, same, refused FROM import_run") == [(1000, 0, 0)]
        assert first_broken_record(reader) is None
