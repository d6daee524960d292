"""A request as it arrives: when all of it is here, when it takes too long, when it is too much. No sockets.

HTTP is parsed by gunicorn afterwards, from these very bytes. Here only the request's end is looked for, and
what is malformed counts as whole, so that gunicorn refuses it.
"""

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from webapp.serving.chunks import Chunks

HEAD_WITHIN_S = 10.0
BODY_GRACE_S = 20.0
LEAST_BYTES_PER_S = 16 << 10
"""A body may take 20 s and as long as this rate needs for it: far less than any line of today."""

MOST_HEAD = 64 << 10
MOST_OF_STRANGERS = 256 << 10
"""Whoever shows neither a cookie nor a token has nothing larger to send than a form."""

UPLOADS_AT_ONCE = 8
"""So many of the largest requests may lie in files at one time, in one process."""

IN_MEMORY = 64 << 10
PIECE = 64 << 10

END_OF_HEAD = b"\r\n\r\n"
SPEAKS_OF_A_BODY = re.compile(rb"\n(?:content-length|transfer-encoding|expect):", re.IGNORECASE)
LENGTH = re.compile(rb"^content-length:[ \t]*(.*?)[ \t]*\r$", re.IGNORECASE | re.MULTILINE)
CHUNKED = re.compile(rb"^transfer-encoding:", re.IGNORECASE | re.MULTILINE)
SHOWS_SOMETHING = re.compile(rb"^(cookie|authorization):", re.IGNORECASE | re.MULTILINE)
EXPECT = re.compile(rb"^expect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE | re.MULTILINE)


class Intake:
    """One request. `feed` it until `is_whole` or `refusal`; after `deadline_s` it has taken too long.

    `rest` is what came after its end, the beginning of the next one. `refusal` is a status to answer with.
    `wants_a_word` is True where the sender waits to be told to go on. Bodies of more than `most_body` bytes
    are not taken: the app refuses them by their announced length, those without one are refused here.
    """

    def __init__(self, now_s: float, most_body: int, folder: Path) -> None:
        self.deadline_s = now_s + HEAD_WITHIN_S
        self.has_head = False
        self.is_whole = False
        self.wants_a_word = False
        self.refusal: int | None = None
        self.rest = b""
        self.size = 0
        self._most_body = most_body
        self._start = b""
        self._missing = 0
        self._chunks: Chunks | None = None
        self._head = b""
        self._folder = folder
        self._file: IO[bytes] | None = None

    def feed(self, data: bytes, now_s: float) -> None:
        """Take what came over the line."""
        if self.has_head:
            self._take(data)
            return
        searched = max(0, len(self._start) - len(END_OF_HEAD) + 1)
        self._start += data
        end = self._start.find(END_OF_HEAD, searched)
        if end >= 0:
            end += len(END_OF_HEAD)
            head, body, self._start = self._start[:end], self._start[end:], b""
            self._begin_body(head, now_s)
            self._take(body)
        elif len(self._start) > MOST_HEAD:
            self.refusal = 431

    def pieces(self) -> Iterator[bytes]:
        """The bytes of the request from its beginning."""
        yield self._head
        if self._file is not None:
            self._file.seek(0)
            while piece := self._file.read(PIECE):
                yield piece

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _begin_body(self, head: bytes, now_s: float) -> None:
        self.has_head = True
        if not SPEAKS_OF_A_BODY.search(head):
            self._head, self.size, self.is_whole = head, len(head), True
            return
        self._head = EXPECT.sub(b"", head)  # the answer to that is given here
        self.size = len(self._head)
        if not SHOWS_SOMETHING.search(head):
            self._most_body = min(self._most_body, MOST_OF_STRANGERS)
        longest = self._most_body
        if CHUNKED.search(head):
            self._chunks = Chunks()
        else:
            lengths = LENGTH.findall(head)
            self._missing = int(lengths[0]) if len(lengths) == 1 and lengths[0].isdigit() else 0
            longest = self._missing
        self.is_whole = self._chunks is None and not 0 < self._missing <= self._most_body
        self.wants_a_word = not self.is_whole and EXPECT.search(head) is not None
        self.deadline_s = now_s + BODY_GRACE_S + longest / LEAST_BYTES_PER_S

    def _take(self, data: bytes) -> None:
        if self.is_whole:
            self.rest += data
            return
        if self._chunks is None:
            used = min(len(data), self._missing)
            self._missing -= used
            self.is_whole = self._missing == 0
        else:
            used = self._chunks.feed(data)
            self.is_whole = self._chunks.is_over
        self._keep(data[:used])
        self.rest = data[used:]
        if self.size > self._most_body + MOST_HEAD:
            self.refusal = 413

    def _keep(self, data: bytes) -> None:
        if self._file is None:
            self._file = SpooledTemporaryFile(IN_MEMORY, dir=str(self._folder))  # noqa: SIM115  # until it is closed
        self._file.write(data)
        self.size += len(data)


class Reception:
    """All requests that are arriving or in hand, and the room they take together. For any thread."""

    def __init__(self, most_body: int, folder: Path) -> None:
        self._most_body = most_body
        self._folder = folder
        self._held = 0
        self._counting = threading.Lock()

    def begin(self, data: bytes) -> Intake:
        """A new request, of which this much has come."""
        intake = Intake(time.monotonic(), self._most_body, self._folder)
        self.feed(intake, data)
        return intake

    def feed(self, intake: Intake, data: bytes) -> None:
        """Take more of it; where there is no room for all of it, it is refused."""
        before = intake.size
        try:
            intake.feed(data, time.monotonic())
        except OSError:  # no room on the disk
            intake.refusal = 503
        with self._counting:
            self._held += intake.size - before
        if self._held > UPLOADS_AT_ONCE * self._most_body and not intake.is_whole:
            intake.refusal = 503

    def let_go_of(self, intake: Intake) -> None:
        """It needs no more room."""
        with self._counting:
            self._held -= intake.size
        intake.close()
