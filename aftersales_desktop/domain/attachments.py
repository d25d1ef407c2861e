"""Photos and files on a record: what kinds there are, what they may be called, and which are opened with a click."""

from __future__ import annotations

from enum import StrEnum

from aftersales_desktop.domain import text
from aftersales_desktop.i18n import N_

MOST_BYTES = 50_000_000
MOST_AT_ONCE = 200
LONGEST_TITLE = 120
LONGEST_NAME = 200
"""Bytes of a name in UTF-8, so that every file system takes it; about a hundred Persian letters."""

NAMELESS = "file"


class FileKind(StrEnum):
    """What a file on a record is for."""

    INTAKE = "photo_intake"
    HAND_BACK = "photo_hand_back"
    PHOTO = "photo"
    EVIDENCE = "evidence"
    DOCUMENT = "document"
    OTHER = "other"


KIND_TITLES = {
    FileKind.INTAKE: N_("Intake photo"),
    FileKind.HAND_BACK: N_("Hand-back photo"),
    FileKind.PHOTO: N_("Photo"),
    FileKind.EVIDENCE: N_("Evidence"),
    FileKind.DOCUMENT: N_("Document"),
    FileKind.OTHER: N_("Something else"),
}

MADE_SMALLER = frozenset({FileKind.INTAKE, FileKind.HAND_BACK, FileKind.PHOTO})
"""A large photo is kept smaller; evidence and documents stay exactly as they were given."""

_MEDIA_TYPES = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "bmp": "image/bmp",
    "webp": "image/webp", "heic": "image/heic", "heif": "image/heif", "tif": "image/tiff", "tiff": "image/tiff",
    "pdf": "application/pdf", "zip": "application/zip", "txt": "text/plain", "csv": "text/csv", "mp4": "video/mp4",
    "mov": "video/quicktime", "3gp": "video/3gpp", "mp3": "audio/mpeg", "ogg": "audio/ogg", "m4a": "audio/mp4",
    "doc": "application/msword", "xls": "application/vnd.ms-excel",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
UNKNOWN_TYPE = "application/octet-stream"
_BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF8", "image/gif"),
    (b"%PDF-", "application/pdf"),
)  # fmt: skip

_PROGRAMS = "exe com scr pif cpl msi msix msp mst appx appxbundle application appref-ms gadget jar jnlp dll sys ocx"
_SCRIPTS = (
    "bat cmd ps1 ps1xml ps2 psc1 psd1 psm1 msh vb vbe vbs js jse mjs ws wsc wsf wsh hta sct py pyc pyw pyz pl rb php "
    "sh bash csh ksh zsh command run out bin appimage deb rpm desktop"
)
_LEADING_TO_PROGRAMS = (
    "lnk url website scf reg inf ins isp chm hlp msc settingcontent-ms library-ms search-ms theme xbap xll iso img vhd"
)
_WITH_MACROS = "docm dotm xlsm xltm xlam pptm potm ppam ppsm sldm mdb accdb ade adp"
_RUNNABLE = frozenset(f"{_PROGRAMS} {_SCRIPTS} {_LEADING_TO_PROGRAMS} {_WITH_MACROS}".split())
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('<>:"|?*\n\0', " "))
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{place}" for name in ("com", "lpt") for place in range(1, 10))}


def shown_name(given: str) -> str:
    """The name a file goes by: no folders, nothing a file system refuses or a reader is fooled by, not too long.

    Never empty; the ending stays, because it says what opens the file.
    """
    last = text.clean(given.replace("\\", "/").rpartition("/")[2]).translate(_NOT_IN_NAMES)
    last = last.rstrip(" .")
    stem, dot, ending = last.rpartition(".")
    if not dot or len(ending) > 20:
        stem, ending = last, ""
    ending = f".{ending.strip()}" if ending else ""
    stem = " ".join(stem.split()).strip(" .")
    if stem.partition(".")[0].strip().lower() in _DEVICES:
        stem = f"_{stem}"
    return _cut(stem, LONGEST_NAME - len(ending.encode())).strip(" .") + ending if stem else NAMELESS + ending


def with_ending(name: str, ending: str) -> str:
    """The same name for another kind of file: `photo.png` becomes `photo.jpg` with "jpg"."""
    return shown_name(f"{name.rpartition('.')[0] or name}.{ending}")


def media_type(name: str, content: bytes) -> str:
    """What a file is, by how it begins and then by its ending; never empty."""
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    return _MEDIA_TYPES.get(_ending(name), UNKNOWN_TYPE)


def usual_kind(media: str, photo_kind: FileKind) -> FileKind:
    """What a file is for, as long as nobody says otherwise; `photo_kind` is that of pictures."""
    return photo_kind if media.startswith("image/") else FileKind.DOCUMENT


def may_be_opened(name: str) -> bool:
    """False for whatever the system might run instead of showing it: programs, scripts, links to them."""
    return _ending(name) not in _RUNNABLE


def _ending(name: str) -> str:
    return name.rstrip(" .").rpartition(".")[2].strip().lower()


def _cut(stem: str, most: int) -> str:
    """The beginning of a stem that takes at most so many bytes, never half a letter."""
    return stem.encode()[: max(most, 1)].decode(errors="ignore")
