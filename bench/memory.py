"""The memory of the web process, with the background work inside, while it converts masks.

The provider is a stand-in in a process of its own, so that its engine is not counted.
"""

import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from bench.client import Client
from bench.figures import Figure
from bench.paintings import painting
from tools.processes import Program, start_app, start_standin

AT_ONCE = 3
TIMES = 6
MB = 1_000_000


def run() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        provider = start_standin(Path(name))
        try:
            one = _peaks(Path(name) / "one", provider, workers=1)
            two = _peaks(Path(name) / "two", provider, workers=2)
        finally:
            provider.stop()
    detail = f"{TIMES} conversions, {AT_ONCE} asked for at once"
    return [
        Figure("web process, masks of 2048 px", one[2048] / MB, 200, "MB", detail),
        Figure("web process, masks of 4096 px", one[4096] / MB, 320, "MB", detail),
        Figure("two web processes and their master, 2048 px", two[2048] / MB, 512, "MB", detail),
        Figure("two web processes and their master, 4096 px", two[4096] / MB, 512, "MB", detail),
    ]


def _peaks(folder: Path, provider: Program, *, workers: int) -> dict[int, int]:
    """The most bytes at each size of painting: of the one worker, or of master and workers together."""
    folder.mkdir()
    app = start_app(
        folder,
        MIDJOURNEY_TOKEN="bench",
        MIDJOURNEY_API_URL=provider.url,
        PICTURE_HOSTS=f"127.0.0.1:{provider.port}",
        WEB_CONCURRENCY=str(workers),
    )
    try:
        assert app.process is not None
        master = psutil.Process(app.process.pid)
        watched = [web_process(app)] if workers == 1 else [master, *master.children()]
        return {side_px: peak_bytes(app, watched, painting(side_px)) for side_px in (2048, 4096)}
    finally:
        app.stop()


def web_process(app: Program) -> psutil.Process:
    """The one worker of gunicorn's; its master serves nothing."""
    assert app.process is not None
    (worker,) = psutil.Process(app.process.pid).children()
    return worker


def peak_bytes(app: Program, watched: list[psutil.Process], data: bytes) -> int:
    """The most bytes of memory they held while the painting was converted again and again.

    What processes share is divided among them.
    """
    peak, over = 0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(0.005):
            peak = max(peak, sum(process.memory_full_info().pss for process in watched))

    watcher = threading.Thread(target=watch)
    watcher.start()
    clients = [Client(app.url) for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda number: clients[number % AT_ONCE].convert(data), range(TIMES)))
    over.set()
    watcher.join()
    return peak
