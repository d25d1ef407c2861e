"""What the one search box shows for what is typed or scanned."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.i18n import Code, Message, OwnNumber, Phone, Words
from aftersales_desktop.services import customers, search_hits, search_sql
from aftersales_desktop.services.search import SearchHit, SearchResults, search
from aftersales_desktop.services.search_hits import HitKind
from aftersales_desktop.services.search_words import NameWords
from aftersales_desktop.services.work import Desk
from aftersales_desktop.ui.widgets.highlight import marked_ranges
from tests.services import factories
from tests.services.factories import (
    add_card,
    add_category,
    add_customer,
    add_issuer,
    add_model,
    add_order,
    add_unit,
    insert,
    start_series,
)


class Counting:
    """Rows of a desk, and how many statements were asked."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.statements: list[str] = []

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        self.statements.append(sql)
        return self._desk.rows(sql, *values)


@pytest.fixture
def counter(desk: Desk) -> Desk:
    """A small shop: one customer with a device in the shop and a card, and another customer."""
    add_customer(1, "رضا رضایی", ["09121234567", "02188776655"])
    add_customer(2, "سارا کریمی", ["09359990000"], national_id="0499370899")
    model = add_model(add_category(), "Aral", "X-100")
    add_unit(model, 1, "SN8-2290", ["352099001761481"])
    add_unit(model, 2, "SN8-7788")
    add_order(1, 1, 1, state="ready", promised_on="2026-11-25", shelf="A-03")
    add_order(2, 2, 2, state="closed", promised_on="2026-11-20")
    start_series("reception/01/1405", 2)
    start_series("subscriber", 2)
    ours, pars = add_issuer("مرکز ما", is_ours=True), add_issuer("پارس گارانتی", is_ours=False)
    held = {"unit_id": 1, "owner_id": 1, "state": "active", "started_on": "2026-01-01", "last_day": "2027-06-30"}
    add_card("G-00000001-3", ours, **held)
    add_card("PG-555-01", pars, **{**held, "state": "void"})
    add_card("G-00000002-1", ours)
    return desk


def found(results: SearchResults) -> dict[HitKind, list[int]]:
    return {group.kind: [hit.id for hit in group.hits] for group in results.groups}


def spoken(hit: SearchHit) -> str:
    words = Words("en")
    return " · ".join(words.value(part) for part in (*hit.title, *hit.subtitle))


def test_a_name_shows_the_customer_and_what_is_theirs(counter):
    assert found(search(counter, "رضایی")) == {
        HitKind.CUSTOMER: [1],
        HitKind.ORDER: [1],
        HitKind.CARD: [2, 1],
        HitKind.UNIT: [1],
    }


def test_groups_come_in_one_order(counter):
    kinds = [group.kind for group in search(counter, "رضایی").groups]
    assert kinds == [HitKind.CUSTOMER, HitKind.ORDER, HitKind.CARD, HitKind.UNIT]


def test_the_last_four_digits_of_a_phone_show_its_order(counter):
    results = search(counter, "4567")
    assert found(results)[HitKind.ORDER] == [1]
    order = next(hit for hit in results.hits if hit.kind is HitKind.ORDER)
    assert order.state == "ready"
    assert order.title == (OwnNumber("01-05-00001-4"), "رضا رضایی")
    assert "Promised for \u20662026-11-25\u2069" in spoken(order)
    assert "Shelf \u2066A-03\u2069" in spoken(order)


def test_an_order_that_has_left_shows_no_promise(counter):
    order = next(hit for hit in search(counter, "SN87788").hits if hit.kind is HitKind.ORDER)
    assert not [part for part in order.subtitle if isinstance(part, Message)]


def test_a_name_and_the_end_of_a_phone(counter):
    """The one whose phone ends so; who has the digits elsewhere in it is asked for when nobody's does."""
    add_customer(3, "رضا رضایی", ["09124567001"])
    assert found(search(counter, "رضایی 4567"))[HitKind.CUSTOMER] == [1]
    assert found(search(counter, "4567 رضا"))[HitKind.CUSTOMER] == [1]
    assert found(search(counter, "رضایی 6700"))[HitKind.CUSTOMER] == [3]
    assert HitKind.CUSTOMER not in found(search(counter, "کریمی 4567"))


