"""Claims at suppliers: gathered, sent, answered with the same or another serial, settled; the ledger follows."""

from datetime import date

import peewee
import pytest

from aftersales_desktop.domain.errors import DeskError, NotAllowed, ValidationError
from aftersales_desktop.domain.stock import Condition, Place
from aftersales_desktop.domain.supplier_claims import ClaimAnswer, ClaimState, LineState, evidence_due
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.outside import SupplierClaimLine
from aftersales_desktop.services import claimable, papers, supplier_claims, units
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.claim_answers import answer_by_serial, answer_line
from aftersales_desktop.services.claim_rows import find_claim, get_claim
from aftersales_desktop.services.supplier_claims import Posting
from tests.services.outside import UNTIL, Store, new_key


@pytest.fixture
def store(desk) -> Store:
    return Store(desk)


def sent(store: Store, *serials: str, fuses: int = 0):
    claim = supplier_claims.open_claim(store.desk, store.supplier.id, new_key())
    for serial in serials:
        store.faulty_board(serial)
        supplier_claims.add_serial(store.desk, claim.id, serial, "روشن نمی‌شود")
    if fuses:
        store.faulty_fuses(fuses)
        supplier_claims.add_counted(store.desk, claim.id, store.fuse.id, fuses)
    return supplier_claims.send_claim(store.desk, claim.id, Posting(waybill="T-1"))


def said(error: pytest.ExceptionInfo[DeskError]) -> str:
    return Words("en").say(error.value.message)


def test_a_failing_part_says_from_whom_and_until_when_it_is_claimable(store, clock):
    unit_id = store.faulty_board("B-1")
    words = Words("en")
    assert "Claimable from پخش قطعهٔ پارس until 2027-03-01." in words.say(claimable.claim_sentence(store.desk, unit_id)).replace("\u2068", "").replace("\u2069", "").replace("\u2066", "")  # fmt: skip # noqa: E501
    clock.move(days=200)
    assert "can no longer be claimed" in words.say(claimable.claim_sentence(store.desk, unit_id))
    assert claimable.list_claimable(store.desk, store.desk.today()) == []
    nobodys = store.board_at(Place.FAULTY_STORE, Condition.FAULTY, "B-2")
    assert claimable.claim_sentence(store.desk, nobodys) is None


def test_what_can_be_claimed_is_listed_once(store):
    store.faulty_board("B-1")
    store.faulty_board("B-2", supplier_id=store.other.id)
    store.faulty_fuses(5)
    rows = claimable.list_claimable(store.desk, store.desk.today(), store.supplier.id)
    assert [(row.serial, row.quantity) for row in rows] == [("B-1", 1), ("", 5)]
    claim = supplier_claims.open_claim(store.desk, store.supplier.id, new_key())
    supplier_claims.add_serial(store.desk, claim.id, "B-1")
    supplier_claims.add_counted(store.desk, claim.id, store.fuse.id, 2)
    rows = claimable.list_claimable(store.desk, store.desk.today(), store.supplier.id)
    assert [(row.serial, row.quantity) for row in rows] == [("", 3)]


def test_the_same_key_opens_one_claim(store):
    key = new_key()
    first = supplier_claims.open_claim(store.desk, store.supplier.id, key)
    assert supplier_claims.open_claim(store.desk, store.supplier.id, key).id == first.id
    assert first.number.startswith("K-05-0001-")


def test_a_sent_claim_takes_its_parts_along(store):
    claim = sent(store, "B-1", fuses=4)
    assert (claim.state, claim.sent_on, claim.expected) == (ClaimState.SENT, date(2026, 11, 23), 9_500_000 + 80_000)
    assert store.place_of(claim.lines[0].unit_id) == ("transit", "faulty")
    assert store.fuses_at(Place.TRANSIT, Condition.FAULTY) == 4
    supplier_claims.note_arrival(store.desk, claim.id, "RMA-77")
    assert store.place_of(claim.lines[0].unit_id) == ("supplier", "faulty")
    assert get_claim(store.desk, claim.id).their_number == "RMA-77"
    assert first_broken_record(store.desk) is None


@pytest.mark.parametrize("has_arrived", [True, False])
def test_another_serial_that_came_back_is_linked_to_the_old_one(store, has_arrived):
    claim = sent(store, "B-1")
    if has_arrived:
        supplier_claims.note_arrival(store.desk, claim.id)
    line = claim.lines[0]
    answered = answer_line(store.desk, line.id, ClaimAnswer(LineState.REPLACED, "N-9"))
    new = units.find_units(store.desk, "N-9")[0]
    assert answered.lines[0].replacement_serial == "N-9" and answered.lines[0].replacement_id == new.id
    assert store.place_of(new.id) == ("good_store", "new")
    assert store.place_of(line.unit_id) == ("supplier", "faulty")
    source = claimable.supplier_of_unit(store.desk, new.id)
    assert (source.supplier_id, source.until) == (store.supplier.id, UNTIL)
    assert first_broken_record(store.desk) is None


