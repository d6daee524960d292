"""Personal tokens for scripts. Only a hash of each is kept."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select, update

from webapp.db.tables import tokens
from webapp.team_models import Scope, Token

_FIELDS = [tokens.c[field.name] for field in fields(Token)]


def add(connection: Connection, token: Token, token_hash: str) -> None:
    values = {field.name: getattr(token, field.name) for field in fields(Token)}
    connection.execute(insert(tokens).values(token_hash=token_hash, **values))


def get(connection: Connection, token_hash: str, now: datetime) -> Token | None:
    row = connection.execute(select(*_FIELDS).where(tokens.c.token_hash == token_hash, _is_good(now))).first()
    return _token(row) if row else None


def of_person(connection: Connection, person_id: str, now: datetime) -> list[Token]:
    """The good tokens of a person, newest first."""
    found = select(*_FIELDS).where(tokens.c.person_id == person_id, _is_good(now))
    return [
        _token(row) for row in connection.execute(found.order_by(tokens.c.created_at.desc(), tokens.c.id))
    ]


def use(connection: Connection, token_id: str, at: datetime) -> None:
    connection.execute(update(tokens).where(tokens.c.id == token_id).values(used_at=at))


def revoke(connection: Connection, person_id: str, token_id: str) -> str | None:
    """End a token of this person; its name, or None where there was none."""
    mine = (tokens.c.id == token_id, tokens.c.person_id == person_id)
    return connection.execute(delete(tokens).where(*mine).returning(tokens.c.name)).scalar_one_or_none()


def remove_of(connection: Connection, person_id: str) -> None:
    connection.execute(delete(tokens).where(tokens.c.person_id == person_id))


def _is_good(now: datetime) -> ColumnElement[bool]:
    return or_(tokens.c.expires_at.is_(None), tokens.c.expires_at > now)


def _token(row: Row[Any]) -> Token:
    values = row._asdict()
    values["scope"] = Scope(values["scope"])
    return Token(**values)
