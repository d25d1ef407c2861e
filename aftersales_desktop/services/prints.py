"""Every attempt to put a paper out: which copy it was, and what did not come out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aftersales_desktop.models.fields import moment_value
from aftersales_desktop.models.office import PrintLog
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.records import new_uuid
from aftersales_desktop.services.work import Area, Desk

_UNPRINTED = """
    print_log p WHERE p.result <> 'done' AND NOT EXISTS
    (SELECT 1 FROM print_log later WHERE later.id > p.id AND later.record_uuid = p.record_uuid
    AND later.document = p.document)"""


@dataclass(frozen=True)
class UnprintedRow:
    """A paper that still has to come out."""

    document: str
    record_uuid: str
    number: str
    paper: str
    at: datetime
    problem: str


def next_copy(desk: Desk, document: str, record_uuid: str) -> int:
    """0 for the original; 1, 2 ... for every further copy that came out."""
    return desk.rows(
        "SELECT count(*) FROM print_log WHERE record_uuid = ? AND document = ? AND result = 'done'",
        record_uuid,
        document,
    )[0][0]


def log_print(
    desk: Desk,
    document: str,
    record_uuid: str,
    number: str,
    *,
    copy: int,
    paper: str,
    target: str,
    problem: str = "",
    later: bool = False,
) -> None:
    """Note one attempt. `target` is a printer's name or a file's; `problem` empty means it came out.

    The paper is out by now: during a long write the note is made right after it.
    """
    uuid, at = new_uuid(), desk.now()

    def note() -> None:
        with desk.work(Area.PRINTS):
            PrintLog.insert(
                uuid=uuid, at=at, actor=desk.actor, document=document, record_uuid=record_uuid, number=number,
                copy=copy, paper=paper, target=target, result="later" if later else "failed" if problem else "done",
                problem=problem[:300],
            ).execute()  # fmt: skip

    desk.when_free(f"print/{uuid}", note)


def list_unprinted(desk: Desk) -> list[UnprintedRow]:
    """Papers whose last attempt did not come out, oldest first."""
    rows = desk.rows(f"SELECT document, record_uuid, number, paper, at, problem FROM {_UNPRINTED} ORDER BY id LIMIT 50")
    return [UnprintedRow(*row[:4], moment_value(row[4]), row[5]) for row in rows]


def count_unprinted(reader: Rows) -> int:
    """How many papers still have to come out."""
    return reader.rows(f"SELECT count(*) FROM {_UNPRINTED}")[0][0]
