"""Refusals of cover need reasons and evidence, reach as far as they say, and can be taken back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from aftersales_desktop.domain.reception import DeviceIntake, Intake
from aftersales_desktop.domain.warranty import CardState, Category, Cause, Tone, VoidReason, VoidScope, summary
from aftersales_desktop.domain.warranty_forms import ForeignCardInput
from aftersales_desktop.models.warranty import WarrantyVoid
from aftersales_desktop.services import (
    audit,
    card_batches,
    issuers,
    reception,
    warranty,
    warranty_changes,
    warranty_foreign,
)
from aftersales_desktop.services.warranty_issue import issue_card
from aftersales_desktop.services.warranty_voids import revoke_void, void_card
from aftersales_desktop.services.work import Area
from tests.services.warranty_samples import (
    TODAY,
    card,
    event_kinds,
    form,
    problems_of,
    refusal_of,
    say,
    terms,
    void,
)


def test_a_card_is_void_with_reasons_and_evidence(desk):
    saved = card(desk)
    heard = []
    desk.listeners.append(heard.append)
    reasons = (VoidReason.LIQUID, VoidReason.SEAL_OPENED, VoidReason.LIQUID)
    found = void_card(desk, saved.id, void(reasons=reasons), evidence=" عکس  ۱ ")
    (only,) = found.voids
    assert (found.state, only.record.reasons, only.evidence, only.by) == (
        CardState.VOID, (VoidReason.LIQUID, VoidReason.SEAL_OPENED), "عکس ۱", "test",
    )  # fmt: skip
    assert found.standing_voids == (only,)
    assert event_kinds(found) == ["issued", "voided"]
    assert found.events[-1].note == "آب داخل برد دیده شد"
    assert heard == [frozenset({Area.WARRANTY})]
    parts = warranty.unit_verdict(desk, saved.unit.id, TODAY)
    assert (parts.tone, parts.cause) == (Tone.REFUSED, Cause.VOID_DEVICE)
    assert say(parts.reason) == (f"Card {saved.number} has been void since 2026-11-23: liquid inside, seal opened.")
    assert audit.first_broken_row(desk) is None


def test_the_day_before_the_void_stays_covered(desk):
    saved = card(desk)
    void_card(desk, saved.id, void(), evidence="photo")
    assert warranty.unit_verdict(desk, saved.unit.id, TODAY - timedelta(days=1)).covered


def test_parts_or_one_visit_leave_the_card_active(desk):
    saved = card(desk)
    order = _take_in(desk, saved)
    parts = void(scope=VoidScope.PARTS, part_groups=("برد", " برد ", "موتور"))
    void_card(desk, saved.id, parts, evidence="photo")
    visit = void(scope=VoidScope.VISIT, order_number=order.number, part_groups=("برد",))
    found = void_card(desk, saved.id, visit, evidence="photo")
    assert found.state is CardState.ACTIVE
    assert [row.record.part_groups for row in found.voids] == [("برد", "موتور"), ()]
    ask = {"category": Category.PARTS, "as_of": TODAY}
    assert warranty.unit_verdict(desk, saved.unit.id, **ask).covered
    assert warranty.unit_verdict(desk, saved.unit.id, **ask, part_group="موتور").cause is Cause.VOID_PARTS
    assert warranty.unit_verdict(desk, saved.unit.id, **ask, order_number=order.number).cause is Cause.VOID_VISIT
    summary = warranty.unit_summary(desk, saved.unit.id, TODAY, "موتور")
    assert [verdict.cause for verdict in summary][:2] == [Cause.VOID_PARTS, Cause.VOID_PARTS]


@pytest.mark.parametrize(
    ("changes", "evidence", "fields"),
    [
        ({"reasons": ()}, "photo", ["reasons"]),
        ({}, " ", ["evidence"]),
        ({"sentence": " "}, "photo", ["sentence"]),
        ({"sentence": "ن" * 401}, "photo", ["sentence"]),
        ({}, "=photo", ["evidence"]),
        ({"on": TODAY + timedelta(days=1)}, "photo", ["on"]),
        ({"scope": VoidScope.PARTS}, "photo", ["part_groups"]),
        ({"scope": VoidScope.PARTS, "part_groups": ("ق" * 61,)}, "photo", ["part_groups"]),
        ({"scope": VoidScope.PARTS, "part_groups": (" ",)}, "photo", ["part_groups"]),
        ({"scope": VoidScope.VISIT}, "photo", ["order_number"]),
        ({"scope": VoidScope.VISIT, "order_number": "01-05-00009-9"}, "photo", ["order_number"]),
        (
            {"reasons": (), "sentence": "", "on": TODAY + timedelta(days=1)},
            "",
            ["reasons", "sentence", "evidence", "on"],
        ),
    ],
)
def test_a_void_without_its_proof_is_refused(desk, changes, evidence, fields):
    saved = card(desk)
    assert list(problems_of(desk, void_card, saved.id, void(**changes), evidence=evidence)) == fields


def test_a_visit_of_another_device_is_refused(desk):
    first, second = card(desk), card(desk)
    order = _take_in(desk, second)
    found = problems_of(desk, void_card, first.id, void(order_number=order.number), evidence="photo")
    assert found == {"order_number": "This device has no visit with that number. Choose one of its own."}


def test_only_active_and_expired_cards_of_ours_are_refused(desk):
    saved = card(desk)
    void_card(desk, saved.id, void(), evidence="photo")
    assert refusal_of(desk, void_card, saved.id, void(), evidence="photo") == (
        f"Card {saved.number} is “Void”, so its cover cannot be refused."
    )
    batch = card_batches.make_batch(desk, terms(desk, code="B").id, 1)
    raw = warranty.find_card(desk, batch.first_number)
    assert "“Raw card”" in refusal_of(desk, void_card, raw.id, void(), evidence="photo")
    refusal_of(desk, void_card, 99, void(), evidence="photo")


def test_a_card_of_another_company_is_not_ours_to_refuse(desk):
    pars = issuers.add_issuer(desk, "پارس")
    theirs = warranty_foreign.register_foreign_card(
        desk, ForeignCardInput(issuer_id=pars.id, number="P1", unit_id=card(desk).unit.id)
    )
    assert refusal_of(desk, void_card, theirs.id, void(), evidence="photo") == (
        "Card P1 is from پارس. Only they can refuse its cover."
    )


def test_a_revoked_void_leaves_the_card_active_and_both_in_the_history(desk):
    saved = card(desk)
    voided = void_card(desk, saved.id, void(), evidence="photo")
    found = revoke_void(desk, voided.voids[0].id, "کارشناسی دوباره شد")
    (only,) = found.voids
    assert (found.state, found.standing_voids) == (CardState.ACTIVE, ())
    assert (only.revoked_by, only.revoked_reason, only.revoked_at) == ("test", "کارشناسی دوباره شد", desk.now())
    assert event_kinds(found) == ["issued", "voided", "void_revoked"]
    assert warranty.unit_verdict(desk, saved.unit.id, TODAY).covered
    assert audit.first_broken_row(desk) is None


@pytest.mark.parametrize("reason", ["", " x ", "ن" * 301, "=cmd"])
def test_revoking_needs_a_reason(desk, reason):
    voided = void_card(desk, card(desk).id, void(), evidence="photo")
    assert list(problems_of(desk, revoke_void, voided.voids[0].id, reason)) == ["reason"]


def test_a_void_is_revoked_once(desk):
    voided = void_card(desk, card(desk).id, void(), evidence="photo")
    revoke_void(desk, voided.voids[0].id, "اشتباه بود")
    assert refusal_of(desk, revoke_void, voided.voids[0].id, "باز هم") == (
        "This refusal was revoked before. Refresh the card."
    )
    refusal_of(desk, revoke_void, 99, "نیست")


def test_revoking_a_part_void_leaves_the_whole_void_standing(desk):
    saved = card(desk)
    parts = void_card(desk, saved.id, void(scope=VoidScope.PARTS, part_groups=("برد",)), evidence="photo")
    void_card(desk, saved.id, void(), evidence="photo")
    assert revoke_void(desk, parts.voids[0].id, "اشتباه بود").state is CardState.VOID


def test_a_void_is_not_revoked_once_another_card_took_its_place(desk, clock):
    saved = card(desk)
    voided = void_card(desk, saved.id, void(), evidence="photo")
    filled = form(desk, unit_id=saved.unit.id, owner_id=saved.owner.id)
    second = issue_card(desk, replace(filled, confirmed=frozenset({"serial"})))
    assert refusal_of(desk, revoke_void, voided.voids[0].id, "اشتباه بود") == (
        f"Card {second.number} took the place of card {saved.number}. Withdraw that card or refuse its cover first."
    )
    clock.now = datetime(2030, 1, 1, tzinfo=UTC)
    assert revoke_void(desk, voided.voids[0].id, "اشتباه بود").state is CardState.ACTIVE
    assert warranty.get_card(desk, second.id).state is CardState.EXPIRED


def test_an_expired_card_may_still_be_refused(desk, clock):
    saved = card(desk)
    clock.now = datetime(2029, 1, 1, tzinfo=UTC)
    card(desk, unit_id=saved.unit.id, owner_id=saved.owner.id, purchased_on=desk.today())
    assert void_card(desk, saved.id, void(), evidence="photo").state is CardState.VOID


def test_two_cards_void_at_once_name_the_first_reason(desk):
    saved = card(desk)
    void_card(desk, saved.id, void(reasons=(VoidReason.OTHER,), sentence="کارت مخدوش بود"), evidence="photo")
    reason = say(summary(warranty.get_card(desk, saved.id).facts, TODAY)[0].reason)
    assert reason.endswith(": کارت مخدوش بود.")


def test_a_withdrawn_card_cannot_be_refused(desk):
    saved = card(desk)
    warranty_changes.withdraw_card(desk, saved.id)
    assert "“Void”" in refusal_of(desk, void_card, saved.id, void(), evidence="photo")
    assert WarrantyVoid.select().count() == 0


def _take_in(desk, of):
    device = DeviceIntake(unit_id=of.unit.id, customer_words="روشن نمی‌شود")
    return reception.register_intake(desk, Intake(f"key {of.id}", (device,), owner_id=of.owner.id)).orders[0]
