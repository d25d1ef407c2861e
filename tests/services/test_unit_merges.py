"""Two devices that are one: both codes find it, its page tells the history of both, and they can be two again."""

from __future__ import annotations

from datetime import date

import pytest

from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.domain.merging import Side
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.i18n import Words, render
from aftersales_desktop.models.units import Unit
from aftersales_desktop.services import catalogue, customers, hand_over, unit_merges, units, warranty
from aftersales_desktop.services.biography import EntryKind, unit_biography
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.claims import note_serial
from aftersales_desktop.services.customer_merges import undo_customer_merge
from aftersales_desktop.services.demo import fill_basics
from aftersales_desktop.services.imports import import_file
from aftersales_desktop.services.merge_list import merges_of_unit
from aftersales_desktop.services.search import search
from aftersales_desktop.services.suggestions import unit_suggestions
from aftersales_desktop.services.unit_merges import compare_units, likely_same, merge_units, undo_unit_merge
from aftersales_desktop.services.warranty_changes import withdraw_card
from aftersales_desktop.services.work import Desk
from tests.services.content import visible
from tests.services.counter import MARYAM, Counter
from tests.services.merging import add, device, issue, merge, merge_devices, take_in

SEARCHED = ("SN-1", "U000000001", "احمدی", "نوری")


@pytest.fixture
def shop(desk) -> Counter:
    fill_basics(desk)
    return Counter(desk)


