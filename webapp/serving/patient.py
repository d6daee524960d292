"""A gunicorn worker whose threads wait for nobody: a slow client costs a socket, never a thread.

Gunicorn's threaded worker reads requests and writes answers in its threads, so that as many slow clients as
there are threads stop it. Here a thread takes a request that comes in one piece, and lets the app answer. A
loop collects what comes in several until all is here, and carries out what the line does not take at once.
docs/decisions/0010-slow-clients.md has the reasons and the figures.
"""

import contextlib
import errno
import math
import selectors
import socket
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

from gunicorn.http import RequestParser
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

from webapp.serving.intake import Intake, Reception
from webapp.serving.outbox import Departure, Outbox, refusal
from webapp.serving.ready import ready

RECEIVE = 64 << 10
FAREWELL_S = 2.0


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """A connection is kept alive, in a thread's hand, or the loop's: `arriving`, `departing`, `leaving`.

    The threads wait for the next request on those kept alive; `_moving` is held where one is put among them
    or taken from them. What is the loop's is in its poller.

    `most_body` and `folder` are set by gunicorn.conf.py: the largest body, and where what is long waits.
    """

    most_body: int
    folder: Path

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arriving: dict[TConn, Intake] = {}
        self.departing: dict[TConn, Departure] = {}
        self.leaving: dict[TConn, float] = {}
        self._moving = threading.Lock()
        self._notified_at = 0.0

    def run(self) -> None:
        self.ready = ready(self.poller)
        self.reception = Reception(self.most_body, self.folder)
        for _ in range(self.cfg.threads):
            self.tpool.submit(self._serve)
        try:
            super().run()
        finally:
            for _ in range(self.cfg.threads):
                self.ready.put(None)

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
        self._keep(TConn(self.cfg, sock, client, listener.getsockname()))
        if self.nr_conns >= self.worker_connections:
            self._drop_the_slowest()

    def murder_keepalived(self, force: bool = False) -> None:
        """Close those from which nothing came for too long."""
        until_s = math.inf if force else time.monotonic()
        while (conn := self._longest_kept(until_s)) is not None:
            self._close_if_quiet(conn)

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

    # In the threads.

    def _serve(self) -> None:
        while (work := self.ready.get()) is not None:
            try:
                work()
            except Exception:
                self.log.exception("A request met an error outside of the app")

    def _take_up(self, conn: TConn) -> None:
        """Something has come on a connection that was kept alive: answer it where it is a whole request."""
        try:
            with self._moving:
                self.keepalived_conns.remove(conn)
        except ValueError:  # it has been closed meanwhile
            return
        data = _received(conn.sock)
        if data is None:
            self._keep(conn)
        elif not data:
            self.method_queue.defer(self._drop, conn)
        else:
            intake = self.reception.begin(data)
            if intake.is_whole and intake.refusal is None:
                self._answer(conn, intake)
            else:
                self.method_queue.defer(self._collect, conn, intake)

    def _answer(self, conn: TConn, intake: Intake) -> None:
        """Let the app answer into the outbox, and send what the line takes at once."""
        outbox = Outbox(self.folder)
        conn.parser = RequestParser(self.cfg, intake.pieces(), conn.client)
        keep = False
        try:
            # Where gunicorn found the end of the request sooner than the intake did, nothing after it counts.
            keep = self.handle(_InHand(conn, outbox)) and not conn.parser.unreader.buf.getvalue()
            outbox.flush(conn.sock)
        except OSError as error:  # the client has left, as the loop will see
            self.log.debug("%s", error)
        except (Exception, SystemExit):  # nothing that the app raises ends a thread
            self.log.exception("A request met an error outside of the app")
        self.reception.let_go_of(intake)
        if keep and outbox.is_empty and not intake.rest:
            self._keep(conn)
        else:
            until_s = time.monotonic() + outbox.may_take_s()
            self.method_queue.defer(self._depart, conn, Departure(outbox, until_s, keep, intake.rest))

    # In both.

    def _keep(self, conn: TConn) -> None:
        conn.timeout = time.monotonic() + (self.cfg.keepalive if self.alive else STOP_KEEPALIVE_LINGER)
        with self._moving:
            self.keepalived_conns.append(conn)
            self.ready.watch(conn.sock, partial(self._take_up, conn))

    # In the loop.

    def _collect(self, conn: TConn, intake: Intake) -> None:
        self.arriving[conn] = intake
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._on_readable, conn))
        self._go_on(conn, intake)

    def _on_readable(self, conn: TConn, sock: socket.socket) -> None:
        if sock.fileno() < 0:  # dropped by what the poller told before
            return
        data = _received(sock)
        if data == b"":
            self._drop(conn)
        elif data and conn in self.arriving:
            self.reception.feed(self.arriving[conn], data)
            self._go_on(conn, self.arriving[conn])

    def _go_on(self, conn: TConn, intake: Intake) -> None:
        if intake.refusal is not None:
            self._refuse(conn, intake.refusal)
        elif intake.is_whole:
            del self.arriving[conn]
            self.poller.unregister(conn.sock)
            self.ready.put(partial(self._answer, conn, intake))
        elif intake.wants_a_word:
            intake.wants_a_word = False
            with contextlib.suppress(OSError):
                conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")

    def _depart(self, conn: TConn, departure: Departure) -> None:
        """Carry out what is left of an answer, then go on."""
        self.departing[conn] = departure
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
            self._collect(conn, self.reception.begin(departure.rest))
        else:
            self._keep(conn)

    def _refuse(self, conn: TConn, status: int) -> None:
        """Answer for the app, which never hears of it; a line that takes not even this is let go."""
        with contextlib.suppress(OSError):
            conn.sock.send(refusal(status))
        self.reception.let_go_of(self.arriving.pop(conn))
        self.poller.unregister(conn.sock)
        self._say_goodbye(conn)

    def _say_goodbye(self, conn: TConn) -> None:
        """Close as RFC 9112 (9.6) has it, so that the answer arrives: ours first, then wait for theirs."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._drop(conn)
            return
        self.leaving[conn] = time.monotonic() + FAREWELL_S
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._on_readable, conn))

    def _drop_the_slowest(self) -> None:
        """When there is room for no more connections, one that is idle goes, else the slowest."""
        while (conn := self._longest_kept(math.inf)) is not None:
            if self._close_if_quiet(conn):
                return
        for places in (self.leaving, self.arriving, self.departing):
            for conn in places:  # dicts are in the order of their making
                self._drop(conn)
                return

    def _longest_kept(self, until_s: float) -> TConn | None:
        """Take the one that has been kept alive the longest, if it was to be kept until then."""
        with self._moving:
            if self.keepalived_conns and self.keepalived_conns[0].timeout <= until_s:
                return self.keepalived_conns.popleft()
        return None

    def _close_if_quiet(self, conn: TConn) -> bool:
        """Close it, unless a request has come for which no thread was free until now."""
        data = _received(conn.sock)
        if data:
            self._collect(conn, self.reception.begin(data))
        else:
            self._drop(conn)
        return not data

    def _drop(self, conn: TConn) -> None:
        intake, departure = self.arriving.pop(conn, None), self.departing.pop(conn, None)
        left = self.leaving.pop(conn, None)
        if intake or departure or left:
            self.poller.unregister(conn.sock)
        self.ready.forget(conn.sock)
        if intake is not None:
            self.reception.let_go_of(intake)
        if departure is not None:
            departure.outbox.close()
        self.nr_conns -= 1
        conn.close()


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
