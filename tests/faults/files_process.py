"""A counter that puts files on an order until it is killed: ``python -m tests.faults.files_process FOLDER SEED``.

Each file that was acknowledged is a line in FOLDER/acknowledged, written after the save has returned.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from aftersales_desktop.services import attachments
from aftersales_desktop.services.attachments import Holder
from aftersales_desktop.services.kept_files import keep_content
from aftersales_desktop.services.work import open_desk


def main(folder: Path, seed: int) -> None:
    """Add until somebody pulls the plug."""
    desk = open_desk(folder / "data.db")
    holder = Holder("service_order", desk.rows("SELECT uuid FROM service_order")[0][0])
    chance = random.Random(seed)
    journal = os.open(folder / "acknowledged", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    print("ready", flush=True)
    while True:
        kept = [keep_content(desk.path, chance.randbytes(200_000), "عکس.bin") for _one in range(chance.choice((1, 3)))]
        for row in attachments.attach(desk, holder, kept):
            os.write(journal, f"{row.sha256}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
