"""The headers of every answer: what the pages may load, and what others may do with them."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src {images}; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; worker-src 'self'; "
    "manifest-src 'self'"
)
BYTES_POLICY = "sandbox; default-src 'none'"
"""For pictures and masks: bytes from outside never act as a page of ours."""


FIXED = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
)
"""No view sets these. They are added below Flask, which would look at each of them three times."""


@cache
def page_policy(origin: str | None) -> str:
    """What pages may load; pictures also from that place, where there is one."""
    return PAGE_POLICY.format(images=" ".join(filter(None, ("'self'", "blob:", origin))))


def install(app: Flask, picture_origin: Callable[[], str | None]) -> None:
    """Add them to each answer; browsers may be sent for pictures to `picture_origin`."""
    app.wsgi_app = _with_fixed(app.wsgi_app)  # type: ignore[method-assign, assignment]

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", page_policy(picture_origin()))
        if request.is_secure:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "private, no-cache"
        return response


def _with_fixed(app: "WSGIApplication") -> "WSGIApplication":
    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, *FIXED], *more)

        return app(environ, start)

    return call
