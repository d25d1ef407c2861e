"""PDFs read back by other programs."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from pathlib import Path

import pypdfium2

_DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_AT_THE_EDGE = "()[]{}«»“”‘’\"'.,،؛:؟?!…"
FORBIDDEN = re.compile("[\ue000-\uf8ff\ufb50-\ufdff\ufe70-\ufefc]")
"""Private use and presentation forms: what a search can never find."""


def written(folder: Path, pdf: bytes) -> Path:
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    return path


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8")


def text_by_poppler(path: Path) -> str:
    """Direction marks become spaces: poppler puts the space between two directions on the wrong side of its marks."""
    return _DIRECTION_MARKS.sub(" ", run("pdftotext", "-enc", "UTF-8", path, "-"))


def text_in_order_of_drawing(path: Path) -> str:
    """Poppler again, without its search for columns: it still puts the letters of a word in their order."""
    return _DIRECTION_MARKS.sub(" ", run("pdftotext", "-raw", "-enc", "UTF-8", path, "-"))


def text_by_pdfium(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range())
            text_page.close()
            page.close()
    finally:
        document.close()
    return _DIRECTION_MARKS.sub("", "\n".join(texts))


def tokens(text: str) -> list[str]:
    """Words without the punctuation around them, which viewers place as they like."""
    words = unicodedata.normalize("NFC", _DIRECTION_MARKS.sub("", text)).split()
    return [token for word in words if (token := word.strip(_AT_THE_EDGE))]


def found_share(text: str, extracted: str) -> float:
    """How many of the words of a text another program finds in the PDF, as a share."""
    wanted, found = tokens(text), set(tokens(extracted))
    return sum(token in found for token in wanted) / len(wanted)


def grey_rows(path: Path, dots_per_inch: int) -> list[bytes]:
    """The first page as PDFium draws it for a printer of that resolution: a byte a dot, 0 is black."""
    document = pypdfium2.PdfDocument(path)
    image = document[0].render(scale=dots_per_inch / 72, grayscale=True).to_pil()
    document.close()
    pixels = image.tobytes()
    return [pixels[start : start + image.width] for start in range(0, len(pixels), image.width)]


def rasters(path: Path, folder: Path, dots_per_inch: int, *options: str) -> list[Path]:
    """One picture a page, as a printer of that resolution would put it on paper."""
    run("pdftoppm", "-r", str(dots_per_inch), *options, path, folder / f"page{dots_per_inch}")
    return sorted(folder.glob(f"page{dots_per_inch}*"))


def decoded(picture: Path) -> set[str]:
    """Payloads of all barcodes of a picture."""
    done = subprocess.run(["zbarimg", "-q", "--raw", "--nodbus", picture], capture_output=True, check=False, timeout=60)
    return set(done.stdout.decode("utf-8").splitlines())
