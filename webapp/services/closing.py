"""Closed to changes: pages are shown and nothing is taken, sent or changed, while the data move."""

from datetime import timedelta

from webapp.db import closings, queue
from webapp.errors import Unavailable
from webapp.services.collaborators import Collaborators

HELD_FOR = timedelta(seconds=60)
"""Whoever closed it and died keeps it closed for no longer."""

LAST_STEPS_S = 180
"""Longer than any step that was begun before."""

GRACE_S = 3
"""What had begun to claim a step at that moment has claimed it by then."""

MOVING = "This Redraw is being moved: nothing can be changed for some minutes. Paintings stay in the browser."
MOVED = "This Redraw has been moved and will be back at its new place soon: nothing can be changed here."


def reason(co: Collaborators) -> str | None:
    """Why nothing may change just now; None where it may."""
    with co.database.glance() as connection:
        return closings.text(connection, co.now())


def hold(co: Collaborators) -> None:
    """Close, or go on keeping it closed: to be repeated within `HELD_FOR`."""
    with co.database.write() as connection:
        closings.close(connection, MOVING, co.now() + HELD_FOR)


def close_for_good(co: Collaborators) -> None:
    with co.database.write() as connection:
        closings.close(connection, MOVED, None)


def reopen(co: Collaborators) -> None:
    with co.database.write() as connection:
        closings.reopen(connection)
    co.ring()


def wait_for_steps(co: Collaborators) -> None:
    """Wait until no step of a job is in hand any more; `Unavailable` where one does not end."""
    co.pause(GRACE_S)
    for _ in range(LAST_STEPS_S):
        with co.database.read() as connection:
            if not queue.leased(connection, co.now()):
                return
        hold(co)
        co.pause(1)
    raise Unavailable("A step of a job did not end in time: nothing was moved. Try again.")
