"""The passcode of a device is on no paper, in no log, no draft, no history, and gone from the disk with the device."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from aftersales_desktop import cli
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.log import DeskLog
from aftersales_desktop.models.database import database
from aftersales_desktop.services import drafts, hand_over, order_rows, reception
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from tests.programs import needs
from tests.services.counter import Counter
from tests.services.warranty_samples import whole_file

SECRET = "Zq7-رمز-9xK"
FORMS = tuple(SECRET.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")) + (
    json.dumps(SECRET).strip('"').encode(),
)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A data folder with one device in custody that has a passcode, and nothing open."""
    (tmp_path / "desk").mkdir()
    desk = open_desk(tmp_path / "desk" / "data.db")
    order = Counter(desk).order(passcode=SECRET, customer_words="روشن نمی‌شود")
    drafts.keep_draft(desk, "intake", {"device": {"passcode": SECRET, "1.passcode": SECRET, "serial": "S1"}})
    assert order_rows.read_passcode(desk, order.id) == SECRET
    close_desk()
    return tmp_path / "desk"


def holding(place: Path) -> list[str]:
    """Files of a folder that hold the passcode in any usual form."""
    files = (path for path in place.rglob("*") if path.is_file())
    return [path.name for path in files if any(form in path.read_bytes() for form in FORMS)]


def give_back(desk: Desk) -> None:
    order_id = desk.rows("SELECT id FROM service_order")[0][0]
    hand_over.hand_back(desk, order_id, outcome=Outcome.REPAIRED, note="تعمیر شد")


def test_only_one_table_holds_it(folder):
    open_desk(folder / "data.db")
    desk = Desk("test", folder / "data.db")
    tables = [
        name for name, rows in whole_file(desk).items() if any(SECRET in str(value) for row in rows for value in row)
    ]
    close_desk()
    assert tables == ["device_passcode"]


def test_the_raw_bytes_hold_no_trace_after_the_device_has_left(folder):
    assert holding(folder) == ["data.db"]
    desk = open_desk(folder / "data.db")
    give_back(desk)
    close_desk()
    assert holding(folder) == []


def test_not_even_after_many_saves_and_a_kill(folder):
    """Killed after the hand-back with the write-ahead log still there: the next start and close wipe it."""
    script = (
        "import os, sys; from pathlib import Path\n"
        "from tests.faults.test_passcode_traces import give_back\n"
        "from aftersales_desktop.services.work import open_desk\n"
        "desk = open_desk(Path(sys.argv[1])); give_back(desk); os._exit(9)\n"
    )
    root = Path(__file__).parents[2]
    assert (
        subprocess.run([sys.executable, "-c", script, str(folder / "data.db")], cwd=root, check=False).returncode == 9
    )
    assert (folder / "data.db-wal").exists()
    open_desk(folder / "data.db")
    close_desk()
    assert holding(folder) == []


@needs("pdftotext")
def test_no_paper_shows_it(folder, tmp_path):
    for name, arguments in {
        "receipt.pdf": ["print", "intake-receipt", "any"],
        "roll.pdf": ["print", "intake-receipt", "any", "--paper", "roll80"],
        "label.pdf": ["print", "device-label", "any"],
        "list.pdf": ["print", "list", "orders"],
    }.items():
        command, *rest = arguments
        place = [str(tmp_path / name)]
        assert cli.run(["--data", str(folder), command, *rest[:2], *place, *rest[2:]]) == cli.DONE
        text = subprocess.run(["pdftotext", str(tmp_path / name), "-"], capture_output=True, check=True).stdout
        assert b"Zq7" not in text and b"9xK" not in text
    assert holding(folder) == ["data.db"]


def test_the_workbook_does_not_hold_it(folder, tmp_path):
    desk = open_desk(folder / "data.db")
    month = desk.today()
    close_desk()
    book = tmp_path / "month.xlsx"
    assert cli.run(["--data", str(folder), "export-month", f"{month:%Y-%m}", str(book)]) == cli.DONE
    with zipfile.ZipFile(io.BytesIO(book.read_bytes())) as parts:
        assert not [name for name in parts.namelist() if any(form in parts.read(name) for form in FORMS)]


def test_no_log_holds_it_when_its_saving_fails(folder):
    """The error that is written down is the one of the very statement that bears it."""
    desk = open_desk(folder / "data.db")
    log = DeskLog(folder / "log")
    log.start()
    try:
        database.execute_sql("DROP TABLE device_passcode")
        counter = Counter.__new__(Counter)
        counter.desk, counter._serials = desk, 500
        counter.model_id, counter.owner_id = (desk.rows(f"SELECT id FROM {table}")[0][0]
                                              for table in ("product_model", "customer"))  # fmt: skip
        intake = counter.intake(counter.device(passcode=SECRET))
        with pytest.raises(Exception, match="damaged|device_passcode") as caught:
            reception.register_intake(desk, intake)
        log.report(caught.value)
        logging.getLogger("aftersales_desktop").error("Intake %s %r", intake, intake)
    finally:
        log.stop()
        close_desk()
    assert (folder / "log" / "aftersales.log").stat().st_size > 100
    assert SECRET not in repr(intake)
    assert [name for name in holding(folder) if name.endswith(".log")] == []
