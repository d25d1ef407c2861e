"""What a stranger gets from `pip install`, and what the interpreter underneath must not do."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile

import pytest
from PySide6.QtWidgets import QLineEdit

from aftersales_desktop import __version__
from tests.source import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        yield archive


@pytest.mark.parametrize(
    "name",
    [
        "resources/fonts/Vazirmatn-Regular.ttf",
        "resources/fonts/Vazirmatn-Bold.ttf",
        "resources/fonts/OFL.txt",
        "resources/icons/LICENSE",
        "resources/icons/search.svg",
        "resources/styles/style.qss",
        "resources/locale/fa/LC_MESSAGES/aftersales.mo",
        "__main__.py",
        "app.py",
        "cli.py",
    ],
)
def test_the_wheel_holds(wheel, name):
    assert f"aftersales_desktop/{name}" in wheel.namelist()


def test_every_resource_is_in_the_wheel(wheel):
    resources = {
        f"aftersales_desktop/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "resources").rglob("*.*")
    }
    assert {name for name in resources if "__pycache__" not in name} <= set(wheel.namelist())


def test_the_wheel_names_its_command_and_licences(wheel):
    folder = f"aftersales_desktop-{__version__}.dist-info"
    entry_points = wheel.read(f"{folder}/entry_points.txt").decode()
    assert "aftersales-desktop = aftersales_desktop.__main__:main" in entry_points
    metadata = wheel.read(f"{folder}/METADATA").decode("utf-8")
    assert "License-Expression: MIT AND OFL-1.1" in metadata
    for licence in PROJECT["license-files"]:
        assert f"{folder}/licenses/{licence}" in wheel.namelist()


def test_the_wheel_holds_nothing_else(wheel):
    folders = {name.split("/", 1)[0] for name in wheel.namelist()}
    assert folders == {"aftersales_desktop", f"aftersales_desktop-{__version__}.dist-info"}
    assert not [name for name in wheel.namelist() if "test" in name.rsplit("/", 1)[-1]]


def test_the_unpacked_wheel_runs_without_the_checkout(wheel, tmp_path):
    wheel.extractall(tmp_path)
    script = "import aftersales_desktop.i18n as i, aftersales_desktop.resource as r; i.Words('fa')\n"
    script += "print(r.__file__, r.resource_path('fonts/Vazirmatn-Regular.ttf'), sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert [line.startswith(str(tmp_path)) for line in done.stdout.splitlines()] == [True, True]


def test_one_version_everywhere():
    assert PROJECT["version"] == __version__
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_tested_versions_have_names_and_versions_only():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines if line and not line.startswith("#")}
    assert not [line for line in lines if line and not line.startswith("#") and ("==" not in line or "/" in line)]
    extras = sum(PROJECT["optional-dependencies"].values(), [])
    wanted = {name.split(">")[0].split("<")[0].strip().lower() for name in PROJECT["dependencies"] + extras}
    assert wanted <= pinned


def test_every_dependency_has_its_licence_written_down():
    page = (ROOT / "docs/decisions/0006-dependencies-and-licences.md").read_text(encoding="utf-8")
    names = [re.split("[<>=]", dependency)[0] for dependency in PROJECT["dependencies"]]
    assert not [name for name in names if not re.search(rf"^\| {re.escape(name)}\b.*\|.*\|.+\|$", page, re.MULTILINE)]


def test_qt_calls_do_not_use_up_none(qapp):
    """Some builds of PySide6 lose a reference to None with every call that returns nothing, until Python aborts."""
    field = QLineEdit()
    before = sys.getrefcount(None)
    for _ in range(1000):
        field.setText("x")
    assert sys.getrefcount(None) > before - 500
