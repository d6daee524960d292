"""What each task does, again and again without harm: over what expired, what is stored, and thumbnails."""

import os
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from tests.services.support import PERSON, submit
from tests.support import Clock, collaborators, make_app
from tests.team_support import add_person
from webapp.db import blobs as blob_rows
from webapp.db import drafts as draft_rows
from webapp.models import Picture, Role
from webapp.services import blobs, deeds, drafts, housekeeping, limits, pictures, processes
from webapp.services.collaborators import Collaborators
from webapp.services.housekeeping import leftovers, stored, thumbnails
from webapp.services.housekeeping.step import Step
from webapp.services.limits import Limit
from webapp.services.team import links, sessions
from webapp.team_models import Deed, LogFilter
from webapp.upkeep_models import ProcessKind

DAY_S = 24 * 3600.0


def missing(co: Collaborators) -> set[str]:
    with co.database.read() as connection:
        return blob_rows.missing(connection)


def unnamed(co: Collaborators) -> int:
    with co.database.read() as connection:
        return blob_rows.count_unnamed(connection)


def tidied(co: Collaborators) -> list[Step]:
    """Every step that tidying the thumbnails takes."""
    steps = [thumbnails.tidy(co, {})]
    while steps[-1].go_on is not None:
        steps.append(thumbnails.tidy(co, steps[-1].go_on))
    return steps


def test_all_tasks_run_on_an_app_with_a_job_and_take_nothing_that_is_needed(
    app: Flask, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)
    for _ in range(3):
        while housekeeping.run_due(co, housekeeping.TASKS):
            pass
        clock.forward(DAY_S)
    kept = housekeeping.overview(co, housekeeping.TASKS)
    assert [one.run.error for one in kept] == [None] * len(kept)
    assert {task.name for task in housekeeping.TASKS} - {one.run.task for one in kept} <= {
        "Retention",
        "Thumbnails",
        "SQLite\u2019s log",
    }
    assert co.storage.size(str(job.painting)) > 0
    assert co.storage.size(upscale.blob) == upscale.size_bytes


