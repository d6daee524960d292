"""Secret links that let people in: the first set-up, invites, password resets.

A link is unguessable, ends by itself, and is kept as a hash: it is shown once, when it is made.
"""

import uuid
from datetime import timedelta

from sqlalchemy import Connection

from webapp.db import links as rows
from webapp.db import people as people_rows
from webapp.errors import BadInput, NotFound
from webapp.models import Link, LinkKind, Person, Role
from webapp.services import deeds
from webapp.services.collaborators import Collaborators
from webapp.services.secret_tokens import hash_of, new_token
from webapp.services.team import people
from webapp.team_models import Deed

SET_UP_LASTS = timedelta(days=1)
RESET_LASTS = timedelta(days=1)
DEVICE_LASTS = timedelta(minutes=15)
MOST_DAYS = 90
MOST_USES = 100


class LinkOver(NotFound):
    """The link is unknown, used up, revoked or expired; which one is not told."""

    code = "link_over"


def make_set_up(co: Collaborators) -> str | None:
    """The token of a link that makes the first admin; None where there is one, or where nobody signs in.

    Links made by other processes stay good: whichever is opened first makes all others worthless.
    """
    if co.settings.local_mode or people.is_set_up(co):
        return None
    return _make(co, LinkKind.SET_UP, SET_UP_LASTS)


def make_invite(co: Collaborators, by: Person, *, role: str, days: str, uses: str) -> str:
    """The token of an invite to the team in a role, for so many days and people, each as it was typed."""
    lasts = timedelta(days=_whole(days, MOST_DAYS, f"An invite lasts from 1 to {MOST_DAYS} days."))
    people_in = _whole(uses, MOST_USES, f"An invite is for 1 to {MOST_USES} people.")
    return _make(co, LinkKind.INVITE, lasts, by=by, role=people.read_role(role), uses=people_in)


def make_reset(co: Collaborators, by: Person | None, person_id: str) -> str:
    """The token of a link by which a member sets a new password; it takes the place of an older one.

    `by` is None where the operator makes it on the server.
    """
    person = people.get(co, person_id)
    with co.database.write() as connection:
        rows.remove_resets(connection, person.id)
    return _make(co, LinkKind.RESET, RESET_LASTS, by=by, person_id=person.id)


def make_device(co: Collaborators, person: Person) -> str:
    """The token of a link by which a person goes on on another device: once, within a quarter of an hour."""
    return _make(co, LinkKind.DEVICE, DEVICE_LASTS, by=person, person_id=person.id)


def look(co: Collaborators, kind: LinkKind, token: str) -> Link:
    """What a link is for, without using it; raises `LinkOver`."""
    with co.database.read() as connection:
        link = rows.get(connection, kind, hash_of(token), co.now())
    if link is None:
        raise _over()
    return link


def use(co: Collaborators, connection: Connection, kind: LinkKind, token: str) -> Link:
    """Use a link within the caller's transaction, so that what it leads to and its use happen together."""
    if kind is LinkKind.SET_UP and people_rows.any_at_all(connection):
        raise _over()
    link = rows.use(connection, kind, hash_of(token), co.now())
    if link is None:
        raise _over()
    if kind is LinkKind.SET_UP:
        rows.remove_kind(connection, LinkKind.SET_UP)
    return link


def open_invites(co: Collaborators) -> list[Link]:
    with co.database.read() as connection:
        return rows.invites(connection, co.now())


def revoke_invite(co: Collaborators, by: Person, link_id: str) -> None:
    """End an invite at once; no error where it is gone already."""
    with co.database.write() as connection:
        if rows.revoke_invite(connection, link_id):
            deeds.record(co, connection, by.id, Deed.INVITE_REVOKED)


def _make(
    co: Collaborators,
    kind: LinkKind,
    lasts: timedelta,
    *,
    by: Person | None = None,
    role: Role | None = None,
    person_id: str | None = None,
    uses: int = 1,
) -> str:
    now, token = co.now(), new_token()
    link = Link(
        id=str(uuid.uuid4()),
        kind=kind,
        role=role,
        person_id=person_id,
        uses_left=uses,
        made_by=by.id if by else None,
        created_at=now,
        expires_at=now + lasts,
    )
    with co.database.write() as connection:
        rows.forget_over(connection, now)
        rows.add(connection, link, hash_of(token))
        if kind is LinkKind.INVITE:
            detail = f"as {role}, for {uses}, until {link.expires_at:%Y-%m-%d}"
            deeds.record(co, connection, link.made_by, Deed.INVITE_MADE, detail=detail)
        elif kind is LinkKind.RESET:
            deeds.record(co, connection, link.made_by, Deed.RESET_LINK_MADE, person_id or "")
        elif kind is LinkKind.DEVICE:
            deeds.record(co, connection, link.made_by, Deed.DEVICE_LINK_MADE)
    return token


def _whole(text: str, most: int, otherwise: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= most):
        raise BadInput(otherwise, code="bad_number")
    return int(text)


def _over() -> LinkOver:
    return LinkOver("This link is not valid (any more): ask whoever sent it for a new one.")
