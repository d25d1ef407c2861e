"""The receipt a customer gets for a device left behind: A5 with a part that stays in the shop, or an 80 mm roll."""

from __future__ import annotations

from aftersales_desktop.printing.documents import intake_a5, intake_roll
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.furniture import begin, finish
from aftersales_desktop.printing.documents.intake_words import TITLE
from aftersales_desktop.printing.pdf import A5_LANDSCAPE, ROLL_80
from aftersales_desktop.services.order_rows import ReceptionRow

SIZES = {"A5": A5_LANDSCAPE, "roll80": ROLL_80}


def render(row: ReceptionRow, context: PaperContext) -> bytes:
    """One reception with all its devices."""
    document = begin(SIZES[context.paper], context, context.words(TITLE))
    (intake_a5.draw if context.paper == "A5" else intake_roll.draw)(document, row, context)
    return finish(document, DOCUMENT.name)


DOCUMENT = Document("intake-receipt", TITLE, tuple(SIZES), render)
