"""The team: its members and their roles, adding and removing them."""

import unicodedata
import uuid

from sqlalchemy import Connection

from webapp.db import hand_overs as hand_over_rows
from webapp.db import links as link_rows
from webapp.db import people as rows
from webapp.db import sessions as session_rows
from webapp.db import shares as share_rows
from webapp.db import tokens as token_rows
from webapp.errors import BadInput, Conflict, NotFound
from webapp.identity import Identity
from webapp.models import Member, Person, Role
from webapp.services import deeds
from webapp.services.collaborators import Collaborators
from webapp.team_models import Deed

MOST_NAME = 60
JOINERS = "\u200c\u200d"
"""Invisible, but some scripts are not written rightly without them."""


def is_set_up(co: Collaborators) -> bool:
    """True once the team has its first admin; it stays so, since the last admin cannot be removed."""
    with co.database.read() as connection:
        return rows.any_at_all(connection)


def members(co: Collaborators) -> list[Member]:
    with co.database.read() as connection:
        return rows.members(connection)


def names(co: Collaborators) -> dict[str, str]:
    """The names of all who are or were of the team, by id."""
    with co.database.read() as connection:
        return rows.names(connection)


def get(co: Collaborators, person_id: str) -> Person:
    """A member; raises `NotFound`."""
    with co.database.read() as connection:
        person = rows.get(connection, person_id)
    if person is None:
        raise NotFound("There is no such member.")
    return person


def by_name(co: Collaborators, name: str) -> Person:
    """The member who signs in under this name; raises `NotFound`."""
    with co.database.read() as connection:
        found = rows.by_name(connection, name_key(name))
    if found is None:
        raise NotFound("There is no member of that name.")
    return found[0]


def add(
    co: Collaborators, connection: Connection, name: str, role: Role, password: str | None = None
) -> Person:
    """Make somebody a member, within the caller's transaction. `name` is clean, `password` a hash.

    Raises `Conflict` where another member has the name.
    """
    person = Person(str(uuid.uuid4()), name, role)
    if not rows.add(connection, person, name_key(name), password, co.now()):
        raise Conflict("Somebody of the team has this name already: choose another.", code="name_taken")
    return person


def add_by_identity(co: Collaborators, connection: Connection, identity: Identity) -> Person:
    """Make somebody a member whom the identity provider names; a taken name gets the address added."""
    for name in (identity.name, f"{identity.name} ({identity.email})", identity.email, str(uuid.uuid4())):
        try:
            person = Person(str(uuid.uuid4()), clean_name(name), Role.MEMBER)
        except BadInput:
            continue
        if rows.add(connection, person, name_key(person.name), None, co.now(), identity.subject):
            return person
    raise Conflict("You could not be added: try again.", code="name_taken")


def has_password(co: Collaborators, person: Person) -> bool:
    with co.database.read() as connection:
        return rows.password_of(connection, person.id) is not None


def set_role(co: Collaborators, by: Person, person_id: str, role_word: str) -> None:
    """Give a member another role; their sessions get new tokens. Raises where no admin would be left."""
    role = read_role(role_word)
    person = get(co, person_id)
    with co.database.write() as connection:
        _keep_an_admin(connection, person, still_admin=role is Role.ADMIN)
        rows.set_role(connection, person.id, role)
        session_rows.rotate_all(connection, person.id)
        deeds.record(co, connection, by.id, Deed.ROLE_CHANGED, person.id, f"from {person.role} to {role}")


def remove(co: Collaborators, by: Person, person_id: str) -> None:
    """Take somebody out of the team: sessions and links end at once, the work stays under their name."""
    person = get(co, person_id)
    with co.database.write() as connection:
        _keep_an_admin(connection, person, still_admin=False)
        session_rows.end_all(connection, person.id)
        link_rows.remove_of(connection, person.id)
        share_rows.remove_of(connection, person.id)
        hand_over_rows.remove_of(connection, person.id)
        token_rows.remove_of(connection, person.id)
        rows.remove(connection, person.id, co.now())
        deeds.record(co, connection, by.id, Deed.MEMBER_REMOVED, person.id)


def read_role(word: str) -> Role:
    try:
        return Role(word)
    except ValueError:
        raise BadInput("The role must be admin, member or viewer.", code="bad_role") from None


def clean_name(text: str) -> str:
    """A name fit to be shown: one line, no control or direction characters. Raises `BadInput`."""
    if len(text) > 10 * MOST_NAME:
        raise BadInput(f"A name has {MOST_NAME} characters at most.", code="bad_name")
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        raise BadInput("Give a name.", code="bad_name")
    if len(name) > MOST_NAME:
        raise BadInput(f"A name has {MOST_NAME} characters at most.", code="bad_name")
    shown = (c for c in name if c not in JOINERS)
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co") for character in shown):
        raise BadInput("The name holds a character that cannot be shown.", code="bad_name")
    return name


def name_key(name: str) -> str:
    """What makes two names the same: case, width, joiners and accents' spelling do not tell them apart."""
    plain = "".join(character for character in name if character not in JOINERS)
    return unicodedata.normalize("NFKC", " ".join(plain.split()).casefold())[:240]


def _keep_an_admin(connection: Connection, person: Person, *, still_admin: bool) -> None:
    if not still_admin and rows.lock_admins(connection) <= {person.id}:
        raise Conflict("A team needs an admin: make somebody else one first.", code="last_admin")
