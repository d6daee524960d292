"""The job table: one claim wins, a move happens only from where the job was read, keys are unique."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support import on_postgres
from webapp.db import jobs as rows
from webapp.db import queue
from webapp.db.engine import Database
from webapp.db.migrate import is_current, upgrade
from webapp.db.queue import Hold
from webapp.models import Job, JobStatus, ProviderName

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
JOB = Job(
    id="00000000-0000-4000-8000-000000000001", key="k", content_hash="c", fingerprint=None,
    button="imagine", prompt="a boat",
    picture_id=None, source_message_id=None, painting=None, wire_mask=None, provider=ProviderName.STANDIN,
    status=JobStatus.WAITING, progress=None, message_id=None, result_url=None, result_buttons=(),
    result_picture_id=None, error_code=None, error_text=None, hook_secret="s", cancel_requested=False,
    cancel_sent_at=None, turn=1, queue_position=None, expected_s=None, attempts=0, watched_s=0.0,
    created_by="p", created_at=NOW, sent_at=None, accepted_at=None, started_at=None, polled_at=None,
    finished_at=None, due_at=NOW, leased_until=None, lease=None, hook_message_id=None, hooked_at=None,
    version=1,
)  # fmt: skip


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    url = on_postgres().get("DATABASE_URL", f"sqlite:///{tmp_path / 'test.sqlite'}")
    database = Database(url)
    assert upgrade(database) is True
    yield database
    database.close()


def test_migrating_twice_changes_nothing(database: Database) -> None:
    assert upgrade(database) is False
    assert is_current(database)


def test_a_job_comes_back_as_it_was_stored(database: Database) -> None:
    job = replace(
        JOB, result_buttons=("U1", "\N{ANTICLOCKWISE DOWNWARDS AND UPWARDS OPEN CIRCLE ARROWS}"), progress=40
    )
    with database.write() as connection:
        assert rows.add(connection, job)
    with database.read() as connection:
        assert rows.get(connection, job.id) == job


def test_the_same_key_of_the_same_person_is_stored_once(database: Database) -> None:
    with database.write() as connection:
        assert rows.add(connection, JOB)
        assert not rows.add(connection, replace(JOB, id="00000000-0000-4000-8000-000000000002"))
        assert rows.add(connection, replace(JOB, id="00000000-0000-4000-8000-000000000003", created_by="q"))


def test_of_many_claims_at_once_exactly_one_wins(database: Database) -> None:
    with database.write() as connection:
        rows.add(connection, JOB)
    start, won = threading.Barrier(8), []

    def claim(number: int) -> None:
        start.wait()
        with database.write() as connection:
            if queue.claim(connection, JOB, Hold(f"lease {number}", NOW, LATER)):
                won.append(number)

    threads = [threading.Thread(target=claim, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_a_lease_that_has_ended_can_be_taken_over(database: Database) -> None:
    with database.write() as connection:
        rows.add(connection, JOB)
        assert queue.claim(connection, JOB, Hold("a", NOW, LATER))
        assert queue.claim_in_turn(connection, JOB.provider, Hold("b", NOW, LATER)) is None
        taken = queue.claim_in_turn(connection, JOB.provider, Hold("b", LATER, LATER))
    assert taken is not None
    assert taken.lease == "b"


def test_who_lost_the_lease_can_write_nothing_any_more(database: Database) -> None:
    with database.write() as connection:
        rows.add(connection, JOB)
        first = queue.claim(connection, JOB, Hold("a", NOW, LATER))
        second = queue.claim(connection, JOB, Hold("b", LATER, LATER + timedelta(minutes=1)))
        assert first is not None
        assert second is not None
        assert rows.move(connection, first, JobStatus.SENDING, LATER, "late") is None
        assert rows.move(connection, second, JobStatus.SENDING, LATER, "in time") is not None


def test_a_flag_set_meanwhile_does_not_cost_the_step_its_claim(database: Database) -> None:
    with database.write() as connection:
        rows.add(connection, JOB)
        claimed = queue.claim(connection, JOB, Hold("a", NOW, LATER))
        assert claimed
        rows.hint(connection, JOB.id, cancel_requested=True)
        moved = rows.move(connection, claimed, JobStatus.SENDING, NOW, "sent")
    assert moved is not None
    assert moved.cancel_requested


def test_the_version_grows_with_what_watchers_can_see_and_only_then(database: Database) -> None:
    with database.write() as connection:
        rows.add(connection, JOB)
        loud = rows.touch(connection, JOB, progress=10)
        quiet = rows.touch(connection, JOB, quiet=True, watched_s=3.0)
    assert [changed.version for changed in (loud, quiet) if changed] == [2, 2]


def test_history_is_kept_in_order(database: Database) -> None:
    with database.write() as connection:
        rows.add(connection, JOB)
        rows.move(connection, JOB, JobStatus.CANCELLED, LATER, "Cancelled")
        told = [(event.status, event.text) for event in rows.events(connection, JOB.id)]
    assert told == [(JobStatus.WAITING, "Submitted"), (JobStatus.CANCELLED, "Cancelled")]
