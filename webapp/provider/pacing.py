"""When the provider may be called next. Pure rules; all times are seconds of one clock."""

from datetime import UTC
from email.utils import parsedate_to_datetime

CALL_INTERVAL_S = 3.0
"""Least time between two paid calls of an account."""

FIRST_POLL_S = 3.0
"""A poll made sooner after the acceptance finds the message not there yet."""

NOT_YET_S = 15.0
"""So long after the acceptance a 400 or 404 to a poll means "not yet"."""

MOST_RETRY_AFTER_S = 3600.0

LONGEST_WAIT_S = MOST_RETRY_AFTER_S
"""No slot lies farther ahead than this and one interval, unless a clock jumped: then it is ignored."""

_SOONEST_POLL_S, _LATEST_POLL_S = 3.0, 5.0
_SLOWING_FROM_S, _SLOWING_FOR_S = 30.0, 90.0
_LONGEST_BACKOFF_S = 60.0


def reserve(slot_free_at: float, now: float, interval_s: float = CALL_INTERVAL_S) -> tuple[float, float]:
    """Take the next call slot: (seconds to wait before the call, when the slot after it is free).

    Whoever stores the second figure owns the slot, so that callers who reserve one after another are spaced
    by `interval_s`; who does not want to wait stores nothing. An interval of 0 means no pacing.
    """
    is_sound = interval_s > 0 and slot_free_at - now <= LONGEST_WAIT_S + interval_s
    starts_at = max(slot_free_at, now) if is_sound else now
    return starts_at - now, starts_at + interval_s


def next_poll_s(age_s: float, failures: int = 0) -> float:
    """Seconds from one poll to the next, for a message accepted `age_s` ago.

    3 s at first, when many jobs end, slowly rising to 5 s; doubled with each failed poll in a row, up to a
    minute.
    """
    slowed = min(max(age_s - _SLOWING_FROM_S, 0.0) / _SLOWING_FOR_S, 1.0)
    pace_s = _SOONEST_POLL_S + slowed * (_LATEST_POLL_S - _SOONEST_POLL_S)
    return min(pace_s * 2.0 ** min(failures, 10), max(pace_s, _LONGEST_BACKOFF_S))


def is_not_yet(status: int | None, age_s: float) -> bool:
    """True where a refused poll of a young message means that the provider has not written it down yet."""
    return status in (400, 404) and age_s < NOT_YET_S


def retry_after_s(header: str | None, now: float) -> float | None:
    """Read a Retry-After header, seconds or an HTTP date, as seconds from `now` (Unix time), 0 to an hour."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        wait_s = float(text[:12])
    else:
        try:
            at = parsedate_to_datetime(text)
        except (ValueError, IndexError, TypeError, OverflowError):
            return None
        wait_s = (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() - now
    return min(max(wait_s, 0.0), MOST_RETRY_AFTER_S)
