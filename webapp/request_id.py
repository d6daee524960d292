"""A name for each request, by which the lines of the log belong together: the proxy's, or one of ours."""

import logging
import re
import time
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import Flask

from webapp.logs import JOB_ID, REQUEST_ID

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SOUND = re.compile(r"[A-Za-z0-9_.:=+-]{8,128}")
QUIET = frozenset({"GET", "HEAD", "OPTIONS"})

log = logging.getLogger(__name__)


def install(app: Flask, *, trusted: bool) -> None:
    """Name every request from now on, and know the job whose id is in its address."""
    app.wsgi_app = Named(app.wsgi_app, trusted=trusted)  # type: ignore[method-assign]

    @app.url_value_preprocessor
    def know_job(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "job_id" in values:
            JOB_ID.set(str(values["job_id"]))


class Named:
    """Names each request, says the name in the answer's `X-Request-ID`, and logs what changes or fails.

    A name that came with the request counts where `trusted` says that a proxy of our own sets it. It stays
    with the thread until the next request there: answers are still read from files after the app returned.
    """

    def __init__(self, app: "WSGIApplication", *, trusted: bool) -> None:
        self._app = app
        self._trusted = trusted

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        name = given if self._trusted and SOUND.fullmatch(given) else uuid.uuid4().hex
        REQUEST_ID.set(name)
        JOB_ID.set(None)
        began = time.monotonic()

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            if environ["REQUEST_METHOD"] not in QUIET or status >= "5":
                took_ms = 1000 * (time.monotonic() - began)
                path = quote(environ.get("PATH_INFO", "").encode("latin-1", "replace"))
                log.info("%s %s: %s in %.0f ms", environ["REQUEST_METHOD"], path, status[:3], took_ms)
            return start_response(status, [*headers, ("X-Request-ID", name)], *more)

        return self._app(environ, start)
