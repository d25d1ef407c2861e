"""The look at a killed workshop sees what is there by half: each half is made by hand."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from tests.faults.workshop_halves import HALVES, KEPT, found_by_half, kept_of, lost_of
from tests.faults.workshop_process import DEEDS, Hands
from tests.services.conftest import FixedClock
from tests.services.ledgers import tampered

DAYS_WORK = 250
_OF_SWAP = "id = (SELECT k.{column} FROM order_line_move k JOIN {ledger} m ON m.id = k.{column} WHERE {more} LIMIT 1)"
_SWAPPED = _OF_SWAP.format(column="unit_move_id", ledger="unit_move", more="m.reason = '{}'")
_COUNTED = _OF_SWAP.format(column="stock_move_id", ledger="stock_move", more="m.reason = 'INS'")
_LAST = "rowid = (SELECT max(rowid) FROM {}{})"
DAMAGE = {
    "a swap without the part that went in": f"DELETE FROM unit_move WHERE {_SWAPPED.format('INS')}",
    "a swap without the part that came out": f"DELETE FROM unit_move WHERE {_SWAPPED.format('REM')}",
    "counted parts that did not go in": f"DELETE FROM stock_move WHERE {_COUNTED}",
    "a line without its event": "DELETE FROM order_event WHERE "
    + _LAST.format("order_event", " WHERE kind = 'swapped'"),
    "an event without its line": "DELETE FROM order_line WHERE " + _LAST.format("order_line", ""),
    "a part that went in without a line": "DELETE FROM order_line_move WHERE unit_move_id = "
    "(SELECT max(k.unit_move_id) FROM order_line_move k JOIN unit_move m ON m.id = k.unit_move_id "
    "WHERE m.reason = 'INS')",
    "a line that was taken away by half": "UPDATE order_line SET state = 'done' WHERE "
    + _LAST.format("order_line", " WHERE state = 'removed'"),
    "a slip with more or fewer movements than lines": "DELETE FROM stock_move WHERE "
    + _LAST.format("stock_move", " WHERE reason = 'RCV'"),
    "a slip that was taken back by half": "UPDATE stock_document SET taken_back_at = NULL WHERE "
    + _LAST.format("stock_document", " WHERE taken_back_at IS NOT NULL"),
    "a hand-over without its movement, its event or its slip": "DELETE FROM order_event WHERE "
    + _LAST.format("order_event", " WHERE kind = 'exit'"),
    "a device that came in by half": "DELETE FROM unit_move WHERE "
    + _LAST.format("unit_move", " WHERE reason = 'CIN'"),
    "a record without a line of the audit": "DELETE FROM audit WHERE "
    + _LAST.format("audit", " WHERE action = 'create' AND entity = 'order_line'"),
}  # fmt: skip


@pytest.fixture(scope="module")
def worked(tmp_path_factory) -> tuple[Path, list[dict]]:
    """The file of a workshop that nobody killed, and what it said."""
    folder, chance = tmp_path_factory.mktemp("worked"), random.Random(3)
    hands = Hands(open_desk(folder / "data.db", "test", FixedClock()), chance)
    weights, deeds = zip(*DEEDS, strict=True)
    said = []
    for deed in chance.choices(deeds, weights, k=DAYS_WORK):
        try:
            done = deed(hands)
        except DeskError:
            continue
        if done is not None:
            said.append({"kind": deed.__name__} | done)
    close_desk()
    return folder / "data.db", said


@pytest.fixture
def copied(worked, tmp_path) -> Desk:
    shutil.copy(worked[0], tmp_path / "data.db")
    yield open_desk(tmp_path / "data.db", "test", FixedClock())
    close_desk()


def test_whole_work_is_whole(worked, copied):
    said = worked[1]
    assert {one["kind"] for one in said} == set(KEPT)
    assert found_by_half(copied) == {}
    assert lost_of(kept_of(copied), said) == []
    counts, kept = Counter(one["kind"] for one in said), kept_of(copied)
    assert len(kept.pop("remove_line")) >= counts.pop("remove_line"), "cancelling takes lines away too"
    assert {kind: len(found) for kind, found in kept.items()} == counts


@pytest.mark.parametrize("half", HALVES)
def test_half_a_save_is_seen(copied, half):
    assert half in found_by_half(tampered(copied, DAMAGE[half]))


@pytest.mark.parametrize(
    ("kind", "damage"),
    [
        ("swap", "DELETE FROM order_line_move WHERE line_id = (SELECT max(id) FROM order_line WHERE unit_in_id > 0)"),
        ("take_in", "DELETE FROM service_order WHERE id = (SELECT max(id) FROM service_order)"),
        ("step", "DELETE FROM order_event WHERE id = (SELECT max(id) FROM order_event WHERE kind = 'step')"),
        ("receive", "DELETE FROM stock_document WHERE kind = 'receipt'"),
        ("hand_over", "DELETE FROM order_event WHERE kind = 'exit'"),
    ],
)
def test_what_was_said_and_is_lost_is_named(worked, copied, kind, damage):
    lost = lost_of(kept_of(tampered(copied, damage)), worked[1])
    assert {one["kind"] for one in lost} >= {kind}
