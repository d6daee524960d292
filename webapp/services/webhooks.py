"""The outgoing webhook: another program is told how a job ended, signed as Standard Webhooks has it.

The message is written in the transaction in which the job ends, so none is lost; the background work delivers
it, again and again with growing waits until it is taken or the waits are used up. Every try has the same
`webhook-id`, by which the receiver knows a repetition.
"""

import base64
import hashlib
import hmac
import logging
import secrets
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from webapp.db import closings
from webapp.db import webhooks as rows
from webapp.errors import BadInput, NotFound
from webapp.models import Person
from webapp.provider.post import PostError
from webapp.services import deeds
from webapp.services.collaborators import Collaborators
from webapp.team_models import Deed, Delivery

SECRET_PREFIX = "whsec_"  # noqa: S105
WAITS_S = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""After each failed try, as the specification suggests: nearly four days in all."""

LEASE = timedelta(minutes=1)
"""Longer than a try may take; a message whose process died in it is tried again after it."""

KEPT = timedelta(days=30)
SHOWN = 20
MOST_URL = 2000

log = logging.getLogger(__name__)


def address(co: Collaborators) -> str | None:
    with co.database.read() as connection:
        found = rows.get(connection)
    return found[0] if found else None


def set_address(co: Collaborators, by: Person, url: str) -> str:
    """Set where to tell; the new secret, to be shown once. Raises `BadInput`."""
    try:
        checked = co.poster.check(url.strip()[: MOST_URL + 1])
    except PostError as error:
        raise BadInput(error.text, code="bad_address") from None
    if len(checked) > MOST_URL:
        raise BadInput("The address is too long.", code="bad_address")
    secret = SECRET_PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
    with co.database.write() as connection:
        rows.put(connection, checked, secret, co.now())
        deeds.record(co, connection, by.id, Deed.WEBHOOK_SET, detail=urlsplit(checked).hostname or "")
    return secret


def remove(co: Collaborators, by: Person) -> None:
    """Tell nobody any more; no error where nobody was told."""
    with co.database.write() as connection:
        if rows.remove(connection):
            deeds.record(co, connection, by.id, Deed.WEBHOOK_REMOVED)


def test(co: Collaborators) -> None:
    """Send a message that says nothing but that the way is open; raises `NotFound`."""
    with co.database.write() as connection:
        if rows.get(connection) is None:
            raise NotFound("There is no address to send to.")
        rows.tell_test(connection, co.now())
    co.ring()


def latest(co: Collaborators) -> list[Delivery]:
    """The last messages and how they went, newest first."""
    with co.database.read() as connection:
        return rows.latest(connection, SHOWN)


def deliver_once(co: Collaborators) -> bool:
    """Try to deliver the message that is due longest; False for none."""
    now = co.now()
    with co.database.glance() as connection:
        if not rows.is_due(connection, now):
            return False
    with co.database.write() as connection:
        if closings.text(connection, now) is not None:
            return False  # the data are being moved
        hook, delivery = rows.get(connection), rows.claim(connection, now, now + LEASE)
        rows.forget_before(connection, now - KEPT)
    if delivery is None:
        return False
    answer, is_taken = ("The address was removed.", False) if hook is None else _post(co, hook, delivery, now)
    done = {"delivered_at": co.now()} if is_taken else {}
    over = is_taken or hook is None
    again = None if over else next_try(co.now(), delivery.attempts)
    with co.database.write() as connection:
        rows.write(connection, delivery, answer=answer, due_at=again, **done)
    return True


def next_try(now: datetime, attempts: int) -> datetime | None:
    """When a message that was tried so often is tried again, or None where it is given up. Pure."""
    return now + timedelta(seconds=WAITS_S[attempts - 1]) if attempts <= len(WAITS_S) else None


def signature(secret: str, message_id: str, at_s: int, body: bytes) -> str:
    """`v1` of Standard Webhooks: HMAC-SHA256 over id, time and body, joined by full stops. Pure."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    signed = f"{message_id}.{at_s}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def _post(co: Collaborators, hook: tuple[str, str], delivery: Delivery, now: datetime) -> tuple[str, bool]:
    """(what was answered, whether it was taken)."""
    url, secret = hook
    body, at_s = delivery.body.encode(), int(now.timestamp())
    headers = {
        "Content-Type": "application/json",
        "webhook-id": delivery.id,
        "webhook-timestamp": str(at_s),
        "webhook-signature": signature(secret, delivery.id, at_s, body),
    }
    try:
        status = co.poster.post(url, body, headers)
    except PostError as error:
        return error.text, False
    except Exception:  # whatever it was: the next try comes later, not at once
        log.exception("A message of the webhook could not be sent")
        return "It could not be sent.", False
    return f"HTTP {status}", 200 <= status <= 299
