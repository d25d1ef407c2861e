"""Papers of the window: rendered beside it, printed or shown, and never able to undo what was saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.files import replace_file
from aftersales_desktop.i18n import Message, OwnNumber, Words
from aftersales_desktop.services import papers, prints
from aftersales_desktop.services.papers import PrintableRecord
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.warranty_changes import CARD_DOCUMENT, note_duplicate
from aftersales_desktop.services.work import Desk
from aftersales_desktop.ui.background import Job
from aftersales_desktop.ui.notifier import Notifier
from aftersales_desktop.ui.paper_sizes import paper_title
from aftersales_desktop.ui.preview import Preview, PreviewChoice
from aftersales_desktop.ui.printer import PrinterProblem, print_pdf, printer_names
from aftersales_desktop.ui.widgets.kit import Kit

if TYPE_CHECKING:
    from aftersales_desktop.printing.documents import Document

_PAPER_SETTING = {
    "warranty-card": "card_paper", "intake-receipt": "receipt_paper", "device-label": "label_paper",
    "estimate": "estimate_paper", "exit-slip": "exit_paper",
}  # fmt: skip


class PaperDesk(QObject):
    """What screens ask for paper. Every attempt is noted; a paper that did not come out waits on Today."""

    def __init__(self, desk: Desk, kit: Kit, notifier: Notifier, window: QWidget, folder: Path) -> None:
        super().__init__(window)
        self._desk = desk
        self._kit = kit
        self._notifier = notifier
        self._window = window
        self._folder = folder
        self._last: tuple[str, str] | None = None
        self.send: Callable[[bytes, str, str], None] = print_pdf
        """Puts a PDF on a printer by its name; tests give their own."""

    # asked by screens -----------------------------------------------------------------------------------------

    def print_after_save(self, document: str, number: str, *, beside: Iterable[tuple[str, str]] = ()) -> None:
        """The papers of a record that was just saved, each straight to its printer.

        Without one the paper waits on Today and is shown; of those `beside` it only what has a printer comes out.
        """
        self._last = (document, number)
        printers = load_settings(self._desk).printers
        for other, its_number in beside:
            if printers.get(other):
                self.print_now(other, its_number, self._usual_choice(other, printers[other]))
        if printers.get(document):
            self.print_now(document, number, self._usual_choice(document, printers[document]))
        else:
            self._wait(document, number)
            self.show(document, number)

    def print_last_again(self) -> None:
        """F9."""
        if self._last is None:
            self._notifier.info(Message("Nothing was printed yet since the program was started."))
        else:
            self.show(*self._last)

    def show(self, document: str, number: str, *, paper: str = "") -> None:
        """Open the preview of a record's paper, in a size of its own where one is asked for."""
        self._last = (document, number)
        try:
            record = papers.printable(self._desk, document, number)
        except DeskError as error:
            self._notifier.warning(error.message)
            return
        self._open_preview(record, paper)

    def print_now(self, document: str, number: str, choice: PreviewChoice) -> None:
        """Render beside the window, then print."""
        try:
            record = papers.printable(self._desk, document, number)
        except DeskError as error:
            self._notifier.warning(error.message)
            return
        centre = papers.centre(self._desk)

        def work(_job: Job) -> bytes:
            return _rendered(record, choice, centre)

        def done(content: bytes) -> None:
            self._print(record, choice, content)

        def failed(problem: Exception) -> None:
            self._note(record, choice, choice.printer, problem=type(problem).__name__)
            raise problem

        self._kit.background.run(self, work, done, failed)

    def show_list(self, title: str, render: Callable[[Words], bytes]) -> None:
        """Open the preview of a list; `render` makes it in a language."""
        printer = load_settings(self._desk).printers.get("list", "")
        choice = PreviewChoice("A4", self._kit.words.language, printer)
        preview = self._make_preview(title, ["A4"], choice, partial(_rendered_list, render))
        preview.print_asked.connect(partial(self._print_list, preview, title))
        preview.save_asked.connect(partial(self._save, preview, title))
        preview.open()

    # how it comes out -----------------------------------------------------------------------------------------

    def _usual_choice(self, document: str, printer: str) -> PreviewChoice:
        settings = load_settings(self._desk)
        language = settings.paper_language or self._kit.words.language
        setting = _PAPER_SETTING.get(document)
        paper = getattr(settings, setting) if setting else _document(document).papers[0]
        return PreviewChoice(paper, language, printer)

    def _make_preview(
        self, title: str, papers_offered: Iterable[str], choice: PreviewChoice, render: Callable[[PreviewChoice], bytes]
    ) -> Preview:
        titles = [(paper, paper_title(paper, self._kit.words)) for paper in papers_offered]
        return Preview(
            self._kit, self._window, title, papers=titles, printers=printer_names(), choice=choice, render=render
        )

    def _open_preview(self, record: PrintableRecord, paper: str = "") -> None:
        document = _document(record.document)
        printer = load_settings(self._desk).printers.get(record.document, "")
        choice = self._usual_choice(record.document, printer)
        choice = choice._replace(paper=paper or choice.paper)
        render = partial(_rendered, record, centre=papers.centre(self._desk))
        preview = self._make_preview(self._kit.words(document.title), document.papers, choice, render)
        preview.print_asked.connect(partial(self._print_shown, preview, record))
        preview.save_asked.connect(partial(self._save_shown, preview, record))
        preview.open()

    def _print_shown(self, preview: Preview, record: PrintableRecord, choice: PreviewChoice) -> None:
        if self._allows_copy(record) and self._print(record, choice, preview.content()):
            preview.close_preview()

    def _save_shown(self, preview: Preview, record: PrintableRecord, choice: PreviewChoice) -> None:
        if not self._allows_copy(record):
            return
        path = self._save(preview, f"{record.document}-{record.number}", choice)
        if path is not None:
            self._note(record, choice, path.name)

    def _allows_copy(self, record: PrintableRecord) -> bool:
        """A second warranty card is a duplicate, and its reason is kept with the card."""
        if record.document != CARD_DOCUMENT or record.copy == 0:
            return True
        words = self._kit.words
        question = Message("Card {number} was already printed. Why a duplicate?", number=record.row.shown_number)
        reason = self._notifier.ask_text(question, words("Duplicate"), label=words("Reason"))
        if reason is None:
            return False
        try:
            note_duplicate(self._desk, record.row.id, reason)
        except DeskError as error:
            self._notifier.warning(error.message)
            return False
        return True

    def _print(self, record: PrintableRecord, choice: PreviewChoice, content: bytes) -> bool:
        if not choice.printer:
            self._notifier.warning(Message("Choose a printer first."))
            return False
        try:
            self.send(self._placed(content, choice), choice.printer, f"{record.document} {record.number}")
        except PrinterProblem as problem:
            self._note(record, choice, choice.printer, problem=self._kit.words.say(problem.message))
            self._notifier.warning(problem.message)
            return False
        self._note(record, choice, choice.printer)
        self._notifier.info(Message("{number} went to the printer.", number=OwnNumber(record.number)))
        return True

    def _placed(self, content: bytes, choice: PreviewChoice) -> bytes:
        """Moved as far as the printer of this size prints beside its place; what is shown or kept as a file is not."""
        from aftersales_desktop.printing.shifting import shifted

        return shifted(content, *load_settings(self._desk).offset_of(choice.paper))

    def _print_list(self, preview: Preview, title: str, choice: PreviewChoice) -> None:
        if not choice.printer:
            self._notifier.warning(Message("Choose a printer first."))
            return
        try:
            self.send(self._placed(preview.content(), choice), choice.printer, title)
        except PrinterProblem as problem:
            self._notifier.warning(problem.message)
            return
        preview.close_preview()
        self._notifier.info(Message("{name} went to the printer.", name=title))

    def _save(self, preview: Preview, name: str, _choice: PreviewChoice) -> Path | None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self._window, self._kit.words("Save as PDF"), str(self._usual_folder() / f"{name}.pdf"), "PDF (*.pdf)"
        )
        if not chosen:
            return None
        try:
            replace_file(Path(chosen), preview.content())
        except OSError:
            self._notifier.warning(Message("{file} cannot be written. Choose another place.", file=chosen))
            return None
        preview.close_preview()
        self._notifier.info(Message("{file} saved.", file=Path(chosen).name))
        return Path(chosen)

    def _usual_folder(self) -> Path:
        """Where papers are kept; the person's own folder when that one cannot be made."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return Path.home()
        return self._folder

    def _note(self, record: PrintableRecord, choice: PreviewChoice, target: str, problem: str = "") -> None:
        prints.log_print(
            self._desk, record.document, record.record_uuid, record.number, copy=record.copy, paper=choice.paper,
            target=target, problem=problem,
        )  # fmt: skip

    def _wait(self, document: str, number: str) -> None:
        record = papers.printable(self._desk, document, number)
        prints.log_print(
            self._desk, document, record.record_uuid, record.number, copy=record.copy, paper="", target="", later=True
        )


def _document(name: str) -> Document:
    from aftersales_desktop.printing.documents import document_named

    return document_named(name)


def _rendered(record: PrintableRecord, choice: PreviewChoice, centre: papers.Centre) -> bytes:
    from aftersales_desktop.printing.documents import PaperContext

    context = PaperContext(Words(choice.language), centre, choice.paper, record.copy, record.at)
    return _document(record.document).render(record.row, context)


def _rendered_list(render: Callable[[Words], bytes], choice: PreviewChoice) -> bytes:
    return render(Words(choice.language))
