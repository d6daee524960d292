"""Log lines, each with the request and the job it is about, and without secrets.

Written for programs as one JSON object a line, or as text for a person who looks on.
"""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

Redact = Callable[[str], str]

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The request that this thread answers."""

JOB_ID: ContextVar[str | None] = ContextVar("job_id", default=None)
"""The job that this thread works on, or that the request is about."""


class Lines(logging.Formatter):
    """Formats a record as one line of text or JSON, without secrets, tracebacks included."""

    def __init__(self, redact: Redact, *, as_json: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s%(about)s")
        self._redact = redact
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        about = about_now()
        if not self._as_json:
            words = [f"{name.removesuffix('_id')} {value}" for name, value in about.items()]
            record.about = f" ({', '.join(words)})" if words else ""
            return self._redact(super().format(record))
        fields = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": self._redact(record.getMessage()),
            **about,
        }
        if record.exc_info:
            fields["traceback"] = self._redact(self.formatException(record.exc_info))
        return json.dumps(fields, ensure_ascii=False)


def about_now() -> dict[str, str]:
    """`request_id` and `job_id`, as far as this thread is at work for one."""
    found = {"request_id": REQUEST_ID.get(), "job_id": JOB_ID.get()}
    return {name: value for name, value in found.items() if value}


@contextmanager
def about_job(job_id: str) -> Iterator[None]:
    """What is logged in this block is about that job."""
    before = JOB_ID.set(job_id)
    try:
        yield
    finally:
        JOB_ID.reset(before)


def lines(redact: Redact, log_format: str | None) -> Lines:
    """How lines are written: as asked for, else as text on a terminal and as JSON where a program reads."""
    as_json = log_format == "json" if log_format else not sys.stderr.isatty()
    return Lines(redact, as_json=as_json)


def install(formatter: logging.Formatter) -> None:
    """Write the app's log to standard error, once per process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    handler.set_name("redraw")
    root = logging.getLogger()
    for old in [old for old in root.handlers if old.get_name() == "redraw"]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)
