"""As a platform starts it: deploy/start.sh, a checkout that stays as it is, a disk that may be wiped."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.hosting.visitor import Visitor
from tools.processes import ROOT, Program, free_port

WORKERS = 2
OWN = ("webapp", "static", "templates", "deploy", "wsgi.py", "gunicorn.conf.py")
"""What the image holds, too."""


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file and folder with its size and when it was changed."""
    return {
        str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in [folder, *folder.rglob("*")]
    }


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the app in which nobody may write, root excepted."""
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
    command = ["sh", str(checkout / "deploy" / "start.sh")]
    program = Program(command, environ, port, folder / "log", folder=checkout).start()
    yield program
    program.kill()


def test_it_listens_on_the_ports_number_with_as_many_processes_as_were_asked_for(app: Program):
    assert app.process is not None
    assert len(psutil.Process(app.process.pid).children()) == WORKERS


def test_the_set_up_link_has_the_address_that_the_platform_gave(app: Program):
    assert "http://redraw-1234.onrender.example/welcome/" in app.log


def test_a_region_is_redrawn_and_the_checkout_stays_as_it_was(app: Program, checkout: Path):
    before = tree(checkout)
    ada = Visitor(app.url)
    ada.set_up(app)
    ada.redraw(ada.first_picture())
    assert tree(checkout) == before


def test_after_the_disk_was_wiped_it_starts_anew_and_knows_nobody(app: Program):
    ada = Visitor(app.url)
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
