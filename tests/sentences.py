"""Finds sentences that are shown without being marked for translation."""

from __future__ import annotations

import ast
import gettext
from functools import lru_cache
from pathlib import Path

from tools import catalogue


class SentenceWatch(gettext.NullTranslations):
    """Stands behind every catalogue and notes what the catalogue did not have."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.asked.add(msgid1)
        return super().ngettext(msgid1, msgid2, n)

    def unknown(self) -> list[str]:
        """Sentences asked for that neither the package marks nor a test spells out."""
        unmarked = self.asked and self.asked - _marked_sentences()
        return sorted(unmarked - _strings_of_the_tests()) if unmarked else []


@lru_cache(maxsize=1)
def _marked_sentences() -> frozenset[str]:
    return frozenset(catalogue.key_of(message) for message in catalogue.extract(catalogue.PACKAGE) if message.id)


@lru_cache(maxsize=1)
def _strings_of_the_tests() -> frozenset[str]:
    return frozenset(
        node.value
        for path in Path(__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
