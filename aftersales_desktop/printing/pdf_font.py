"""A font inside a PDF: only the glyphs that were drawn, and the character every code stands for.

Type0 with Identity-H: a code is a glyph id, or a number above all glyph ids where a glyph stands for a second character
or is drawn with a second width, or a character draws nothing. One character a code is what pdftotext and PDFium copy
and search best. Declared widths are the shares of a ligature's letters; outlines do not depend on them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice

import uharfbuzz as hb

from aftersales_desktop.printing.pdf_file import PdfFile
from aftersales_desktop.printing.shaping import NO_GLYPH, Face, Glyph, Segment, shown_items, usual_code

_UNUSED_TABLES = ("GSUB", "GPOS", "GDEF", "name", "post", "OS/2", "gasp", "cmap", "DSIG", "kern")
_CHARACTERS_A_BLOCK = 100
_FIRST_SECOND_CODE = 0x1800
_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange"
)
_CMAP_END = "endcmap CMapName currentdict /CMap defineresource pop end end"


class EmbeddedFont:
    """One face as one document uses it. Codes are given out in the order of use, so equal papers are equal files."""

    def __init__(self, face: Face, name: str) -> None:
        self.face, self.name = face, name
        self.missing: set[str] = set()
        self._glyph_of: dict[int, Glyph] = {}
        self._usual: set[Glyph] = set()
        self._second_codes: dict[Glyph, int] = {}
        self._written: dict[Segment, str] = {}
        self.write(face.space)

    def write(self, segment: Segment) -> str:
        """The segment as items of a TJ operator."""
        written = self._written.get(segment)
        if written is None:
            self.missing.update(segment.missing)
            written = segment.shown if self._take_usual(segment) else shown_items(segment.items, self._code)
            self._written[segment] = written
        return written

    def _take_usual(self, segment: Segment) -> bool:
        """Take the usual codes of its glyphs; False if one of them stands for another character already."""
        for glyph in [glyph for glyph in segment.glyphs if glyph not in self._usual]:
            if self._glyph_of.setdefault(usual_code(glyph), glyph) != glyph:
                return False
            self._usual.add(glyph)
        return True

    def _code(self, glyph: Glyph) -> int:
        """The usual code, or one of its own for a glyph whose usual code stands for another character already."""
        code = usual_code(glyph)
        if self._glyph_of.setdefault(code, glyph) == glyph:
            return code
        code = self._second_codes.get(glyph, _FIRST_SECOND_CODE)
        while self._glyph_of.setdefault(code, glyph) != glyph:
            code += 1
        self._second_codes[glyph] = code
        return code

    def embed(self, file: PdfFile) -> str:
        """Write the font into the file; returns the reference to it."""
        glyph_of = dict(sorted(self._glyph_of.items()))
        glyphs = sorted({glyph.id for glyph in glyph_of.values()} - {NO_GLYPH} | {self.face.empty_glyph})
        name = f"{_subset_tag(glyphs)}+{self.face.name}"
        data = _subset(self.face, glyphs)
        program = file.add_stream(f"/Length1 {len(data)}", data)
        descriptor = file.add(
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/ItalicAngle 0"
            f"/FontBBox[-1000 {self.face.descent} 3000 {self.face.ascent}]"
            f"/Ascent {self.face.ascent}/Descent {self.face.descent}/CapHeight 711/StemV 80"
            f"/FontFile2 {program}>>"
        )
        descendant = file.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/FontDescriptor {descriptor}/DW 0"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/CIDToGIDMap {self._glyph_map(file, glyph_of)}/W[{self._widths(glyph_of)}]>>"
        )
        characters = file.add_stream("", _to_unicode(glyph_of).encode())
        return file.add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant}]/ToUnicode {characters}>>"
        )

    def _glyph_map(self, file: PdfFile, glyph_of: dict[int, Glyph]) -> str:
        """Which glyph a code draws; most draw the glyph of their own number."""
        if all(code == glyph.id for code, glyph in glyph_of.items()):
            return "/Identity"
        table = bytearray(2 * (max(glyph_of) + 1))
        for code, glyph in glyph_of.items():
            drawn = self.face.empty_glyph if glyph.id == NO_GLYPH else glyph.id
            table[2 * code : 2 * code + 2] = drawn.to_bytes(2, "big")
        return file.add_stream("", bytes(table))

    def _widths(self, glyph_of: dict[int, Glyph]) -> str:
        parts: list[str] = []
        previous = -2
        for code, glyph in glyph_of.items():
            if code != previous + 1:
                parts.append(f"{']' if parts else ''}{code}[")
            parts.append(f"{glyph.width} ")
            previous = code
        return "".join(parts) + "]"


def _subset_tag(glyphs: list[int]) -> str:
    """Six capitals that differ between different subsets of one font."""
    digest = hashlib.sha256(repr(glyphs).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _subset(face: Face, glyphs: list[int]) -> bytes:
    """A font file with the outlines of these glyphs under their old ids."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    wanted.sets(hb.SubsetInputSets.UNICODE).clear()
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    dropped = wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
    for table in _UNUSED_TABLES:
        dropped.add(int.from_bytes(table.encode(), "big"))
    return hb.subset(face.hb_face, wanted).blob.data


def _to_unicode(glyph_of: dict[int, Glyph]) -> str:
    lines = [_CMAP_HEAD]
    for block in _blocks((code, glyph.text) for code, glyph in glyph_of.items() if glyph.text):
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in block]
        lines.append("endbfchar")
    lines.append(_CMAP_END)
    return "\n".join(lines)


def _blocks(entries: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    while block := list(islice(entries, _CHARACTERS_A_BLOCK)):
        yield block
