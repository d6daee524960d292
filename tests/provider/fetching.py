"""Fetching in tests: name services that say what they are told to, and fetchers that may go to loopback."""

import io
import socket
from collections.abc import Callable
from typing import Any

import pytest

from tests.provider.raw_server import http
from webapp.provider.fetch import FetchError, SafeFetcher

PICTURE = b"\x89PNG" + bytes(range(256)) * 40

Resolve = Callable[..., list[Any]]


def answering(*addresses: str) -> Resolve:
    """A name service that knows one answer."""

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return resolve


def never(*_: Any, **__: Any) -> list[Any]:
    raise AssertionError("the name was looked up")


def fetched(fetcher: SafeFetcher, url: str) -> tuple[bytes, str]:
    sink = io.BytesIO()
    content_type = fetcher.fetch_into(url, sink)
    return sink.getvalue(), content_type


def failure(fetcher: SafeFetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetched(fetcher, url)
    assert caught.value.text[0].isupper()
    assert caught.value.text.endswith(".")
    return caught.value


def local(port: int, **options: Any) -> SafeFetcher:
    """A fetcher that may go to one port of loopback, by several names."""
    places = [f"{host}:{port}" for host in ("127.0.0.1", "localhost", "pictures.example")]
    return SafeFetcher(hosts=(), private_ok=places, **options)


def to(location: str, status: str = "302 Found") -> bytes:
    return http(status, b"moved", f"Location: {location}")
