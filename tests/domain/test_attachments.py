"""Names of files from anywhere, and what may be opened with a click."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_desktop.domain.attachments import (
    KIND_TITLES,
    LONGEST_NAME,
    FileKind,
    may_be_opened,
    media_type,
    shown_name,
    usual_kind,
    with_ending,
)


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("photo.jpg", "photo.jpg"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\win.ini", "win.ini"),
        ("D:\\photos\\x\\عکس.png", "عکس.png"),
        ("/tmp/", "file"),
        ("", "file"),
        ("...", "file"),
        (".jpg", "file.jpg"),
        ("  a   b .pdf", "a b.pdf"),
        ("a:b*c?.txt", "a b c.txt"),
        ("line\nbreak.txt", "line break.txt"),
        ("NUL", "_NUL"),
        ("con.txt", "_con.txt"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("evil.exe.", "evil.exe"),
        ("evil.exe . .", "evil.exe"),
        ("fdp\u202egpj.exe", "fdpgpj.exe"),
        ("گارانتي كارت.pdf", "گارانتی کارت.pdf"),
        ("😀🔧.png", "😀🔧.png"),
        ("half\udcff.txt", "half.txt"),
        ("a.this is no ending at all but words", "a.this is no ending at all but words"),
    ],
)
def test_the_name_a_file_goes_by(given_name, shown):
    assert shown_name(given_name) == shown


def test_three_hundred_persian_letters_keep_their_ending():
    shown = shown_name("ک" * 300 + ".jpeg")
    assert shown.endswith("ک.jpeg")
    assert LONGEST_NAME - 2 < len(shown.encode()) <= LONGEST_NAME


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_every_file_system_takes(given_name):
    shown = shown_name(given_name)
    assert 0 < len(shown.encode()) <= LONGEST_NAME
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', shown)
    assert shown == shown.strip() and not shown.endswith(".") and not shown.startswith("..")
    assert shown_name(shown) == shown


@pytest.mark.parametrize("name", ["a.exe", "a.BAT", "a.jpg.lnk", "a.ps1", "a.vbs ", "a.js.", "x.docm", "y.Hta"])
def test_what_may_be_a_program_is_not_opened(name):
    assert not may_be_opened(name)


@pytest.mark.parametrize("name", ["a.jpg", "a.exe.png", "exe", "a.pdf", "a.docx", "بدون پسوند"])
def test_the_rest_is_opened(name):
    assert may_be_opened(name) is (name != "exe")


def test_what_a_file_is():
    assert media_type("a.txt", b"\x89PNG\r\n\x1a\n...") == "image/png"
    assert media_type("a.JPG", b"no jpeg") == "image/jpeg"
    assert media_type("a.docx", b"PK\x03\x04").startswith("application/vnd")
    assert media_type("a", b"") == media_type("a.xyz", b"x") == "application/octet-stream"


def test_pictures_are_photos_and_the_rest_are_documents():
    assert usual_kind("image/png", FileKind.INTAKE) is FileKind.INTAKE
    assert usual_kind("application/pdf", FileKind.INTAKE) is FileKind.DOCUMENT
    assert set(KIND_TITLES) == set(FileKind)


def test_another_ending():
    assert with_ending("عکس.png", "jpg") == "عکس.jpg"
    assert with_ending("photo", "jpg") == "photo.jpg"
