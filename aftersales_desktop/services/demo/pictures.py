"""Pictures and a paper for the demo, drawn with nothing but arithmetic: devices on a counter, a bill of sale."""

from __future__ import annotations

import struct
import zlib

Colour = tuple[int, int, int]

WIDTH, HEIGHT = 480, 360
_WALL, _COUNTER = (226, 232, 240), (180, 140, 100)
_CASE, _DARK, _GLASS, _MARK = (203, 213, 225), (51, 65, 85), (15, 23, 42), (220, 38, 38)


class Drawing:
    """Rectangles and rings on a wall behind a counter."""

    def __init__(self) -> None:
        self._lines = [bytearray(bytes(_WALL) * WIDTH) for _line in range(HEIGHT)]
        self.rectangle(0, 280, WIDTH, HEIGHT, _COUNTER)

    def rectangle(self, left: int, top: int, right: int, bottom: int, colour: Colour) -> None:
        """Fill everything between two corners."""
        for line in self._lines[top:bottom]:
            line[3 * left : 3 * right] = bytes(colour) * (right - left)

    def ring(self, x: int, y: int, radius: int, colour: Colour, thickness: int = 5) -> None:
        """A circle around something."""
        for line in range(max(0, y - radius), min(HEIGHT, y + radius)):
            outer = _half(radius, line - y)
            inner = _half(radius - thickness, line - y)
            self.rectangle(x - outer, line, x - inner, line + 1, colour)
            self.rectangle(x + inner, line, x + outer, line + 1, colour)

    def png(self) -> bytes:
        """The picture as a PNG file."""
        head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
        pixels = zlib.compress(b"".join(b"\0" + line for line in self._lines), 9)
        parts = _chunk(b"IHDR", head), _chunk(b"IDAT", pixels), _chunk(b"IEND", b"")
        return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def front_picture() -> bytes:
    """A machine from the front, on the counter."""
    return _machine().png()


def side_picture() -> bytes:
    """The same with its door open."""
    drawing = _machine()
    drawing.rectangle(180, 130, 300, 270, _DARK)
    drawing.rectangle(100, 160, 176, 290, _CASE)
    drawing.rectangle(112, 176, 164, 274, _GLASS)
    return drawing.png()


def scratch_picture() -> bytes:
    """The same, with a scratch that somebody has marked."""
    drawing = _machine()
    for step in range(60):
        drawing.rectangle(196 + step, 240 - step // 2, 200 + step, 242 - step // 2, (248, 250, 252))
    drawing.ring(228, 226, 46, _MARK)
    return drawing.png()


def repaired_picture() -> bytes:
    """The machine as it goes home: its lamp is on."""
    drawing = _machine()
    drawing.ring(296, 88, 10, (22, 163, 74), thickness=10)
    return drawing.png()


def bill_of_sale() -> bytes:
    """One page of PDF, as a shop might have printed it."""
    text = "BT /F1 20 Tf 60 520 Td (Bill of sale) Tj 0 -40 Td /F1 12 Tf (Dishwasher, one piece) Tj ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
    )
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {count}\n0000000000 65535 f \n{table}{end}".encode("ascii")


def _machine() -> Drawing:
    drawing = Drawing()
    drawing.rectangle(170, 60, 310, 300, _CASE)
    drawing.rectangle(170, 60, 310, 110, _DARK)
    for place in range(4):
        drawing.rectangle(182 + 24 * place, 76, 198 + 24 * place, 92, (148, 163, 184))
    drawing.rectangle(186, 124, 294, 286, (226, 232, 240))
    drawing.ring(240, 204, 48, _DARK, thickness=8)
    return drawing


def _half(radius: int, offset: int) -> int:
    """Half the width of a circle, so many lines from its middle."""
    return int(max(radius * radius - offset * offset, 0) ** 0.5)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
