"""Photos and files on their way onto a record: read, made smaller and kept by a worker, then noted in one save."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from aftersales_desktop.domain.attachments import MOST_AT_ONCE, FileKind
from aftersales_desktop.domain.errors import DeskError, NotAllowed
from aftersales_desktop.i18n import Message
from aftersales_desktop.services import attachments
from aftersales_desktop.services.attachments import AttachmentRow, Holder, KeptFile
from aftersales_desktop.services.kept_files import keep_content, keep_file
from aftersales_desktop.services.photos import Pixels, photo_from
from aftersales_desktop.ui.background import Job
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.perform import perform

Offered = Path | Pixels


class Heap(NamedTuple):
    """Files and pictures for one record; `pasted` is what a picture without a name is called."""

    database: Path
    holder: Holder
    offered: tuple[Offered, ...]
    photo_kind: FileKind
    pasted: str


class Kept(NamedTuple):
    """What came of a heap of files: those that are in the store now, and why others are not."""

    holder: Holder
    files: tuple[KeptFile, ...]
    refused: tuple[Message, ...]


class FileIntake(QObject):
    """One heap after the other: what is added while an earlier one is under way waits for it."""

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._heaps: deque[Heap] = deque()
        self._under_way: list[Heap] = []
        self._job: Job | None = None

    def add(self, holder: Holder, offered: Sequence[Offered], photo_kind: FileKind) -> None:
        """Put files and pictures on a record; what cannot be taken is told, the rest is added."""
        if len(offered) > MOST_AT_ONCE:
            self._context.notifier.warning(
                Message("These are more than {most} files. Add them in several parts.", most=MOST_AT_ONCE)
            )
            return
        name = perform(self._context, partial(self._name_for_pictures, holder))
        if name is None:
            return
        heap = Heap(self._context.desk.path, holder, tuple(offered), photo_kind, f"{name}.png")
        self._heaps.append(heap)
        self._under_way.append(heap)
        if self._job is None:
            self._begin_next()

    def _name_for_pictures(self, holder: Holder) -> str:
        """The file of the record and its place, also while earlier ones are still being kept."""
        waiting = sum(len(heap.offered) for heap in self._under_way if heap.holder == holder)
        return attachments.name_for_picture(self._context.desk, holder, waiting)

    def _begin_next(self) -> None:
        if not self._heaps:
            self._job = None
            self.ended.emit()
            return
        heap = self._heaps.popleft()
        self.progressed.emit(0, len(heap.offered))
        work = partial(_keep_all, heap)
        self._job = self._context.kit.background.run(self, work, self._attach, self._failed, self._progress)

    def stop(self) -> None:
        """Add nothing of what is under way."""
        if self._job is not None:
            self._job.cancel()
        self._heaps.clear()
        self._under_way.clear()
        self._begin_next()
        self._context.notifier.info(Message("Stopped. Nothing was added."))

    def _progress(self, done: int, total: int) -> None:
        self.progressed.emit(done, total)

    def _attach(self, kept: Kept) -> None:
        self._under_way = self._under_way[1:]
        self._begin_next()
        for refusal in kept.refused[:1]:
            self._context.notifier.warning(refusal)
        if len(kept.refused) > 1:
            self._context.notifier.warning(_more_refused(len(kept.refused) - 1))
        if not kept.files:
            return
        added = perform(self._context, partial(attachments.attach, self._context.desk, kept.holder, kept.files))
        if added is not None:
            self._tell(added)

    def _tell(self, added: tuple[AttachmentRow, ...]) -> None:
        if not added:
            self._context.notifier.info(Message("This record has these files already."))
            return
        undo = partial(self._take_back, tuple(row.id for row in added))
        self._context.notifier.info(
            Message("{count} file was added.", "{count} files were added.", count=len(added)), undo=undo
        )

    def _take_back(self, attachment_ids: tuple[int, ...]) -> None:
        perform(self._context, partial(attachments.put_away, self._context.desk, *attachment_ids))

    def _failed(self, problem: Exception) -> None:
        self._under_way = self._under_way[1:]
        self._begin_next()
        if not isinstance(problem, DeskError):
            raise problem
        self._context.notifier.warning(problem.message)


def _more_refused(count: int) -> Message:
    return Message("{count} more was not added.", "{count} more were not added.", count=count)


def _keep_all(heap: Heap, job: Job) -> Kept:
    """In the worker. A full disk ends all of it; a file that cannot be taken only itself."""
    files: list[KeptFile] = []
    refused: list[Message] = []
    for done, one in enumerate(heap.offered):
        if job.cancelled():
            break
        job.report(done, len(heap.offered))
        try:
            files.append(_keep_one(heap, one))
        except NotAllowed as refusal:
            refused.append(refusal.message)
    return Kept(heap.holder, tuple(files), tuple(refused))


def _keep_one(heap: Heap, one: Offered) -> KeptFile:
    if isinstance(one, Pixels):
        return keep_content(heap.database, photo_from(one), heap.pasted, heap.photo_kind)
    return keep_file(heap.database, one, heap.photo_kind)


def offered_by(given: QMimeData | None) -> list[Offered]:
    """What was dropped or copied: files of this computer, or else a picture; empty when it is neither, or nothing."""
    if given is None:
        return []
    paths: list[Offered] = [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()]
    if paths or not given.hasImage():
        return paths
    image = QImage(given.imageData())
    return [] if image.isNull() else [_pixels(image)]


def is_offer(given: QMimeData) -> bool:
    """Whether there is something to take, asked again and again while it is dragged over the window."""
    return given.hasImage() or any(url.isLocalFile() for url in given.urls())


def _pixels(image: QImage) -> Pixels:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    width, height, stride = image.width(), image.height(), image.bytesPerLine()
    lines = bytes(image.constBits())
    if stride != 3 * width:
        lines = b"".join(lines[start : start + 3 * width] for start in range(0, height * stride, stride))
    return Pixels(width, height, lines)
