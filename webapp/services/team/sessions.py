"""Sessions kept on the server: begun at sign-in, ended by anybody's wish, by idleness or by age."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.agents import name_of_agent
from webapp.db import links as link_rows
from webapp.db import sessions as rows
from webapp.models import Person, Role, Session
from webapp.services import deeds
from webapp.services.collaborators import Collaborators
from webapp.services.secret_tokens import hash_of, new_token
from webapp.team_models import Deed

LASTS = timedelta(days=30)
IDLE = timedelta(days=7)
DEVICE_LASTS = timedelta(days=1)
SEEN_EVERY = timedelta(minutes=5)
"""How exactly it is kept when a session was last used: a write with each request would cost too much."""

OLD_TOKEN_LASTS = timedelta(minutes=1)
"""Requests of a page that were under way while its token changed still carry the old one."""

LOCAL_PERSON = Person(id="local", name="You", role=Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is asking, in which session; `fresh_token` takes the place of the cookie's where it is not None."""

    person: Person
    session_id: str
    fresh_token: str | None = None


def begin(co: Collaborators, person_id: str, agent: str, lasts: timedelta = LASTS) -> str:
    """Sign a person in: the token of a new session."""
    now, token = co.now(), new_token()
    session = Session(
        id=secrets.token_hex(8),
        person_id=person_id,
        agent="".join(filter(str.isprintable, agent))[:200],
        created_at=now,
        seen_at=now,
        expires_at=now + lasts,
    )
    with co.database.write() as connection:
        rows.forget_over(connection, now, now - IDLE)
        rows.add(connection, session, hash_of(token))
        deeds.record(co, connection, person_id, Deed.SIGNED_IN, detail=name_of_agent(agent))
    return token


def resume(co: Collaborators, token: str | None) -> Visit | None:
    """Whose session this is; in local mode always the one person at the machine."""
    if co.settings.local_mode:
        return Visit(LOCAL_PERSON, "local")
    if not token:
        return None
    now = co.now()
    with co.database.glance() as connection:
        found = rows.get(connection, hash_of(token), now, now - IDLE)
    if found is None:
        return None
    session, person, is_stale = found
    if is_stale:
        return Visit(person, session.id, _rotate(co, session, token, now))
    if now - session.seen_at >= SEEN_EVERY:
        with co.database.write() as connection:
            rows.see(connection, hash_of(token), now)
    return Visit(person, session.id)


def of_person(co: Collaborators, person: Person) -> list[Session]:
    """Where a person is signed in, the last used first."""
    now = co.now()
    with co.database.read() as connection:
        return rows.of_person(connection, person.id, now, now - IDLE)


def end(co: Collaborators, token: str | None) -> None:
    """Sign out here: a copied cookie is worth nothing afterwards."""
    if token:
        with co.database.write() as connection:
            rows.end(connection, hash_of(token))


def end_one(co: Collaborators, person: Person, session_id: str) -> None:
    """Sign out another browser of this person; no error where it is gone already."""
    with co.database.write() as connection:
        rows.end_one(connection, person.id, session_id)


def end_all(co: Collaborators, person: Person) -> None:
    """Sign out everywhere."""
    with co.database.write() as connection:
        rows.end_all(connection, person.id)
        link_rows.remove_resets(connection, person.id)
        deeds.record(co, connection, person.id, Deed.SIGNED_OUT_EVERYWHERE)


def _rotate(co: Collaborators, session: Session, token: str, now: datetime) -> str | None:
    """A new token for the same session; None where a parallel request just got one."""
    fresh = new_token()
    with co.database.write() as connection:
        if not rows.retire(connection, hash_of(token), min(session.expires_at, now + OLD_TOKEN_LASTS)):
            return None
        rows.add(connection, session, hash_of(fresh))
    return fresh
