"""Devices by serial: one row a thing, whatever the digits and separators; owners and places kept."""

from datetime import date

import peewee
import pytest

from aftersales_desktop.domain.customers import CustomerDetails, SiteDetails
from aftersales_desktop.domain.errors import NotAllowed, NotFound, ValidationError
from aftersales_desktop.i18n import Words
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.models.office import Audit
from aftersales_desktop.models.units import Unit, UnitIdentifier, UnitOwnerChange
from aftersales_desktop.services import catalogue
from aftersales_desktop.services.customers import add_customer, add_site
from aftersales_desktop.services.units import (
    add_identifier,
    add_unit,
    change_owner,
    find_units,
    get_unit,
    move_to_site,
    units_of,
)

IMEI, OTHER_IMEI = "356938035643809", "490154203237518"
TODAY = date(2026, 11, 23)


@pytest.fixture
def model(desk) -> int:
    category = catalogue.add_category(desk, "mobile", "گوشی", "Mobile phone")
    return catalogue.add_model(desk, category_id=category.id, brand="سامسونگ", name="A55").id


@pytest.fixture
def other_brand(desk, model) -> int:
    category = catalogue.list_categories(desk)[0]
    return catalogue.add_model(desk, category_id=category.id, brand="شیائومی", name="13").id


@pytest.fixture
def owner(desk) -> int:
    details = CustomerDetails(name="رضا احمدی", phones=("09121234567",), site=SiteDetails(city="تهران"))
    return add_customer(desk, details).id


def owner_changes(unit_id: int) -> list[tuple]:
    rows = UnitOwnerChange.select().where(UnitOwnerChange.unit == unit_id).order_by(UnitOwnerChange.id)
    return [(row.customer_id, row.site_id, row.reason) for row in rows]


class TestAdding:
    def test_keeps_the_serial_as_printed_and_stands_with_its_owner(self, desk, model, owner):
        unit = add_unit(
            desk, model_id=model, serial=" sn-۱۲۳ /a ", imeis=(IMEI, OTHER_IMEI), owner_id=owner, sold_on=TODAY,
            produced_on=date(2026, 1, 1), seller="فروشگاه امین",
        )  # fmt: skip
        assert unit.serial == "SN-123/A"
        assert unit.imeis == (IMEI, OTHER_IMEI)
        assert (unit.owner_name, unit.location_kind, unit.is_in_custody) == ("رضا احمدی", "customer", False)
        assert (unit.sold_on, unit.produced_on) == (TODAY, date(2026, 1, 1))
        assert without_bidi_controls(Words("fa").say(unit.model.full_title("fa"))) == "گوشی سامسونگ A55"
        assert owner_changes(unit.id) == [(owner, None, "first seen")]

    def test_without_a_serial_gives_a_tag_of_ours(self, desk, model):
        one, two = add_unit(desk, model_id=model), add_unit(desk, model_id=model, serial="  ")
        assert [row.kind for row in one.identifiers] == ["tag"]
        assert one.serial.startswith("U") and one.serial != two.serial
        assert (one.owner_id, one.owner_name) == (None, "")

    def test_a_later_legible_serial_is_shown_instead_of_the_tag(self, desk, model):
        unit = add_unit(desk, model_id=model)
        add_identifier(desk, unit.id, "serial", "SN-9")
        assert get_unit(desk, unit.id).serial == "SN-9"
        assert find_units(desk, unit.serial)[0].id == unit.id

    @pytest.mark.parametrize(
        "serial",
        ["ab", "ا-۱۲۳", "-SN1", "S N:1", "A" * 41, "A" * 10_000, "=1+1", "😀SN", "SN\u202e12"[:2] + "*"],
        ids=range(9),
    )
    def test_a_wrong_serial_is_refused_and_nothing_is_written(self, desk, model, serial):
        rows = Audit.select().count()
        with pytest.raises(ValidationError) as refused:
            add_unit(desk, model_id=model, serial=serial)
        assert refused.value.problems[0].field == "serial"
        assert Unit.select().count() == 0
        assert Audit.select().count() == rows

    def test_hidden_characters_of_a_scanner_are_dropped(self, desk, model):
        assert add_unit(desk, model_id=model, serial="\x02SN\u200e-1\x00\r").serial == "SN-1"

    @pytest.mark.parametrize("imei", ["---", "1" * 61, "1" * 10_000, "=1+1", "😀"])
    def test_an_imei_that_cannot_be_kept_is_refused(self, desk, model, imei):
        with pytest.raises(ValidationError) as refused:
            add_unit(desk, model_id=model, serial="SN-1", imeis=(imei,))
        assert refused.value.problems[0].field == "imei"
        assert Unit.select().count() == 0

    def test_a_doubtful_imei_is_kept_and_marked(self, desk, model):
        unit = add_unit(desk, model_id=model, serial="SN-1", imeis=("35693803564380", IMEI, " "))
        assert [(row.value, row.is_doubtful) for row in unit.identifiers] == [
            ("SN-1", False), ("35693803564380", True), (IMEI, False),
        ]  # fmt: skip

    def test_a_long_seller_is_refused(self, desk, model):
        with pytest.raises(ValidationError) as refused:
            add_unit(desk, model_id=model, serial="SN-1", seller="م" * 121)
        assert refused.value.problems[0].field == "seller"

    def test_of_a_missing_model_or_owner_is_refused(self, desk, model):
        with pytest.raises(NotFound):
            add_unit(desk, model_id=99, serial="SN-1")
        with pytest.raises(peewee.IntegrityError):
            add_unit(desk, model_id=model, serial="SN-1", owner_id=99)
        assert Unit.select().count() == 0


