"""The one door for addresses that came from outside: a picture's address is the provider's to choose."""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO
from urllib.parse import urljoin

import requests
from requests.adapters import BaseAdapter
from urllib3.exceptions import HTTPError

from webapp.provider.addresses import Target, parse_target
from webapp.provider.connection import timed_out
from webapp.provider.gate import FetchError, Gate, GateAdapter
from webapp.provider.transport import TooMuch, chunks, new_session

__all__ = ["VENDOR_HOSTS", "FetchError", "SafeFetcher"]

VENDOR_HOSTS = ("cdn.imaginepro.ai", "cdn-new.imaginepro.ai", "cdn.discordapp.com", "media.discordapp.net")
"""Where the vendor's finished pictures have been seen."""

MOST_REDIRECTS = 3
PASSING_STATUS = frozenset({408, 425, 429})


class SafeFetcher:
    """Fetches from the places it was given, and from nowhere else; threads may share it.

    `hosts` and `private_ok` are `host`, which stands for its ports 80 and 443, or `host:port`; what is in
    `private_ok` may be loopback or private. `mounts` are origins served inside the process. `timeout_s` is
    (to open a connection, longest silence); `deadline_s` bounds the fetch once a connection is open.
    """

    def __init__(
        self,
        *,
        hosts: Iterable[str],
        private_ok: Iterable[str] = (),
        mounts: Mapping[str, BaseAdapter] | None = None,
        timeout_s: tuple[float, float] = (3.05, 10),
        deadline_s: float = 60,
        max_bytes: int = 64 << 20,
        resolve: Callable[..., Iterable[Any]] = socket.getaddrinfo,
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gate = Gate(hosts, private_ok, resolve)
        self._mounts = dict(mounts or {})
        self._timeout_s = timeout_s
        self._deadline_s = deadline_s
        self._max_bytes = max_bytes
        self._tls = tls
        self._clock = clock

    def fetch_into(self, url: str, sink: BinaryIO) -> str:
        """Write the body at `url` into `sink` and return its content type; raises `FetchError`.

        Redirects are followed by hand, three at most. After an error the sink may hold a part.
        """
        ends_at = self._clock() + self._deadline_s
        base = ""
        for _ in range(1 + MOST_REDIRECTS):
            target = _target(base, url)
            with self._open(target, ends_at) as response:
                if not response.is_redirect:
                    return self._take(response, sink)
                base, url = target.url, _location(response)
        raise FetchError("The picture's address leads in circles.", permanent=True)

    def _open(self, target: Target, ends_at: float) -> requests.Response:
        left_s = ends_at - self._clock()
        if left_s <= 0:
            raise _too_late()
        session = new_session(
            self._mounts, adapter=GateAdapter(self._gate, tls=self._tls, answer_within_s=left_s)
        )
        headers = {"Host": target.netloc}  # the connection itself knows only the checked IP address
        try:
            return session.get(
                target.url, headers=headers, stream=True, timeout=self._timeout_s, allow_redirects=False
            )
        except (requests.RequestException, HTTPError, OSError) as error:
            raise _lost(error) from None

    def _take(self, response: requests.Response, sink: BinaryIO) -> str:
        status = response.status_code
        if status != 200:
            is_refusal = 400 <= status <= 499 and status not in PASSING_STATUS
            raise FetchError(f"The picture's host answered {status}.", permanent=is_refusal, status=status)
        for piece in self._pieces(response):
            sink.write(piece)
        return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    def _pieces(self, response: requests.Response) -> Iterator[bytes]:
        try:
            yield from chunks(response, self._max_bytes)
        except TooMuch:
            size = f"{self._max_bytes / (1 << 20):g} MB"
            raise FetchError(f"The picture is larger than {size}.", permanent=True) from None
        except (requests.RequestException, HTTPError, OSError) as error:
            raise _lost(error) from None


def _target(base: str, url: str) -> Target:
    try:
        return parse_target(urljoin(base, url))
    except ValueError:  # urljoin raises it, too
        raise FetchError(
            "The picture's address is not a plain http or https address.", permanent=True
        ) from None


def _location(response: requests.Response) -> str:
    """The Location header, whose bytes are UTF-8 where they are more than ASCII."""
    return response.headers["Location"].encode("latin-1", "replace").decode("utf-8", "replace")


def _lost(error: Exception) -> FetchError:
    if timed_out(error):
        return _too_late()
    return FetchError("The connection broke off before the picture was complete.", permanent=False)


def _too_late() -> FetchError:
    return FetchError("The picture did not arrive in time.", permanent=False)
