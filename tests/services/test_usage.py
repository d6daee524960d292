"""Usage as figures: the last days and months, whoever's."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from webapp.services.usage import DAYS, MONTHS, days_until, months_until, summarise

A_DAY = timedelta(days=1)
DATES = st.dates(date(2001, 1, 1), date(2100, 1, 1))


@given(DATES)
def test_the_last_days_and_months_end_with_this_one_and_follow_each_other(today: date) -> None:
    days, months = days_until(today), months_until(today)
    assert (len(days), len(months), days[-1], months[-1]) == (DAYS, MONTHS, str(today), str(today)[:7])
    assert all(date.fromisoformat(b) - date.fromisoformat(a) == A_DAY for a, b in pairwise(days))
    assert len(set(months)) == MONTHS
    assert list(months) == sorted(months)
    assert months[0] == f"{today.year - (today.month < 12):04}-{today.month % 12 + 1:02}"


@given(DATES, st.lists(st.tuples(st.integers(0, 400), st.sampled_from("ab"), st.integers(0, 9))))
def test_the_figures_of_all_are_the_sum_of_each_ones(today: date, rows: list[tuple[int, str, int]]) -> None:
    found = [(str(today - timedelta(days=back)), who, jobs) for back, who, jobs in rows]
    overview = summarise(found, today)
    for spans in ("days", "months"):
        each = [getattr(one, spans) for one in overview.of_people.values()]
        total = getattr(overview.total, spans)
        assert list(total) == [sum(figures) for figures in zip(*each, strict=True)] or not each
    assert sum(overview.total.days) == sum(jobs for back, _, jobs in rows if back < DAYS)
