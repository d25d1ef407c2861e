"""What is shown before a backup takes the place of the file: what it holds, and what will happen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from aftersales_desktop.services.restore import Holdings, StagedRestore
from aftersales_desktop.ui.widgets.facts import Fact, FactGrid
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.sheet import Sheet


def make_restore_sheet(kit: Kit, window: QWidget, staged: StagedRestore, now: Holdings | None) -> Sheet:
    """The question, with what the backup holds beside what the file holds `now`, if that can be read at all."""
    words, then = kit.words, staged.contents.holds
    text = words(
        "The backup is whole. After this the program works on the file as it was then. What was saved since stays "
        "only in today's file, which is put aside in the data folder. Passcodes of devices are not in backups."
    )
    sheet = Sheet(
        kit, window, words("Go back to this backup?"), text, words("Restore this backup"), danger=True, width=520
    )
    rows = (
        (words("Customers"), then.customers, now and now.customers),
        (words("Orders"), then.orders, now and now.orders),
        (words("Warranty cards"), then.cards, now and now.cards),
        (words("Photos and files"), then.files, now and now.files),
    )
    facts = [Fact(words("Made on"), words.value(staged.contents.made_at), strong=True)]
    for title, was, is_now in rows:
        count = words.number(was) if is_now is None else words("{count} (now {now})", count=was, now=is_now)
        facts.append(Fact(title, count))
    sheet.body.addWidget(FactGrid(kit, facts))
    return sheet
