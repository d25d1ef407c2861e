"""A disk that fails at any statement or any page of every way to save: the file is as before, or as after."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from aftersales_desktop.domain.attachments import FileKind
from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.domain.errors import StorageProblem
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.domain.warranty_forms import ForeignCardInput
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.database import database
from aftersales_desktop.services import (
    attachments,
    card_batches,
    check,
    claims,
    customers,
    drafts,
    hand_over,
    import_undo,
    issuers,
    prints,
    reception,
    settings,
    warranty_changes,
    warranty_foreign,
    warranty_issue,
    warranty_voids,
)
from aftersales_desktop.services.attachments import Holder
from aftersales_desktop.services.imports import import_file
from aftersales_desktop.services.kept_files import keep_content
from aftersales_desktop.services.work import Desk
from tests.services import warranty_samples as samples
from tests.services.counter import MARYAM, Counter

UseCase = Callable[[Desk], object]
MOST_STATEMENTS = 2000
NO_LIMIT = 1073741823


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    from aftersales_desktop.services.work import close_desk, open_desk

    yield open_desk(tmp_path / "data.db")
    close_desk()


class FailingCursor(sqlite3.Cursor):
    """A cursor on a disk that takes `left` more statements; a roll-back needs no disk."""

    left = MOST_STATEMENTS
    once = False
    failed = 0

    def execute(self, sql, *values):
        kind = type(self)
        if not sql.startswith("ROLLBACK"):
            kind.left -= 1
            if kind.left == -1 or (kind.left < 0 and not kind.once):
                kind.failed += 1
                raise sqlite3.OperationalError("database or disk is full" if kind.once else "disk I/O error")
        return super().execute(sql, *values)


@contextmanager
def failing(monkeypatch, left: int, *, once: bool) -> Iterator[type[FailingCursor]]:
    kind = type("Failing", (FailingCursor,), {"left": left, "once": once})
    with monkeypatch.context() as patch:
        patch.setattr(database, "cursor", lambda named_cursor=None: database.connection().cursor(kind))
        yield kind


def customer(desk: Desk) -> UseCase:
    return lambda desk: customers.add_customer(desk, MARYAM)


def changed_customer(desk: Desk) -> UseCase:
    known = customers.add_customer(desk, MARYAM).id
    return lambda desk: customers.change_customer(desk, known, CustomerDetails(name="مریم", phones=("09120000001",)))


def intake(desk: Desk) -> UseCase:
    counter = Counter(desk)
    drafts.keep_draft(desk, "intake", {"serial": "X"})
    filled = counter.intake(
        counter.device(passcode="2468"), counter.device(category_id=counter.category_id, model_id=None,
                                                         brand="نو", model_name="N1"),
        owner_id=None, owner=MARYAM,
    )  # fmt: skip
    return lambda desk: reception.register_intake(desk, filled)


def ready(desk: Desk) -> UseCase:
    order = Counter(desk).order()
    return lambda desk: hand_over.mark_ready(desk, order.id, Outcome.REPAIRED, "تعمیر شد")


def hand_back(desk: Desk) -> UseCase:
    order = Counter(desk).order(passcode="2468")
    return lambda desk: hand_over.hand_back(
        desk, order.id, outcome=Outcome.REPAIRED, receiver_name="علی", note="تعمیر شد"
    )


def cancelled(desk: Desk) -> UseCase:
    order = Counter(desk).order(passcode="2468")
    return lambda desk: hand_over.cancel_order(desk, order.id, "منصرف شد")


def card(desk: Desk) -> UseCase:
    filled = samples.form(desk, request_key=str(uuid.uuid4()))
    drafts.keep_draft(desk, "card", {"serial": "X"})
    return lambda desk: warranty_issue.issue_card(desk, filled, draft="card")


def foreign_card(desk: Desk) -> UseCase:
    filled = ForeignCardInput(
        issuer_id=issuers.add_issuer(desk, "پارس").id, number="P1", model_id=samples.model(desk, name="F").id,
        serial="F-1", owner_id=samples.owner(desk).id,
    )  # fmt: skip
    return lambda desk: warranty_foreign.register_foreign_card(desk, filled)


def voided(desk: Desk) -> UseCase:
    saved = samples.card(desk)
    return lambda desk: warranty_voids.void_card(desk, saved.id, samples.void(on=desk.today()), evidence="عکس")


def transferred(desk: Desk) -> UseCase:
    saved, heir = samples.card(desk), samples.owner(desk, "وارث تازه", "09120000003")
    return lambda desk: warranty_changes.transfer_card(desk, saved.id, heir.id, desk.today())


def batch(desk: Desk) -> UseCase:
    terms = samples.terms(desk)
    return lambda desk: card_batches.make_batch(desk, terms.id, 30)


def kept_settings(desk: Desk) -> UseCase:
    settings.name_the_desk(desk)
    return lambda desk: settings.save_settings(desk, centre_name="مرکز خدمات", centre_phone="02188776655")


def draft(desk: Desk) -> UseCase:
    drafts.keep_draft(desk, "intake", {"serial": "X"})
    return lambda desk: drafts.keep_draft(desk, "intake", {"serial": "SN-1", "note": "م" * 2000})


def printed(desk: Desk) -> UseCase:
    record = str(uuid.uuid4())
    return lambda desk: prints.log_print(
        desk, "intake-receipt", record, "01-05-00001-1", copy=0, paper="A5", target="file"
    )


def imported(desk: Desk) -> UseCase:
    path = Path(desk.path).with_name("old.csv")
    rows = "".join(f"{n},2020-01-{n:02},Lamp,Brand {n % 3},broken\n" for n in range(1, 29))
    path.write_text(f"id,date,category,brand,problem\n{rows},,,,\n", encoding="utf-8")
    return lambda desk: import_file(desk, path, words=Words("en"))


def undone(desk: Desk) -> UseCase:
    run_id = imported(desk)(desk).run_id
    return lambda desk: import_undo.undo_import(desk, run_id)


def completed(desk: Desk) -> UseCase:
    imported(desk)(desk)
    unit_id = desk.rows("SELECT max(id) FROM unit")[0][0]
    owner = customers.add_customer(desk, CustomerDetails(name="Reza", phones=("09121112299",)))
    return lambda desk: claims.complete_unit(desk, unit_id, owner_id=owner.id, serial="SN-1")


def attached(desk: Desk) -> UseCase:
    holder = Holder("service_order", Counter(desk).order().uuid)
    kept = [keep_content(desk.path, bytes([number]) * 100, f"{number}.txt") for number in range(12)]
    attachments.put_away(desk, attachments.attach(desk, holder, kept[:1])[0].id)
    return lambda desk: attachments.attach(desk, holder, kept)


def described(desk: Desk) -> UseCase:
    holder = Holder("customer", customers.add_customer(desk, MARYAM).uuid)
    (row,) = attachments.attach(desk, holder, [keep_content(desk.path, b"x", "x.txt")])
    return lambda desk: attachments.describe(desk, row.id, "رسید بانک", FileKind.EVIDENCE)


EVERY_SAVE = (
    customer, changed_customer, intake, ready, hand_back, cancelled, card, foreign_card, voided, transferred, batch,
    kept_settings, draft, printed, imported, undone, completed, attached, described,
)  # fmt: skip
every_save = pytest.mark.parametrize("prepared", EVERY_SAVE, ids=lambda use_case: use_case.__name__)


@every_save
@pytest.mark.parametrize("once", [True, False], ids=["once", "from then on"])
@pytest.mark.timeout(240)
def test_a_failure_at_any_statement_leaves_the_file_as_it_was(desk, monkeypatch, prepared, once):
    save = prepared(desk)
    before = samples.whole_file(desk)
    heard: list[object] = []
    desk.listeners.append(heard.append)
    for left in range(MOST_STATEMENTS):
        with failing(monkeypatch, left, once=once) as disk:
            try:
                save(desk)
            except StorageProblem:
                assert disk.failed
            else:
                assert not disk.failed, f"statement {left} failed and nobody was told"
                break
        assert samples.whole_file(desk) == before, f"statement {left}"
        assert heard == []
    assert left > 2
    assert samples.whole_file(desk) != before
    assert check.first_broken_record(desk) is None


@every_save
@pytest.mark.timeout(240)
def test_a_disk_that_fills_up_at_any_page(desk, prepared):
    """SQLite's own "full": it rolls back by itself, and the next save works once there is room again."""
    save = prepared(desk)
    before = samples.whole_file(desk)
    desk.rows("VACUUM")
    pages = desk.rows("PRAGMA page_count")[0][0]
    refusals = 0
    for more in range(200):
        desk.rows(f"PRAGMA max_page_count = {pages + more}")
        try:
            save(desk)
        except StorageProblem as problem:
            refusals += 1
            assert "full" in Words("en").say(problem.message)
            assert samples.whole_file(desk) == before
        else:
            break
        finally:
            desk.rows(f"PRAGMA max_page_count = {NO_LIMIT}")
    assert samples.whole_file(desk) != before
    assert check.first_broken_record(desk) is None
    if prepared in (intake, card, batch, imported):
        assert refusals, "nothing was refused: this proves nothing"
