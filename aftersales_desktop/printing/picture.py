"""A logo or photo for paper: PNG or JPEG bytes made no larger than the paper can show."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin

from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.i18n import Message

MAX_PIXELS = 40_000_000
DOTS_PER_MM = 300 / 25.4
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_JPEG_QUALITY = 88
_WORTH_JPEG = 30_000
"""Bytes; smaller pictures (logos) stay exact."""


@dataclass(frozen=True)
class Picture:
    """Pixels ready for a PDF stream: ``entries`` of its dictionary, and a grey picture of how opaque each pixel is."""

    width: int
    height: int
    entries: str
    data: bytes
    opacity: Picture | None = None


@lru_cache(maxsize=32)
def picture(source: bytes, width_mm: float, height_mm: float) -> Picture:
    """The picture for a box of that size, proportions kept; NotAllowed if it is no PNG or JPEG, or far too large."""
    image = _opened(source)
    if image.width * image.height > MAX_PIXELS:
        raise NotAllowed(Message("This picture is too large. Choose one of at most 40 million pixels."))
    try:
        image.draft("RGB", _size_in_pixels(width_mm, height_mm))
        image = ImageOps.exif_transpose(image)
        image.thumbnail(_size_in_pixels(width_mm, height_mm), Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError) as error:
        raise _unreadable() from error
    return _packed(image)


def _unreadable() -> NotAllowed:
    return NotAllowed(Message("This picture cannot be read. Choose a PNG or JPEG picture."))


def _opened(source: bytes) -> Image.Image:
    """Opened by kind, because Image.open would accept anything and warn where we refuse."""
    kinds = {_PNG: PngImagePlugin.PngImageFile, _JPEG: JpegImagePlugin.JpegImageFile}
    for magic, kind in kinds.items():
        if source.startswith(magic):
            try:
                return kind(BytesIO(source))
            except (OSError, ValueError, SyntaxError) as error:
                raise _unreadable() from error
    raise _unreadable()


def _size_in_pixels(width_mm: float, height_mm: float) -> tuple[int, int]:
    return max(1, round(width_mm * DOTS_PER_MM)), max(1, round(height_mm * DOTS_PER_MM))


def _packed(image: Image.Image) -> Picture:
    opacity = None
    if image.has_transparency_data:
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
        opacity = _pixels(alpha) if alpha.getextrema() != (255, 255) else None
    image = image.convert("L" if image.mode in ("1", "L", "LA", "I;16", "I") else "RGB")
    return _pixels(image, opacity)


def _pixels(image: Image.Image, opacity: Picture | None = None) -> Picture:
    space = "DeviceGray" if image.mode == "L" else "DeviceRGB"
    data, packing = zlib.compress(image.tobytes(), 9), "FlateDecode"
    if len(data) > _WORTH_JPEG:
        as_jpeg = BytesIO()
        image.save(as_jpeg, "JPEG", quality=_JPEG_QUALITY, optimize=True)
        if as_jpeg.tell() < len(data):
            data, packing = as_jpeg.getvalue(), "DCTDecode"
    entries = (
        f"/Type/XObject/Subtype/Image/Width {image.width}/Height {image.height}"
        f"/BitsPerComponent 8/ColorSpace/{space}/Filter/{packing}"
    )
    return Picture(image.width, image.height, entries, data, opacity)