class TestOneSerialOneRow:
    @pytest.mark.parametrize("typed", ["SN-123", "sn123", "s n 1 2 3", "SN-۱۲۳", "SN.1/2_3"])
    def test_the_same_in_other_signs_is_the_same(self, desk, model, owner, typed):
        add_unit(desk, model_id=model, serial="SN-123", owner_id=owner)
        with pytest.raises(NotAllowed) as refused:
            add_unit(desk, model_id=model, serial=typed)
        said = Words("en").say(refused.value.message)
        assert "رضا احمدی" in said and "سامسونگ A55" in said
        assert Unit.select().count() == 1

    def test_o_and_zero_are_two(self, desk, model):
        add_unit(desk, model_id=model, serial="SNO1")
        assert add_unit(desk, model_id=model, serial="SN01").id == 2

    def test_the_same_of_another_maker_is_another(self, desk, model, other_brand):
        one = add_unit(desk, model_id=model, serial="SN-1")
        two = add_unit(desk, model_id=other_brand, serial="SN1")
        assert [unit.id for unit in find_units(desk, "sn-1")] == [two.id, one.id]

    def test_an_imei_is_one_in_the_world(self, desk, model, other_brand):
        add_unit(desk, model_id=model, serial="SN-1", imeis=(IMEI,))
        with pytest.raises(NotAllowed):
            add_unit(desk, model_id=other_brand, serial="SN-2", imeis=(IMEI,))
        assert Unit.select().count() == 1

    def test_adding_its_own_again_changes_nothing(self, desk, model):
        unit = add_unit(desk, model_id=model, serial="SN-1", imeis=(IMEI,))
        add_identifier(desk, unit.id, "imei", IMEI)
        add_identifier(desk, unit.id, "serial", "sn1")
        assert UnitIdentifier.select().count() == 2

    def test_the_file_refuses_what_the_service_would(self, desk, model):
        unit = add_unit(desk, model_id=model, serial="SN-1")
        with pytest.raises(peewee.IntegrityError, match="UNIQUE"):
            UnitIdentifier.insert(
                unit=unit.id, kind="serial", value="SN1", value_norm="SN1", value_rev="1NS", family="سامسونگ"
            ).execute()


class TestFinding:
    @pytest.mark.parametrize("typed", [IMEI, "۳۵۶۹۳۸۰۳۵۶۴۳۸۰۹", "35-693803-564380-9", "SN-1", "sn1"])
    def test_by_any_of_its_numbers(self, desk, model, typed):
        unit = add_unit(desk, model_id=model, serial="SN-1", imeis=(IMEI,))
        assert [found.id for found in find_units(desk, typed)] == [unit.id]

    @pytest.mark.parametrize("typed", ["", " ", "---", "SN", "SN-2", "%", "' OR 1=1 --", "S" * 10_000])
    def test_by_something_else_finds_nothing(self, desk, model, typed):
        add_unit(desk, model_id=model, serial="SN-1")
        assert find_units(desk, typed) == []

    def test_of_a_missing_row_says_so(self, desk):
        with pytest.raises(NotFound):
            get_unit(desk, 1)

    def test_of_a_customer_newest_first(self, desk, model, owner):
        ids = [add_unit(desk, model_id=model, serial=f"SN-{count}", owner_id=owner).id for count in range(3)]
        assert [unit.id for unit in units_of(desk, owner)] == ids[::-1]
        assert units_of(desk, 99) == []


class TestOwners:
    @pytest.fixture
    def unit(self, desk, model, owner):
        return add_unit(desk, model_id=model, serial="SN-1", owner_id=owner)

    def test_a_new_owner_is_noted_and_the_old_one_kept(self, desk, unit, owner):
        buyer = add_customer(desk, CustomerDetails(name="مریم نوری", phones=("09350000000",))).id
        change_owner(desk, unit.id, buyer, since=TODAY, reason="intake", document="01-05-00001-0")
        assert get_unit(desk, unit.id).owner_name == "مریم نوری"
        assert owner_changes(unit.id) == [(owner, None, "first seen"), (buyer, None, "intake")]
        assert Audit.select().order_by(Audit.seq.desc()).first().change["owner_id"] == [owner, buyer]

    def test_the_same_owner_changes_nothing_and_keeps_the_address(self, desk, unit, owner):
        shop = add_site(desk, owner, SiteDetails(city="کرج")).id
        move_to_site(desk, unit.id, shop, since=TODAY)
        rows = Audit.select().count()
        change_owner(desk, unit.id, owner, since=TODAY, reason="intake")
        assert get_unit(desk, unit.id).site_id == shop
        assert owner_changes(unit.id) == [(owner, None, "first seen"), (owner, shop, "moved")]
        assert Audit.select().count() == rows

    def test_a_new_owner_has_another_address(self, desk, unit, owner):
        shop = add_site(desk, owner, SiteDetails(city="کرج")).id
        move_to_site(desk, unit.id, shop, since=TODAY)
        buyer = add_customer(desk, CustomerDetails(name="مریم نوری", phones=("09350000000",))).id
        change_owner(desk, unit.id, buyer, since=None, reason="transfer")
        assert get_unit(desk, unit.id).site_id is None

    def test_moving_twice_to_one_address_is_once(self, desk, unit, owner):
        shop = add_site(desk, owner, SiteDetails(city="کرج")).id
        for _again in range(2):
            move_to_site(desk, unit.id, shop, since=TODAY)
        assert len(owner_changes(unit.id)) == 2

    def test_of_a_missing_device_says_so(self, desk, owner):
        with pytest.raises(NotFound):
            change_owner(desk, 99, owner, since=None, reason="x")
        with pytest.raises(NotFound):
            add_identifier(desk, 99, "imei", IMEI)
