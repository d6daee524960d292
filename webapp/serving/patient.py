"""A gunicorn worker whose threads wait for nobody: a slow client costs a socket, never a thread.

Gunicorn's threaded worker reads requests and writes answers in its threads, so that as many slow clients as
there are threads stop it. Here the loop that watches idle connections anyway also collects each request until
all of it has arrived, and carries each answer out; a thread only runs the app.
docs/decisions/0010-slow-clients.md has the reasons and the figures.
"""

import contextlib
import errno
import selectors
import socket
import time
from functools import partial
from pathlib import Path
from typing import Any

from gunicorn.http import get_parser
from gunicorn.workers.gthread import TConn, ThreadWorker

from webapp.serving.intake import Intake
from webapp.serving.outbox import Outbox

RECEIVE = 64 << 10
FAREWELL_S = 2.0
UPLOADS_AT_ONCE = 8
"""So many of the largest uploads may lie in files at one time, in one process."""

REASONS = {
    408: "Request Timeout",
    413: "Content Too Large",
    431: "Request Header Fields Too Large",
    503: "Service Unavailable",
}


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """A connection is in one place at a time: `arriving`, in a thread, `departing`, kept alive, or `leaving`.

    `most_body` and `folder` are set by gunicorn.conf.py: the largest body, and where what is long waits.
    """

    most_body: int
    folder: Path

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arriving: dict[TConn, Intake] = {}
        self.in_hand: dict[TConn, tuple[Intake, Outbox]] = {}
        self.departing: dict[TConn, float] = {}
        self.leaving: dict[TConn, float] = {}
        self.held = 0

    def accept(self, listener: socket.socket) -> None:
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        self._await_request(TConn(self.cfg, sock, client, listener.getsockname()))
        if self.nr_conns >= self.worker_connections:
            self._drop_the_slowest()

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """A kept connection asks again."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._await_request(conn)

    def handle_request(self, req: Any, conn: TConn) -> bool:
        """In a thread: let the app answer into the outbox, and send what the line takes at once."""
        _, outbox = self.in_hand[conn]
        keep: bool = super().handle_request(req, _Writing(conn, outbox))
        outbox.flush(conn.sock)
        return keep

    def finish_request(self, conn: TConn, fs: Any) -> None:
        """The thread is done with a request: carry out what is left of its answer, then go on."""
        intake, outbox = self.in_hand[conn]
        self.held -= intake.size
        intake.close()
        self.departing[conn] = time.monotonic() + outbox.may_take_s()
        try:
            self.poller.register(conn.sock, selectors.EVENT_WRITE, partial(self._carry_on, conn, fs))
        except (OSError, ValueError):  # closed within the thread
            self._drop(conn)
            return
        self._carry_on(conn, fs, conn.sock)

    def murder_pending(self) -> None:
        """End what has taken too long; a worker that stops waits for no request that has hardly begun."""
        now = time.monotonic()
        for conn, intake in [*self.arriving.items()]:
            if intake.deadline_s < now or not (self.alive or intake.has_head):
                self._refuse(conn, 408)
        for places in (self.departing, self.leaving):
            for conn in [conn for conn, until in places.items() if until < now]:
                self._drop(conn)

    def _await_request(self, conn: TConn, begun: bytes = b"") -> None:
        conn.sock.setblocking(False)
        self.arriving[conn] = Intake(time.monotonic(), self.most_body, self.folder)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._on_bytes, conn))
        if begun:
            self._take(conn, begun)

    def _on_bytes(self, conn: TConn, sock: socket.socket) -> None:
        data = _received(sock)
        if data:
            self._take(conn, data)
        elif data is not None:
            self._drop(conn)

    def _take(self, conn: TConn, data: bytes) -> None:
        intake = self.arriving[conn]
        before = intake.size
        try:
            intake.feed(data, time.monotonic())
        except OSError:  # no room on the disk
            intake.refusal = 503
        self.held += intake.size - before
        if self.held > UPLOADS_AT_ONCE * self.most_body and not intake.is_whole:
            intake.refusal = 503
        if intake.refusal is not None:
            self._refuse(conn, intake.refusal)
        elif intake.is_whole:
            self._hand_over(conn)
        elif intake.wants_a_word:
            intake.wants_a_word = False
            with contextlib.suppress(OSError):
                conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")

    def _hand_over(self, conn: TConn) -> None:
        intake = self.arriving.pop(conn)
        self.poller.unregister(conn.sock)
        self.in_hand[conn] = (intake, Outbox(self.folder))
        conn.parser = get_parser(self.cfg, intake.pieces(), conn.client)
        conn.initialized = True
        self.enqueue_req(conn)

    def _carry_on(self, conn: TConn, fs: Any, sock: socket.socket) -> None:
        """Send on; when all is sent, wait for the next request, or close."""
        intake, outbox = self.in_hand[conn]
        try:
            if not outbox.flush(sock):
                return
        except OSError:
            self._drop(conn)
            return
        self._forget(conn)
        keep = not fs.cancelled() and fs.exception() is None and bool(fs.result())
        if not keep or conn.parser.unreader.buf.getvalue():
            self._say_goodbye(conn)
        elif intake.rest:
            self._await_request(conn, intake.rest)
        else:
            super().finish_request(conn, fs)

    def _refuse(self, conn: TConn, status: int) -> None:
        """Answer for the app, which never hears of it; a line that takes not even this is let go."""
        head = f"HTTP/1.1 {status} {REASONS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n"
        later = "Retry-After: 30\r\n" if status == 503 else ""
        with contextlib.suppress(OSError):
            conn.sock.send(f"{head}{later}\r\n".encode())
        self._forget(conn)
        self._say_goodbye(conn)

    def _say_goodbye(self, conn: TConn) -> None:
        """Close as RFC 9112 (9.6) has it, so that the answer arrives: ours first, then wait for theirs."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._on_farewell, conn))
        except (OSError, ValueError):
            self._drop(conn)
            return
        self.leaving[conn] = time.monotonic() + FAREWELL_S

    def _on_farewell(self, conn: TConn, sock: socket.socket) -> None:
        if _received(sock) == b"":
            self._drop(conn)

    def _drop_the_slowest(self) -> None:
        """When there is room for no more connections, one that is idle goes, else the slowest."""
        if self.keepalived_conns:
            self._drop(self.keepalived_conns.popleft())
            return
        for places in (self.leaving, self.arriving, self.departing):
            for conn in places:  # dicts are in the order of their making
                self._drop(conn)
                return

    def _drop(self, conn: TConn) -> None:
        self._forget(conn)
        self.nr_conns -= 1
        conn.close()

    def _forget(self, conn: TConn) -> None:
        """Take the connection out of its place and let go of what is held for it."""
        with contextlib.suppress(KeyError, ValueError, OSError):
            self.poller.unregister(conn.sock)
        self.departing.pop(conn, None)
        self.leaving.pop(conn, None)
        intake = self.arriving.pop(conn, None)
        if intake is not None:
            self.held -= intake.size
            intake.close()
        _, outbox = self.in_hand.pop(conn, (None, None))
        if outbox is not None:
            outbox.close()


class _Writing:
    """A connection as gunicorn's request handling sees it: what it writes goes into the outbox."""

    def __init__(self, conn: TConn, outbox: Outbox) -> None:
        self.sock = outbox
        self.client = conn.client
        self.server = conn.server


def _received(sock: socket.socket) -> bytes | None:
    """What has come; empty where nothing more will, None where nothing has yet."""
    try:
        return sock.recv(RECEIVE)
    except (BlockingIOError, InterruptedError):
        return None
    except OSError:
        return b""
