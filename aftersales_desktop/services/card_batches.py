"""Raw numbered cards: made in a run, handed to dealers, taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from peewee import chunked

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, refuse
from aftersales_desktop.domain.own_numbers import OwnNumberKind, read_own_number
from aftersales_desktop.domain.warranty import CARD_STATE_TITLES, CardState
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.units import ProductModel
from aftersales_desktop.models.warranty import CardBatch, WarrantyCard, WarrantyEvent
from aftersales_desktop.services import audit, records, warranty_terms
from aftersales_desktop.services.card_events import CardEvent
from aftersales_desktop.services.card_rows import shown_number
from aftersales_desktop.services.issuers import our_issuer
from aftersales_desktop.services.numbering import next_card_numbers
from aftersales_desktop.services.warranty_issue import number_columns
from aftersales_desktop.services.work import Area, Desk

LARGEST_BATCH = 10_000
_CHUNK = 500
_BLANKS = (
    "SELECT batch_id, count(*) FROM warranty_card WHERE state IN ('raw', 'at_dealer') AND archived_at IS NULL "
    "GROUP BY batch_id"
)


@dataclass(frozen=True)
class BatchRow:
    """A run of cards made at once; `blank` counts those not activated yet, at dealers or not."""

    id: int
    uuid: str
    first_number: str
    last_number: str
    quantity: int
    blank: int
    terms_id: int
    model_id: int | None
    note: str
    created_at: datetime
    is_withdrawn: bool


def make_batch(desk: Desk, terms_id: int, quantity: int, model_id: int | None = None, note: str = "") -> BatchRow:
    """Make raw cards with the next numbers, for any model or one. Raises ValidationError with every problem."""
    problems = _batch_problems(quantity, note)
    refuse(problems)
    with desk.work(Area.WARRANTY) as now:
        terms = warranty_terms.get_terms(desk, terms_id)
        if model_id is not None:
            records.find(ProductModel, model_id)
        numbers = next_card_numbers(quantity)
        batch = records.create(
            desk, CardBatch, now, issuer_id=our_issuer(desk).id, terms_id=terms.id, model_id=model_id,
            first_number=numbers[0], last_number=numbers[-1], quantity=quantity, note=text.clean(note),
        )  # fmt: skip
        _insert_raw_cards(desk, now, batch, numbers)
        return get_batch(desk, batch.id)


def list_batches(desk: Desk) -> list[BatchRow]:
    """Every batch that was not withdrawn, newest first."""
    blanks = dict(desk.rows(_BLANKS))
    query = CardBatch.select().where(CardBatch.archived_at.is_null()).order_by(CardBatch.id.desc())
    return [_batch_row(batch, blanks.get(batch.id, 0)) for batch in query]


def get_batch(desk: Desk, batch_id: int) -> BatchRow:
    """One batch; NotFound when there is none."""
    batch = records.find(CardBatch, batch_id)
    return _batch_row(batch, dict(desk.rows(_BLANKS)).get(batch_id, 0))


def terms_of(desk: Desk, batch_id: int | None) -> int | None:
    """The terms that are printed on the cards of a batch."""
    return get_batch(desk, batch_id).terms_id if batch_id is not None else None


def send_to_dealer(desk: Desk, first_number: str, last_number: str, dealer: str) -> int:
    """Hand a run of raw cards to a dealer; gives how many. All of them must be raw, or nothing is changed."""
    problems = _run_problems(first_number, last_number)
    if not text.clean(dealer):
        problems.append(FieldProblem("dealer", Message("Enter the name of the dealer.")))
    elif problem := text.text_problem(dealer, longest=120):
        problems.append(FieldProblem("dealer", problem))
    refuse(problems)
    return _move_run(desk, first_number, last_number, CardState.RAW, CardState.AT_DEALER, text.clean(dealer))


def take_back_from_dealer(desk: Desk, first_number: str, last_number: str) -> int:
    """Take a run of cards back from a dealer; gives how many. All of them must be there, or nothing is changed."""
    problems = _run_problems(first_number, last_number)
    refuse(problems)
    return _move_run(desk, first_number, last_number, CardState.AT_DEALER, CardState.RAW, "")


def withdraw_batch(desk: Desk, batch_id: int) -> None:
    """Take back a batch made by mistake: its numbers stay used. Refused once a card of it left the raw state."""
    with desk.work(Area.WARRANTY) as now:
        batch = records.find(CardBatch, batch_id)
        if desk.rows("SELECT 1 FROM warranty_card WHERE batch_id = ? AND state <> 'raw' LIMIT 1", batch_id):
            raise NotAllowed(Message("Cards of this batch are already in use. It cannot be withdrawn."))
        if records.change(desk, batch, now, action="withdraw", archived_at=now):
            WarrantyCard.update(archived_at=now, rev=WarrantyCard.rev + 1).where(
                WarrantyCard.batch == batch_id
            ).execute()


def _batch_row(batch: CardBatch, blank: int) -> BatchRow:
    return BatchRow(
        batch.id, batch.uuid, batch.first_number, batch.last_number, batch.quantity, blank, batch.terms_id,
        batch.model_id, batch.note, batch.created_at, batch.archived_at is not None,
    )  # fmt: skip


def _batch_problems(quantity: int, note: str) -> list[FieldProblem]:
    problems = []
    if not 1 <= quantity <= LARGEST_BATCH:
        message = Message("Enter a number from {low} to {high}.", low=1, high=LARGEST_BATCH)
        problems.append(FieldProblem("quantity", message))
    if problem := text.text_problem(note, longest=300):
        problems.append(FieldProblem("note", problem))
    return problems


def _insert_raw_cards(desk: Desk, now: datetime, batch: CardBatch, numbers: Iterable[str]) -> None:
    """One row a card and no audit row of its own: the batch's row names the first and the last number."""
    for chunk in chunked(numbers, _CHUNK):
        WarrantyCard.insert_many(
            {
                "uuid": records.new_uuid(), "branch": batch.branch, "created_at": now, "created_by": desk.actor,
                "issuer": batch.issuer_id, "batch": batch.id, "state": "raw", **number_columns(number),
            }
            for number in chunk
        ).execute()  # fmt: skip


