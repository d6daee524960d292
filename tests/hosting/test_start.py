"""As a platform starts it: deploy/start.sh, a checkout that stays as it is, a disk that may be wiped."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.hosting.hostile import uploads
from tests.hosting.visitor import Visitor
from tests.support import painting
from tools.processes import ROOT, Program, free_port

WORKERS = 2
MOST_MB = 512
MOST_MB_OF_UPLOADS = 560
"""Two processes of 100 MB, and 280 MB for the largest of what is sent; all of it at once took 1,000 MB."""

OWN = ("webapp", "static", "templates", "deploy", "wsgi.py", "gunicorn.conf.py")
"""What the image holds, too."""

NOBODY = 65534
IS_ROOT = os.geteuid() == 0


def as_nobody() -> list[str]:
    """Before a command of root's: it is nobody then, who writes only what belongs to nobody.

    It may read what root may, where root can give that: the interpreter may lie in root's own folder.
    """
    bounds = re.findall(r"CapBnd:\s+([0-9a-f]+)", Path("/proc/self/status").read_text(encoding="utf-8"))
    may_read_all = int(bounds[0], 16) >> 2 & 1  # CAP_DAC_READ_SEARCH, which some containers take away
    caps = "-all,+dac_read_search" if may_read_all else "-all"
    become = f"--reuid={NOBODY} --regid={NOBODY} --clear-groups --no-new-privs"
    return f"setpriv {become} --inh-caps={caps} --ambient-caps={caps} --bounding-set={caps}".split()


AS_ANYBODY = as_nobody() if IS_ROOT else []
"""Who is no root stays who it is."""


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file and folder with its size and when it was changed."""
    return {
        str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in [folder, *folder.rglob("*")]
    }


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that everybody may enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="module")
def checkout(place: Path) -> Iterator[Path]:
    """A copy of the app in which nobody may write."""
    folder = place / "checkout"
    folder.mkdir()
    for name in OWN:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, folder / name)
    subprocess.run(["chmod", "-R", "a+rX,a-w", str(folder)], check=True)
    yield folder
    subprocess.run(["chmod", "-R", "u+w", str(folder)], check=True)


@pytest.fixture(scope="module")
def app(checkout: Path, place: Path) -> Iterator[Program]:
    folder = place / "volume"
    folder.mkdir()
    if IS_ROOT:
        os.chown(folder, NOBODY, NOBODY)
    port = free_port()
    environ = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": "/nonexistent",
        "TMPDIR": str(folder),
        "DATA_DIR": str(folder / "data"),
        "PORT": str(port),
        "WEB_CONCURRENCY": str(WORKERS),
        "PYTHONDONTWRITEBYTECODE": "1",
        "STANDIN_SPEED": "0",
        "CALL_INTERVAL_S": "0",
        "RENDER_EXTERNAL_URL": "http://redraw-1234.onrender.example",
    }
    command = [*AS_ANYBODY, "sh", str(checkout / "deploy" / "start.sh")]
    program = Program(command, environ, port, folder / "log", folder=checkout).start()
    yield program
    program.kill()


def processes(app: Program) -> list[psutil.Process]:
    """The one that was started, and those it started."""
    assert app.process is not None
    master = psutil.Process(app.process.pid)
    return [master, *master.children()]


@dataclass
class Peak:
    mb: float = 0


@contextlib.contextmanager
def memory_of(app: Program) -> Iterator[Peak]:
    """The most memory that all processes take together meanwhile; what they share is divided among them."""
    peak, over = Peak(), threading.Event()

    def watch() -> None:
        while not over.wait(0.03):
            now = sum(one.memory_full_info().pss for one in processes(app))
            peak.mb = max(peak.mb, now / 1_000_000)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


@pytest.fixture(scope="module")
def ada(app: Program) -> Visitor:
    """The admin's browser."""
    visitor = Visitor(app.url)
    visitor.set_up(app)
    return visitor


def test_it_listens_on_the_ports_number_with_as_many_processes_as_were_asked_for(app: Program):
    assert len(processes(app)) == 1 + WORKERS


def test_the_set_up_link_has_the_address_that_the_platform_gave(app: Program):
    assert "http://redraw-1234.onrender.example/welcome/" in app.log


def test_no_process_of_it_belongs_to_root_or_may_write_into_the_checkout(app: Program, checkout: Path):
    users = {process.uids() for process in processes(app)}
    assert users == {(NOBODY,) * 3 if IS_ROOT else (os.geteuid(),) * 3}
    for name in (".", "webapp", "static"):
        touch = [*AS_ANYBODY, "touch", str(checkout / name / "x")]
        assert subprocess.run(touch, capture_output=True, check=False).returncode == 1


def test_a_region_is_redrawn_and_the_checkout_stays_as_it_was(ada: Visitor, checkout: Path):
    before = tree(checkout)
    ada.redraw(ada.first_picture())
    assert tree(checkout) == before


def test_two_processes_stay_within_512_mb_while_large_masks_are_converted(app: Program, ada: Visitor):
    png = painting(4096, 4096, (300, 300, 2900, 2500), (100, 3000, 4000, 3900))
    with memory_of(app) as peak, ThreadPoolExecutor(3) as pool:
        asked = [pool.submit(ada.post, "/mask", {"mask": ("m.png", png)}, format="webp") for _ in range(4)]
        kinds = {one.result().headers["Content-Type"] for one in asked}
    assert kinds == {"image/webp"}
    assert 0 < peak.mb < MOST_MB


def test_so_they_do_while_hostile_uploads_come_at_once(app: Program, ada: Visitor):
    with memory_of(app) as peak, ThreadPoolExecutor(6) as pool:
        asked = [
            (pool.submit(ada.post, "/pictures", {"image": (name, data)}), status)
            for name, data, status in uploads()
        ]
        wrong = [(one.result().url, status) for one, status in asked if one.result().status_code != status]
    assert wrong == []
    assert 0 < peak.mb < MOST_MB_OF_UPLOADS
    assert "Traceback" not in app.log


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
