"""Submit a job: check the order, keep the painting, store the job. Nothing is sent here."""

import hashlib
import json
import secrets
import uuid
from dataclasses import dataclass, replace
from typing import BinaryIO

from sqlalchemy import Connection

from webapp import mask
from webapp.db import accounts, hand_overs, queue
from webapp.db import jobs as rows
from webapp.errors import BadInput, Conflict, Unavailable
from webapp.models import IMAGINE, UPSCALES, VARY_REGION, Job, JobStatus, Person, Picture
from webapp.services import blobs, budgets, deeds, pictures, room
from webapp.services.collaborators import Collaborators
from webapp.team_models import Deed

MOST_PROMPT = 2000
RUNG_FOR = 16
"""A job behind so many in the line rings nobody: whoever takes those looks for more when a step ends."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asks for. `painting` is the PNG as posted, in a seekable file.

    `key` makes repeated posts one job. `fingerprint` is the painter's own name for painting and prompt, by
    which `submitted_before` finds it.
    """

    button: str
    prompt: str = ""
    picture_id: str | None = None
    painting: BinaryIO | None = None
    key: str = ""
    fingerprint: str = ""


def submit(co: Collaborators, person: Person, order: Order) -> Job:
    """Store the job and wake the background work; the same key with the same content gives the same job.

    Raises `BadInput`, `NotFound`, `Conflict` (same key, other content; a practice picture with a real
    provider), `TooLarge`, or `Unavailable` (no room left).
    """
    prompt = _clean_prompt(order.prompt)
    if order.painting is not None and order.painting.seek(0, 2) == 0:
        order = replace(order, painting=None)  # as a form posts where no file was chosen
    picture = pictures.get(co, order.picture_id) if order.picture_id else None
    _check_button(co, order, prompt, picture)
    key = _clean_key(order.key)
    with co.database.read() as connection:
        known = rows.by_key(connection, person.id, key) or _pressed_before(connection, order)
    painting = _check_painting(co, order, picture)
    content_hash = _content_hash(order.button, order.picture_id, prompt, painting)
    if known is None:
        _check_room(co)
        if order.painting is not None:
            blobs.keep(co, order.painting)
        known = _store(co, person, picture, replace(order, prompt=prompt, key=key), painting, content_hash)
    if known.key == key and known.content_hash != content_hash:
        raise Conflict(
            "This form was already submitted with other content: reload the page.", code="key_reused"
        )
    if (known.queue_position or 0) < RUNG_FOR:
        co.ring()
    return known


def submitted_before(co: Collaborators, picture_id: str, fingerprint: str) -> Job | None:
    """The job that this very painting and prompt already became, if it is running or done."""
    with co.database.read() as connection:
        return rows.same_painting(connection, picture_id, fingerprint[:16])


def _store(
    co: Collaborators,
    person: Person,
    picture: Picture | None,
    order: Order,
    painting: str | None,
    content_hash: str,
) -> Job:
    now = co.now()
    job = Job(
        id=str(uuid.uuid4()),
        key=order.key,
        content_hash=content_hash,
        fingerprint=order.fingerprint[:16] or None,
        button=order.button,
        prompt=order.prompt,
        picture_id=picture.id if picture else None,
        source_message_id=picture.message_id if picture else None,
        painting=painting,
        wire_mask=None,
        provider=co.settings.provider,
        status=JobStatus.WAITING,
        progress=None,
        message_id=None,
        result_url=None,
        result_buttons=(),
        result_picture_id=None,
        error_code=None,
        error_text=None,
        hook_secret=secrets.token_urlsafe(32),
        cancel_requested=False,
        cancel_sent_at=None,
        turn=0,
        queue_position=None,
        expected_s=None,
        attempts=0,
        watched_s=0.0,
        created_by=person.id,
        created_at=now,
        sent_at=None,
        accepted_at=None,
        started_at=None,
        polled_at=None,
        finished_at=None,
        due_at=now,
        leased_until=None,
        lease=None,
        hook_message_id=None,
        hooked_at=None,
        version=1,
    )
    with co.database.write() as connection:
        placed = _with_turn(co, connection, job)  # from here on the others wait
        pressed = _pressed_before(connection, order)
        if pressed is not None:
            return pressed
        job = budgets.hold_beyond(co, connection, placed)
        if rows.add(connection, job):
            budgets.count(connection, job)
            if job.has_mask and job.picture_id:
                hand_overs.remove_painted(connection, job.picture_id, person.id)
            deeds.record(co, connection, person.id, Deed.JOB_SUBMITTED, job.id, job.button)
            return job
        twin = rows.by_key(connection, person.id, order.key)
    if twin is None:
        raise Unavailable("The job could not be stored: submit again.")
    return twin


