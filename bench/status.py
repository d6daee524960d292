"""How many status answers a web process gives, against a Flask route that does nothing."""

import http.client
import os
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

from bench.client import Client
from bench.figures import Figure, interleaved
from bench.paintings import painting
from tools.processes import Program, free_port, start_app, start_program

CLIENTS = 4
SECONDS = 2.0


def run(rounds: int = 5) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        app = start_app(Path(folder))
        empty = start_empty(Path(folder))
        try:
            job = finished_job(Client(app.url))
            ours, bare = interleaved(
                rounds, lambda: requests_per_s(app.port, job), lambda: requests_per_s(empty.port, "/")
            )
        finally:
            app.stop()
            empty.stop()
    detail = f"{ours:.0f} against {bare:.0f} requests/s, {CLIENTS} clients"
    return [Figure("status, against an empty route", ours / bare, 1 / 3, "×", detail, more_is_better=True)]


def finished_job(client: Client) -> str:
    """The status address of a job that is done, so that the stand-in does not draw while we count."""
    address = client.redraw(client.square_sample(), painting(2048)) + "/status"
    deadline = time.monotonic() + 60
    while client.session.get(address, timeout=10).json()["status"] != "done":
        assert time.monotonic() < deadline, "the job is not done"
        time.sleep(0.1)
    return urlsplit(address).path


def start_empty(folder: Path) -> Program:
    """The empty app under the same server with the same threads, without our configuration."""
    port = free_port()
    command = ["gunicorn", "bench.empty:app", "--config", os.devnull, "--no-control-socket"]
    command += ["--worker-class", "gthread", "--threads", "32", "--bind", f"127.0.0.1:{port}"]
    return start_program(folder, "empty", command, {}, port)


def requests_per_s(port: int, path: str) -> float:
    """Ask over kept connections, each client one request at a time, and count the answers."""
    counts = [0] * CLIENTS
    end = time.perf_counter() + SECONDS

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < end:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, f"{path}: {answer.status}"
            counts[number] += 1
        connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS
