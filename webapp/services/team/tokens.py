"""Personal tokens: a script asks as the person who made it, within a scope, until it is revoked."""

import uuid
from datetime import timedelta

from webapp.db import people as people_rows
from webapp.db import tokens as rows
from webapp.errors import BadInput, Conflict
from webapp.models import Person
from webapp.services import deeds
from webapp.services.collaborators import Collaborators
from webapp.services.secret_tokens import hash_of, new_token
from webapp.services.team import people
from webapp.services.team.sessions import LOCAL_PERSON, SEEN_EVERY
from webapp.team_models import Deed, Scope, Token

PREFIX = "redraw_"
"""So that a token in a file is known for one, by people and by programs that look for leaked secrets."""

DAYS = {"30": 30, "365": 365, "never": None}
MOST = 50


def make(co: Collaborators, person: Person, name: str, scope: str, days: str) -> str:
    """A new token of this person, to be shown once; raises `BadInput`, or `Conflict` beyond 50."""
    name = people.clean_name(name)
    if scope not in list(Scope) or days not in DAYS:
        raise BadInput("Choose what the token may do and for how long.", code="bad_token")
    now, secret, lasts = co.now(), PREFIX + new_token(), DAYS[days]
    token = Token(
        id=str(uuid.uuid4()),
        person_id=person.id,
        name=name,
        scope=Scope(scope),
        created_at=now,
        used_at=None,
        expires_at=now + timedelta(days=lasts) if lasts else None,
    )
    with co.database.write() as connection:
        if len(rows.of_person(connection, person.id, now)) >= MOST:
            raise Conflict(f"You have {MOST} tokens: revoke one first.", code="too_many_tokens")
        rows.add(connection, token, hash_of(secret))
        deeds.record(co, connection, person.id, Deed.TOKEN_MADE, detail=f"{name}, to {token.scope}")
    return secret


def of_person(co: Collaborators, person: Person) -> list[Token]:
    with co.database.read() as connection:
        return rows.of_person(connection, person.id, co.now())


def who(co: Collaborators, secret: str) -> tuple[Person, Scope] | None:
    """Whose token this is and what it allows; None where it is unknown, over, or its person is gone."""
    now = co.now()
    with co.database.read() as connection:
        token = rows.get(connection, hash_of(secret), now)
        person = people_rows.get(connection, token.person_id) if token else None
    if token and token.person_id == LOCAL_PERSON.id and co.settings.local_mode:
        person = LOCAL_PERSON
    if token is None or person is None:
        return None
    if token.used_at is None or now - token.used_at >= SEEN_EVERY:
        with co.database.write() as connection:
            rows.use(connection, token.id, now)
    return person, token.scope


def revoke(co: Collaborators, person: Person, token_id: str) -> None:
    """End one's own token at once; no error where it is gone already."""
    with co.database.write() as connection:
        name = rows.revoke(connection, person.id, token_id)
        if name is not None:
            deeds.record(co, connection, person.id, Deed.TOKEN_REVOKED, detail=name)
