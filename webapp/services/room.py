"""Is there room for what a paid job brings? Asked before a job is taken and before it is sent."""

from webapp.errors import StorageError
from webapp.services.collaborators import Collaborators

LEAST_FREE_BYTES = 100 << 20
"""Below this much free storage nothing is taken or sent: a paid picture might find no room."""


def out_of_reach(co: Collaborators) -> str | None:
    """Why pictures can be neither kept nor read just now, without a full stop; None where they can."""
    try:
        co.storage.free_bytes()
    except OSError as error:
        return _said(co, error)
    return None


def free_bytes(co: Collaborators) -> int | None:
    """How much more fits; None where the storage does not tell, or does not answer."""
    try:
        return co.storage.free_bytes()
    except OSError:
        return None


def problem(co: Collaborators) -> str | None:
    """Why no picture can be kept just now, as the beginning of a sentence; None where one can."""
    try:
        free = co.storage.free_bytes()
    except OSError as error:
        return _said(co, error)
    return None if free is None or free >= LEAST_FREE_BYTES else "The server\u2019s disk is full"


def _said(co: Collaborators, error: OSError) -> str:
    if isinstance(error, StorageError):
        return error.text
    why = error.strerror or type(error).__name__
    return f"Pictures cannot be kept at {co.settings.storage_setting} ({why})"
