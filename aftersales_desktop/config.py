"""Where the desk keeps its file, and how the window looked last time."""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path, PurePath
from typing import Any

from aftersales_desktop.domain.errors import StorageProblem
from aftersales_desktop.files import replace_file
from aftersales_desktop.i18n import LANGUAGES, Code, Message

if sys.platform == "win32":
    import ctypes

THEMES = ("light", "dark")
CALENDARS = ("", "jalali", "gregorian")
TEXT_SIZES = (13, 14, 16)
LEAST_FREE_MEGABYTES = 50

_LOGGER = logging.getLogger(__name__)
_CLOUD_FOLDERS = {
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "box sync": "Box",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pclouddrive": "pCloud",
    "megasync": "MEGA",
}
_CLOUD_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_HOME_VARIABLES = ("USERPROFILE", "HOME")
_CLOUD_MARKS = {".dropbox.cache": "Dropbox", ".tmp.driveupload": "Google Drive", ".stfolder": "Syncthing"}
_NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "fuse.sshfs", "fuse.davfs", "davfs"}
_WINDOWS_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


@dataclass(frozen=True)
class DataFolder:
    """Everything one desk keeps lies in one folder."""

    path: Path

    @property
    def database(self) -> Path:
        """The SQLite file; opened by nothing but models/database.py."""
        return self.path / "data.db"

    @property
    def lock(self) -> Path:
        """Held while the program uses the database."""
        return self.path / "data.lock"

    @property
    def log(self) -> Path:
        """The folder of the log files."""
        return self.path / "log"

    @property
    def window_settings(self) -> Path:
        """Read before the database, so that the first paint has the right language and colours."""
        return self.path / "window.json"


def data_folder(chosen: str | None = None, *, demo: bool = False) -> DataFolder:
    """The folder named on the command line, or this person's own one; the demo has a folder of its own."""
    try:
        path = Path(chosen).expanduser().absolute() if chosen else default_data_folder(demo=demo)
    except RuntimeError as error:
        # Nobody of that name, or nobody at all, has a home folder here.
        raise StorageProblem(
            Message("The home folder is not known. Name the data folder in full with --data.")
        ) from error
    if not _can_be_named(path):
        raise _cannot_make(path)
    return DataFolder(path)


def _can_be_named(path: Path) -> bool:
    """False for names with broken characters: Qt, SQLite and messages want Unicode."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in str(path)


def default_data_folder(
    *, demo: bool = False, platform: str = sys.platform, environ: Mapping[str, str] = os.environ
) -> Path:
    """The local folder of this person's programs; never one that roams or is synchronised."""
    if platform == "win32":
        local = environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / f"AftersalesDesktop{'Demo' * demo}"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / f"AftersalesDesktop{'Demo' * demo}"
    # Relative paths in XDG variables are to be ignored: https://specifications.freedesktop.org/basedir-spec/
    shared = Path(environ.get("XDG_DATA_HOME", ""))
    root = shared if shared.is_absolute() else Path.home() / ".local" / "share"
    return root / f"aftersales-desktop{'-demo' * demo}"


def on_network_drive(path: Path) -> bool:
    """True when the drive of the path belongs to another computer."""
    if sys.platform == "win32":
        return ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _WINDOWS_REMOTE_DRIVE
    mounts = Path("/proc/self/mounts")
    return mounts.exists() and is_network_mount(path, mounts.read_text(encoding="utf-8", errors="replace"))


def is_network_mount(path: PurePath, mounts: str) -> bool:
    """True when the innermost mount that holds the path is a network file system; `mounts` as in /proc/mounts."""
    fields_of = [line.split() for line in mounts.splitlines()]
    known = [(line[1].replace("\\040", " "), line[2]) for line in fields_of if len(line) > 2]
    inside = [(len(place), kind) for place, kind in known if path.is_relative_to(place)]
    return bool(inside) and max(inside)[1] in _NETWORK_FILE_SYSTEMS


def _free_bytes(path: Path) -> int:
    return shutil.disk_usage(path).free


def check_data_folder(
    path: Path,
    *,
    free_bytes: Callable[[Path], int] = _free_bytes,
    on_network: Callable[[Path], bool] = on_network_drive,
) -> None:
    """Make the folder if needed and see that a database is safe in it.

    StorageProblem with one sentence: it is synchronised or on the network, is a file, cannot be made, cannot be
    written, or its disk is full.
    """
    try:
        resolved = path.resolve()
    except (OSError, RuntimeError) as error:
        raise _cannot_make(path) from error
    for place in (path, resolved):
        if refusal := cloud_refusal(place) or network_refusal(place, on_network):
            raise StorageProblem(refusal)
    _make_folder(path)
    _check_space(path, free_bytes)
    _check_writable(path)


