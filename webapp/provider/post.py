"""The one door for messages to an address that somebody typed: checked as fetched addresses are."""

import contextlib
import socket
import ssl
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from webapp.provider.addresses import DEFAULT_PORTS, AddressError, parse_target
from webapp.provider.gate import FetchError, Gate, GateAdapter
from webapp.provider.transport import new_session

LONGEST_S = 15.0


class PostError(Exception):
    """The message did not arrive, or nobody knows. `text` is one sentence and holds no address."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class SafePoster:
    """Posts to addresses in the open Internet, by https alone; threads may share it.

    With `own_network_ok` also to loopback and private networks, and by http.
    """

    def __init__(
        self,
        *,
        own_network_ok: bool,
        timeout_s: tuple[float, float] = (3.05, 10),
        resolve: Callable[..., Iterable[Any]] = socket.getaddrinfo,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._own_network_ok = own_network_ok
        self._timeout_s = timeout_s
        self._resolve = resolve
        self._tls = tls

    def check(self, url: str) -> str:
        """The address in its one form, for the shape alone; raises `PostError`."""
        try:
            target = parse_target(url)
        except AddressError:
            raise PostError("This is not a plain https address.") from None
        if urlsplit(target.url).scheme != "https" and not self._own_network_ok:
            raise PostError("The address must begin with https.")
        return target.url

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Send the message and return the HTTP status; raises `PostError`. Redirects are not followed."""
        target = parse_target(self.check(url))
        place = (_place(target.url),)
        gate = Gate(place, place if self._own_network_ok else (), self._resolve)
        session = new_session(adapter=GateAdapter(gate, tls=self._tls, answer_within_s=LONGEST_S))
        try:
            response = session.post(
                target.url,
                data=body,
                headers={"Host": target.netloc, **headers},
                timeout=self._timeout_s,
                allow_redirects=False,
                stream=True,
            )
        except FetchError as error:
            raise PostError(error.text.replace("nothing was fetched", "nothing was sent")) from None
        except (requests.RequestException, HTTPError, OSError):
            raise PostError("No answer came.") from None
        with contextlib.closing(response):
            return int(response.status_code)


def _place(url: str) -> str:
    """`host:port` of an address in its one form."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{host}:{parts.port or DEFAULT_PORTS[parts.scheme]}"
