"""Adding pictures, showing them, deleting them."""

import tempfile
import uuid
from collections.abc import Iterable
from typing import BinaryIO

from webapp.db import gallery as gallery_rows
from webapp.db import jobs as job_rows
from webapp.db import pictures as rows
from webapp.errors import AppError, BadInput, Conflict, NotFound, Unavailable
from webapp.lineage import ancestors
from webapp.models import UPSCALES, Job, Person, Picture
from webapp.provider.errors import NotFound as MessageNotFound
from webapp.provider.errors import NotSent, OutOfCredit, ProviderError, RateLimited, Unauthorized
from webapp.provider.fetch import FetchError
from webapp.provider.wire import Message, MessageStatus
from webapp.services import blobs, cursors, deeds, images
from webapp.services.collaborators import Collaborators
from webapp.services.cursors import PAGE_SIZE
from webapp.team_models import Deed, GalleryFilter

MOST_MESSAGE_ID = 200


def add_by_message(co: Collaborators, person: Person, message_id: str, *, title: str = "") -> Picture:
    """Fetch a finished message's picture from the provider and keep it; a message is kept once."""
    message_id = clean_message_id(message_id)
    with co.database.read() as connection:
        held = rows.by_message(connection, co.settings.provider, message_id)
    if held:
        return held
    message = _finished_message(co, message_id)
    with tempfile.TemporaryFile() as file:
        facts = _fetch(co, str(message.uri), file)
        picture = _new_picture(co, person, _keep(co, file), facts, message, title=title)
    return _insert(co, picture)


def add_upload(co: Collaborators, person: Person, file: BinaryIO, name: str, message_id: str) -> Picture:
    """Keep an uploaded image, re-encoded; with a message id its size must be the provider's picture's."""
    with tempfile.TemporaryFile() as clean:
        facts = images.normalise(file, clean, co.decoding)
        message = None
        if message_id.strip():
            message_id = clean_message_id(message_id)
            with co.database.read() as connection:
                held = rows.by_message(connection, co.settings.provider, message_id)
            if held:
                _same_size(facts, held.width, held.height)
                return held
            message = _finished_message(co, message_id)
            with tempfile.TemporaryFile() as theirs:
                their_facts = _fetch(co, str(message.uri), theirs)
            _same_size(facts, their_facts.width, their_facts.height)
        picture = _new_picture(co, person, _keep(co, clean), facts, message, title=_title_of(name))
    return _insert(co, picture)


def save_result(co: Collaborators, job: Job, file: BinaryIO, facts: images.Facts) -> Picture:
    """The picture a job ended in, its bytes kept; the caller inserts it together with the job's last move."""
    return Picture(
        id=str(uuid.uuid5(uuid.UUID(job.id), "result")),
        blob=_keep(co, file),
        content_type=facts.content_type,
        width=facts.width,
        height=facts.height,
        size_bytes=_size_of(file),
        title="",
        prompt=job.prompt,
        provider=job.provider,
        message_id=job.message_id,
        buttons=job.result_buttons,
        is_grid=_is_grid(job.result_buttons),
        job_id=job.id,
        created_at=co.now(),
        created_by=job.created_by,
    )


def get(co: Collaborators, picture_id: str) -> Picture:
    with co.database.read() as connection:
        picture = rows.get(connection, picture_id)
    if picture is None:
        raise NotFound("There is no such picture.")
    return picture


def find(co: Collaborators, picture_id: str | None) -> Picture | None:
    """The picture, or None where there is none of that id (any more)."""
    return some(co, [picture_id]).get(picture_id) if picture_id else None


def some(co: Collaborators, picture_ids: Iterable[str | None]) -> dict[str, Picture]:
    """Those of these pictures that are there, by id; one question for all of them."""
    ids = {picture_id for picture_id in picture_ids if picture_id}
    if not ids:
        return {}
    with co.database.read() as connection:
        return rows.some(connection, ids)


def page(co: Collaborators, search: str, before: str) -> tuple[list[Picture], str | None]:
    """One page of all pictures with these words, newest first, and the key of the next page or None.

    With a word of one or two letters it may hold few, or none, and the next page more: see `gallery.page`.
    """
    wanted = GalleryFilter(words=search.strip()[:200])
    with co.database.read() as connection:
        found = gallery_rows.find_pictures(
            connection, wanted, before=cursors.read(before), limit=PAGE_SIZE + 1
        )
    return found.page[:PAGE_SIZE], cursors.following(found.page, found.looked_to)


def relatives(co: Collaborators, picture: Picture) -> tuple[list[Picture], list[Picture]]:
    """(ancestors oldest first, the pictures made from this one)."""
    with co.database.read() as connection:

        def parent_of(child: Picture) -> Picture | None:
            job = job_rows.get(connection, child.job_id) if child.job_id else None
            return rows.get(connection, job.picture_id) if job and job.picture_id else None

        return ancestors(picture, parent_of), rows.made_from(connection, picture.id)


def why_not_paintable(picture: Picture) -> str | None:
    """Why a region of this picture can be neither painted nor sent, in one sentence; None where it can."""
    if picture.is_grid:
        return "This is a grid of four: upscale one of them (U1 to U4) and paint on that."
    if picture.message_id and not picture.offers_region:
        return "The provider does not offer Vary (Region) for this picture."
    return None


def why_not_sendable(co: Collaborators, picture: Picture) -> str | None:
    """Why nothing can be submitted for this picture though it may be painted; None where it can."""
    if picture.message_id is None:
        return "This picture was uploaded without a message id: its mask can be downloaded but not submitted."
    if picture.provider != co.settings.provider:
        return "This picture is from practice mode and cannot be sent to the real provider."
    return None


