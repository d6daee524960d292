"""What Chromium itself says about a page: main-thread time, processes, frames, delays."""

import asyncio
from collections.abc import Iterator
from typing import Any

import psutil
from playwright.async_api import CDPSession

MIB = 1 << 20
TRACED = ["devtools.timeline", "input.scrolling", "disabled-by-default-devtools.timeline.frame"]
MOVES = {"MOUSE_DRAGGED_EVENT", "MOUSE_DRAGGED", "MOUSE_MOVED_EVENT", "MOUSE_MOVED"}


async def main_thread_ms(page_session: CDPSession) -> float:
    """CPU time that the page's main thread has worked since it began."""
    metrics = (await page_session.send("Performance.getMetrics"))["metrics"]
    return 1000 * float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))


async def heap_mib(page_session: CDPSession) -> float:
    """What scripts hold after a collection, buffers included."""
    await page_session.send("HeapProfiler.collectGarbage")
    used = await page_session.send("Runtime.getHeapUsage")
    return float(used["usedSize"] + used.get("backingStorageSize", 0)) / MIB


async def processes(browser_session: CDPSession) -> tuple[dict[str, float], float]:
    """(CPU seconds by kind of process, resident MiB of the largest renderer)."""
    cpu_s: dict[str, float] = {}
    renderer_mib = 0.0
    for described in (await browser_session.send("SystemInfo.getProcessInfo"))["processInfo"]:
        try:
            process = psutil.Process(described["id"])
            times, rss_mib = process.cpu_times(), process.memory_info().rss / MIB
        except psutil.Error:
            continue
        cpu_s[described["type"]] = cpu_s.get(described["type"], 0) + times.user + times.system
        if described["type"] == "renderer":
            renderer_mib = max(renderer_mib, rss_mib)
    return cpu_s, renderer_mib


def own_cpu_s() -> float:
    """CPU seconds of this program and of Playwright's driver, which are no part of what is measured."""
    me = psutil.Process()
    return sum(sum(process.cpu_times()[:2]) for process in [me, *me.children()])


class Trace:
    """Chromium's own record of every input event, from its making to the frame that showed it."""

    def __init__(self, browser_session: CDPSession) -> None:
        self.session = browser_session
        self.events: list[dict[str, Any]] = []
        self.complete = asyncio.Event()
        browser_session.on("Tracing.dataCollected", lambda event: self.events.extend(event["value"]))
        browser_session.on("Tracing.tracingComplete", lambda _event: self.complete.set())

    async def start(self) -> None:
        config = {"recordMode": "recordUntilFull", "includedCategories": TRACED, "excludedCategories": ["*"]}
        await self.session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})

    async def stop(self) -> None:
        await self.session.send("Tracing.end")
        await asyncio.wait_for(self.complete.wait(), 60)

    def delays_ms(self) -> tuple[list[float], list[float]]:
        """How long pointer moves took to be seen.

        Chromium hands several moves of one frame to a page as one, whose record alone ends in a frame, and
        how many are left apart differs from page to page. A move without a frame of its own was seen with
        the next event that had one.

        Returns:
            (of every move, of those that had a frame of their own).
        """
        events = sorted(self._seen(), reverse=True)
        shown_us = float("inf")
        every, own = [], []
        for begun_us, ended_us, kind, is_presented in events:
            if is_presented:
                shown_us = min(shown_us, ended_us)
            if kind in MOVES and is_presented:
                own.append((ended_us - begun_us) / 1000)
            if kind in MOVES and shown_us != float("inf"):
                every.append((shown_us - begun_us) / 1000)
        return every, own

    def _seen(self) -> Iterator[tuple[float, float, str, bool]]:
        """(begun, ended, kind, did a frame answer it) of each input event, in microseconds."""
        begun: dict[Any, tuple[float, str]] = {}
        presented = set()
        for event in self.events:
            key = (event["pid"], event.get("id2", {}).get("local") or event.get("id"))
            name, phase = event["name"], event["ph"]
            if name == "EventLatency" and phase == "b":
                begun[key] = event["ts"], event["args"].get("event_latency", {}).get("event_type", "")
            elif name == "SubmitCompositorFrameToPresentationCompositorFrame" and key in begun:
                presented.add(key)
            elif name == "EventLatency" and phase == "e" and key in begun:
                yield begun[key][0], event["ts"], begun[key][1], key in presented
                presented.discard(key)
                del begun[key]
