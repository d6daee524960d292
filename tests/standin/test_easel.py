import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from PIL import Image

from tests.standin.support import Clock, StubEngine
from webapp.standin import orders, store
from webapp.standin.easel import Easel
from webapp.standin.store import Store


def test_the_claim_is_renewed_for_as_long_as_the_drawing_takes(tmp_path: Path, clock: Clock) -> None:
    memory = Store(tmp_path / "world.sqlite")
    leases: list[float] = []

    class Slow(StubEngine):
        def imagine(self, prompt: str, size: tuple[int, int], seed: int) -> list[Image.Image]:
            clock.pass_by(10)
            while leases[-1:] != [clock.now + 0.06]:
                leases.append(leased_until(tmp_path / "world.sqlite"))
                threading.Event().wait(0.001)
            return super().imagine(prompt, size, seed)

    with memory.writing() as db:
        store.insert(db, orders.imagine("m1", "a lake", 1.0))
    easel = Easel(memory, tmp_path, clock, Slow(), flat=False, lease_s=0.06)
    assert easel.draw_next() is True
    assert leases[0] == clock.now - 10 + 0.06
    assert easel.draw_next() is False


def leased_until(path: Path) -> float:
    with closing(sqlite3.connect(path)) as db:
        return float(db.execute("SELECT leased_until FROM messages").fetchone()[0])
