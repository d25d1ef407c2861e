"""The backup file: a zip whose last 64 characters are the SHA-256 of everything before them, so that any changed bit
is found.

It holds ``data.db``, the folder ``files/`` with photos and files, and ``manifest.json``; the sum is the zip's own
comment, so every zip program opens the file. Whoever reads one believes nothing before the sum was right.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.fields import moment_text, moment_value
from aftersales_desktop.models.migrate import SCHEMA_VERSION
from aftersales_desktop.services.backup_files import FILES, FilesLabel, files_are_sound, pack_files
from aftersales_desktop.services.file_store import FileStore
from aftersales_desktop.services.long_work import Watch

FORMAT = 1
DATA, MANIFEST = "data.db", "manifest.json"
SUM_LENGTH = 64
CHUNK = 1 << 20
LARGEST_MANIFEST = 1_000_000
LARGEST_RATIO, RATIO_COUNTS_FROM = 250, 10_000_000
"""Pages of a real file shrink to a twentieth; what grows far more than that was made to fill a disk."""

_BEGINS = b"PK\x03\x04"
_SHORTEST = 200


@dataclass(frozen=True)
class Figures:
    """What a file holds, in numbers that must be the same after any journey: rows of every table, sums of money
    in rial, and the last row of the audit chain."""

    schema: int
    counts: dict[str, int]
    sums: dict[str, int]
    audit_seq: int
    audit_hash: str


@dataclass(frozen=True)
class Manifest:
    """The label of a backup. `size` and `sha256` are those of the database inside; backups of older releases have no
    `files`.
    """

    program: str
    made_at: datetime
    figures: Figures
    size: int
    sha256: str
    files: FilesLabel = field(default_factory=FilesLabel)


@dataclass(frozen=True)
class Contents:
    """What goes into a backup: a checked copy of the database with its figures, and the photos and files it names."""

    copy: Path
    figures: Figures
    store: FileStore
    wanted: tuple[str, ...]


@dataclass(frozen=True)
class Packed:
    """The sum at the end of a backup, and the SHA-256 of contents that were named but not whole in the store."""

    seal: str
    lost: tuple[str, ...]


@dataclass(frozen=True)
class WholeBackup:
    """A backup file of which every byte was read and found right: its label, its bytes, the sum at its end."""

    manifest: Manifest
    size: int
    seal: str


# writing ------------------------------------------------------------------------------------------------------


def write_backup(file: BinaryIO, contents: Contents, program: str, made_at: datetime, watch: Watch) -> Packed:
    """Pack a checked copy and its files into an open, empty file. OSError, Cancelled."""
    sealed = _SealedFile(file)
    size = contents.copy.stat().st_size
    with zipfile.ZipFile(sealed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack:
        with pack.open(DATA, "w", force_zip64=True) as member:
            digest = _pour(contents.copy, member, size, watch.part(0, 500))
        pack.writestr(FILES, b"")
        label, lost = pack_files(pack, contents.store, contents.wanted, watch.part(500, 1000))
        manifest = Manifest(program, made_at, contents.figures, size, digest, label)
        pack.writestr(MANIFEST, _manifest_text(manifest))
        pack.comment = b"0" * SUM_LENGTH
    return Packed(sealed.seal(), lost)


def _pour(copy: Path, member: Any, size: int, watch: Watch) -> str:
    digest, done = hashlib.sha256(), 0
    for chunk in _chunks(copy):
        watch.step(done, size)
        digest.update(chunk)
        member.write(chunk)
        done += len(chunk)
    return digest.hexdigest()


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


class _SealedFile:
    """Writes through and sums up; the last characters wait, because only at the end is it known what they must be."""

    FLUSH_EACH = 16 << 20

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._kept = b""
        self._unflushed = 0

    def write(self, content: bytes) -> int:
        waiting = self._kept + bytes(content)
        self._kept = waiting[-SUM_LENGTH:]
        self._put(waiting[:-SUM_LENGTH])
        return len(content)

    def flush(self) -> None:
        self._file.flush()

    def seal(self) -> str:
        """Put the sum in the place of the last characters."""
        text = self._digest.hexdigest()
        self._file.write(text.encode("ascii"))
        return text

    def _put(self, content: bytes) -> None:
        """Bit by bit to the disk: one flush of everything at the end would hold back whoever saves meanwhile."""
        self._digest.update(content)
        self._file.write(content)
        self._unflushed += len(content)
        if self._unflushed > self.FLUSH_EACH:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._unflushed = 0


def _manifest_text(manifest: Manifest) -> str:
    values = {"format": FORMAT, **asdict(manifest), "made_at": moment_text(manifest.made_at)}
    return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True)


# reading ------------------------------------------------------------------------------------------------------


def read_backup(path: Path, watch: Watch) -> WholeBackup:
    """Verify every byte of a backup file.

    Raises NotAllowed with a sentence for a file that is damaged, something else, or newer; OSError, Cancelled.
    """
    size, seal = _checked_sum(path, watch)
    try:
        with zipfile.ZipFile(path) as pack:
            return WholeBackup(_checked_manifest(pack, path.name), size, seal)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise _not_ours(path.name) from error


def unpack(path: Path, manifest: Manifest, target: Path, watch: Watch) -> None:
    """Write the database of a verified backup into a new file; errors as in `read_backup`."""
    digest, done = hashlib.sha256(), 0
    with zipfile.ZipFile(path) as pack, pack.open(DATA) as member, target.open("xb") as file:
        while chunk := member.read(min(CHUNK, manifest.size + 1 - done)):
            watch.step(done, manifest.size)
            digest.update(chunk)
            file.write(chunk)
            done += len(chunk)
            if done > manifest.size:
                break
    if done != manifest.size or digest.hexdigest() != manifest.sha256:
        raise damaged(path.name)


def damaged(name: str) -> NotAllowed:
    """The refusal of a backup that is not as it was written."""
    return NotAllowed(Message("{file} is damaged and cannot be used. Choose another backup.", file=name))


def _not_ours(name: str) -> NotAllowed:
    return NotAllowed(Message("{file} is not a backup of this program. Choose another file.", file=name))


def _checked_sum(path: Path, watch: Watch) -> tuple[int, str]:
    size = path.stat().st_size
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        begins = file.read(len(_BEGINS) + 26 + len(DATA))
        file.seek(0)
        _forget_cached(file)
        while done < size - SUM_LENGTH and (chunk := file.read(min(CHUNK, size - SUM_LENGTH - done))):
            watch.step(done, size)
            digest.update(chunk)
            done += len(chunk)
        ends = file.read(SUM_LENGTH + 1)
    if size < _SHORTEST or ends != digest.hexdigest().encode("ascii"):
        raise damaged(path.name) if _begins_like_ours(begins) else _not_ours(path.name)
    return size, digest.hexdigest()


def _begins_like_ours(begins: bytes) -> bool:
    return begins.startswith(_BEGINS) and begins.endswith(DATA.encode())


def _forget_cached(file: BinaryIO) -> None:
    """What is read must come from the disk and not from memory, where the system allows that to be asked."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _checked_manifest(pack: zipfile.ZipFile, name: str) -> Manifest:
    members = pack.infolist()
    label = next((info for info in members if info.filename == MANIFEST), None)
    if label is None or label.file_size > LARGEST_MANIFEST:
        raise _not_ours(name)
    values = json.loads(pack.read(label))
    _refuse_newer(values, name)
    if [info.filename for info in (*members[:2], members[-1])] != [DATA, FILES, MANIFEST]:
        raise _not_ours(name)
    manifest = _manifest(values, name)
    data, folder = members[:2]
    if data.file_size != manifest.size or _is_bomb(data) or folder.file_size:
        raise _not_ours(name)
    if not files_are_sound(members[2:-1], manifest.files, _is_bomb):
        raise _not_ours(name)
    return manifest


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > max(RATIO_COUNTS_FROM, member.compress_size * LARGEST_RATIO)


