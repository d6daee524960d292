"""2,000 jobs on SQLite and on PostgreSQL with 1, 2 and 4 workers; how soon one goes out; what they weigh."""

import statistics
import threading
import time
from collections.abc import Callable

from bench.figures import Figure
from bench.memory import MB
from bench.paintings import painting
from bench.scale.site import Crowd, Scaled, running

WAIT_S = 0.5
"""How long the provider takes for a paid call: what more workers help against."""

WARM_AFTER = 0.2
AIM_GROWTH_MB = 15
AT_ONCE = 60
LARGE_PX = 4096
LARGE = 6


def run(count: int) -> list[Figure]:
    found: list[Figure] = []
    rates = {}
    for workers in (None, 1, 2, 4):
        where = "SQLite" if workers is None else f"PostgreSQL, {workers} workers"
        with running(workers, WAIT_S) as site:
            rates[workers], grown, detail = _throughput(site, count)
            found.append(Figure(f"growth over {count:,} jobs, {where}", grown, AIM_GROWTH_MB, "MB", detail))
            if workers in (None, 4):
                found += _at_once(site, where)
    told = ", ".join(f"{rate:.0f}/s with {n or 'SQLite alone'}" for n, rate in rates.items())
    words = f"{told}; each paid call takes {WAIT_S} s"
    found.append(Figure("jobs/s of 4 workers, against one", rates[4] / rates[1], 2, "×", words, True))
    return found


def memory() -> list[Figure]:
    """The worker's peak with pictures and masks of 4096 px."""
    with running(1, 0.0, LARGE_PX) as site:
        crowd, large = Crowd(site.app), painting(LARGE_PX)
        person = crowd.people[0]
        saving = _peak_mb(site, lambda: crowd.see_done([person.submit_words() for _ in range(LARGE)]))
        masked = _peak_mb(site, lambda: crowd.see_done([person.submit(large) for _ in range(LARGE)]))
    detail = f"{LARGE} jobs at once"
    return [
        Figure("worker, saving grids of 4096 px", saving, 220, "MB", detail),
        Figure("worker, masks of 4096 px", masked, 320, "MB", detail),
    ]


def _throughput(site: Scaled, count: int) -> tuple[float, float, str]:
    """(jobs a second, MB that the processes grew after the first fifth, in words)."""
    crowd = Crowd(site.app)
    began, warm = time.monotonic(), int(count * WARM_AFTER)
    crowd.see_done(crowd.submit(warm))
    before = max(process.memory_info().rss for process in site.working) / MB
    crowd.see_done(crowd.submit(count - warm))
    rate = count / (time.monotonic() - began)
    after = max(process.memory_info().rss for process in site.working) / MB
    words = f"{before:.0f} MB after {warm:,}, {after:.0f} MB at the end; {rate:.0f} jobs/s"
    return rate, after - before, words


def _at_once(site: Scaled, where: str) -> list[Figure]:
    crowd, taken = Crowd(site.app), []
    for _ in range(AT_ONCE):
        path = crowd.people[0].submit()
        crowd.see_done([path])
        taken.append(crowd.began_after_ms(path))
    p99 = statistics.quantiles(taken, n=100)[98]
    detail = f"p50 {statistics.median(taken):.0f} ms, one job at a time"
    return [Figure(f"submit to send when idle, p99, {where}", p99, 100, "ms", detail)]


def _peak_mb(site: Scaled, work: Callable[[], None]) -> float:
    """The most that one of the processes held while the work was done."""
    peak, over = 0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(0.01):
            peak = max(peak, *(process.memory_full_info().pss for process in site.working), 0)

    watcher = threading.Thread(target=watch)
    watcher.start()
    work()
    over.set()
    watcher.join()
    return peak / MB