def test_the_phone_that_was_typed_is_the_one_shown(counter):
    by_second = next(hit for hit in search(counter, "88776655").hits if hit.kind is HitKind.CUSTOMER)
    by_name = next(hit for hit in search(counter, "رضایی").hits if hit.kind is HitKind.CUSTOMER)
    assert Phone("02188776655") in by_second.subtitle
    assert Phone("09121234567") in by_name.subtitle


def test_the_identifier_that_was_typed_is_the_one_shown(counter):
    by_imei = next(hit for hit in search(counter, "9001761").hits if hit.kind is HitKind.UNIT)
    by_serial = next(hit for hit in search(counter, "SN8-22").hits if hit.kind is HitKind.UNIT)
    assert Code("352099001761481") in by_imei.title
    assert Code("SN8-2290") in by_serial.title


@pytest.mark.parametrize("typed", ["00000002", "۰۰۰۰۰۰۰۲", "000000021", "G-00000002", "G-00000002-1"])
def test_a_card_is_found_with_and_without_its_letter_and_check_digit(counter, typed):
    hits = [hit for hit in search(counter, typed).hits if hit.kind is HitKind.CARD]
    assert [hit.title[0] for hit in hits] == ["G-00000002-1"]


def test_cards_of_others_name_their_issuer(counter):
    foreign = next(hit for hit in search(counter, "PG555").hits if hit.kind is HitKind.CARD)
    assert foreign.title == (Code("PG-555-01"),)
    assert foreign.subtitle[0] == "پارس گارانتی"
    ours = next(hit for hit in search(counter, "G-00000001-3").hits if hit.is_exact)
    assert ours.title == (OwnNumber("G-00000001-3"),)
    assert "Valid until \u20662027-06-30\u2069" in spoken(ours)


def test_no_part_of_a_line_is_empty(counter):
    add_customer(3, "بی تلفن")
    for query in ("رضایی", "G0000", "SN8", "تلفن", "0105"):
        for hit in search(counter, query).hits:
            assert "" not in (*hit.title, *hit.subtitle)


@pytest.mark.parametrize(
    ("typed", "kind", "record"),
    [
        ("000001-3", HitKind.CUSTOMER, 1),
        ("۰۰۰۰۰۱۳", HitKind.CUSTOMER, 1),
        ("09121234567", HitKind.CUSTOMER, 1),
        ("+98 912 123 4567", HitKind.CUSTOMER, 1),
        ("02188776655", HitKind.CUSTOMER, 1),
        ("01-05-00001-4", HitKind.ORDER, 1),
        ("J0105000014", HitKind.ORDER, 1),
        ("ت۰۱۰۵۰۰۰۰۱۴", HitKind.ORDER, 1),
        ("0105000014", HitKind.ORDER, 1),
        ("G-00000001-3", HitKind.CARD, 1),
        ("g000000013", HitKind.CARD, 1),
        ("ل۰۰۰۰۰۰۰۱۳", HitKind.CARD, 1),
        ("pg-555-01", HitKind.CARD, 2),
        ("SN8-2290", HitKind.UNIT, 1),
        ("sn8 2290", HitKind.UNIT, 1),
        ("352099001761481", HitKind.UNIT, 1),
        ("U0000000013", HitKind.UNIT, 3),
        ("ع۰۰۰۰۰۰۰۰۱۳", HitKind.UNIT, 3),
        ("H-0000001-3", HitKind.ORDER, 3),
        ("ا۰۰۰۰۰۰۱۳", HitKind.ORDER, 3),
        ("0499370899", HitKind.CUSTOMER, 2),
    ],
)
def test_a_whole_number_names_one_record(counter, typed, kind, record):
    tagged = add_unit(1, 2, "")
    insert("unit_identifier", **factories.identifier_values(tagged, "tag", "U0000000013"))
    visit = insert("reception", **factories.reception_values("H-0000001-3"))
    past = {"state": "closed", "origin": "imported", "source": "old", "source_id": "1"}
    insert("service_order", **factories.order_values("H-0000001-3", visit, tagged, 2, **past))

    exact = search(counter, typed).exact
    assert exact is not None
    assert (exact.kind, exact.id) == (kind, record)


