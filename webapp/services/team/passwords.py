"""Passwords: what is refused as too weak, and their hashes, made a few at a time."""

import hashlib
import hmac
import re
import secrets
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from webapp.errors import Unavailable

LEAST = 10
MOST = 200

COST, BLOCK, PARALLEL = 1 << 14, 8, 5
"""scrypt at 16 MiB and about 0.2 s of one core, of the strength OWASP's cheat sheet asks for."""

COMMON = tuple(Path(__file__).with_name("common_words.txt").read_text(encoding="utf-8").split())
"""What most of the passwords that are tried first are made of, beside runs, years and names."""

SEQUENCES = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
)
LOOKALIKES = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
)


def weakness(password: str, name: str) -> str | None:
    """Why this cannot be the password of `name`, in one sentence; None where it can."""
    if len(password) < LEAST:
        return f"The password needs at least {LEAST} characters."
    if len(password) > MOST:
        return f"The password may have {MOST} characters at most."
    if len(set(password)) < 5 or _is_common(password.casefold(), name.casefold()):
        return "This password is one of the first that are tried: choose another."
    return None


def _is_common(password: str, name: str) -> bool:
    """True where little is left without common words, years, runs on the keyboard, and the name."""
    words = sorted([*COMMON, *(part for part in name.split() if len(part) > 2)], key=len, reverse=True)
    rest = re.sub(r"(19|20)\d\d", "", _without_runs(password))
    anywhere = re.compile("|".join(map(re.escape, words)))
    left = list(rest)
    for spelt in (rest, rest.translate(LOOKALIKES)):  # one character for one: places stay
        for found in anywhere.finditer(spelt):
            left[found.start() : found.end()] = [""] * len(found.group())
    return sum(character.isalnum() for character in left) <= 3


def _without_runs(text: str) -> str:
    """The text without runs of four and more along a sequence, forwards or backwards."""
    for sequence in SEQUENCES:
        for way in (sequence, sequence[::-1]):
            for length in range(len(way), 3, -1):
                for start in range(len(way) - length + 1):
                    text = text.replace(way[start : start + length], "")
    return text


class Hashing:
    """Makes and checks hashes, `running` at a time; `waiting` more may wait, and the rest is turned away.

    So a storm of sign-ins takes a bounded share of memory, processors and threads. `cost` is scrypt's.
    """

    def __init__(self, cost: int = COST, running: int = 2, waiting: int = 6) -> None:
        self._cost = cost
        self._inside = threading.BoundedSemaphore(running + waiting)
        self._running = threading.BoundedSemaphore(running)
        self._mine = threading.local()

    @contextmanager
    def room(self) -> Iterator[None]:
        """A place among those who hash or wait to; raises `Unavailable` where all are taken.

        For what belongs to a sign-in beside the hash. A thread that has a place needs no other.
        """
        if getattr(self._mine, "held", False):
            yield
            return
        if not self._inside.acquire(blocking=False):
            raise Unavailable("Very many people sign in just now: try again in a moment.", code="busy")
        self._mine.held = True
        try:
            yield
        finally:
            self._mine.held = False
            self._inside.release()

    def hash(self, password: str) -> str:
        """What is stored of a password: scheme, cost, salt, hash."""
        salt = secrets.token_bytes(16)
        return f"scrypt${self._cost}${salt.hex()}${self._scrypt(password, salt, self._cost).hex()}"

    def matches(self, password: str, kept: str | None) -> bool:
        """True for the right password. None for `kept` takes as long as a wrong password does."""
        _scheme, cost, salt, digest = (kept or f"scrypt${self._cost}${'00' * 16}${'00' * 32}").split("$")
        found = self._scrypt(password, bytes.fromhex(salt), int(cost))
        return hmac.compare_digest(found, bytes.fromhex(digest)) and kept is not None

    def _scrypt(self, password: str, salt: bytes, cost: int) -> bytes:
        with self.room(), self._running:
            plain = unicodedata.normalize("NFKC", password[: MOST + 1]).encode(errors="surrogatepass")
            return hashlib.scrypt(plain, salt=salt, n=cost, r=BLOCK, p=PARALLEL, maxmem=64 << 20, dklen=32)
