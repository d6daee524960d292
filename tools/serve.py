"""`make run`: Redraw for one person on this machine, at http://127.0.0.1:8000 or the port in PORT.

Checks what would otherwise fail far from its cause, brings the database up to date and becomes gunicorn.
"""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from webapp.settings import Settings, SettingsError, load

ROOT = Path(__file__).resolve().parent.parent


def is_free(host: str, port: int) -> bool:
    """True where a server could listen on the address now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As gunicorn does: an address still in TIME_WAIT from the last run is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def why_not(settings: Settings) -> str | None:
    """The sentence that says why the app cannot be served now, or None."""
    port = settings.port
    if not is_free(settings.bind, port):
        return f"Port {port} is taken by another program. Choose another: PORT={port + 1} make run"
    return None


def main() -> NoReturn:
    """Serve until stopped; end with a sentence where that cannot begin."""
    os.chdir(ROOT)
    os.environ.setdefault("LOCAL_MODE", "1")
    try:
        reason = why_not(load(os.environ))
    except SettingsError as error:
        reason = str(error)
    if reason:
        sys.exit(reason)
    python = sys.executable
    migrated = subprocess.run([python, "-m", "flask", "--app", "wsgi", "migrate"], check=False)
    if migrated.returncode != 0:
        sys.exit("The database could not be brought up to date: what went wrong stands above.")
    os.execv(python, [python, "-m", "gunicorn", "wsgi:app"])


if __name__ == "__main__":
    main()
