"""The nets under the tests themselves."""

import os
import subprocess
import sys

from tests.source import ROOT


def run_tests(folder, source: str | dict[str, str], *options: str, **environ: str) -> str:
    for name, text in (source if isinstance(source, dict) else {"sample": source}).items():
        (folder / f"test_{name}.py").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "-c", os.devnull,
         "--rootdir", str(folder), "-q", *options, str(folder)],
        cwd=ROOT, env={**os.environ, "AFTERSALES_NO_SKIPS": "", **environ}, capture_output=True, text=True,
        encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    return done.stdout + done.stderr


IN_TEST = "import pytest\ndef test_it():\n    pytest.skip('needs pdftotext')\n"
BY_MARK = "from tests.programs import needs\nfrom tests import programs\nprograms.PACKAGES['absent'] = 'no-package'\n"
BY_MARK += "@needs('absent')\ndef test_it(): pass\n"
WHOLE_FILE = "import pytest\npytest.skip('needs real data', allow_module_level=True)\n"


def test_a_skip_fails_only_where_nothing_may_be_skipped(tmp_path):
    skipping = {"in_test": IN_TEST, "by_mark": BY_MARK, "whole_file": WHOLE_FILE}
    assert "3 skipped" in run_tests(tmp_path, skipping)
    strict = run_tests(tmp_path, skipping, "--continue-on-collection-errors", AFTERSALES_NO_SKIPS="1")
    assert strict.count("skipped this: ") >= len(skipping)
    assert "1 failed, 2 errors" in strict
    assert all(f"test_{name}.py" in strict for name in skipping)


def test_another_system_and_expected_failures_are_no_missing_program(tmp_path):
    source = "import pytest\n"
    source += "@pytest.mark.skipif(True, reason='only on Windows')\ndef test_a(): pass\n"
    source += "@pytest.mark.xfail\ndef test_b(): assert False\n"
    assert "1 skipped, 1 xfailed" in run_tests(tmp_path, source, AFTERSALES_NO_SKIPS="1")


def test_long_runs_are_left_out_until_asked_for(tmp_path):
    source = "import pytest\n@pytest.mark.soak\ndef test_a(): pass\n@pytest.mark.conformance\ndef test_b(): pass\n"
    source += "def test_c(): pass\n"
    assert "1 passed, 2 deselected" in run_tests(tmp_path, source, AFTERSALES_NO_SKIPS="1")
    assert "2 passed, 1 deselected" in run_tests(tmp_path, source, "--soak")


def test_an_unmarked_sentence_is_found(tmp_path):
    unmarked = " ".join(["spelled", "out", "nowhere"])
    source = "from aftersales_desktop.i18n import Words\n"
    for language, sentence in [("fa", unmarked), ("en", unmarked), ("fa", "in a test")]:
        source += f"def test_{language}_{len(sentence)}():\n    Words({language!r})({sentence!r})\n"
    output = run_tests(tmp_path, source)
    assert output.count(f"N_(): [{unmarked!r}]") >= 2
    assert "3 passed, 2 errors" in output
