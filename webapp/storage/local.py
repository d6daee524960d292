"""Bytes by content hash, as files in a folder: durable, immutable, shared by processes."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from webapp.storage.face import is_key


class LocalStorage:
    """`Storage` in a folder: `ab/abcdef...`, written to a temporary file, synced and renamed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, source: BinaryIO) -> str:
        digest = hashlib.sha256()
        with self._temporary() as (file, temporary):
            while chunk := source.read(1 << 20):
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
            key = digest.hexdigest()
            target = self._path(key)
            target.parent.mkdir(parents=True, exist_ok=True)
            Path(temporary).replace(target)
            _sync_folder(target.parent)
        return key

    def open(self, key: str) -> BinaryIO:
        return self._path(key).open("rb")

    def address(self, key: str, content_type: str, download: str | None = None) -> None:  # noqa: ARG002
        return None

    def origin(self) -> None:
        return None

    def size(self, key: str) -> int:
        return self._path(key).stat().st_size

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def keys(self, after: str = "") -> Iterator[str]:
        folders = sorted(path for path in self.root.glob("[0-9a-f][0-9a-f]") if path.name >= after[:2])
        for folder in folders:
            yield from sorted(
                path.name for path in folder.iterdir() if is_key(path.name) and path.name > after
            )

    def free_bytes(self) -> int | None:
        self.root.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self.root).free

    def _path(self, key: str) -> Path:
        if not is_key(key):
            raise FileNotFoundError(key)
        return self.root / key[:2] / key

    @contextmanager
    def _temporary(self) -> Iterator[tuple[BinaryIO, str]]:
        self.root.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.root, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                yield file, name
        finally:
            Path(name).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
