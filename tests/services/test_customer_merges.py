"""Two customers who are one person: nothing is lost, the old number finds them, and they can be two again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aftersales_desktop.domain.customers import CustomerDetails, SiteDetails
from aftersales_desktop.domain.errors import DeskError, NotAllowed, ValidationError
from aftersales_desktop.domain.merging import NUMBER, Side
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.i18n import LANGUAGES, Words, render
from aftersales_desktop.models.customers import Customer
from aftersales_desktop.services import customers, hand_over, import_undo, units, warranty_changes
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.customer_merges import compare_customers, merge_customers, undo_customer_merge
from aftersales_desktop.services.customer_page import customer_page
from aftersales_desktop.services.demo import fill_basics
from aftersales_desktop.services.imports import import_file
from aftersales_desktop.services.merge_list import merges_of_customer
from aftersales_desktop.services.search import search
from aftersales_desktop.services.suggestions import owner_suggestions
from aftersales_desktop.services.work import Area, Desk
from tests.services.content import visible
from tests.services.counter import Counter
from tests.services.merging import FULL, SHORT, add, choice_of, device, issue, merge, take_in
from tests.services.statements import noted_statements, transactions

SEARCHED = ("کریمی", "علی کریمی", "09121112233", "02144556677", "SN-1", "SN-2", "000002", "000003")


@pytest.fixture
def shop(desk) -> Counter:
    fill_basics(desk)
    return Counter(desk)


@pytest.fixture
def pair(shop):
    """Two files of one person, each with a device, a visit and a card."""
    desk = shop.desk
    one, other = add(desk, SHORT), add(desk, FULL)
    for owner, serial in ((one, "SN-1"), (other, "SN-2")):
        unit = device(desk, shop.model_id, serial, owner.id)
        issue(desk, unit.id, owner.id)
        order = take_in(desk, unit.id, owner.id, payer_id=one.id)
        hand_over.hand_back(desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
    return one, other


def refusal(desk: Desk, act) -> str:
    before, audited = visible(desk, *SEARCHED), desk.rows("SELECT count(*) FROM audit")
    with pytest.raises(DeskError) as caught:
        act()
    assert visible(desk, *SEARCHED) == before
    assert desk.rows("SELECT count(*) FROM audit") == audited
    assert render(caught.value.message, "fa") != render(caught.value.message, "en")
    return render(caught.value.message, "en").replace("\u2066", "").replace("\u2069", "").replace("\u2068", "")


def pointing_at(desk: Desk, customer_id: int) -> int:
    columns = {"unit": "owner_id", "service_order": "owner_id", "warranty_card": "owner_id", "reception": "payer_id"}
    queries = [f"SELECT count(*) FROM {table} WHERE {name} = ?" for table, name in columns.items()]
    return sum(desk.rows(query, customer_id)[0][0] for query in queries)


class TestLooking:
    def test_suggests_the_fuller_value_of_each_field(self, shop, pair):
        fields = {field.field: field for field in compare_customers(shop.desk, pair[0].id, pair[1].id).fields}
        suggested = {name: field.suggested for name, field in fields.items() if field.differs}
        assert suggested == {
            NUMBER: Side.ONE, "name": Side.OTHER, "phone": Side.OTHER, "national_id": Side.OTHER,
            "address": Side.OTHER, "warning": Side.ONE, "note": Side.BOTH,
        }  # fmt: skip

    def test_of_two_as_full_the_one_typed_last_is_suggested(self, shop, clock):
        one = add(shop.desk, replace(SHORT, name="رضا نوري"))
        clock.move(hours=1)
        other = add(shop.desk, replace(SHORT, name="رضا نویی"))
        name = compare_customers(shop.desk, one.id, other.id).fields[1]
        assert name.suggested is Side.OTHER
        clock.move(hours=1)
        customers.change_customer(shop.desk, one.id, replace(SHORT, name="رضا نوری", note="x"))
        assert compare_customers(shop.desk, one.id, other.id).fields[1].suggested is Side.ONE

    def test_the_file_with_more_goes_on_and_an_unknown_owner_never(self, shop):
        one, other = add(shop.desk, SHORT), add(shop.desk, FULL)
        device(shop.desk, shop.model_id, "SN-1", other.id)
        assert compare_customers(shop.desk, one.id, other.id).fields[0].suggested is Side.OTHER
        Customer.update(is_placeholder=True).where(Customer.id == other.id).execute()
        assert compare_customers(shop.desk, one.id, other.id).fields[0].suggested is Side.ONE

    def test_writes_nothing(self, shop, pair):
        before = shop.everything()
        compare_customers(shop.desk, pair[0].id, pair[1].id)
        assert shop.everything() == before


class TestMerging:
    def test_everything_hangs_on_the_one_who_goes_on(self, shop, pair):
        desk, (one, other) = shop.desk, pair
        merge(desk, one.id, other.id)
        page = customer_page(desk, one.id)
        assert (len(page.devices), len(page.orders), len(page.cards)) == (2, 2, 2)
        assert pointing_at(desk, other.id) == 0
        assert first_broken_record(desk) is None

    def test_all_phones_and_addresses_stay(self, shop, pair):
        desk, (one, other) = shop.desk, pair
        customers.add_site(desk, other.id, SiteDetails(title="ویلا", city="رامسر"))
        merge(desk, one.id, other.id)
        kept = customers.get_customer(desk, one.id)
        assert (kept.name, kept.national_id) == ("علی کریمی", "0499370899")
        assert kept.phones == ("09121112233", "02144556677")
        assert kept.site == FULL.site
        assert {site.details for site in kept.sites} == {FULL.site, SHORT.site, SiteDetails(title="ویلا", city="رامسر")}
        assert kept.note == "عصر زنگ بزنید\nکارمند بانک"
        assert kept.warning == "بدهکار"

    def test_what_was_chosen_stays(self, shop, pair):
        desk, (one, other) = shop.desk, pair
        merge(
            desk, one.id, other.id, number=Side.OTHER, name=Side.ONE, phone=Side.ONE, address=Side.ONE, note=Side.OTHER
        )
        kept = customers.get_customer(desk, other.id)
        assert (kept.id, kept.subscriber_number) == (other.id, other.subscriber_number)
        assert (kept.name, kept.phone, kept.site, kept.note) == ("کریمی", "02144556677", SHORT.site, "کارمند بانک")
        assert first_broken_record(desk) is None

    def test_an_address_that_both_have_is_kept_once(self, shop):
        desk = shop.desk
        one, other = add(desk, FULL), add(desk, replace(FULL, phones=("09121112244",)))
        unit = device(desk, shop.model_id, "SN-1", other.id, site_id=other.sites[0].id)
        event = merge(desk, one.id, other.id, number=Side.ONE)
        kept = customers.get_customer(desk, one.id)
        assert len(kept.sites) == 1
        assert units.get_unit(desk, unit.id).site_id == kept.sites[0].id
        undo_customer_merge(desk, event)
        assert units.get_unit(desk, unit.id).site_id == other.sites[0].id

    @pytest.mark.parametrize("persian", [False, True])
    @pytest.mark.parametrize("separated", [False, True])
    def test_the_old_number_finds_who_goes_on(self, shop, pair, separated, persian):
        desk, (one, other) = shop.desk, pair
        merge(desk, one.id, other.id)
        typed = other.subscriber_number if separated else other.subscriber_number.replace("-", "")
        typed = Words("fa").digits(typed) if persian else typed
        with desk.reader() as reader:
            exact = search(reader, typed).exact
            offered = owner_suggestions(reader, typed)
            named = search(reader, f"کریمی {typed}").hits
        assert (exact.kind, exact.id) == ("customer", one.id)
        assert any(getattr(part, "msgid", "") == "earlier {number}" for part in exact.subtitle)
        assert [found.id for found in offered] == [one.id]
        assert one.id in [hit.id for hit in named if hit.kind == "customer"]

    def test_is_one_transaction_with_an_audit_row_for_each(self, shop, pair):
        desk, (one, other) = shop.desk, pair
        choice = choice_of(desk, one.id, other.id)
        heard: list = []
        desk.listeners.append(heard.append)
        with noted_statements() as statements:
            merge_customers(desk, choice)
        assert transactions(statements) == ["BEGIN IMMEDIATE", "COMMIT"]
        assert heard == [frozenset({Area.CUSTOMERS, Area.UNITS, Area.RECEPTION, Area.WARRANTY})]
        rows = desk.rows("SELECT record_uuid FROM audit WHERE action = 'merge' ORDER BY seq")
        assert [row[0] for row in rows] == [one.uuid, other.uuid]

    def test_who_holds_an_old_reference_means_who_goes_on(self, shop, pair):
        desk, (one, other) = shop.desk, pair
        merge(desk, one.id, other.id)
        order = take_in(desk, device(desk, shop.model_id, "SN-9", None).id, other.id, payer_id=other.id)
        assert order.owner.id == one.id
        assert customers.get_customer(desk, other.id).id == one.id
        assert customer_page(desk, other.id).customer.id == one.id
        assert first_broken_record(desk) is None

    def test_a_cancelled_intake_gives_the_device_back_to_who_goes_on(self, shop, pair):
        desk, (one, other) = shop.desk, pair
        unit = units.find_units(desk, "SN-2")[0]
        order = take_in(desk, unit.id, shop.owner_id)
        merge(desk, one.id, other.id)
        hand_over.cancel_order(desk, order.id, "اشتباه بود")
        assert units.get_unit(desk, unit.id).owner_id == one.id
        assert first_broken_record(desk) is None

    def test_a_list_brought_in_again_opens_no_second_file(self, shop, tmp_path: Path):
        desk, path = shop.desk, tmp_path / "customers.csv"
        path.write_text("نام,موبایل\nعلی کریمی,09121112233\nع کریمی,09121112255\n", encoding="utf-8")
        import_file(desk, path, words=Words("fa"))
        one, other = (customers.find_by_phone(desk, phone)[0] for phone in ("09121112233", "09121112255"))
        merge(desk, one, other)
        path.write_text("نام,موبایل\nع کریمی,09121112255\nعلی کریمی,09121112233\n", encoding="utf-8")
        assert (again := import_file(desk, path, words=Words("fa"))).added == 0, again


class TestUndoing:
    def test_gives_the_content_of_before(self, shop, pair):
        desk, (one, other) = shop.desk, pair
        before = visible(desk, *SEARCHED)
        for sides in ({}, {"number": Side.OTHER, "address": Side.ONE}, {"number": Side.OTHER, "phone": Side.ONE}):
            event = merge(desk, one.id, other.id, **sides)
            assert visible(desk, *SEARCHED) != before
            undo_customer_merge(desk, event)
            assert visible(desk, *SEARCHED) == before
            assert first_broken_record(desk) is None

    def test_deletes_nothing_and_is_written_down(self, shop, pair):
        desk, (one, other) = shop.desk, pair
        event = merge(desk, one.id, other.id)
        undo_customer_merge(desk, event)
        assert desk.rows("SELECT reverses_id, kept_customer_id FROM merge_event ORDER BY id") == [
            (None, one.id), (event, one.id),
        ]  # fmt: skip
        assert shop.count("merge_move") > 0
        rows = desk.rows("SELECT record_uuid FROM audit WHERE action = 'undo_merge'")
        assert {row[0] for row in rows} == {one.uuid, other.uuid}
        assert merges_of_customer(desk, one.id) == []

    def test_twice_is_refused(self, shop, pair):
        desk = shop.desk
        event = merge(desk, pair[0].id, pair[1].id)
        undo_customer_merge(desk, event)
        assert "already undone" in refusal(desk, lambda: undo_customer_merge(desk, event))
        assert "already undone" in refusal(desk, lambda: undo_customer_merge(desk, 99))

    def test_what_came_with_the_merge_and_was_used_since_keeps_it(self, shop, pair):
        desk, (one, other) = shop.desk, pair
        event = merge(desk, one.id, other.id)
        order = take_in(desk, units.find_units(desk, "SN-2")[0].id, one.id)
        assert order.number in refusal(desk, lambda: undo_customer_merge(desk, event))

    def test_a_visit_with_an_own_device_does_not_keep_it(self, shop, pair):
        desk, (one, other) = shop.desk, pair
        event = merge(desk, one.id, other.id)
        take_in(desk, units.find_units(desk, "SN-1")[0].id, one.id)
        undo_customer_merge(desk, event)
        assert first_broken_record(desk) is None

    def test_a_device_that_was_sold_since_keeps_it(self, shop, pair):
        desk, (one, other) = shop.desk, pair
        event = merge(desk, one.id, other.id)
        card = customer_page(desk, one.id).cards[0]
        warranty_changes.transfer_card(desk, card.id, shop.owner_id, desk.today())
        assert "was changed after the merge" in refusal(desk, lambda: undo_customer_merge(desk, event))

    def test_a_card_that_was_issued_since_keeps_it(self, shop, pair, clock):
        desk, (one, other) = shop.desk, pair
        unit = device(desk, shop.model_id, "SN-3", other.id)
        event = merge(desk, one.id, other.id, number=Side.ONE)
        card = issue(desk, unit.id, one.id)
        assert card.number in refusal(desk, lambda: undo_customer_merge(desk, event))

    def test_a_file_that_was_changed_since_keeps_it_until_that_is_taken_back(self, shop, pair):
        desk, (one, other) = shop.desk, pair
        event = merge(desk, one.id, other.id)
        details = customers.get_customer(desk, one.id).details()
        customers.change_customer(desk, one.id, replace(details, note="تازه"))
        assert "was changed after the merge" in refusal(desk, lambda: undo_customer_merge(desk, event))
        customers.change_customer(desk, one.id, details)
        undo_customer_merge(desk, event)
        assert first_broken_record(desk) is None


class TestChains:
    def test_of_three_all_numbers_find_the_last_and_go_back_in_order(self, shop, pair):
        desk, (one, other) = shop.desk, pair
        third = add(desk, CustomerDetails(name="ع. کریمی", phones=("09350001122",)))
        states = [visible(desk, *SEARCHED)]
        first = merge(desk, one.id, other.id, number=Side.OTHER)
        states.append(visible(desk, *SEARCHED))
        second = merge(desk, other.id, third.id, number=Side.OTHER)
        with desk.reader() as reader:
            for number in (one.subscriber_number, other.subscriber_number):
                assert search(reader, number).exact.id == third.id
        assert {(row.name, row.is_direct) for row in merges_of_customer(desk, third.id)} == {
            ("علی کریمی", True), ("کریمی", False),
        }  # fmt: skip
        assert first_broken_record(desk) is None
        assert "Undo that merge first" in refusal(desk, lambda: undo_customer_merge(desk, first))
        undo_customer_merge(desk, second)
        assert visible(desk, *SEARCHED) == states[1]
        undo_customer_merge(desk, first)
        assert visible(desk, *SEARCHED) == states[0]
        assert first_broken_record(desk) is None

    def test_two_into_one_go_back_one_after_the_other(self, shop, pair):
        desk, (one, other) = shop.desk, pair
        third = add(desk, CustomerDetails(name="ع. کریمی", phones=("09350001122",)))
        before = visible(desk, *SEARCHED)
        events = [merge(desk, one.id, two, number=Side.ONE) for two in (other.id, third.id)]
        assert "was changed after the merge" in refusal(desk, lambda: undo_customer_merge(desk, events[0]))
        for event in reversed(events):
            undo_customer_merge(desk, event)
        assert visible(desk, *SEARCHED) == before

    def test_a_circle_is_refused(self, shop, pair):
        desk, (one, other) = shop.desk, pair
        third = add(desk, CustomerDetails(name="ع. کریمی", phones=("09350001122",)))
        merge(desk, one.id, other.id, number=Side.OTHER)
        assert "already merged" in refusal(desk, lambda: choice_of(desk, third.id, one.id))
        assert "already merged" in refusal(desk, lambda: choice_of(desk, one.id, other.id))

    def test_the_file_itself_refuses_a_circle_and_a_chain(self, shop, pair):
        desk, (one, other) = shop.desk, pair
        merge(desk, one.id, other.id, number=Side.OTHER)
        for customer_id, target in ((other.id, one.id), (shop.owner_id, one.id), (other.id, other.id)):
            with pytest.raises(Exception, match="cannot be merged that way"):
                Customer.update(merged_into=target, archived_at=desk.now()).where(Customer.id == customer_id).execute()
        with pytest.raises(Exception, match="cannot be merged that way"):
            Customer.update(archived_at=None).where(Customer.id == one.id).execute()


class TestRefusals:
    def test_oneself(self, shop, pair):
        assert "the same customer" in refusal(shop.desk, lambda: choice_of(shop.desk, pair[0].id, pair[0].id))

    def test_somebody_put_away(self, shop, pair):
        third = add(shop.desk, SHORT)
        customers.withdraw_customer(shop.desk, third.id)
        assert "not in use any more" in refusal(shop.desk, lambda: choice_of(shop.desk, pair[0].id, third.id))

    @pytest.mark.parametrize("place", [0, 1])
    def test_a_file_that_was_changed_since_it_was_seen(self, shop, pair, place):
        desk, (one, other) = shop.desk, pair
        choice = choice_of(desk, one.id, other.id)
        customers.change_customer(desk, pair[place].id, replace(pair[place].details(), note="تازه"))
        assert "Compare them again" in refusal(desk, lambda: merge_customers(desk, choice))

    @pytest.mark.parametrize("place", [0, 1])
    def test_an_address_that_was_changed_since_it_was_seen(self, shop, pair, place):
        desk, (one, other) = shop.desk, pair
        choice = choice_of(desk, one.id, other.id)
        site = SiteDetails(city="تهران", address="جای دیگر")
        customers.change_customer(desk, pair[place].id, replace(pair[place].details(), site=site))
        assert "Compare them again" in refusal(desk, lambda: merge_customers(desk, choice))

    def test_the_same_choice_twice(self, shop, pair):
        desk = shop.desk
        choice = choice_of(desk, pair[0].id, pair[1].id)
        merge_customers(desk, choice)
        assert "already merged" in refusal(desk, lambda: merge_customers(desk, choice))

    def test_more_phones_than_a_file_holds(self, shop):
        phones = [f"0912000{number:04}" for number in range(12)]
        one = add(shop.desk, replace(SHORT, phones=tuple(phones[:6])))
        other = add(shop.desk, replace(FULL, phones=tuple(phones[6:])))
        choice = choice_of(shop.desk, one.id, other.id)
        with pytest.raises(ValidationError) as caught:
            merge_customers(shop.desk, choice)
        assert [problem.field for problem in caught.value.problems] == ["phone"]
        assert merges_of_customer(shop.desk, one.id) == []

    def test_a_merged_file_is_not_changed_any_more(self, shop, pair):
        desk, (one, other) = shop.desk, pair
        merge(desk, one.id, other.id)
        said = refusal(desk, lambda: customers.change_customer(desk, other.id, FULL))
        assert one.subscriber_number in said
        assert "was merged into" in refusal(desk, lambda: customers.withdraw_customer(desk, other.id))

    def test_who_goes_on_is_not_withdrawn(self, shop):
        one, other = add(shop.desk, SHORT), add(shop.desk, FULL)
        merge(shop.desk, one.id, other.id, number=Side.ONE)
        with pytest.raises(NotAllowed):
            customers.withdraw_customer(shop.desk, one.id)


class TestUnknownOwners:
    ROWS = (
        "شماره پذیرش,تاریخ پذیرش,نوع دستگاه,برند,سریال,نام مشتری,موبایل,شرح\n"
        "1,2020-01-05,یخچال,اسنوا,SN-100,,,سرد نمی‌کند\n2,2021-01-05,یخچال,اسنوا,,,,صدا دارد\n"
    )

    @pytest.fixture
    def unknown(self, shop, tmp_path) -> int:
        path = tmp_path / "old.csv"
        path.write_text(self.ROWS, encoding="utf-8")
        import_file(shop.desk, path, words=Words("fa"))
        return shop.desk.rows("SELECT id FROM customer WHERE is_placeholder = 1")[0][0]

    def test_goes_up_in_a_known_one_and_back(self, shop, unknown):
        desk = shop.desk
        before = visible(desk, "کریمی", "SN-100")
        one = add(desk, FULL)
        before = visible(desk, "کریمی", "SN-100")
        event = merge(desk, unknown, one.id)
        page = customer_page(desk, one.id)
        assert (page.customer.name, len(page.devices), len(page.orders)) == ("علی کریمی", 2, 2)
        assert not page.customer.is_placeholder
        undo_customer_merge(desk, event)
        assert visible(desk, "کریمی", "SN-100") == before

    def test_does_not_go_on_instead_of_a_known_one(self, shop, unknown):
        one = add(shop.desk, FULL)
        choice = choice_of(shop.desk, unknown, one.id, number=Side.ONE)
        assert "cannot go on" in refusal(shop.desk, lambda: merge_customers(shop.desk, choice))

    def test_two_of_them_are_one(self, shop, unknown, tmp_path):
        path = tmp_path / "older.csv"
        path.write_text(self.ROWS.replace("SN-100", "SN-200").replace("2020", "2019"), encoding="utf-8")
        import_file(shop.desk, path, words=Words("fa"))
        other = shop.desk.rows("SELECT max(id) FROM customer WHERE is_placeholder = 1")[0][0]
        assert other != unknown
        event = merge(shop.desk, unknown, other)
        assert first_broken_record(shop.desk) is None
        undo_customer_merge(shop.desk, event)
        assert first_broken_record(shop.desk) is None

    def test_keeps_its_import_from_being_undone(self, shop, unknown):
        merge(shop.desk, unknown, add(shop.desk, FULL).id)
        run = shop.desk.rows("SELECT max(id) FROM import_run")[0][0]
        assert "was changed after the import" in refusal(shop.desk, lambda: import_undo.undo_import(shop.desk, run))


def test_every_sentence_has_both_languages(shop, pair):
    for field in compare_customers(shop.desk, pair[0].id, pair[1].id).fields:
        assert all(Words(language)(field.title) for language in LANGUAGES)
        assert Words("fa")(field.title) != field.title
