"""The people of the team. A removed one keeps the row, so that their work keeps its name."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from webapp.db.tables import people, sessions
from webapp.models import Member, Person, Role

_HERE = people.c.removed_at.is_(None)


def add(
    connection: Connection,
    person: Person,
    name_key: str,
    password: str | None,
    at: datetime,
    subject: str | None = None,
) -> bool:
    """Add somebody; False where a member signs in under this name already."""
    values = {"id": person.id, "name": person.name, "name_key": name_key, "role": person.role}
    try:
        with connection.begin_nested():
            row = insert(people).values(**values, password=password, created_at=at, subject=subject)
            connection.execute(row)
    except IntegrityError:
        return False
    return True


def get(connection: Connection, person_id: str) -> Person | None:
    """Somebody who is of the team now."""
    row = connection.execute(select(people).where(people.c.id == person_id, _HERE)).first()
    return _person(row) if row else None


def by_name(connection: Connection, name_key: str) -> tuple[Person, str | None] | None:
    """(person, password hash) of whoever signs in under this name, or None."""
    row = connection.execute(select(people).where(people.c.name_key == name_key, _HERE)).first()
    return (_person(row), row.password) if row else None


def by_subject(connection: Connection, subject: str) -> tuple[Person, bool] | None:
    """(person, whether they were removed) whom an identity provider calls this, or None."""
    row = connection.execute(select(people).where(people.c.subject == subject)).first()
    return (_person(row), row.removed_at is not None) if row else None


def password_of(connection: Connection, person_id: str) -> str | None:
    return connection.execute(select(people.c.password).where(people.c.id == person_id)).scalar_one_or_none()


def any_at_all(connection: Connection) -> bool:
    """True once somebody was ever made a member."""
    return bool(connection.execute(select(exists(select(people.c.id)))).scalar_one())


def members(connection: Connection) -> list[Member]:
    """The team, in the order of joining."""
    seen = func.max(sessions.c.seen_at)
    found = (
        select(people, seen.label("seen_at"))
        .outerjoin(sessions, sessions.c.person_id == people.c.id)
        .where(_HERE)
        .group_by(people.c.id)
        .order_by(people.c.created_at, people.c.id)
    )
    return [
        Member(_person(row), row.created_at, row.seen_at, row.password is not None)
        for row in connection.execute(found)
    ]


def names(connection: Connection) -> dict[str, str]:
    """The name of everybody who is or was of the team, by id."""
    return {row.id: row.name for row in connection.execute(select(people.c.id, people.c.name))}


def lock_admins(connection: Connection) -> set[str]:
    """The ids of all admins, held for this write transaction."""
    found = select(people.c.id).where(people.c.role == Role.ADMIN, _HERE).with_for_update()
    return set(connection.execute(found).scalars())


def set_role(connection: Connection, person_id: str, role: Role) -> None:
    connection.execute(update(people).where(people.c.id == person_id).values(role=role))


def set_password(connection: Connection, person_id: str, password: str) -> None:
    connection.execute(update(people).where(people.c.id == person_id).values(password=password))


def remove(connection: Connection, person_id: str, at: datetime) -> None:
    """Take somebody out of the team; the name they signed in with is free again.

    The subject stays, so that the identity provider does not let them in anew.
    """
    gone = {"removed_at": at, "name_key": None, "password": None}
    connection.execute(update(people).where(people.c.id == person_id).values(**gone))


def _person(row: Row[Any]) -> Person:
    return Person(row.id, row.name, Role(row.role))
