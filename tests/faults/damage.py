"""What the tests of faults share: the content of a file as one sum, edits from outside, and a person without rights."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_ISOLATED = re.compile("[\u2066\u2067\u2068][^\u2069]*\u2069")


def content_digest(path: Path) -> str:
    """One sum over every table, row and trigger of a file, from a copy that SQLite makes of it.

    Only SQLite's own statistics do not count: they change what is fast, never what is so.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        with closing(sqlite3.connect(path)) as source:
            source.execute("VACUUM INTO ?", (str(copy),))
        return dump_digest(copy)


def dump_digest(copy: Path) -> str:
    """The sum over a copy that nobody else has open."""
    with closing(sqlite3.connect(copy)) as connection:
        lines = (line for line in connection.iterdump() if "sqlite_stat" not in line)
        dump = "\n".join(lines)
    return hashlib.sha256(dump.encode("utf-8", "surrogatepass")).hexdigest()


def execute(path: Path, *statements: str) -> None:
    """What somebody does to the file with a database tool."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def latin_words(sentence: str) -> set[str]:
    """English words of a sentence; codes, which are set apart by direction marks, do not count."""
    return set(re.findall("[A-Za-z]{2,}", _ISOLATED.sub("", sentence)))


@contextmanager
def as_an_ordinary_user() -> Iterator[None]:
    """root may write everywhere; what a receptionist may not is only seen as somebody else."""
    if os.getuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A folder that an ordinary user may look into but not write in."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o555)
        try:
            yield path
        finally:
            for inside in (path, *path.rglob("*")):
                inside.chmod(0o777)
