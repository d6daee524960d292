"""When the provider may be called next."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.provider.pacing import is_not_yet, next_poll_s, reserve, retry_after_s

NOW = 1_700_000_000.0  # Tue, 14 Nov 2023 22:13:20 GMT


def test_the_first_call_goes_out_at_once() -> None:
    assert reserve(slot_free_at=0.0, now=NOW, interval_s=3.0) == (0.0, NOW + 3.0)


def test_a_call_right_after_another_waits_for_the_rest_of_the_interval() -> None:
    assert reserve(slot_free_at=NOW + 2.0, now=NOW, interval_s=3.0) == (2.0, NOW + 5.0)


@given(st.lists(st.floats(0, 30), min_size=2, max_size=20))
def test_calls_reserved_one_after_another_are_never_closer_than_the_interval(gaps: list[float]) -> None:
    free_at, now, starts = 0.0, NOW, []
    for gap in gaps:
        now += gap
        wait_s, free_at = reserve(free_at, now, 3.0)
        starts.append(now + wait_s)

    assert all(later - earlier >= 3.0 - 1e-6 for earlier, later in pairwise(starts))
    assert all(start >= NOW for start in starts)


def test_without_an_interval_nothing_waits() -> None:
    assert reserve(slot_free_at=NOW + 100.0, now=NOW, interval_s=0.0) == (0.0, NOW)


def test_a_slot_beyond_any_wait_comes_from_a_clock_that_jumped_and_is_ignored() -> None:
    assert reserve(slot_free_at=NOW + 86_400.0, now=NOW, interval_s=3.0) == (0.0, NOW + 3.0)


def test_an_interval_longer_than_any_wait_is_kept() -> None:
    assert reserve(slot_free_at=NOW + 1000.0, now=NOW, interval_s=1000.0) == (1000.0, NOW + 2000.0)


@pytest.mark.parametrize(
    ("age_s", "delay_s"), [(0.0, 3.0), (3.0, 3.0), (30.0, 3.0), (75.0, 4.0), (120.0, 5.0), (900.0, 5.0)]
)
def test_polls_start_3_s_after_the_acceptance_and_slow_down_to_5_s(age_s: float, delay_s: float) -> None:
    assert next_poll_s(age_s) == pytest.approx(delay_s)


def test_failed_polls_in_a_row_back_off_to_a_minute() -> None:
    assert [next_poll_s(0.0, failures) for failures in (0, 1, 2, 3, 4, 5, 50)] == [3, 6, 12, 24, 48, 60, 60]


@pytest.mark.parametrize(
    ("status", "age_s", "answer"),
    [
        (400, 0.0, True),
        (404, 14.9, True),
        (404, 15.0, False),
        (401, 1.0, False),
        (500, 1.0, False),
        (None, 1.0, False),
    ],
)
def test_a_young_message_that_is_refused_is_not_there_yet(
    status: int | None, age_s: float, answer: bool
) -> None:
    assert is_not_yet(status, age_s) is answer


@pytest.mark.parametrize(
    ("header", "wait_s"),
    [
        ("7", 7.0),
        (" 120 ", 120.0),
        ("0", 0.0),
        ("999999999999999999999", 3600.0),
        ("Tue, 14 Nov 2023 22:13:50 GMT", 30.0),
        ("Tue, 14 Nov 2023 22:13:50 -0000", 30.0),
        ("Tue, 14 Nov 2023 22:00:00 GMT", 0.0),
        ("Fri, 14 Nov 2053 22:00:00 GMT", 3600.0),
        ("soon", None),
        ("-3", None),
        ("1.5", None),
        ("٣", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_in_seconds_or_as_a_date(header: str | None, wait_s: float | None) -> None:
    assert retry_after_s(header, NOW) == wait_s


@given(st.text())
def test_no_retry_after_header_breaks_the_reading(header: str) -> None:
    wait_s = retry_after_s(header, NOW)

    assert wait_s is None or 0 <= wait_s <= 3600
