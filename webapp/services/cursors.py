"""Keys of pages: what comes after the last one shown, however much was added meanwhile. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

PAGE_SIZE = 48


class HasPlace(Protocol):
    """A picture or a job: what has a place in the order of the gallery."""

    @property
    def id(self) -> str: ...
    @property
    def created_at(self) -> datetime: ...


def following(found: Sequence[HasPlace], looked_to: tuple[datetime, str] | None = None) -> str | None:
    """The key of the page after this one, where more was found than this one holds, or was not looked at."""
    if len(found) > PAGE_SIZE:
        last = found[PAGE_SIZE - 1]
        looked_to = last.created_at, last.id
    return f"{looked_to[0].isoformat()}_{looked_to[1]}" if looked_to else None


def read(text: str) -> tuple[datetime, str] | None:
    """What a key says; None for what is no key."""
    at, _, last_id = text.partition("_")
    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (when, last_id) if last_id and when.tzinfo else None
