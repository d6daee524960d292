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
    with tempfile.TemporaryDirectory() as folder:
        provider = start_standin(Path(folder))
        hosts = f"127.0.0.1:{provider.port}"
        token = "bench"
        app = start_app(
            Path(folder), MIDJOURNEY_TOKEN=token, MIDJOURNEY_API_URL=provider.url, PICTURE_HOSTS=hosts
        )
        try:
            worker = web_process(app)
            idle = worker.memory_info().rss
            peaks = {side_px: peak_rss(app, worker, painting(side_px)) for side_px in (2048, 4096)}
        finally:
            app.stop()
            provider.stop()
    detail = f"{TIMES} conversions, {AT_ONCE} asked for at once; {idle / MB:.0f} MB before"
    return [
        Figure("web process, masks of 2048 px", peaks[2048] / MB, 200, "MB", detail),
        Figure("web process, masks of 4096 px", peaks[4096] / MB, 320, "MB", detail),
    ]


def web_process(app: Program) -> psutil.Process:
    """The one worker of gunicorn's; its master serves nothing."""
    assert app.process is not None
    (worker,) = psutil.Process(app.process.pid).children()
    return worker


def peak_rss(app: Program, worker: psutil.Process, data: bytes) -> int:
    """The most bytes of memory the process held while it converted the painting again and again."""
    peak, over = 0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(0.005):
            peak = max(peak, worker.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    clients = [Client(app.url) for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda number: clients[number % AT_ONCE].convert(data), range(TIMES)))
    over.set()
    watcher.join()
    return peak