def test_the_log_is_kept_for_its_days_and_goes_in_small_steps(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    co = collaborators(app)
    monkeypatch.setattr(leftovers, "AT_ONCE", 2)
    for number in range(5):
        clock.forward(DAY_S)
        with co.database.write() as connection:
            deeds.record(co, connection, None, Deed.SENDING_RESUMED, detail=str(number))
    clock.forward((co.settings.log_days - 1) * DAY_S)
    steps = [leftovers.old_log(co, {})]
    while steps[-1].go_on is not None:
        steps.append(leftovers.old_log(co, {}))
    assert [step.did for step in steps] == [{"line{s} of the log removed": n} for n in (2, 1)]
    assert [entry.detail for entry in deeds.page(co, LogFilter(), None)[0]] == ["4", "3"]


def test_bytes_of_no_record_are_found_and_go_a_day_later(app: Flask, upscale: Picture, clock: Clock) -> None:
    co = collaborators(app)
    orphan = co.storage.put(BytesIO(b"of a process that was killed before it wrote its record"))
    assert stored.compare(co, {}).did == {"file{s} looked at": 2, "of no record": 1, "missing": 0}
    assert unnamed(co) == 1
    clock.forward(DAY_S - 1)
    assert stored.delete_unnamed(co, {}).did == {"file{s} deleted": 0}
    clock.forward(1)
    assert stored.delete_unnamed(co, {}).did == {"file{s} deleted": 1}
    with pytest.raises(FileNotFoundError):
        co.storage.size(orphan)
    assert co.storage.size(upscale.blob) == upscale.size_bytes


def test_records_whose_bytes_are_missing_are_told_until_they_are_there_again(
    app: Flask, upscale: Picture
) -> None:
    co = collaborators(app)
    with co.storage.open(upscale.blob) as file:
        data = file.read()
    co.storage.delete(upscale.blob)
    assert stored.compare(co, {}).did["missing"] == 1
    assert missing(co) == {upscale.blob}
    co.storage.put(BytesIO(data))
    assert stored.compare(co, {}).did["missing"] == 0
    assert missing(co) == set()


def test_a_comparison_goes_page_by_page_and_finds_everything(
    app: Flask, upscale: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    co = collaborators(app)
    monkeypatch.setattr(stored, "COMPARED", 3)
    orphans = {co.storage.put(BytesIO(bytes([number]))) for number in range(10)}
    jobs = [submit(app, upscale, key=str(n), prompt=str(n)) for n in range(2)]
    co.storage.delete(str(jobs[0].painting))
    step, looked_at = stored.compare(co, {}), 0
    while step.go_on is not None:
        looked_at += step.did["file{s} looked at"]
        step = stored.compare(co, step.go_on)
    assert looked_at + step.did["file{s} looked at"] == 11
    assert missing(co) == {jobs[0].painting}
    assert unnamed(co) == len(orphans)


def test_what_expired_goes_and_what_did_not_stays(tmp_path: Path, clock: Clock) -> None:
    app = make_app(tmp_path, clock, LOCAL_MODE="0")
    co, ada = collaborators(app), add_person(app, "Ada", Role.ADMIN)
    sessions.begin(co, ada.id, "")
    links.make_invite(co, ada, role="member", days="1", uses="1")
    links.make_invite(co, ada, role="member", days="40", uses="1")
    nothing = {"session{s} ended": 0, "link{s} to the team removed": 0, "share link{s} removed": 0}
    assert leftovers.sign_ins_and_links(co, {}).did == nothing
    clock.forward(31 * DAY_S)
    gone = {"session{s} ended": 1, "link{s} to the team removed": 1, "share link{s} removed": 0}
    assert leftovers.sign_ins_and_links(co, {}).did == gone
    assert len(links.open_invites(co)) == 1


def test_counts_and_processes_are_forgotten_when_they_tell_nothing_any_more(
    tmp_path: Path, clock: Clock
) -> None:
    co = collaborators(make_app(tmp_path, clock, LOCAL_MODE="0"))
    limits.count(co, Limit.SIGN_IN_NAME, "ada")
    processes.beat(co, ProcessKind.WORKER)
    assert sum(leftovers.counts(co, {}).did.values()) == 0
    clock.forward(DAY_S + 1)
    did = leftovers.counts(co, {}).did
    assert (did["count{s} of attempts removed"], did["ended process row{s} removed"]) == (1, 1)


def test_a_draft_that_nobody_touched_for_half_a_year_goes(app: Flask, upscale: Picture, clock: Clock) -> None:
    co = collaborators(app)
    drafts.put(co, upscale.id, PERSON, b"strokes", "etag")
    clock.forward(leftovers.DRAFTS_KEPT.total_seconds())
    assert leftovers.old_drafts(co, {}) == Step({"draft{s} removed": 0}, None)
    clock.forward(1)
    assert leftovers.old_drafts(co, {}) == Step({"draft{s} removed": 1}, None)
    with co.database.read() as connection:
        assert draft_rows.get(connection, upscale.id, PERSON.id) is None


def test_thumbnails_of_the_first_page_are_made_ahead_and_those_of_no_picture_dropped(
    app: Flask, upscale: Picture
) -> None:
    co = collaborators(app)
    assert sum(step.did.get("thumbnail{s} made", 0) for step in tidied(co)) == 1
    assert [path.name for path in co.cache_dir.iterdir()] == [f"{upscale.blob}-0-640"]
    assert sum(sum(step.did.values()) for step in tidied(co)) == 0
    left, young = co.cache_dir / ".part-left", co.cache_dir / ".part-young"
    for part in (left, young):
        part.touch()
    os.utime(left, (0, time.time() - thumbnails.UNFINISHED_FOR_S - 1))
    pictures.delete(co, PERSON, upscale.id)
    assert tidied(co)[0].did == {"thumbnail{s} dropped": 2}
    assert list(co.cache_dir.iterdir()) == [young]


def test_sqlites_log_is_cut_off(tmp_path: Path, clock: Clock) -> None:
    app = make_app(tmp_path, clock, DATABASE_URL=f"sqlite:///{tmp_path / 'redraw.sqlite'}")
    co = collaborators(app)
    processes.beat(co, ProcessKind.WEB)
    assert co.database.checkpoint() > 0
    assert (tmp_path / "redraw.sqlite-wal").stat().st_size == 0
    with co.database.read() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM processes")
        clock.forward(10)
        processes.beat(co, ProcessKind.WEB)
        assert co.database.checkpoint() > 0  # what a reader needs stays, and nobody waits for it
    assert [process.id for process in processes.every(co)] == [co.alive.name]


def test_deleting_is_put_off_for_a_day_where_nobody_saw_the_bytes_let_go() -> None:
    assert timedelta(days=1) == stored.FOUND_GRACE > blobs.GRACE
