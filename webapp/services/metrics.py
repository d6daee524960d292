"""What an operator watches, read from the database at each scrape, so that all processes tell the same."""

import hmac
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

from webapp.db import accounts, blobs, figures, housekeeping, operations, processes
from webapp.services import account as account_service
from webapp.services import room
from webapp.services.collaborators import Collaborators
from webapp.services.processes import is_alive
from webapp.services.restored import SENT
from webapp.upkeep_models import ProcessKind

LATELY = timedelta(hours=1)
MOST_TIMES = 1000


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric. `values` are by the value of `label`; without a label the only key is empty."""

    name: str
    help: str
    values: dict[str, float] = field(default_factory=dict)
    label: str = ""
    only_grows: bool = False


def is_scraper(co: Collaborators, token: str) -> bool:
    """True for METRICS_TOKEN, where one is set; takes as long for a near miss as for a wild guess."""
    wanted = co.settings.metrics_token
    return wanted is not None and hmac.compare_digest(wanted.encode(), token.encode())


def collect(co: Collaborators) -> list[Metric]:
    """All figures as they are now. No secret, name, prompt or address is among them."""
    now = co.now()
    with co.database.read() as connection:
        states = figures.jobs_by_status(connection)
        failed = figures.failed_by_code(connection)
        oldest = figures.oldest_unfinished(connection)
        times = figures.answer_times_s(connection, now - LATELY, MOST_TIMES)
        count, size = figures.pictures_and_bytes(connection)
        account = accounts.get(connection, co.account)
        sent = accounts.counter(connection, SENT)
        by_kind = figures.drawing_times_s(connection, now - LATELY, MOST_TIMES)
        errors = account_service.errors(connection)
        stuck = operations.count_stuck(connection, now)
        oldest_due = operations.oldest_due(connection, now)
        missing, unnamed = blobs.count_missing(connection), blobs.count_unnamed(connection)
        running, runs = processes.every(connection), housekeeping.every(connection)
    is_paused = account is not None and account.paused_at is not None
    wait_s = max(0.0, (account.free_at - now).total_seconds()) if account else 0.0
    age_s = (now - oldest).total_seconds() if oldest else 0.0
    late_s = max(0.0, (now - oldest_due).total_seconds()) if oldest_due else 0.0
    alive = Counter(str(one.kind) for one in running if is_alive(one, now))
    beats = {
        str(kind): (now - max(one.beat_at for one in running if one.kind is kind)).total_seconds()
        for kind in {one.kind for one in running}
    }
    ended = {run.task: (now - run.ended_at).total_seconds() for run in runs if run.ended_at}
    found = [
        Metric("redraw_jobs", "Jobs by state.", {str(state): n for state, n in states.items()}, "state"),
        Metric("redraw_failed_jobs", "Failed and uncertain jobs, by what went wrong.", dict(failed), "code"),
        _one("redraw_oldest_unfinished_job_seconds", "Age of the oldest unfinished job.", age_s),
        Metric("redraw_paid_calls", "Paid calls begun.", {"": sent}, only_grows=True),
        Metric(
            "redraw_provider_errors", "Calls to the provider that ended badly.", dict(errors), "kind", True
        ),
        _one("redraw_account_paused", "1 while the provider refuses the account.", is_paused),
        _one("redraw_pacing_wait_seconds", "Until the next paid call may go out.", wait_s),
        _one("redraw_pictures", "Pictures.", count),
        _one("redraw_picture_bytes", "Bytes that the pictures take.", size),
        _one("redraw_stuck_jobs", "Jobs whose next step nobody takes, or that were tried often.", stuck),
        _one("redraw_oldest_due_seconds", "For how long the oldest step is due.", late_s),
        _one("redraw_missing_bytes", "Stored bytes that records name and that are missing.", missing),
        _one("redraw_unnamed_bytes", "Stored bytes that no record names (any more).", unnamed),
        Metric(
            "redraw_processes",
            "Processes that were heard of within a minute.",
            {str(kind): alive[kind] for kind in ProcessKind},
            "kind",
        ),
        Metric("redraw_heartbeat_age_seconds", "Since the last heartbeat of any process.", beats, "kind"),
        Metric("redraw_housekeeping_age_seconds", "Since the end of a task's last run.", ended, "task"),
        Metric(
            "redraw_housekeeping_failing",
            "1 where the last run of a task ended in an error.",
            {run.task: run.is_failing for run in runs},
            "task",
        ),
        Metric(
            "redraw_provider_drawing_seconds",
            "Median time from taking a job to its picture, of those submitted in the last hour.",
            {kind: median(times) for kind, times in by_kind.items()},
            "kind",
        ),
    ]
    if times:
        at = {"0.5": times[len(times) // 2], "0.95": times[len(times) * 95 // 100]}
        text = "How long the provider took to take a paid call, in the last hour."
        found.append(Metric("redraw_provider_answer_seconds", text, at, "quantile"))
    free = room.free_bytes(co)
    if free is not None:
        found.append(_one("redraw_storage_free_bytes", "Bytes free where pictures are kept.", free))
    return found


def _one(name: str, text: str, value: float) -> Metric:
    return Metric(name, text, {"": value})
