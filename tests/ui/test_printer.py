"""From a PDF to a printer: exact sizes, whole dots, codes that can be read, and a printer that refuses."""

from __future__ import annotations

import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from reportlab.lib.units import inch, mm
from reportlab.pdfgen.canvas import Canvas

from aftersales_desktop.services import prints
from aftersales_desktop.ui import printer as printing
from aftersales_desktop.ui.paper_desk import PaperDesk
from aftersales_desktop.ui.preview import PreviewChoice
from aftersales_desktop.ui.printer import PrinterProblem, print_on, print_pdf, rendered_pages
from tests.programs import needs
from tests.ui.small_file import fill_small

SIZES = {"A5 across": (210, 148), "roll": (80, 187.3), "label": (50, 30), "card": (85.6, 54), "A4": (210, 297)}
DOTS = 203


def pdf_of(path: Path, *sizes: tuple[float, float]) -> bytes:
    canvas = Canvas(str(path))
    for width, height in sizes:
        canvas.setPageSize((width * mm, height * mm))
        canvas.rect(2 * mm, 2 * mm, 10 * mm, 5 * mm, fill=1)
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


def pdf_printer(path: Path, resolution: int = DOTS) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(resolution)
    return printer


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """Pages of a PDF in millimetres."""
    lines = subprocess.run(
        ["pdfinfo", "-l", "-1", path], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    found = [line.split(":")[1].split() for line in lines if line.startswith("Page ") and "size" in line]
    return [(float(words[0]) / 72 * 25.4, float(words[2]) / 72 * 25.4) for words in found]


@needs("pdfinfo")
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_pages_come_out_at_their_own_size(qapp, tmp_path, size):
    out = tmp_path / "out.pdf"
    print_on(pdf_of(tmp_path / "in.pdf", size), pdf_printer(out))
    assert page_sizes(out) == [pytest.approx(size, abs=0.3)]


@needs("pdfinfo")
def test_every_page_of_several_has_its_own_size(qapp, tmp_path):
    out = tmp_path / "out.pdf"
    sizes = [SIZES["label"], SIZES["A5 across"], SIZES["roll"]]
    print_on(pdf_of(tmp_path / "in.pdf", *sizes), pdf_printer(out))
    assert page_sizes(out) == [pytest.approx(size, abs=0.3) for size in sizes]


def test_bars_of_whole_dots_stay_sharp(tmp_path):
    """An 80 mm page is 639.37 dots wide; stretched to 640 the bars would be smeared over their neighbours."""
    canvas = Canvas(str(tmp_path / "bars.pdf"), pagesize=(80 * mm, 40 * mm))
    dot = inch / DOTS
    for bar in range(90):
        canvas.rect(bar * 6 * dot, 10 * dot, 3 * dot, 80 * dot, stroke=0, fill=1)
    canvas.save()
    (page,) = rendered_pages((tmp_path / "bars.pdf").read_bytes(), DOTS)
    row = page.image.height() - 40
    greys = [page.image.pixelColor(column, row).value() for column in range(540)]
    assert set(greys) == {0, 255}
    edges = [column for column, (left, right) in enumerate(pairwise(greys), start=1) if left != right]
    assert {right - left for left, right in pairwise(edges)} == {3}


@needs("pdftoppm", "zbarimg")
@pytest.mark.parametrize(
    ("document", "paper"), [("intake-receipt", "A5"), ("intake-receipt", "roll80"), ("device-label", "50x30")]
)
def test_printed_codes_can_be_read(open_counter, tmp_path, document, paper):
    counter = open_counter("fa")
    fill_small(counter.desk)
    out = tmp_path / "out.pdf"
    counter.context.papers.send = lambda content, _name, _title: print_on(content, pdf_printer(out))
    counter.context.papers.print_now(document, "any", PreviewChoice(paper, "fa", "Counter printer"))
    counter.settle()
    subprocess.run(["pdftoppm", "-r", str(DOTS), "-gray", "-singlefile", out, tmp_path / "page"], check=True)
    read = subprocess.run(["zbarimg", "-q", "--raw", tmp_path / "page.pgm"], capture_output=True, text=True)
    number = counter.desk.rows("SELECT number FROM service_order")[0][0]
    assert number.replace("-", "") in read.stdout.replace("-", "")
    assert prints.list_unprinted(counter.desk) == []


def test_a_printer_that_is_not_there_is_named(qapp):
    with pytest.raises(PrinterProblem) as refused:
        print_pdf(b"", "Printer of the shop next door", "x")
    assert refused.value.message.args["name"] == "Printer of the shop next door"


@pytest.mark.qt_log_ignore("QPainter::begin", "QPdf", "Cannot open", extend=True)
def test_a_printer_that_cannot_begin_says_so(qapp, tmp_path):
    with pytest.raises(PrinterProblem):
        print_on(pdf_of(tmp_path / "in.pdf", SIZES["label"]), pdf_printer(tmp_path / "no folder" / "out.pdf"))


def test_a_refusal_keeps_the_record_and_waits_on_today(open_counter):
    counter = open_counter("en")
    fill_small(counter.desk)
    counter.context.papers.send = print_pdf
    before = counter.desk.rows("SELECT count(*) FROM service_order")[0][0]
    counter.context.papers.print_after_save("intake-receipt", "any")
    counter.settle()
    assert counter.desk.rows("SELECT count(*) FROM service_order")[0][0] == before
    assert [row.document for row in prints.list_unprinted(counter.desk)] == ["intake-receipt"]
    assert "not connected" in counter.context.notifier.toasts.toasts[-1].text


def test_labels_without_a_printer_are_not_waited_for(open_counter):
    from aftersales_desktop.services.settings import save_settings

    counter = open_counter("en")
    fill_small(counter.desk)
    save_settings(counter.desk, printers={})
    papers: PaperDesk = counter.context.papers
    number = counter.desk.rows("SELECT number FROM reception")[0][0]
    papers.print_after_save("intake-receipt", number, beside=[("device-label", number)])
    assert [row.document for row in prints.list_unprinted(counter.desk)] == ["intake-receipt"]
    assert printing.printer_names() is not None
    counter.window.findChild(object, "preview").close_preview()
