"""The session every outgoing request leaves by, and a way to a WSGI app that needs no socket."""

import io
import sys
from collections.abc import Iterator, Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit
from wsgiref.types import WSGIApplication

import requests
import urllib3
from requests.adapters import BaseAdapter
from urllib3 import HTTPHeaderDict

from webapp.provider.connection import OneAnswerAdapter

CHUNK = 1 << 16


class TooMuch(Exception):
    """An answer has more bytes, unpacked, than are taken."""


def new_session(
    mounts: Mapping[str, BaseAdapter] | None = None, *, adapter: BaseAdapter | None = None
) -> requests.Session:
    """A session without proxies, netrc, cookies, redirects, retries and kept connections.

    `mounts` gives single origins (`http://host[:port]`) to adapters of their own, everything else goes by
    `adapter`. It holds no state, so threads may share it.
    """
    session = _PlainSession()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
    session.headers.clear()
    session.headers.update(
        {"User-Agent": "Redraw", "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
    )
    adapter = adapter or OneAnswerAdapter()
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    for origin, mounted in (mounts or {}).items():
        # requests matches by prefix: without the slash http://host would also catch http://host.evil.example
        session.mount(origin.rstrip("/") + "/", mounted)
    return session


def chunks(response: requests.Response, most_bytes: int) -> Iterator[bytes]:
    """The body, unpacked, in pieces; raises `TooMuch` before giving out more than `most_bytes` in all."""
    taken = 0
    for chunk in response.iter_content(CHUNK):
        taken += len(chunk)
        if taken > most_bytes:
            raise TooMuch
        yield chunk


class _PlainSession(requests.Session):
    """A session that does not even look at redirects: looking, `requests` reads the whole body first."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002
        return None


class WsgiAdapter(BaseAdapter):
    """Runs a WSGI app inside the process. Timeouts mean nothing here, and an app that raises answers 500."""

    def __init__(self, app: WSGIApplication) -> None:
        super().__init__()
        self._app = app

    def send(self, request: requests.PreparedRequest, *_args: Any, **_kwargs: Any) -> requests.Response:
        """Call the app with the request and collect its whole answer."""
        started: list[tuple[str, list[tuple[str, str]]]] = []
        body = io.BytesIO()

        def start_response(status: str, headers: list[tuple[str, str]], _exc_info: object = None) -> Any:
            started.append((status, headers))
            return body.write

        try:
            parts = self._app(_environ(request), start_response)
            try:
                body.writelines(parts)
            finally:
                getattr(parts, "close", lambda: None)()
            status, headers = started[-1]
        except Exception:  # as behind a server: the caller sees a 500 and nothing of the cause
            status, headers, body = "500 Internal Server Error", [], io.BytesIO()
        body.seek(0)
        return _response(request, status, headers, body)

    def close(self) -> None:
        """Nothing is held open."""


def _environ(request: requests.PreparedRequest) -> dict[str, Any]:
    url = urlsplit(request.url or "")
    body = request.body or b""
    data = body.encode() if isinstance(body, str) else bytes(body)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method or "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(url.path).decode("latin-1"),
        "QUERY_STRING": url.query,
        "SERVER_NAME": url.hostname or "",
        "SERVER_PORT": str(url.port or (443 if url.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(data)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(data),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "HTTP_HOST": url.netloc,
    }
    for name, value in request.headers.items():
        key = name.upper().replace("-", "_")
        text = _header_text(value)
        environ["CONTENT_TYPE" if key == "CONTENT_TYPE" else f"HTTP_{key}"] = text
    return environ


def _header_text(value: str | bytes) -> str:
    """A header's value as WSGI has it: each byte of the wire as one character."""
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _response(
    request: requests.PreparedRequest, status: str, headers: list[tuple[str, str]], body: io.BytesIO
) -> requests.Response:
    code, _, reason = status.partition(" ")
    response = requests.Response()
    raw_headers = HTTPHeaderDict(headers)
    response.raw = urllib3.HTTPResponse(body, headers=raw_headers, status=int(code), preload_content=False)
    response.status_code = int(code)
    response.reason = reason
    response.headers.update(headers)
    response.url = request.url or ""
    response.request = request
    return response
