"""A storm of sign-ins, on real sockets against the real server: a bounded share of threads and memory."""

import contextlib
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import psutil
import pytest

from tests.hosting.test_slow_clients import AT_MOST_S, connected, slowest_answer_s
from tests.hosting.visitor import PASSWORD, Visitor
from tools.processes import Program, start_app

STORM = 200
MOST_MB = 100
"""Two hashes of 16 MB at a time, beside what two hundred requests need. All at once would take 3,200 MB."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A team's site whose proxy says from where each visitor comes."""
    program = start_app(tmp_path_factory.mktemp("storm"), LOCAL_MODE="0", TRUSTED_HOPS="1")
    Visitor(program.url).set_up(program)
    yield program
    program.kill()


def sign_ins(app: Program) -> Iterator[bytes]:
    """Wrong tries, each for a name and from an address of its own, so that no count of tries stops them."""
    visitor = Visitor(app.url)
    (token,) = re.findall(r'name="csrf-token" content="([^"]+)"', visitor.get("/sign-in").text)
    cookie = visitor.http.cookies["redraw"]
    for number in range(STORM):
        form = {"csrf_token": token, "name": f"Nobody {number}", "password": "not the password"}
        body = urlencode(form)
        head = ["POST /sign-in HTTP/1.1", "Host: localhost", f"Cookie: redraw={cookie}"]
        head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        head += [f"X-Forwarded-For: 198.51.{number // 100}.{number % 100}", "Connection: close", "", body]
        yield "\r\n".join(head).encode()


def status(line: socket.socket) -> int:
    line.settimeout(60)
    return int(line.recv(12)[9:])


@dataclass
class Storm:
    """How a storm went: what each sign-in was told, how long others waited, what the process took more."""

    statuses: list[int]
    slowest_s: float
    grown_mb: float


@pytest.fixture(scope="module")
def storm(app: Program) -> Storm:
    """Two hundred sign-ins at once."""
    assert app.process is not None
    (worker,) = psutil.Process(app.process.pid).children()
    before, peak, statuses = worker.memory_info().rss, 0, []
    with contextlib.ExitStack() as ends:
        lines = [ends.enter_context(connected(app)) for _ in range(STORM)]
        for line, request in zip(lines, sign_ins(app), strict=True):
            line.sendall(request)
        slowest_s = slowest_answer_s(app, "/sign-in", times=3)
        for line in lines:
            statuses.append(status(line))
            peak = max(peak, worker.memory_info().rss)
    return Storm(statuses, slowest_s, (peak - before) / 1_000_000)


def test_as_many_as_can_be_checked_are_and_the_rest_is_told_to_come_back(storm: Storm):
    assert set(storm.statuses) == {403, 503}
    assert storm.statuses.count(403) >= 8


def test_it_takes_a_bounded_share_of_memory(storm: Storm):
    assert storm.grown_mb < MOST_MB


def test_pages_are_served_meanwhile(storm: Storm):
    assert storm.slowest_s < 2 * AT_MOST_S  # two hundred others were before them


def test_whoever_has_a_password_comes_in_afterwards(app: Program, storm: Storm):
    ada = Visitor(app.url)
    answer = ada.post("/sign-in", name="Ada", password=PASSWORD)
    assert (answer.status_code, answer.url) == (200, f"{app.url}/")
    assert "Traceback" not in app.log
