"""Lenient readers of single JSON fields: a value of the wrong kind, or beyond its limit, counts as absent.

Texts come out fit for a database and a page: no lone surrogate, no control character but tab and newline.
"""

import math

MOST_IDENTIFIER = 512
MOST_ADDRESS = 8192
MOST_LABEL = 100
MOST_LABELS = 64

_CONTROL = {code: "\N{REPLACEMENT CHARACTER}" for code in range(32) if chr(code) not in "\t\n\r"}


def text(value: object) -> str | None:
    """A text without the space around it; None for an empty one."""
    if not isinstance(value, str):
        return None
    return value.encode("utf-8", "replace").decode("utf-8").translate(_CONTROL).strip() or None


def words(value: object) -> str | None:
    """A text, or a list of texts joined into one."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(text, value))) or None
    return text(value)


def identifier(value: object) -> str | None:
    """An id: a text, or a whole number of at most 64 bits as a text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if value.bit_length() <= 64 else None
    return _at_most(MOST_IDENTIFIER, text(value))


def address(value: object) -> str | None:
    """Where something can be fetched. Whether it may be is the fetcher's question."""
    return _at_most(MOST_ADDRESS, text(value))


def labels(value: object) -> tuple[str, ...]:
    """The texts of a list, in its order."""
    entries = value[:MOST_LABELS] if isinstance(value, list) else []
    return tuple(label for label in map(text, entries) if label and len(label) <= MOST_LABEL)


def number(value: object) -> float | None:
    """A finite number, also when written as a text, with or without a percent sign."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value.strip().removesuffix("%") if isinstance(value, str) else value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def percentage(value: object) -> int | None:
    """A number brought into 0..100, rounded down."""
    found = number(value)
    return None if found is None else int(min(max(found, 0), 100))


def count(value: object) -> int | None:
    """A number as a whole one, rounded towards zero."""
    found = number(value)
    return None if found is None else int(found)


def _at_most(length: int, found: str | None) -> str | None:
    return found if found and len(found) <= length else None
