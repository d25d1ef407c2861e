"""The colours of the screen: one table for light, one for dark, and the coloured pairs that stand for a state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

LIGHT: Mapping[str, str] = {
    "page": "#F3F5F9",
    "surface": "#FFFFFF",
    "surface2": "#F8FAFC",
    "border": "#E3E8EF",
    "border2": "#CBD5E1",
    "line": "#EEF2F6",
    "field": "#7F8CA2",
    "text": "#0F172A",
    "text2": "#475569",
    "muted": "#586377",
    "disabled": "#94A0B4",
    "primary": "#2457D6",
    "primary_hover": "#1D49B8",
    "primary_pressed": "#173C99",
    "primary_soft": "#EAF0FF",
    "on_primary": "#FFFFFF",
    "side": "#14213D",
    "side_text": "#C3CEE3",
    "side_muted": "#8593B0",
    "side_active": "#2457D6",
    "side_hover": "#1E2E52",
    "on_side": "#FFFFFF",
    "selection": "#E6EEFF",
    "selection_text": "#0F172A",
    "hover": "#F5F8FF",
    "ring": "#9DB8FF",
    "danger": "#B42318",
    "danger_soft": "#FEE4E2",
    "ok": "#067647",
    "ok_soft": "#DCFAE6",
    "warn": "#93540A",
    "warn_soft": "#FEF0C7",
    "mark": "#FDEFB8",
    "toast": "#1E293B",
    "toast_text": "#FFFFFF",
    "toast_link": "#9DC1FF",
    "toast_ok": "#7BE0A8",
    "toast_warn": "#FACC7A",
    "shade": "#0F172A",
}

DARK: Mapping[str, str] = {
    "page": "#0E1420",
    "surface": "#161E2E",
    "surface2": "#1B2538",
    "border": "#2A364C",
    "border2": "#3B4A66",
    "line": "#222D42",
    "field": "#5F7092",
    "text": "#E6ECF5",
    "text2": "#B4C0D3",
    "muted": "#9AAAC3",
    "disabled": "#64748F",
    "primary": "#5B8CFF",
    "primary_hover": "#79A2FF",
    "primary_pressed": "#4F82FA",
    "primary_soft": "#172643",
    "on_primary": "#08122B",
    "side": "#0A101B",
    "side_text": "#B4C0D3",
    "side_muted": "#8190AB",
    "side_active": "#2457D6",
    "side_hover": "#172033",
    "on_side": "#FFFFFF",
    "selection": "#203560",
    "selection_text": "#F1F5FB",
    "hover": "#1B2740",
    "ring": "#3E66C4",
    "danger": "#FF8A80",
    "danger_soft": "#4A1D1B",
    "ok": "#5FD39A",
    "ok_soft": "#11392A",
    "warn": "#F5C26B",
    "warn_soft": "#43310E",
    "mark": "#5A4710",
    "toast": "#2A364C",
    "toast_text": "#FFFFFF",
    "toast_link": "#A9C8FF",
    "toast_ok": "#7BE0A8",
    "toast_warn": "#FACC7A",
    "shade": "#000000",
}


class Tone(NamedTuple):
    """Text and background of a pill or banner."""

    text: str
    background: str


class TonePair(NamedTuple):
    """The same tone in the light and in the dark theme."""

    light: Tone
    dark: Tone


_GREY = TonePair(Tone("#344054", "#EEF1F5"), Tone("#C6D0E0", "#2A3447"))
_FADED = TonePair(Tone("#475569", "#F1F5F9"), Tone("#9DAAC0", "#222C3E"))
_BLUE = TonePair(Tone("#1D49B8", "#E3ECFF"), Tone("#9DBBFF", "#1C2C52"))
_AMBER = TonePair(Tone("#93540A", "#FEF0C7"), Tone("#F5C26B", "#43310E"))
_PURPLE = TonePair(Tone("#6927DA", "#F0E9FE"), Tone("#C4A7FF", "#35225C"))
_TEAL = TonePair(Tone("#0E6574", "#D5F5F6"), Tone("#7FE0E8", "#123B42"))
_GREEN = TonePair(Tone("#067647", "#DCFAE6"), Tone("#5FD39A", "#11392A"))
_RED = TonePair(Tone("#B42318", "#FEE4E2"), Tone("#FF8A80", "#4A1D1B"))

TONES: Mapping[str, TonePair] = {
    # plain meanings
    "neutral": _GREY,
    "faded": _FADED,
    "info": _BLUE,
    "ok": _GREEN,
    "warn": _AMBER,
    "danger": _RED,
    "violet": _PURPLE,
    "teal": _TEAL,
    # states of an order, in the order of work
    "received": _GREY,
    "diagnosing": _BLUE,
    "approval": _AMBER,
    "parts": _PURPLE,
    "repair": _TEAL,
    "ready": _GREEN,
    "delivered": _FADED,
    "cancelled": _RED,
    # answers about warranty
    "covered": _GREEN,
    "doubtful": _AMBER,
    "refused": _RED,
    "unknown": _GREY,
    # states of a warranty card
    "raw": _GREY,
    "active": _GREEN,
    "expiring": _AMBER,
    "expired": _FADED,
    "void": _RED,
    "replaced": _PURPLE,
}


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio from 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)
