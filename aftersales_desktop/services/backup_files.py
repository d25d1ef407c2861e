"""Photos and files inside a backup: each a member ``files/ab/SHA-256``, so that its name says what must be in it.

The label of the backup holds how many there are, their bytes, and one sum over all names and sizes.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from aftersales_desktop.domain.attachments import MOST_BYTES
from aftersales_desktop.services.file_store import Condition, FileChangedError, FileMissingError, FileStore
from aftersales_desktop.services.long_work import Watch

FILES = "files/"
_MEMBER = re.compile("files/([0-9a-f]{2})/([0-9a-f]{64})")
_PACKED = (b"\xff\xd8\xff", b"\x89PNG", b"%PDF-", b"PK\x03\x04", b"GIF8", b"RIFF", b"\x1f\x8b")
"""How files begin that do not shrink any more: pictures, PDFs, office files, archives."""


@dataclass(frozen=True)
class FilesLabel:
    """What a backup says about its photos and files: their number, their bytes, the sum of their names and sizes."""

    count: int = 0
    size: int = 0
    sha256: str = hashlib.sha256().hexdigest()


def label_of(sizes: Iterable[tuple[str, int]]) -> FilesLabel:
    """The label of contents, given as SHA-256 and bytes of each."""
    pairs = sorted(sizes)
    lines = "".join(f"{sha256} {size}\n" for sha256, size in pairs)
    return FilesLabel(len(pairs), sum(size for _sha256, size in pairs), hashlib.sha256(lines.encode()).hexdigest())


def pack_files(
    pack: zipfile.ZipFile, store: FileStore, wanted: Iterable[str], watch: Watch
) -> tuple[FilesLabel, tuple[str, ...]]:
    """Put the wanted contents into a backup, one in memory at a time; gives the label and those that are not whole."""
    sizes: list[tuple[str, int]] = []
    lost: list[str] = []
    wanted = sorted(wanted)
    for done, sha256 in enumerate(wanted):
        watch.step(done, len(wanted))
        try:
            content = store.read(sha256)
        except (FileMissingError, FileChangedError, OSError):
            lost.append(sha256)
            continue
        member = zipfile.ZipInfo(f"{FILES}{sha256[:2]}/{sha256}")
        member.compress_type = zipfile.ZIP_STORED if content.startswith(_PACKED) else zipfile.ZIP_DEFLATED
        pack.writestr(member, content, compresslevel=1)
        sizes.append((sha256, len(content)))
    return label_of(sizes), tuple(lost)


def files_are_sound(members: list[zipfile.ZipInfo], label: FilesLabel, is_bomb: Callable[..., bool]) -> bool:
    """Whether the members between the database and the label are exactly the contents that the label tells of."""
    names = [_MEMBER.fullmatch(member.filename) for member in members]
    if not all(found is not None and found[2].startswith(found[1]) for found in names):
        return False
    if any(member.file_size > MOST_BYTES or is_bomb(member) for member in members):
        return False
    shas = [found[2] for found in names]
    sizes = [member.file_size for member in members]
    return len(set(shas)) == len(shas) and label_of(zip(shas, sizes, strict=True)) == label


def put_back(path: Path, store: FileStore, watch: Watch) -> bool:
    """Put the contents of a verified backup into the store that it lacks, or that are damaged there.

    False when one is not what its name says. Raises OSError, Cancelled.
    """
    with zipfile.ZipFile(path) as pack:
        members = [info for info in pack.infolist() if _MEMBER.fullmatch(info.filename)]
        for done, member in enumerate(members):
            watch.step(done, len(members))
            sha256 = member.filename.rpartition("/")[2]
            if store.condition(sha256) is not Condition.WHOLE:
                content = pack.read(member)
                if hashlib.sha256(content).hexdigest() != sha256:
                    return False
                store.keep(content)
    return True


def missing_bytes(path: Path, store: FileStore) -> int:
    """How much room the contents need that the store does not have at all."""
    with zipfile.ZipFile(path) as pack:
        members = [info for info in pack.infolist() if _MEMBER.fullmatch(info.filename)]
    return sum(info.file_size for info in members if not store.path(info.filename.rpartition("/")[2]).exists())
