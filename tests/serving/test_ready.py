"""Threads wait for work, and each piece of it is done by one of them, once."""

import selectors
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial

import pytest

from webapp.serving.ready import Ready, ReadyByEpoll, ReadyByLoop

LINES = 50
ROUNDS = 20


@pytest.fixture(params=["by epoll", "by the loop"])
def ready(request: pytest.FixtureRequest) -> Iterator[Ready]:
    """Of both kinds, the second with a loop that runs until the test is over."""
    with selectors.DefaultSelector() as poller:
        if request.param == "by epoll":
            yield ReadyByEpoll()
            return
        ours, theirs = socket.socketpair()
        poller.register(ours, selectors.EVENT_READ, None)
        loop = threading.Thread(target=tell, args=(poller,))
        loop.start()
        yield ReadyByLoop(poller)
        theirs.close()
        loop.join()
        ours.close()


def tell(poller: selectors.BaseSelector) -> None:
    while True:
        for key, _ in poller.select():
            if key.data is None:
                return
            key.data(key.fileobj)


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def words(text: str) -> Callable[[], None]:
    """Work that can be told from other work."""
    return partial(str, text)


def test_work_is_given_when_its_socket_is_heard(
    ready: Ready, pair: tuple[socket.socket, socket.socket]
) -> None:
    ours, theirs = pair
    for _ in range(3):
        work = words("read")
        ready.watch(ours, work)
        theirs.send(b"x")
        assert ready.get() is work
        assert ours.recv(10) == b"x"


def test_what_has_come_before_is_heard_as_well(
    ready: Ready, pair: tuple[socket.socket, socket.socket]
) -> None:
    ours, theirs = pair
    theirs.send(b"x")
    work = words("read")
    ready.watch(ours, work)
    assert ready.get() is work


def test_so_is_an_end(ready: Ready, pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    work = words("read")
    ready.watch(ours, work)
    theirs.close()
    assert ready.get() is work


def test_it_is_given_once_however_much_comes(ready: Ready, pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    first, second = words("read"), words("put")
    ready.watch(ours, first)
    theirs.send(b"x")
    assert ready.get() is first
    theirs.send(b"y")
    ready.put(second)
    assert ready.get() is second


def test_a_socket_that_is_forgotten_is_heard_no_more(
    ready: Ready, pair: tuple[socket.socket, socket.socket]
) -> None:
    ours, theirs = pair
    ready.watch(ours, words("read"))
    ready.forget(ours)
    ready.forget(ours)
    theirs.send(b"x")
    work = words("put")
    ready.put(work)
    assert ready.get() is work


def test_each_of_many_threads_gets_its_share_and_no_work_is_done_twice_or_never(ready: Ready) -> None:
    done: Counter[int] = Counter()
    counting = threading.Lock()
    with ExitStack() as ends:
        pairs = [socket.socketpair() for _ in range(LINES)]
        for pair in pairs:
            for end in pair:
                ends.callback(end.close)

        def read(number: int) -> None:
            assert pairs[number][0].recv(1) == b"x"
            with counting:
                done[number] += 1
            pairs[number][0].send(b"y")
            ready.watch(pairs[number][0], partial(read, number))

        def serve() -> None:
            while (work := ready.get()) is not None:
                work()

        threads = [threading.Thread(target=serve) for _ in range(8)]
        for number, (ours, _) in enumerate(pairs):
            ready.watch(ours, partial(read, number))
        for thread in threads:
            thread.start()
        for _ in range(ROUNDS):
            for _, theirs in pairs:
                theirs.settimeout(30)
                theirs.send(b"x")
            for _, theirs in pairs:
                assert theirs.recv(1) == b"y"
        for _ in threads:
            ready.put(None)
        for thread in threads:
            thread.join()
    assert done == dict.fromkeys(range(LINES), ROUNDS)
