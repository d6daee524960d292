"""What the operator types: `flask --app wsgi migrate`, `worker`, ... and those of `cli_moving`."""

import signal
import threading
from pathlib import Path

import click
from flask import Flask, current_app

from webapp import cli_moving, first_start, worker
from webapp.blocks import give_large_blocks_back
from webapp.cli_sentences import Command
from webapp.db.migrate import upgrade
from webapp.models import Person, Role
from webapp.services import health, pictures
from webapp.services.collaborators import Collaborators
from webapp.services.team import links, people
from webapp.standin import SAMPLES, serve
from webapp.upkeep_models import ProcessKind

LOOK_EVERY_S = 1.0


def install(app: Flask) -> None:
    for command in (migrate, set_up_link, reset_link, run_worker, standin, *cli_moving.COMMANDS):
        app.cli.add_command(command)


def prepare(co: Collaborators) -> None:
    """Bring the database to this release; a new one in practice mode gets the sample pictures."""
    if upgrade(co.database) and co.settings.practice:
        for sample in reversed(SAMPLES):
            pictures.add_by_message(
                co, Person("samples", "Redraw", Role.MEMBER), sample.message_id, title=sample.title
            )


@click.command("migrate", cls=Command)
def migrate() -> None:
    """Bring the database to the schema of this release. Safe to repeat."""
    prepare(current_app.extensions["redraw"])
    click.echo("The database is ready.")


@click.command("set-up-link", cls=Command)
def set_up_link() -> None:
    """Print a link that makes the first admin, while there is none."""
    words = first_start.words(current_app.extensions["redraw"])
    click.echo(words or "There is nothing to set up.")


@click.command("reset-link", cls=Command)
@click.argument("name")
def reset_link(name: str) -> None:
    """Print a link by which the member NAME sets a new password: for admins who forgot theirs."""
    co: Collaborators = current_app.extensions["redraw"]
    token = links.make_reset(co, None, people.by_name(co, name).id)
    click.echo(f"{first_start.site(co.settings)}/reset/{token}")


@click.command("worker", cls=Command)
def run_worker() -> None:
    """Advance jobs in a process of its own. With SQLite the web process does that, and this one idles.

    While the database is away, or not migrated yet, it waits.
    """
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    co: Collaborators = current_app.extensions["redraw"]
    if co.database.is_sqlite:
        click.echo("SQLite: the web process advances the jobs; this worker idles.")
        stop.wait()
        return
    give_large_blocks_back()
    if not _sees_database(co, stop):
        return
    click.echo("Advancing jobs.")
    background = worker.start(current_app._get_current_object(), ProcessKind.WORKER)  # type: ignore[attr-defined]
    stop.wait()
    background.stop()


def _sees_database(co: Collaborators, stop: threading.Event) -> bool:
    """Wait until the database can be used, saying why not; False where it is to stop before."""
    said = None
    while not stop.is_set():
        problem = health.database_problem(co)
        if problem is None:
            return True
        if problem != said:
            click.echo(f"{problem} This worker waits.", err=True)
        said = problem
        stop.wait(LOOK_EVERY_S)
    return False


@click.command("standin")
@click.option("--port", default=9000, show_default=True, help="The port on 127.0.0.1.")
@click.option("--folder", default="./standin-data", show_default=True, help="Where its world is kept.")
@click.option("--fault-switch", is_flag=True, help="For tests: let whoever reaches the port make it fail.")
def standin(port: int, folder: str, *, fault_switch: bool) -> None:
    """Serve the stand-in provider alone, on loopback, for trying the API without an account."""
    speed = current_app.extensions["redraw"].settings.standin_speed
    serve(port, Path(folder), speed, fault_switch=fault_switch)
