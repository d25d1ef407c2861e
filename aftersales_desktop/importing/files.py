"""Opens a file of any kind that can be read, by what its first bytes say it is; its name may say anything."""

from __future__ import annotations

from pathlib import Path

from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.importing.csv_reader import open_csv
from aftersales_desktop.importing.table import Table, UnreadableFile, cannot_be_read, refuse_large

_ZIP = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


def open_table(path: Path, sheet: str = "") -> Table:
    """Look through a file and read its headers; `sheet` names one of a workbook. Raises UnreadableFile."""
    try:
        refuse_large(path)
        with path.open("rb") as file:
            mark = file.read(4)
    except OSError as error:
        raise cannot_be_read(path) from error
    if mark == _ZIP:
        # openpyxl costs a tenth of a second to import; a CSV does not need it.
        from aftersales_desktop.importing.xlsx_reader import open_xlsx

        return open_xlsx(path, sheet)
    if mark == _OLD_WORKBOOK:
        raise UnreadableFile(
            Message(
                "{file} is an old or locked workbook. Save it in Excel as “Excel Workbook” without a password and "
                "import that file.",
                file=Code(path.name),
            )
        )
    if sheet:
        raise UnreadableFile(Message("{file} has no sheets. Leave the name of the sheet out.", file=Code(path.name)))
    return open_csv(path)
