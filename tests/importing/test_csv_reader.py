"""Files as other programs, and people in a hurry, leave them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftersales_desktop.i18n import LANGUAGES, render
from aftersales_desktop.importing.files import open_table
from aftersales_desktop.importing.table import LARGEST_FILE_MB, PlainRow, TornRow, UnreadableFile

SAMPLES = Path(__file__).parent / "samples"


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "records.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def rows_of(path: Path) -> list[PlainRow | TornRow]:
    return list(open_table(path).rows())


@pytest.mark.parametrize(
    ("name", "encoding", "delimiter", "first"),
    [
        ("services_persian.csv", "utf-8-sig", ";", "۱۰۱"),
        ("services_windows_1256.csv", "cp1256", ",", "1"),
        ("services_utf_16.csv", "utf-16", "\t", "7"),
        ("header_only.csv", "utf-8-sig", ",", None),
    ],
)
def test_encoding_and_delimiter_are_found(name, encoding, delimiter, first):
    table = open_table(SAMPLES / name)
    rows = list(table.rows())

    assert (table.encoding, table.delimiter) == (encoding, delimiter)
    assert all(isinstance(row, PlainRow) for row in rows)
    assert (rows[0].values[0] if rows else None) == first


def test_persian_survives_every_encoding():
    assert rows_of(SAMPLES / "services_windows_1256.csv")[0].values[2] == "تلويزيون"
    assert rows_of(SAMPLES / "services_utf_16.csv")[0].values[3] == "به برق وصل نمی‌شود"
    assert open_table(SAMPLES / "services_persian.csv").headers[0] == "شماره پذیرش"


def test_a_line_break_inside_quotes_belongs_to_the_field():
    rows = rows_of(SAMPLES / "services_persian.csv")

    assert rows[1].values[5] == "خط اول\nخط دوم"
    assert [row.line for row in rows] == [2, 3, 5]


def test_torn_quotes_take_no_neighbour_with_them():
    rows = rows_of(SAMPLES / "torn_quotes.csv")

    assert [(type(row).__name__, row.line) for row in rows] == [
        ("PlainRow", 2),
        ("TornRow", 3),
        ("PlainRow", 4),
        ("PlainRow", 5),
        ("PlainRow", 7),
        ("TornRow", 8),
        ("TornRow", 9),
    ]
    assert rows[1].values == ('2,2020-01-02,"opened and never closed',)
    assert rows[3].values[2] == "two\nlines"


def test_a_row_with_other_columns_is_reported_and_blank_ones_are_not():
    rows = rows_of(SAMPLES / "wrong_columns.csv")

    assert [row.line for row in rows] == [2, 3, 4, 7]
    assert [isinstance(row, TornRow) for row in rows] == [False, True, True, False]
    assert render(rows[1].reason, "en") == "This row has 2 columns instead of 3."
    assert rows[2].values == ("3", "2020-01-03", "a", "b")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("empty.csv", "is empty"),
        ("blank.csv", "is empty"),
        ("binary.csv", "is not a text file"),
        ("binary_without_nul.csv", "is not a text file"),
        ("workbook.csv", "is not a workbook, or it is damaged"),
        ("there_is_no_such.csv", "cannot be read"),
        (".", "cannot be read"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(name, sentence):
    with pytest.raises(UnreadableFile) as caught:
        open_table(SAMPLES / name)

    assert sentence in render(caught.value.message, "en")
    for language in LANGUAGES:
        assert "{" not in render(caught.value.message, language)


def test_a_file_cut_off_inside_a_letter_is_still_utf_8():
    table = open_table(SAMPLES / "cut_off.csv")

    assert table.encoding == "utf-8-sig"
    assert next(iter(table.rows())).values[2].startswith("دستگاه خاموش")


def test_too_large_a_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "records.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE_MB * 1024 * 1024 + 1)

    with pytest.raises(UnreadableFile) as caught:
        open_table(path)
    assert "larger than 200 MB" in render(caught.value.message, "en")


def test_too_many_columns(tmp_path):
    path = written(tmp_path, ",".join(f"c{n}" for n in range(201)) + "\n")

    with pytest.raises(UnreadableFile) as caught:
        open_table(path)
    assert "more than 200 columns" in render(caught.value.message, "en")


def test_a_field_or_line_without_end_is_one_refused_row(tmp_path):
    path = written(tmp_path, f"id,problem\n1,{'x' * 100_000}\n2,{'x' * 100_001}\n3,{'y' * 1_000_001}\n4,fine\n")
    rows = rows_of(path)

    assert [(row.line, isinstance(row, TornRow)) for row in rows] == [(2, False), (3, True), (4, True), (5, False)]


def test_a_quote_that_never_closes_costs_no_memory_and_no_rows(tmp_path):
    path = written(tmp_path, 'id,problem\n1,"open\n' + "".join(f"{n},fine\n" for n in range(2, 40_000)))
    rows = rows_of(path)

    assert sum(isinstance(row, TornRow) for row in rows) == 1
    assert len(rows) == 39_999


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end(tmp_path, end):
    assert [row.line for row in rows_of(written(tmp_path, end.join(["id,x", "1,a", "2,b", ""])))] == [2, 3]


def test_commas_in_the_text_do_not_win_over_the_delimiter(tmp_path):
    path = written(tmp_path, "id;date;problem\n1;2020-01-01;a, b, c, d and e\n2;2020-01-02;f, g\n")

    assert open_table(path).delimiter == ";"


def test_a_title_above_the_headers_is_passed_over(tmp_path):
    path = written(tmp_path, "Services of 1402,,\n\nid,date,problem\n1,2020-01-01,x\n")
    table = open_table(path)

    assert table.headers == ("id", "date", "problem")
    assert [row.line for row in table.rows()] == [4]


def test_the_apostrophe_of_spreadsheets_is_dropped_only_where_it_guards(tmp_path):
    rows = rows_of(written(tmp_path, "id,problem\n1,'=1+1\n2,'+98912\n3,'tis broken\n"))

    assert [row.values[1] for row in rows] == ["=1+1", "+98912", "'tis broken"]


def test_the_sum_is_of_the_bytes(tmp_path):
    first, second = (
        open_table(written(tmp_path, "a,b\n1,2\n")).sha256,
        open_table(written(tmp_path, "a,b\n1,3\n")).sha256,
    )

    assert len(first) == 64
    assert first != second


GOOD = (SAMPLES / "services_persian.csv").read_bytes()
PIECES = st.sampled_from(
    [b'"', b"\n", b"\r", b",", b";", b"\t", b"'=", b"\xd9", b"\xff\xfe", b"\xef\xbb\xbf", b"x" * 300]
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=400), st.lists(st.tuples(st.integers(0, len(GOOD)), PIECES), max_size=6)))
def test_no_bytes_break_the_reader(tmp_path, damage):
    content = damage
    if isinstance(damage, list):
        content = GOOD
        for place, piece in damage:
            content = content[:place] + piece + content[place:]
    try:
        table = open_table(written(tmp_path, content))
    except UnreadableFile:
        return
    rows = list(table.rows())
    assert all(isinstance(row, TornRow) or len(row.values) == len(table.headers) for row in rows)
    assert [row.line for row in rows] == sorted({row.line for row in rows})
