"""Workbooks as LibreOffice reads and works them out."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook


def worked_out(path: Path, folder: Path) -> Workbook:
    """The same workbook with what its formulas give, written by LibreOffice under a profile of its own."""
    out = folder / "worked_out"
    profile = (folder / "profile").absolute().as_uri()
    command = [
        shutil.which("soffice"), f"-env:UserInstallation={profile}", "--headless", "--norestore",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(path),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=100, check=False)
    assert (out / path.name).exists(), done.stdout + done.stderr
    return load_workbook(out / path.name, data_only=True)


def rows_of(book: Workbook, sheet: str) -> list[list[Any]]:
    """Every value of a sheet."""
    return [list(row) for row in book[sheet].iter_rows(values_only=True)]
