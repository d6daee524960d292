"""The provider's account: pacing over all processes, the pause when it refuses us, and its balance."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Connection

from webapp.db import accounts as rows
from webapp.db import jobs as job_rows
from webapp.models import Account
from webapp.provider.errors import ProviderError
from webapp.provider.pacing import LONGEST_WAIT_S, reserve
from webapp.services.collaborators import Collaborators

POLL_INTERVAL_S = 0.1
"""The provider takes 10 polls a second from an account."""

PROBE_EVERY = timedelta(minutes=1)
RESUME_AFTER = timedelta(minutes=10)
"""A paused account whose balance nobody tells is tried again after this long."""

BALANCE_EVERY = timedelta(minutes=5)

log = logging.getLogger(__name__)


def take_call_slot(co: Collaborators, connection: Connection, now: datetime) -> datetime | None:
    """Take the account's next slot for a paid call; None means taken, else when it may be tried again."""
    account = rows.lock(connection, co.account, now)
    opens_at = opens(co, account, now)
    if opens_at > now:
        return opens_at
    _, next_free = reserve(account.free_at.timestamp(), now.timestamp(), co.settings.call_interval_s)
    rows.change(connection, co.account, free_at=datetime.fromtimestamp(next_free, tz=now.tzinfo))
    return None


def take_poll_slot(co: Collaborators, connection: Connection, now: datetime) -> datetime | None:
    """Take the account's next slot for a poll; None means taken, else when one is free."""
    if co.settings.call_interval_s == 0:
        return None
    account = rows.lock(connection, co.account, now)
    wait_s, next_free = reserve(account.poll_free_at.timestamp(), now.timestamp(), POLL_INTERVAL_S)
    if wait_s > 0:
        return now + timedelta(seconds=wait_s)
    rows.change(connection, co.account, poll_free_at=datetime.fromtimestamp(next_free, tz=now.tzinfo))
    return None


def opens(co: Collaborators, account: Account | None, now: datetime) -> datetime:
    """When the next paid call may go out, as far as pacing and a pause are concerned."""
    if account is None:
        return now
    if account.paused_at is not None:
        return now + PROBE_EVERY  # `resume` rings when it is over
    wait_s, _ = reserve(account.free_at.timestamp(), now.timestamp(), co.settings.call_interval_s)
    return now + timedelta(seconds=wait_s)


def hold_off(co: Collaborators, connection: Connection, now: datetime, wait_s: float) -> datetime:
    """Let no paid call out for so long, because the provider asked for it; return until when."""
    until = now + timedelta(seconds=min(wait_s, LONGEST_WAIT_S))
    rows.lock(connection, co.account, now)
    rows.change(connection, co.account, free_at=until)
    return until


def pause(co: Collaborators, connection: Connection, now: datetime, code: str, text: str) -> None:
    """Send nothing more until the account is well again: every further call would fail alike."""
    rows.lock(connection, co.account, now)
    paused = {"paused_at": now, "paused_code": code, "paused_text": text, "probe_at": now + PROBE_EVERY}
    rows.change(connection, co.account, **paused)
    log.warning("Sending is paused: %s", text)


def resume(co: Collaborators) -> None:
    """Send again; a person said so, or the account is well."""
    with co.database.write() as connection:
        rows.change(connection, co.account, paused_at=None, paused_code=None, paused_text=None, probe_at=None)
        job_rows.wake_waiting(connection, co.settings.provider, co.now())
    co.ring()


def get(co: Collaborators) -> Account | None:
    with co.database.read() as connection:
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
        return account.probe_at is None or account.probe_at <= now
    return account.balance_at is None or account.balance_at <= now - BALANCE_EVERY


def _probe(co: Collaborators, account: Account, now: datetime) -> None:
    try:
        told = co.provider.account()
    except ProviderError:
        return  # not well yet, or not reachable: the next probe will tell
    left = None if told is None else told.credits_left
    with co.database.write() as connection:
        rows.change(connection, co.account, balance=None if left is None else f"{left:,} credits left")
    waited = account.paused_at is not None and account.paused_at + RESUME_AFTER <= now
    if account.paused_at is not None and (waited or (left is not None and left > 0)):
        resume(co)
