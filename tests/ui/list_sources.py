"""Lists for tests: one in memory, one of half a million rows in a real SQLite file."""

from __future__ import annotations

import sqlite3
from array import array
from pathlib import Path

from aftersales_desktop.ui.widgets.column import Column, ColumnKind

STATES = ("received", "ready", "delivered")

COLUMNS = (
    Column("number", "No.", lambda row, kit: kit.words.own_number(row[1]), kind=ColumnKind.CODE, sort="id", width=110),
    Column(
        "name", "Name", lambda row, kit: row[2], lambda row, kit: kit.words.phone(row[3]), stretch=True, sort="name",
        sub_kind=ColumnKind.CODE,
    ),
    Column("state", "State", lambda row, kit: row[4], kind=ColumnKind.PILL, tone=lambda row: row[4], width=120),
    Column("note", "Note", lambda row, kit: "", secondary=True),
)  # fmt: skip


class MemorySource:
    """Rows of (id, number, name, phone, state)."""

    def __init__(self, count: int = 40) -> None:
        self.all = [self.row(number) for number in range(1, count + 1)]
        self.asked: list[tuple[str, bool]] = []

    @staticmethod
    def row(number: int) -> tuple[int, str, str, str, str]:
        return (number, f"1405-{number:05}", f"Name {number * 7919 % 1000:03}", f"0912{number:07}", STATES[number % 3])

    def ordered(self, sort: str, descending: bool) -> list[tuple]:
        place = {"": 0, "id": 0, "name": 2}[sort]
        return sorted(self.all, key=lambda row: (row[place], row[0]), reverse=descending)

    def first_rows(self, sort, descending, limit):
        self.asked.append((sort, descending))
        return self.ordered(sort, descending)[:limit]

    def ids(self, sort, descending, cancelled):
        return array("q", (row[0] for row in self.ordered(sort, descending)))

    def rows(self, ids):
        wanted = set(ids)
        return [row for row in self.all if row[0] in wanted]


class FileSource:
    """The same rows in a file, each connection with its own cursor; the worker has its own connection."""

    def __init__(self, path: Path, where: str = "1") -> None:
        self.path = path
        self.where = where
        self.rows_read = 0
        self.connection = self.open()

    def open(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)

    def close(self) -> None:
        self.connection.close()

    def order(self, sort: str, descending: bool) -> str:
        way = "DESC" if descending else "ASC"
        return f"ORDER BY {sort or 'id'} {way}, id {way}"

    def first_rows(self, sort, descending, limit):
        query = f"SELECT * FROM work WHERE {self.where} {self.order(sort, descending)} LIMIT ?"
        return self.connection.execute(query, (limit,)).fetchall()

    def ids(self, sort, descending, cancelled):
        connection, ids = self.open(), array("q")
        try:
            cursor = connection.execute(f"SELECT id FROM work WHERE {self.where} {self.order(sort, descending)}")
            while (block := cursor.fetchmany(2000)) and not cancelled():
                ids.extend(row[0] for row in block)
        finally:
            connection.close()
        return ids

    def rows(self, ids):
        self.rows_read += len(ids)
        marks = ",".join("?" * len(ids))
        return self.connection.execute(f"SELECT * FROM work WHERE id IN ({marks})", list(ids)).fetchall()


def write_file(path: Path, count: int) -> None:
    """Fill a file with rows and the indexes that a list wants."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE work (id INTEGER PRIMARY KEY, number TEXT, name TEXT, phone TEXT, state TEXT)")
    connection.executemany(
        "INSERT INTO work VALUES (?, ?, ?, ?, ?)", (MemorySource.row(number) for number in range(1, count + 1))
    )
    connection.execute("CREATE INDEX work_by_name ON work (name, id)")
    connection.commit()
    connection.close()
