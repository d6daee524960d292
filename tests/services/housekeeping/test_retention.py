"""RETENTION_DAYS deletes what is old and needed by nobody, and nothing else."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from tests.services.support import PERSON, Provider, accepted, now_at, refused, step, submit
from tests.support import Clock, collaborators
from tests.team_support import add_person
from webapp.errors import NotFound
from webapp.models import Job, JobStatus, Picture
from webapp.services import blobs, deeds, drafts, hand_overs, housekeeping, jobs, pictures, sharing
from webapp.services.collaborators import Collaborators
from webapp.services.housekeeping import retention
from webapp.team_models import Deed, LogFilter

DAY_S = 24 * 3600.0


@pytest.fixture
def co(app: Flask) -> Collaborators:
    """The app with RETENTION_DAYS=30."""
    co = collaborators(app)
    return replace(co, settings=replace(co.settings, retention_days=30))


def done(app: Flask, provider: Provider, picture: Picture, message_id: str = "m-1") -> Job:
    """A job that ended in a picture."""
    provider.answer = lambda _body: accepted(message_id)
    job = submit(app, picture, key=message_id)
    job = step(app, job)
    provider.has(message_id, status="DONE", ref=job.id)
    assert step(app, job).status is JobStatus.DONE
    return now_at(app, job)


def left(co: Collaborators) -> set[str]:
    return {picture.id for picture in pictures.page(co, "", "")[0]}


def test_without_the_setting_nothing_is_deleted(app: Flask, upscale: Picture, clock: Clock) -> None:
    co = collaborators(app)
    clock.forward(4000 * DAY_S)
    while housekeeping.run_due(co, housekeeping.TASKS):
        pass
    assert left(co) == {upscale.id}


def test_old_pictures_and_jobs_go_with_their_bytes_and_the_log_tells(
    app: Flask, co: Collaborators, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    job = done(app, provider, upscale)
    clock.forward(29 * DAY_S)
    assert retention.delete_old(co, {}).did == {"picture{s} deleted": 0, "job{s} deleted": 0}
    clock.forward(2 * DAY_S)
    assert retention.delete_old(co, {}).did == {"picture{s} deleted": 2, "job{s} deleted": 1}
    assert retention.delete_old(co, {}).did == {"picture{s} deleted": 0, "job{s} deleted": 0}
    with pytest.raises(NotFound):
        jobs.get(co, job.id)
    clock.forward(blobs.GRACE.total_seconds())
    assert blobs.delete_unnamed(co, 10) == (3, 3)  # painting, mask, and what both pictures look like
    assert list(co.storage.keys()) == []
    logged = deeds.page(co, LogFilter(deed=Deed.RETENTION), None)[0]
    assert [(entry.person_id, entry.detail) for entry in logged] == [(None, "pictures: 2, jobs: 1")]


@pytest.mark.parametrize("state", ["waiting", "queued", "uncertain"])
def test_a_job_that_is_not_over_keeps_all_that_it_needs(
    app: Flask, co: Collaborators, provider: Provider, upscale: Picture, clock: Clock, state: str
) -> None:
    if state == "uncertain":
        provider.answer = lambda _body: refused(500, "retry later")
    job = submit(app, upscale)
    if state != "waiting":
        job = step(app, job)
    assert str(job.status) == state
    clock.forward(400 * DAY_S)
    assert retention.delete_old(co, {}).did == {"picture{s} deleted": 0, "job{s} deleted": 0}
    assert co.storage.size(str(job.painting)) > 0
    assert left(co) == {upscale.id}


Need = Callable[[Flask, Collaborators, Picture], None]


def _share(app: Flask, co: Collaborators, picture: Picture, what: str = "picture") -> None:
    ada = add_person(app, "Ada")
    order = sharing.Order(what=what, days="never", passphrase="", with_prompt=False)
    sharing.make(co, ada, picture.id, order)


def _draft(_app: Flask, co: Collaborators, picture: Picture) -> None:
    drafts.put(co, picture.id, PERSON, b"strokes", "etag")


def _hand_over(app: Flask, co: Collaborators, picture: Picture) -> None:
    ada, bob = add_person(app, "Ada"), add_person(app, "Bob")
    hand_overs.hand_over(co, ada, picture.id, bob.id, "")


def _job(app: Flask, co: Collaborators, picture: Picture) -> None:
    job = submit(app, picture)
    jobs.cancel(co, PERSON, job.id)


@pytest.mark.parametrize("need", [_share, _draft, _hand_over, _job])
def test_a_picture_that_somebody_needs_stays(
    app: Flask, co: Collaborators, upscale: Picture, clock: Clock, need: Need
) -> None:
    clock.forward(40 * DAY_S)
    need(app, co, upscale)
    assert retention.delete_old(co, {}).did["picture{s} deleted"] == 0
    assert left(co) == {upscale.id}


@pytest.mark.parametrize(("what", "kept"), [("picture", 1), ("job", 2), ("lineage", 4)])
def test_a_share_link_keeps_all_that_it_shows(
    app: Flask, co: Collaborators, provider: Provider, upscale: Picture, clock: Clock, what: str, kept: int
) -> None:
    line = [upscale]
    for number in range(3):
        job = done(app, provider, line[-1], f"m-{number}")
        line.append(pictures.get(co, str(job.result_picture_id)))
    _share(app, co, line[-1], what)
    clock.forward(400 * DAY_S)
    while retention.delete_old(co, {}).did["picture{s} deleted"]:
        pass
    assert left(co) == {picture.id for picture in line[-kept:]}


def test_very_many_go_in_small_steps(
    app: Flask, co: Collaborators, upscale: Picture, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for number in range(5):
        job = submit(app, upscale, key=str(number), prompt=str(number))
        jobs.cancel(co, PERSON, job.id)
    clock.forward(31 * DAY_S)
    found, state = 0, {}
    while state is not None:
        taken = retention.delete_old(co, state)
        found, state = found + taken.did["job{s} deleted"], taken.go_on
    assert found == 5
