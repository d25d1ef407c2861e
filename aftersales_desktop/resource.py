"""Where fonts, icons, styles and words lie: in a checkout, a wheel or a frozen program."""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_path(relative: str) -> Path:
    """Path of a packed file, such as ``fonts/Vazirmatn-Regular.ttf``; FileNotFoundError if it is not there."""
    for root in _roots():
        path = root / relative
        if path.exists():
            return path
    raise FileNotFoundError(relative)


def _roots() -> tuple[Path, ...]:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return (Path(frozen) / "resources",)
    return (_PACKAGE / "resources", _PACKAGE.parent / "resources")
