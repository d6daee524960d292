"""What a task of housekeeping is, and what one step of it tells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from webapp.services.collaborators import Collaborators

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """What was done, such as `{"session{s} ended": 3}`, and where to go on; None where the task is over."""

    did: Mapping[str, int] = field(default_factory=dict)
    go_on: State | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done every so often. `take` does one small step of it, from where the last one ended.

    A task of `each_machine` is done on each for itself, since its files lie there.
    """

    name: str
    every: timedelta
    take: Callable[[Collaborators, State], Step]
    is_wanted: Callable[[Collaborators], bool] = lambda _co: True
    each_machine: bool = False


def words(did: Mapping[str, int]) -> str:
    """What was done in words, such as "1 session ended, 2 links removed"."""
    told = [f"{n:,} {what.format(s='' if n == 1 else 's')}" for what, n in did.items() if n]
    return ", ".join(told) or "Nothing to do"
