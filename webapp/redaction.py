"""What is taken out of every text that is written for operators: log lines, and errors sent to Sentry."""

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from webapp.provider.redaction import Redactor
from webapp.settings import TABLE, Settings

MARK = "[redacted]"

SECRET_ADDRESS = re.compile(r"(/(?:hooks/[0-9a-f-]{36}|welcome|join|reset|device|s)/)[^\s\"'?/]{16,}")
"""The parts of our addresses that let somebody in: of webhooks, links to the team or a device, shares."""

OWN_TOKEN = re.compile(r"redraw_[\w-]{40,}")
"""A personal token for scripts."""


class Redaction:
    """Takes the given secrets, and the secret parts of our addresses, out of texts."""

    def __init__(self, secrets: Iterable[str | None]) -> None:
        self._redactors = [Redactor(secret, MARK) for secret in secrets if secret]

    def __call__(self, text: str) -> str:
        for redactor in self._redactors:
            text = redactor(text)
        return OWN_TOKEN.sub(MARK, SECRET_ADDRESS.sub(rf"\1{MARK}", text))


def of_settings(settings: Settings) -> Redaction:
    """For every secret among the settings, the database's password included."""
    secrets = [getattr(settings, row.name.lower()) for row in TABLE if row.secret]
    return Redaction([*secrets, unquote(urlsplit(settings.database_url).password or "")])
