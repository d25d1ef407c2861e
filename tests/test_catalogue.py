"""The tool that collects and checks sentences."""

import gettext
import io
import json

import pytest
from babel.messages.catalog import Message as Entry

from tools import catalogue

SAMPLE = """
TITLE = N_("Title")
def show(words, self, n, code):
    words("Save")
    self.words("Save it")
    self.context.words("Card {number} saved.", number=code(n))
    words.plural("{count} day", "{count} days", n)
    Message("One sentence " "in two pieces")
    Message("Outer {inner}", inner=Message("Inner"))
    Message(
        "{count} part left",
        "{count} parts left",
        count=n,
    )
    Message("{count} item", many="{count} items", count=n)
    words("On" if n else "Off")
    words(TITLE)
    words.say(show)
    words(f"never {n}")
    print("not a sentence")
    "text".replace("not", "this")
"""


def test_every_way_of_marking_is_found():
    found = [(sentence.one, sentence.many) for sentence in catalogue.sentences_in(SAMPLE)]

    assert found == [
        ("Title", ""),
        ("Save", ""),
        ("Save it", ""),
        ("Card {number} saved.", ""),
        ("{count} day", "{count} days"),
        ("One sentence in two pieces", ""),
        ("Outer {inner}", ""),
        ("Inner", ""),
        ("{count} part left", "{count} parts left"),
        ("{count} item", "{count} items"),
        ("On", ""),
        ("Off", ""),
    ]


@pytest.fixture
def template(tmp_path):
    package = tmp_path / "package"
    package.mkdir()
    (package / "b.py").write_text('words("Save")\nwords.plural("{count} day", "{count} days", 2)\n', encoding="utf-8")
    (package / "a.py").write_text('words("Save")\nwords("Close")\n', encoding="utf-8")
    return catalogue.extract(package)


def test_template_has_places_but_no_lines_dates_or_folders(template, tmp_path):
    text = catalogue.po_text(template)

    assert "#: package/a.py package/b.py\nmsgid" in text
    assert str(tmp_path) not in text
    assert "Date" not in text
    assert text.index("Close") < text.index("Save")


def test_merge_keeps_persian_and_drops_what_is_gone(template):
    old = catalogue.DeskCatalog("fa")
    old.add("Save", "ذخیره")
    old.add("Gone", "رفته")

    merged = catalogue.merge(template, old)

    assert merged.get("Save").string == "ذخیره"
    assert merged.get("Gone") is None
    assert catalogue.missing(merged) == {"Close": "", "{count} day": ["", ""]}


def test_fill_takes_only_empty_entries_and_names_strangers(template):
    persian = catalogue.merge(template, catalogue.DeskCatalog("fa"))
    catalogue.fill(persian, {"Save": "ذخیره"})

    unknown = catalogue.fill(
        persian, {"Save": "دیگر", "{count} day": ["{count} روز", "{count} روز"], "Nowhere": "هیچ‌جا"}
    )

    assert unknown == ["Nowhere"]
    assert persian.get("Save").string == "ذخیره"
    assert catalogue.missing(persian) == {"Close": ""}


def test_committed_form_reads_back_and_compiles(template, tmp_path):
    persian = catalogue.merge(template, catalogue.DeskCatalog("fa"))
    catalogue.fill(persian, {"Close": "بستن", "Save": "ذخیره", "{count} day": ["یک روز", "{count} روز"]})
    path = tmp_path / "fa.po"
    path.write_text(catalogue.po_text(persian), encoding="utf-8", newline="\n")

    again = catalogue.read(path)

    assert catalogue.po_text(catalogue.merge(template, again)) == path.read_text(encoding="utf-8")
    compiled = gettext.GNUTranslations(io.BytesIO(catalogue.mo_bytes(catalogue.merge(template, again))))
    assert compiled.gettext("Save") == "ذخیره"
    assert [compiled.ngettext("{count} day", "{count} days", n) for n in (1, 2)] == ["یک روز", "{count} روز"]


@pytest.mark.parametrize(
    ("english", "persian", "fault"),
    [
        ("Save", "ذخيره", "Arabic"),
        ("Part", "كالا", "Arabic"),
        ("7 days", "7 روز", "Latin digits 7"),
        ("7 days", "٧ روز", "Arabic"),
        ("Sure?", "مطمئنید?", "Latin punctuation"),
        ("{day}", "روز", "blanks"),
        ("{day}", "{دی}", "blanks"),
        ("{day}", "{day", "braces"),
        ("Save ", "ذخیره", "spaces"),
        ("Save", "", "no Persian"),
    ],
)
def test_a_faulty_entry_is_named(english, persian, fault):
    assert any(fault in found for found in catalogue.faults_of(Entry(english, persian)))


@pytest.mark.parametrize(
    ("english", "persian"),
    [
        ("A4 paper", "کاغذ A4"),
        ("80 mm roll", "رول 80 mm"),
        ("Press F3 or Ctrl+1", "کلید F3 یا Ctrl+1 را بزنید"),
        ("{count} days of {total}", "{count} روز از {total}"),
        ("7 days", "۷ روز"),
    ],
)
def test_codes_blanks_and_persian_digits_are_welcome(english, persian):
    assert list(catalogue.faults_of(Entry(english, persian))) == []


def test_fuzzy_is_a_fault():
    assert "fuzzy" in catalogue.faults_of(Entry("Save", "ذخیره", flags=["fuzzy"]))


def test_a_stale_template_and_catalogue_are_reported(template, tmp_path):
    pot, po = tmp_path / "all.pot", tmp_path / "fa.po"
    pot.write_text(catalogue.po_text(template), encoding="utf-8", newline="\n")
    po.write_text(catalogue.po_text(catalogue.DeskCatalog("fa")), encoding="utf-8", newline="\n")
    package = tmp_path / "package"

    lines = catalogue.problems(pot, po, package)
    assert "'Save': not in fa.po" in lines
    assert not any("all.pot" in line for line in lines)

    (package / "a.py").write_text('words("Other")\n', encoding="utf-8")
    assert any("all.pot" in line for line in catalogue.problems(pot, po, package))


def test_missing_prints_what_update_reads(capsys):
    assert catalogue.main(["missing"]) == 0
    assert isinstance(json.loads(capsys.readouterr().out), dict)