def image(
    co: Collaborators, picture: Picture, variation: int | None, width: int | None
) -> tuple[BinaryIO, int, str, str]:
    """(file, size in bytes, content type, ETag) of the picture, a variation of it, or a thumbnail."""
    if variation is not None and not picture.is_grid:
        raise NotFound("This picture is not a grid: it has no variations.")
    name = images.derived_name(picture.blob, variation, width)
    if variation is None and width is None:
        return blobs.open_named(co, picture.blob), picture.size_bytes, picture.content_type, picture.blob
    path = images.cached(co.cache_dir, name)
    if path is None:
        with blobs.open_named(co, picture.blob) as source:
            data, _ = images.derive(source, co.decoding, variation=variation, width=width)
        path = images.keep(co.cache_dir, name, data)
    content_type = "image/webp" if width is not None else "image/png"
    return path.open("rb"), path.stat().st_size, content_type, name


def delete(co: Collaborators, person: Person, picture_id: str) -> None:
    """Delete a picture and soon its bytes; refused while a job still needs it. Jobs that ended stay."""
    picture = get(co, picture_id)
    with co.database.write() as connection:
        jobs = job_rows.of_picture(connection, picture_id)
        if any(not job.status.is_terminal for job in jobs):
            raise Conflict(
                "A running job needs this picture: wait for it or cancel it first.", code="picture_in_use"
            )
        for job in jobs:
            job_rows.hint(connection, job.id, picture_id=None)
        rows.remove(connection, picture_id)
        blobs.let_go(co, connection, picture.blob)
        deeds.record(co, connection, person.id, Deed.PICTURE_DELETED, detail=picture.title or picture.prompt)


def explain_provider(error: ProviderError) -> AppError:
    """A provider's error during a look-up, as an error for the person who asked."""
    if isinstance(error, Unauthorized):
        return Unavailable(
            "The provider refused our token: check MIDJOURNEY_TOKEN.", code="unauthorized", status=502
        )
    if isinstance(error, OutOfCredit):
        return Unavailable(
            f"The provider says there is no credit left: {error.text}", code="out_of_credit", status=502
        )
    if isinstance(error, MessageNotFound):
        return NotFound("The provider knows no message with this id.", code="unknown_message")
    if isinstance(error, NotSent):
        return Unavailable("The provider cannot be reached just now.", code="provider_down")
    if isinstance(error, RateLimited):
        return Unavailable("The provider asks us to slow down: try again in a minute.", code="rate_limited")
    return Unavailable(
        f"The provider gave no usable answer: {error.text}", code="provider_nonsense", status=502
    )


def _finished_message(co: Collaborators, message_id: str) -> Message:
    try:
        message = co.provider.message(message_id)
    except ProviderError as error:
        raise explain_provider(error) from None
    if message.status is MessageStatus.FAILED:
        raise BadInput(
            f"This message failed at the provider: {message.error or 'no reason given'}.",
            code="message_failed",
        )
    if message.status is not MessageStatus.DONE:
        progress = "" if message.progress is None else f" ({message.progress} %)"
        raise Conflict(f"This message is not done yet{progress}: add it when it is.", code="message_not_done")
    if not message.uri:
        raise BadInput("This message is done but has no picture.", code="message_without_picture")
    return message


def _fetch(co: Collaborators, url: str, sink: BinaryIO) -> images.Facts:
    try:
        co.fetcher.fetch_into(url, sink)
    except FetchError as error:
        raise Unavailable(
            f"The picture could not be fetched: {error.text}", code="picture_unavailable", status=502
        ) from None
    return images.inspect(sink, co.decoding)


def _keep(co: Collaborators, file: BinaryIO) -> str:
    file.seek(0)
    return blobs.keep(co, file)


def _size_of(file: BinaryIO) -> int:
    return file.seek(0, 2)


def _new_picture(
    co: Collaborators, person: Person, blob: str, facts: images.Facts, message: Message | None, *, title: str
) -> Picture:
    buttons = message.buttons if message else ()
    return Picture(
        id=str(uuid.uuid4()),
        blob=blob,
        content_type=facts.content_type,
        width=facts.width,
        height=facts.height,
        size_bytes=co.storage.size(blob),
        title=title,
        prompt=(message.prompt or "") if message else "",
        provider=co.settings.provider,
        message_id=message.message_id if message else None,
        buttons=buttons,
        is_grid=_is_grid(buttons),
        job_id=None,
        created_at=co.now(),
        created_by=person.id,
    )


def _insert(co: Collaborators, picture: Picture) -> Picture:
    """Insert, or give back the picture that another request kept of the same message meanwhile."""
    with co.database.write() as connection:
        return rows.add(connection, picture)


def _is_grid(buttons: tuple[str, ...]) -> bool:
    return any(label in buttons for label in UPSCALES)


def _same_size(facts: images.Facts, width: int, height: int) -> None:
    if (facts.width, facts.height) != (width, height):
        raise BadInput(
            f"The image is {facts.width} \N{MULTIPLICATION SIGN} {facts.height} px "
            f"but the provider\u2019s picture is {width} \N{MULTIPLICATION SIGN} {height} px.",
            code="picture_wrong_size",
        )


def clean_message_id(text: str) -> str:
    text = text.strip()
    if not text or len(text) > MOST_MESSAGE_ID or not text.isprintable() or any(c in text for c in "/\\?#% "):
        raise BadInput("This is not a message id.", code="bad_message_id")
    return text


def _title_of(name: str) -> str:
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return "".join(c for c in stem if c.isprintable()).strip()[:120]
