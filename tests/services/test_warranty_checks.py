"""What the nightly look at the cards finds."""

from dataclasses import replace

import pytest

from aftersales_desktop.domain.own_numbers import card_number
from aftersales_desktop.models.database import database
from aftersales_desktop.services import card_batches, warranty_changes, warranty_voids
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.warranty_checks import CARD_CHECKS
from aftersales_desktop.services.warranty_issue import issue_card
from tests.services.warranty_samples import card, form, say, terms, void


@pytest.fixture
def busy(desk):
    """A file in which everything happened once."""
    saved, voided, revoked = card(desk), card(desk), card(desk)
    warranty_voids.void_card(desk, voided.id, void(), evidence="photo")
    found = warranty_voids.void_card(desk, revoked.id, void(), evidence="photo")
    warranty_voids.revoke_void(desk, found.voids[0].id, "اشتباه بود")
    warranty_changes.withdraw_card(desk, card(desk).id)
    issue_card(desk, replace(form(desk, number="OLD-7"), confirmed=frozenset({"number"})))
    card_batches.make_batch(desk, terms(desk, code="B").id, 5)
    return saved


def first_broken(desk) -> str:
    return next((say(problem) for check in CARD_CHECKS if (problem := check(desk))), "")


def test_a_sound_file_passes(desk, busy):
    assert first_broken(desk) == ""
    assert first_broken_record(desk) is None
    with desk.reader() as reader:
        assert first_broken(reader) == ""


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE number_series SET last = last + 1 WHERE series = 'card'", "The card numbers have a gap or a double."),
        ("UPDATE warranty_card SET parts_until = '2030-01-01' WHERE id = 1", "does not end as its terms say."),
        ("UPDATE warranty_card SET terms = '{}' WHERE id = 1", "does not end as its terms say."),
        ("UPDATE warranty_card SET state = 'void' WHERE id = 1", "does not match its voids."),
        ("UPDATE warranty_card SET state = 'active' WHERE id = 2", "does not match its voids."),
        ("UPDATE warranty_card SET unit_id = 1 WHERE number = '{raw}'", "has no history."),
    ],
)
def test_a_change_from_outside_is_found(desk, busy, sql, told):
    with desk.work():
        database.execute_sql(sql.replace("{raw}", card_number(6)))
    assert first_broken(desk).endswith(told)
    assert first_broken_record(desk) is not None
