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
import threading
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from gunicorn.http import RequestParser
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

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
    """A connection is in one place: `arriving`, `in_hand` of a thread, `departing`, kept alive, or `leaving`.

    The loop moves them, but for one step, the most frequent: a thread whose answer went out whole puts the
    connection among those kept alive itself, since telling the loop costs more than all else here. `_moving`
    is held where the two could meet. The poller watches for what a connection sends from its beginning to its
    end, except while it is `unwatched`.

    `most_body` and `folder` are set by gunicorn.conf.py: the largest body, and where what is long waits.
    """

    most_body: int
    folder: Path

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arriving: dict[TConn, Intake] = {}
        self.in_hand: dict[TConn, tuple[Intake, Outbox]] = {}
        self.departing: dict[TConn, _Departure] = {}
        self.leaving: dict[TConn, float] = {}
        self.unwatched: set[TConn] = set()
        self.held = 0
        self._moving = threading.Lock()
        self._notified_at = 0.0

    def notify(self) -> None:
        """Tell the master that this process lives; once a second is enough for its `timeout`."""
        if time.monotonic() - self._notified_at >= 1:
            self._notified_at = time.monotonic()
            super().notify()

    def accept(self, listener: socket.socket) -> None:
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        conn = TConn(self.cfg, sock, client, listener.getsockname())
        self.unwatched.add(conn)
        self._await_request(conn)
        self._watch(conn)
        if self.nr_conns >= self.worker_connections:
            self._drop_the_slowest()

    def enqueue_req(self, conn: TConn) -> None:
        self.tpool.submit(self._answer, conn)

    def murder_pending(self) -> None:
        """End what has taken too long; a worker that stops waits for no request that has hardly begun."""
        now = time.monotonic()
        for conn, intake in [*self.arriving.items()]:
            if intake.deadline_s < now or not (self.alive or intake.has_head):
                self._refuse(conn, 408)
        late = [conn for conn, departure in self.departing.items() if departure.until_s < now]
        late += [conn for conn, until_s in self.leaving.items() if until_s < now]
        for conn in late:
            self._drop(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        with self._moving:
            super()._cap_keepalive(deadline)

    def _on_readable(self, conn: TConn, sock: socket.socket) -> None:
        with self._moving:
            if conn in self.in_hand:  # what comes before the answer is out waits
                self._look_away(conn)
                return
        if conn in self.departing or sock.fileno() < 0:  # what the poller told before has moved it meanwhile
            return
        data = _received(sock)
        if data is None:
            return
        if conn not in self.arriving and conn not in self.leaving:
            self.keepalived_conns.remove(conn)
            self._await_request(conn)
        if not data:
            self._drop(conn)
        elif conn in self.arriving:
            self._take(conn, data)

    def _await_request(self, conn: TConn) -> None:
        self.arriving[conn] = Intake(time.monotonic(), self.most_body, self.folder)

    def _take(self, conn: TConn, data: bytes) -> None:
        intake = self.arriving[conn]
        before = intake.size
        try:
            intake.feed(data, time.monotonic())
        except OSError:  # no room on the disk
            intake.refusal = 503
        with self._moving:
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
        intake = self.arriving[conn]
        self.in_hand[conn] = (intake, Outbox(self.folder))
        del self.arriving[conn]
        conn.parser = RequestParser(self.cfg, intake.pieces(), conn.client)
        self.enqueue_req(conn)

    def _answer(self, conn: TConn) -> None:
        """In a thread: let the app answer into the outbox, and send what the line takes at once."""
        intake, outbox = self.in_hand[conn]
        keep = False
        try:
            # Where gunicorn found the end of the request sooner than the intake did, nothing after it counts.
            keep = self.handle(_InHand(conn, outbox)) and not conn.parser.unreader.buf.getvalue()
            outbox.flush(conn.sock)
        except OSError as error:  # the client has left, as the loop will see
            self.log.debug("%s", error)
        except Exception:
            self.log.exception("A request met an error outside of the app")
        with self._moving:
            if keep and outbox.is_empty and not intake.rest and self.alive:
                self._let_go_of(conn)
                self._keep(conn)
                return
        self.method_queue.defer(self._depart, conn, keep)

    def _keep(self, conn: TConn) -> None:
        conn.timeout = time.monotonic() + (self.cfg.keepalive if self.alive else STOP_KEEPALIVE_LINGER)
        self.keepalived_conns.append(conn)
        self._watch(conn)

    def _depart(self, conn: TConn, keep: bool) -> None:
        """Carry out what is left of an answer, then go on."""
        intake, outbox = self.in_hand[conn]
        with self._moving:
            self._let_go_of(conn)
            self._look_away(conn)
        until_s = time.monotonic() + outbox.may_take_s()
        self.departing[conn] = _Departure(outbox, until_s, keep, intake.rest)
        self.poller.register(conn.sock, selectors.EVENT_WRITE, partial(self._carry_on, conn))
        self._carry_on(conn, conn.sock)

    def _carry_on(self, conn: TConn, sock: socket.socket) -> None:
        """Send on; when all is sent, wait for the next request, or close."""
        departure = self.departing.get(conn)
        if departure is None:  # dropped by what the poller told before
            return
        try:
            if not departure.outbox.flush(sock):
                return
        except OSError:
            self._drop(conn)
            return
        del self.departing[conn]
        self.poller.unregister(sock)
        if not departure.keep:
            self._say_goodbye(conn)
        elif departure.rest:
            self._await_request(conn)
            self._watch(conn)
            self._take(conn, departure.rest)
        else:
            with self._moving:
                self._keep(conn)

    def _refuse(self, conn: TConn, status: int) -> None:
        """Answer for the app, which never hears of it; a line that takes not even this is let go."""
        head = f"HTTP/1.1 {status} {REASONS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n"
        later = "Retry-After: 30\r\n" if status == 503 else ""
        with contextlib.suppress(OSError):
            conn.sock.send(f"{head}{later}\r\n".encode())
        with self._moving:
            self._let_go_of(conn)
        self._say_goodbye(conn)

    def _say_goodbye(self, conn: TConn) -> None:
        """Close as RFC 9112 (9.6) has it, so that the answer arrives: ours first, then wait for theirs."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._drop(conn)
            return
        self.leaving[conn] = time.monotonic() + FAREWELL_S
        self._watch(conn)

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
        with self._moving:
            self._let_go_of(conn)
        with contextlib.suppress(KeyError, ValueError, OSError):
            self.poller.unregister(conn.sock)
        self.unwatched.discard(conn)
        departure = self.departing.pop(conn, None)
        if departure is not None:
            departure.outbox.close()
        self.leaving.pop(conn, None)
        self.nr_conns -= 1
        conn.close()

    def _let_go_of(self, conn: TConn) -> None:
        """Its request needs no more room; `_moving` is held."""
        intake = self.arriving.pop(conn, None) or self.in_hand.pop(conn, (None,))[0]
        if intake is not None:
            self.held -= intake.size
            intake.close()

    def _watch(self, conn: TConn) -> None:
        if conn in self.unwatched:
            self.unwatched.remove(conn)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._on_readable, conn))

    def _look_away(self, conn: TConn) -> None:
        if conn not in self.unwatched:
            self.unwatched.add(conn)
            self.poller.unregister(conn.sock)


@dataclass(frozen=True, slots=True)
class _Departure:
    """The rest of an answer, until when it may take, and what follows: `rest` begins the next request."""

    outbox: Outbox
    until_s: float
    keep: bool
    rest: bytes


class _InHand:
    """A connection as gunicorn's request handling sees it: all is read, answers go into the outbox."""

    initialized = True
    is_http2 = False

    def __init__(self, conn: TConn, outbox: Outbox) -> None:
        self.sock = outbox
        self.parser = conn.parser
        self.client = conn.client
        self.server = conn.server

    def init(self) -> None:
        """There is nothing to begin."""


def _received(sock: socket.socket) -> bytes | None:
    """What has come; empty where nothing more will, None where nothing has yet."""
    try:
        return sock.recv(RECEIVE)
    except (BlockingIOError, InterruptedError):
        return None
    except OSError:
        return b""
