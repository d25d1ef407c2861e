"""The tables in the file: strict, without floating point, guarded, and the same as the models say."""

import re
import sqlite3
from collections import defaultdict
from datetime import date

import peewee
import pytest

from aftersales_desktop.domain.stock import Place
from aftersales_desktop.models import fields, tables
from tests.models import rows

SQL_TYPE = {
    fields.FlagField: "INTEGER",
    fields.MoneyColumn: "INTEGER",
    peewee.IntegerField: "INTEGER",
    peewee.AutoField: "INTEGER",
    peewee.BlobField: "BLOB",
    peewee.TextField: "TEXT",
}


def sql_type(field: peewee.Field) -> str:
    if isinstance(field, peewee.ForeignKeyField):
        return sql_type(field.rel_field)
    return next(name for kind, name in SQL_TYPE.items() if isinstance(field, kind))


def own_tables(database) -> list[str]:
    return sorted(
        name
        for _schema, name, kind, *_ in database.execute_sql("PRAGMA table_list").fetchall()
        if kind == "table" and not name.startswith("sqlite_")
    )


def test_every_table_has_its_model(opened):
    assert own_tables(opened) == sorted(table._meta.table_name for table in tables.ALL_TABLES)


@pytest.mark.parametrize("table", tables.ALL_TABLES, ids=lambda table: table._meta.table_name)
def test_the_model_is_what_the_migrations_made(opened, table):
    key = table._meta.primary_key
    keys = set(key.field_names) if isinstance(key, peewee.CompositeKey) else {key.name}
    expected = [
        (
            field.column_name,
            sql_type(field),
            not field.null and not isinstance(field, peewee.AutoField),
            field.name in keys,
        )
        for field in table._meta.sorted_fields
    ]
    found = opened.execute_sql(f"PRAGMA table_info({table._meta.table_name})").fetchall()
    found = [(name, kind, bool(notnull), bool(pk)) for _id, name, kind, notnull, _default, pk in found]
    if table is tables.Audit:
        expected[0] = ("seq", "INTEGER", False, True)  # a row number is never NULL, whatever the column says
    assert sorted(found) == sorted(expected)


LOOSE = defaultdict(
    tuple,
    unit=("part_id", "supplier_id"),
    unit_move=("order_id",),
    service_order=("technician_id", "failed_line_id"),
)
"""References that a model keeps as a plain number, because the table they name stands in a module above."""


@pytest.mark.parametrize("table", tables.ALL_TABLES, ids=lambda table: table._meta.table_name)
def test_the_models_references_and_unique_columns_are_in_the_file(opened, table):
    name = table._meta.table_name
    found = opened.execute_sql(f"PRAGMA foreign_key_list({name})").fetchall()
    references = {(row[3], row[2]) for row in found}
    expected = {(key.column_name, key.rel_model._meta.table_name) for key in table._meta.refs}
    if issubclass(table, tables.Customer.__base__):
        expected.add(("import_id", "import_run"))
    loose = {(column, other) for column, other in references - expected if column in LOOSE[name]}
    assert references == expected | loose
    assert {row[6] for row in found} <= {"RESTRICT"}

    single = set()
    for _seq, index, unique, _origin, partial in opened.execute_sql(f"PRAGMA index_list({name})").fetchall():
        columns = [row[2] for row in opened.execute_sql(f"PRAGMA index_info({index})").fetchall()]
        if unique and not partial and len(columns) == 1:
            single.add(columns[0])
    primary = (
        {table._meta.primary_key.column_name} if not isinstance(table._meta.primary_key, peewee.CompositeKey) else set()
    )
    assert {field.column_name for field in table._meta.sorted_fields if field.unique} == single - primary


def test_every_table_is_strict_and_none_holds_floating_point(opened):
    for _schema, name, kind, _columns, _wr, strict in opened.execute_sql("PRAGMA table_list").fetchall():
        if kind == "table" and not name.startswith("sqlite_"):
            assert strict == 1, name
            types = {row[2] for row in opened.execute_sql(f"PRAGMA table_info({name})").fetchall()}
            assert types <= {"TEXT", "INTEGER", "BLOB"}, name


@pytest.mark.parametrize(
    "value",
    ["12 rial", "1.5", 1.5, float("nan"), b"1", "", None],
    ids=["words", "dot", "float", "nan", "bytes", "empty", "none"],
)
def test_an_amount_is_a_whole_number_or_nothing_is_written(opened, value):
    rows.fill()
    with pytest.raises(peewee.IntegrityError):
        opened.execute_sql("UPDATE reception SET deposit = ?", (value,))


@pytest.mark.parametrize("value", [-1, 1_000_000_000_001])
def test_an_amount_has_bounds(opened, value):
    rows.fill()
    with pytest.raises(peewee.IntegrityError):
        opened.execute_sql("UPDATE reception SET deposit = ?", (value,))
    with pytest.raises(peewee.IntegrityError):
        opened.execute_sql("UPDATE service_order SET cost_ceiling = ?", (value,))


