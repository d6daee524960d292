"""Log lines, with every secret taken out before they are written."""

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

SECRET_ADDRESS = re.compile(r"(/(?:hooks/[0-9a-f-]{36}|welcome|join|reset|s)/)[^\s\"'?/]{16,}")
"""The parts of our addresses that let somebody in: of webhooks, of links to the team, of shares."""

OWN_TOKEN = re.compile(r"redraw_[\w-]{40,}")
"""A personal token for scripts."""


class Redacting(logging.Formatter):
    """Formats a record as text or JSON and replaces secrets, also inside tracebacks."""

    def __init__(self, secrets: Iterable[str], as_json: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self.secrets = tuple(secret for secret in secrets if secret)
        self.as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        if self.as_json:
            at = datetime.fromtimestamp(record.created, UTC).isoformat()
            fields = {
                "at": at,
                "level": record.levelname,
                "logger": record.name,
                "message": record.getMessage(),
            }
            if record.exc_info:
                fields["traceback"] = self.formatException(record.exc_info)
            line = json.dumps(fields, ensure_ascii=False)
        return redact(line, self.secrets)


def redact(text: str, secrets: Iterable[str]) -> str:
    """The text without any of the secrets and without the secret part of addresses."""
    for secret in secrets:
        text = text.replace(secret, "[redacted]")
    return OWN_TOKEN.sub("[redacted]", SECRET_ADDRESS.sub(r"\1[redacted]", text))


def install(secrets: Iterable[str | None], log_format: str) -> None:
    """Write the app's log to standard error, once per process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting([secret for secret in secrets if secret], log_format == "json"))
    handler.set_name("redraw")
    root = logging.getLogger()
    for old in [old for old in root.handlers if old.get_name() == "redraw"]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)
