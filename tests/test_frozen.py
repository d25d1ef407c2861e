"""The recipe of the frozen program: what goes in, what stays out, and that it runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.source import ROOT

RECIPE = ROOT / "build_installer.spec"
FOUND = {
    "binaries": [
        *("libpython3.11.so.1.0", "PySide6/Qt/plugins/platforms/libqxcb.so", "PySide6/Qt/lib/libQt6Widgets.so.6"),
        *("PySide6/Qt/plugins/imageformats/libqsvg.so", "pypdfium2_raw/libpdfium.so", "uharfbuzz/_harfbuzz.abi3.so"),
        *("PySide6/opengl32sw.dll", "PySide6/Qt/plugins/sqldrivers/libqsqlite.so", "icuuc.dll", "python311.dll"),
        *("PySide6\\plugins\\tls\\qschannelbackend.dll", "PySide6\\plugins\\platforms\\qwindows.dll"),
        *("PySide6/Qt/plugins/platformthemes/libqgtk3.so", "PySide6/Qt/plugins/imageformats/libqwebp.so"),
    ],
    "datas": [
        *("resources/fonts/Vazirmatn-Regular.ttf", "resources/locale/fa/LC_MESSAGES/aftersales.mo"),
        *("resources/locale/fa/LC_MESSAGES/aftersales.po", "resources/locale/aftersales.pot"),
        *("PySide6/Qt/translations/qtbase_fa.qm", "PySide6/Qt/translations/qtbase_de.qm", "certifi/x.pem"),
    ],
}
DROPPED = {
    *("PySide6/opengl32sw.dll", "PySide6/Qt/plugins/sqldrivers/libqsqlite.so", "icuuc.dll"),
    *("PySide6\\plugins\\tls\\qschannelbackend.dll", "PySide6/Qt/plugins/platformthemes/libqgtk3.so"),
    *("PySide6/Qt/plugins/imageformats/libqwebp.so", "resources/locale/fa/LC_MESSAGES/aftersales.po"),
    *("resources/locale/aftersales.pot", "PySide6/Qt/translations/qtbase_de.qm"),
}


def followed(platform: str, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], set[str], dict]:
    """Names of the programs and files that come of the recipe, and what was asked to be looked through."""
    asked: dict[str, object] = {}
    collected: list[object] = []

    def analysis(scripts: list[str], **options: object) -> SimpleNamespace:
        asked.update(options, scripts=scripts)
        kinds = {kind: [(name, name, kind) for name in names] for kind, names in FOUND.items()}
        return SimpleNamespace(**kinds, pure=[], scripts=scripts)

    monkeypatch.setattr(sys, "platform", platform)
    words = {
        "SPECPATH": str(ROOT), "Analysis": analysis, "PYZ": lambda pure: pure,
        "EXE": lambda *_parts, name, **_options: name, "COLLECT": lambda *parts, **_options: collected.extend(parts),
    }  # fmt: skip
    exec(compile(RECIPE.read_text(encoding="utf-8"), str(RECIPE), "exec"), words)
    programs = [part for part in collected if isinstance(part, str)]
    files = {entry[0] for part in collected if isinstance(part, list) for entry in part}
    return programs, files, asked


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_everything_found_goes_in_but_what_nobody_uses(platform, monkeypatch):
    programs, files, asked = followed(platform, monkeypatch)
    assert files == {name for names in FOUND.values() for name in names} - DROPPED
    assert programs == ["aftersales-desktop", "aftersales-desktop-console"][: 2 if platform == "win32" else 1]
    assert all(Path(script).is_file() for script in asked["scripts"])
    assert [(Path(source).name, target) for source, target in asked["datas"]] == [("resources", "resources")]


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.skipif(shutil.which("pyinstaller") is None, reason="needs pyinstaller: pip install '.[build]'")
def test_the_frozen_program_walks_through_every_screen(tmp_path):
    build = ["pyinstaller", "--noconfirm", "--distpath", "dist", "--workpath", "work", str(RECIPE)]
    subprocess.run(build, cwd=tmp_path, check=True, capture_output=True)
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON") and name != "DISPLAY"}
    program = tmp_path / "dist" / "aftersales-desktop" / "aftersales-desktop"
    for language in ("fa", "en"):
        done = subprocess.run(
            [program, "tour", language, "--language", language], cwd=tmp_path, env=bare, capture_output=True, text=True,
            encoding="utf-8", check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        assert (tmp_path / language / "month.xlsx").is_file()
