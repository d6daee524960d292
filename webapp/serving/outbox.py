"""An answer on its way out: taken from the app at once, sent as fast as its reader takes it."""

import os
import socket
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

from webapp.serving.intake import BODY_GRACE_S, IN_MEMORY, LEAST_BYTES_PER_S

PIECE = 256 << 10

REASONS = {
    408: "Request Timeout",
    413: "Content Too Large",
    431: "Request Header Fields Too Large",
    503: "Service Unavailable",
}


def refusal(status: int) -> bytes:
    """A whole answer to what the app never hears of."""
    head = f"HTTP/1.1 {status} {REASONS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n"
    later = "Retry-After: 30\r\n" if status == 503 else ""
    return f"{head}{later}\r\n".encode()


class Outbox:
    """Stands where gunicorn expects a socket to write to. What is long waits in files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parts: deque[_Part] = deque()

    def sendall(self, data: bytes) -> None:
        last = self._parts[-1] if self._parts else None
        if last is None or not last.is_ours:
            last = _Part(SpooledTemporaryFile(IN_MEMORY, dir=str(self._folder)), is_ours=True)  # noqa: SIM115
            self._parts.append(last)
        last.file.write(data)
        last.end += len(data)

    def send(self, data: bytes) -> int:
        self.sendall(data)
        return len(data)

    def gettimeout(self) -> float:
        return 0.0

    def setblocking(self, _flag: bool) -> None:
        """It never blocks."""

    def shutdown(self, _how: int) -> None:
        """An answer broke off: nothing of it is sent, and gunicorn lets the connection go."""
        self.close()
        raise OSError("there is nobody behind an outbox to wait for")

    def sendfile(self, file: Any, offset: int, count: int) -> None:
        """Keep a part of the file; the app may close its own handle of it at once."""
        own = os.fdopen(os.dup(file.fileno()), "rb", buffering=0)
        self._parts.append(_Part(own, at=offset, end=offset + count))

    @property
    def is_empty(self) -> bool:
        return not self._parts

    def may_take_s(self) -> float:
        """How long the reader may take for what is left."""
        return BODY_GRACE_S + sum(part.end - part.at for part in self._parts) / LEAST_BYTES_PER_S

    def flush(self, sock: socket.socket) -> bool:
        """Send what the line takes now, without waiting; True when nothing is left. Raises `OSError`."""
        while self._parts:
            part = self._parts[0]
            part.file.seek(part.at)
            data = part.file.read(min(PIECE, part.end - part.at))
            if not data and part.at < part.end:
                raise OSError("a file is shorter than was promised")
            try:
                part.at += sock.send(data)
            except BlockingIOError:
                return False
            if part.at >= part.end:
                self._parts.popleft().file.close()
        return True

    def close(self) -> None:
        while self._parts:
            self._parts.popleft().file.close()


@dataclass(frozen=True, slots=True)
class Departure:
    """The rest of an answer, until when it may take, and what follows: `rest` begins the next request."""

    outbox: Outbox
    until_s: float
    keep: bool
    rest: bytes


class _Part:
    def __init__(self, file: Any, at: int = 0, end: int = 0, *, is_ours: bool = False) -> None:
        self.file = file
        self.at = at
        self.end = end
        self.is_ours = is_ours
