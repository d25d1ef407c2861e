"""How Qt sets a text: the judge of our own lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QTextLayout, QTextOption

from aftersales_desktop.resource import resource_path

EM = 100
"""Pixels an em, so that a position is a hundredth of an em."""

Glyphs = list[tuple[float, int]]
"""Position (hundredths of an em from the first visible glyph) and glyph id."""


def paper_font(*, bold: bool = False) -> QFont:
    weight = "Bold" if bold else "Regular"
    loaded = QFontDatabase.addApplicationFont(str(resource_path(f"fonts/Vazirmatn-{weight}.ttf")))
    font = QFont(QFontDatabase.applicationFontFamilies(loaded)[0])
    font.setBold(bold)
    font.setPixelSize(EM)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return font


def qt_lines(text: str, font: QFont, *, right_to_left: bool, width: float) -> list[Glyphs]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    option.setUseDesignMetrics(True)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(line)
    layout.endLayout()
    return [_glyphs(line) for line in lines]


def _glyphs(line) -> Glyphs:
    found = []
    for run in line.glyphRuns():
        found += [(place.x(), glyph) for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True)]
    return found
