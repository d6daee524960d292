"""Signing in by name and password or by identity provider; the links by which one sets a password."""

from webapp.db import links as link_rows
from webapp.db import people as rows
from webapp.db import sessions as session_rows
from webapp.errors import AppError, BadInput, NotFound, Unavailable
from webapp.identity import Begun, IdentityError, IdentityProvider
from webapp.models import LinkKind, Person, Role
from webapp.services import deeds, limits
from webapp.services.collaborators import Collaborators
from webapp.services.limits import Limit
from webapp.services.team import links, people, sessions
from webapp.services.team.passwords import weakness
from webapp.team_models import Deed


class SignInRefused(AppError):
    """Name and password do not belong together; which of the two is wrong is not told."""

    status = 403
    code = "sign_in_refused"


def sign_in(co: Collaborators, name: str, password: str, address: str, agent: str) -> str:
    """The token of a new session; raises `SignInRefused`, `TooMany` or `Unavailable`.

    An unknown name takes as long as a wrong password.
    """
    key = people.name_key(name[:1000])
    with co.hashing.room():
        limits.count(co, Limit.SIGN_IN_ADDRESS, limits.place_of(address))
        limits.count(co, Limit.SIGN_IN_NAME, key)
        with co.database.read() as connection:
            found = rows.by_name(connection, key)
        person, kept = found or (None, None)
        if not co.hashing.matches(password, kept) or person is None:
            raise SignInRefused("Name and password do not belong together.")
    return sessions.begin(co, person.id, agent)


def begin_by_identity(co: Collaborators, redirect_uri: str) -> Begun:
    """Where the team's identity provider is asked; raises `NotFound` where the team has none."""
    try:
        return _provider(co).begin(redirect_uri)
    except IdentityError as error:
        raise Unavailable(str(error), code="identity_provider_down", status=502) from None


def by_identity(
    co: Collaborators, *, redirect_uri: str, code: str, nonce: str, verifier: str, address: str, agent: str
) -> str:
    """The token of a new session for whoever the identity provider says came back.

    Who comes for the first time, with a verified address of the team's domains, becomes a member. Who was
    removed stays out.
    """
    limits.count(co, Limit.SIGN_IN_ADDRESS, limits.place_of(address))
    try:
        identity = _provider(co).finish(redirect_uri, code, nonce, verifier)
    except IdentityError as error:
        raise SignInRefused(str(error)) from None
    with co.database.write() as connection:
        known = rows.by_subject(connection, identity.subject)
        if known is None:
            person = people.add_by_identity(co, connection, identity)
            deeds.record(co, connection, person.id, Deed.JOINED, detail="by the identity provider")
        elif known[1]:
            raise SignInRefused("You are not of this team any more: ask an admin for an invite.")
        else:
            person = known[0]
    return sessions.begin(co, person.id, agent)


def set_up(co: Collaborators, token: str, name: str, password: str, agent: str) -> str:
    """Make the first admin by the link from the log, signed in."""
    links.look(co, LinkKind.SET_UP, token)
    return _join(co, LinkKind.SET_UP, token, name, password, agent)


def join(co: Collaborators, token: str, name: str, password: str, agent: str) -> str:
    """Become a member by an invite, signed in. A refused name or password leaves the invite as it was."""
    links.look(co, LinkKind.INVITE, token)
    return _join(co, LinkKind.INVITE, token, name, password, agent)


def whose_reset(co: Collaborators, token: str) -> Person:
    """Whose password the link sets; raises `LinkOver`."""
    link = links.look(co, LinkKind.RESET, token)
    return people.get(co, link.person_id or "")


def reset(co: Collaborators, token: str, password: str, agent: str) -> str:
    """Set a new password by the link an admin made; every older session of the person ends."""
    person = whose_reset(co, token)
    kept = _new_hash(co, password, person.name)
    with co.database.write() as connection:
        links.use(co, connection, LinkKind.RESET, token)
        rows.set_password(connection, person.id, kept)
        session_rows.end_all(connection, person.id)
        deeds.record(co, connection, person.id, Deed.PASSWORD_RESET)
    return sessions.begin(co, person.id, agent)


def whose_device(co: Collaborators, token: str) -> Person:
    """Who goes on on another device by this link; raises `LinkOver`."""
    return people.get(co, links.look(co, LinkKind.DEVICE, token).person_id or "")


def on_device(co: Collaborators, token: str, agent: str) -> str:
    """Sign in on another device by the link made on the first; the link is used up, the session is short."""
    person = whose_device(co, token)
    with co.database.write() as connection:
        links.use(co, connection, LinkKind.DEVICE, token)
        deeds.record(co, connection, person.id, Deed.DEVICE_SIGNED_IN)
    return sessions.begin(co, person.id, agent, sessions.DEVICE_LASTS)


def change_password(co: Collaborators, person: Person, present: str, new: str, agent: str) -> str:
    """Change one's own password: every session ends but a new one, whose token is returned."""
    limits.count(co, Limit.SIGN_IN_NAME, people.name_key(person.name))
    with co.database.read() as connection:
        kept = rows.password_of(connection, person.id)
    if not co.hashing.matches(present, kept):
        raise SignInRefused("This is not your present password.")
    fresh = _new_hash(co, new, person.name)
    with co.database.write() as connection:
        rows.set_password(connection, person.id, fresh)
        link_rows.remove_resets(connection, person.id)
        session_rows.end_all(connection, person.id)
        deeds.record(co, connection, person.id, Deed.PASSWORD_CHANGED)
    return sessions.begin(co, person.id, agent)


def _provider(co: Collaborators) -> IdentityProvider:
    if co.identity is None:
        raise NotFound("There is nothing at this address.")
    return co.identity


def _join(co: Collaborators, kind: LinkKind, token: str, name: str, password: str, agent: str) -> str:
    name = people.clean_name(name)
    kept = _new_hash(co, password, name)
    with co.database.write() as connection:
        link = links.use(co, connection, kind, token)
        person = people.add(co, connection, name, link.role or Role.ADMIN, kept)
        deed = Deed.SET_UP if kind is LinkKind.SET_UP else Deed.JOINED
        deeds.record(co, connection, person.id, deed, detail=f"as {person.role}")
    return sessions.begin(co, person.id, agent)


def _new_hash(co: Collaborators, password: str, name: str) -> str:
    reason = weakness(password, name)
    if reason:
        raise BadInput(reason, code="weak_password")
    return co.hashing.hash(password)
