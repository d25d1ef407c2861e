"""Bringing a foreign file in: all of its good rows or none, the refused ones with a reason, one line in the audit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from aftersales_desktop.domain.errors import Cancelled, DeskError, StorageProblem
from aftersales_desktop.i18n import Message
from aftersales_desktop.importing.table import PlainRow, TornRow
from aftersales_desktop.models.office import ImportRun
from aftersales_desktop.services import audit
from aftersales_desktop.services.records import new_uuid
from aftersales_desktop.services.work import Area, Desk

DUPLICATES_SHOWN = 200
_STEP = 200
_NAP = 0.001
AnyRow = PlainRow | TornRow


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not brought in: where it begins in the file, and why."""

    line: int
    reason: Message


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that was added but looks like another customer: `other_line` where both stand in the same file."""

    line: int
    name: str
    reason: Message
    other_name: str
    other_number: str
    other_line: int | None


@dataclass(frozen=True)
class ImportResult:
    """What became of the rows: brought in, there already, or refused; and the list of the refused ones, if any.

    `duplicates` are the first of those that look like another customer, `alike` is how many there are. `run_id` is the
    number by which the import can be undone; a dry run has none.
    """

    added: int
    same: int
    refused: tuple[RefusedRow, ...]
    refused_path: Path | None = None
    alike: int = 0
    duplicates: tuple[Duplicate, ...] = ()
    run_id: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class ImportRequest:
    """Which file is read and how. `total` is about the number of rows, for `progress(done, total)`.

    `cancelled` is asked again and again; `refuse` gets every refused row at once. A dry run does all the work and
    takes it back.
    """

    source: str
    file_name: str
    sha256: str = ""
    total: int = 0
    dry_run: bool = False
    progress: Callable[[int, int], None] | None = None
    cancelled: Callable[[], bool] | None = None
    refuse: Callable[[AnyRow, Message], None] | None = None


@dataclass
class OpenRun:
    """An import under way, inside its unit of work."""

    desk: Desk
    id: int
    uuid: str
    now: datetime
    added: int = 0
    same: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    alike: int = 0
    duplicates: list[Duplicate] = field(default_factory=list)

    def note_duplicate(self, duplicate: Duplicate) -> None:
        """One more row that looks like another customer; the first ones are kept to be shown."""
        self.alike += 1
        if len(self.duplicates) < DUPLICATES_SHOWN:
            self.duplicates.append(duplicate)


Take = Callable[[PlainRow], bool]


class _TakeBack(Exception):
    """Ends a dry run."""


def run_import(
    desk: Desk,
    rows: Iterable[AnyRow],
    request: ImportRequest,
    areas: tuple[Area, ...],
    start: Callable[[OpenRun], Take],
) -> ImportResult:
    """Give every row to the function that `start` makes: True means added, False there already, a DeskError refused.

    Everything happens in one transaction, so that a crash, a full disk or a cancel leaves the file as it was.
    Raises Cancelled, StorageProblem.
    """
    run: OpenRun | None = None
    try:
        with desk.work(*areas) as now:
            run = _open_run(desk, now, request)
            _take_all(rows, start(run), run, request)
            _close_run(run, request)
            if request.dry_run:
                raise _TakeBack
    except _TakeBack:
        pass
    return ImportResult(
        run.added, run.same, tuple(run.refused), alike=run.alike, duplicates=tuple(run.duplicates),
        run_id=None if request.dry_run else run.id,
    )  # fmt: skip


def _open_run(desk: Desk, now: datetime, request: ImportRequest) -> OpenRun:
    uuid = new_uuid()
    run_id = ImportRun.insert(
        uuid=uuid, at=now, actor=desk.actor, source=request.source, file_name=request.file_name
    ).execute()
    return OpenRun(desk, run_id, uuid, now)


def _take_all(rows: Iterable[AnyRow], take: Take, run: OpenRun, request: ImportRequest) -> None:
    for done, row in enumerate(rows):
        if done % _STEP == 0:
            _tell(done, request)
        try:
            if isinstance(row, TornRow):
                _refuse(run, request, row, row.reason)
            elif take(row):
                run.added += 1
            else:
                run.same += 1
        except StorageProblem:
            raise
        except DeskError as problem:
            _refuse(run, request, row, problem.message)


def _tell(done: int, request: ImportRequest) -> None:
    """Report, look whether the person wants to stop, and let the window's thread have its turn."""
    if request.cancelled is not None and request.cancelled():
        raise Cancelled
    if request.progress is not None:
        request.progress(done, max(done, request.total))
        time.sleep(_NAP)


def _refuse(run: OpenRun, request: ImportRequest, row: AnyRow, reason: Message) -> None:
    run.refused.append(RefusedRow(row.line, reason))
    if request.refuse is not None:
        request.refuse(row, reason)


def _close_run(run: OpenRun, request: ImportRequest) -> None:
    """The counts, and one audit row for the whole run.

    The rows have no audit row of their own: each bears the run's id, nobody typed them, and the sum of the file says
    exactly what they were. Customers are the exception, because their file is opened as at the counter.
    """
    counts = {"added": run.added, "same": run.same, "refused": len(run.refused)}
    ImportRun.update(**counts).where(ImportRun.id == run.id).execute()
    change = {"source": request.source, "file": request.file_name, "sha256": request.sha256, **counts}
    audit.write(run.desk, run.now, "import", "import_run", run.uuid, change)
    if request.progress is not None:
        whole = max(run.added + run.same + len(run.refused), request.total)
        request.progress(whole, whole)
