"""Programs from apt and real data that some tests want; where they are missing the test skips with a reason."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

PACKAGES = {
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "pdffonts": "poppler-utils",
    "pdfimages": "poppler-utils",
    "zbarimg": "zbar-tools",
    "qpdf": "qpdf",
    "Xvfb": "xvfb",
    "xvfb-run": "xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "setxkbmap": "x11-xkb-utils",
    "xkbcomp": "x11-xkb-utils",
    "soffice": "libreoffice-calc",
    "strace": "strace",
}
UNICODE_DATA = Path("/usr/share/unicode")

only_on_posix = pytest.mark.skipif(os.name == "nt", reason="only on a POSIX system")
"""For what Windows has in another form: permissions, links without privileges, signals."""


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skip the test where one of the programs is not installed: ``@needs("pdftotext")``."""
    missing = [program for program in programs if shutil.which(program) is None]
    packages = " ".join(sorted({PACKAGES[program] for program in missing}))
    return pytest.mark.skipif(bool(missing), reason=f"needs {', '.join(missing)}: apt-get install {packages}")


def needs_unicode_data() -> pytest.MarkDecorator:
    """Skip the test where the Unicode tables of Debian are not installed."""
    return pytest.mark.skipif(not UNICODE_DATA.is_dir(), reason=f"needs {UNICODE_DATA}: apt-get install unicode-data")


def needs_real_data() -> pytest.MarkDecorator:
    """Skip the test where no real data is at hand."""
    return pytest.mark.skipif(
        not os.environ.get("AFTERSALES_REAL_DATA"), reason="needs real data: set AFTERSALES_REAL_DATA to its folder"
    )


def real_data(*parts: str) -> Path:
    """A file of the real data, such as ``real_data("open-repair", "fixit-clinic-202507.csv")``."""
    return Path(os.environ["AFTERSALES_REAL_DATA"]).joinpath(*parts)
