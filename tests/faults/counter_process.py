"""A counter that takes devices in until it is killed: run as ``python -m tests.faults.counter_process FOLDER SEED``.

Each reception that was acknowledged, and only those, is a line in FOLDER/acknowledged: written with O_APPEND after the
save has returned, as a screen would say "saved" then.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.domain.reception import DeviceIntake, Intake
from aftersales_desktop.services import catalogue, demo, reception
from aftersales_desktop.services.records import new_uuid
from aftersales_desktop.services.work import open_desk


def main(folder: Path, seed: int) -> None:
    """Save until somebody pulls the plug."""
    desk = open_desk(folder / "data.db")
    demo.fill_basics(desk)
    category = catalogue.list_categories(desk)[0].id
    chance = random.Random(seed)
    journal = os.open(folder / "acknowledged", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    print("ready", flush=True)
    while True:
        devices = tuple(device(chance, category) for _one in range(chance.choice((1, 1, 1, 3))))
        phone = f"09{chance.randrange(10**9):09}"
        owner = CustomerDetails(name=f"مشتری {chance.randrange(10**6)}", phones=(phone,))
        saved = reception.register_intake(desk, Intake(new_uuid(), devices, owner=owner))
        os.write(journal, f"{saved.number} {len(saved.orders)}\n".encode())


def device(chance: random.Random, category: int) -> DeviceIntake:
    """One device with a serial of its own, and a passcode now and then."""
    return DeviceIntake(
        serial=f"SN{chance.randrange(10**12)}",
        category_id=category,
        brand="Bosch",
        model_name=f"M{chance.randrange(20)}",
        customer_words="روشن نمی‌شود",
        passcode=chance.choice(("", "1234")),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
