"""What is done every second beside the jobs themselves, and at the end of a process."""

from typing import Any

from webapp.db import jobs as rows
from webapp.db import queue
from webapp.models import JobStatus
from webapp.services.collaborators import Collaborators
from webapp.services.jobs.answer import FREE, write_uncertain


def keep_up(co: Collaborators) -> None:
    """Take up what nobody works on any more, and write down the places in the line."""
    take_over(co)
    with co.database.glance() as connection:
        are_moved = queue.are_places_moved(connection, co.settings.provider)
    if are_moved:
        with co.database.write() as connection:
            queue.write_places(connection, co.settings.provider)


def take_over(co: Collaborators) -> int:
    """End the leases of processes and steps that have ended, so that their jobs go on; return how many."""
    now = co.now()
    with co.database.glance() as connection:
        dead = {lease for lease in queue.leases(connection, now) if co.alive.is_dead(lease)}
    if dead:
        with co.database.write() as connection:
            for job in queue.leased(connection, now):
                if job.lease in dead:
                    rows.touch(connection, job, quiet=True, leased_until=now, due_at=now)
        co.ring()
    co.alive.forget_dead()
    return len(dead)


def let_go(co: Collaborators) -> int:
    """Release the steps this process will not finish; a paid call among them is uncertain from now on."""
    now, in_hand = co.now(), co.alive.in_hand()
    with co.database.write() as connection:
        held = [job for job in queue.leased(connection, now) if job.lease in in_hand]
        for job in held:
            if job.status is JobStatus.SENDING:
                text = "The server was stopped before the provider answered"
                write_uncertain(co, connection, job, text)
            else:
                again: dict[str, Any] = {"due_at": now, **FREE}
                rows.touch(connection, job, quiet=True, **again)
    return len(held)
