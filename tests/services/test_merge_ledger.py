"""Whatever points to a customer or a device goes over with a merge, or is known to stay behind."""

from __future__ import annotations

import pytest

from aftersales_desktop.models.tables import ALL_TABLES
from aftersales_desktop.services.merge_ledger import STAYS, TO_CUSTOMER, TO_SITE, TO_UNIT


@pytest.mark.parametrize(
    ("entity", "references"),
    [("customer", TO_CUSTOMER), ("site", TO_SITE), ("unit", TO_UNIT)],
    ids=lambda one: str(one)[:8],
)
def test_every_column_that_points_to_a_record_is_accounted_for(desk, entity, references):
    pointing = {
        f"{table._meta.table_name}.{column}"
        for table in ALL_TABLES
        for _id, _seq, target, column, *_rest in desk.rows(f"PRAGMA foreign_key_list({table._meta.table_name})")
        if target == entity
    }
    moved = {reference.subject for reference in references}
    assert pointing == moved | {subject for subject in STAYS if subject in pointing}
    assert not moved & STAYS


def test_nothing_that_is_gone_is_named(desk):
    columns = {
        f"{table._meta.table_name}.{row[1]}"
        for table in ALL_TABLES
        for row in desk.rows(f"PRAGMA table_info({table._meta.table_name})")
    }
    assert {reference.subject for reference in (*TO_CUSTOMER, *TO_SITE, *TO_UNIT)} | STAYS <= columns


@pytest.mark.parametrize("reference", [*TO_CUSTOMER, *TO_UNIT], ids=lambda reference: reference.subject)
def test_every_move_finds_its_rows_by_an_index(desk, reference):
    plan = desk.rows(f"EXPLAIN QUERY PLAN SELECT id FROM {reference.table} WHERE {reference.column} = 1")
    assert "SEARCH" in plan[0][3], plan
