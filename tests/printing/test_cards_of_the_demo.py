"""Every card of the demo on paper, read back by other programs."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime

import pytest

from aftersales_desktop.i18n import Words
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.printing.documents import PaperContext, document_named
from aftersales_desktop.services import papers
from aftersales_desktop.services.work import close_desk, open_desk
from tests.programs import needs
from tests.templates import demo

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
USUAL_RUN = 3


@pytest.fixture(scope="module")
def filled(templates, tmp_path_factory):
    yield open_desk(templates.copy("demo", demo, tmp_path_factory.mktemp("demo")), clock=lambda: NOW)
    close_desk()


def printed_cards(desk) -> list[str]:
    """Numbers of our cards that have a device, newest first."""
    rows = desk.rows(
        "SELECT w.number FROM warranty_card w JOIN issuer i ON i.id = w.issuer_id "
        "WHERE i.is_ours = 1 AND w.unit_id IS NOT NULL AND w.archived_at IS NULL ORDER BY w.id DESC"
    )
    return [row[0] for row in rows]


def bare(text: str) -> str:
    return "".join(character for character in without_bidi_controls(text) if character.isalnum())


def read_back(desk, number: str, language: str, folder) -> None:
    """Print one card and let poppler, qpdf and zbar read it."""
    words = Words(language)
    record = papers.printable(desk, "warranty-card", number)
    card = record.row
    context = PaperContext(words, papers.centre(desk), "card", 0, NOW)
    path = folder / "card.pdf"
    path.write_bytes(document_named("warranty-card").render(card, context))
    text = bare(subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode())
    wanted = [card.owner_name, card.serial, words.own_number(card.number), *map(words.date, card.ends.values())]
    for value in wanted:
        missing = [part for part in without_bidi_controls(value).split() if bare(part) not in text]
        assert not missing, (number, missing)
    checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True)
    assert checked.returncode == 0, checked.stdout
    subprocess.run(
        ["pdftoppm", "-r", "300", "-gray", "-f", "1", "-l", "1", str(path), str(folder / "page")], check=True
    )
    page = next(folder.glob("page*.pgm"))
    codes = (
        subprocess.run(["zbarimg", "-q", "--raw", str(page)], capture_output=True, check=True).stdout.decode().split()
    )
    page.unlink()
    assert len(codes) == 2 and {bare(code) for code in codes} == {bare(card.number)}, codes


@needs("pdftotext", "qpdf", "pdftoppm", "zbarimg")
@pytest.mark.parametrize("language", ["fa", "en"])
def test_some_cards(filled, language, tmp_path):
    for number in printed_cards(filled)[:USUAL_RUN]:
        read_back(filled, number, language, tmp_path)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@needs("pdftotext", "qpdf", "pdftoppm", "zbarimg")
@pytest.mark.parametrize("language", ["fa", "en"])
def test_all_cards(filled, language, tmp_path):
    numbers = printed_cards(filled)
    for number in numbers:
        read_back(filled, number, language, tmp_path)
    print(f"{len(numbers)} cards read back in {language}")
