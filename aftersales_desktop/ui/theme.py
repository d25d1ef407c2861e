"""How everything looks: fonts, palette, style sheet and icons, in light or dark."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from aftersales_desktop.resource import resource_path
from aftersales_desktop.ui.colours import DARK, LIGHT, TONES, Tone

FONT_FAMILY = "Vazirmatn"
FONT_FILES = ("Regular", "Medium", "SemiBold", "Bold")
TEXT_SIZES = (13, 14, 16)

_STROKE, _STROKE_OF_LARGE = 1.8, 1.4

# drawn for left-to-right reading; turned around in a Persian window
DIRECTIONAL_ICONS = frozenset(
    {"arrow-back-up", "arrow-right", "chevron-left", "chevron-right", "file-export", "file-import", "logout", "send"}
    | {"truck", "truck-delivery", "list-check", "checklist"}
)

_ROLES = (
    (QPalette.ColorRole.Window, "page"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "surface2"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.Highlight, "primary"),
    (QPalette.ColorRole.HighlightedText, "on_primary"),
    (QPalette.ColorRole.PlaceholderText, "muted"),
    (QPalette.ColorRole.ToolTipBase, "toast"),
    (QPalette.ColorRole.ToolTipText, "toast_text"),
    (QPalette.ColorRole.Link, "primary"),
    (QPalette.ColorRole.Accent, "primary"),
    (QPalette.ColorRole.Light, "surface"),
    (QPalette.ColorRole.Mid, "border"),
    (QPalette.ColorRole.Dark, "border2"),
)


def make_application(name: str) -> QApplication:
    """The program in Qt's own style Fusion, which looks the same everywhere.

    Chosen by Qt's argument: `setStyle()` hands the style back, for which PySide makes a class of hundreds of names.
    """
    return QApplication([name, "-style", "fusion"])


def load_fonts() -> None:
    """Make the packed typeface known to Qt; call once, before the first window."""
    for style in FONT_FILES:
        path = resource_path(f"fonts/{FONT_FAMILY}-{style}.ttf")
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise OSError(f"Qt could not read the font {path}")


@cache
def _icon_source(name: str) -> str:
    return resource_path(f"icons/{name}.svg").read_text(encoding="utf-8")


def _coloured(shape: QPixmap, colour: str) -> QPixmap:
    pixmap = QPixmap(shape.size())
    pixmap.setDevicePixelRatio(shape.devicePixelRatio())
    pixmap.fill(Qt.GlobalColor.transparent)  # a fresh pixmap filled with an opaque colour could not become clear again
    pixmap.fill(QColor(colour))
    painter = QPainter(pixmap)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.drawPixmap(0, 0, shape)
    painter.end()
    return pixmap


@cache
def _style_template() -> str:
    return resource_path("styles/style.qss").read_text(encoding="utf-8")


class Theme:
    """One look of the program; making another one and applying it changes the whole window."""

    def __init__(self, dark: bool = False, text_size: int = 14, right_to_left: bool = True) -> None:
        if text_size not in TEXT_SIZES:
            raise ValueError(f"text size {text_size} is not one of {TEXT_SIZES}")
        self.dark = dark
        self.text_size = text_size
        self.right_to_left = right_to_left
        self.colours = DARK if dark else LIGHT
        self._shapes: dict[tuple[str, int, float], QPixmap] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    # measures -------------------------------------------------------------------------------------------------

    @property
    def small_size(self) -> int:
        """Labels, hints, chips."""
        return self.text_size - 2

    @property
    def field_height(self) -> int:
        """Inputs and buttons, border included."""
        return {13: 36, 14: 36, 16: 40}[self.text_size]

    @property
    def chip_height(self) -> int:
        """Chips and other small buttons."""
        return {13: 30, 14: 32, 16: 36}[self.text_size]

    # colours and fonts ----------------------------------------------------------------------------------------

    def colour(self, token: str) -> QColor:
        """A colour of the table, by its name."""
        return QColor(self.colours[token])

    def tone(self, name: str) -> Tone:
        """Text and background of a state."""
        pair = TONES[name]
        return pair.dark if self.dark else pair.light

    def font(self, weight: QFont.Weight = QFont.Weight.Normal, larger: int = 0, *, equal_digits: bool = False) -> QFont:
        """The typeface for painters, `larger` pixels above the reading size."""
        font = QFont(FONT_FAMILY)
        font.setPixelSize(self.text_size + larger)
        font.setWeight(weight)
        if equal_digits:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    # icons ----------------------------------------------------------------------------------------------------

    def pixmap(self, name: str, token: str = "text2", size: int = 20) -> QPixmap:
        """A drawing in one colour: a token of the table or #RRGGBB."""
        ratio = QGuiApplication.instance().devicePixelRatio()
        colour = self.colours.get(token, token)
        key = (name, colour, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = _coloured(self._shape(name, size, ratio), colour)
        return self._pixmaps[key]

    def icon(self, name: str, token: str = "text2", *, checked: str = "", size: int = 20) -> QIcon:
        """An icon in one colour, greyed by itself; `checked` is its colour while switched on."""
        icon = QIcon(self.pixmap(name, token, size))
        icon.addPixmap(self.pixmap(name, "disabled", size), QIcon.Mode.Disabled)
        if checked:
            icon.addPixmap(self.pixmap(name, checked, size), QIcon.Mode.Normal, QIcon.State.On)
        return icon

    def _shape(self, name: str, size: int, ratio: float) -> QPixmap:
        """The drawing in black, made once for all its colours."""
        key = (name, size, ratio)
        if key not in self._shapes:
            self._shapes[key] = self._drawn(name, size, ratio)
        return self._shapes[key]

    def _drawn(self, name: str, size: int, ratio: float) -> QPixmap:
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        stroke = _STROKE if size <= 24 else _STROKE_OF_LARGE
        source = _icon_source(name).replace("currentColor", "#000000")
        renderer = QSvgRenderer(source.replace('stroke-width="2"', f'stroke-width="{stroke}"').encode())
        painter = QPainter(pixmap)
        if self.right_to_left and name in DIRECTIONAL_ICONS:
            painter.translate(pixmap.width(), 0)
            painter.scale(-1, 1)
        renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    # the whole window -----------------------------------------------------------------------------------------

    def apply(self, app: QApplication) -> None:
        """Dress the program: direction, palette, typeface, style sheet."""
        right_to_left = Qt.LayoutDirection.RightToLeft
        app.setLayoutDirection(right_to_left if self.right_to_left else Qt.LayoutDirection.LeftToRight)
        app.styleHints().setColorScheme(Qt.ColorScheme.Dark if self.dark else Qt.ColorScheme.Light)
        app.setPalette(self._palette())
        app.setFont(self.font())
        app.setStyleSheet(self.style_sheet())

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in _ROLES:
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("disabled"))
        return palette

    def style_sheet(self) -> str:
        """The style sheet with this theme's values in place of its @names."""
        values = {**self.colours, **self._measures(), "folder": self._picture_folder()}
        rules = re.sub(r"@(\w+)", lambda found: str(values[found[1]]), _style_template())
        return "\n".join([rules, *(self._banner_rules(name) for name in TONES)])

    def _banner_rules(self, tone_name: str) -> str:
        text, background = self.tone(tone_name)
        banner = f'QFrame[role="banner"][tone="{tone_name}"]'
        return f"{banner} {{ background: {background}; }} {banner} QLabel {{ color: {text}; }}"

    def _measures(self) -> dict[str, str]:
        size, inner = self.text_size, self.field_height - 2
        pixels = {
            "size": size,
            "small": size - 2,
            "tiny": size - 3,
            "title": size + 6,
            "card_title": size + 1,
            "field_inner": inner,
            "search_inner": inner + 4,
            "button_inner": self.field_height,
            "chip_inner": self.chip_height - 2,
            "chip_radius": self.chip_height // 2,
            "header_inner": self.field_height + 2,
            "nav_inner": self.field_height + 2,
            "option_inner": self.field_height - 4,
        }
        return {name: f"{value}px" for name, value in pixels.items()}

    def _picture_folder(self) -> str:
        folder = resource_path("styles/dark" if self.dark else "styles/light")
        return folder.as_posix()
