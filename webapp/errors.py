"""What can go wrong for a person, as types: one clear sentence, a code for scripts, a status for HTTP."""


class AppError(Exception):
    """An error to be shown.

    `text` is one sentence for a person, `code` a slug that scripts may rely on, `details` more for scripts.
    """

    status = 400
    code = "bad_request"

    def __init__(
        self,
        text: str,
        *,
        code: str | None = None,
        status: int | None = None,
        details: dict[str, str] | None = None,
    ) -> None:
        super().__init__(text)
        self.details = details or {}
        self.text = text
        self.code = code or self.code
        self.status = status or self.status


class BadInput(AppError):
    """What was typed, chosen or sent cannot be used."""

    code = "bad_input"


class NotFound(AppError):
    """There is no such thing, or not for this person."""

    status = 404
    code = "not_found"


class Conflict(AppError):
    """The thing is not in a state in which this can be done."""

    status = 409
    code = "conflict"


class TooLarge(AppError):
    """More bytes or pixels than are taken."""

    status = 413
    code = "too_large"


class TooMany(AppError):
    """Too often in too short a time; `retry_after_s` is when it is worth trying again."""

    status = 429
    code = "too_many"

    def __init__(self, text: str, *, retry_after_s: int) -> None:
        super().__init__(text)
        self.retry_after_s = retry_after_s


class Unavailable(AppError):
    """Something this needs does not answer just now: the provider, the disk, the database."""

    status = 503
    code = "unavailable"


class StorageError(OSError):
    """The place where pictures are kept refuses, or does not answer.

    `text` names the setting to look at and has no full stop, so that what follows from it can be added.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
