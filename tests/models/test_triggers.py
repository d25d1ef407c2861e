"""What the file itself refuses, whoever asks: the program, its ORM, or somebody with a database tool."""

import sqlite3

import peewee
import pytest

from aftersales_desktop.domain.moves import ALLOWED_MOVES, CARD_MOVES
from aftersales_desktop.domain.order_states import ORDER_MOVES, ORDER_REVERSALS, OrderState
from aftersales_desktop.models import tables, triggers
from aftersales_desktop.models.database import database
from aftersales_desktop.models.triggers import APPEND_ONLY, NEVER_CHANGED, NEVER_DELETED, STATEFUL
from tests.models import rows

MAY_BE_DELETED = {"setting", "draft", "allowed_move", "device_passcode", "estimate_line", "part_equivalent"}
REFUSED = (peewee.IntegrityError, peewee.OperationalError)


@pytest.fixture
def made(opened) -> dict:
    return rows.fill()


def content(table: str) -> list[tuple]:
    return database.execute_sql(f"SELECT * FROM {table}").fetchall()


def columns(table: str) -> list[str]:
    return [row[1] for row in database.execute_sql(f"PRAGMA table_info({table})").fetchall()]


def test_every_table_has_a_rule():
    every = {table._meta.table_name for table in tables.ALL_TABLES}
    assert set(APPEND_ONLY) | set(NEVER_DELETED) | MAY_BE_DELETED == every
    assert not set(APPEND_ONLY) & set(NEVER_DELETED)


@pytest.mark.parametrize("table", APPEND_ONLY)
class TestAppendOnly:
    def test_no_column_is_updated(self, made, table):
        before = content(table)
        for column in columns(table):
            with pytest.raises(REFUSED, match="append-only"):
                database.execute_sql(f"UPDATE {table} SET {column} = {column}")
        assert content(table) == before

    def test_nothing_is_deleted(self, made, table):
        with pytest.raises(REFUSED, match="never deleted"):
            database.execute_sql(f"DELETE FROM {table}")

    def test_nothing_is_replaced(self, made, table):
        before = content(table)
        for verb in ("REPLACE", "INSERT OR REPLACE"):
            with pytest.raises(REFUSED, match="never deleted|does not follow|not where"):
                database.execute_sql(f"{verb} INTO {table} SELECT * FROM {table}")
        assert content(table) == before

    def test_nothing_is_changed_by_an_upsert(self, made, table):
        before = content(table)
        key = columns(table)[0]
        with pytest.raises(REFUSED, match="append-only|does not follow|not where"):
            database.execute_sql(
                f"INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT ({key}) DO UPDATE SET {key} = 1"
            )
        assert content(table) == before

    def test_the_orm_cannot_either(self, made, table):
        row = made[table]
        name = type(row)._meta.sorted_field_names[1]
        setattr(row, name, getattr(row, name))
        with pytest.raises(REFUSED, match="append-only"):
            row.save()
        with pytest.raises(REFUSED, match="never deleted"):
            row.delete_instance()
        with pytest.raises(REFUSED, match="append-only"):
            type(row).update({name: getattr(row, name)}).execute()
        with pytest.raises(REFUSED, match="never deleted"):
            type(row).delete().execute()
        values = {name: value for name, value in row.__data__.items() if value is not None}
        with pytest.raises(REFUSED):
            type(row).replace(**values).execute()
        with pytest.raises(REFUSED):
            type(row).insert(**values).on_conflict_replace().execute()
        assert len(content(table)) == 1


@pytest.mark.parametrize("table", NEVER_DELETED)
def test_rows_of_records_are_never_deleted(made, table):
    before = content(table)
    assert before
    with pytest.raises(REFUSED, match="never deleted"):
        database.execute_sql(f"DELETE FROM {table}")
    with pytest.raises(REFUSED):
        database.execute_sql(f"REPLACE INTO {table} SELECT * FROM {table}")
    with pytest.raises(REFUSED, match="never deleted"):
        type(made[table]).delete().execute()
    assert content(table) == before


@pytest.mark.parametrize("table", sorted(MAY_BE_DELETED))
def test_what_may_go_goes(made, table):
    assert content(table)
    database.execute_sql(f"DELETE FROM {table}")
    assert content(table) == []


@pytest.mark.parametrize(("table", "column"), NEVER_CHANGED)
def test_what_was_printed_never_changes(made, table, column):
    before = content(table)
    with pytest.raises(REFUSED, match="never changes"):
        database.execute_sql(f"UPDATE {table} SET {column} = 'X-999'")
    database.execute_sql(f"UPDATE {table} SET {column} = {column}")
    assert content(table) == before


@pytest.mark.parametrize("target", OrderState)
@pytest.mark.parametrize("start", OrderState)
def test_an_order_moves_only_as_the_domain_says(made, start, target):
    order = made["service_order"]
    database.execute_sql("DROP TRIGGER service_order_state_move")
    set_order(order.id, start)
    database.execute_sql(triggers._allowed_states("service_order")["service_order_state_move"])
    if target in (*ORDER_MOVES[start], *ORDER_REVERSALS.get(start, ())) or target == start:
        set_order(order.id, target)
    else:
        with pytest.raises(REFUSED, match="cannot move that way"):
            set_order(order.id, target)


