"""Pictures and drafts handed to teammates; each row goes when it is painted or put aside."""

from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select

from webapp.db.teamwork_tables import hand_overs
from webapp.team_models import HandOver

_FIELDS = [hand_overs.c[field.name] for field in fields(HandOver)]


def add(connection: Connection, hand_over: HandOver, draft: bytes | None) -> None:
    """Add a request; it takes the place of an earlier one of the same picture from and to the same person."""
    same = (
        hand_overs.c.picture_id == hand_over.picture_id,
        hand_overs.c.from_id == hand_over.from_id,
        hand_overs.c.to_id == hand_over.to_id,
    )
    connection.execute(delete(hand_overs).where(*same))
    values = {field.name: getattr(hand_over, field.name) for field in fields(HandOver)}
    connection.execute(insert(hand_overs).values(draft=draft, **values))


def of_person(connection: Connection, person_id: str) -> list[HandOver]:
    """What a person is asked to paint, newest first."""
    found = select(*_FIELDS).where(hand_overs.c.to_id == person_id)
    ordered = found.order_by(hand_overs.c.created_at.desc(), hand_overs.c.id)
    return [_hand_over(row) for row in connection.execute(ordered)]


def get(connection: Connection, hand_over_id: str, person_id: str) -> tuple[HandOver, bytes | None] | None:
    """A request to this person and its draft, or None."""
    mine = (hand_overs.c.id == hand_over_id, hand_overs.c.to_id == person_id)
    row = connection.execute(select(*_FIELDS, hand_overs.c.draft).where(*mine)).first()
    return (HandOver(*row[: len(_FIELDS)]), row.draft) if row else None


def remove(connection: Connection, hand_over_id: str, person_id: str) -> None:
    mine = (hand_overs.c.id == hand_over_id, hand_overs.c.to_id == person_id)
    connection.execute(delete(hand_overs).where(*mine))


def remove_painted(connection: Connection, picture_id: str, person_id: str) -> None:
    """This person has painted on the picture and sent it: what they were asked is done."""
    done = (hand_overs.c.picture_id == picture_id, hand_overs.c.to_id == person_id)
    connection.execute(delete(hand_overs).where(*done))


def remove_of(connection: Connection, person_id: str) -> None:
    """Every request from or to a person."""
    theirs = or_(hand_overs.c.from_id == person_id, hand_overs.c.to_id == person_id)
    connection.execute(delete(hand_overs).where(theirs))


def _hand_over(row: Row[Any]) -> HandOver:
    return HandOver(*row[: len(_FIELDS)])
