"""What tests of photos and files share: pictures of any size, and files put on a record."""

from __future__ import annotations

import os
from io import BytesIO

from PIL import Image

from aftersales_desktop.services import attachments
from aftersales_desktop.services.attachments import AttachmentRow, Holder
from aftersales_desktop.services.file_store import FileStore, store_beside
from aftersales_desktop.services.kept_files import keep_content
from aftersales_desktop.services.work import Desk

PDF = b"%PDF-1.4\n% a paper\n"


def picture(width: int = 60, height: int = 40, form: str = "PNG", colour: str = "navy", **options: object) -> bytes:
    """A picture as a camera might give it."""
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, form, **options)
    return out.getvalue()


def noisy_photo(width: int, height: int) -> bytes:
    """A large photo that takes as long to read as a real one."""
    small = Image.frombytes("RGB", (width // 8, height // 8), os.urandom(3 * (width // 8) * (height // 8)))
    out = BytesIO()
    small.resize((width, height)).save(out, "JPEG", quality=88)
    return out.getvalue()


def put(desk: Desk, holder: Holder, content: bytes = PDF, name: str = "فاکتور.pdf") -> AttachmentRow:
    """Put a file on a record."""
    return attachments.attach(desk, holder, [keep_content(desk.path, content, name)])[0]


def store(desk: Desk) -> FileStore:
    """Where the contents lie."""
    return store_beside(desk.path)


def kept_in(store: FileStore) -> list[str]:
    """Every content of a store, and whatever else is in its folders."""
    return sorted(path.name for path in store.folder.rglob("*") if path.is_file())
