"""What holds for every paper: it comes out in each size and language, is read back, and nothing leaves its place."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aftersales_desktop.domain.attachments import KIND_TITLES
from aftersales_desktop.domain.errors import NotAllowed, NotFound
from aftersales_desktop.i18n import Words
from aftersales_desktop.printing.documents import DOCUMENTS, document_named, paper_named
from aftersales_desktop.printing.pdf import PdfDocument
from tests.printing import samples, store_samples
from tests.printing.paper_files import HARD, LANGUAGES, PAPERS, SAMPLES, rendered, text_of
from tests.printing.paper_geometry import pages
from tests.printing.pdf_reading import FORBIDDEN, run, text_by_pdfium, written
from tests.programs import needs
from tests.source import ROOT

EXPECTED_SIZES = {
    "card": (85.6, 54), "A6": (105, 148), "A5": (210, 148), "A4": (210, 297), "50x30": (50, 30), "58x40": (58, 40),
    "100x50": (100, 50),
}  # fmt: skip
MARGIN = 1.2

all_papers = pytest.mark.parametrize(("name", "paper", "language"), PAPERS)
hard_papers = pytest.mark.parametrize(
    ("name", "paper", "row"),
    [(document.name, paper, row) for document in DOCUMENTS for paper in document.papers for row in HARD[document.name]],
)


@all_papers
def test_every_paper_is_read_back(tmp_path, name, paper, language):
    words = Words(language)
    found = text_of(tmp_path, rendered(name, paper, language))
    row = SAMPLES[name]()
    if name == "list":
        expected = [row.title, "SN-00001", row.rows[-1][3]]
    elif name == "warranty-card":
        expected = [row.owner.name, row.unit.serial, words.own_number(row.number), words.date(row.started_on)]
    elif name == "test-page":
        expected = ["upright"] if language == "en" else ["لبهٔ"]
    elif name == "cell-labels":
        expected = ["A-01", "A-20", "B-10"]
    elif name == "faulty-bag-label":
        expected = [row.number, row.part_name, row.part_code, words.date(row.on_day), words.date(row.warranty_until)]
    elif name in store_samples.SAMPLES:
        expected = [words.own_number(row.number), row.lines[0].serial, row.lines[0].part_code, row.lines[-1].part_name]
        expected += [row.given_by, words.date(row.on_day)]
    elif name in ("estimate", "exit-slip"):
        order = row.order
        expected = [order.owner.name, words.own_number(row.number), order.unit.serial]
        expected += [words.number(62_000_000), words.own_number(order.owner.subscriber_number)]
    elif name == "claim-list":
        expected = [words.own_number(row.number), row.supplier_name, row.lines[0].serial, row.lines[0].part_code]
    elif name == "loaner-slip":
        expected = [words.own_number(row.number), row.owner.name, row.loaner.serial, words.date(row.due_on)]
    elif name == "uncollected-letter":
        expected = [words.own_number(row.number), row.order.owner.name, words.date(row.letter.answer_by)]
        expected += [words.phone(call.phone) for call in row.calls]
    elif name == "disposal-minutes":
        expected = [words.own_number(row.number), row.order.owner.name, row.minutes.manager, row.minutes.witness]
        expected += [words.number(1_660_000), words.number(830_000), words.date(row.letters[2].written_on)]
        expected += [words.phone(call.phone) for call in row.calls]
    elif name == "refusal-letter":
        expected = [words.own_number(row.number), row.owner.name, row.voids[0].record.sentence, row.voids[0].evidence]
    elif name == "device-biography":
        expected = [row.unit.serial, row.unit.owner_name, row.inside[0].code, words.date(row.entries[-1].on)]
        expected += [row.files[0].file.title, words(KIND_TITLES[row.files[-1].file.kind])]
    else:
        order = row.orders[0] if name == "intake-receipt" else row
        expected = [row.owner.name, words.own_number(row.number), words.date(order.promised_on)]
        expected += [order.unit.serial] if paper != "50x30" else [order.shelf]
    assert [each for each in expected if each.strip("\u2066\u2069") not in found] == []


@all_papers
def test_every_paper_is_read_by_pdfium_without_letters_no_search_finds(tmp_path, name, paper, language):
    assert not FORBIDDEN.findall(text_by_pdfium(written(tmp_path, rendered(name, paper, language))))


@needs("pdftotext")
@all_papers
def test_every_paper_has_its_size(tmp_path, name, paper, language):
    first = pages(written(tmp_path, rendered(name, paper, language)))[0]
    width, height = EXPECTED_SIZES.get(paper, (80, first.height))
    assert (first.width, first.height) == pytest.approx((width, height), abs=0.05)
    assert 150 < first.height < 700 if paper == "roll80" else True


@needs("qpdf")
@all_papers
def test_qpdf_finds_no_fault(tmp_path, name, paper, language):
    path = written(tmp_path, rendered(name, paper, language))
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", path)


@all_papers
def test_no_character_is_missing(monkeypatch, name, paper, language):
    papers: list[PdfDocument] = []
    finished = PdfDocument.to_bytes

    def to_bytes(document: PdfDocument) -> bytes:
        papers.append(document)
        return finished(document)

    monkeypatch.setattr(PdfDocument, "to_bytes", to_bytes)
    for row in HARD[name].values():
        rendered(name, paper, language, row())
    assert len(papers) == len(HARD[name])
    assert set().union(*(document.missing for document in papers)) == set()


def test_a_missing_character_is_named_in_the_log_and_nothing_else(caplog):
    rendered("device-label", "50x30", "fa", samples.order(owner=samples.customer(name="رضا 😀")))
    assert [record.getMessage() for record in caplog.records] == ["Paper device-label: the font has no U+1F600"]


@needs("pdftotext")
@pytest.mark.parametrize("language", LANGUAGES)
@hard_papers
def test_nothing_leaves_the_paper_or_lies_on_other_words(tmp_path, name, paper, row, language):
    pdf = rendered(name, paper, language, HARD[name][row](), copy=3, centre=samples.long_centre())
    for page in pages(written(tmp_path, pdf)):
        assert page.words
        assert page.outside(MARGIN) == []
        assert page.overlaps() == []


@needs("pdftotext")
@pytest.mark.parametrize("language", LANGUAGES)
@hard_papers
def test_a_centre_with_nothing_but_a_name_looks_well(tmp_path, name, paper, row, language):
    pdf = rendered(name, paper, language, HARD[name][row](), centre=samples.bare_centre())
    for page in pages(written(tmp_path, pdf)):
        assert page.outside(MARGIN) == []
        assert page.overlaps() == []


@needs("pdftotext")
def test_the_measuring_finds_what_is_wrong(tmp_path):
    document = PdfDocument((100, 50), right_to_left=True, title="", created=samples.NOW)
    document.text(10, 10, 80, "شمارهٔ سریال")
    document.text(10, 11.5, 80, "شمارهٔ کارت")
    document.text(0, 30, 80, "Edge")
    (page,) = pages(written(tmp_path, document.to_bytes()))
    assert len(page.overlaps()) >= 1
    assert [word.text for word in page.outside(MARGIN)] == ["Edge"]


@all_papers
def test_the_same_row_gives_the_same_bytes(name, paper, language):
    assert rendered(name, paper, language) == rendered(name, paper, language)
    assert rendered(name, paper, language) != rendered(name, paper, "en" if language == "fa" else "fa")


FINGERPRINT = """
import hashlib
from tests.printing.paper_files import PAPERS, rendered
print(hashlib.sha256(b"".join(rendered(*paper) for paper in reversed(PAPERS))).hexdigest())
"""


def test_the_same_bytes_in_another_process_order_and_thread():
    expected = hashlib.sha256(b"".join(rendered(*paper) for paper in reversed(PAPERS))).hexdigest()
    done = subprocess.run(
        [sys.executable, "-c", FINGERPRINT], capture_output=True, check=True, cwd=ROOT, timeout=90,
        env={**os.environ, "PYTHONHASHSEED": "5"},
    )  # fmt: skip
    assert done.stdout.decode().strip() == expected
    with ThreadPoolExecutor(4) as pool:
        papers = list(pool.map(lambda paper: rendered(*paper), PAPERS))
    assert papers == [rendered(*paper) for paper in PAPERS]


def test_names_of_the_papers():
    names = [document.name for document in DOCUMENTS]
    assert len(names) == len(set(names))
    assert {"warranty-card", "intake-receipt", "device-label", "device-biography", "list"} <= set(names)
    assert set(store_samples.SAMPLES) <= set(names)
    for document in DOCUMENTS:
        assert document_named(document.name) is document
        assert paper_named(document, "") == document.papers[0]
        assert [paper_named(document, paper) for paper in document.papers] == list(document.papers)
    assert paper_named(document_named("warranty-card"), "a6") == "A6"


def test_an_unknown_paper_is_said_so():
    with pytest.raises(NotFound) as caught:
        document_named("bill")
    assert "bill" in Words("en").say(caught.value.message)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_an_unknown_size_is_refused_with_the_sizes_there_are(document):
    with pytest.raises(NotAllowed) as caught:
        paper_named(document, "A3")
    sentence = Words("en").say(caught.value.message)
    assert all(paper in sentence for paper in document.papers)


def test_files_are_small():
    sizes = {paper: len(rendered(*paper, centre=samples.bare_centre())) for paper in PAPERS}
    assert {paper: size for paper, size in sizes.items() if size > 60_000} == {}


def test_papers_are_drawn_in_one_template(tmp_path: Path):
    """The English receipt is the Persian one in a mirror: its number stands at the other side."""
    middles = []
    for language in LANGUAGES:
        page = pages(written(tmp_path, rendered("device-label", "58x40", language)))[0]
        shelf = next(word for word in page.words if word.text == "B-07")
        middles.append((shelf.left + shelf.right) / 2)
    assert sum(middles) == pytest.approx(58, abs=1)


@needs("pdftotext")
@pytest.mark.parametrize("paper", ["A5", "roll80"])
def test_the_points_of_the_check_stand_one_below_the_other(tmp_path, paper):
    page = pages(written(tmp_path, rendered("exit-slip", paper, "fa")))[0]
    tops = {word.text: word.top for word in page.words}
    assert tops["روشن"] < tops["صدا"], "each point has a line of its own"
    signed = [word for word in page.words if "امینی" in word.text]
    assert signed and signed[0].top > tops["روشن"], "whoever checked it signs beside the points or below"
