"""Small on purpose: a file or function that grows past these lines is two things."""

import ast
import statistics

import pytest

from tests.source import modules

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
MEDIAN_FUNCTION = 12
GENERATED = {"aftersales_desktop/printing/bidi_tables.py"}
"""Tables written by a program, by their path."""


def functions() -> list[tuple[str, int]]:
    """Place and length of every function of the package."""
    return [
        (f"{module.name}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1)
        for module in modules()
        for node in module.each(ast.FunctionDef, ast.AsyncFunctionDef)
    ]


@pytest.mark.parametrize("folder", ["aftersales_desktop", "tools"])
def test_modules_are_short(folder):
    lengths = {module.name: len(module.lines) for module in modules(folder) if module.name not in GENERATED}
    assert not {name: length for name, length in lengths.items() if length > LONGEST_MODULE}


def test_functions_are_short():
    assert not {place: length for place, length in functions() if length > LONGEST_FUNCTION}


def test_the_usual_function_fits_on_a_card():
    assert statistics.median(length for _, length in functions()) <= MEDIAN_FUNCTION


def test_generated_tables_are_still_there():
    assert not GENERATED - {module.name for module in modules()}
