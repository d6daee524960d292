"""A thousand people who watch one job: what they cost the app, and that they cost the provider nothing.

Each viewer keeps a connection and asks with the ETag it has, as the results page does. Measured twice, beside
an empty Flask route under the same server in the same rounds: at the pace of the page, and without a pause.
"""

import asyncio
import contextlib
import os
import random
import statistics
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import requests

from bench.client import Client
from bench.figures import Figure
from tools.processes import Program, free_port, start_app, start_program

PACE_S = 2.0
"""How often the page of a running job asks."""

SOONEST_POLL_S = 3.0
OPENED_AT_ONCE = 50
TIMEOUT_S = 60.0


@dataclass
class Load:
    """What came of some viewers' asking for so many seconds."""

    seconds: float
    latencies_s: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    broken: int = 0

    @property
    def per_s(self) -> float:
        return len(self.latencies_s) / self.seconds

    @property
    def p99_ms(self) -> float:
        return 1000 * statistics.quantiles(self.latencies_s, n=100)[98]


@dataclass(frozen=True)
class Upstream:
    """How often the provider was asked for the message in so many seconds."""

    polls: int
    seconds: float

    @property
    def most(self) -> int:
        """The polls that one poller makes in that time."""
        return int(self.seconds / SOONEST_POLL_S) + 1


def run(viewers: int, seconds: float, rounds: int) -> list[Figure]:
    with _programs() as (app, provider, empty):
        status = Watched(app.url).job + "/status"

        def ask(count: int, *, think_s: float) -> Load:
            return asyncio.run(_ask(app.port, status, count, seconds, think_s))

        def ask_empty(*, think_s: float) -> Load:
            return asyncio.run(_ask(empty.port, "/", viewers, seconds, think_s))

        ask(1, think_s=PACE_S)  # so that the job is followed at its steady pace
        upstream: list[Upstream] = []
        for count in (1, viewers):
            began, before = time.monotonic(), _polls(provider)
            ask(count, think_s=PACE_S)
            upstream.append(Upstream(_polls(provider) - before, time.monotonic() - began))
        paced = [(ask(viewers, think_s=PACE_S), ask_empty(think_s=PACE_S)) for _ in range(rounds)]
        full = [(ask(viewers, think_s=0), ask_empty(think_s=0)) for _ in range(rounds)]
    return [_beside_one(upstream[0], upstream[1], viewers), *_beside_empty(paced, full, viewers)]


def _beside_one(alone: Upstream, watched: Upstream, viewers: int) -> Figure:
    """One poller asks every 3 s at the soonest, so a window holds one poll more than it has such pauses."""
    told = [f"{one.polls} polls in {one.seconds:.0f} s" for one in (watched, alone)]
    detail = f"{told[0]} with {viewers:,} viewers, {told[1]} with one"
    return Figure("upstream polls, against one poller's", watched.polls / watched.most, 1, "×", detail)


def _beside_empty(
    paced: list[tuple[Load, Load]], full: list[tuple[Load, Load]], viewers: int
) -> list[Figure]:
    broken = sum(load.broken for pair in (*paced, *full) for load in pair)
    p99, p99_empty = (statistics.median(load.p99_ms for load in loads) for loads in zip(*paced, strict=True))
    times = statistics.median(load.p99_ms / empty.p99_ms for load, empty in paced)
    rate = statistics.median(load.per_s for load, _ in paced)
    per_s, per_s_empty = (
        statistics.median(load.per_s for load in loads) for loads in zip(*full, strict=True)
    )
    paced_detail = f"p99 {p99:.0f} ms against {p99_empty:.0f} ms at {rate:.0f} requests/s"
    full_detail = f"{per_s:.0f} against {per_s_empty:.0f} requests/s, {viewers:,} viewers without a pause"
    return [
        Figure("status p99, against an empty route", times, 3, "×", paced_detail),
        Figure("status, against an empty route", per_s / per_s_empty, 1 / 3, "×", full_detail, True),
        Figure("answers that did not come", broken, 0, "", "connections broken or over a minute late"),
    ]