def cloud_refusal(path: PurePath, environ: Mapping[str, str] = os.environ) -> Message | None:
    """Why a folder that some service copies to the cloud is refused; None when it is not such a folder."""
    service = _cloud_service(path, environ)
    if not service:
        return None
    return Message(
        "{service} synchronises the folder {folder} and may damage the database. Choose another folder with --data.",
        service=Code(service),
        folder=Code(path),
    )


def network_refusal(path: PurePath, on_network: Callable[[Any], bool]) -> Message | None:
    """Why a folder on another computer is refused; None for a local one."""
    if not (str(path).startswith(("\\\\", "//")) or on_network(path)):
        return None
    return Message(
        "The folder {folder} is on the network, where the database is not safe. Choose a folder on this computer "
        "with --data.",
        folder=Code(path),
    )


def _cloud_service(path: PurePath, environ: Mapping[str, str]) -> str:
    for variable in _CLOUD_VARIABLES:
        folder = environ.get(variable)
        if folder and path.is_relative_to(type(path)(folder)):
            return "OneDrive"
    for variable in _HOME_VARIABLES:
        # "Box" is an ordinary word elsewhere; in the home folder it is what the service makes.
        if variable in environ and path.is_relative_to(type(path)(environ[variable]) / "Box"):
            return "Box"
    for part in path.parts[1:]:
        name = part.casefold()
        if name == "onedrive" or name.startswith("onedrive - "):
            return "OneDrive"
        if name in _CLOUD_FOLDERS:
            return _CLOUD_FOLDERS[name]
    return _marked_service(path) if isinstance(path, Path) else ""


def _marked_service(path: Path) -> str:
    for folder in (path, *path.parents):
        for mark, service in _CLOUD_MARKS.items():
            if os.path.exists(folder / mark):
                return service
    return ""


def _make_folder(path: Path) -> None:
    if os.path.lexists(path) and not os.path.isdir(path):
        raise StorageProblem(
            Message("{folder} is not a folder. Choose another one with --data.", folder=Code(path)),
        )
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_make(path) from error


def _cannot_make(path: Path) -> StorageProblem:
    return StorageProblem(
        Message("The folder {folder} cannot be made. Choose another one with --data.", folder=Code(path)),
    )


def _check_space(path: Path, free_bytes: Callable[[Path], int]) -> None:
    if free_bytes(path) < LEAST_FREE_MEGABYTES * 1_000_000:
        raise StorageProblem(
            Message(
                "The disk of {folder} has less than {megabytes} MB left. Free some space and start again.",
                folder=Code(path),
                megabytes=LEAST_FREE_MEGABYTES,
            )
        )


def _check_writable(path: Path) -> None:
    probe = path / f".write-probe.{os.getpid()}"
    try:
        probe.write_bytes(b"probe")
        probe.unlink()
    except OSError as error:
        raise cannot_write(path) from error


def cannot_write(folder: Path) -> StorageProblem:
    """The refusal of a folder that this person may only read."""
    return StorageProblem(
        Message(
            "Nothing can be written in the folder {folder}. Allow writing there, or choose another with --data.",
            folder=Code(folder),
        )
    )


@dataclass(frozen=True)
class WindowSettings:
    """What the window needs before the database is open."""

    language: str = ""
    """Empty until the first start has asked."""
    theme: str = "light"
    text_size: int = 14
    """Pixels, one of TEXT_SIZES."""
    calendar: str = ""
    """Empty: the language's own."""
    geometry: str = ""
    """Size and place of the window, in whatever text form ui chooses."""


_ACCEPTS: dict[str, Callable[[Any], bool]] = {
    "language": lambda value: value in ("", *LANGUAGES),
    "theme": lambda value: value in THEMES,
    "text_size": lambda value: type(value) is int and value in TEXT_SIZES,
    "calendar": lambda value: value in CALENDARS,
    "geometry": lambda value: isinstance(value, str) and len(value) <= 1000,
}


def load_window_settings(path: Path) -> WindowSettings:
    """The saved settings; whatever is missing or damaged has its first value."""
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return WindowSettings()
    except (OSError, ValueError, RecursionError):
        _LOGGER.warning("The window settings cannot be read; the first ones are used", exc_info=True)
        return WindowSettings()
    if not isinstance(saved, dict):
        return WindowSettings()
    names = [field.name for field in fields(WindowSettings)]
    return WindowSettings(**{name: saved[name] for name in names if name in saved and _ACCEPTS[name](saved[name])})


def save_window_settings(path: Path, settings: WindowSettings) -> None:
    """Write the settings, all or nothing; StorageProblem when the disk refuses."""
    content = json.dumps(asdict(settings), ensure_ascii=False, indent=1) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, content.encode("utf-8"))
    except OSError as error:
        raise StorageProblem(
            Message("The settings of the window were not saved. Look for free space on the disk."),
        ) from error
