"""As a platform starts it: deploy/start.sh, a checkout that stays as it is, a disk that may be wiped."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from tests.hosting.visitor import Visitor
from tests.support import painting
from tools.processes import ROOT, Program, free_port

WORKERS = 2
OWN = ("webapp", "static", "templates", "deploy", "wsgi.py", "gunicorn.conf.py")
"""What the image holds, too."""

NO_ROOT = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"] if os.geteuid() == 0 else []
"""Root writes wherever it likes, whatever the modes say: without its capabilities it is anybody."""


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file and folder with its size and when it was changed."""
    return {
        str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in [folder, *folder.rglob("*")]
    }


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the app in which nobody may write."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in OWN:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, folder / name)
    subprocess.run(["chmod", "-R", "a-w", str(folder)], check=True)
    yield folder
    subprocess.run(["chmod", "-R", "u+w", str(folder)], check=True)


@pytest.fixture(scope="module")
def app(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("volume")
    (folder / "tmp").mkdir()
    port = free_port()
    environ = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": "/nonexistent",
        "TMPDIR": str(folder / "tmp"),
        "DATA_DIR": str(folder / "data"),
        "PORT": str(port),
        "WEB_CONCURRENCY": str(WORKERS),
        "PYTHONDONTWRITEBYTECODE": "1",
        "STANDIN_SPEED": "0",
        "CALL_INTERVAL_S": "0",
        "RENDER_EXTERNAL_URL": "http://redraw-1234.onrender.example",
    }
    command = [*NO_ROOT, "sh", str(checkout / "deploy" / "start.sh")]
    program = Program(command, environ, port, folder / "log", folder=checkout).start()
    yield program
    program.kill()


@pytest.fixture(scope="module")
def ada(app: Program) -> Visitor:
    """The admin's browser."""
    visitor = Visitor(app.url)
    visitor.set_up(app)
    return visitor


def test_it_listens_on_the_ports_number_with_as_many_processes_as_were_asked_for(app: Program):
    assert app.process is not None
    assert len(psutil.Process(app.process.pid).children()) == WORKERS


def test_the_set_up_link_has_the_address_that_the_platform_gave(app: Program):
    assert "http://redraw-1234.onrender.example/welcome/" in app.log


def test_whoever_the_app_runs_as_cannot_write_into_the_checkout(checkout: Path):
    for name in (".", "webapp", "static"):
        tried = subprocess.run(
            [*NO_ROOT, "touch", str(checkout / name / "x")], capture_output=True, check=False
        )
        assert tried.returncode != 0


def test_a_region_is_redrawn_and_the_checkout_stays_as_it_was(ada: Visitor, checkout: Path):
    before = tree(checkout)
    ada.redraw(ada.first_picture())
    assert tree(checkout) == before


def test_two_processes_stay_within_512_mb_while_large_masks_are_converted(app: Program, ada: Visitor):
    assert app.process is not None
    master = psutil.Process(app.process.pid)
    peak, over = 0, threading.Event()

    def watch() -> None:
        """What processes share is divided among them."""
        nonlocal peak
        while not over.wait(0.01):
            peak = max(peak, sum(one.memory_full_info().pss for one in (master, *master.children())))

    watcher = threading.Thread(target=watch)
    watcher.start()
    png = painting(4096, 4096, (300, 300, 2900, 2500), (100, 3000, 4000, 3900))
    with ThreadPoolExecutor(3) as pool:
        asked = [pool.submit(ada.post, "/mask", {"mask": ("m.png", png)}, format="webp") for _ in range(4)]
        kinds = {one.result().headers["Content-Type"] for one in asked}
    over.set()
    watcher.join()
    assert kinds == {"image/webp"}
    assert 0 < peak / 1_000_000 < 512


def test_after_the_disk_was_wiped_it_starts_anew_and_knows_nobody(app: Program, ada: Visitor):
    assert ada.get("/sign-in").status_code == 200
    links_before = app.log.count("/welcome/")
    app.kill()
    shutil.rmtree(app.environ["DATA_DIR"])
    app.start()
    assert app.log.count("/welcome/") == links_before + 1
    assert ada.get("/").status_code == 503
    ada.set_up(app)
    assert ada.get("/me").url == f"{app.url}/me"
    assert "Traceback" not in app.log
