"""nginx for tests: the distribution's, on a free port, with a folder that it writes to and that goes with it.

`python -m tools.nginx` installs it where that may be done.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import distribution

NONE_FOUND = (
    "These tests need nginx, and none was found or could be installed. "
    "Install it (Debian, Ubuntu: apt install nginx-light) and run make again."
)
MAIN = """
daemon off;
{user}
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/unused;
    uwsgi_temp_path {folder}/unused;
    scgi_temp_path {folder}/unused;
    include {folder}/site;
}}
"""


def find() -> str | None:
    """The path of nginx; None where there is none."""
    return shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))


def ensure() -> str | None:
    """`find`, after installing the distribution's package where that may be done and is needed."""
    return find() or (find() if distribution.install("nginx-light") else None)


@contextlib.contextmanager
def serving(folder: Path, site: str) -> Iterator[None]:
    """nginx with this site for as long as the block lasts."""
    program = find()
    if program is None:
        raise RuntimeError(NONE_FOUND)
    folder.mkdir()
    user = "user root;" if os.geteuid() == 0 else ""  # its folders are closed to other users
    (folder / "main").write_text(MAIN.format(folder=folder, user=user), encoding="utf-8")
    (folder / "site").write_text(site, encoding="utf-8")
    command = [program, "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(folder / "main")]
    process = subprocess.Popen(command)
    try:
        while not (folder / "pid").exists():  # written when it listens
            with contextlib.suppress(subprocess.TimeoutExpired):
                raise RuntimeError(f"nginx ended with {process.wait(timeout=0.05)}")
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def main() -> int:
    if ensure() is None:
        print(NONE_FOUND, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
