"""Pictures made smaller: for the store, where a telephone's photo need not be as large as it was, and for thumbnails.

Pillow lets other threads run while it works, which Qt's pictures do not always do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from PIL import BmpImagePlugin, GifImagePlugin, Image, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from aftersales_desktop.i18n.formats import TEHRAN

LONGEST_SIDE = 1600
MOST_PIXELS = 120_000_000
_JPEG_QUALITY = 85
_WHEN_TAKEN, _CAMERA = 0x9003, 0x8769
_OPENED_BY = (
    (b"\xff\xd8\xff", JpegImagePlugin.JpegImageFile),
    (b"\x89PNG\r\n\x1a\n", PngImagePlugin.PngImageFile),
    (b"GIF8", GifImagePlugin.GifImageFile),
    (b"BM", BmpImagePlugin.BmpImageFile),
    (b"RIFF", WebPImagePlugin.WebPImageFile),
)
_UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, MemoryError)
"""What Pillow raises for files that only begin like a picture."""


@dataclass(frozen=True)
class Pixels:
    """A picture as plain bytes: three for each pixel (red, green, blue), line after line."""

    width: int
    height: int
    rgb: bytes


def smaller_photo(content: bytes) -> bytes | None:
    """The photo as JPEG with 1600 pixels on its long side, upright; None when it is no larger or no picture.

    Where the camera was is left out of it.
    """
    try:
        image = _opened(content)
        if image is None or max(image.size) <= LONGEST_SIDE:
            return None
        return _as_jpeg(_fitted(image, LONGEST_SIDE, LONGEST_SIDE))
    except _UNREADABLE:
        return None


def thumbnail(content: bytes, width: int, height: int) -> Pixels | None:
    """The picture small enough for a box, upright and on white; None when it is no picture we can read."""
    try:
        image = _opened(content)
        if image is None:
            return None
        image = _on_white(_fitted(image, width, height))
        return Pixels(image.width, image.height, image.tobytes())
    except _UNREADABLE:
        return None


def taken_at(content: bytes) -> datetime | None:
    """When the camera says the photo was taken, on Iran's clock; None where it does not say."""
    try:
        image = _opened(content)
        noted = image.getexif().get_ifd(_CAMERA).get(_WHEN_TAKEN) if image is not None else None
        return datetime.strptime(str(noted), "%Y:%m:%d %H:%M:%S").replace(tzinfo=TEHRAN).astimezone(UTC)
    except (*_UNREADABLE, OverflowError, KeyError):
        return None


def photo_from(pixels: Pixels) -> bytes:
    """A picture that was copied from another program, as a PNG file."""
    image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.rgb)
    out = BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _opened(content: bytes) -> Image.Image | None:
    """By how it begins: Image.open would try everything and warn where we refuse. None for no picture or a huge one."""
    opener = next((kind for beginning, kind in _OPENED_BY if content.startswith(beginning)), None)
    image = opener(BytesIO(content)) if opener is not None else None
    return image if image is not None and image.width * image.height <= MOST_PIXELS else None


def _fitted(image: Image.Image, width: int, height: int) -> Image.Image:
    image.draft("RGB", (2 * width, 2 * height))
    image = ImageOps.exif_transpose(image)
    if image.mode in ("P", "1", "I", "I;16", "F", "LA", "CMYK"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return image


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    image = image.convert("RGBA")
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _as_jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    _on_white(image).save(out, "JPEG", quality=_JPEG_QUALITY)
    return out.getvalue()