def _with_turn(co: Collaborators, connection: Connection, job: Job) -> Job:
    """The job with its place in the line: a round after its member's last, and after those already sent."""
    account = accounts.lock(connection, co.account, job.created_at)
    turn = 1 + max(account.turn, queue.last_turn(connection, job.created_by))
    return replace(
        job, turn=turn, queue_position=queue.ahead_of(connection, job.provider, turn, job.created_at)
    )


def _check_button(co: Collaborators, order: Order, prompt: str, picture: Picture | None) -> None:
    if order.button == IMAGINE:
        if picture is not None:
            raise BadInput("A picture from words alone has no source picture.")
        if not prompt:
            raise BadInput("Describe the picture in words first.", code="prompt_missing")
        return
    if picture is None:
        raise BadInput("Choose a picture first.")
    reason = pictures.why_not_sendable(co, picture)
    if reason:
        raise Conflict(reason, code="not_sendable")
    if order.button not in picture.buttons:
        raise BadInput(
            f"The provider does not offer \u201c{order.button[:60]}\u201d for this picture.",
            code="button_not_offered",
        )
    if order.button == VARY_REGION and order.painting is None:
        raise BadInput("Nothing is painted yet: paint the region to redraw first.", code="mask_empty")
    if order.button != VARY_REGION and order.painting is not None:
        raise BadInput("Only Vary (Region) takes a painting.", code="mask_unwanted")


def _check_painting(co: Collaborators, order: Order, picture: Picture | None) -> str | None:
    """The key to keep it by; None where there is none."""
    if order.painting is None or picture is None:
        return None
    size = (picture.width, picture.height)
    order.painting.seek(0)
    with co.decoding.room_for(size):
        mask.read_painting(order.painting.read(), size, max_bytes=co.settings.max_upload_mb << 20)
    order.painting.seek(0)
    return blobs.key_of(order.painting)


def _pressed_before(connection: Connection, order: Order) -> Job | None:
    """An upscale is never paid twice: what a second press makes is nowhere written."""
    if order.button not in UPSCALES or order.picture_id is None:
        return None
    unlucky = (JobStatus.FAILED, JobStatus.CANCELLED, JobStatus.EXPIRED)
    for job in rows.of_picture(connection, order.picture_id):
        if job.button == order.button and job.status not in unlucky:
            return job
    return None


def _check_room(co: Collaborators) -> None:
    problem = room.problem(co)
    if problem:
        raise Unavailable(f"{problem}: nothing was submitted or charged.", code="storage_full", status=507)


def _clean_prompt(text: str) -> str:
    prompt = " ".join(text.split())
    if len(prompt) > MOST_PROMPT:
        raise BadInput(f"The prompt is longer than {MOST_PROMPT} characters.", code="prompt_too_long")
    if "\x00" in prompt:
        raise BadInput("The prompt holds a character that cannot be sent.", code="prompt_bad_character")
    return prompt


def _clean_key(text: str) -> str:
    if len(text) > 64 or not text.isascii() or not text.isprintable():
        raise BadInput("The form's key is malformed: reload the page.", code="bad_key")
    return text or str(uuid.uuid4())


def _content_hash(button: str, picture_id: str | None, prompt: str, painting: str | None) -> str:
    content = json.dumps([button, picture_id, prompt, painting])
    return hashlib.sha256(content.encode()).hexdigest()
