"""Please paint this: a picture, with the draft as it stands, handed to a teammate or to one's own tablet."""

import uuid

from webapp.db import drafts as draft_rows
from webapp.db import hand_overs as rows
from webapp.db import people as people_rows
from webapp.errors import BadInput, Conflict, NotFound
from webapp.models import Member, Person, Picture
from webapp.services import deeds, pictures
from webapp.services.collaborators import Collaborators
from webapp.services.team import people
from webapp.team_models import Deed, HandOver

MOST_NOTE = 300


def teammates(co: Collaborators, person: Person) -> list[Member]:
    """Whom this person can ask: everybody else who may paint."""
    return [one for one in people.members(co) if one.person.may_spend and one.person.id != person.id]


def hand_over(co: Collaborators, by: Person, picture_id: str, to_id: str, note: str) -> None:
    """Ask a teammate to paint on a picture, with a copy of the draft that the asker has on the server.

    Raises `NotFound`, `Conflict` for a picture nobody can paint on, or `BadInput`.
    """
    picture = paintable(co, picture_id)
    with co.database.write() as connection:
        to = people_rows.get(connection, to_id)
        if to is None or not to.may_spend or to.id == by.id:
            raise BadInput("Choose a teammate who may paint.", code="bad_teammate")
        held = draft_rows.get(connection, picture.id, by.id)
        request = HandOver(str(uuid.uuid4()), picture.id, by.id, to.id, _clean(note), co.now())
        rows.add(connection, request, held[0] if held else None)
        deeds.record(co, connection, by.id, Deed.HANDED_OVER, to.id, picture.title or picture.prompt)


def asked_of(co: Collaborators, person: Person) -> list[HandOver]:
    """What a person is asked to paint, newest first."""
    with co.database.read() as connection:
        return rows.of_person(connection, person.id)


def get(co: Collaborators, person: Person, hand_over_id: str) -> tuple[HandOver, bytes | None]:
    """A request to this person and its draft; raises `NotFound`, also for what is somebody else's."""
    with co.database.read() as connection:
        found = rows.get(connection, hand_over_id, person.id)
    if found is None:
        raise NotFound("There is no such request (any more).")
    return found


def put_aside(co: Collaborators, person: Person, hand_over_id: str) -> None:
    """Take a request off one's list unpainted; no error where it is gone."""
    with co.database.write() as connection:
        rows.remove(connection, hand_over_id, person.id)


def paintable(co: Collaborators, picture_id: str) -> Picture:
    """The picture, where a region of it can be painted; raises `NotFound` or `Conflict`."""
    picture = pictures.get(co, picture_id)
    reason = pictures.why_not_paintable(picture)
    if reason:
        raise Conflict(reason, code="not_paintable")
    return picture


def _clean(note: str) -> str:
    """One line fit to be shown."""
    text = " ".join("".join(c for c in note if c.isprintable() or c.isspace()).split())
    if len(text) > MOST_NOTE:
        raise BadInput(f"The note has more than {MOST_NOTE} characters.", code="bad_note")
    return text