async def _ask(port: int, path: str, viewers: int, seconds: float, think_s: float) -> Load:
    """Let so many viewers ask for so long, each about `think_s` after its last question, or later.

    Chance moves each pause by up to a tenth, as it does in the page: else questions that a stall of this
    machine has once brought together would come together ever after.
    """
    load, opening, chance = Load(seconds), asyncio.Semaphore(OPENED_AT_ONCE), random.Random(0)
    ends_at = time.monotonic() + seconds

    async def view(number: int) -> None:
        await asyncio.sleep(think_s * number / viewers)
        viewer = Viewer(port, path, opening)
        while time.monotonic() < ends_at:
            began = time.monotonic()
            try:
                status = await asyncio.wait_for(viewer.ask(), TIMEOUT_S)
            except (OSError, asyncio.IncompleteReadError, TimeoutError):
                load.broken += 1
                viewer.close()
            else:
                load.latencies_s.append(time.monotonic() - began)
                load.statuses[status] = load.statuses.get(status, 0) + 1
            await asyncio.sleep(max(0.0, began + think_s * chance.uniform(0.9, 1.1) - time.monotonic()))
        viewer.close()

    await asyncio.gather(*(view(number) for number in range(viewers)))
    assert load.statuses.keys() <= {200, 304}, load.statuses
    return load


class Watched(Client):
    """A person who has submitted the job that everybody watches."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        submitted = self._post("/pictures", data={"prompt": "a harbour", "key": str(uuid.uuid4())})
        self.job = urlsplit(submitted.url).path


class Viewer:
    """One browser: a connection that is opened again when the server closed it, and the last ETag."""

    def __init__(self, port: int, path: str, opening: asyncio.Semaphore) -> None:
        self._port = port
        self._path = path
        self._opening = opening
        self._etag = ""
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self) -> int:
        """Ask once and return the status; raises where the connection breaks off."""
        is_kept = self._streams is not None
        try:
            return await self._exchange()
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            if not is_kept:
                raise
            return await self._exchange()  # the server closed a connection that had been quiet, as it may

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
            self._streams = None

    async def _exchange(self) -> int:
        if self._streams is None:
            async with self._opening:
                self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        condition = f"If-None-Match: {self._etag}\r\n" if self._etag else ""
        writer.write(f"GET {self._path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n{condition}\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        await reader.readexactly(int(headers.get("content-length", 0)))
        self._etag = headers.get("etag", self._etag)
        if headers.get("connection") == "close":
            self.close()
        return int(first.split()[1])


@contextlib.contextmanager
def _programs() -> Iterator[tuple[Program, Program, Program]]:
    """The app with a job that runs for as long as it is watched, its provider, and the empty app."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as ends:
        folder = Path(name)
        provider = _start_standin(folder)
        ends.callback(provider.kill)
        app = start_app(
            folder, MIDJOURNEY_TOKEN="bench", MIDJOURNEY_API_URL=provider.url, CALL_INTERVAL_S="3"
        )
        ends.callback(app.stop)
        empty = _start_empty(folder)
        ends.callback(empty.stop)
        yield app, provider, empty


def _start_standin(folder: Path) -> Program:
    """The stand-in, slow enough, with the switch that counts requests."""
    port = free_port()
    command = ["flask", "--app", "wsgi", "standin", "--fault-switch", "--port", str(port)]
    settings = {"DATA_DIR": str(folder / "unused"), "LOCAL_MODE": "1", "STANDIN_SPEED": "0.002"}
    return start_program(folder, "standin", [*command, "--folder", str(folder / "world")], settings, port)


def _start_empty(folder: Path) -> Program:
    """The empty app under the same server, threads and keep-alive, without our configuration."""
    port = free_port()
    command = ["gunicorn", "bench.empty:app", "--config", os.devnull, "--no-control-socket"]
    command += ["--worker-class", "gthread", "--threads", "32", "--keep-alive", "5"]
    return start_program(folder, "empty", [*command, "--bind", f"127.0.0.1:{port}"], {}, port)


def _polls(provider: Program) -> int:
    """How often the provider was asked for a message so far."""
    counted = requests.get(f"{provider.url}/ledger", timeout=30).json()["requests"]
    return int(counted.get("message", 0))
