"""Bytes by content hash in a folder."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest

from webapp.storage.local import LocalStorage


def test_bytes_are_kept_once_under_their_hash(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    key = storage.put(BytesIO(b"the same"))
    assert key == storage.put(BytesIO(b"the same")) == hashlib.sha256(b"the same").hexdigest()
    with storage.open(key) as file:
        assert file.read() == b"the same"
    assert storage.size(key) == 8
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_forgotten_bytes_are_gone_and_forgetting_twice_is_no_error(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    key = storage.put(BytesIO(b"x"))
    storage.delete(key)
    storage.delete(key)
    with pytest.raises(FileNotFoundError):
        storage.open(key)


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "a" * 63, "a" * 63 + "/"])
def test_a_key_that_is_none_reaches_no_file(tmp_path: Path, key: str) -> None:
    with pytest.raises(FileNotFoundError):
        LocalStorage(tmp_path).open(key)


def test_a_source_that_breaks_leaves_nothing_behind(tmp_path: Path) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        LocalStorage(tmp_path).put(Broken())
    assert list(tmp_path.rglob("*")) == []
