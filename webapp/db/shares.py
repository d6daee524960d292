"""Share links. Only a hash of each token is kept."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select, update

from webapp.db.tables import shares
from webapp.models import Share, Shared

_FIELDS = [shares.c[field.name] for field in fields(Share)]


def add(connection: Connection, share: Share, token_hash: str) -> None:
    values = {field.name: getattr(share, field.name) for field in fields(Share)}
    connection.execute(insert(shares).values(token_hash=token_hash, **values))


def get(connection: Connection, token_hash: str, now: datetime) -> Share | None:
    found = select(*_FIELDS).where(shares.c.token_hash == token_hash, _is_open(now))
    row = connection.execute(found).first()
    return _share(row) if row else None


def open_ones(connection: Connection, now: datetime, picture_id: str | None = None) -> list[Share]:
    """The links that can be opened, of one picture or of all, newest first."""
    found = select(*_FIELDS).where(_is_open(now)).order_by(shares.c.created_at.desc(), shares.c.id)
    if picture_id is not None:
        found = found.where(shares.c.picture_id == picture_id)
    return [_share(row) for row in connection.execute(found)]


def count_view(connection: Connection, share_id: str) -> None:
    connection.execute(update(shares).where(shares.c.id == share_id).values(views=shares.c.views + 1))


def revoke(connection: Connection, share_id: str) -> str | None:
    """End a link; the id of its picture, or None where there was none."""
    gone = delete(shares).where(shares.c.id == share_id).returning(shares.c.picture_id)
    return connection.execute(gone).scalar_one_or_none()


def remove_of(connection: Connection, person_id: str) -> None:
    connection.execute(delete(shares).where(shares.c.made_by == person_id))


def forget_over(connection: Connection, now: datetime) -> int:
    """Forget the links that have expired; how many."""
    return connection.execute(delete(shares).where(shares.c.expires_at <= now)).rowcount


def _is_open(now: datetime) -> ColumnElement[bool]:
    return or_(shares.c.expires_at.is_(None), shares.c.expires_at > now)


def _share(row: Row[Any]) -> Share:
    values = row._asdict()
    values["what"] = Shared(values["what"])
    return Share(**values)