@pytest.mark.parametrize("typed", ["رضایی", "4567", "SN8-22", "G-0000", "0912123456", "01-05-00001"])
def test_a_part_names_none(counter, typed):
    assert search(counter, typed).hits
    assert search(counter, typed).exact is None


def test_a_phone_of_two_customers_names_none(counter):
    add_customer(3, "فرزند رضایی", ["09121234567"])
    results = search(counter, "09121234567")
    assert found(results)[HitKind.CUSTOMER] == [3, 1]
    assert results.exact is None


def test_an_order_of_several_opens_the_first_and_shows_the_others(counter):
    for position in (2, 3):
        values = factories.order_values(f"01-05-00002-3-{position}", 2, 1, 1, state="closed", position=position)
        insert("service_order", **values)
    whole = search(counter, "01-05-00002-3")
    assert whole.exact.id == 2
    assert found(whole)[HitKind.ORDER] == [2, 4, 3]
    assert search(counter, "01-05-00002-3-2").exact.id == 3
    assert search(counter, "J010500002302").exact.id == 3


@pytest.mark.parametrize("typed", ["000001-4", "01-05-00001-9", "J0105000019", "G-00000001-8", "۰۱-۰۵-۰۰۰۰۱-۹"])
def test_a_wrong_check_digit_is_told(counter, typed):
    results = search(counter, typed)
    assert not results.hits
    assert results.note.msgid == "The check digit of {number} is wrong; read the number again."


def test_a_wrong_check_digit_without_separators_is_told_when_nothing_fits(counter):
    assert search(counter, "0105000019").note is not None
    assert search(counter, "0000014").note is not None


@pytest.mark.parametrize("typed", ["0912123", "4567", "رضایی", "01-05-00001-4", "0935999"])
def test_no_note_where_nothing_is_wrong(counter, typed):
    assert search(counter, typed).note is None


def test_beginning_a_phone_is_not_a_wrong_number(counter):
    assert search(counter, "0919777").note is None


def test_orders_in_the_centre_come_before_those_that_left(counter):
    left = [add_order(number, 2, 2, state="closed") for number in (4566, 4567, 4568)]
    by_number_and_phone = found(search(counter, "4567"))[HitKind.ORDER]
    assert by_number_and_phone == [1, left[1]]
    add_unit(1, 2, "SN9-0001")
    waiting = add_order(5, 3, 2, state="waiting_part")
    later = add_order(6, 2, 2, state="closed")
    assert found(search(counter, "کریمی"))[HitKind.ORDER] == [waiting, later, *reversed(left), 2]
    number = counter.rows("SELECT number FROM service_order WHERE id = ?", left[1])[0][0]
    assert found(search(counter, number))[HitKind.ORDER][0] == left[1]


def test_a_short_page_still_shows_what_belongs_to_customers_below_it(counter):
    for number in range(10, 30):
        add_customer(number, "رضا رضایی", [f"0912{number:03}4567"])
    results = search(counter, "4567", limit=8)
    assert 1 not in found(results)[HitKind.CUSTOMER]
    assert found(results)[HitKind.ORDER] == [1]


def test_every_word_must_match(counter):
    assert found(search(counter, "رضایی 4567"))[HitKind.CUSTOMER] == [1]
    assert found(search(counter, "4567 رضا"))[HitKind.CUSTOMER] == [1]
    assert not search(counter, "کریمی 4567").hits
    assert not search(counter, "رضایی 7788").hits
    assert found(search(counter, "کریمی س 35 99"))[HitKind.CUSTOMER] == [2]
    assert not search(counter, "کریمی س 35 98").hits
    assert not search(counter, "کریمی س ع").hits


