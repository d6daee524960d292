"""The cookie that holds a browser's session: bound to this very host where the site is served over HTTPS."""

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class HostBoundCookie(SecureCookieSessionInterface):
    """Over HTTPS `__Host-redraw` with `Secure`: no other host, port or plain-HTTP page can set or read it.

    Over plain HTTP browsers refuse that prefix, so the cookie is called `redraw` there. `always` is True
    where the site's own address begins with https.
    """

    def __init__(self, *, always: bool) -> None:
        self.always = always
        self._serializer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Made once: the key stays the same for as long as the process lives."""
        if self._serializer is None:
            self._serializer = super().get_signing_serializer(app)
        return self._serializer

    def get_cookie_name(self, app: Flask) -> str:  # noqa: ARG002
        return "__Host-redraw" if self.always or request.is_secure else "redraw"

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002
        return self.always or request.is_secure

    def get_cookie_path(self, app: Flask) -> str:  # noqa: ARG002
        return "/"
