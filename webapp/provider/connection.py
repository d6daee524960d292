"""One fresh connection per request, so that what a failure leaves open is always known.

Three things the usual adapter does not give: a failed TLS handshake is told apart from a connection lost
after the request was sent; the whole answer has a deadline, not only each wait for a byte; and no request
travels on a kept connection that the server may be closing just then.
"""

import http.client
import io
import socket
import ssl
import time
from functools import cache
from typing import Any

import requests
from requests.adapters import DEFAULT_CA_BUNDLE_PATH, HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import ConnectionPool, HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    LocationParseError,
    MaxRetryError,
    NewConnectionError,
    ReadTimeoutError,
)
from urllib3.util import parse_url

SEND_WITHIN_S = 25.0
"""How long handing over a request may take; urllib3 would allow no more than the connect timeout."""


@cache
def trusted_tls() -> ssl.SSLContext:
    """TLS that verifies certificate and host name, by the system's authorities and those of `requests`.

    Made once: reading the authorities takes longer than a call.
    """
    context = ssl.create_default_context()
    context.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
    return context


def never_opened(error: Exception) -> bool:
    """True where a failed request was certainly not sent: no connection stood, TLS included."""
    if isinstance(error, requests.ConnectTimeout):
        return True
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, ConnectTimeoutError)


def timed_out(error: Exception) -> bool:
    """True where a request was sent and its answer did not come, or not wholly, in time."""
    cause = error.args[0] if error.args else None
    return isinstance(error, requests.ReadTimeout) or isinstance(cause, ReadTimeoutError)


class OneAnswerAdapter(HTTPAdapter):
    """An adapter for `requests.Session` that makes a new connection for each request, and never retries.

    `answer_within_s` bounds the time from the request's last byte to the answer's last byte; without it the
    read timeout of the request does, which then means the whole answer. `connect_to` is the IP address to
    connect to instead of looking the name up; TLS, by default `trusted_tls`, still verifies the name.
    """

    def __init__(
        self,
        *,
        tls: ssl.SSLContext | None = None,
        answer_within_s: float | None = None,
        connect_to: str | None = None,
    ) -> None:
        self._tls = tls
        self._answer_within_s = answer_within_s
        self._connect_to = connect_to
        super().__init__()

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """Nothing to set on the pool: the TLS context holds the trust, and it cannot be switched off."""

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, *_args: Any, **_kwargs: Any
    ) -> ConnectionPool:
        """A pool that exists for this one request."""
        url = parse_url(request.url or "")
        if url.host is None:
            raise LocationParseError("an address without a host")
        host = url.host.strip("[]")
        connect_to = self._connect_to or host
        if url.scheme == "http":
            return _PlainPool(connect_to, url.port, answer_within_s=self._answer_within_s)
        return _TlsPool(
            connect_to,
            url.port,
            ssl_context=self._tls or trusted_tls(),
            server_hostname=host,
            answer_within_s=self._answer_within_s,
        )


class _OneAnswer(HTTPConnection):
    """The part both kinds of connection share."""

    def __init__(
        self, host: str, port: int | None = None, *, answer_within_s: float | None, **options: Any
    ) -> None:
        super().__init__(host, port, **options)
        self._answer_within_s = answer_within_s

    def connect(self) -> None:
        try:
            super().connect()
        except ConnectTimeoutError:
            raise
        except Exception as error:  # whatever it is: the request waits for connect() to return
            raise NewConnectionError(self, f"{type(error).__name__} before anything was sent") from error
        self.sock.settimeout(SEND_WITHIN_S)

    def response_class(  # type: ignore[override]  # http.client only ever calls it
        self, sock: socket.socket, *args: Any, **kwargs: Any
    ) -> http.client.HTTPResponse:
        return _TimedResponse(sock, self._answer_within_s, *args, **kwargs)


class _PlainConnection(_OneAnswer):
    pass


class _TlsConnection(_OneAnswer, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


class _TimedResponse(http.client.HTTPResponse):
    """An answer that must have arrived, from the status line to the last byte, within a time."""

    def __init__(self, sock: socket.socket, within_s: float | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        raw = self.fp.detach()
        self.fp = io.BufferedReader(_TimedReader(raw, sock, within_s))


class _TimedReader(io.RawIOBase):
    """Reads from a socket: no read waits longer than its timeout, and none past the end of the time."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, within_s: float | None) -> None:
        super().__init__()
        self._raw = raw
        self._sock = sock
        self._wait_s = sock.gettimeout()
        most_s = within_s or self._wait_s
        self._ends_at = None if most_s is None else time.monotonic() + most_s

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self._ends_at is not None:
            left_s = self._ends_at - time.monotonic()
            if left_s <= 0:
                raise TimeoutError("the answer took too long as a whole")
            self._sock.settimeout(left_s if self._wait_s is None else min(left_s, self._wait_s))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()
