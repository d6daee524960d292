"""An instance with something of everything, to be backed up or moved."""

from pathlib import Path
from typing import Any

from flask import Flask

from tests.services.support import PERSON, Provider, accepted, now_at, png, step, submit
from tests.support import Clock, collaborators, make_app
from webapp.db import portable
from webapp.models import Job, JobStatus, Picture
from webapp.services import drafts
from webapp.services.collaborators import Collaborators


def live_in(app: Flask, provider: Provider, upscale: Picture) -> tuple[Job, Job]:
    """A draft, a job that is done and one that waits to be sent, which are returned."""
    co = collaborators(app)
    drafts.put(co, upscale.id, PERSON, b'{"strokes": []}', "etag")
    provider.answer = lambda _body: accepted("result")
    provider.has("result", status="DONE", buttons=["U1", "U2", "U3", "U4"], picture=png(64, 64, "navy"))
    done = submit(app, upscale, key="k1", prompt="ein rotes Boot \u2603")
    while not now_at(app, done).status.is_terminal:
        step(app, done)
    assert now_at(app, done).status is JobStatus.DONE
    return now_at(app, done), submit(app, upscale, key="k2")


def empty(folder: Path, clock: Clock, **environ: str) -> Collaborators:
    """A place where nothing is yet but the tables; or what was moved to the places that are given."""
    elsewhere = {"MIDJOURNEY_TOKEN": "t", "MIDJOURNEY_API_URL": "http://127.0.0.1:9"}
    app = make_app(folder, clock, **elsewhere, **environ)
    _APPS.append(app)
    return collaborators(app)


_APPS: list[Flask] = []
"""Kept, since the database of an app that is gone is closed."""


def all_of(co: Collaborators) -> tuple[dict[str, Any], dict[str, bytes]]:
    """(rows and checksum of each table, the bytes of every blob that a record names)."""
    with portable.snapshot(co.database) as connection:
        sums, keys = portable.sums(connection), set(portable.blobs(connection))
    held = {}
    for key in keys:
        with co.storage.open(key) as file:
            held[key] = file.read()
    return sums, held


def quiet(_what: str, _done: int, _most: int | None) -> None:
    """Nobody watches the progress."""
