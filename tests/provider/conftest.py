"""Servers on real sockets for the provider's tests."""

import ssl
from collections.abc import Callable, Iterator

import pytest

from tests.provider.raw_server import Behaviour, RawServer

Serve = Callable[..., RawServer]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts servers that live as long as the test."""
    servers: list[RawServer] = []

    def start(behave: Behaviour, *, tls: ssl.SSLContext | None = None, reads: bool = True) -> RawServer:
        servers.append(RawServer(behave, tls=tls, reads=reads))
        return servers[-1]

    yield start
    for server in servers:
        server.close()
