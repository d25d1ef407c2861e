"""Pictures of the README, taken from the tour.

python tools/pictures.py        walks the tour in both languages and renews docs/pictures
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/pictures"
SCREENS = {
    "today-fa.png": ("fa", "today"),
    "reception-fa.png": ("fa", "intake-known"),
    "reception-en.png": ("en", "intake-known"),
    "serial-fa.png": ("fa", "serial"),
}
PAPERS = {"card.png": ("fa", "warranty-card", 300), "receipt.png": ("fa", "intake-receipt", 130)}


def main() -> int:
    """Renew every picture; gives the exit status."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for language in ("fa", "en"):
            command = [
                sys.executable,
                "-m",
                "aftersales_desktop",
                "tour",
                f"{folder}/{language}",
                "--language",
                language,
            ]
            subprocess.run(command, check=True)
        for name, (language, screen) in SCREENS.items():
            shutil.copyfile(f"{folder}/{language}/screens/{screen}.png", PICTURES / name)
        for name, (language, paper, dots) in PAPERS.items():
            page = pypdfium2.PdfDocument(f"{folder}/{language}/papers/{paper}.pdf")[0]
            page.render(scale=dots / 72).to_pil().save(PICTURES / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