def set_order(order_id: int, state: OrderState) -> None:
    left = "2026-11-23" if state in ("delivered", "closed") else None
    database.execute_sql(
        "UPDATE service_order SET state = ?, delivered_on = ?, cancel_reason = 'خواست مشتری' WHERE id = ?",
        (str(state), left, order_id),
    )


@pytest.mark.parametrize("target", CARD_MOVES)
@pytest.mark.parametrize("start", CARD_MOVES)
def test_a_card_moves_only_as_the_domain_says(made, start, target):
    other = rows.card("G8", made["issuer"])
    values = {"unit": made["unit"], "replaced_by": other}
    card = rows.card("G9", made["issuer"], state=start, **values)
    update = tables.WarrantyCard.update(state=target).where(tables.WarrantyCard.id == card.id)
    if target in CARD_MOVES[start] or target == start:
        assert update.execute() == 1
    else:
        with pytest.raises(REFUSED, match="cannot move that way"):
            update.execute()


def test_every_stateful_table_has_moves_and_every_state_is_known():
    assert {move[0] for move in ALLOWED_MOVES} == set(STATEFUL)
    assert set(ORDER_MOVES) == set(OrderState)


class TestNumberSeries:
    @pytest.mark.parametrize("last", [0, -1, 4, 5])
    def test_never_goes_back_or_stands(self, opened, last):
        tables.NumberSeries.create(series="card", last=5)
        with pytest.raises(REFUSED):
            tables.NumberSeries.update(last=last).execute()

    def test_goes_on(self, opened):
        tables.NumberSeries.create(series="card", last=5)
        tables.NumberSeries.update(last=6).execute()
        assert tables.NumberSeries.get().last == 6


class TestAuditChain:
    def row(self, previous: str) -> dict:
        return {
            "at": rows.MOMENT, "actor": "test", "action": "create", "entity": "customer", "record_uuid": "",
            "change": {}, "prev_hash": previous, "hash": rows.some_hash(),
        }  # fmt: skip

    def test_begins_with_zeros(self, opened):
        with pytest.raises(REFUSED, match="does not follow"):
            tables.Audit.create(**self.row("1" * 64))
        tables.Audit.create(**self.row(rows.GENESIS))

    def test_goes_on_from_the_last_row_only(self, opened):
        first = self.row(rows.GENESIS)
        tables.Audit.create(**first)
        second = self.row(first["hash"])
        tables.Audit.create(**second)
        for previous in (rows.GENESIS, first["hash"], "2" * 64):
            with pytest.raises(REFUSED, match="does not follow"):
                tables.Audit.create(**self.row(previous))
        tables.Audit.create(**self.row(second["hash"]))


class TestUnitMoves:
    def move(self, unit, source, target, reason, **values):
        values = {**rows.KEPT, **values}
        return tables.UnitMove.create(
            **rows.happened(unit=unit, from_location=source, to_location=target, reason=reason, **values)
        )

    def test_begin_where_the_unit_is_and_carry_it_along(self, made):
        unit = tables.Unit.get()
        assert unit.location.kind == "shelf"
        with pytest.raises(REFUSED, match="not where"):
            self.move(unit, rows.place("bench"), 1, "COUT")
        self.move(unit, unit.location, 1, "COUT")
        assert tables.Unit.get().location_id == 1


class TestSearchIndexes:
    def names(self, word: str) -> list[int]:
        found = database.execute_sql("SELECT rowid FROM customer_names WHERE customer_names MATCH ?", (f'"{word}"',))
        return [row[0] for row in found.fetchall()]

    def pieces(self, table: str, piece: str) -> list[int]:
        found = database.execute_sql(f"SELECT rowid FROM {table} WHERE {table} MATCH ?", (f'"{piece}"',))
        return [row[0] for row in found.fetchall()]

    def test_follow_a_customers_name_and_phones(self, opened):
        customer = rows.customer(name_search="رضا احمدی", phones_search="09121234567")
        assert self.names("احمدی") == [customer.id]
        assert self.pieces("customer_pieces", "حمد") == [customer.id]
        assert self.pieces("customer_pieces", "123456") == [customer.id]
        customer.name_search, customer.phones_search = "رضا محمدی", "09350000000"
        customer.save()
        assert self.names("احمدی") == []
        assert self.names("محمدی") == [customer.id]
        assert self.pieces("customer_pieces", "123456") == []
        assert self.pieces("customer_pieces", "935000") == [customer.id]

    def test_follow_an_identifier(self, made):
        identifier = made["unit_identifier"]
        identifier.value_norm, identifier.value_rev = "ABC123", "321CBA"
        identifier.save()
        assert self.pieces("identifier_pieces", "BC12") == [identifier.id]

    def test_follow_a_part(self, made):
        part = made["part"]
        part.search = " برد اصلی brd 100 brd100"
        part.save()
        assert self.pieces("part_names", "brd100") == [part.id]
        assert self.pieces("part_names", "برد") == [part.id]

    @pytest.mark.parametrize("table", ["customer_names", "customer_pieces", "identifier_pieces", "part_names"])
    def test_agree_with_the_rows(self, made, table):
        made["customer"].name_search = "نام دیگر"
        made["customer"].save()
        database.execute_sql(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")


def test_a_database_tool_meets_the_same_guards(made, opened, path):
    opened.close()
    foreign = sqlite3.connect(path)
    for sql in (
        "DELETE FROM audit",
        "UPDATE order_event SET note = 'x'",
        "UPDATE customer SET subscriber_number = '1-1'",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            foreign.execute(sql)
    foreign.close()
