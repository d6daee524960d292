"""Slow clients by the hundred, on real sockets against the real server: they cost sockets, never threads."""

import contextlib
import re
import socket
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tools.processes import Program, start_app

CROWD = 200
UPLOAD = b"POST /pictures HTTP/1.1\r\nHost: localhost\r\nCookie: redraw=x\r\nContent-Length: 1000000\r\n\r\n"
AT_MOST_S = 9.0
"""For an answer of milliseconds, on a machine that is busy with other tests. Held threads answer never."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    program = start_app(tmp_path_factory.mktemp("slow"))
    yield program
    program.kill()


def connected(app: Program) -> socket.socket:
    return socket.create_connection(("127.0.0.1", app.port), timeout=10)


@pytest.fixture
def crowd(app: Program) -> Iterator[list[socket.socket]]:
    """Two hundred connections to the app."""
    with contextlib.ExitStack() as ends:
        yield [ends.enter_context(connected(app)) for _ in range(CROWD)]


def slowest_answer_s(app: Program, path: str = "/", times: int = 10) -> float:
    """The longest of some normal requests, each by a connection of its own."""
    slowest = 0.0
    for _ in range(times):
        began = time.monotonic()
        with urllib.request.urlopen(app.url + path, timeout=30) as answer:
            assert answer.status == 200
            answer.read()
        slowest = max(slowest, time.monotonic() - began)
    return slowest


def a_picture(app: Program) -> str:
    """The path of the bytes of a sample."""
    with urllib.request.urlopen(app.url, timeout=30) as answer:
        page = answer.read().decode()
    return page.split('href="/pictures/')[1].split('"')[0].join(("/pictures/", "/image"))


def test_two_hundred_slow_uploads_leave_normal_requests_served(app: Program, crowd: list[socket.socket]):
    for line in crowd:
        line.sendall(UPLOAD + b"a" * 1000)
    assert slowest_answer_s(app) < AT_MOST_S
    for line in crowd:
        line.sendall(b"a")
    assert slowest_answer_s(app) < AT_MOST_S


def test_so_do_heads_that_never_end_which_are_told_when_it_is_too_long(
    app: Program, crowd: list[socket.socket]
):
    for number, line in enumerate(crowd):
        line.sendall(b"GET / HTTP/1.1\r\nHost: loc"[: number % 27])
    assert slowest_answer_s(app) < AT_MOST_S
    crowd[-1].settimeout(30)
    assert crowd[-1].recv(100).startswith(b"HTTP/1.1 408 Request Timeout\r\n")


def test_so_do_two_hundred_readers_who_take_nothing(app: Program, crowd: list[socket.socket]):
    path = a_picture(app)
    for line in crowd:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert slowest_answer_s(app, path) < AT_MOST_S
    assert slowest_answer_s(app) < AT_MOST_S


def test_more_connections_than_there_is_room_for_push_out_the_slowest(tmp_path: Path):
    app = start_app(tmp_path, GUNICORN_CMD_ARGS="--worker-connections 50")
    with contextlib.ExitStack() as ends:
        ends.callback(app.kill)
        lines = [ends.enter_context(connected(app)) for _ in range(70)]
        assert slowest_answer_s(app, times=3) < AT_MOST_S
        lines[0].settimeout(10)
        with contextlib.suppress(ConnectionResetError):
            assert lines[0].recv(100) == b""


@pytest.mark.parametrize("announced", [True, False], ids=["with its length", "in chunks"])
def test_a_large_upload_arrives_whole(app: Program, announced: bool):
    """To its last field: with another CSRF token, or none, it would be refused for that."""
    session = requests.Session()
    page = session.get(app.url, headers={"Accept": "text/html"}, timeout=30).text
    token = re.findall(r'name="csrf-token" content="([^"]+)"', page)[0]
    form = (
        b'--x\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\n'
        + b"no picture" * 300_000
        + b'\r\n--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
        + token.encode()
        + b"\r\n--x--\r\n"
    )
    pieces = (form[at : at + 100_000] for at in range(0, len(form), 100_000))
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Accept": "application/json"}
    answer = session.post(
        f"{app.url}/pictures", data=form if announced else pieces, headers=headers, timeout=30
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "not_a_picture")


def test_requests_sent_at_once_are_answered_in_turn(app: Program):
    ask = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
    with connected(app) as line:
        line.settimeout(10)
        line.sendall(ask % b"" + ask % b"" + ask % b"Connection: close\r\n")
        answer = b""
        while piece := line.recv(10_000):
            answer += piece
    assert answer.count(b"HTTP/1.1 200 OK") == 3


@pytest.mark.parametrize("ends", [b"Connection: close\r\n", b""], ids=["closed by us", "half closed by them"])
def test_so_are_those_sent_while_others_are_in_hand(app: Program, ends: bytes):
    with connected(app) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for number in range(200):
            last = ends if number == 199 else b""
            line.sendall(b"GET /none/%d HTTP/1.1\r\nHost: localhost\r\n%s\r\n" % (number, last))
        if not ends:
            line.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := line.recv(100_000):
            answer += piece
    assert answer.count(b"HTTP/1.1 404 NOT FOUND") == 200


def test_whoever_waits_to_be_told_to_go_on_is_told(app: Program):
    head = b"POST /mask HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
    with connected(app) as line:
        line.settimeout(10)
        line.sendall(head)
        assert line.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        line.sendall(b"hello")
        assert line.recv(100).startswith(b"HTTP/1.1 400 ")
