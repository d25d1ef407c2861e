import re

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from aftersales_desktop.resource import resource_path
from aftersales_desktop.ui.colours import DARK, LIGHT, TONES, contrast
from aftersales_desktop.ui.theme import DIRECTIONAL_ICONS, TEXT_SIZES, Theme

READABLE = [
    ("text", "page"),
    ("text", "surface"),
    ("text", "hover"),
    ("text2", "surface"),
    ("text2", "surface2"),
    ("muted", "surface"),
    ("muted", "surface2"),
    ("muted", "page"),
    ("muted", "selection"),
    ("muted", "hover"),
    ("muted", "line"),
    ("primary", "surface"),
    ("primary", "primary_soft"),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("on_primary", "primary_pressed"),
    ("selection_text", "selection"),
    ("danger", "surface"),
    ("danger", "danger_soft"),
    ("danger", "selection"),
    ("text", "danger_soft"),
    ("text", "warn_soft"),
    ("text", "mark"),
    ("warn", "surface"),
    ("warn", "warn_soft"),
    ("ok", "surface"),
    ("ok", "ok_soft"),
    ("side_text", "side"),
    ("side_muted", "side"),
    ("on_side", "side_active"),
    ("on_side", "side_hover"),
    ("toast_text", "toast"),
    ("toast_link", "toast"),
]
VISIBLE = [("field", "surface"), ("field", "page"), ("primary", "surface"), ("danger", "danger_soft")]


def test_contrast_of_black_and_white():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


@pytest.mark.parametrize("table", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), READABLE)
def test_words_can_be_read(table, text, ground):
    assert contrast(table[text], table[ground]) >= 4.5


@pytest.mark.parametrize("table", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), VISIBLE)
def test_edges_can_be_seen(table, edge, ground):
    assert contrast(table[edge], table[ground]) >= 3


@pytest.mark.parametrize("name", TONES)
def test_pills_can_be_read(name):
    for tone in TONES[name]:
        assert contrast(tone.text, tone.background) >= 4.5


def test_tables_have_the_same_names():
    assert LIGHT.keys() == DARK.keys()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", TEXT_SIZES)
def test_style_sheet_is_complete(dark, size):
    sheet = Theme(dark, size).style_sheet()
    assert not re.search(r"@\w", sheet)
    assert sheet.count("{") == sheet.count("}") > 100


@pytest.mark.parametrize(("dark", "table"), [(False, LIGHT), (True, DARK)])
def test_little_pictures_have_the_colours_of_the_table(dark, table):
    folder = resource_path("styles/dark" if dark else "styles/light")
    assert table["muted"] in (folder / "chevron-down.svg").read_text(encoding="utf-8")
    assert table["muted"] in (folder / "chevron-up.svg").read_text(encoding="utf-8")
    assert table["on_primary"] in (folder / "check.svg").read_text(encoding="utf-8")
    named = set(re.findall(r"@folder/([\w.-]+)", resource_path("styles/style.qss").read_text(encoding="utf-8")))
    assert named == {path.name for path in folder.iterdir()}


def test_unknown_text_size_is_refused():
    with pytest.raises(ValueError, match="15"):
        Theme(text_size=15)


def test_window_is_dressed(make_kit, qapp):
    kit = make_kit("fa", dark=True, text_size=16)
    assert qapp.isRightToLeft()
    assert qapp.font().pixelSize() == 16
    assert QFontInfo(qapp.font()).family() == "Vazirmatn"
    assert qapp.palette().window().color() == kit.theme.colour("page")
    make_kit("en")
    assert not qapp.isRightToLeft()


def test_every_weight_of_the_typeface_is_there(persian):
    for weight in (QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold, QFont.Weight.Bold):
        font = persian.theme.font(weight)
        assert QFontInfo(font).family() == "Vazirmatn"
        assert QFontInfo(font).weight() == weight


def icon_files():
    return sorted(resource_path("icons").glob("*.svg"))


@pytest.mark.parametrize("path", icon_files(), ids=lambda path: path.stem)
def test_icons_can_be_drawn_and_coloured(path):
    source = path.read_text(encoding="utf-8")
    assert "currentColor" in source
    assert QSvgRenderer(source.encode()).isValid()


def image_of(theme: Theme, name: str) -> QImage:
    return theme.pixmap(name, "text").toImage()


def middle_of(image: QImage) -> float:
    """Where between left and right the ink lies."""
    ink = [(x, image.pixelColor(x, y).alpha()) for x in range(image.width()) for y in range(image.height())]
    return sum(x * alpha for x, alpha in ink) / sum(alpha for _x, alpha in ink)


def test_only_directional_icons_are_turned_around(qapp):
    left, right = Theme(right_to_left=False), Theme(right_to_left=True)
    leaning = middle_of(image_of(left, "chevron-left"))
    assert middle_of(image_of(right, "chevron-left")) == pytest.approx(19 - leaning, abs=0.5)
    assert image_of(right, "chevron-left") != image_of(left, "chevron-left")
    assert image_of(right, "printer") == image_of(left, "printer")
    assert {path.stem for path in icon_files()} >= DIRECTIONAL_ICONS


def test_icon_is_grey_when_its_button_is_off(qapp):
    theme = Theme()
    icon = theme.icon("printer", "primary")
    on = icon.pixmap(20, 20).toImage()
    off = icon.pixmap(20, 20, icon.Mode.Disabled).toImage()
    assert on == image_of_colour(theme, "printer", "primary")
    assert off == image_of_colour(theme, "printer", "disabled")


def image_of_colour(theme: Theme, name: str, token: str) -> QImage:
    return theme.pixmap(name, token).toImage()


@pytest.mark.parametrize("colour", ["primary", "#123456"])
def test_an_icon_has_one_colour_on_clear_ground(qapp, colour):
    theme = Theme()
    image = image_of_colour(theme, "printer", colour)
    wanted = QColor(theme.colours.get(colour, colour)).getRgb()[:3]
    pixels = [image.pixelColor(x, y) for x in range(20) for y in range(20)]
    assert image.pixelColor(0, 0).alpha() == 0
    assert {pixel.getRgb()[:3] for pixel in pixels if pixel.alpha() == 255} == {wanted}


def test_pixmap_is_drawn_once(qapp):
    theme = Theme()
    assert theme.pixmap("printer").cacheKey() == theme.pixmap("printer").cacheKey()
    assert theme.pixmap("printer").deviceIndependentSize().width() == 20


def test_an_icon_that_is_not_there_says_so(qapp):
    with pytest.raises(FileNotFoundError):
        Theme().pixmap("no-such-icon")


def test_dressing_twice_leaves_one_style_sheet(make_kit, qapp: QApplication):
    first = make_kit("fa").theme.style_sheet()
    make_kit("en", dark=True)
    assert qapp.styleSheet() != first
