"""Pictures made smaller, and whatever only looks like one."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from aftersales_desktop.services import photos
from aftersales_desktop.services.photos import Pixels, photo_from, smaller_photo, taken_at, thumbnail
from tests.services.file_samples import PDF, picture


def size_of(content):
    with Image.open(BytesIO(content)) as image:
        return image.format, image.size


def test_a_large_photo_becomes_a_jpeg_of_1600():
    assert size_of(smaller_photo(picture(4000, 3000, "JPEG"))) == ("JPEG", (1600, 1200))
    assert size_of(smaller_photo(picture(1000, 2000))) == ("JPEG", (800, 1600))


@pytest.mark.parametrize("content", [picture(1600, 900), picture(10, 10), PDF, b"", b"\xff\xd8\xff half a photo"])
def test_the_rest_stays(content):
    assert smaller_photo(content) is None


def test_the_camera_was_turned():
    exif = Image.Exif()
    exif[0x0112] = 6
    content = picture(3000, 2000, "JPEG", exif=exif)
    assert size_of(smaller_photo(content))[1] == (1067, 1600)
    assert (thumbnail(content, 96, 72).width, thumbnail(content, 96, 72).height) == (48, 72)


def test_when_it_was_taken_and_not_where():
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2026:11:20 14:30:00"
    exif.get_ifd(0x8825)[2] = (35.0, 41.0, 0.0)
    content = picture(3000, 2000, "JPEG", exif=exif)
    assert taken_at(content) == datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
    with Image.open(BytesIO(smaller_photo(content))) as smaller:
        assert not smaller.getexif()


@pytest.mark.parametrize("noted", ["0000:00:00 00:00:00", "yesterday", ""])
def test_a_strange_date_is_none(noted):
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = noted
    assert taken_at(picture(20, 20, "JPEG", exif=exif)) is None


def test_a_thumbnail_is_on_white():
    out = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    found = thumbnail(out.getvalue(), 96, 72)
    assert found.rgb == b"\xff" * 3 * 40 * 40


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
def test_the_usual_forms_have_thumbnails(form):
    found = thumbnail(picture(400, 300, form), 96, 72)
    assert (found.width, found.height, len(found.rgb)) == (96, 72, 3 * 96 * 72)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "F"])
def test_every_kind_of_colour(mode):
    form = {"CMYK": "JPEG", "F": "TIFF"}.get(mode, "PNG")
    out = BytesIO()
    Image.new(mode, (2000, 40)).save(out, form)
    if form == "TIFF":
        assert thumbnail(out.getvalue(), 96, 72) is None
    else:
        assert thumbnail(out.getvalue(), 96, 72).width == 96
        assert size_of(smaller_photo(out.getvalue())) == ("JPEG", (1600, 32))


def test_a_cut_or_damaged_picture_is_none():
    whole = picture(2000, 1500, "JPEG")
    for content in (whole[:200], whole[: len(whole) // 2], picture(2000, 1500)[:300]):
        assert thumbnail(content, 96, 72) is None
        assert smaller_photo(content) is None


def test_one_that_would_fill_the_memory_is_left_alone(monkeypatch):
    monkeypatch.setattr(photos, "MOST_PIXELS", 1_000_000)
    assert thumbnail(picture(2000, 1500), 96, 72) is None
    assert smaller_photo(picture(2000, 1500)) is None


def test_a_copied_picture_becomes_a_file():
    assert size_of(photo_from(Pixels(2, 1, b"\xff\0\0\0\0\xff"))) == ("PNG", (2, 1))
