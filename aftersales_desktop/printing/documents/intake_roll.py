"""The intake receipt on an 80 mm roll: the shop's copy, a line to cut along, the customer's copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from aftersales_desktop.printing.documents import intake_words
from aftersales_desktop.printing.documents.context import PaperContext
from aftersales_desktop.printing.documents.fitting import Box, put
from aftersales_desktop.printing.documents.flow import ENDLESS, Flow
from aftersales_desktop.printing.documents.furniture import (
    THERMAL,
    Fact,
    Look,
    centre_lines,
    cut_across,
    label_width,
    signature,
)
from aftersales_desktop.printing.documents.scan_codes import code128, qr
from aftersales_desktop.printing.documents.wordings import payload
from aftersales_desktop.printing.pdf import PdfDocument
from aftersales_desktop.printing.text import Style
from aftersales_desktop.services.order_rows import OrderRow, ReceptionRow

_X, _WIDTH = 4.0, 72.0
_WIDEST_LABEL = 28.0
_QR = 20.0
_LOOK = Look(THERMAL, label=8, value=9, leading=1.36, smallest=7)
_CENTRED = Style(9, align="center", direction="auto", leading=1.4)
_TERMS = Style(7.5, direction="auto", leading=1.36)


def draw(document: PdfDocument, row: ReceptionRow, context: PaperContext) -> None:
    """Both copies on one strip; its height is what they need."""
    flow = Flow(document, x=_X, y=3, width=_WIDTH, bottom=ENDLESS)
    _copy(flow, row, context, is_for_shop=True)
    flow.y += 6
    cut_across(document, flow.y, 2, 78)
    flow.y += 5
    _copy(flow, row, context, is_for_shop=False)


def _copy(flow: Flow, row: ReceptionRow, context: PaperContext, *, is_for_shop: bool) -> None:
    people = intake_words.people(row, context)
    devices = [intake_words.device_facts(order, context, with_shelf=is_for_shop) for order in row.orders]
    passages = [intake_words.device_passages(order, context) for order in row.orders]
    labels = min(_WIDEST_LABEL, label_width(flow.document, [*people, *chain(*devices, *passages)], _LOOK))
    _head(flow, row, context, is_for_shop=is_for_shop)
    _rule(flow)
    _facts(flow, people, labels)
    for order, facts, texts in zip(row.orders, devices, passages, strict=True):
        _rule(flow)
        _device_title(flow, order, row, context)
        _facts(flow, [*facts, *texts], labels)
        flow.y += 0.8
        flow.framed(intake_words.verdict(order, context), Style(9, leading=1.36), color=THERMAL.rule)
    if row.note:
        _rule(flow)
        _facts(flow, [Fact(context.words("Note"), row.note)], labels)
    if not is_for_shop:
        _terms(flow, context)
    _signature(flow, row, context, is_for_shop=is_for_shop)


def _head(flow: Flow, row: ReceptionRow, context: PaperContext, *, is_for_shop: bool) -> None:
    """Centre, number with its barcode, and which copy this is."""
    document, words = flow.document, context.words
    if not is_for_shop:
        _centre(flow, context)
    copy = words("Shop's copy") if is_for_shop else words(intake_words.TITLE)
    flow.text(copy, replace(_CENTRED, size=10, bold=True))
    for text in intake_words.marks(row, context):
        _framed(flow, text)
    put(document, Box(_X, flow.y, _WIDTH, 11), words.own_number(row.number), replace(_CENTRED, size=24, bold=True))
    flow.y += 11.5
    code128(document, payload(row.number), Box(_X, flow.y, _WIDTH, 12), "center")
    flow.y += 13


def _centre(flow: Flow, context: PaperContext) -> None:
    centre = context.centre
    if centre.logo:
        flow.document.image(centre.logo, _X + _WIDTH / 2 - 10, flow.y, 20, 14)
        flow.y += 15
    if centre.name:
        flow.text(centre.name, replace(_CENTRED, size=13, bold=True))
    for line in centre_lines(context):
        flow.text(line, replace(_CENTRED, size=8.5))
    flow.y += 1


def _framed(flow: Flow, text: str) -> None:
    style = replace(_CENTRED, size=9, bold=True)
    width = flow.document.text_width(text, style) + 4
    flow.document.rect(_X + (_WIDTH - width) / 2, flow.y, width, 5, radius=1, thickness=0.3)
    put(flow.document, Box(_X, flow.y, _WIDTH, 5), text, style)
    flow.y += 5.6


def _rule(flow: Flow) -> None:
    flow.y += 0.8
    flow.document.line(_X, flow.y, _X + _WIDTH, flow.y, thickness=0.25)
    flow.y += 0.8


def _facts(flow: Flow, facts: Sequence[Fact], labels: float) -> None:
    for fact in facts:
        flow.passage(fact, _LOOK, labels)


def _device_title(flow: Flow, order: OrderRow, row: ReceptionRow, context: PaperContext) -> None:
    words = context.words
    if len(row.orders) > 1:
        flow.text(words.own_number(order.number), Style(10, bold=True, leading=1.4))
    flow.text(
        words.value(order.unit.model.full_title(words.language)), Style(10.5, bold=True, direction="auto", leading=1.4)
    )


def _terms(flow: Flow, context: PaperContext) -> None:
    text = intake_words.terms(context)
    if text:
        _rule(flow)
        flow.text(context.words("Terms of intake"), replace(_TERMS, bold=True, size=8.5))
        flow.text(text, _TERMS)


def _signature(flow: Flow, row: ReceptionRow, context: PaperContext, *, is_for_shop: bool) -> None:
    """The customer signs the shop's copy; the centre signs the customer's, which has a code to find it by."""
    words, document = context.words, flow.document
    label = words("Customer's signature") if is_for_shop else words("Signature and stamp of the centre")
    flow.y += 4.5
    room = _WIDTH
    if not is_for_shop:
        room -= _QR + 4
        qr(document, row.number, Box(_X + _WIDTH - _QR, flow.y + 1, _QR, _QR))
    signature(document, Box(_X + 4, flow.y, room - 8, 20), label, _LOOK)
    flow.y += _QR + 1
