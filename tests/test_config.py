"""Which folders may hold the database, and the settings read before the first paint."""

import json
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from aftersales_desktop import config
from aftersales_desktop.config import WindowSettings, check_data_folder, load_window_settings, save_window_settings
from aftersales_desktop.domain.errors import StorageProblem
from aftersales_desktop.i18n import Words
from tests.programs import only_on_posix


def refusal(path, **given) -> str:
    with pytest.raises(StorageProblem) as refused:
        check_data_folder(path, **given)
    sentence = Words("en").say(refused.value.message)
    assert str(path) in sentence
    return sentence


@contextmanager
def as_an_ordinary_user():
    """root may write everywhere; what a receptionist may not is only seen as somebody else."""
    if os.getuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def readable_by_all():
    """A folder outside tmp_path, whose parents are closed to an ordinary user when root runs the tests."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o555)
        yield Path(folder)
        os.chmod(folder, 0o755)


class TestDefaultFolder:
    def test_windows_uses_the_folder_that_does_not_roam(self):
        folder = config.default_data_folder(platform="win32", environ={"LOCALAPPDATA": "/local", "APPDATA": "/roams"})
        assert folder == Path("/local/AftersalesDesktop")

    def test_linux_follows_xdg_and_ignores_a_relative_one(self):
        assert config.default_data_folder(platform="linux", environ={"XDG_DATA_HOME": "/xdg"}) == Path(
            "/xdg/aftersales-desktop"
        )
        for environ in ({}, {"XDG_DATA_HOME": "relative"}, {"XDG_DATA_HOME": ""}):
            folder = config.default_data_folder(platform="linux", environ=environ)
            assert folder == Path.home() / ".local/share/aftersales-desktop"

    @pytest.mark.parametrize("platform", ["win32", "linux", "darwin"])
    def test_the_demo_never_shares_the_folder(self, platform):
        folders = [config.default_data_folder(demo=demo, platform=platform) for demo in (False, True)]
        assert folders[0] != folders[1]
        assert folders[0].is_absolute()

    def test_the_command_line_wins(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        assert config.data_folder("desk", demo=True).path == tmp_path / "desk"
        assert config.data_folder("desk").database.parent == config.data_folder("desk").lock.parent


class TestCheckDataFolder:
    def test_a_new_folder_is_made_and_left_empty(self, tmp_path):
        check_data_folder(tmp_path / "a" / "b")
        assert list((tmp_path / "a" / "b").iterdir()) == []

    def test_a_file_is_no_folder(self, tmp_path):
        (tmp_path / "file").write_bytes(b"")
        assert "is not a folder" in refusal(tmp_path / "file")

    def test_below_a_file_nothing_can_be_made(self, tmp_path):
        (tmp_path / "file").write_bytes(b"")
        assert "cannot be made" in refusal(tmp_path / "file" / "data")

    def test_a_full_disk(self, tmp_path):
        assert "less than 50 MB" in refusal(tmp_path, free_bytes=lambda path: 49_999_999)
        check_data_folder(tmp_path, free_bytes=lambda path: 50_000_000)

    @only_on_posix
    def test_a_folder_that_may_only_be_read(self, readable_by_all):
        with as_an_ordinary_user():
            assert "Nothing can be written" in refusal(readable_by_all)
            assert "cannot be made" in refusal(readable_by_all / "data")

    @only_on_posix
    def test_links_in_a_circle(self, tmp_path):
        (tmp_path / "a").symlink_to(tmp_path / "b")
        (tmp_path / "b").symlink_to(tmp_path / "a")
        assert "cannot be made" in refusal(tmp_path / "a" / "data")

    def test_a_mapped_drive(self, tmp_path):
        assert "on the network" in refusal(tmp_path, on_network=lambda path: True)

    @only_on_posix
    def test_a_link_into_a_synchronised_folder(self, tmp_path):
        (tmp_path / "Dropbox").mkdir()
        (tmp_path / "harmless").symlink_to(tmp_path / "Dropbox", target_is_directory=True)
        with pytest.raises(StorageProblem) as refused:
            check_data_folder(tmp_path / "harmless" / "data")
        assert "Dropbox" in Words("en").say(refused.value.message)
        assert not (tmp_path / "Dropbox" / "data").exists()

    def test_the_mark_a_service_leaves(self, tmp_path):
        (tmp_path / ".dropbox.cache").mkdir()
        assert "Dropbox synchronises" in refusal(tmp_path / "data").replace("\u2066", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (r"D:\Shop\OneDrive\data", "OneDrive"),
        (r"D:\Shop\onedrive - Centre\data", "OneDrive"),
        (r"D:\Shop\Dropbox", "Dropbox"),
        (r"G:\My Drive\data", "Google Drive"),
        (r"D:\Shop\Google Drive\data", "Google Drive"),
        (r"D:\Shop\Box Sync\data", "Box"),
        (r"D:\Ali\Box\data", "Box"),
        (r"D:\Moved\Documents\data", "OneDrive"),
        (r"D:\Shop\iCloudDrive", "iCloud"),
        (r"D:\Shop\Local\AftersalesDesktop", ""),
        (r"D:\Box\data", ""),
        (r"D:\Dropboxes\data", ""),
        ("/srv/desk/Nextcloud/data", "Nextcloud"),
        ("/srv/desk/data", ""),
    ],
)
def test_synchronised_folders_are_known_by_name_and_variable(path, service):
    environ = {"OneDriveCommercial": r"D:\Moved\Documents", "OneDrive": "", "USERPROFILE": r"D:\Ali"}
    pure = PureWindowsPath(path) if "\\" in path else PurePosixPath(path)
    found = config.cloud_refusal(pure, environ)
    assert (found.args["service"] if found else "") == service


@pytest.mark.parametrize(
    ("path", "refused"),
    [(r"\\server\share\data", True), (r"D:\data", False), ("//server/share", True), ("/srv/data", False)],
)
def test_a_share_is_refused_by_its_name(path, refused):
    pure = PureWindowsPath(path) if "\\" in path else PurePosixPath(path)
    assert bool(config.network_refusal(pure, lambda path: False)) is refused


MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/export /srv/office nfs4 rw 0 0
//nas/x /srv/office\\040two cifs rw 0 0
/dev/sdb1 /srv/office/disk ext4 rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/srv/data", False), ("/srv/office/data", True), ("/srv/office/disk/data", False), ("/srv/officer", False)],
)
def test_the_innermost_mount_decides(path, expected):
    assert config.is_network_mount(PurePosixPath(path), MOUNTS) is expected


def test_a_space_in_a_mount_point():
    assert config.is_network_mount(PurePosixPath("/srv/office two/data"), MOUNTS)


class TestWindowSettings:
    def test_come_back_as_saved(self, tmp_path):
        path = tmp_path / "new" / "window.json"
        settings = WindowSettings(language="fa", calendar="gregorian", theme="dark", text_size=16, geometry="AdnQywAD")
        save_window_settings(path, settings)
        assert load_window_settings(path) == settings

    def test_nothing_saved_yet(self, tmp_path, caplog):
        assert load_window_settings(tmp_path / "window.json") == WindowSettings()
        assert not caplog.records

    @pytest.mark.parametrize(
        "content",
        [b"", b"{", b"\xff\xfe\x00", b"[]", b"null", b"[" * 100_000, b'{"text_size": ' + b"9" * 5000 + b"}"],
    )
    def test_damage_gives_the_first_values(self, tmp_path, content):
        path = tmp_path / "window.json"
        path.write_bytes(content)
        assert load_window_settings(path) == WindowSettings()

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("language", "xx"),
            ("language", ["fa"]),
            ("theme", {"dark": 1}),
            ("calendar", "lunar"),
            ("text_size", True),
            ("text_size", 99999),
            ("text_size", "14"),
            ("geometry", 5),
            ("geometry", "A" * 5000),
            ("unknown", 1),
        ],
    )
    def test_one_bad_value_spoils_only_itself(self, tmp_path, name, value):
        path = tmp_path / "window.json"
        saved = {"language": "en", "theme": "dark", "text_size": 16, "geometry": "AAAA"}
        path.write_text(json.dumps({**saved, name: value}), encoding="utf-8")
        expected = {**saved, name: getattr(WindowSettings(), name, None)}
        expected.pop("unknown", None)
        assert load_window_settings(path) == WindowSettings(**expected)

    def test_a_disk_that_refuses_is_told(self, tmp_path):
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(StorageProblem):
            save_window_settings(tmp_path / "file" / "window.json", WindowSettings())
