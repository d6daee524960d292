"""What the text of a setting may be: each function returns the value it means, or raises `ValueError`.

Its words follow the name of the variable in a sentence.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

LEAST_SECRET_KEY = 16
EXAMPLE_KEYS = ("changeme", "change-me", "change_me", "change me", "example", "secret", "password", "your-")
"""What keys that were copied from instructions hold."""


def text(value: str) -> str:
    return value


def flag(value: str) -> bool:
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    if value.lower() not in words:
        raise ValueError("must be on or off")
    return words[value.lower()]


def whole(least: int, most: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return int(value)

    return parse


def seconds(value: str) -> float:
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", value):
        raise ValueError("must be a number, 0 or more")
    return float(value)


def one_of(*words: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value not in words:
            raise ValueError("must be " + " or ".join(words))
        return value

    return parse


def http_url(value: str) -> str:
    parts = urlsplit(value)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.query
        or parts.fragment
        or parts.username
    ):
        raise ValueError("must be an http or https address without query, fragment or user name")
    return value.rstrip("/")


def sentry_dsn(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/@?#]+@[^\s@?#]+/[0-9]+", value):
        raise ValueError("must be a DSN such as https://key@host/1, as Sentry shows it")
    return value


def site_path(value: str) -> str:
    if not re.fullmatch(r"(/[A-Za-z0-9._~-]+)+/?", value) or "/." in value:
        raise ValueError("must be a path such as /tools/redraw")
    return value.rstrip("/")


def hosts(value: str) -> tuple[str, ...]:
    hosts = tuple(part.strip().lower() for part in value.split(",") if part.strip())
    for host in hosts:
        if not re.fullmatch(r"(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:[0-9]{1,5})?", host):
            raise ValueError(f"must be host or host:port, separated by commas; {host!r} is neither")
    return hosts


def secret_key(value: str) -> str:
    is_one_key_held_down = len(set(value)) < 6
    if (
        len(value) < LEAST_SECRET_KEY
        or is_one_key_held_down
        or any(word in value.casefold() for word in EXAMPLE_KEYS)
    ):
        raise ValueError(
            f"must be {LEAST_SECRET_KEY} characters or more that nobody can guess, and no example; "
            "`openssl rand -hex 32` makes one"
        )
    return value


def database_url(value: str) -> str:
    if value.startswith(("postgres://", "postgresql://")):
        return "postgresql+psycopg://" + value.split("://", 1)[1]
    if value.startswith(("postgresql+psycopg://", "sqlite:///")):
        return value
    raise ValueError("must start with postgres://, postgresql:// or sqlite:///")


def storage_url(value: str) -> str:
    if not value.startswith("file:///") and not re.fullmatch(r"s3://[\w.-]+(/[^?#]*)?", value):
        raise ValueError("must be file:///folder or s3://bucket/prefix")
    return value.rstrip("/")
