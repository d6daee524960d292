"""Errors to Sentry, where SENTRY_DSN names a project: what the log has as an error, and nothing else.

The library is loaded for that alone (requirements-sentry.txt). It reports no request, no person and no
values of variables; whatever it does report passes the log's redaction.
"""

import logging
from typing import TYPE_CHECKING, Any

from webapp.logs import Redact, about_now

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint


def install(dsn: str | None, release: str, redact: Redact) -> None:
    """From now on errors that are logged in this process are sent there, in the background."""
    if dsn is None:
        return
    import sentry_sdk
    from sentry_sdk.integrations.atexit import AtexitIntegration
    from sentry_sdk.integrations.excepthook import ExcepthookIntegration
    from sentry_sdk.integrations.logging import LoggingIntegration

    def clean(event: "Event", _hint: "Hint") -> "Event":
        cleaned: Event = scrubbed(event, redact)
        cleaned["tags"] = {**cleaned.get("tags", {}), **about_now()}
        return cleaned

    sentry_sdk.init(
        dsn=dsn,
        release=release,
        default_integrations=False,
        integrations=[
            LoggingIntegration(level=logging.WARNING, event_level=logging.ERROR),
            ExcepthookIntegration(),
            AtexitIntegration(callback=lambda *_: None),
        ],
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=clean,
    )


def scrubbed(value: Any, redact: Redact) -> Any:
    """The same value with every text in it redacted, in lists and dictionaries at any depth."""
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, dict):
        return {scrubbed(key, redact): scrubbed(inner, redact) for key, inner in value.items()}
    return [scrubbed(inner, redact) for inner in value] if isinstance(value, list | tuple) else value
