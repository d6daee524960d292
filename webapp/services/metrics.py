"""What an operator watches, read from the database at each scrape, so that all processes tell the same."""

import hmac
from dataclasses import dataclass, field
from datetime import timedelta

from webapp.db import accounts, figures
from webapp.services.collaborators import Collaborators
from webapp.services.restored import SENT

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
    is_paused = account is not None and account.paused_at is not None
    wait_s = max(0.0, (account.free_at - now).total_seconds()) if account else 0.0
    age_s = (now - oldest).total_seconds() if oldest else 0.0
    found = [
        Metric("redraw_jobs", "Jobs by state.", {str(state): n for state, n in states.items()}, "state"),
        Metric("redraw_failed_jobs", "Failed and uncertain jobs, by what went wrong.", dict(failed), "code"),
        _one("redraw_oldest_unfinished_job_seconds", "Age of the oldest unfinished job.", age_s),
        Metric("redraw_paid_calls", "Paid calls begun.", {"": sent}, only_grows=True),
        _one("redraw_account_paused", "1 while the provider refuses the account.", is_paused),
        _one("redraw_pacing_wait_seconds", "Until the next paid call may go out.", wait_s),
        _one("redraw_pictures", "Pictures.", count),
        _one("redraw_picture_bytes", "Bytes that the pictures take.", size),
    ]
    if times:
        at = {"0.5": times[len(times) // 2], "0.95": times[len(times) * 95 // 100]}
        text = "How long the provider took to take a paid call, in the last hour."
        found.append(Metric("redraw_provider_answer_seconds", text, at, "quantile"))
    free = _free_bytes(co)
    if free is not None:
        found.append(_one("redraw_storage_free_bytes", "Bytes free where pictures are kept.", free))
    return found


def _one(name: str, text: str, value: float) -> Metric:
    return Metric(name, text, {"": value})


def _free_bytes(co: Collaborators) -> int | None:
    """None where the storage does not tell, or does not answer."""
    try:
        return co.storage.free_bytes()
    except OSError:
        return None