def test_a_repaired_part_is_healthy_in_the_store_and_a_rejected_one_faulty_again(store):
    claim = sent(store, "B-1", "B-2")
    answer_by_serial(store.desk, claim.id, "b-1", ClaimAnswer(LineState.REPAIRED))
    answer_line(store.desk, claim.lines[1].id, ClaimAnswer(LineState.REJECTED, note="آب‌خوردگی"))
    assert store.place_of(claim.lines[0].unit_id) == ("good_store", "repaired")
    assert store.place_of(claim.lines[1].unit_id) == ("faulty_store", "faulty")
    settled = supplier_claims.settle_claim(store.desk, claim.id)
    assert settled.state is ClaimState.SETTLED
    assert first_broken_record(store.desk) is None


def test_a_rejected_part_may_be_claimed_again_and_knows_its_first_claim(store):
    first = sent(store, "B-1")
    answer_line(store.desk, first.lines[0].id, ClaimAnswer(LineState.REJECTED, note="بدون فاکتور"))
    second = supplier_claims.open_claim(store.desk, store.supplier.id, new_key())
    line = supplier_claims.add_serial(store.desk, second.id, "B-1").lines[0]
    assert (line.previous_id, line.earlier_claim) == (first.lines[0].id, first.number)


def test_money_paid_back_is_kept_with_what_was_expected(store):
    claim = sent(store, "B-1", fuses=3)
    answer_line(store.desk, claim.lines[0].id, ClaimAnswer(LineState.CREDITED, received=7_000_000))
    answered = answer_line(store.desk, claim.lines[1].id, ClaimAnswer(LineState.CREDITED, received=60_000))
    assert (answered.expected, answered.received, answered.waiting) == (9_560_000, 7_060_000, 0)
    assert store.fuses_at(Place.TRANSIT, Condition.FAULTY) == 0
    assert first_broken_record(store.desk) is None


def test_a_part_of_the_counted_ones_may_come_first(store):
    claim = sent(store, fuses=5)
    answered = answer_line(store.desk, claim.lines[0].id, ClaimAnswer(LineState.REPLACED, quantity=2))
    assert [(line.state, line.quantity, line.expected) for line in answered.lines] == [
        (LineState.REPLACED, 2, 40_000), (LineState.SENT, 3, 60_000),
    ]  # fmt: skip
    assert store.fuses_at(Place.GOOD_STORE, Condition.NEW) == 2
    answer_line(store.desk, answered.lines[1].id, ClaimAnswer(LineState.REJECTED, note="نو نیست"))
    assert store.fuses_at(Place.FAULTY_STORE, Condition.FAULTY) == 3
    assert first_broken_record(store.desk) is None


def test_a_claim_grows_older(store, clock):
    claim = sent(store, "B-1")
    ages = []
    for _step in range(5):
        ages.append(claim.age(store.desk.today()))
        clock.move(days=20)
    assert ages == [0, 1, 2, 3, 3]


# refused ----------------------------------------------------------------------------------------------------------


def test_what_cannot_be_claimed_is_refused_in_one_sentence(store):
    claim = supplier_claims.open_claim(store.desk, store.supplier.id, new_key())
    store.board_at(Place.GOOD_STORE, Condition.NEW, "GOOD")
    store.faulty_board("OTHERS", supplier_id=store.other.id)
    store.faulty_board("TWICE")
    supplier_claims.add_serial(store.desk, claim.id, "TWICE")
    for serial, words in (
        ("GOOD", "only a faulty part is claimed"), ("OTHERS", "came from"), ("TWICE", "already"),
        ("NOBODY", "No part has this serial"),
    ):  # fmt: skip
        with pytest.raises(DeskError) as error:
            supplier_claims.add_serial(store.desk, claim.id, serial)
        assert words in said(error)
    with pytest.raises(NotAllowed) as error:
        supplier_claims.add_counted(store.desk, claim.id, store.fuse.id, 1)
    assert "Only 0 of" in said(error)
    with pytest.raises(NotAllowed):
        supplier_claims.add_counted(store.desk, claim.id, store.board.id, 1)


def test_two_open_claims_cannot_hold_the_same_counted_parts(store):
    store.faulty_fuses(3)
    first = supplier_claims.open_claim(store.desk, store.supplier.id, new_key())
    second = supplier_claims.open_claim(store.desk, store.supplier.id, new_key())
    supplier_claims.add_counted(store.desk, first.id, store.fuse.id, 2)
    with pytest.raises(NotAllowed):
        supplier_claims.add_counted(store.desk, second.id, store.fuse.id, 2)


