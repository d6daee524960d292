"""Bytes go when no record names them, never while one does, whoever keeps the same bytes meanwhile."""

from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO

import pytest
from flask import Flask

from tests.services.support import PERSON, png, submit
from tests.support import Clock, collaborators
from webapp.db import blobs as rows
from webapp.errors import StorageError
from webapp.models import Picture
from webapp.services import blobs, jobs, pictures
from webapp.services.collaborators import Collaborators

GRACE_S = blobs.GRACE.total_seconds()


def upload(co: Collaborators, colour: str = "teal") -> Picture:
    return pictures.add_upload(co, PERSON, BytesIO(png(64, 64, colour)), "a.png", "")


def is_kept(co: Collaborators, key: str) -> bool:
    try:
        co.storage.open(key).close()
    except FileNotFoundError:
        return False
    return True


class Watched:
    """The storage, told of each deletion just before it happens."""

    def __init__(self, co: Collaborators, before_delete: Any) -> None:
        self._storage, self._before = co.storage, before_delete

    def __getattr__(self, name: str) -> Any:
        return getattr(self._storage, name)

    def delete(self, key: str) -> None:
        self._before()
        self._storage.delete(key)


def test_a_deleted_picture_leaves_its_bytes_for_a_while_and_then_they_go(app: Flask, clock: Clock) -> None:
    co = collaborators(app)
    picture = upload(co)
    pictures.delete(co, PERSON, picture.id)
    clock.forward(GRACE_S - 1)
    assert blobs.delete_unnamed(co, 10) == (0, 0)
    clock.forward(1)
    assert blobs.delete_unnamed(co, 10) == (1, 1)
    assert not is_kept(co, picture.blob)
    assert blobs.delete_unnamed(co, 10) == (0, 0)


def test_a_deleted_job_leaves_its_painting_and_its_mask_the_same_way(
    app: Flask, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)
    jobs.cancel(co, PERSON, job.id)
    jobs.delete(co, PERSON, job.id)
    clock.forward(GRACE_S)
    assert blobs.delete_unnamed(co, 10) == (1, 1)
    assert not is_kept(co, str(job.painting))


def test_bytes_that_another_record_names_stay(app: Flask, clock: Clock) -> None:
    co = collaborators(app)
    first, second = upload(co), upload(co)
    assert first.blob == second.blob
    pictures.delete(co, PERSON, first.id)
    clock.forward(GRACE_S)
    assert blobs.delete_unnamed(co, 10) == (0, 0)
    assert is_kept(co, second.blob)


def test_bytes_that_are_kept_again_before_they_go_stay(app: Flask, clock: Clock) -> None:
    co = collaborators(app)
    picture = upload(co)
    pictures.delete(co, PERSON, picture.id)
    clock.forward(GRACE_S)
    with co.storage.open(picture.blob) as same:
        assert blobs.keep(co, same) == picture.blob
    assert blobs.delete_unnamed(co, 10) == (0, 0)
    again = upload(co)
    clock.forward(GRACE_S)
    assert blobs.delete_unnamed(co, 10) == (1, 0)
    assert is_kept(co, again.blob)


def test_whoever_keeps_bytes_that_are_just_being_deleted_waits_and_keeps_them_anew(
    app: Flask, clock: Clock
) -> None:
    co = collaborators(app)
    picture = upload(co)
    kept: list[str] = []
    waits: list[float] = []

    def wait(seconds: float) -> None:
        """Let the deletion end, as time would."""
        waits.append(seconds)
        if len(waits) == 2:
            co.storage.delete(picture.blob)
            with co.database.write() as connection:
                rows.forget(connection, picture.blob)

    def keep_the_same() -> None:
        kept.append(upload(replace(co, pause=wait)).blob)

    pictures.delete(co, PERSON, picture.id)
    clock.forward(GRACE_S)
    with co.database.write() as connection:
        assert rows.claim(connection, picture.blob, clock.at, clock.at + blobs.CLAIM)
    keep_the_same()
    assert (kept, len(waits)) == ([picture.blob], 2)
    assert is_kept(co, picture.blob)


def test_a_deletion_whose_process_died_is_taken_up_again(app: Flask, clock: Clock) -> None:
    co = collaborators(app)
    picture = upload(co)

    def die() -> None:
        raise StorageError("The picture storage does not answer")

    pictures.delete(co, PERSON, picture.id)
    clock.forward(GRACE_S)
    with pytest.raises(StorageError):
        blobs.delete_unnamed(replace(co, storage=Watched(co, die)), 10)  # type: ignore[arg-type]
    assert blobs.delete_unnamed(co, 10) == (0, 0)
    clock.forward(blobs.CLAIM.total_seconds())
    assert blobs.delete_unnamed(co, 10) == (1, 1)


def test_bytes_that_are_missing_are_told_in_one_sentence_and_remembered(app: Flask, upscale: Picture) -> None:
    co = collaborators(app)
    co.storage.delete(upscale.blob)
    with pytest.raises(blobs.BytesMissing) as told:
        pictures.image(co, upscale, None, None)
    assert (told.value.status, told.value.text) == (
        404,
        "The bytes of this picture are missing on the server: an admin can bring them back from a backup.",
    )
    with co.database.read() as connection:
        assert rows.missing(connection) == {upscale.blob}


def test_only_what_follows_the_present_position_is_kept(app: Flask) -> None:
    co = collaborators(app)
    source: BinaryIO = BytesIO(b"head and body")
    source.seek(9)
    with co.storage.open(blobs.keep(co, source)) as file:
        assert file.read() == b"body"
