"""What the operator types to keep all of it safe or bring it elsewhere: `backup`, `restore`, `move-data`."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from flask import current_app

from webapp.cli_sentences import Command
from webapp.services import backup, closing, moving
from webapp.services.collaborators import Collaborators
from webapp.setting_kinds import database_url, storage_url


@click.command("backup", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
def write_backup(file: Path) -> None:
    """Write everything, pictures too, into one FILE. The app may run meanwhile."""
    with _Progress() as tell:
        told = backup.write(_collaborators(), file, tell)
    missing = f" {told['missing']} were deleted meanwhile." if told["missing"] else ""
    click.echo(f"{file} holds {_rows(told['tables'])} rows and {told['blobs']} pictures and masks.{missing}")
    _tell_of_the_stand_in()


@click.command("restore", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace what is here.")
def restore(file: Path, *, force: bool) -> None:
    """Bring back what `backup` wrote into FILE, also of an older release. The app must not run meanwhile."""
    with _Progress() as tell:
        told = backup.put_back(_collaborators(), file, tell, force=force)
    click.echo(f"{_rows(told['tables'])} rows and {told['blobs']} pictures and masks are back.")
    click.echo("Jobs that waited to be sent are marked as uncertain: they may have been sent since.")


@click.command("move-data", cls=Command)
@click.option("--to", "to", help="The new database, as DATABASE_URL takes it.")
@click.option("--storage", "storage", help="Where pictures will be kept, as STORAGE_URL takes it.")
@click.option("--reopen", is_flag=True, help="Take changes here again after a move.")
def move_data(to: str | None, storage: str | None, *, reopen: bool) -> None:
    """Copy everything to another database and storage, which then replace the present ones.

    The app may run meanwhile: near the end it is closed to changes, and stays so until it starts with the new
    settings. Run it again where it was interrupted. STORAGE_ENDPOINT and the keys are those of the bucket.
    """
    co = _collaborators()
    if reopen:
        closing.reopen(co)
        click.echo("Changes are taken here again.")
        return
    with _Progress() as tell:
        where = _url("--to", to, database_url), _url("--storage", storage, storage_url)
        told = moving.move(co, *where, tell)
    click.echo(f"{_rows(told)} rows have arrived, each table equal by count and checksum.")
    click.echo(
        "Now set DATABASE_URL and STORAGE_URL to the new places and start anew. Until then nothing can be"
    )
    click.echo("changed here; `move-data --reopen` takes that back.")
    _tell_of_the_stand_in()


COMMANDS = (write_backup, restore, move_data)


def _collaborators() -> Collaborators:
    found: Collaborators = current_app.extensions["redraw"]
    return found


def _tell_of_the_stand_in() -> None:
    """What practice mode keeps beside the data is not among them."""
    settings = _collaborators().settings
    if settings.practice:
        world = settings.data_dir / "standin"
        click.echo(f"The stand-in's world is not in it: copy {world} to go on with pictures of practice.")


def _url(option: str, value: str | None, parse: Callable[[str], str]) -> str:
    if value is None:
        raise click.UsageError(f"{option} is missing.")
    try:
        return parse(value)
    except ValueError as error:
        raise click.UsageError(f"{option} {error}.") from None


def _rows(tables: dict[str, Any]) -> int:
    return sum(table["rows"] for table in tables.values())


class _Progress:
    """A line for each kind of thing; on a terminal with a bar that fills."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._what, self._line = "", ""

    def __enter__(self) -> "_Progress":
        return self

    def __exit__(self, *_: object) -> None:
        if self._line:
            click.echo("" if self._shown else self._line, err=True)

    def __call__(self, what: str, done: int, most: int | None) -> None:
        if what != self._what:
            self.__exit__()
        of = f" of {most}" if most is not None else ""
        bar = f"[{'#' * (20 * done // most if most else 20):20}] " if most is not None else ""
        self._what, self._line = what, f"{bar}{done}{of} {what}"
        if self._shown:
            click.echo(f"\r{self._line}", nl=False, err=True)