def _refuse_newer(values: Any, name: str) -> None:
    if not isinstance(values, dict) or type(values.get("format")) is not int:
        raise _not_ours(name)
    figures = values.get("figures")
    schema = figures.get("schema") if isinstance(figures, dict) else None
    if values["format"] > FORMAT or type(schema) is int and schema > SCHEMA_VERSION:
        raise NotAllowed(
            Message(
                "{file} was made by a newer version of the program. Install the newer version to restore it.", file=name
            )
        )


def _manifest(values: dict[str, Any], name: str) -> Manifest:
    try:
        figures = Figures(**values["figures"])
        manifest = Manifest(
            values["program"], moment_value(values["made_at"]), figures, values["size"], values["sha256"],
            FilesLabel(**values.get("files", {})),
        )  # fmt: skip
        rows = (*figures.counts.items(), *figures.sums.items())
        numbers = (figures.schema, figures.audit_seq, manifest.size, *(number for _name, number in rows))
        texts = (manifest.program, figures.audit_hash, *(table for table, _number in rows))
        sound = all(type(number) is int for number in numbers) and all(isinstance(text, str) for text in texts)
        sound = sound and figures.schema >= 1 and manifest.size > 0 and manifest.made_at.tzinfo is not None
        sound = sound and re.fullmatch("[0-9a-f]{64}", manifest.sha256) is not None
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise _not_ours(name) from error
    if not sound:
        raise _not_ours(name)
    return manifest
