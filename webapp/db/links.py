"""Secret links: set-up, invites, resets. Only a hash of each token is kept."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select, update

from webapp.db.tables import links
from webapp.models import Link, LinkKind, Role

_FIELDS = [links.c[field.name] for field in fields(Link)]


def add(connection: Connection, link: Link, token_hash: str) -> None:
    values = {field.name: getattr(link, field.name) for field in fields(Link)}
    connection.execute(insert(links).values(token_hash=token_hash, **values))


def get(connection: Connection, kind: LinkKind, token_hash: str, now: datetime) -> Link | None:
    """The link with this token, while it can be used."""
    row = connection.execute(select(*_FIELDS).where(*_usable(kind, token_hash, now))).first()
    return _link(row) if row else None


def use(connection: Connection, kind: LinkKind, token_hash: str, now: datetime) -> Link | None:
    """Use the link up by one, and return it; None where it cannot be used (any more)."""
    used = update(links).where(*_usable(kind, token_hash, now)).values(uses_left=links.c.uses_left - 1)
    row = connection.execute(used.returning(*_FIELDS)).first()
    return _link(row) if row else None


def invites(connection: Connection, now: datetime) -> list[Link]:
    """The invites that can still be used, newest first."""
    open_ones = (links.c.kind == LinkKind.INVITE, links.c.uses_left > 0, links.c.expires_at > now)
    found = select(*_FIELDS).where(*open_ones).order_by(links.c.created_at.desc(), links.c.id)
    return [_link(row) for row in connection.execute(found)]


def revoke_invite(connection: Connection, link_id: str) -> bool:
    """End an invite; False where there was none."""
    gone = delete(links).where(links.c.id == link_id, links.c.kind == LinkKind.INVITE)
    return connection.execute(gone).rowcount == 1


def remove_kind(connection: Connection, kind: LinkKind) -> None:
    connection.execute(delete(links).where(links.c.kind == kind))


def remove_resets(connection: Connection, person_id: str) -> None:
    connection.execute(delete(links).where(links.c.person_id == person_id))


def remove_of(connection: Connection, person_id: str) -> None:
    """Every link that a person made or that is for them."""
    theirs = or_(links.c.made_by == person_id, links.c.person_id == person_id)
    connection.execute(delete(links).where(theirs))


def forget_over(connection: Connection, now: datetime) -> int:
    """Forget the links that can no longer be used; how many."""
    over = or_(links.c.expires_at <= now, links.c.uses_left <= 0)
    return connection.execute(delete(links).where(over)).rowcount


def _usable(kind: LinkKind, token_hash: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        links.c.kind == kind,
        links.c.token_hash == token_hash,
        links.c.uses_left > 0,
        links.c.expires_at > now,
    )


def _link(row: Row[Any]) -> Link:
    values = row._asdict()
    values["kind"] = LinkKind(values["kind"])
    values["role"] = Role(values["role"]) if values["role"] else None
    return Link(**values)
