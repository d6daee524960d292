"""Members of a team for tests, and browsers in which they are signed in."""

from flask import Flask
from flask.testing import FlaskClient

from tests.support import collaborators
from webapp.access import SESSION_KEY
from webapp.models import Person, Role
from webapp.services.team import people, sessions

PASSWORD = "correct horse \u2013 batterie"


def add_person(app: Flask, name: str, role: Role = Role.MEMBER, *, password: str | None = None) -> Person:
    """A member, with a password only where the test signs in with it: hashing takes a while."""
    co = collaborators(app)
    kept = co.hashing.hash(password) if password else None
    with co.database.write() as connection:
        return people.add(co, connection, name, role, kept)


def signed_in(app: Flask, who: str | Person) -> FlaskClient:
    """A browser in which this member is signed in."""
    co = collaborators(app)
    person = (
        who
        if isinstance(who, Person)
        else next(member.person for member in people.members(co) if member.person.name == who)
    )
    client = app.test_client()
    with client.session_transaction() as session:
        session[SESSION_KEY] = sessions.begin(co, person.id, "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
    return client
