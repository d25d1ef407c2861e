"""The papers: one line each."""

from __future__ import annotations

from aftersales_desktop.domain.errors import NotAllowed, NotFound
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.printing.documents import (
    cell_labels,
    claim_list,
    device_biography,
    device_label,
    disposal_minutes,
    estimate,
    exit_slip,
    faulty_label,
    intake_receipt,
    list_paper,
    loaner_slip,
    refusal_letter,
    ruler_page,
    stock_slip,
    uncollected_letter,
    warranty_card,
    work_sheet,
)
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.list_paper import ListContent, render_list

__all__ = ["DOCUMENTS", "Document", "ListContent", "PaperContext", "document_named", "paper_named", "render_list"]

DOCUMENTS: tuple[Document, ...] = (
    warranty_card.DOCUMENT,
    intake_receipt.DOCUMENT,
    device_label.DOCUMENT,
    estimate.DOCUMENT,
    exit_slip.DOCUMENT,
    device_biography.DOCUMENT,
    work_sheet.DOCUMENT,
    claim_list.DOCUMENT,
    loaner_slip.DOCUMENT,
    refusal_letter.DOCUMENT,
    uncollected_letter.DOCUMENT,
    disposal_minutes.DOCUMENT,
    *stock_slip.DOCUMENTS,
    faulty_label.DOCUMENT,
    cell_labels.DOCUMENT,
    ruler_page.DOCUMENT,
    list_paper.DOCUMENT,
)


def document_named(name: str) -> Document:
    """The paper with this name; NotFound when there is none."""
    for document in DOCUMENTS:
        if document.name == name:
            return document
    raise NotFound(Message("There is no paper called {name}.", name=name))


def paper_named(document: Document, text: str) -> str:
    """The size asked for, in capitals or not; "" is the usual one. NotAllowed for a size the paper cannot take."""
    for paper in document.papers:
        if text.lower() in ("", paper.lower()):
            return paper
    sizes = tuple(map(Code, document.papers))
    raise NotAllowed(Message("Choose one of these sizes: {sizes}.", sizes=sizes))
