"""Who is asking: the passphrase, sessions kept on the server, and the throttle all processes share."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from webapp.db import team as rows
from webapp.errors import AppError, TooMany
from webapp.models import Person
from webapp.services.collaborators import Collaborators

LOCAL_PERSON = Person(id="local", name="You", role="admin")
SESSION_LASTS = timedelta(days=30)
WINDOW_S = 300
MOST_PER_ADDRESS = 10
MOST_IN_ALL = 200
"""Wrong or right, this many tries are taken within two windows of 5 minutes."""


class SignInRefused(AppError):
    """The passphrase is not the team's."""

    status = 403
    code = "sign_in_refused"


def sign_in(co: Collaborators, passphrase: str, address: str) -> str:
    """Return a fresh session token for the right passphrase; raise `SignInRefused` or `TooMany`."""
    now = co.now()
    with co.database.write() as connection:
        of_address = rows.count_attempt(connection, f"sign-in {address}"[:100], now, WINDOW_S)
        in_all = rows.count_attempt(connection, "sign-in", now, WINDOW_S)
    if of_address > MOST_PER_ADDRESS or in_all > MOST_IN_ALL:
        raise TooMany("Too many tries: wait ten minutes and try again.")
    expected = co.settings.team_passphrase or ""
    if not expected or not hmac.compare_digest(expected.encode(), passphrase.encode()):
        raise SignInRefused("This is not the team\u2019s passphrase.")
    token = secrets.token_urlsafe(32)
    with co.database.write() as connection:
        rows.add_session(connection, _hash(token), secrets.token_hex(8), now, now + SESSION_LASTS)
    return token


def person_of(co: Collaborators, token: str | None) -> Person | None:
    """Whose session this is; in local mode always the one person at the machine."""
    if co.settings.local_mode:
        return LOCAL_PERSON
    if not token:
        return None
    with co.database.read() as connection:
        person_id = rows.session_person(connection, _hash(token), co.now())
    return Person(id=person_id, name="A team member", role="member") if person_id else None


def sign_out(co: Collaborators, token: str | None) -> None:
    """End the session on the server, so that a copied cookie is worth nothing."""
    if token:
        with co.database.write() as connection:
            rows.remove_session(connection, _hash(token))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
