"""Where pictures are drawn: a message is claimed, drawn, put safely into a file, and only then written down.

Whoever dies on the way leaves a claim that runs out within seconds; the next who looks draws the message
again. Drawing twice does no harm: the seed is in the record, so the bytes are the same.
"""

import io
import logging
import os
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from PIL import Image

from webapp.standin import drawing, gallery, masks, store
from webapp.standin.drawing import Engine
from webapp.standin.records import Record
from webapp.standin.store import Store

LEASE_S = 6.0
SUFFIX = ".png"

_log = logging.getLogger(__name__)


class Easel:
    """Draws the messages of one world into `folder`. `flat` fills regions with plain colours, at once."""

    def __init__(
        self,
        memory: Store,
        folder: Path,
        clock: Callable[[], float],
        engine: Engine | None,
        *,
        flat: bool,
        lease_s: float = LEASE_S,
    ) -> None:
        self._store = memory
        self._folder = folder
        self._clock = clock
        self._engine = engine
        self._flat = flat
        self._lease_s = lease_s
        self._owner = uuid.uuid4().hex
        self._samples = {sample.message_id for sample in gallery.SAMPLES}
        folder.mkdir(parents=True, exist_ok=True)

    def draw_next(self, message_id: str | None = None) -> bool:
        """Draw the first message that waits for it, or the one named; False where there was none to take."""
        with self._store.writing() as db:
            now = self._clock()
            record = store.claim(db, self._owner, now, now + self._lease_s, message_id)
        if record is None:
            return False
        with self._holding(record):
            try:
                file, size = self._draw(record)
            except Exception:
                _log.exception("drawing message %s failed", record.id)
                with self._store.writing() as db:
                    store.write_undrawable(db, record.id, self._clock(), "Internal error")
                return True
        with self._store.writing() as db:
            store.write_drawn(db, record.id, self._clock(), file, size)
        return True

    def path(self, record: Record) -> Path | None:
        """The file of the message's picture; None until it is drawn."""
        if record.file is None:
            return None
        return (gallery.FOLDER if record.id in self._samples else self._folder) / record.file

    def quarter(self, record: Record, number: int) -> bytes:
        """Variation 1 to 4 of a drawn grid, as a file."""
        content = io.BytesIO()
        self.engine.save(self.engine.crop_quarter(self._open(record), number), content, prompt=record.prompt)
        return content.getvalue()

    @property
    def engine(self) -> Engine:
        if self._engine is None:
            self._engine = drawing.default_engine()
        return self._engine

    def _draw(self, record: Record) -> tuple[str, tuple[int, int]]:
        with self._store.reading() as db:
            source = store.find(db, record.source_id) if record.source_id else None
            content = store.find_mask(db, record.id)
        picture = self._open(source) if source else None
        mask = masks.decode(content, picture.size) if content is not None and picture else None
        result = drawing.draw(self.engine, record, picture, mask, flat=self._flat)
        self._keep(record, result)
        return record.id + SUFFIX, result.size

    def _keep(self, record: Record, picture: Image.Image) -> None:
        """Put the picture under its name in one step, so that a file that is there is whole."""
        for leftover in self._folder.glob(f"{record.id}.*.part"):
            leftover.unlink(missing_ok=True)
        part = self._folder / f"{record.id}.{self._owner}.part"
        with part.open("wb") as file:
            self.engine.save(picture, file, prompt=record.prompt)
            file.flush()
            os.fsync(file.fileno())
        part.rename(self._folder / (record.id + SUFFIX))
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def _open(self, record: Record) -> Image.Image:
        path = self.path(record)
        if path is None:
            raise ValueError(f"message {record.id} has no picture")
        with Image.open(path) as image:
            return image.convert("RGB")

    @contextmanager
    def _holding(self, record: Record) -> Iterator[None]:
        """Renew the claim while the block draws: a short lease heals fast and still covers a slow machine."""
        over = threading.Event()

        def renew() -> None:
            while not over.wait(self._lease_s / 3):
                with suppress(sqlite3.Error), self._store.writing() as db:
                    store.renew(db, record.id, self._owner, self._clock() + self._lease_s)

        keeper = threading.Thread(target=renew, name="standin-lease", daemon=True)
        keeper.start()
        try:
            yield
        finally:
            over.set()
            keeper.join()
