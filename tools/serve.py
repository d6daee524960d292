"""`make run`: Redraw for one person on this machine, at http://127.0.0.1:8000 or the port in PORT.

Checks what would otherwise fail far from its cause, brings the database up to date and serves by gunicorn.
"""

import os
import socket
import sys
from multiprocessing import get_context
from pathlib import Path

from gunicorn.app.wsgiapp import run as gunicorn

from webapp import create_app
from webapp.cli import prepare
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


def migrate() -> None:
    """What `flask --app wsgi migrate` does, for a process of its own."""
    prepare(create_app().extensions["redraw"])


def main() -> None:
    """Serve until stopped; end with a sentence where that cannot begin."""
    os.chdir(ROOT)
    os.environ.setdefault("LOCAL_MODE", "1")
    try:
        reason = why_not(load(os.environ))
    except SettingsError as error:
        reason = str(error)
    if reason:
        sys.exit(reason)
    # A fork, since importing everything once more would double the time to start; and a process of its own,
    # since gunicorn's workers must not inherit an open database.
    migration = get_context("fork").Process(target=migrate)
    migration.start()
    migration.join()
    if migration.exitcode != 0:
        sys.exit("The database could not be brought up to date: what went wrong stands above.")
    sys.argv = ["gunicorn", "wsgi:app"]
    gunicorn()


if __name__ == "__main__":
    main()
