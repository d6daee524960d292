"""What holds of files in a folder alone; `test_contract` has the rest."""

from io import BytesIO
from pathlib import Path

import pytest

from webapp.storage.local import LocalStorage


def test_the_same_bytes_are_one_file(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    assert storage.put(BytesIO(b"the same")) == storage.put(BytesIO(b"the same"))
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_source_that_breaks_leaves_nothing_behind(tmp_path: Path) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        LocalStorage(tmp_path).put(Broken())
    assert list(tmp_path.rglob("*")) == []
