from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.standin.records import Record, Status
from webapp.standin.schedule import Standing, final, schedule


def record(number: int = 0, **values: object) -> Record:
    fixed = {"id": f"m{number}", "button": "imagine", "recipe": "imagine", "prompt": "a lake", "seed": 1}
    timed = {"created_at": 100.0, "lead_s": 2.0, "work_s": 10.0, "drawn_at": 101.0}
    return Record(**{**fixed, **timed, **values})  # type: ignore[arg-type]


def states(records: Sequence[Record], now: float) -> list[tuple[str, int]]:
    return [(standing.status.value, standing.progress) for standing in schedule(records, now)]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (100.0, ("QUEUED", 0)),
        (101.9, ("QUEUED", 0)),
        (102.0, ("PROCESSING", 0)),
        (107.0, ("PROCESSING", 50)),
        (111.95, ("PROCESSING", 99)),
        (112.0, ("DONE", 100)),
    ],
)
def test_a_message_alone_is_queued_for_its_lead_time_then_works_then_is_done(
    now: float, expected: tuple[str, int]
) -> None:
    assert states([record()], now) == [expected]


def test_three_run_at_a_time_and_the_fourth_starts_when_the_first_ends() -> None:
    records = [record(number, created_at=100.0 + number) for number in range(4)]
    assert [status for status, _ in states(records, 111.9)] == ["PROCESSING"] * 3 + ["QUEUED"]
    assert [status for status, _ in states(records, 112.0)] == [
        "DONE",
        "PROCESSING",
        "PROCESSING",
        "PROCESSING",
    ]
    assert schedule(records, 112.0)[3].started_at == 112.0


def test_a_message_is_not_done_before_its_picture_is_drawn_and_keeps_its_slot() -> None:
    records = [record(number, drawn_at=None) for number in range(3)] + [record(3)]
    assert states(records, 500.0) == [("PROCESSING", 99)] * 3 + [("QUEUED", 0)]
    drawn = [replace(records[0], drawn_at=501.0), *records[1:]]
    assert schedule(drawn, 502.0)[0] == Standing(Status.DONE, 100, 102.0, 501.0)
    assert schedule(drawn, 502.0)[3].started_at == 501.0


def test_a_start_that_was_written_down_is_kept() -> None:
    assert schedule([record(started_at=150.0)], 155.0)[0] == Standing(Status.PROCESSING, 50, 150.0, None)


def test_a_failing_message_ends_on_the_way_without_a_picture() -> None:
    failing = record(failure="Banned prompt detected", fails_at=0.3, drawn_at=None)
    assert states([failing], 104.9) == [("PROCESSING", 29)]
    assert schedule([failing], 106.0)[0] == Standing(Status.FAIL, 30, 102.0, 105.0)


def test_a_failure_found_out_late_ends_when_it_was_found_out() -> None:
    failing = record(failure="Internal error", fails_at=0.3, drawn_at=109.0)
    assert states([failing], 108.0) == [("PROCESSING", 60)]
    assert schedule([failing], 110.0)[0].finished_at == 109.0


def test_cancelling_a_running_message_frees_its_slot_from_that_moment() -> None:
    records = [record(number, started_at=102.0) for number in range(3)] + [record(3)]
    records[1] = replace(records[1], cancelled_at=105.0)
    standings = schedule(records, 106.0)
    assert standings[1] == Standing(Status.FAIL, 30, 102.0, 105.0)
    assert standings[3].started_at == 105.0


def test_cancelling_a_waiting_message_takes_no_slot() -> None:
    records = [record(number, started_at=102.0) for number in range(3)]
    records += [record(3, cancelled_at=105.0), record(4)]
    standings = schedule(records, 112.0)
    assert standings[3] == Standing(Status.FAIL, 0, None, 105.0)
    assert standings[4].started_at == 112.0


def test_without_work_a_message_is_done_as_soon_as_it_is_drawn() -> None:
    assert states([record(lead_s=0.0, work_s=0.0, drawn_at=None)], 100.0) == [("PROCESSING", 99)]
    assert states([record(lead_s=0.0, work_s=0.0, drawn_at=100.5)], 100.5) == [("DONE", 100)]


def test_a_finished_record_tells_its_own_end() -> None:
    done = record(started_at=102.0, finished_at=112.0)
    assert final(done) == Standing(Status.DONE, 100, 102.0, 112.0)
    assert final(replace(done, cancelled_at=107.0, finished_at=107.0)) == Standing(
        Status.FAIL, 50, 102.0, 107.0
    )


queues = st.lists(
    st.builds(
        lambda gap, lead, work, drawn_after, failure: (gap, lead, work, drawn_after, failure),
        st.floats(0, 9),
        st.floats(0, 3),
        st.floats(0, 30),
        st.floats(0, 60),
        st.sampled_from([None, "Job Timeout"]),
    ),
    max_size=9,
)


def lay_out(queue: list[tuple[float, float, float, float, str | None]]) -> list[Record]:
    records, now = [], 100.0
    for number, (gap, lead, work, drawn_after, failure) in enumerate(queue):
        now += gap
        drawn_at = None if failure else now + drawn_after
        records.append(
            record(number, created_at=now, lead_s=lead, work_s=work, drawn_at=drawn_at, failure=failure)
        )
    return records


@given(queues, st.lists(st.floats(100, 400), min_size=2, max_size=8))
def test_whoever_looks_and_however_often_all_end_at_the_same_time(queue: list, looks: list[float]) -> None:
    records = lay_out(queue)
    expected = [standing.finished_at for standing in schedule(records, 10_000.0)]
    found: dict[str, float | None] = {}
    remembered = {one.id: one for one in records}
    for now in [*sorted(looks), 10_000.0]:
        # A record exists from its creation on, and what was found is written down as the ledger does.
        alive = [one for one in remembered.values() if one.created_at <= now]
        known = [one if (one.drawn_at or 0) <= now else replace(one, drawn_at=None) for one in alive]
        for one, standing in zip(known, schedule(known, now), strict=True):
            remembered[one.id] = replace(remembered[one.id], started_at=standing.started_at)
            if standing.finished_at is not None:
                found[one.id] = standing.finished_at
                del remembered[one.id]
    assert [found[one.id] for one in records] == pytest.approx(expected)


@given(queues, st.lists(st.floats(100, 400), min_size=2, max_size=8))
def test_progress_never_falls_and_never_more_than_three_run(queue: list, looks: list[float]) -> None:
    records = lay_out(queue)
    before = [0] * len(records)
    for now in sorted(looks):
        standings = schedule(records, now)
        assert sum(standing.status is Status.PROCESSING for standing in standings) <= 3
        progress = [standing.progress for standing in standings]
        assert all(old <= new for old, new in zip(before, progress, strict=True))
        assert all((standing.progress == 100) == (standing.status is Status.DONE) for standing in standings)
        before = progress
