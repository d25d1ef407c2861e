"""The store: the same content once, damage found, nothing half under a name."""

import errno
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from aftersales_desktop.services.file_store import Condition, FileChangedError, FileMissingError, store_beside
from tests.services.file_samples import kept_in


@pytest.fixture
def store(tmp_path):
    return store_beside(tmp_path / "data.db")


def test_a_content_lies_under_its_sum(store, tmp_path):
    sha256 = store.keep(b"content")
    assert sha256 == hashlib.sha256(b"content").hexdigest()
    assert (tmp_path / "files" / sha256[:2] / sha256).read_bytes() == b"content"
    assert store.read(sha256) == b"content"
    assert store.condition(sha256) is Condition.WHOLE


def test_the_same_content_is_written_once(store):
    sha256 = store.keep(b"content")
    before = store.path(sha256).stat()
    assert store.keep(b"content") == sha256
    assert store.path(sha256).stat().st_ino == before.st_ino
    assert kept_in(store) == [sha256]


def test_what_is_missing_or_changed_is_found_and_put_right_by_keeping_it_again(store):
    sha256 = store.keep(b"content")
    store.path(sha256).write_bytes(b"c0ntent")
    assert store.condition(sha256) is Condition.CHANGED
    with pytest.raises(FileChangedError):
        store.read(sha256)
    store.keep(b"content")
    assert store.read(sha256) == b"content"
    store.path(sha256).unlink()
    assert store.condition(sha256) is Condition.MISSING
    with pytest.raises(FileMissingError):
        store.read(sha256)
    store.keep(b"content")
    assert store.condition(sha256) is Condition.WHOLE


def test_a_folder_in_its_place_is_missing(store):
    sha256 = hashlib.sha256(b"x").hexdigest()
    store.path(sha256).mkdir(parents=True)
    assert store.condition(sha256) is Condition.MISSING


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_refuses_leaves_nothing(store, monkeypatch, call):
    store.keep(b"first")

    def refuse(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(OSError, match="No space"):
        store.keep(b"second")
    assert len(kept_in(store)) == 1


def test_many_threads_keep_the_same(store):
    contents = [b"a" * 100_000, b"b" * 100_000] * 20
    with ThreadPoolExecutor(8) as threads:
        shas = set(threads.map(store.keep, contents))
    assert sorted(shas) == kept_in(store)
    assert len(shas) == 2
