"""Who is signed in where. Only a hash of each session's token is kept."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from webapp.db.tables import people, sessions
from webapp.models import Person, Role, Session

_FIELDS = [sessions.c[field.name] for field in fields(Session)]

# Built once and in one statement: every request begins with it.
_BY_TOKEN = (
    select(
        *_FIELDS, sessions.c.rotate, people.c.name.label("person_name"), people.c.role.label("person_role")
    )
    .join(people, people.c.id == sessions.c.person_id)
    .where(
        sessions.c.token_hash == bindparam("of_token"),
        sessions.c.expires_at > bindparam("now"),
        sessions.c.seen_at > bindparam("idle_since"),
        people.c.removed_at.is_(None),
    )
)


def add(connection: Connection, session: Session, token_hash: str) -> None:
    values = {field.name: getattr(session, field.name) for field in fields(Session)}
    connection.execute(insert(sessions).values(token_hash=token_hash, rotate=False, **values))


def get(
    connection: Connection, token_hash: str, now: datetime, idle_since: datetime
) -> tuple[Session, Person, bool] | None:
    """(session, whose it is, whether its token is to be changed); None where it or they are gone or over."""
    given = {"of_token": token_hash, "now": now, "idle_since": idle_since}
    row = connection.execute(_BY_TOKEN, given).first()
    if row is None:
        return None
    person = Person(row.person_id, row.person_name, Role(row.person_role))
    return Session(*row[: len(_FIELDS)]), person, row.rotate


def of_person(connection: Connection, person_id: str, now: datetime, idle_since: datetime) -> list[Session]:
    """The living sessions of a person, the last used first."""
    alive = (sessions.c.expires_at > now, sessions.c.seen_at > idle_since)
    found = select(*_FIELDS).where(sessions.c.person_id == person_id, *alive)
    by_id: dict[str, Session] = {}
    for row in connection.execute(found.order_by(sessions.c.seen_at.desc(), sessions.c.expires_at.desc())):
        by_id.setdefault(row.id, Session(*row))
    return list(by_id.values())


def see(connection: Connection, token_hash: str, at: datetime) -> None:
    connection.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(seen_at=at))


def retire(connection: Connection, token_hash: str, until: datetime) -> bool:
    """Let an old token live on only for requests under way; False where another request was quicker."""
    mine = (sessions.c.token_hash == token_hash, sessions.c.rotate.is_(True))
    changed = connection.execute(update(sessions).where(*mine).values(rotate=False, expires_at=until))
    return changed.rowcount == 1


def rotate_all(connection: Connection, person_id: str) -> None:
    """Let every browser of a person get a new token with its next request."""
    connection.execute(update(sessions).where(sessions.c.person_id == person_id).values(rotate=True))


def end(connection: Connection, token_hash: str) -> None:
    """End the session with this token, also under the token it had just before."""
    same = select(sessions.c.id).where(sessions.c.token_hash == token_hash).scalar_subquery()
    connection.execute(delete(sessions).where(sessions.c.id == same))


def end_one(connection: Connection, person_id: str, session_id: str) -> None:
    mine = (sessions.c.person_id == person_id, sessions.c.id == session_id)
    connection.execute(delete(sessions).where(*mine))


def end_all(connection: Connection, person_id: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.person_id == person_id))


def forget_over(connection: Connection, now: datetime, idle_since: datetime) -> int:
    """Forget the sessions that have ended by age or idleness; how many."""
    over = or_(sessions.c.expires_at <= now, sessions.c.seen_at <= idle_since)
    return connection.execute(delete(sessions).where(over)).rowcount
