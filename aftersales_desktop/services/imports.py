"""From a file on disk to records, or to a list of what was refused."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import StorageProblem
from aftersales_desktop.files import replacing
from aftersales_desktop.i18n import Code, Message, Words
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.importing.columns import ColumnMap, Contents, map_columns
from aftersales_desktop.importing.files import open_table
from aftersales_desktop.importing.refused import RefusedRows
from aftersales_desktop.importing.table import Table
from aftersales_desktop.services.history import import_history
from aftersales_desktop.services.import_runs import AnyRow, ImportRequest, ImportResult
from aftersales_desktop.services.imported_customers import import_customers
from aftersales_desktop.services.work import Desk

_IN_MEMORY = 1_000_000
_LONGEST_NAME = 200
_REFUSED = ".refused"


def refused_path(path: Path) -> Path:
    """Where the refused rows of a file are listed: FILE.refused.csv beside it."""
    return path.with_name(f"{path.stem}{_REFUSED}.csv")


def import_file(
    desk: Desk,
    path: Path,
    *,
    words: Words,
    sheet: str = "",
    columns: ColumnMap | None = None,
    map_path: Path | None = None,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportResult:
    """Bring a file of past services or customers in, in one transaction; refused rows go to `refused_path(path)`.

    `sheet` names a sheet of a workbook; the columns are found by their names where neither `columns` nor a map says.

    That list is replaced by every import of the file, and taken away when nothing was refused. `words` gives the
    language of its reasons. Raises UnreadableFile, ColumnProblem, Cancelled, StorageProblem: nothing is brought in,
    not even when only that list cannot be written.
    """
    table = open_table(path, sheet)
    columns = columns or map_columns(table.headers, map_path)
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as listed:
        refused = RefusedRows(listed, table.headers, line_title=words("Line"), reason_title=words("Reason"))

        def refuse(row: AnyRow, reason: Message) -> None:
            refused.add(row.line, without_bidi_controls(words.say(reason)), row.values)

        request = ImportRequest(
            source=columns.source or _source_of(desk, table),
            file_name=_title(table), sha256=table.sha256, total=table.lines,
            dry_run=dry_run, progress=progress, cancelled=cancelled, refuse=refuse,
        )  # fmt: skip
        with desk.work():
            if columns.contents is Contents.PAST_SERVICES:
                result = import_history(desk, table.rows(), columns, request, words)
            else:
                result = import_customers(desk, table.rows(), columns, request)
            refused.finish()
            _keep_refused(path, listed if result.refused else None)
    return replace(result, refused_path=refused_path(path)) if result.refused else result


def _source_of(desk: Desk, table: Table) -> str:
    """The name for records whose file does not say where they come from: the file's own, as it was the first time.

    The same bytes under another name keep the first name, so that "services (1).csv" adds nothing again.
    """
    for (change,) in desk.rows(
        "SELECT change FROM audit WHERE action = 'import' AND entity = 'import_run' ORDER BY seq"
    ):
        earlier = json.loads(change)
        if earlier["sha256"] == table.sha256:
            return earlier["source"]
    stem = table.path.stem.removesuffix(_REFUSED)
    return text.printable(f"{stem} {table.sheet}" if len(table.sheets) > 1 else stem, longest=120) or "file"


def _title(table: Table) -> str:
    """The file's name, and the sheet's where there are several."""
    name = f"{table.path.name} / {table.sheet}" if len(table.sheets) > 1 else table.path.name
    return text.printable(name, longest=_LONGEST_NAME)


def _keep_refused(path: Path, listed: BinaryIO | None) -> None:
    target = refused_path(path)
    try:
        if listed is None:
            target.unlink(missing_ok=True)
            return
        listed.seek(0)
        with replacing(target) as file:
            shutil.copyfileobj(listed, file)
    except OSError as error:
        raise StorageProblem(
            Message(
                "The list of refused rows {file} cannot be written, so nothing was brought in. Copy the file to a "
                "folder where you may write.",
                file=Code(target.name),
            )
        ) from error