DAYS = [
    (table._meta.table_name, field.column_name)
    for table in tables.ALL_TABLES
    for field in table._meta.sorted_fields
    if isinstance(field, fields.DayField)
]
NO_DAYS = [
    "2026-02-30",
    "2026-13-01",
    "1405/09/02",
    "2026-9-2",
    "2026-09-02 ",
    "today",
    "now",
    "",
    "2026-09-02T00:00",
    20260902,
]


@pytest.mark.parametrize(("table", "column"), [pair for pair in DAYS if pair[0] != "unit_owner_change"])
def test_a_day_exists_in_the_calendar(opened, table, column):
    rows.fill()
    for value in NO_DAYS:
        with pytest.raises((peewee.IntegrityError, peewee.OperationalError)):  # "now" is refused as not deterministic
            opened.execute_sql(f"UPDATE {table} SET {column} = ?", (value,))


MOMENTS = [
    (table._meta.table_name, field.column_name)
    for table in tables.ALL_TABLES
    for field in table._meta.sorted_fields
    if isinstance(field, fields.MomentField) and not field.null
]


@pytest.mark.parametrize(("table", "column"), MOMENTS)
def test_a_moment_has_one_form(opened, table, column):
    sql = opened.execute_sql("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    assert f"{column} TEXT NOT NULL CHECK ({column} GLOB '????-??-??T??:??:??.???Z')" in sql


def test_text_with_a_nul_is_refused(opened):
    made = rows.fill()
    for table in tables.ALL_TABLES:
        name = table._meta.table_name
        sql = opened.execute_sql("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()[0]
        if name in ("unit_owner_change", "unit_move", "warranty_event", "order_event"):
            continue
        for column in re.findall(r"instr\((\w+), char\(0\)\)", sql):
            with pytest.raises(peewee.IntegrityError):
                opened.execute_sql(f"UPDATE {name} SET {column} = ?", ("a\0b",))
    assert made


@pytest.mark.parametrize(
    ("table", "column", "longest"),
    [
        ("customer", "name", 120),
        ("customer", "note", 2000),
        ("site", "address", 400),
        ("service_order", "customer_words", 4000),
        ("unit_identifier", "value", 60),
        ("device_passcode", "passcode", 60),
    ],
)
def test_text_has_a_longest_length(opened, table, column, longest):
    rows.fill()
    opened.execute_sql(f"UPDATE {table} SET {column} = ?", ("م" * longest,))
    with pytest.raises(peewee.IntegrityError):
        opened.execute_sql(f"UPDATE {table} SET {column} = ?", ("م" * (longest + 1),))


class TestOnlyOne:
    def test_open_order_of_a_device(self, opened):
        made = rows.fill()
        visit = rows.reception("01-05-00002-0")
        with pytest.raises(peewee.IntegrityError, match="UNIQUE"):
            rows.order("01-05-00002-0", visit, made["unit"], made["customer"])

    @pytest.mark.parametrize("state", ["delivered", "closed", "cancelled", "disposed"])
    def test_order_that_has_left_does_not_count(self, opened, state):
        made = rows.fill()
        closed = {"delivered_on": rows.DAY} if state in ("delivered", "closed") else {"cancel_reason": "خواست مشتری"}
        visit = rows.reception("01-05-00002-0")
        rows.order("01-05-00002-0", visit, made["unit"], made["customer"], state=state, **closed)
        assert tables.ServiceOrder.select().count() == 2

    def test_imported_order_does_not_count(self, opened):
        made = rows.fill()
        imported = {"origin": "imported", "source": "old program", "source_id": "7", "state": "received"}
        visit = rows.reception("H-0000001-0")
        rows.order("H-0000001-0", visit, made["unit"], made["customer"], **imported)
        with pytest.raises(peewee.IntegrityError, match="UNIQUE"):
            rows.order("H-0000002-0", visit, made["unit"], made["customer"], **imported)

    def test_active_card_of_a_device_and_issuer(self, opened):
        made = rows.fill()
        rows.card("G5", made["issuer"], unit=made["unit"], state="active")
        with pytest.raises(peewee.IntegrityError, match="UNIQUE"):
            rows.card("G6", made["issuer"], unit=made["unit"], state="active")
        other = tables.Issuer.create(**rows.record(name="شرکت دیگر"))
        rows.card("G6", other, unit=made["unit"], state="active")
        rows.card("G7", made["issuer"], unit=made["unit"], state="expired")

    def test_card_number_of_an_issuer(self, opened):
        made = rows.fill()
        with pytest.raises(peewee.IntegrityError, match="UNIQUE"):
            rows.card("G1", made["issuer"])
        rows.card("G1", tables.Issuer.create(**rows.record(name="شرکت دیگر")))

    def test_centre_is_one_of_the_issuers(self, opened):
        rows.fill()
        with pytest.raises(peewee.IntegrityError, match="UNIQUE"):
            tables.Issuer.create(**rows.record(name="شرکت دیگر", is_ours=True))

    def test_main_address(self, opened):
        made = rows.fill()
        with pytest.raises(peewee.IntegrityError, match="UNIQUE"):
            tables.Site.create(**rows.record(customer=made["customer"], is_main=True))
        tables.Site.create(**rows.record(customer=made["customer"], is_main=False))
        tables.Site.create(**rows.record(customer=made["customer"], is_main=True, archived_at=rows.MOMENT))

    def test_serial_in_a_family_and_imei_at_all(self, opened):
        made = rows.fill()
        other = rows.unit(made["product_model"])

        def identifier(kind, norm, family="", **values):
            return tables.UnitIdentifier.create(
                unit=other, kind=kind, value=norm, value_norm=norm, value_rev=norm[::-1], family=family, **values
            )

        with pytest.raises(peewee.IntegrityError, match="UNIQUE"):
            identifier("serial", "S1")
        identifier("serial", "S1", family="another maker")
        identifier("serial", "S1", removed_at=rows.MOMENT)
        identifier("imei", "356938035643809", family="one")
        with pytest.raises(peewee.IntegrityError, match="UNIQUE"):
            identifier("imei", "356938035643809", family="two")
        identifier("mac", "AABBCC")
        identifier("mac", "AABBCC")

    def test_reception_of_a_request(self, opened):
        made = rows.fill()
        with pytest.raises(peewee.IntegrityError, match="UNIQUE"):
            tables.Reception.create(
                **rows.record(
                    number="01-05-00009-0", request_key=made["reception"].request_key, received_at=rows.MOMENT,
                    received_on=rows.DAY,
                )
            )  # fmt: skip


@pytest.mark.parametrize(
    "values",
    [
        {"state": "active"},
        {"state": "active", "unit": True, "last_day": rows.DAY},
        {"state": "active", "unit": True, "started_on": date(2026, 11, 24), "last_day": rows.DAY},
        {"state": "replaced", "unit": True},
        {"state": "lost"},
    ],
    ids=["active without a device", "end without start", "end before start", "replaced by nothing", "unknown state"],
)
def test_a_card_cannot_be_nonsense(opened, values):
    made = rows.fill()
    if values.pop("unit", False):
        values["unit"] = made["unit"]
    with pytest.raises(peewee.IntegrityError, match="CHECK"):
        rows.card("G9", made["issuer"], **values)


@pytest.mark.parametrize("missing", [{"reasons": []}, {"evidence": ""}, {"scope": "all"}])
def test_a_void_names_reason_and_evidence(opened, missing):
    made = rows.fill()
    complete = {"scope": "device", "reasons": ["liquid"], "evidence": "عکس", "voided_on": rows.DAY}
    with pytest.raises(peewee.IntegrityError, match="CHECK"):
        tables.WarrantyVoid.create(**rows.record(card=made["warranty_card"], **{**complete, **missing}))


def test_a_void_is_revoked_with_a_reason(opened):
    made = rows.fill()
    with pytest.raises(peewee.IntegrityError, match="CHECK"):
        tables.WarrantyVoid.update(revoked_at=rows.MOMENT).where(
            tables.WarrantyVoid.id == made["warranty_void"].id
        ).execute()


@pytest.mark.parametrize(
    "values",
    [
        {"state": "delivered"},
        {"delivered_on": rows.DAY},
        {"state": "cancelled"},
        {"origin": "imported"},
        {"source": "old program"},
        {"state": "lost"},
        {"outcome": "exploded"},
        {"kind": "gift"},
        {"verdict_tone": "green"},
    ],
    ids=str,
)
def test_an_order_cannot_be_nonsense(opened, values):
    made = rows.fill()
    other = rows.unit(made["product_model"])
    with pytest.raises(peewee.IntegrityError, match="CHECK"):
        rows.order("01-05-00003-0", made["reception"], other, made["customer"], **values)


def test_parents_must_exist_and_cannot_go(opened):
    made = rows.fill()
    with pytest.raises(peewee.IntegrityError, match="FOREIGN KEY"):
        rows.unit(made["product_model"], owner=999)
    opened.execute_sql("DROP TRIGGER location_no_delete")
    with pytest.raises(peewee.IntegrityError, match="FOREIGN KEY"):
        opened.execute_sql("DELETE FROM location WHERE id = 1")


def test_the_place_with_the_customer_is_row_one(opened):
    assert opened.execute_sql("SELECT id, kind FROM location").fetchone() == (1, "customer")


def test_each_place_that_there_is_once_is_there(opened):
    found = [kind for (kind,) in opened.execute_sql("SELECT kind FROM location").fetchall()]
    several = {Place.SHELF, Place.BENCH, Place.SUPPLIER, Place.AGENCY}
    assert sorted(found) == sorted(set(Place) - several)


def test_any_sqlite_tool_can_read_and_check_the_file(opened, path):
    """No function of ours in a constraint or trigger: another program may open the file."""
    rows.fill()
    opened.close()
    with sqlite3.connect(path) as foreign:
        assert foreign.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert foreign.execute("PRAGMA foreign_key_check").fetchall() == []
        foreign.execute("UPDATE customer SET name_search = 'دیگر'")
    foreign.close()
