"""The one catalogue of words: collect the English sentences, merge and check the Persian ones.

python tools/catalogue.py update                    after sentences changed
python tools/catalogue.py missing > new.json        what has no Persian yet, ready to be filled in
python tools/catalogue.py update --from new.json    fill empty entries from such a file
python tools/catalogue.py check                     what CI asks; ends with 1 when something is wrong
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import re
import string
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "aftersales_desktop"
TEMPLATE = ROOT / "resources/locale/aftersales.pot"
PERSIAN = ROOT / "resources/locale/fa/LC_MESSAGES/aftersales.po"

_WITH_PLURAL = {"Message", "plural"}
_MARKS = {"words", "_words", "N_"} | _WITH_PLURAL
_ARABIC_LETTERS = re.compile("[يىكةۀ٠-٩]")
_LATIN_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_./+-]*|\d+(?:[×x]\d+)? ?(?:mm|MB|dpi)\b")
_LATIN_PUNCTUATION = re.compile(r"[?;,]")
Translation = str | list[str]


@dataclass(frozen=True)
class Sentence:
    """One marked sentence of the source; `many` only where it depends on a number."""

    one: str
    many: str = ""


class DeskCatalog(Catalog):
    """A catalogue whose header never changes: no dates, no addresses, no version of the tool."""

    def __init__(self, language: str = "") -> None:
        super().__init__(locale=language or None, header_comment="# Words of Aftersales Desktop.", fuzzy=False)
        # Babel knows one form for Persian; a sentence of ours may say "one" in words.
        self._num_plurals, self._plural_expr = 2, "(n > 1)"

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The least that gettext needs to read the file."""
        plural = [("Language", "fa"), ("Plural-Forms", "nplurals=2; plural=(n > 1);")] if self.locale else []
        return [
            *plural,
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def key_of(message: Message) -> str:
    """The English sentence, in the singular where there are two."""
    return message.id[0] if message.pluralizable else message.id


def sentences_in(source: str) -> Iterator[Sentence]:
    """The marked sentences of one module, in the order of the file."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = called_name(call)
        if name in _MARKS:
            ones = _literals(call.args[0])
            manys = _literals(_many_of(call)) if name in _WITH_PLURAL else []
            yield from map(Sentence, ones, manys or [""] * len(ones))


def _many_of(call: ast.Call) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "many"]
    return next(iter([*call.args[1:2], *named]), None)


def called_name(call: ast.Call) -> str:
    """`plural` for self.words.plural(...); empty when the called thing has no name."""
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def _literals(node: ast.expr | None) -> list[str]:
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value else []


def extract(package: Path) -> DeskCatalog:
    """Every marked sentence below `package`, with the files that hold it."""
    template = DeskCatalog()
    for path in sorted(package.rglob("*.py")):
        place = path.relative_to(package.parent).as_posix()
        for sentence in sentences_in(path.read_text(encoding="utf-8")):
            template.add((sentence.one, sentence.many) if sentence.many else sentence.one, locations=[(place, 0)])
    return template


def read(path: Path) -> Catalog:
    """The catalogue of a .po or .pot file; an empty one when there is no such file."""
    if not path.exists():
        return DeskCatalog("fa")
    with path.open("rb") as file:
        return read_po(file, locale="fa", ignore_obsolete=True)


def merge(template: Catalog, translated: Catalog) -> DeskCatalog:
    """The sentences of `template` with the Persian they had, and nothing for those that are new."""
    merged = DeskCatalog("fa")
    for message in _entries(template):
        old = translated.get(key_of(message))
        kept = old.string if old is not None and old.pluralizable == message.pluralizable else None
        merged.add(message.id, kept or _empty(message), locations=message.locations)
    return merged


def fill(catalogue: Catalog, translations: dict[str, Translation]) -> list[str]:
    """Put Persian into empty entries; what has Persian already stays. Returns the sentences nobody asks for."""
    unknown = []
    for sentence, persian in translations.items():
        message = catalogue.get(sentence)
        if message is None:
            unknown.append(sentence)
        elif not _is_translated(message):
            message.string = tuple(persian) if isinstance(persian, list) else persian
    return unknown


def missing(catalogue: Catalog) -> dict[str, Translation]:
    """Entries without Persian, in the form that `fill` takes."""
    return {
        key_of(message): ["", ""] if message.pluralizable else ""
        for message in _entries(catalogue)
        if not _is_translated(message)
    }


def _entries(catalogue: Catalog) -> list[Message]:
    return sorted((message for message in catalogue if message.id), key=key_of)


def _empty(message: Message) -> str | tuple[str, str]:
    return ("", "") if message.pluralizable else ""


def _is_translated(message: Message) -> bool:
    return all(_persian_forms(message))


def _persian_forms(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if message.pluralizable else (message.string,)


def po_text(catalogue: Catalog) -> str:
    """The file as it is committed: sorted, unwrapped, without line numbers that would change with every edit."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=0, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return buffer.getvalue().decode("utf-8")


def mo_bytes(catalogue: Catalog) -> bytes:
    """The compiled catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def problems(template: Path = TEMPLATE, persian: Path = PERSIAN, package: Path = PACKAGE) -> list[str]:
    """Everything that keeps the catalogue from being shipped, one line each."""
    found = extract(package)
    translated = read(persian)
    lines = _stale(template, persian, found, translated)
    for message in _entries(translated):
        lines.extend(f"{key_of(message)!r}: {fault}" for fault in faults_of(message))
    return lines


def _stale(template: Path, persian: Path, found: Catalog, translated: Catalog) -> list[str]:
    lines = []
    if not template.exists() or template.read_text(encoding="utf-8") != po_text(found):
        lines.append(f"{template.name} is not what the source holds: run python tools/catalogue.py update")
    new = {key_of(message) for message in _entries(found)}
    old = {key_of(message) for message in _entries(translated)}
    lines += [f"{sentence!r}: not in {persian.name}" for sentence in sorted(new - old)]
    lines += [f"{sentence!r}: in {persian.name}, but nowhere in the source" for sentence in sorted(old - new)]
    compiled = persian.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != mo_bytes(merge(translated, translated)):
        lines.append(f"{compiled.name} is older than {persian.name}: run python tools/catalogue.py update")
    return lines


def faults_of(message: Message) -> Iterator[str]:
    """What is wrong with one Persian entry."""
    if message.fuzzy:
        yield "fuzzy"
    if not _is_translated(message):
        yield "no Persian"
        return
    english = message.id if message.pluralizable else (message.id,)
    for source, persian in zip(english, _persian_forms(message), strict=True):
        try:
            yield from _faults_of_form(persian, source, english[-1])
        except ValueError as error:
            yield f"braces that do not match: {error}"


def _faults_of_form(persian: str, source: str, many: str) -> Iterator[str]:
    if placeholders(persian) not in (placeholders(source), placeholders(many)):
        yield f"the blanks {sorted(placeholders(source))} became {sorted(placeholders(persian))}"
    if (source[:1].isspace(), source[-1:].isspace()) != (persian[:1].isspace(), persian[-1:].isspace()):
        yield "spaces at an end differ"
    yield from faults_of_persian(persian)


def faults_of_persian(text: str) -> Iterator[str]:
    """What must not stand in Persian text: Arabic letters, Latin digits and punctuation."""
    if letters := _ARABIC_LETTERS.findall(text):
        yield f"Arabic {' '.join(letters)} instead of the Persian letters or digits"
    prose = _LATIN_CODE.sub(" ", "".join(literal for literal, *_ in string.Formatter().parse(text)))
    if digits := re.findall("[0-9]+", prose):
        yield f"Latin digits {' '.join(digits)}"
    if marks := _LATIN_PUNCTUATION.findall(prose):
        yield f"Latin punctuation {' '.join(marks)}"


def placeholders(text: str) -> set[str]:
    """The names of the blanks in a sentence."""
    return {name for _, name, *_ in string.Formatter().parse(text) if name is not None}


def update(sources: Iterable[Path] = ()) -> list[str]:
    """Rewrite template, Persian and compiled catalogue; returns what the given files translate in vain."""
    template = extract(PACKAGE)
    persian = merge(template, read(PERSIAN))
    unknown: list[str] = []
    for source in sources:
        unknown += fill(persian, json.loads(source.read_text(encoding="utf-8")))
    TEMPLATE.write_text(po_text(template), encoding="utf-8", newline="\n")
    PERSIAN.write_text(po_text(persian), encoding="utf-8", newline="\n")
    PERSIAN.with_suffix(".mo").write_bytes(mo_bytes(persian))
    return unknown


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["update", "missing", "check"])
    parser.add_argument("--from", dest="sources", type=Path, nargs="+", default=[], metavar="FILE.json")
    chosen = parser.parse_args(arguments)
    if chosen.command == "update":
        for sentence in update(chosen.sources):
            print(f"not in the source: {sentence!r}")
        print(f"{len(missing(read(PERSIAN)))} without Persian")
        return 0
    if chosen.command == "missing":
        json.dump(missing(merge(extract(PACKAGE), read(PERSIAN))), sys.stdout, ensure_ascii=False, indent=1)
        print()
        return 0
    lines = problems()
    print("\n".join([*lines, f"{len(lines)} problems in the catalogue" if lines else "The catalogue is complete."]))
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
