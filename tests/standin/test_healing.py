"""A process is killed while it draws; whoever looks next finishes the picture."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.standin.support import Clock, StubEngine, make_world
from webapp.standin.easel import LEASE_S

ROOT = Path(__file__).parents[2]

DRAW_AND_HANG = """
import sys, threading
from pathlib import Path
from tests.standin.support import Clock, StubEngine, make_world

def hang(*ignored):
    print("drawing", flush=True)
    threading.Event().wait()

class Hanging(StubEngine):
    def imagine(self, *values):
        return hang() if sys.argv[2] == "imagine" else super().imagine(*values)
    def save(self, image, target, *, prompt):
        target.write(b"half a picture")
        target.flush()
        hang()

world = make_world(Path(sys.argv[1]), Clock(), engine=Hanging(), new_id=lambda: "orphan")
world.imagine("a lake")
"""


def kill_while_drawing(folder: Path, where: str) -> None:
    command = [sys.executable, "-c", DRAW_AND_HANG, str(folder), where]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"drawing\n"
        process.kill()
    assert process.returncode == -9


@pytest.mark.parametrize("where", ["imagine", "save"])
def test_a_killed_drawers_picture_is_drawn_by_the_next_who_asks(tmp_path: Path, where: str) -> None:
    kill_while_drawing(tmp_path, where)
    clock = Clock()
    clock.pass_by(LEASE_S)
    world = make_world(tmp_path, clock)
    assert world.message("orphan")["status"] == "PROCESSING"
    clock.pass_by(14 - LEASE_S)
    assert world.message("orphan")["status"] == "DONE"
    picture = world.picture("orphan.png")
    assert isinstance(picture, Path)
    with Image.open(picture) as image:
        assert (image.size, image.convert("RGB").getpixel((2047, 2047))) == (
            (2048, 2048),
            image.getpixel((1024, 1024)),
        )
    assert sorted(path.name for path in (tmp_path / "pictures").iterdir()) == ["orphan.png"]


def test_a_claim_that_still_runs_is_left_alone(tmp_path: Path) -> None:
    kill_while_drawing(tmp_path, "imagine")
    clock, engine = Clock(), StubEngine()
    clock.pass_by(LEASE_S - 0.1)
    world = make_world(tmp_path, clock, engine=engine)
    assert world.message("orphan")["status"] == "PROCESSING"
    assert engine.calls == []


def test_until_somebody_asks_a_message_stays_undrawn_and_never_done(tmp_path: Path) -> None:
    kill_while_drawing(tmp_path, "imagine")
    clock, waiting = Clock(), []
    clock.pass_by(3600)
    world = make_world(tmp_path, clock, spawn=waiting.append)
    assert [world.message("orphan")[name] for name in ("status", "progress")] == ["PROCESSING", 99]
    waiting[0]()
    assert world.message("orphan")["status"] == "DONE"
