"""Customers: typed once in any spelling, found again, never lost; and everything a person can type wrong."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftersales_desktop.domain.customers import CustomerDetails, CustomerKind, FormOfAddress, SiteDetails
from aftersales_desktop.domain.errors import NotAllowed, NotFound, ValidationError
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.customers import Customer, CustomerPhone, Site
from aftersales_desktop.models.office import Audit, NumberSeries
from aftersales_desktop.services import audit, catalogue, customers, units
from aftersales_desktop.services.customers import (
    add_customer,
    add_site,
    change_customer,
    find_by_phone,
    find_similar,
    get_customer,
    withdraw_customer,
)
from aftersales_desktop.services.settings import save_settings
from tests.services.statements import noted_statements, transactions

HOME = SiteDetails(title="منزل", province="تهران", city="تهران", address="ستارخان", environment=("humid", "dusty"))
REZA = CustomerDetails(name="رضا احمدی", phones=("09121234567", "02144556677"), site=HOME)


def with_(details=REZA, **values) -> CustomerDetails:
    return CustomerDetails(**vars(details) | values)


def refused_fields(desk, details) -> list[str]:
    """The fields with problems; nothing was written and no number was taken."""
    with pytest.raises(ValidationError) as refused:
        add_customer(desk, details)
    assert Customer.select().count() == Audit.select().count() == NumberSeries.select().count() == 0
    return [problem.field for problem in refused.value.problems]


class TestAdding:
    def test_gives_a_number_for_life(self, desk):
        one, two = add_customer(desk, REZA), add_customer(desk, with_(name="مریم نوری"))
        assert (one.subscriber_number, two.subscriber_number) == ("000001-3", "000002-1")

    def test_keeps_what_was_typed(self, desk):
        details = with_(
            kind=CustomerKind.COMPANY, form_of_address=FormOfAddress.COMPANY, contact_name="خانم نوری",
            note="سطر یک\nسطر دو", warning="عکس بگیرید",
        )  # fmt: skip
        row = add_customer(desk, details)
        kept = row.details()
        assert kept == with_(details, site=SiteDetails(**vars(HOME) | {"environment": ("dusty", "humid")}))
        assert row.phone == "09121234567"
        assert get_customer(desk, row.id) == row

    def test_is_one_transaction(self, desk):
        with noted_statements() as statements:
            add_customer(desk, REZA)
        assert transactions(statements) == ["BEGIN IMMEDIATE", "COMMIT"]

    def test_a_name_and_a_phone_are_enough(self, desk):
        row = add_customer(desk, CustomerDetails(name="رضا", phones=("09121234567",)))
        assert row.sites == () and row.site == SiteDetails()

    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("۰۹۱۲ ۱۲۳ ۴۵۶۷", "09121234567"),
            ("٠٩١٢١٢٣٤٥٦٧", "09121234567"),
            ("+98 912 123 4567", "09121234567"),
            ("0098-912-123-4567", "09121234567"),
            ("9121234567", "09121234567"),
            ("44556677", "02144556677"),
            ("(026) 3444-5566", "02634445566"),
            ("+49 30 1234567", "+49301234567"),
        ],
    )
    def test_a_phone_may_be_typed_in_any_way(self, desk, typed, stored):
        assert add_customer(desk, CustomerDetails(name="رضا", phones=(typed,))).phones == (stored,)

    def test_the_same_phone_twice_is_one(self, desk):
        row = add_customer(desk, with_(phones=("09121234567", " ", "۰۹۱۲۱۲۳۴۵۶۷", "0912-123-4567")))
        assert row.phones == ("09121234567",)

    def test_a_local_number_gets_the_centres_area_code(self, desk):
        save_settings(desk, area_code="026")
        row = add_customer(desk, with_(phones=("34445566",)))
        assert row.phones == ("02634445566",)
        assert find_by_phone(desk, "34445566") == [row.id]

    def test_the_name_is_stored_in_one_spelling(self, desk):
        row = add_customer(desk, with_(name=" علي  كاظمي\u200f\u200c "))
        assert row.name == "علی کاظمی"
        stored = Customer.get()
        assert "علی" in stored.name_search.split() and "کاظمی" in stored.name_search.split()

    def test_with_the_same_phone_and_name_is_another_person(self, desk):
        assert add_customer(desk, REZA).id != add_customer(desk, REZA).id


class TestRefusing:
    @pytest.mark.parametrize(
        ("details", "field"),
        [
            (CustomerDetails(), "mobile"),
            (with_(name=""), "name"),
            (with_(name=" \u200c\u202e "), "name"),
            (with_(name="م" * 121), "name"),
            (with_(name="م" * 10_000), "name"),
            (with_(name="رضا\x00احمدی"), "name"),
            (with_(name="رضا\x1b[0m"), "name"),
            (with_(name="رضا 😀"), "name"),
            (with_(name="=1+1"), "name"),
            (with_(name="=HYPERLINK(1)"), "name"),
            (with_(phones=()), "mobile"),
            (with_(phones=("",)), "mobile"),
            (with_(phones=("0912123456",)), "mobile"),
            (with_(phones=("091212345678",)), "mobile"),
            (with_(phones=("تلفن",)), "mobile"),
            (with_(phones=("09121234567", "123")), "phone"),
            (with_(phones=tuple(f"0912000{count:04}" for count in range(40))), "phone"),
            (with_(phones=("0" * 10_000,)), "mobile"),
            (with_(national_id="0012345678"), "national_id"),
            (with_(national_id="12"), "national_id"),
            (with_(national_id="1" * 10_000), "national_id"),
            (with_(economic_number="123456789012"), "economic_number"),
            (with_(economic_number="9" * 10_000), "economic_number"),
            (with_(kind=CustomerKind.COMPANY, national_id="12345678901"), "national_id"),
            (with_(contact_name="م" * 121), "contact_name"),
            (with_(note="م" * 2001), "note"),
            (with_(warning="م" * 301), "warning"),
            (with_(site=SiteDetails(address="م" * 401)), "address"),
            (with_(site=SiteDetails(city="=1")), "city"),
            (with_(site=SiteDetails(province="م" * 61)), "province"),
            (with_(site=SiteDetails(title="م" * 81)), "title"),
            (with_(site=SiteDetails(access_note="م" * 301)), "access_note"),
            (with_(site=SiteDetails(contact_name="م" * 10_000)), "contact_name"),
            (with_(site=SiteDetails(contact_phone="1" * 10_000)), "contact_phone"),
            (with_(site=SiteDetails(postal_code="123")), "postal_code"),
            (with_(site=SiteDetails(postal_code="1" * 10_000)), "postal_code"),
        ],
        ids=range(36),
    )
    def test_names_the_field_and_writes_nothing(self, desk, details, field):
        assert field in refused_fields(desk, details)

    def test_names_every_problem_in_reading_order(self, desk):
        fields = refused_fields(desk, with_(name="", phones=("1",), national_id="1", site=SiteDetails(city="=x")))
        assert fields == ["mobile", "name", "national_id", "city"]

    @pytest.mark.parametrize(
        ("field", "typed", "stored"),
        [
            ("national_id", "۰۰۱۲۳۴۵۶۷۸", "0012345678"),
            ("national_id", "12345678", "0012345678"),
            ("national_id", "AB-1234", "AB-1234"),
            ("economic_number", "1234 5678 9012", "123456789012"),
        ],
    )
    def test_a_doubtful_number_is_kept_as_typed_at_the_second_save(self, desk, field, typed, stored):
        doubtful = with_(**{field: typed})
        assert field in refused_fields(desk, doubtful)
        row = add_customer(desk, with_(doubtful, confirmed=frozenset({field})))
        assert getattr(row, field) == stored
        assert Customer.get().doubtful == [field]

    def test_a_doubtful_postal_code_is_kept_whole(self, desk):
        site = SiteDetails(postal_code="123456789012")
        row = add_customer(desk, with_(site=site, confirmed=frozenset({"postal_code"})))
        assert row.site.postal_code == "123456789012"

    def test_confirming_does_not_help_against_what_cannot_be_stored(self, desk):
        confirmed = frozenset({"name", "mobile", "national_id", "postal_code", "city"})
        details = with_(name="", phones=("1",), national_id="1" * 21, site=SiteDetails(city="=x"), confirmed=confirmed)
        assert refused_fields(desk, details) == ["mobile", "name", "national_id", "city"]

    @pytest.mark.parametrize("name", ["1 " * 60, "⅛" * 120, "م\u200cن" * 40, "ؤ" * 120, "x" * 120])
    def test_a_name_whose_search_form_grows_long_is_stored(self, desk, name):
        assert add_customer(desk, with_(name=name)).id


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(max_size=130),
    phone=st.text(max_size=20) | st.just("09121234567"),
    national_id=st.text(max_size=25),
    note=st.text(max_size=300),
    address=st.text(max_size=60),
    confirmed=st.booleans(),
)
def test_whatever_is_typed_is_saved_or_refused_with_a_sentence(
    desk, name, phone, national_id, note, address, confirmed
):
    details = CustomerDetails(
        name=name, phones=(phone,), national_id=national_id, note=note, site=SiteDetails(address=address),
        confirmed=frozenset({"national_id"}) if confirmed else frozenset(),
    )  # fmt: skip
    try:
        row = add_customer(desk, details)
    except ValidationError as refused:
        assert all(isinstance(problem.message, Message) for problem in refused.problems)
    else:
        assert get_customer(desk, row.id) == row
        assert not row.name.startswith("=") and "\0" not in row.note


class TestChanging:
    def test_writes_what_differs_and_keeps_the_number(self, desk):
        row = add_customer(desk, REZA)
        changed = change_customer(desk, row.id, with_(name="رضا محمدی"))
        assert (changed.name, changed.subscriber_number) == ("رضا محمدی", row.subscriber_number)
        last = Audit.select().order_by(Audit.seq.desc()).first()
        assert last.change["name"] == ["رضا احمدی", "رضا محمدی"]
        assert "phones_search" not in last.change

    def test_of_nothing_writes_nothing(self, desk):
        row = add_customer(desk, REZA)
        rows = Audit.select().count()
        assert change_customer(desk, row.id, row.details()) == row
        assert Audit.select().count() == rows

    def test_an_old_phone_is_kept_as_removed_and_comes_back(self, desk):
        row = add_customer(desk, REZA)
        changed = change_customer(desk, row.id, with_(phones=("09350000000", "09121234567")))
        assert changed.phones == ("09350000000", "09121234567")
        assert find_by_phone(desk, "02144556677") == []
        assert CustomerPhone.select().count() == 3
        back = change_customer(desk, row.id, with_(phones=("02144556677",)))
        assert back.phones == ("02144556677",)
        assert CustomerPhone.select().count() == 3
        assert Audit.select().order_by(Audit.seq.desc()).first().change["phones_search"] == [
            "09350000000 09121234567", "02144556677",
        ]  # fmt: skip

    def test_the_address_is_changed_in_place(self, desk):
        row = add_customer(desk, REZA)
        changed = change_customer(desk, row.id, with_(site=SiteDetails(city="کرج")))
        assert changed.site == SiteDetails(city="کرج")
        assert Site.select().count() == 1

    def test_an_address_may_come_later_or_be_emptied(self, desk):
        row = add_customer(desk, with_(site=SiteDetails()))
        assert change_customer(desk, row.id, REZA).site.city == "تهران"
        assert change_customer(desk, row.id, with_(site=SiteDetails())).site == SiteDetails()

    def test_a_refused_change_changes_nothing(self, desk):
        row = add_customer(desk, REZA)
        with pytest.raises(ValidationError):
            change_customer(desk, row.id, with_(name="رضا محمدی", phones=("1",)))
        assert get_customer(desk, row.id) == row

    def test_of_a_missing_customer_says_so(self, desk):
        with pytest.raises(NotFound):
            change_customer(desk, 7, REZA)
        with pytest.raises(NotFound):
            get_customer(desk, 7)


class TestSites:
    def test_a_customer_may_have_several(self, desk):
        row = add_customer(desk, REZA)
        shop = add_site(desk, row.id, SiteDetails(title="مغازه", city="کرج"))
        sites = get_customer(desk, row.id).sites
        assert [site.is_main for site in sites] == [True, False]
        assert sites[1] == shop
        assert get_customer(desk, row.id).site.title == "منزل"

    def test_a_wrong_one_is_refused(self, desk):
        row = add_customer(desk, REZA)
        with pytest.raises(ValidationError):
            add_site(desk, row.id, SiteDetails(address="م" * 10_000))
        with pytest.raises(NotFound):
            add_site(desk, 99, SiteDetails(city="کرج"))


class TestWithdrawing:
    def test_hides_the_customer_and_keeps_the_number_used(self, desk):
        row = add_customer(desk, REZA)
        withdraw_customer(desk, row.id)
        assert find_by_phone(desk, "09121234567") == []
        assert find_similar(desk, name="رضا احمدی", phones=("09121234567",)) == []
        assert add_customer(desk, REZA).subscriber_number == "000002-1"
        assert Customer.select().count() == 2

    def test_is_refused_once_a_device_is_theirs(self, desk):
        row = add_customer(desk, REZA)
        category = catalogue.add_category(desk, "tv", "تلویزیون", "Television")
        model = catalogue.add_model(desk, category_id=category.id, brand="LG", name="1")
        units.add_unit(desk, model_id=model.id, serial="SN-1", owner_id=row.id)
        with pytest.raises(NotAllowed):
            withdraw_customer(desk, row.id)
        assert Customer.get_by_id(row.id).archived_at is None


class TestFinding:
    @pytest.mark.parametrize("typed", ["09121234567", "۰۹۱۲-۱۲۳-۴۵۶۷", "+989121234567", "9121234567"])
    def test_by_a_phone_in_any_spelling_newest_first(self, desk, typed):
        one, two = add_customer(desk, REZA), add_customer(desk, with_(name="مریم"))
        assert find_by_phone(desk, typed) == [two.id, one.id]

    @pytest.mark.parametrize("typed", ["", "0912", "تلفن", "09129999999", "' OR 1=1 --", "0" * 10_000])
    def test_by_what_is_no_phone_finds_nobody(self, desk, typed):
        add_customer(desk, REZA)
        assert find_by_phone(desk, typed) == []

    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            ({"phones": ("۰۹۱۲۱۲۳۴۵۶۷",)}, "Same phone number"),
            ({"name": "رضا احمدي"}, "Same name"),
            ({"name": " رضا\u200c  احمدی "}, "Same name"),
            ({"national_id": "۱۲۳۴۵۶۷۸"}, "Same national id"),
            ({"national_id": "0012345678"}, "Same national id"),
        ],
    )
    def test_somebody_like_the_one_being_typed(self, desk, given, reason):
        row = add_customer(desk, with_(national_id="12345678", confirmed=frozenset({"national_id"})))
        [found] = find_similar(desk, **given)
        assert (found.id, found.reason) == (row.id, Message(reason))
        assert find_similar(desk, **given, besides=row.id) == []

    @pytest.mark.parametrize(
        "given", [{}, {"name": "رضا"}, {"name": ""}, {"national_id": "1234567"}, {"phones": ("", "x")}]
    )
    def test_too_little_is_like_nobody(self, desk, given):
        add_customer(desk, REZA)
        assert find_similar(desk, **given) == []

    def test_each_is_named_once_for_the_strongest_reason(self, desk):
        add_customer(desk, REZA)
        found = find_similar(desk, name="رضا احمدی", phones=REZA.phones)
        assert [one.reason for one in found] == [Message("Same phone number")]


def test_everything_that_was_done_is_in_the_chain(desk):
    row = add_customer(desk, REZA)
    change_customer(desk, row.id, with_(name="x", phones=("09350000000",)))
    add_site(desk, row.id, SiteDetails(city="کرج"))
    withdraw_customer(desk, row.id)
    actions = [(entry.entity, entry.action) for entry in Audit.select().order_by(Audit.seq)]
    assert actions == [
        ("customer", "create"),
        ("site", "create"),
        ("customer", "change"),
        ("site", "create"),
        ("customer", "withdraw"),
    ]
    assert audit.first_broken_row(desk) is None
    assert customers.get_customer(desk, row.id).name == "x"
