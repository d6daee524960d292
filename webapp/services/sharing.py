"""Share links: one picture, the job that made it, or its whole line, for somebody outside the team.

A link shows what it was made for and nothing else; every look goes through `pictures_of`.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO

from webapp.db import shares as rows
from webapp.errors import BadInput, NotFound
from webapp.models import Person, Picture, Share, Shared
from webapp.services import blobs, deeds, images, limits, pictures
from webapp.services.collaborators import Collaborators
from webapp.services.limits import Limit
from webapp.services.secret_tokens import hash_of, new_token
from webapp.services.team.links import LinkOver
from webapp.services.team.sign_in import SignInRefused
from webapp.team_models import Deed

DAYS = {"1": 1, "7": 7, "30": 30, "never": None}
MOST_PASSPHRASE = 200


@dataclass(frozen=True, slots=True)
class Order:
    """What a person wants to share, each as it was typed or chosen."""

    what: str
    days: str
    passphrase: str
    with_prompt: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of a link shows: the picture, what it is compared with, and its line, oldest first."""

    picture: Picture
    before: Picture | None
    line: list[Picture]
    prompt: str


def make(co: Collaborators, by: Person, picture_id: str, order: Order) -> str:
    """The token of a new link; raises `NotFound` or `BadInput`."""
    picture = pictures.get(co, picture_id)
    if order.what not in choices(picture) or order.days not in DAYS:
        raise BadInput("Choose what to share and for how long.", code="bad_share")
    if len(order.passphrase) > MOST_PASSPHRASE:
        raise BadInput(f"A passphrase has {MOST_PASSPHRASE} characters at most.", code="bad_passphrase")
    now, token, days = co.now(), new_token(), DAYS[order.days]
    share = Share(
        id=str(uuid.uuid4()),
        what=Shared(order.what),
        picture_id=picture.id,
        with_prompt=order.with_prompt,
        passphrase=co.hashing.hash(order.passphrase) if order.passphrase else None,
        views=0,
        made_by=by.id,
        created_at=now,
        expires_at=now + timedelta(days=days) if days else None,
    )
    with co.database.write() as connection:
        rows.forget_over(connection, now)
        rows.add(connection, share, hash_of(token))
        until = f"until {share.expires_at:%Y-%m-%d}" if share.expires_at else "no end"
        deeds.record(co, connection, by.id, Deed.SHARE_MADE, picture.id, f"{share.what}, {until}")
    return token


def choices(picture: Picture) -> list[Shared]:
    """What can be shared of a picture: more than itself only where a job made it."""
    return list(Shared) if picture.job_id else [Shared.PICTURE]


def look(co: Collaborators, token: str) -> Share:
    """The link with this token; raises `LinkOver` where it is unknown, revoked or expired alike."""
    with co.database.read() as connection:
        share = rows.get(connection, hash_of(token), co.now())
    if share is None:
        raise LinkOver("This link is not valid (any more): ask whoever sent it for a new one.")
    return share


def unlock(co: Collaborators, share: Share, passphrase: str, address: str) -> None:
    """Raise `SignInRefused` for a wrong passphrase, `TooMany` for guessing."""
    with co.hashing.room():
        limits.count(co, Limit.SHARE_TRIES, f"{share.id} {limits.place_of(address)}")
        is_right = co.hashing.matches(passphrase, share.passphrase)
    if not is_right:
        raise SignInRefused("This is not the passphrase of this link.")


def show(co: Collaborators, share: Share, address: str) -> Shown:
    """What the link shows, counted as one more view."""
    limits.count(co, Limit.SHARE_VIEWS, limits.place_of(address))
    line = pictures_of(co, share)
    with co.database.write() as connection:
        rows.count_view(connection, share.id)
    picture = line[-1]
    comparable = [other for other in line[:-1] if _lies_over(other, picture)]
    return Shown(
        picture=picture,
        before=comparable[0] if comparable else None,
        line=line if share.what is Shared.LINEAGE and len(line) > 1 else [],
        prompt=picture.prompt if share.with_prompt else "",
    )


def picture_of(co: Collaborators, share: Share, picture_id: str) -> Picture:
    """One of the pictures of this link; raises `NotFound` for every other."""
    for picture in pictures_of(co, share):
        if picture.id == picture_id:
            return picture
    raise NotFound("There is no such picture.")


def card(co: Collaborators, share: Share) -> tuple[BinaryIO, int, str, str]:
    """The picture of the link for a preview card: (file, size in bytes, content type, ETag)."""
    picture = pictures.get(co, share.picture_id)
    name = f"{picture.blob}-card"
    path = images.cached(co.cache_dir, name)
    if path is None:
        with blobs.open_named(co, picture.blob) as source:
            data = images.card(source, co.decoding)
        path = images.keep(co.cache_dir, name, data)
    return path.open("rb"), path.stat().st_size, "image/jpeg", name


def card_size(picture: Picture) -> tuple[int, int]:
    """Width and height of the card in px."""
    return images.card_size(picture.width, picture.height)


def pictures_of(co: Collaborators, share: Share) -> list[Picture]:
    """All that a link shows, oldest first; its own picture is the last."""
    picture = pictures.get(co, share.picture_id)
    if share.what is Shared.PICTURE:
        return [picture]
    parents, _children = pictures.relatives(co, picture)
    return [*(parents if share.what is Shared.LINEAGE else parents[-1:]), picture]


def open_ones(co: Collaborators, picture_id: str | None = None) -> list[Share]:
    with co.database.read() as connection:
        return rows.open_ones(connection, co.now(), picture_id)


def revoke(co: Collaborators, by: Person, share_id: str) -> None:
    """End a link at once; no error where it is gone already."""
    with co.database.write() as connection:
        picture_id = rows.revoke(connection, share_id)
        if picture_id is not None:
            deeds.record(co, connection, by.id, Deed.SHARE_REVOKED, picture_id)


def _lies_over(before: Picture, after: Picture) -> bool:
    """True where both show the same frame, so that a slider between them compares like with like."""
    same_shape = abs(before.width * after.height - after.width * before.height) <= max(
        before.width, after.width
    )
    return same_shape and not before.is_grid
