"""The table of all that is done now and then."""

from datetime import timedelta

from webapp.services.collaborators import Collaborators
from webapp.services.housekeeping import leftovers, retention, stored, thumbnails
from webapp.services.housekeeping.step import State, Step, Task


def _is_on_sqlite(co: Collaborators) -> bool:
    return co.database.is_sqlite


def _checkpoint(co: Collaborators, _state: State) -> Step:
    return Step({"KB of SQLite\u2019s log written back": co.database.checkpoint() >> 10})


TASKS: tuple[Task, ...] = (
    Task("Bytes no record names", timedelta(minutes=5), stored.delete_unnamed),
    Task("Storage against records", timedelta(days=1), stored.compare),
    Task("Thumbnails", timedelta(minutes=30), thumbnails.tidy, each_machine=True),
    Task("Sign-ins and links", timedelta(hours=1), leftovers.sign_ins_and_links),
    Task("Old drafts", timedelta(days=1), leftovers.old_drafts),
    Task("Old log", timedelta(days=1), leftovers.old_log),
    Task("Old counts and messages", timedelta(hours=1), leftovers.counts),
    Task("Retention", timedelta(hours=6), retention.delete_old, retention.is_wanted),
    Task("SQLite\u2019s log", timedelta(minutes=10), _checkpoint, _is_on_sqlite),
)
"""In the order in which the operator's page shows them; the names are also their keys in the database."""

OF_EACH_MACHINE = tuple(task for task in TASKS if task.each_machine)