@pytest.mark.parametrize(
    ("typed", "kind", "record"),
    [
        ("رضایی 2290", HitKind.UNIT, 1),
        ("رضایی SN8", HitKind.UNIT, 1),
        ("aral 2290", HitKind.UNIT, 1),
        ("رضایی 2290", HitKind.ORDER, 1),
        ("رضایی 00001-4", HitKind.ORDER, 1),
        ("رضایی PG5", HitKind.CARD, 2),
        ("4567 2290", HitKind.UNIT, 1),
        ("رضایی 000001-3", HitKind.CUSTOMER, 1),
        ("ک 0000", HitKind.CUSTOMER, 2),
        ("سا 35", HitKind.CUSTOMER, 2),
    ],
)
def test_words_may_come_from_the_record_its_device_or_its_owner(counter, typed, kind, record):
    assert record in found(search(counter, typed)).get(kind, [])


def test_names_hold_digits_too(counter):
    add_customer(3, "فروشگاه 110")
    assert found(search(counter, "110"))[HitKind.CUSTOMER] == [3]
    assert found(search(counter, "فروشگاه ۱۱۰"))[HitKind.CUSTOMER] == [3]


def test_what_was_removed_is_not_found(counter):
    customer = customers.add_customer(counter, CustomerDetails(name="نادر شاهی", phones=("09131112222",)))
    assert found(search(counter, "1112222"))[HitKind.CUSTOMER] == [customer.id]
    customers.change_customer(counter, customer.id, CustomerDetails(name="نادر شاهی", phones=("09133334444",)))
    for query in ("1112222", "09131112222", "0913111", "11122"):
        assert not search(counter, query).hits
    assert found(search(counter, "3334444"))[HitKind.CUSTOMER] == [customer.id]
    customers.withdraw_customer(counter, customer.id)
    assert not search(counter, "نادر").hits


def test_a_removed_identifier_is_not_found(counter):
    counter.rows("UPDATE unit_identifier SET removed_at = '2026-11-23T08:00:00.000Z' WHERE value = 'SN8-2290'")
    for query in ("SN8-2290", "SN822", "2290", "822"):
        assert 1 not in found(search(counter, query)).get(HitKind.UNIT, [])


def test_more_than_a_page_is_told(counter):
    for number in range(10, 40):
        add_customer(number, f"مشتری {number}", [f"0913000{number:04}"])
    groups = {group.kind: group for group in search(counter, "مشتری", limit=20).groups}
    assert len(groups[HitKind.CUSTOMER].hits) == 20
    assert groups[HitKind.CUSTOMER].may_be_more
    assert not {group.kind: group for group in search(counter, "رضایی").groups}[HitKind.CUSTOMER].may_be_more


def test_a_beginning_that_many_share_gives_the_newest(counter):
    for number in range(10, 410):
        add_customer(number, f"مشتری {number}", [f"0913{number:07}"])
    newest = counter.rows("SELECT max(id) FROM customer")[0][0]
    hits = found(search(counter, "0913"))[HitKind.CUSTOMER]
    assert hits == list(range(newest, newest - 50, -1))


def test_hits_tell_what_to_mark(counter):
    order = search(counter, "J0105000014").hits[0]
    assert marked_ranges(order.title[0], order.matched) == [(0, len(order.title[0]))]
    customer = search(counter, "رضائي ۴۵۶۷").hits[0]
    assert marked_ranges("رضا رضایی", customer.matched) == [(4, 5)]


