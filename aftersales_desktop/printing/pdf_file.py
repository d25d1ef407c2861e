"""The file around the pages: numbered objects and what a PDF says about itself. Only this module knows reportlab."""

from __future__ import annotations

import hashlib
import zlib
from datetime import UTC, datetime

from reportlab.pdfbase import pdfdoc

POINTS_PER_MM = 72 / 25.4
_PRODUCER = "Aftersales Desktop"
_VERSION = (1, 5)
_COMPRESSION = 4


def number(value: float, decimals: int = 2) -> str:
    """A number of a page description; a hundredth of a point is finer than any printer."""
    return f"{value:.{decimals}f}"


class _Object(pdfdoc.PDFObject):
    """Bytes that stand for themselves."""

    __RefOnly__ = 1

    def __init__(self, content: bytes = b"") -> None:
        self.content = content

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """What reportlab calls to write the object."""
        return self.content


class PdfFile:
    """Objects of one file; a reference is the text ``12 0 R`` that other objects hold."""

    def __init__(self, *, title: str, language: str, created: datetime) -> None:
        self._document = pdfdoc.PDFDocument(compression=1, invariant=1, pdfVersion=_VERSION)
        self._document.setTitle(title)
        self._document.setAuthor(_PRODUCER)
        self._document.setSubject(title)
        self._document.info.creator = self._document.info.producer = _PRODUCER
        self._document.setDateFormatter(_DateOf(created))
        self._describe(language)
        self._fingerprint = self._document.signature = hashlib.sha256()  # the id follows the content, not the clock
        self._pages_reference = self._document.Reference(self._document.Pages)
        self._resources = _Object()
        self._resources_reference = self._reference(self._resources)

    def _describe(self, language: str) -> None:
        """No /Direction: with R2L in it PDFium reads serials and addresses back to front."""
        catalog = self._document.Catalog
        catalog.Lang = pdfdoc.PDFString(language)
        preferences = catalog.ViewerPreferences = pdfdoc.ViewerPreferencesPDFDictionary()
        preferences["DisplayDocTitle"] = "true"
        preferences["PrintScaling"] = "None"

    def _reference(self, item: _Object) -> str:
        return self._document.Reference(item).format(self._document).decode()

    def add(self, content: str) -> str:
        """Add an object; returns the reference to it."""
        return self._reference(_Object(content.encode("latin-1")))

    def add_stream(self, entries: str, data: bytes, *, compressed: bool = False) -> str:
        """Add a stream with further entries of its dictionary; ``compressed``: the entries already name a filter."""
        self._fingerprint.update(data)
        if not compressed:
            data, entries = zlib.compress(data, _COMPRESSION), f"{entries}/Filter/FlateDecode"
        head = f"<<{entries}/Length {len(data)}>>\nstream\n".encode("latin-1")
        return self._reference(_Object(head + data + b"\nendstream\n"))

    def add_form(self, code: str, box: tuple[float, float, float, float]) -> str:
        """Add a drawing that pages repeat; ``box`` in points."""
        corners = " ".join(map(number, box))
        entries = f"/Type/XObject/Subtype/Form/BBox[{corners}]/Resources {self._resources_reference}"
        return self.add_stream(entries, code.encode("latin-1"))

    def add_page(self, width: float, height: float, code: str) -> None:
        """Add a page of that many points."""
        contents = self.add_stream("", code.encode("latin-1"))
        parent = self._pages_reference.format(self._document).decode()
        box = f"[0 0 {number(width, 4)} {number(height, 4)}]"
        entries = f"/Type/Page/Parent {parent}/MediaBox{box}/Contents {contents}/Resources {self._resources_reference}"
        page = _Object(f"<<{entries}>>".encode("latin-1"))
        self._document.Reference(page)
        self._document.Pages.addPage(page)

    def to_bytes(self, fonts: dict[str, str], drawings: dict[str, str]) -> bytes:
        """The file; fonts and drawings by the names that pages call them, each with its reference."""
        entries = f"<</Font<<{_named(fonts)}>>/XObject<<{_named(drawings)}>>>>"
        self._resources.content = entries.encode("latin-1")
        return self._document.GetPDFData(None)


class _DateOf:
    """Writes one instant as PDF wants it, whatever the clock says."""

    def __init__(self, moment: datetime) -> None:
        self._moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)

    def __call__(self, *_clock: int) -> str:
        return f"D:{self._moment:%Y%m%d%H%M%S}Z"


def _named(references: dict[str, str]) -> str:
    return "".join(f"/{name} {reference}" for name, reference in references.items())
