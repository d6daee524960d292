"""The provider's account: pacing over all processes, the pause when it refuses us, and its balance."""

import logging
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from webapp.db import accounts as rows
from webapp.db import queue
from webapp.models import Account, Person
from webapp.provider.errors import Ending, ProviderError
from webapp.provider.pacing import LONGEST_WAIT_S, reserve
from webapp.services import deeds
from webapp.services.collaborators import Collaborators
from webapp.team_models import Deed

POLL_INTERVAL_S = 0.1
"""The provider takes 10 polls a second from an account."""

PROBE_EVERY = timedelta(minutes=1)
RESUME_AFTER = timedelta(minutes=10)
"""A paused account whose balance nobody tells is tried again after this long."""

BALANCE_EVERY = timedelta(minutes=5)

_ERRORS = "provider_error_"

log = logging.getLogger(__name__)


def count_error(connection: Connection, error: ProviderError) -> None:
    """Count a call that ended badly, for whoever watches; those that ended well need no counting."""
    rows.count_up(connection, f"{_ERRORS}{error.ending.name.lower()}")


def errors(connection: Connection) -> dict[str, int]:
    """How many calls ended badly since there is this database, by `Ending`, those with none included."""
    counted = rows.counters_of(connection, _ERRORS)
    kinds = (ending.name.lower() for ending in Ending if ending is not Ending.TAKEN)
    return {kind: counted.get(kind, 0) for kind in kinds}


def take_call_slot(
    co: Collaborators, connection: Connection, now: datetime, turn: int = 0
) -> datetime | None:
    """Take the account's next slot for a paid call; None means taken, else when it may be tried again.

    `turn` is that of the job which takes it: new jobs get a later one.
    """
    account = rows.lock(connection, co.account, now)
    opens_at = opens(co, account, now)
    if opens_at > now:
        return opens_at
    free_at = now + timedelta(seconds=co.settings.call_interval_s)
    _set(connection, account, now, free_at=free_at, turn=max(account.turn, turn))
    return None


def take_poll_slot(co: Collaborators, connection: Connection, now: datetime) -> datetime | None:
    """Take the account's next slot for a poll; None means taken, else when one is free."""
    if co.settings.call_interval_s == 0:
        return None
    account = rows.lock(connection, co.account, now)
    opens_at = polls_open(co, account, now)
    if opens_at > now:
        return opens_at
    _set(connection, account, now, poll_free_at=now + timedelta(seconds=POLL_INTERVAL_S))
    return None


def opens(co: Collaborators, account: Account | None, now: datetime) -> datetime:
    """When the next paid call may go out, as far as pacing and a pause are concerned."""
    if account is None:
        return now
    if account.paused_at is not None:
        return now + PROBE_EVERY  # `resume` rings when it is over
    return _opens(account, account.free_at, now, co.settings.call_interval_s)


def polls_open(co: Collaborators, account: Account | None, now: datetime) -> datetime:
    """When the next poll may go out."""
    if account is None or co.settings.call_interval_s == 0:
        return now
    return _opens(account, account.poll_free_at, now, POLL_INTERVAL_S)


def _opens(account: Account, free_at: datetime, now: datetime, interval_s: float) -> datetime:
    if account.set_at > now:
        return now  # the clock went back since: what it said then means nothing
    wait_s, _ = reserve(free_at.timestamp(), now.timestamp(), interval_s)
    return now + timedelta(seconds=wait_s)


def _set(connection: Connection, account: Account, now: datetime, **values: Any) -> None:
    """Write slots down, with the time by which they were set."""
    if account.set_at > now:
        values = {"free_at": now, "poll_free_at": now, **values}
    rows.change(connection, account.name, set_at=now, **values)


def hold_off(co: Collaborators, connection: Connection, now: datetime, wait_s: float) -> datetime:
    """Let no paid call out for so long, because the provider asked for it; return until when."""
    until = now + timedelta(seconds=min(wait_s, LONGEST_WAIT_S))
    _set(connection, rows.lock(connection, co.account, now), now, free_at=until)
    return until


def hold_off_polls(co: Collaborators, connection: Connection, now: datetime, wait_s: float) -> None:
    """Let no poll out for so long, because the provider asked for it."""
    until = now + timedelta(seconds=min(wait_s, LONGEST_WAIT_S))
    _set(connection, rows.lock(connection, co.account, now), now, poll_free_at=until)


def pause(co: Collaborators, connection: Connection, now: datetime, code: str, text: str) -> bool:
    """Send nothing more until the account is well again: every further call would fail alike.

    False where that was known before: the account is paused, or on trial after a pause.
    """
    is_news = rows.lock(connection, co.account, now).paused_code is None
    paused = {"paused_at": now, "paused_code": code, "paused_text": text, "probe_at": now + PROBE_EVERY}
    rows.change(connection, co.account, **paused)
    log.warning("Sending is paused: %s", text)
    return is_news


def resume(co: Collaborators, person: Person | None = None) -> None:
    """Send again, on trial: a person said so, the balance does, or it is time to see."""
    with co.database.write() as connection:
        if person is not None:
            deeds.record(co, connection, person.id, Deed.SENDING_RESUMED)
        rows.change(connection, co.account, paused_at=None, probe_at=None)
        queue.wake_waiting(connection, co.settings.provider, co.now())
    co.ring()


def get(co: Collaborators) -> Account | None:
    with co.database.glance() as connection:
        return rows.get(connection, co.account)


def look_after(co: Collaborators) -> bool:
    """Probe a paused account, or refresh a stale balance, at its own pace; True if it did."""
    now = co.now()
    account = get(co)
    if account is not None and not _is_due(account, now):
        return False
    with co.database.write() as connection:
        account = rows.lock(connection, co.account, now)
        if not _is_due(account, now):
            return False  # another process was quicker
        rows.change(connection, co.account, probe_at=now + PROBE_EVERY, balance_at=now)
    _probe(co, account, now)
    return True


def _is_due(account: Account, now: datetime) -> bool:
    if account.paused_at is not None:
        due_at = account.probe_at or now
    else:
        due_at = account.balance_at + BALANCE_EVERY if account.balance_at else now
    return not now < due_at <= now + BALANCE_EVERY  # farther ahead: written by a clock that was wrong


def _probe(co: Collaborators, account: Account, now: datetime) -> None:
    try:
        told = co.provider.account()
    except ProviderError as error:
        with co.database.write() as connection:
            count_error(connection, error)
        return  # not well yet, or not reachable: the next probe will tell
    left = None if told is None else told.credits_left
    with co.database.write() as connection:
        rows.change(connection, co.account, balance=None if left is None else f"{left:,} credits left")
    waited = account.paused_at is not None and account.paused_at + RESUME_AFTER <= now
    if account.paused_at is not None and (waited or (left is not None and left > 0)):
        resume(co)
