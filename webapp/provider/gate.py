"""The gate every fetch passes, redirects included.

The host and port are on the allow-list, every answer of the name service is a global address, and the
connection goes to an address that was checked, so that nothing can change between check and use. TLS verifies
the host name all the same.
"""

import socket
import ssl
from collections.abc import Callable, Iterable
from typing import Any

import requests
from requests.adapters import BaseAdapter
from urllib3.util import parse_url

from webapp.provider.addresses import (
    DEFAULT_PORTS,
    Place,
    is_global,
    is_own_network,
    normal_host,
    parse_places,
)
from webapp.provider.connection import OneAnswerAdapter, never_opened

MOST_CONNECTION_TRIES = 4


class FetchError(Exception):
    """Nothing was fetched, or not all of it.

    `text` is one sentence for a person and holds no address, since addresses carry signatures. `permanent`
    says that the same address will not work later either. `status` is the HTTP status where there was one.
    """

    def __init__(self, text: str, *, permanent: bool, status: int | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.permanent = permanent
        self.status = status


class Gate:
    """Knows which places may be reached, and at which IP addresses."""

    def __init__(
        self, hosts: Iterable[str], private_ok: Iterable[str], resolve: Callable[..., Iterable[Any]]
    ) -> None:
        self._private_ok = parse_places(private_ok)
        self._allowed = parse_places(hosts) | self._private_ok
        self._resolve = resolve

    def addresses(self, place: Place) -> list[str]:
        """Where the place may be reached; raises `FetchError` unless every address it has is allowed."""
        if place not in self._allowed:
            raise FetchError(
                f"Pictures are not fetched from {place}: it is not in PICTURE_HOSTS.", permanent=True
            )
        try:
            answers = self._resolve(place.host, place.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise FetchError(f"The host {place.host} cannot be found.", permanent=False) from None
        found = list(dict.fromkeys(str(socket_address[0]) for *_, socket_address in answers))
        if not all(self._is_allowed(place, address) for address in found):
            raise FetchError(
                f"The host {place.host} leads into this network: nothing was fetched.", permanent=True
            )
        return found

    def _is_allowed(self, place: Place, address: str) -> bool:
        return is_global(address) or (place in self._private_ok and is_own_network(address))


class GateAdapter(BaseAdapter):
    """Connects to the checked addresses of a place, one after the other, and to nothing else."""

    def __init__(self, gate: Gate, *, tls: ssl.SSLContext | None, answer_within_s: float) -> None:
        super().__init__()
        self._gate = gate
        self._tls = tls
        self._answer_within_s = answer_within_s

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        url = parse_url(request.url or "")
        place = Place(normal_host(url.host or ""), url.port or DEFAULT_PORTS[url.scheme or "https"])
        for address in self._gate.addresses(place)[:MOST_CONNECTION_TRIES]:
            adapter = OneAnswerAdapter(
                tls=self._tls, answer_within_s=self._answer_within_s, connect_to=address
            )
            try:
                return adapter.send(request, *args, **options)
            except requests.ConnectionError as error:
                if not never_opened(error):
                    raise
        raise FetchError(f"The host {place.host} cannot be reached.", permanent=False)

    def close(self) -> None:
        """Nothing is held open."""
