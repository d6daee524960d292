"""What gunicorn writes, as it goes over a line."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from gunicorn import util

from webapp.serving.outbox import Outbox

SLOW_LINE = 4096


@pytest.fixture
def line() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    theirs.settimeout(5)
    with ours, theirs:
        yield ours, theirs


def test_answers_and_files_arrive_in_their_order(tmp_path: Path, line: tuple[socket.socket, socket.socket]):
    ours, theirs = line
    picture = tmp_path / "picture"
    picture.write_bytes(b"0123456789")
    outbox = Outbox(tmp_path)
    outbox.sendall(b"head ")
    with picture.open("rb") as file:
        outbox.sendfile(file, 2, 4)
    outbox.sendall(b" tail")
    assert not outbox.is_empty
    assert outbox.flush(ours)
    assert outbox.is_empty
    assert theirs.recv(100) == b"head 2345 tail"


def test_what_the_line_does_not_take_waits(tmp_path: Path, line: tuple[socket.socket, socket.socket]):
    ours, theirs = line
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SLOW_LINE)
    outbox, answer = Outbox(tmp_path), bytes(range(256)) * 2000
    outbox.sendall(answer)
    arrived = b""
    while not outbox.flush(ours):
        assert not outbox.is_empty
        arrived += theirs.recv(len(answer))
    while len(arrived) < len(answer):
        arrived += theirs.recv(len(answer))
    assert arrived == answer


def test_a_request_that_gunicorn_cannot_read_is_told_so(
    tmp_path: Path, line: tuple[socket.socket, socket.socket]
):
    ours, theirs = line
    outbox = Outbox(tmp_path)
    util.write_error(outbox, 400, "Bad Request", "Invalid Method")
    assert outbox.flush(ours)
    assert theirs.recv(1000).startswith(b"HTTP/1.1 400 Bad Request\r\n")


def test_of_an_answer_that_breaks_off_nothing_is_sent(
    tmp_path: Path, line: tuple[socket.socket, socket.socket]
):
    ours, theirs = line
    outbox = Outbox(tmp_path)
    outbox.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
    util.close_graceful(outbox)
    assert outbox.flush(ours)
    ours.close()
    assert theirs.recv(1000) == b""
