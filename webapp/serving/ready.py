"""What the threads of a server can go on with: each waits here for its next piece of work.

Where the system has epoll, all of them wait in the same one: what a connection sends wakes one thread, which
reads, answers and waits again, and nothing is handed from thread to thread. Elsewhere the server's loop hears
of it first and wakes a thread.
"""

import contextlib
import os
import select
import selectors
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Protocol

Work = Callable[[], None]


class Ready(Protocol):
    """Work for threads, which any thread may give and take."""

    def watch(self, sock: Any, work: Work) -> None:
        """Let `work` be done once when the socket next has something to read."""

    def forget(self, sock: Any) -> None:
        """The socket will be closed. Work that has just been taken for it may still be done."""

    def put(self, work: Work | None) -> None:
        """Let `work` be done now; None ends one thread."""

    def get(self) -> Work | None:
        """Wait for work."""


def ready(poller: selectors.BaseSelector) -> Ready:
    """The quickest that this system has; `poller` is the one of the server's loop."""
    return ReadyByEpoll() if hasattr(select, "epoll") else ReadyByLoop(poller)


class ReadyByEpoll:
    """For Linux. A socket stays registered, and is armed for one event at a time (EPOLLONESHOT)."""

    def __init__(self) -> None:
        self._epoll = select.epoll()
        self._watched: dict[int, Work] = {}
        self._put: deque[Work | None] = deque()
        self._bell = os.eventfd(0, os.EFD_SEMAPHORE | os.EFD_NONBLOCK)
        self._epoll.register(self._bell, select.EPOLLIN)

    def watch(self, sock: Any, work: Work) -> None:
        arm = self._epoll.modify if sock.fileno() in self._watched else self._epoll.register
        self._watched[sock.fileno()] = work
        arm(sock.fileno(), select.EPOLLIN | select.EPOLLONESHOT)

    def forget(self, sock: Any) -> None:
        if self._watched.pop(sock.fileno(), None):
            self._epoll.unregister(sock.fileno())

    def put(self, work: Work | None) -> None:
        self._put.append(work)
        os.eventfd_write(self._bell, 1)

    def get(self) -> Work | None:
        while True:
            for file, _ in self._epoll.poll(maxevents=1):
                if file != self._bell:
                    work = self._watched.get(file)
                    if work is not None:
                        return work
                    continue
                with contextlib.suppress(BlockingIOError):  # another thread was quicker
                    os.eventfd_read(self._bell)
                    return self._put.popleft()


class ReadyByLoop:
    """For systems without epoll: the loop's own poller watches the sockets."""

    def __init__(self, poller: selectors.BaseSelector) -> None:
        self._poller = poller
        self._put: SimpleQueue[Work | None] = SimpleQueue()

    def watch(self, sock: Any, work: Work) -> None:
        def heard(_sock: Any) -> None:
            self._poller.unregister(sock)
            self._put.put(work)

        self._poller.register(sock, selectors.EVENT_READ, heard)

    def forget(self, sock: Any) -> None:
        with contextlib.suppress(KeyError):
            self._poller.unregister(sock)

    def put(self, work: Work | None) -> None:
        self._put.put(work)

    def get(self) -> Work | None:
        return self._put.get()
