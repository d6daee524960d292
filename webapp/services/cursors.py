"""Keys of pages: what comes after the last one shown, however much was added meanwhile. Pure."""

from datetime import datetime
from typing import Protocol

PAGE_SIZE = 60


class HasPlace(Protocol):
    """A picture or a job: what has a place in the order of the gallery."""

    @property
    def id(self) -> str: ...
    @property
    def created_at(self) -> datetime: ...


def write(last: HasPlace) -> str:
    """The key of what comes after this one."""
    return f"{last.created_at.isoformat()}_{last.id}"


def read(text: str) -> tuple[datetime, str] | None:
    """What a key says; None for what is no key."""
    at, _, last_id = text.partition("_")
    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (when, last_id) if last_id and when.tzinfo else None