def _run_problems(first_number: str, last_number: str) -> list[FieldProblem]:
    problems = []
    for name, typed in (("first_number", first_number), ("last_number", last_number)):
        read = read_own_number(typed)
        if read is None or read.kind is not OwnNumberKind.CARD:
            message = Message("A card number of ours has G and 9 digits; read the number again.")
            problems.append(FieldProblem(name, message))
        elif read.problem:
            problems.append(FieldProblem(name, read.problem))
    if not problems and not 0 <= _place(last_number) - _place(first_number) < LARGEST_BATCH:
        problems.append(FieldProblem("last_number", Message("The last number is before the first; check both.")))
    return problems


def _place(typed: str) -> int:
    """Place of a card in the series: its digits without the check digit."""
    return int(_norm(typed)[1:9])


def _norm(typed: str) -> str:
    read = read_own_number(typed)
    return text.code_norm(read.number) if read else ""


def _move_run(desk: Desk, first: str, last: str, before: CardState, after: CardState, dealer: str) -> int:
    low, high = _norm(first), _norm(last)
    with desk.work(Area.WARRANTY) as now:
        cards = list(
            WarrantyCard.select()
            .where(WarrantyCard.number_norm.between(low, high) & (WarrantyCard.issuer == our_issuer(desk).id))
            .order_by(WarrantyCard.number_norm)
        )
        _check_run(cards, _place(last) - _place(first) + 1, before)
        ids = [card.id for card in cards]
        for chunk in chunked(ids, _CHUNK):
            WarrantyCard.update(state=after.value, seller=dealer, rev=WarrantyCard.rev + 1).where(
                WarrantyCard.id.in_(chunk)
            ).execute()
        kind = CardEvent.SENT_TO_DEALER if after is CardState.AT_DEALER else CardEvent.TAKEN_BACK
        _note_run(desk, now, ids, kind, dealer)
        change = {"first": cards[0].number, "last": cards[-1].number, "quantity": len(ids), "dealer": dealer}
        audit.write(desk, now, kind.value, "warranty_card", cards[0].uuid, change)
        return len(ids)


def _check_run(cards: list[WarrantyCard], wanted: int, before: CardState) -> None:
    if len(cards) != wanted:
        raise NotAllowed(Message("Some of these cards were never made here. Check both numbers."))
    for card in cards:
        if card.archived_at is not None:
            raise NotAllowed(
                Message("Card {number} was withdrawn and cannot be used again.", number=shown_number(card.number))
            )
        if card.state != before:
            raise NotAllowed(
                Message(
                    "Card {number} is “{state}”. Choose a run of cards that are all “{wanted}”.",
                    number=shown_number(card.number),
                    state=Message(CARD_STATE_TITLES[CardState(card.state)]),
                    wanted=Message(CARD_STATE_TITLES[before]),
                )
            )


def _note_run(desk: Desk, now: datetime, ids: Iterable[int], kind: CardEvent, dealer: str) -> None:
    for chunk in chunked(ids, _CHUNK):
        WarrantyEvent.insert_many(
            {
                "uuid": records.new_uuid(), "card": card_id, "at": now, "actor": desk.actor, "kind": kind.value,
                "note": dealer, "detail": {},
            }
            for card_id in chunk
        ).execute()  # fmt: skip
