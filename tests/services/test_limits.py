"""Limits are counted in the database, for each of whoever is counted, and pass."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from tests.support import Clock, collaborators, make_app
from webapp.errors import TooMany
from webapp.services import limits
from webapp.services.limits import RULES, Limit


def test_two_processes_count_together_and_each_person_alone(tmp_path: Path) -> None:
    clock = Clock()
    apps = [make_app(tmp_path, clock, LOCAL_MODE="0") for _ in range(2)]
    first, second = (collaborators(app) for app in apps)
    for number in range(RULES[Limit.SHARE_TRIES].most):
        limits.count((first, second)[number % 2], Limit.SHARE_TRIES, "a")
    for co in (first, second):
        with pytest.raises(TooMany, match="wait ten minutes") as refused:
            limits.count(co, Limit.SHARE_TRIES, "a")
        assert refused.value.retry_after_s == 600
    limits.count(first, Limit.SHARE_TRIES, "b")
    clock.forward(601)
    limits.count(second, Limit.SHARE_TRIES, "a")


def test_what_was_counted_long_ago_is_forgotten_and_no_name_is_kept(tmp_path: Path) -> None:
    clock = Clock()
    app = make_app(tmp_path, clock, LOCAL_MODE="0")
    co = collaborators(app)
    for number in range(20):
        limits.count(co, Limit.SIGN_IN_NAME, f"name-{number}")
    clock.forward(7200)
    limits.count(co, Limit.SIGN_IN_NAME, "later")
    with co.database.read() as connection:
        rows = [str(tuple(row)) for row in connection.execute(text("SELECT * FROM attempts"))]
    assert len(rows) == 1
    assert "later" not in rows[0]


def test_one_person_on_this_machine_is_not_counted(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    co = collaborators(app)
    for _ in range(RULES[Limit.SHARE_TRIES].most + 5):
        limits.count(co, Limit.SHARE_TRIES, "a")
    with co.database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM attempts")).scalar_one() == 0


@given(st.ip_addresses(v=6), st.integers(0, 2**64 - 1))
def test_all_addresses_of_one_ipv6_customer_count_as_one(address, host: int) -> None:
    neighbour = type(address)(int(address) >> 64 << 64 | host)
    if address.ipv4_mapped is None and neighbour.ipv4_mapped is None:
        assert limits.place_of(str(address)) == limits.place_of(str(neighbour))


def test_ipv4_addresses_count_each_for_itself_however_written() -> None:
    assert limits.place_of("10.0.0.1") != limits.place_of("10.0.0.2")
    assert limits.place_of("::ffff:10.0.0.1") == "10.0.0.1"
    assert limits.place_of("nonsense") == limits.place_of(None) == "unknown"