@pytest.fixture
def pair(shop):
    """A device that was taken in without a legible serial, and the same one with it; each with a visit that is over."""
    desk = shop.desk
    tagged = device(desk, shop.model_id, "", shop.owner_id)
    known = device(desk, shop.model_id, "SN-1", shop.owner_id, sold_on=date(2026, 1, 5))
    for unit in (tagged, known):
        order = take_in(desk, unit.id, shop.owner_id)
        hand_over.hand_back(desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
    return tagged, known


def refusal(desk: Desk, act) -> str:
    before, audited = visible(desk, *SEARCHED), desk.rows("SELECT count(*) FROM audit")
    with pytest.raises(DeskError) as caught:
        act()
    assert visible(desk, *SEARCHED) == before
    assert desk.rows("SELECT count(*) FROM audit") == audited
    assert render(caught.value.message, "fa") != render(caught.value.message, "en")
    return render(caught.value.message, "en").replace("\u2066", "").replace("\u2069", "")


class TestMerging:
    def test_both_codes_find_the_one(self, shop, pair):
        desk, (tagged, known) = shop.desk, pair
        merge_devices(desk, tagged.id, known.id)
        assert [unit.id for unit in units.find_units(desk, "sn1")] == [known.id]
        assert [unit.id for unit in units.find_units(desk, tagged.serial)] == [known.id]
        with desk.reader() as reader:
            assert search(reader, tagged.serial).exact.id == known.id
            assert [one.id for one in unit_suggestions(reader, tagged.serial)] == [known.id]
        unit = units.get_unit(desk, tagged.id)
        assert (unit.id, unit.serial, unit.tags, unit.sold_on) == (known.id, "SN-1", (tagged.serial,), date(2026, 1, 5))
        assert first_broken_record(desk) is None

    def test_tells_both_visits_on_one_page(self, shop, pair):
        desk, (tagged, known) = shop.desk, pair
        before = [entry for unit in pair for entry in unit_biography(desk, unit.id)]
        merge_devices(desk, tagged.id, known.id)
        after = unit_biography(desk, known.id)
        assert len(after) == len(before) + 1
        (told,) = [entry for entry in after if entry.kind is EntryKind.MERGE]
        assert tagged.serial in Words("en").say(told.title)
        assert sum(entry.kind is EntryKind.VISIT for entry in after) == sum(e.kind is EntryKind.VISIT for e in before)

    def test_an_open_order_goes_on_where_the_device_stands(self, shop, pair):
        desk, (tagged, known) = shop.desk, pair
        order = take_in(desk, tagged.id, shop.owner_id)
        merge_devices(desk, known.id, tagged.id)
        unit = units.find_units(desk, "SN-1")[0]
        assert (unit.id, unit.is_in_custody, unit.serial) == (tagged.id, True, "SN-1")
        assert first_broken_record(desk) is None
        hand_over.hand_back(desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        assert first_broken_record(desk) is None

    def test_the_chosen_owner_is_its_owner_and_no_history_is_lost(self, shop, pair):
        desk, (tagged, _known) = shop.desk, pair
        maryam = add(desk, MARYAM)
        other = device(desk, shop.model_id, "SN-7", maryam.id)
        event = merge_devices(desk, tagged.id, other.id, owner=Side.ONE)
        assert units.get_unit(desk, other.id).owner_id == shop.owner_id
        undo_unit_merge(desk, event)
        assert units.get_unit(desk, other.id).owner_id == maryam.id

    def test_the_fuller_value_is_suggested(self, shop, pair):
        desk, known = shop.desk, pair[1]
        general = catalogue.add_model(desk, category_id=shop.category_id, brand="سامسونگ", name="").id
        plain = device(desk, general, "", shop.owner_id)
        fields = {field.field: field for field in compare_units(desk, plain.id, known.id).fields}
        assert (fields["model"].suggested, fields["sold_on"].suggested) == (Side.OTHER, Side.OTHER)
        assert fields["model"].differs and not fields["owner"].differs

    def test_who_holds_an_old_reference_means_the_one(self, shop, pair):
        desk, (tagged, known) = shop.desk, pair
        merge_devices(desk, tagged.id, known.id)
        assert take_in(desk, tagged.id, shop.owner_id).unit.id == known.id
        assert issue(desk, tagged.id, shop.owner_id).unit.id == known.id
        assert first_broken_record(desk) is None

    def test_a_card_comes_along_and_counts(self, shop, pair):
        desk, (tagged, known) = shop.desk, pair
        issue(desk, tagged.id, shop.owner_id)
        merge_devices(desk, tagged.id, known.id)
        assert warranty.unit_verdict(desk, known.id, desk.today()).tone.value == "covered"

    def test_withdrawing_a_card_leaves_the_device_that_goes_on(self, shop, pair, clock):
        desk, (tagged, known) = shop.desk, pair
        clock.move(minutes=5)
        card = issue(desk, known.id, shop.owner_id)
        merge_devices(desk, tagged.id, known.id)
        withdraw_card(desk, card.id)
        assert units.find_units(desk, "SN-1")
        assert first_broken_record(desk) is None

    def test_the_serial_that_is_found_is_said_to_be_another_devices(self, shop, pair):
        desk, (tagged, _known) = shop.desk, pair
        assert "already belongs to another device" in refusal(desk, lambda: note_serial(desk, tagged.id, "SN-1"))

    def test_likely_ones_are_the_owners_others_without_a_second_serial(self, shop, pair):
        desk, (tagged, known) = shop.desk, pair
        device(desk, shop.model_id, "SN-5", add(desk, MARYAM).id)
        assert [unit.id for unit in likely_same(desk, tagged)] == [known.id]
        third = device(desk, shop.model_id, "SN-6", shop.owner_id)
        assert [unit.id for unit in likely_same(desk, third)] == [tagged.id]

    def test_an_imported_one_is_merged_too(self, shop, tmp_path):
        desk, path = shop.desk, tmp_path / "old.csv"
        path.write_text(
            "شماره پذیرش,تاریخ پذیرش,نوع دستگاه,برند,سریال,نام مشتری,موبایل,شرح\n"
            "1,2020-01-05,گوشی,سامسونگ,,,,صدا ندارد\n",
            encoding="utf-8",
        )
        import_file(desk, path, words=Words("fa"))
        old = units.get_unit(desk, desk.rows("SELECT max(id) FROM unit")[0][0])
        known = device(desk, shop.model_id, "SN-1", shop.owner_id)
        before = visible(desk, *SEARCHED)
        event = merge_devices(desk, old.id, known.id)
        assert units.get_unit(desk, old.id).owner_id == shop.owner_id
        assert any("Earlier service" in entry.title.msgid for entry in unit_biography(desk, known.id))
        assert first_broken_record(desk) is None
        assert import_file(desk, path, words=Words("fa")).added == 0
        undo_unit_merge(desk, event)
        assert visible(desk, *SEARCHED) == before


class TestUndoing:
    def test_gives_the_content_of_before(self, shop, pair):
        desk, (tagged, known) = shop.desk, pair
        before = visible(desk, *SEARCHED)
        event = merge_devices(desk, tagged.id, known.id)
        assert visible(desk, *SEARCHED) != before
        assert [row.is_direct for row in merges_of_unit(desk, known.id)] == [True]
        undo_unit_merge(desk, event)
        assert visible(desk, *SEARCHED) == before
        assert merges_of_unit(desk, known.id) == []
        assert first_broken_record(desk) is None
        assert "already undone" in refusal(desk, lambda: undo_unit_merge(desk, event))

    def test_a_visit_since_keeps_it(self, shop, pair):
        desk, (tagged, known) = shop.desk, pair
        event = merge_devices(desk, tagged.id, known.id)
        order = take_in(desk, known.id, shop.owner_id)
        assert order.number in refusal(desk, lambda: undo_unit_merge(desk, event))

    def test_a_card_since_keeps_it(self, shop, pair):
        desk, (tagged, known) = shop.desk, pair
        event = merge_devices(desk, tagged.id, known.id)
        card = issue(desk, known.id, shop.owner_id)
        assert card.number in refusal(desk, lambda: undo_unit_merge(desk, event))

    def test_another_owner_since_keeps_it(self, shop, pair):
        desk, (tagged, known) = shop.desk, pair
        event = merge_devices(desk, tagged.id, known.id)
        units.change_owner(desk, known.id, add(desk, MARYAM).id, since=None, reason="sold")
        assert "was changed after the merge" in refusal(desk, lambda: undo_unit_merge(desk, event))

    def test_an_order_that_was_open_may_have_ended_since(self, shop, pair):
        desk, (tagged, known) = shop.desk, pair
        order = take_in(desk, tagged.id, shop.owner_id)
        event = merge_devices(desk, tagged.id, known.id)
        hand_over.hand_back(desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        undo_unit_merge(desk, event)
        assert first_broken_record(desk) is None

    def test_of_three_in_order_only(self, shop, pair):
        desk, (tagged, known) = shop.desk, pair
        third = device(desk, shop.model_id, "", shop.owner_id)
        before = visible(desk, *SEARCHED)
        first = merge_devices(desk, tagged.id, third.id)
        second = merge_devices(desk, units.get_unit(desk, third.id).id, known.id)
        assert {unit.id for code in (tagged.serial, third.serial) for unit in units.find_units(desk, code)} == {
            known.id
        }
        assert first_broken_record(desk) is None
        refusal(desk, lambda: undo_unit_merge(desk, first))
        undo_unit_merge(desk, second)
        undo_unit_merge(desk, first)
        assert visible(desk, *SEARCHED) == before

    def test_customers_that_were_merged_since_are_parted_first(self, shop, pair):
        desk, (tagged, known) = shop.desk, pair
        event = merge_devices(desk, tagged.id, known.id)
        people = merge(desk, add(desk, MARYAM).id, shop.owner_id, number=Side.ONE)
        assert "was changed after the merge" in refusal(desk, lambda: undo_unit_merge(desk, event))
        undo_customer_merge(desk, people)
        undo_unit_merge(desk, event)
        assert first_broken_record(desk) is None


class TestRefusals:
    def test_itself(self, shop, pair):
        assert "the same device" in refusal(shop.desk, lambda: compare_units(shop.desk, pair[0].id, pair[0].id))

    def test_both_in_the_centre(self, shop, pair):
        desk = shop.desk
        orders = [take_in(desk, unit.id, shop.owner_id) for unit in pair]
        said = refusal(desk, lambda: compare_units(desk, pair[0].id, pair[1].id))
        assert all(order.number in said for order in orders)

    def test_two_serials_of_one_family(self, shop, pair):
        other = device(shop.desk, shop.model_id, "SN-2", shop.owner_id)
        said = refusal(shop.desk, lambda: compare_units(shop.desk, pair[1].id, other.id))
        assert "SN-1" in said and "SN-2" in said

    def test_serials_of_two_brands_may_be_one_device(self, shop, pair):
        brand = catalogue.add_model(shop.desk, category_id=shop.category_id, brand="ال جی", name="A55").id
        other = device(shop.desk, brand, "SN-1", shop.owner_id)
        merge_devices(shop.desk, pair[1].id, other.id)
        assert first_broken_record(shop.desk) is None

    def test_two_active_cards_of_one_issuer(self, shop, pair):
        for unit in pair:
            issue(shop.desk, unit.id, shop.owner_id)
        assert "active card" in refusal(shop.desk, lambda: compare_units(shop.desk, pair[0].id, pair[1].id))

    def test_a_part_and_a_device(self, shop, pair):
        Unit.update(kind="part").where(Unit.id == pair[0].id).execute()
        assert "part and a device" in refusal(shop.desk, lambda: compare_units(shop.desk, pair[0].id, pair[1].id))

    @pytest.mark.parametrize("place", [0, 1])
    def test_one_that_was_changed_since_it_was_seen(self, shop, pair, place):
        desk, (tagged, known) = shop.desk, pair
        choice = compare_units(desk, tagged.id, known.id).choice({})
        units.change_owner(desk, pair[place].id, add(desk, MARYAM).id, since=None, reason="sold")
        assert "Compare them again" in refusal(desk, lambda: merge_units(desk, choice))

    def test_a_serial_that_was_noted_since_it_was_seen(self, shop, pair):
        desk, (tagged, known) = shop.desk, pair
        choice = compare_units(desk, tagged.id, known.id).choice({})
        note_serial(desk, tagged.id, "SN-8")
        refusal(desk, lambda: merge_units(desk, choice))

    def test_one_that_is_merged_already(self, shop, pair):
        desk, (tagged, known) = shop.desk, pair
        third = device(desk, shop.model_id, "", shop.owner_id)
        merge_devices(desk, tagged.id, known.id)
        assert "already merged" in refusal(desk, lambda: unit_merges.compare_units(desk, third.id, tagged.id))


def test_a_warning_of_the_owner_is_still_found(shop, pair):
    """The customer's page lists the device once."""
    merge_devices(shop.desk, pair[0].id, pair[1].id)
    assert [unit.id for unit in units.units_of(shop.desk, shop.owner_id)] == [pair[1].id]
    assert customers.get_customer(shop.desk, shop.owner_id).warning
