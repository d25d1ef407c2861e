"""Transfers, the registry, duplicates and cards withdrawn on the day of issue."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from aftersales_desktop.domain.own_numbers import card_number
from aftersales_desktop.domain.reception import DeviceIntake, Intake
from aftersales_desktop.domain.warranty import CardState, Cause, Tone, summary
from aftersales_desktop.domain.warranty_forms import ForeignCardInput, RegistryState
from aftersales_desktop.services import (
    audit,
    card_batches,
    customers,
    issuers,
    prints,
    reception,
    units,
    warranty,
    warranty_foreign,
    warranty_voids,
)
from aftersales_desktop.services.customer_page import customer_page
from aftersales_desktop.services.warranty_changes import (
    CARD_DOCUMENT,
    note_duplicate,
    set_registry,
    transfer_card,
    withdraw_card,
)
from aftersales_desktop.services.warranty_issue import issue_card
from aftersales_desktop.services.work import Area
from tests.services.warranty_samples import (
    BOUGHT,
    TODAY,
    card,
    event_kinds,
    form,
    model,
    owner,
    problems_of,
    refusal_of,
    say,
    terms,
    void,
)


@pytest.fixture
def heir(desk):
    return owner(desk, "وارث تازه", "09120000003")


@pytest.fixture
def theirs(desk):
    """A card of another company."""
    pars = issuers.add_issuer(desk, "پارس")
    unit = units.add_unit(desk, model_id=model(desk, name="Foreign").id, serial="F-1")
    filled = ForeignCardInput(issuer_id=pars.id, number="P1", unit_id=unit.id)
    return warranty_foreign.register_foreign_card(desk, filled)


def test_a_card_and_its_device_get_a_new_owner_and_both_names_stay(desk, heir):
    saved = card(desk)
    heard = []
    desk.listeners.append(heard.append)
    found = transfer_card(desk, saved.id, heir.id, TODAY, " فروش  دست دوم ")
    assert (found.owner.id, found.unit.owner_id, found.number) == (heir.id, heir.id, saved.number)
    assert event_kinds(found) == ["issued", "transferred"]
    last = found.events[-1]
    assert (last.note, last.detail["from_name"], last.detail["to_name"], last.detail["on"]) == (
        "فروش دست دوم", saved.owner.name, heir.name, TODAY.isoformat(),
    )  # fmt: skip
    rows = desk.rows("SELECT customer_id, reason, document FROM unit_owner_change ORDER BY id DESC LIMIT 1")
    assert rows == [(heir.id, "transfer", saved.number)]
    assert heard == [frozenset({Area.WARRANTY, Area.UNITS, Area.CUSTOMERS})]
    assert warranty.unit_verdict(desk, saved.unit.id, TODAY).covered
    assert audit.first_broken_row(desk) is None


def test_a_transfer_is_taken_back_by_another_transfer(desk, heir):
    saved = card(desk)
    transfer_card(desk, saved.id, heir.id, TODAY)
    assert transfer_card(desk, saved.id, saved.owner.id, TODAY).unit.owner_id == saved.owner.id


def test_terms_may_forbid_a_transfer(desk, heir):
    saved = card(desk, terms_id=terms(desk, is_transferable=False).id)
    assert refusal_of(desk, transfer_card, saved.id, heir.id, TODAY) == (
        f"The terms of card {saved.number} allow no transfer to a new owner."
    )


def test_only_a_running_card_of_ours_is_transferred(desk, heir, theirs, clock):
    saved, refused = card(desk), card(desk)
    warranty_voids.void_card(desk, refused.id, void(), evidence="photo")
    assert "“Void”" in refusal_of(desk, transfer_card, refused.id, heir.id, TODAY)
    assert refusal_of(desk, transfer_card, theirs.id, heir.id, TODAY) == "Card P1 is from پارس. Ask them."
    clock.now = datetime(2028, 4, 20, 8, tzinfo=UTC)
    assert refusal_of(desk, transfer_card, saved.id, heir.id, desk.today()) == (
        f"Card {saved.number} ended on 2028-04-19."
    )


@pytest.mark.parametrize(
    ("on", "field"), [(TODAY + timedelta(days=1), "on"), (BOUGHT - timedelta(days=1), "on"), (BOUGHT, "owner")]
)
def test_a_wrong_transfer_is_refused(desk, on, field):
    saved = card(desk)
    assert field in problems_of(desk, transfer_card, saved.id, saved.owner.id, on)


def test_a_transfer_to_nobody_is_refused(desk):
    saved, gone = card(desk), owner(desk, "رفته")
    customers.withdraw_customer(desk, gone.id)
    assert list(problems_of(desk, transfer_card, saved.id, gone.id, TODAY, "x" * 301)) == ["owner", "note"]
    assert list(problems_of(desk, transfer_card, saved.id, 99, TODAY)) == ["owner"]


def test_the_registry_keeps_its_history(desk):
    saved = card(desk)
    found = set_registry(desk, saved.id, RegistryState.REGISTERED, "hm ۱۲")
    assert (found.registry_state, found.registry_code) == (RegistryState.REGISTERED, "HM12")
    assert set_registry(desk, saved.id, RegistryState.REGISTERED, "HM12").events == found.events
    found = set_registry(desk, saved.id, RegistryState.REFUSED)
    assert [event.detail for event in found.events[1:]] == [
        {"from": "", "to": "registered", "code": "HM12"},
        {"from": "registered", "to": "refused", "code": ""},
    ]


def test_the_registry_wants_a_code_and_an_activated_card(desk):
    saved = card(desk)
    assert list(problems_of(desk, set_registry, saved.id, RegistryState.REGISTERED)) == ["registry_code"]
    assert list(problems_of(desk, set_registry, saved.id, RegistryState.NEEDED, "x" * 41)) == ["registry_code"]
    batch = card_batches.make_batch(desk, saved.unit.model.terms_id, 1)
    raw = warranty.find_card(desk, batch.first_number)
    assert "not activated" in refusal_of(desk, set_registry, raw.id, RegistryState.NEEDED)


def test_duplicates_are_counted_by_what_came_out(desk):
    saved = card(desk)
    assert refusal_of(desk, note_duplicate, saved.id, "گم شد") == (
        f"Card {saved.number} has not been printed yet. Print the original."
    )
    _print(desk, saved, 0, problem="no paper")
    refusal_of(desk, note_duplicate, saved.id, "گم شد")
    _print(desk, saved, 0)
    assert note_duplicate(desk, saved.id, " گم  شد ") == 1
    _print(desk, saved, 1)
    assert note_duplicate(desk, saved.id, "پاره شد") == 2
    events = warranty.get_card(desk, saved.id).events[1:]
    assert [(event.kind.value, event.note, event.detail) for event in events] == [
        ("duplicate", "گم شد", {"copy": 1}),
        ("duplicate", "پاره شد", {"copy": 2}),
    ]


def test_a_duplicate_needs_a_reason_and_an_active_card_of_ours(desk, theirs):
    saved = card(desk)
    _print(desk, saved, 0)
    for reason in ("", "  ", "x" * 301):
        assert list(problems_of(desk, note_duplicate, saved.id, reason)) == ["reason"]
    refusal_of(desk, note_duplicate, theirs.id, "گم شد")
    warranty_voids.void_card(desk, saved.id, void(), evidence="photo")
    assert "“Void”" in refusal_of(desk, note_duplicate, saved.id, "گم شد")


def test_a_card_issued_by_mistake_counts_nowhere_and_keeps_its_number(desk):
    buyer = owner(desk)
    unit = units.add_unit(desk, model_id=model(desk, terms(desk).id).id, serial="W-1", owner_id=buyer.id)
    saved = card(desk, unit_id=unit.id, owner_id=buyer.id)
    heard = []
    desk.listeners.append(heard.append)
    found = withdraw_card(desk, saved.id, "سریال اشتباه")
    assert (found.state, found.is_withdrawn, found.events[-1].note) == (CardState.VOID, True, "سریال اشتباه")
    assert event_kinds(found) == ["issued", "withdrawn"]
    assert heard == [frozenset({Area.WARRANTY})]
    assert warranty.unit_verdict(desk, unit.id, TODAY).cause is Cause.NO_CARD
    assert warranty.card_facts(desk, unit.id) == ()
    assert customer_page(desk, buyer.id).cards == ()
    assert warranty.find_card(desk, saved.number).is_withdrawn
    assert summary(warranty.get_card(desk, saved.id).facts, TODAY)[0].tone is Tone.REFUSED
    assert list(problems_of(desk, issue_card, form(desk, number=saved.number))) == ["number"]
    again = card(desk, unit_id=unit.id, owner_id=buyer.id)
    assert again.number == card_number(2)
    assert audit.first_broken_row(desk) is None


def test_a_device_that_came_with_the_card_goes_with_it(desk):
    saved = card(desk, imeis=("490154203237518",))
    withdraw_card(desk, saved.id)
    assert units.units_of(desk, saved.owner.id) == []
    assert units.find_units(desk, saved.serial) == []
    other = model(desk, saved.unit.model.terms_id, name="Right")
    again = card(desk, serial=saved.serial, imeis=("490154203237518",), model_id=other.id)
    assert again.unit.id != saved.unit.id
    rows = desk.rows("SELECT count(*) FROM unit_identifier")
    assert rows == [(4,)]


def test_a_device_that_was_known_goes_back_to_its_owner(desk):
    seller, buyer = owner(desk, "فروشنده"), owner(desk, "خریدار", "09120000004")
    unit = units.add_unit(desk, model_id=model(desk, terms(desk).id).id, serial="W-2", owner_id=seller.id)
    saved = issue_card(desk, replace(form(desk, unit_id=unit.id, owner_id=buyer.id), confirmed=frozenset({"owner"})))
    withdraw_card(desk, saved.id)
    assert units.get_unit(desk, unit.id).owner_id == seller.id
    rows = desk.rows("SELECT customer_id, reason FROM unit_owner_change ORDER BY id")
    assert rows == [(seller.id, "first seen"), (buyer.id, "card"), (seller.id, "card_withdrawn")]


def test_a_device_with_another_life_stays_when_its_card_goes(desk):
    saved = card(desk)
    pars = issuers.add_issuer(desk, "پارس")
    filled = ForeignCardInput(issuer_id=pars.id, number="P9", unit_id=saved.unit.id)
    warranty_foreign.register_foreign_card(desk, filled)
    withdraw_card(desk, saved.id)
    assert [unit.id for unit in units.units_of(desk, saved.owner.id)] == [saved.unit.id]
    assert units.find_units(desk, saved.serial) != []


def test_from_the_next_day_on_a_card_is_refused_not_withdrawn(desk, clock):
    saved = card(desk)
    clock.move(days=1)
    assert refusal_of(desk, withdraw_card, saved.id) == (
        f"Card {saved.number} was issued on 2026-11-23. Refuse its cover with a reason instead."
    )


def test_a_card_in_use_is_not_withdrawn(desk, heir):
    taken_in, transferred, refused = card(desk), card(desk), card(desk)
    device = DeviceIntake(unit_id=taken_in.unit.id, customer_words="صدا می‌دهد")
    reception.register_intake(desk, Intake("one", (device,), owner_id=taken_in.owner.id))
    transfer_card(desk, transferred.id, heir.id, TODAY)
    part = void(scope="parts", part_groups=("برد",))
    warranty_voids.void_card(desk, refused.id, replace(part, scope=type(void().scope)("parts")), evidence="photo")
    for used in (taken_in, transferred, refused):
        assert refusal_of(desk, withdraw_card, used.id) == (
            f"Card {used.number} is already in use. Refuse its cover with a reason instead."
        )


def test_a_card_issued_after_the_intake_may_be_withdrawn(desk, clock):
    buyer = owner(desk)
    unit = units.add_unit(desk, model_id=model(desk, terms(desk).id).id, serial="W-3", owner_id=buyer.id)
    device = DeviceIntake(unit_id=unit.id, customer_words="صدا می‌دهد")
    reception.register_intake(desk, Intake("one", (device,), owner_id=buyer.id))
    clock.move(minutes=1)
    assert withdraw_card(desk, card(desk, unit_id=unit.id, owner_id=buyer.id).id).is_withdrawn


def test_a_card_is_withdrawn_once(desk):
    saved = card(desk)
    assert list(problems_of(desk, withdraw_card, saved.id, "x" * 301)) == ["reason"]
    withdraw_card(desk, saved.id)
    assert refusal_of(desk, withdraw_card, saved.id) == f"Card {saved.number} is “Void”. Choose an active card."


def test_a_foreign_card_noted_by_mistake_is_withdrawn(desk, theirs):
    assert withdraw_card(desk, theirs.id).is_withdrawn
    assert warranty.card_facts(desk, theirs.unit.id) == ()
    assert say(warranty.unit_verdict(desk, theirs.unit.id, TODAY).reason).startswith("No warranty card is known")


def _print(desk, saved, copy, problem=""):
    prints.log_print(
        desk, CARD_DOCUMENT, saved.uuid, saved.number, copy=copy, paper="card", target="x", problem=problem
    )
