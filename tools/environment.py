"""Make `.venv` hold exactly what a requirements file names, and do nothing when it already does.

`python -m tools.environment requirements.txt`. What was installed is remembered in a stamp inside `.venv`:
the hash of the requirements with the Python version, so a changed pin or another Python installs anew.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"


def files_of(requirements: Path) -> list[Path]:
    """A requirements file and those it includes by `-r`, itself first."""
    lines = requirements.read_text(encoding="utf-8").splitlines()
    included = [requirements.parent / line[3:].strip() for line in lines if line.startswith("-r ")]
    return [requirements, *(path for name in included for path in files_of(name))]


def fingerprint(requirements: Path, python_version: str) -> str:
    """What a stamp holds: equal exactly when the same packages are wanted for the same Python."""
    texts = [path.read_text(encoding="utf-8") for path in files_of(requirements)]
    lines = [line.strip() for text in texts for line in text.splitlines()]
    wanted = sorted(line for line in lines if line and not line.startswith(("#", "-r ")))
    return hashlib.sha256("\n".join([python_version, *wanted]).encode()).hexdigest()


def ensure(requirements: Path, venv: Path = VENV, *options: str) -> bool:
    """Install `requirements` into `venv` unless it already holds them; return whether anything was done.

    `options` are pip's.
    """
    if _is_stamped(requirements, venv):
        return False
    if not _can_install(venv):
        print(f"Making {venv.name} ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], check=True)
    print(f"Installing {requirements.name} into {venv.name}; this is done once ...", flush=True)
    pip = [_python(venv), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *options, "-r", str(requirements)], check=True)
    for path in files_of(requirements):
        _stamp(path, venv).write_text(fingerprint(path, _version(venv)), encoding="utf-8")
    return True


def _python(venv: Path) -> str:
    return str(venv / "bin" / "python")


def _stamp(requirements: Path, venv: Path) -> Path:
    return venv / f".installed-{requirements.stem}"


def _is_stamped(requirements: Path, venv: Path) -> bool:
    stamp = _stamp(requirements, venv)
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint(requirements, _version(venv))


def _version(venv: Path) -> str:
    """The full version of the environment's Python; empty where that Python no longer runs."""
    if Path(sys.prefix) == venv:
        return sys.version
    try:
        asked = [_python(venv), "-c", "import sys; print(sys.version, end='')"]
        return subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def _can_install(venv: Path) -> bool:
    """False where there is no environment, or only what an interrupted set-up left of one."""
    if not Path(_python(venv)).exists():
        return False
    asked = subprocess.run([_python(venv), "-m", "pip", "--version"], capture_output=True, check=False)
    return asked.returncode == 0


def main(names: list[str]) -> int:
    for name in names:
        try:
            ensure(ROOT / name)
        except subprocess.CalledProcessError:
            print(f"Could not install {name}: what went wrong stands above.", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
