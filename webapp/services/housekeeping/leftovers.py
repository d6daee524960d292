"""Rows that are of no use any more."""

from datetime import timedelta

from webapp.db import attempts, deeds, drafts, links, processes, sessions, shares, webhooks
from webapp.services.collaborators import Collaborators
from webapp.services.housekeeping.keeping import forget_gone_machines
from webapp.services.housekeeping.step import State, Step
from webapp.services.team.sessions import IDLE
from webapp.services.webhooks import KEPT as MESSAGES_KEPT

DRAFTS_KEPT = timedelta(days=180)
"""An unsent painting that nobody has touched for so long is given up."""

PROCESSES_KEPT = timedelta(days=1)
AT_ONCE = 200


def sign_ins_and_links(co: Collaborators, _state: State) -> Step:
    """End what has expired: sessions, the links that let people in, share links."""
    now = co.now()
    with co.database.write() as connection:
        did = {
            "session{s} ended": sessions.forget_over(connection, now, now - IDLE),
            "link{s} to the team removed": links.forget_over(connection, now),
            "share link{s} removed": shares.forget_over(connection, now),
        }
    return Step(did)


def old_drafts(co: Collaborators, _state: State) -> Step:
    with co.database.write() as connection:
        removed = drafts.forget_before(connection, co.now() - DRAFTS_KEPT, AT_ONCE)
    return Step({"draft{s} removed": removed}, {} if removed == AT_ONCE else None)


def old_log(co: Collaborators, _state: State) -> Step:
    before = co.now() - timedelta(days=co.settings.log_days)
    with co.database.write() as connection:
        removed = deeds.forget_before(connection, before, AT_ONCE)
    return Step({"line{s} of the log removed": removed}, {} if removed == AT_ONCE else None)


def counts(co: Collaborators, _state: State) -> Step:
    """Forget what was counted or told long ago: attempts, webhook messages, processes that ended."""
    now = co.now()
    with co.database.write() as connection:
        did = {
            "count{s} of attempts removed": attempts.forget_before(connection, now - attempts.KEPT),
            "webhook message{s} removed": webhooks.forget_before(connection, now - MESSAGES_KEPT),
            "ended process row{s} removed": processes.forget_before(connection, now - PROCESSES_KEPT),
        }
    return Step({**did, "task{s} of gone machines forgotten": forget_gone_machines(co)})
