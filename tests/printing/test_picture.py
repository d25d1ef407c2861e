"""Logos and photos: small on paper, refused when they cannot be used."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from PIL import Image

from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.printing.picture import MAX_PIXELS, picture


def encoded(image: Image.Image, kind: str = "PNG", **options) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def noise(width: int, height: int) -> Image.Image:
    return Image.effect_noise((width, height), 80).convert("RGB")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_large_picture_is_made_as_small_as_the_paper_can_show(kind):
    shown = picture(encoded(noise(1600, 1200), kind), 40.0, 30.0)
    assert (shown.width, shown.height) == (472, 354)
    assert len(shown.data) < 200_000


def test_proportions_are_kept():
    shown = picture(encoded(Image.new("RGB", (1000, 250))), 20.0, 20.0)
    assert shown.width == 4 * shown.height


def test_a_small_logo_stays_exact():
    logo = Image.new("RGB", (60, 40), "#1a5fb4")
    shown = picture(encoded(logo), 40.0, 40.0)
    assert zlib.decompress(shown.data) == logo.tobytes()
    assert "FlateDecode" in shown.entries


def test_transparency_is_kept():
    logo = Image.new("RGBA", (10, 10), (255, 0, 0, 0))
    shown = picture(encoded(logo), 10.0, 10.0)
    assert zlib.decompress(shown.opacity.data) == bytes(100)
    assert picture(encoded(Image.new("RGBA", (10, 10), "red")), 10.0, 10.0).opacity is None


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png(mode):
    shown = picture(encoded(Image.new(mode, (8, 8))), 10.0, 10.0)
    assert (shown.width, shown.height) == (8, 8)


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_kind_of_jpeg(mode):
    shown = picture(encoded(Image.new(mode, (8, 8)), "JPEG"), 10.0, 10.0)
    assert "DeviceCMYK" not in shown.entries


def test_a_photo_taken_sideways_is_turned():
    photo = noise(40, 20)
    exif = photo.getexif()
    exif[0x0112] = 6
    shown = picture(encoded(photo, "JPEG", exif=exif), 10.0, 10.0)
    assert shown.height == 2 * shown.width


@pytest.mark.parametrize(
    "source",
    [b"", b"no picture", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", encoded(noise(50, 50))[:900]],
    ids=["empty", "text", "only a png head", "only a jpeg head", "gif", "cut off"],
)
def test_what_is_no_picture_is_refused(source):
    with pytest.raises(NotAllowed, match="cannot be read"):
        picture(source, 10.0, 10.0)


def png_that_claims(width: int, height: int) -> bytes:
    whole = bytearray(encoded(Image.new("1", (1, 1))))
    whole[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    whole[29:33] = zlib.crc32(whole[12:29]).to_bytes(4, "big")
    return bytes(whole)


@pytest.mark.parametrize("side", [int(MAX_PIXELS**0.5) + 1, 60_000])
def test_a_picture_that_would_fill_the_memory_is_refused_unread(side):
    with pytest.raises(NotAllowed, match="too large"):
        picture(png_that_claims(side, side), 10.0, 10.0)
