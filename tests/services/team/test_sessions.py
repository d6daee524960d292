"""Sessions: they live on the server, change their token with the role, and end when they should."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from tests.support import Clock, collaborators, make_app
from tests.team_support import add_person
from webapp.models import Person, Role
from webapp.services.collaborators import Collaborators
from webapp.services.team import people, sessions

DAY_S = 86_400


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(tmp_path: Path, clock: Clock) -> Flask:
    app = make_app(tmp_path, clock, LOCAL_MODE="0")
    add_person(app, "Ada", Role.ADMIN)
    return app


@pytest.fixture
def co(app: Flask) -> Collaborators:
    return collaborators(app)


@pytest.fixture
def ben(app: Flask) -> Person:
    return add_person(app, "Ben")


def test_a_token_finds_its_person_and_the_database_holds_no_token(co: Collaborators, ben: Person) -> None:
    token = sessions.begin(co, ben.id, "Firefox")
    visit = sessions.resume(co, token)
    assert visit is not None
    assert visit.person == ben
    assert sessions.resume(co, token[:-1]) is None
    with co.database.read() as connection:
        kept = connection.execute(text("SELECT * FROM sessions")).one()
    assert token not in str(tuple(kept))


def test_an_idle_session_ends_after_a_week_and_a_used_one_after_thirty_days(
    co: Collaborators, ben: Person, clock: Clock
) -> None:
    idle, used = sessions.begin(co, ben.id, ""), sessions.begin(co, ben.id, "")
    for _ in range(4):
        clock.forward(6.9 * DAY_S)
        assert sessions.resume(co, used) is not None
    assert sessions.resume(co, idle) is None
    clock.forward(3 * DAY_S)
    assert sessions.resume(co, used) is None


def test_a_new_role_counts_at_once_and_changes_the_token(
    co: Collaborators, ben: Person, clock: Clock
) -> None:
    old = sessions.begin(co, ben.id, "Firefox")
    people.set_role(co, ben, ben.id, "viewer")
    visit = sessions.resume(co, old)
    assert visit is not None
    assert (visit.person.role, visit.fresh_token is not None) == (Role.VIEWER, True)
    under_way = sessions.resume(co, old)
    assert under_way is not None
    assert (under_way.person.role, under_way.fresh_token) == (Role.VIEWER, None)
    assert len(sessions.of_person(co, ben)) == 1
    clock.forward(61)
    assert sessions.resume(co, old) is None
    assert sessions.resume(co, visit.fresh_token) is not None


def test_ending_a_session_ends_it_under_its_old_token_too(co: Collaborators, ben: Person) -> None:
    old = sessions.begin(co, ben.id, "")
    people.set_role(co, ben, ben.id, "viewer")
    visit = sessions.resume(co, old)
    assert visit is not None
    sessions.end(co, visit.fresh_token)
    assert sessions.resume(co, old) is None


def test_sessions_are_listed_and_ended_one_by_one_or_all(
    co: Collaborators, ben: Person, clock: Clock
) -> None:
    tokens = []
    for agent in ("Firefox", "Safari", "Chrome"):
        tokens.append(sessions.begin(co, ben.id, agent))
        clock.forward(1)
    listed = sessions.of_person(co, ben)
    assert [session.agent for session in listed] == ["Chrome", "Safari", "Firefox"]
    sessions.end_one(co, ben, listed[1].id)
    assert [sessions.resume(co, token) is not None for token in tokens] == [True, False, True]
    sessions.end_all(co, ben)
    assert [sessions.resume(co, token) for token in tokens] == [None, None, None]


def test_nobody_ends_the_session_of_another(app: Flask, co: Collaborators, ben: Person) -> None:
    token = sessions.begin(co, ben.id, "")
    sessions.end_one(co, add_person(app, "Cleo"), sessions.of_person(co, ben)[0].id)
    assert sessions.resume(co, token) is not None


def test_somebody_who_was_removed_is_nobody_at_once(co: Collaborators, ben: Person) -> None:
    token = sessions.begin(co, ben.id, "")
    people.remove(co, ben, ben.id)
    assert sessions.resume(co, token) is None
    assert people.names(co)[ben.id] == "Ben"
