"""Issuing and activating cards of ours: what is stored, and everything that is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import peewee
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.domain.errors import NotFound, ValidationError
from aftersales_desktop.domain.own_numbers import card_number
from aftersales_desktop.domain.reception import DeviceIntake, Intake
from aftersales_desktop.domain.warranty import CardState, Category, StartBasis, StartEvidence, Tone
from aftersales_desktop.domain.warranty_forms import RegistryState
from aftersales_desktop.models.customers import Customer
from aftersales_desktop.models.database import database
from aftersales_desktop.services import (
    audit,
    card_batches,
    customers,
    drafts,
    reception,
    records,
    units,
    warranty,
    warranty_changes,
    warranty_terms,
    warranty_voids,
)
from aftersales_desktop.services.warranty_issue import issue_card
from aftersales_desktop.services.work import Area
from tests.services.warranty_samples import (
    BOUGHT,
    FULL_TERMS,
    LAST_DAY,
    TODAY,
    card,
    day,
    event_kinds,
    form,
    model,
    nothing_written,
    owner,
    problems_of,
    say,
    terms,
    void,
)


def test_a_card_is_issued_with_everything_on_it(desk):
    buyer = owner(desk)
    of = model(desk, terms(desk).id)
    saved = issue_card(
        desk,
        form(
            desk, serial="ab 12-۳۴", model_id=of.id, owner_id=buyer.id, seller="فروشگاه  كاوه", invoice_number="f-۱۲",
            evidence_note="مهر فروشگاه", produced_on=day("1405/05/05"),
        ),
    )  # fmt: skip
    assert (saved.number, saved.state, saved.is_ours) == (card_number(1), CardState.ACTIVE, True)
    assert (saved.serial, saved.unit.model.title) == ("AB12-34", "آزمایش RF-550")
    assert (saved.owner.name, saved.owner.phone, saved.owner.subscriber_number) == (
        buyer.name,
        "09121234567",
        buyer.subscriber_number,
    )
    assert (saved.started_on, saved.last_day) == (BOUGHT, LAST_DAY)
    assert saved.ends == {Category.PARTS: LAST_DAY, Category.LABOUR: day("1406/07/30")}
    assert (saved.seller, saved.invoice_number, saved.evidence_note) == ("فروشگاه کاوه", "F-12", "مهر فروشگاه")
    assert (saved.issued_on, saved.issued_by, saved.produced_on) == (TODAY, "test", day("1405/05/05"))
    assert saved.terms == warranty_terms.snapshot(warranty_terms.list_terms(desk)[0])
    assert (saved.terms_title("fa"), saved.terms_title("en")) == ("گارانتی ۱۸ ماهه", "18 months")
    assert event_kinds(saved) == ["issued"]
    assert saved.unit.owner_id == buyer.id
    assert audit.first_broken_row(desk) is None


def test_numbers_have_no_gap_even_after_refusals(desk):
    first = card(desk)
    problems_of(desk, issue_card, form(desk, purchased_on=None))
    second = card(desk)
    assert [first.number, second.number] == [card_number(1), card_number(2)]


def test_the_announcement_names_the_areas_once(desk):
    filled = form(desk)
    heard = []
    desk.listeners.append(heard.append)
    issue_card(desk, filled)
    assert heard == [frozenset({Area.WARRANTY, Area.UNITS})]


def test_an_owner_described_in_the_form_gets_a_file(desk):
    saved = card(desk, owner=CustomerDetails(name="مریم نوری", phones=("09351112233",)))
    assert (saved.owner.name, saved.unit.owner_name) == ("مریم نوری", "مریم نوری")
    assert "mobile" in problems_of(desk, issue_card, form(desk, owner=CustomerDetails(name="بی‌تلفن")))


def test_a_new_model_is_opened_with_the_card(desk):
    category = model(desk).category
    chosen = terms(desk)
    saved = card(desk, category_id=category.id, brand="نو", model_name="X1", terms_id=chosen.id)
    assert saved.unit.model.title == "نو X1"


def test_a_known_device_is_found_by_its_serial_alone(desk):
    buyer = owner(desk)
    unit = units.add_unit(desk, model_id=model(desk, terms(desk).id).id, serial="SER-77", owner_id=buyer.id)
    saved = card(desk, serial="ser۷۷", model_id=None, owner_id=buyer.id)
    assert saved.unit.id == unit.id


def test_a_phone_may_be_known_by_its_imei_only(desk):
    saved = card(desk, serial="", imeis=("490154203237518",))
    assert saved.unit.imeis == ("490154203237518",)
    again = problems_of(desk, issue_card, form(desk, serial="", imeis=("490154203237518",), owner_id=saved.owner.id))
    assert list(again) == ["serial"]


def test_a_doubtful_imei_is_saved_the_second_time(desk):
    filled = form(desk, imeis=("490154203237519",))
    assert list(problems_of(desk, issue_card, filled)) == ["imei"]
    saved = issue_card(desk, replace(filled, confirmed=frozenset({"imei"})))
    assert saved.unit.imeis == ("490154203237519",)


def test_the_imei_of_another_device_is_refused(desk):
    card(desk, imeis=("490154203237518",))
    found = problems_of(desk, issue_card, form(desk, imeis=("490154203237518",)))
    assert found == {"imei": "IMEI 490154203237518 is in the file as آزمایش RF-100. Check the IMEI."}


def test_a_known_device_gets_the_imei_it_lacked(desk):
    buyer = owner(desk)
    unit = units.add_unit(desk, model_id=model(desk, terms(desk).id).id, serial="SER-78", owner_id=buyer.id)
    saved = card(desk, unit_id=unit.id, imeis=("490154203237518", " "), owner_id=buyer.id)
    assert saved.unit.imeis == ("490154203237518",)


def test_everything_missing_is_told_at_once_in_reading_order(desk):
    with nothing_written(desk), pytest.raises(ValidationError) as caught:
        issue_card(desk, form(desk, serial="", model_id=None, owner_id=None, purchased_on=None, seller="=1+1"))
    assert [problem.field for problem in caught.value.problems] == ["serial", "model", "owner", "seller"]


def test_a_model_without_terms_asks_for_them(desk):
    of = model(desk)
    found = problems_of(desk, issue_card, form(desk, model_id=of.id))
    assert found == {"terms": "Choose the warranty terms; this model has none yet."}
    assert card(desk, model_id=of.id, terms_id=terms(desk).id).last_day == LAST_DAY


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"purchased_on": None}, "purchased_on"),
        ({"purchased_on": TODAY + timedelta(days=1)}, "purchased_on"),
        ({"installed_on": TODAY + timedelta(days=1)}, "installed_on"),
        ({"activated_on": TODAY + timedelta(days=1)}, "activated_on"),
        ({"produced_on": TODAY + timedelta(days=1)}, "produced_on"),
        ({"installed_on": BOUGHT - timedelta(days=1)}, "installed_on"),
        ({"activated_on": BOUGHT - timedelta(days=1)}, "activated_on"),
        ({"produced_on": BOUGHT + timedelta(days=1)}, "produced_on"),
        ({"purchased_on": day("1402/01/01")}, "purchased_on"),
        ({"purchased_on": date(1605, 11, 1)}, "purchased_on"),
        ({"purchased_on": date(1, 1, 1)}, "purchased_on"),
        ({"produced_on": date(9999, 12, 31)}, "produced_on"),
    ],
)
def test_wrong_days_are_refused(desk, days, field):
    assert field in problems_of(desk, issue_card, form(desk, **days))


def test_days_are_checked_before_the_terms_are_chosen(desk):
    filled = form(desk, model_id=model(desk).id, purchased_on=BOUGHT, installed_on=BOUGHT - timedelta(days=3))
    assert list(problems_of(desk, issue_card, filled)) == ["terms", "installed_on"]


def test_a_warranty_that_is_already_over_is_saved_the_second_time(desk):
    filled = form(desk, purchased_on=day("1402/01/01"))
    problems_of(desk, issue_card, filled)
    saved = issue_card(desk, replace(filled, confirmed=frozenset({"purchased_on"})))
    assert saved.last_day == day("1403/06/31")


@pytest.mark.parametrize("basis", list(StartBasis))
def test_the_start_follows_the_terms(desk, basis):
    chosen = terms(desk, start_basis=basis, cap_months=2 if basis is StartBasis.PRODUCTION_CAP else 0)
    saved = card(
        desk, terms_id=chosen.id, purchased_on=day("1405/04/01"), installed_on=day("1405/06/01"),
        activated_on=day("1405/08/20"), produced_on=day("1405/02/31"),
    )  # fmt: skip
    starts = {
        StartBasis.PURCHASE: "1405/04/01", StartBasis.INSTALLATION: "1405/06/01",
        StartBasis.ACTIVATION: "1405/08/20", StartBasis.PRODUCTION_CAP: "1405/04/31",
    }  # fmt: skip
    assert saved.started_on == day(starts[basis])
    assert max(saved.ends.values()) == saved.last_day


def test_a_start_that_rests_on_production_alone_is_amber(desk):
    chosen = terms(desk, start_basis=StartBasis.PRODUCTION_CAP, cap_months=2)
    saved = card(desk, terms_id=chosen.id, purchased_on=None, produced_on=day("1405/02/31"))
    parts = warranty.unit_verdict(desk, saved.unit.id, TODAY)
    assert (parts.tone, parts.ends_on) == (Tone.DOUBTFUL, saved.ends[Category.PARTS])


def test_a_running_card_is_named_with_its_end(desk):
    first = card(desk)
    filled = form(desk, unit_id=first.unit.id, owner_id=first.owner.id)
    assert problems_of(desk, issue_card, filled) == {
        "serial": f"This device already has card {first.number}, valid until 2028-04-19. Open that card."
    }


def test_a_card_that_is_over_makes_room(desk, clock):
    first = card(desk)
    clock.now = datetime(2028, 4, 20, 8, tzinfo=UTC)
    second = card(desk, unit_id=first.unit.id, owner_id=first.owner.id, purchased_on=desk.today())
    old = warranty.get_card(desk, first.id)
    assert (old.state, event_kinds(old)) == (CardState.EXPIRED, ["issued", "expired"])
    assert second.state is CardState.ACTIVE
    assert audit.first_broken_row(desk) is None


def test_on_its_last_day_a_card_still_stands_in_the_way(desk, clock):
    first = card(desk)
    clock.now = datetime(2028, 4, 19, 8, tzinfo=UTC)
    assert desk.today() == LAST_DAY
    filled = form(desk, unit_id=first.unit.id, owner_id=first.owner.id, purchased_on=desk.today())
    assert list(problems_of(desk, issue_card, filled)) == ["serial"]


def test_a_refused_new_card_leaves_the_old_one_alone(desk, clock):
    first = card(desk)
    clock.now = datetime(2028, 5, 1, 8, tzinfo=UTC)
    problems_of(desk, issue_card, form(desk, unit_id=first.unit.id, owner_id=first.owner.id, purchased_on=None))
    assert warranty.get_card(desk, first.id).state is CardState.ACTIVE


def test_a_new_card_after_a_void_one_asks_twice(desk):
    first = card(desk)
    warranty_voids.void_card(desk, first.id, void(), evidence="photo 1")
    filled = form(desk, unit_id=first.unit.id, owner_id=first.owner.id)
    assert list(problems_of(desk, issue_card, filled)) == ["serial"]
    assert issue_card(desk, replace(filled, confirmed=frozenset({"serial"}))).state is CardState.ACTIVE


def test_a_confirmed_field_does_not_hide_a_real_problem(desk):
    first = card(desk)
    everything = frozenset({"serial", "owner", "purchased_on", "number", "terms", "imei", "model"})
    filled = form(desk, unit_id=first.unit.id, owner_id=None, purchased_on=TODAY + timedelta(days=2))
    assert set(problems_of(desk, issue_card, replace(filled, confirmed=everything))) == {
        "serial", "owner", "purchased_on",
    }  # fmt: skip


def test_somebody_elses_device_changes_hands_only_when_confirmed(desk):
    seller, buyer = owner(desk, "فروشنده قبلی"), owner(desk, "خریدار تازه", "09120000001")
    unit = units.add_unit(desk, model_id=model(desk, terms(desk).id).id, serial="SER-79", owner_id=seller.id)
    filled = form(desk, unit_id=unit.id, owner_id=buyer.id)
    assert problems_of(desk, issue_card, filled) == {
        "owner": "This device belongs to فروشنده قبلی. Save again to give it to the new owner."
    }
    saved = issue_card(desk, replace(filled, confirmed=frozenset({"owner"})))
    assert saved.unit.owner_id == buyer.id
    rows = desk.rows("SELECT customer_id, reason, document, since FROM unit_owner_change ORDER BY id")
    assert rows == [
        (seller.id, "first seen", "", None),
        (buyer.id, "card", saved.number, BOUGHT.isoformat()),
    ]


def test_an_unknown_owner_gives_way_without_asking(desk):
    unknown, buyer = owner(desk, "نامعلوم"), owner(desk, "خریدار", "09120000002")
    with desk.work() as now:
        records.change(desk, Customer.get_by_id(unknown.id), now, is_placeholder=True)
    unit = units.add_unit(desk, model_id=model(desk, terms(desk).id).id, serial="SER-80", owner_id=unknown.id)
    assert card(desk, unit_id=unit.id, owner_id=buyer.id).unit.owner_id == buyer.id
    assert list(problems_of(desk, issue_card, form(desk, owner_id=unknown.id))) == ["owner"]


def test_a_withdrawn_or_missing_customer_owns_nothing(desk):
    gone = owner(desk, "رفته")
    customers.withdraw_customer(desk, gone.id)
    assert list(problems_of(desk, issue_card, form(desk, owner_id=gone.id))) == ["owner"]
    assert list(problems_of(desk, issue_card, form(desk, owner_id=9999))) == ["owner"]


def test_rows_that_are_not_there_are_not_found(desk):
    for missing in ({"unit_id": 9999}, {"model_id": 9999}, {"terms_id": 9999}):
        filled = form(desk, **missing)
        with nothing_written(desk), pytest.raises(NotFound):
            issue_card(desk, filled)


def test_the_same_serial_on_another_model_of_the_brand_is_a_slip(desk):
    first = card(desk)
    other = model(desk, first.unit.model.terms_id, name="RF-660")
    assert problems_of(desk, issue_card, form(desk, serial=first.serial, model_id=other.id)) == {
        "serial": f"Serial {first.serial} is in the file as آزمایش RF-100. Check the serial and the model."
    }


def test_the_same_serial_of_another_brand_is_another_device(desk):
    first = card(desk)
    other = model(desk, first.unit.model.terms_id, brand="پارس", name="P1")
    second = card(desk, serial=first.serial, model_id=other.id)
    assert second.unit.id != first.unit.id
    assert list(problems_of(desk, issue_card, form(desk, serial=first.serial, model_id=None))) == ["model"]


@pytest.mark.parametrize("serial", ["", "ab", "سریال", "A B!", "x" * 41])
def test_a_wrong_serial_is_refused(desk, serial):
    assert list(problems_of(desk, issue_card, form(desk, serial=serial))) == ["serial"]


def test_a_typed_number_must_pass_its_check_digit(desk):
    right = card_number(1)
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    assert problems_of(desk, issue_card, form(desk, number=wrong)) == {
        "number": f"The check digit of {wrong} is wrong; read the number again."
    }


@pytest.mark.parametrize("typed", ["G-0000001", "g ۱۲۳", "G-000000012345"])
def test_a_typed_number_of_ours_must_be_complete(desk, typed):
    assert problems_of(desk, issue_card, form(desk, number=typed)) == {
        "number": "A card number of ours has G and 9 digits; read the number again."
    }


def test_a_number_that_was_never_made_is_refused(desk):
    number = card_number(5)
    assert problems_of(desk, issue_card, form(desk, number=number)) == {
        "number": f"Card {number} was never made here. Leave the number empty for the next one."
    }


def test_a_used_number_is_refused(desk):
    first = card(desk)
    assert problems_of(desk, issue_card, form(desk, number=first.number)) == {
        "number": f"Card {first.number} is already in the file as “Active”. Check the number."
    }


def test_the_number_of_an_old_paper_card_is_taken_the_second_time(desk):
    filled = form(desk, number="۱۴۰۲/ب-55")
    assert "Save again" in problems_of(desk, issue_card, filled)["number"]
    saved = issue_card(desk, replace(filled, confirmed=frozenset({"number"})))
    assert saved.number == "1402/ب-55"
    assert warranty.find_card(desk, "1402 ب 55").id == saved.id
    assert list(problems_of(desk, issue_card, form(desk, number="1402ب55"))) == ["number"]
    assert card(desk).number == card_number(1)


@pytest.mark.parametrize("number", ["N" * 41, "=5", "\u0007x", "—"])
def test_a_number_that_cannot_be_printed_is_refused(desk, number):
    filled = form(desk, number=number)
    if number == "—":
        assert issue_card(desk, filled).number == card_number(1)
    else:
        confirmed = replace(filled, confirmed=frozenset({"number"}))
        assert list(problems_of(desk, issue_card, confirmed)) == ["number"]


@pytest.mark.parametrize("field", ["seller", "invoice_number", "evidence_note", "registry_code"])
def test_a_text_that_is_too_long_is_refused(desk, field):
    assert list(problems_of(desk, issue_card, form(desk, **{field: "ن" * 301}))) == [field]


def test_the_registry_is_asked_for_by_models_that_need_it(desk):
    phone = model(desk, terms(desk).id, name="Phone", needs_registry=True)
    assert card(desk, model_id=phone.id).registry_state is RegistryState.NEEDED
    done = {"registry_state": RegistryState.REGISTERED, "registry_code": "hm-۱۲۳"}
    saved = card(desk, model_id=phone.id, **done)
    assert (saved.registry_state, saved.registry_code) == (RegistryState.REGISTERED, "HM-123")
    without_code = form(desk, model_id=phone.id, registry_state=RegistryState.REGISTERED)
    assert list(problems_of(desk, issue_card, without_code)) == ["registry_code"]
    washer = model(desk, phone.terms_id, name="Washer")
    assert card(desk, model_id=washer.id).registry_state is RegistryState.NONE


def test_a_second_save_of_the_same_form_makes_no_second_card(desk):
    filled = form(desk, request_key=records.new_uuid())
    first = issue_card(desk, filled)
    with nothing_written(desk):
        assert issue_card(desk, filled).id == first.id


def test_the_draft_goes_with_the_save_and_stays_after_a_refusal(desk):
    drafts.keep_draft(desk, "card", {"serial": "x"})
    problems_of(desk, issue_card, form(desk, owner_id=None), draft="card")
    assert drafts.find_draft(desk, "card") is not None
    issue_card(desk, form(desk), draft="card")
    assert drafts.find_draft(desk, "card") is None


def test_an_order_of_another_device_is_refused(desk):
    first, second = card(desk), card(desk)
    order = _take_in(desk, first)
    filled = form(desk, order_id=order.id)
    assert issue_card(desk, replace(filled, unit_id=None)).order_number == order.number
    unit = units.add_unit(desk, model_id=first.unit.model.id, serial="OTHER-1", owner_id=first.owner.id)
    filled = form(desk, unit_id=unit.id, owner_id=first.owner.id, order_id=order.id)
    assert list(problems_of(desk, issue_card, filled)) == ["order"]
    assert second.order_number == ""


def _take_in(desk, of):
    device = DeviceIntake(unit_id=of.unit.id, customer_words="روشن نمی‌شود")
    taken = reception.register_intake(desk, Intake(f"key {of.id}", (device,), owner_id=of.owner.id))
    return taken.orders[0]


def test_a_raw_card_is_activated_by_its_number(desk):
    printed = terms(desk)
    batch = card_batches.make_batch(desk, printed.id, 3)
    warranty_terms.change_terms(desk, printed.id, replace(FULL_TERMS, months_parts=24))
    of = model(desk, terms(desk, code="W6", months_parts=6).id)
    saved = issue_card(desk, form(desk, number=batch.first_number.replace("-", ""), model_id=of.id))
    assert (saved.number, saved.state) == (batch.first_number, CardState.ACTIVE)
    assert (saved.terms.code, saved.terms.version) == ("W18", 1)
    assert saved.terms.months[Category.PARTS] == 18
    assert event_kinds(saved) == ["activated"]
    assert card(desk, terms_id=printed.id).number == card_number(4)


def test_a_card_at_a_dealer_keeps_the_dealer_as_its_seller(desk):
    batch = card_batches.make_batch(desk, terms(desk).id, 2)
    card_batches.send_to_dealer(desk, batch.first_number, batch.last_number, "فروشگاه کاوه")
    assert issue_card(desk, form(desk, number=batch.first_number)).seller == "فروشگاه کاوه"
    assert issue_card(desk, form(desk, number=batch.last_number, seller="دیگری")).seller == "دیگری"


def test_only_blank_cards_are_activated(desk):
    used = card(desk)
    for number in (card_number(99), used.number):
        assert list(problems_of(desk, issue_card, form(desk, number=number))) == ["number"]


def test_a_withdrawn_raw_card_is_not_activated(desk):
    batch = card_batches.make_batch(desk, terms(desk).id, 1)
    card_batches.withdraw_batch(desk, batch.id)
    assert problems_of(desk, issue_card, form(desk, number=batch.first_number)) == {
        "number": f"Card {batch.first_number} was withdrawn and cannot be used again."
    }


def test_a_batch_for_another_model_or_other_terms_asks_twice(desk):
    printed, other = terms(desk), terms(desk, code="W24", months_parts=24)
    batch = card_batches.make_batch(desk, printed.id, 1, model_id=model(desk, printed.id, name="A").id)
    of = model(desk, printed.id, name="B")
    filled = form(desk, number=batch.first_number, model_id=of.id, terms_id=other.id)
    assert list(problems_of(desk, issue_card, filled)) == ["model", "terms"]
    confirmed = replace(filled, confirmed=frozenset({"model", "terms"}))
    assert issue_card(desk, confirmed).terms.code == "W24"


def test_terms_on_a_card_never_change(desk):
    saved = card(desk)
    newest = warranty_terms.list_terms(desk)[0]
    warranty_terms.change_terms(desk, newest.id, replace(FULL_TERMS, months_parts=36, text_fa="دیگر"))
    again = warranty.get_card(desk, saved.id)
    assert (again.terms, again.ends, again.terms_title("en")) == (saved.terms, saved.ends, "18 months")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE warranty_card SET number = 'G-9'",
        "UPDATE warranty_card SET state = 'raw'",
        "UPDATE warranty_terms SET start_basis = 'activation'",
        "DELETE FROM warranty_card",
        "DELETE FROM warranty_terms",
        "DELETE FROM issuer",
        "DELETE FROM warranty_event",
        "UPDATE warranty_event SET note = 'x'",
        "UPDATE warranty_card SET last_day = '2020-01-01'",
        "UPDATE warranty_card SET unit_id = NULL",
        "INSERT INTO warranty_card (uuid, branch, created_at, created_by, number, number_norm, number_rev, issuer_id,"
        " unit_id, state) SELECT substr(uuid, 1, 35) || 'x', branch, created_at, created_by, 'Z', 'Z', 'Z', issuer_id,"
        " unit_id, 'active' FROM warranty_card",
    ],
)
def test_the_file_refuses_what_no_use_case_does(desk, sql):
    card(desk)
    with nothing_written(desk), pytest.raises(peewee.IntegrityError), database.atomic():
        database.execute_sql(sql)


def test_a_failure_at_the_very_end_takes_everything_back(desk):
    filled = form(desk)
    with nothing_written(desk), pytest.raises(RuntimeError), desk.work():
        issue_card(desk, filled)
        raise RuntimeError("power cut")
    assert issue_card(desk, filled).number == card_number(1)


_DAYS = st.dates(date(2024, 1, 1), date(2027, 1, 1)) | st.none() | st.dates()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(list(StartBasis)), _DAYS, _DAYS, _DAYS, _DAYS)
def test_whatever_days_are_typed_a_card_makes_sense_or_is_refused(
    desk, basis, purchased, installed, activated, produced
):
    code = f"T{basis[:3]}".upper()
    known = {row.code: row for row in warranty_terms.list_terms(desk)}
    chosen = known.get(code) or terms(desk, code=code, start_basis=basis, cap_months=6)
    filled = form(
        desk, terms_id=chosen.id, purchased_on=purchased, installed_on=installed, activated_on=activated,
        produced_on=produced, model_id=model(desk).id, confirmed=frozenset({"purchased_on", "activated_on",
        "installed_on", "produced_on"}),
    )  # fmt: skip
    try:
        saved = issue_card(desk, filled)
    except ValidationError as error:
        assert {problem.field for problem in error.problems} <= {
            "purchased_on", "installed_on", "activated_on", "produced_on",
        }  # fmt: skip
        return
    typed = [found for found in (purchased, installed, activated, produced) if found]
    assert all(found <= TODAY for found in typed)
    assert saved.started_on <= min(saved.ends.values()) <= saved.last_day == max(saved.ends.values())
    assert produced is None or all(produced <= found for found in (purchased, installed, activated) if found)
    verdicts = warranty.unit_summary(desk, saved.unit.id, saved.last_day + timedelta(days=1))
    assert not any(verdict.covered for verdict in verdicts)
    warranty_changes.withdraw_card(desk, saved.id)


def test_evidence_that_is_only_a_word_makes_the_answer_amber(desk):
    saved = card(desk, evidence_kind=StartEvidence.STATEMENT)
    assert warranty.unit_verdict(desk, saved.unit.id, TODAY).tone is Tone.DOUBTFUL


def test_two_serials_scanned_in_one_day_are_two_cards(desk):
    assert len({card(desk).id for _turn in range(5)}) == 5
    assert say(warranty.unit_verdict(desk, 1, TODAY).reason) == "Parts are covered until 2028-04-19; 513 days are left."
