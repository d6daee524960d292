"""Measures one painter once, in a fresh browser. Times in ms, memory in MiB."""

import asyncio
import io
import statistics
import time
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from PIL import Image
from playwright.async_api import Page, ViewportSize, async_playwright

from bench.painter import meters
from bench.painter.adapters import Painter
from bench.painter.hand import paint, undo_ms
from bench.painter.strokes import Line, strokes
from tools.browser import find

PROBE = (Path(__file__).parent / "probe.js").read_text(encoding="utf-8")
FLAGS = ["--no-sandbox", "--disable-features=SpareRendererForSitePerProcess"]
VIEWPORT: ViewportSize = {"width": 1280, "height": 912}
"""A window in which our picture is as large as the floor's box: what a frame costs grows with the canvas."""
FRAME_MS = 1000 / 60
UPPER_PART = 0.6
"""Where earlier strokes are: those that are undone lie below, on nothing."""
UNDONE = 3
"""Strokes taken back, one by one: a single undo falls anywhere between two frames."""

Row = dict[str, Any]


async def measure(painter: Painter, side_px: int, earlier: int = 0, with_tools: bool = False) -> Row:
    """Open the painter, paint the strokes, undo some, submit; return the figures of this run.

    `earlier` short strokes are painted before anything is measured; `with_tools` has those tools in memory
    that are loaded when they are first used.
    """
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find(), args=FLAGS)
        try:
            context = await browser.new_context(viewport=VIEWPORT, device_scale_factor=1)
            await context.add_init_script(PROBE)
            page = await context.new_page()
            session = await context.new_cdp_session(page)
            browser_session = await browser.new_browser_cdp_session()
            # Its own CPU time: what others take of the machine is no work of the page's.
            await session.send("Performance.enable", {"timeDomain": "threadTicks"})
            await session.send("HeapProfiler.enable")
            await painter.open(page, side_px)
            await asyncio.sleep(1.5)
            if with_tools:
                await painter.load_tools(page)
            rect, lines = await painter.rect(page), strokes()
            await paint(
                session, rect, [[(x, y * UPPER_PART) for x, y in line] for line in strokes(earlier, 6)]
            )
            trace = meters.Trace(browser_session)
            await trace.start()
            await asyncio.sleep(0.5)
            await page.evaluate("__probe.start()")
            before = await _reading(session, browser_session)
            await paint(session, rect, lines)
            after = await _reading(session, browser_session)
            probe = await page.evaluate("__probe.stop()")
            await trace.stop()
            row = _figures(before, after, probe, trace.delays_ms(), sum(len(line) - 1 for line in lines))
            row["heap"] = await meters.heap_mib(session)
            undone = [await undo_ms(page, session, painter, rect, line) for line in lines[: -UNDONE - 1 : -1]]
            row["undo"] = statistics.median([ms for ms in undone if ms is not None] or [float("nan")])
            row |= await _submitted(page, painter, lines[:-UNDONE])
        finally:
            await browser.close()
    key = {"painter": painter.name, "side_px": side_px, "earlier": earlier, "with_tools": with_tools}
    return {**key, **row}


async def _submitted(page: Page, painter: Painter, lines: list[Line]) -> Row:
    """How long from the input to the server's answer, what was sent, and whether the path is in the mask."""
    answer = await painter.submit(page)
    timing = answer.request.timing
    answered_ms = timing["startTime"] + timing["responseStart"]
    sent = await answer.request.header_value("content-length")
    mask = Image.open(io.BytesIO(await painter.mask(page))).convert("L")
    asked_ms = await page.evaluate("Number(sessionStorage.getItem('probe-input'))")
    return {
        "submit": answered_ms - asked_ms,
        "sent_kb": int(sent or 0) / 1000,
        "path_hit": path_hit(mask, lines),
    }


def path_hit(mask: Image.Image, lines: list[Line]) -> float:
    """The share of the hand's path that is white in the mask, in percent."""
    points = [point for line in lines for point in line]
    white = [mask.getpixel((int(x * mask.width), int(y * mask.height))) == 255 for x, y in points]
    return 100 * sum(white) / len(white)


async def _reading(session: Any, browser_session: Any) -> Row:
    cpu_s, renderer_mib = await meters.processes(browser_session)
    machine = psutil.cpu_times()
    return {
        "at": time.perf_counter(),
        "main_ms": await meters.main_thread_ms(session),
        "browser_s": cpu_s,
        "renderer_mib": renderer_mib,
        "own_s": meters.own_cpu_s(),
        "machine_s": machine.user + machine.system + machine.nice,
    }


def _figures(
    before: Row, after: Row, probe: Row, delays_ms: tuple[list[float], list[float]], moves: int
) -> Row:
    frames_ms = np.diff(probe["raf"])
    every_ms, own_frame_ms = delays_ms
    span_s = after["at"] - before["at"]
    browser_s = sum(after["browser_s"].values()) - sum(before["browser_s"].values())
    others_s = after["machine_s"] - before["machine_s"] - browser_s - (after["own_s"] - before["own_s"])
    return {
        "main_per_move": (after["main_ms"] - before["main_ms"]) / moves,
        "all_per_move": 1000 * browser_s / moves,
        "seen_moves": probe["coalesced"],
        "frame_p95": _percentile(frames_ms, 95),
        "dropped_pct": float(100 * max(0.0, 1 - len(frames_ms) * FRAME_MS / frames_ms.sum())),
        "delay_p50": _percentile(every_ms, 50),
        "delay_p95": _percentile(every_ms, 95),
        "own_frame_p95": _percentile(own_frame_ms, 95),
        "long_tasks": len(probe["long"]),
        "renderer_rss": after["renderer_mib"],
        "other_cpu": others_s / span_s,
    }


def _percentile(values: Any, percent: int) -> float | None:
    return float(np.percentile(values, percent)) if len(values) else None