def test_an_empty_claim_is_not_sent_and_a_sent_one_takes_nothing_more(store):
    claim = supplier_claims.open_claim(store.desk, store.supplier.id, new_key())
    with pytest.raises(NotAllowed):
        supplier_claims.send_claim(store.desk, claim.id)
    gone = sent(store, "B-1")
    store.faulty_board("B-2")
    for act in (
        lambda: supplier_claims.add_serial(store.desk, gone.id, "B-2"),
        lambda: supplier_claims.send_claim(store.desk, gone.id),
        lambda: supplier_claims.take_line_out(store.desk, gone.lines[0].id),
        lambda: supplier_claims.settle_claim(store.desk, gone.id),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert store.place_of(gone.lines[0].unit_id) == ("transit", "faulty")


def test_a_line_taken_out_leaves_its_part_free(store):
    claim = supplier_claims.open_claim(store.desk, store.supplier.id, new_key())
    store.faulty_board("B-1")
    claim = supplier_claims.add_serial(store.desk, claim.id, "B-1")
    assert supplier_claims.take_line_out(store.desk, claim.lines[0].id).lines == ()
    other = supplier_claims.open_claim(store.desk, store.supplier.id, new_key())
    assert supplier_claims.add_serial(store.desk, other.id, "B-1").lines


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (ClaimAnswer(LineState.SENT), "state"),
        (ClaimAnswer(LineState.REPLACED), "serial"),
        (ClaimAnswer(LineState.REPLACED, "B-1"), "serial"),
        (ClaimAnswer(LineState.CREDITED), "received"),
        (ClaimAnswer(LineState.CREDITED, received=-1), "received"),
        (ClaimAnswer(LineState.REJECTED), "note"),
        (ClaimAnswer(LineState.REPAIRED, quantity=2), "quantity"),
    ],
)
def test_a_wrong_answer_changes_nothing(store, answer, field):
    claim = sent(store, "B-1")
    moves = store.count("unit_move")
    with pytest.raises(ValidationError) as error:
        answer_line(store.desk, claim.lines[0].id, answer)
    assert [problem.field for problem in error.value.problems] == [field]
    assert store.count("unit_move") == moves
    assert get_claim(store.desk, claim.id).lines[0].state is LineState.SENT


def test_a_replacement_whose_serial_is_known_is_refused_and_a_line_is_answered_once(store):
    claim = sent(store, "B-1")
    store.board_at(Place.GOOD_STORE, Condition.NEW, "KNOWN")
    with pytest.raises(NotAllowed):
        answer_line(store.desk, claim.lines[0].id, ClaimAnswer(LineState.REPLACED, "KNOWN"))
    assert store.place_of(claim.lines[0].unit_id) == ("transit", "faulty"), "nothing of a refused answer stays"
    answer_line(store.desk, claim.lines[0].id, ClaimAnswer(LineState.REPAIRED))
    with pytest.raises(NotAllowed):
        answer_line(store.desk, claim.lines[0].id, ClaimAnswer(LineState.REPAIRED))
    with pytest.raises(ValidationError):
        answer_by_serial(store.desk, claim.id, "ELSE", ClaimAnswer(LineState.REPAIRED))


def test_the_file_itself_refuses_a_wrong_step(store):
    claim = sent(store, "B-1")
    with pytest.raises(peewee.IntegrityError):
        SupplierClaimLine.update(state="open").where(SupplierClaimLine.id == claim.lines[0].id).execute()
    with pytest.raises(peewee.IntegrityError):
        SupplierClaimLine.delete().execute()


def test_a_line_whose_part_is_elsewhere_is_found_by_the_check(store):
    claim = sent(store, "B-1")
    SupplierClaimLine.update(state="rejected", answered_on=date(2026, 11, 23)).where(
        SupplierClaimLine.claim == claim.id
    ).execute()
    assert claim.number in Words("en").say(first_broken_record(store.desk)).replace("\u2066", "").replace("\u2069", "")


def test_a_claim_is_found_by_its_number(store):
    claim = sent(store, "B-1")
    assert find_claim(store.desk, claim.number).id == find_claim(store.desk, "any").id == claim.id
    persian = claim.number.lower().translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert papers.printable(store.desk, "claim-list", persian).row.id == claim.id
    with pytest.raises(DeskError):
        find_claim(store.desk, "K-00-0000-0")


@pytest.mark.parametrize(
    ("today", "due", "first"),
    [
        (date(2026, 11, 23), date(2026, 11, 26), date(2026, 10, 23)),  # 2 Azar: Aban until 5 Azar
        (date(2026, 11, 27), date(2026, 12, 26), date(2026, 11, 22)),  # 6 Azar: Azar until 5 Dey
        (date(2026, 3, 20), date(2026, 3, 25), date(2026, 2, 20)),  # 29 Esfand: Esfand until 5 Farvardin
    ],
)
def test_evidence_of_a_month_is_owed_by_a_day_of_the_next(today, due, first):
    found = evidence_due(today, 5)
    assert (found[2], found[0]) == (due, first)