HOSTILE = [
    "", " ", '"', '""', "'", "''", "*", "a*", "NEAR(", "NEAR(a b, 3)", "a AND b", "OR", "NOT a", "a OR", "(", ")", "a)",
    "name_search:a", "{a b}: c", "^a", "a + b", "-", "--", "' OR 1=1 --", "'; DROP TABLE customer; --", "%", "_", "%%%",
    "\\", "\x00", "a\x00b", "\x1b[0m", "\n\t\r", "\u202e\u2066", "\ufeff", "\ud800", "a\udfff", "😀", "👩\u200d🔧", "١",
    "½", "²", "\u093f", "\u0301", "۱" * 10_000, "م" * 10_000, "م " * 5000, "a" * 10_000, '"' * 10_000, "9" * 120,
    "0" * 119, "J" + "0" * 10, "J" * 50, "U0000000000", "H-", "G--", "+", "+98", "0098", "؟!،؛", "ـــ", "\u200c\u200c",
    "۰۰۰", " ".join("abcdefghijkl"), " ".join("12345678901234"), "NULL", "?", "?1", ":x", "@x", "$x", "[a]", "`a`",
    "/*", "*/",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_can_be_typed_fails(counter, typed):
    results = search(counter, typed)
    assert len(results.hits) < 50
    assert counter.rows("SELECT count(*) FROM customer")[0][0] == 2


@pytest.mark.parametrize("typed", ["'; DROP TABLE customer; --", "NEAR(", '"', "***", "😀", "\x00", "م" * 10_000])
def test_hostile_text_finds_nothing(counter, typed):
    assert search(counter, typed) == SearchResults()


def test_a_reader_finds_the_same_as_the_desk(counter):
    with counter.reader() as reader:
        for typed in ("رضایی", "4567", "SN8", "01-05-00001-4", "رضایی 2290"):
            assert search(reader, typed) == search(counter, typed)


@pytest.mark.parametrize(
    ("typed", "most"), [("رضایی", 15), ("01-05-00001-4", 28), ("09121234567", 27), ("رضایی 4567", 38)]
)
def test_statements_do_not_grow_with_the_hits(counter, typed, most):
    few = Counting(counter)
    search(few, typed)
    assert len(few.statements) <= most
    for number in range(10, 40):
        add_customer(number, "رضا رضایی", [f"0912{number:03}4567"])
    many = Counting(counter)
    search(many, typed)
    assert len(many.statements) <= len(few.statements)


def test_every_statement_is_written_in_the_source(counter):
    """No query text is made at run time: each one asked is a constant of the modules."""
    constants = {
        value for module in (search_sql, search_hits) for value in vars(module).values() if isinstance(value, str)
    }
    asked = Counting(counter)
    for typed in ("رضایی", "4567", "SN8-2290", "رضایی 2290", "ک 00", "12"):
        search(asked, typed)
    assert set(asked.statements) <= constants


def test_no_statement_scans_with_like():
    source = Path(search_sql.__file__).read_text(encoding="utf-8")
    texts = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]
    assert not [text for text in texts if isinstance(text, str) and " LIKE " in text.upper()]


def test_no_statement_reads_a_whole_table(counter):
    """Every table of records is reached through an index, whatever is typed."""
    asked = Counting(counter)
    for typed in ("رضایی", "4567", "SN8-2290", "رضایی 2290", "ک 00", "12", "00001", "0105", "09121234567"):
        search(asked, typed)
    for statement in set(asked.statements):
        values = ["'[]'"] * 4
        plan = [row[3] for row in counter.rows(f"EXPLAIN QUERY PLAN {statement}", *values[: _marks(statement)])]
        scans = [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]
        assert not scans, (statement, plan)


def _marks(statement: str) -> int:
    numbered = [number for number in range(1, 9) if f"?{number}" in statement]
    return max(numbered) if numbered else statement.count("?")


@pytest.mark.parametrize("typed", ["كيان سرويس", "کیان‌سرویس", "کیانسرویس", "سرویس کیان", "كيانسرويس", "کیان سرویص"])
def test_a_company_is_found_in_every_spelling(desk, typed):
    add_customer(1, "کیان‌سرویس")
    hits = search(desk, typed, names=NameWords()).hits
    assert [hit.title for hit in hits] == [("کیان‌سرویس",)]
