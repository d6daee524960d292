"""The hand that paints: pointer input as a mouse sends it, and a look at what follows."""

import asyncio
import base64
import io
import time
from typing import Any

import numpy as np
from PIL import Image
from playwright.async_api import CDPSession, Page

from bench.painter.adapters import Painter
from bench.painter.strokes import HZ, Line

CHANGED = 12
"""A patch whose mean colour changed by more than this (of 255) shows something else."""


async def paint(session: CDPSession, rect: tuple[float, float, float], lines: list[Line]) -> None:
    """Press, move at `HZ` without waiting for answers, release; return when all input was taken."""
    left, top, side = rect
    sent: list[asyncio.Task[Any]] = []

    def mouse(kind: str, point: tuple[float, float], is_down: bool) -> None:
        event = {
            "type": kind,
            "x": left + point[0] * side,
            "y": top + point[1] * side,
            "buttons": int(is_down),
            "button": "none" if kind == "mouseMoved" and not is_down else "left",
            "clickCount": int(kind != "mouseMoved"),
            "pointerType": "mouse",
        }
        sent.append(asyncio.ensure_future(session.send("Input.dispatchMouseEvent", event)))

    for line in lines:
        mouse("mouseMoved", line[0], False)
        mouse("mousePressed", line[0], True)
        start = time.perf_counter()
        for number, point in enumerate(line[1:], 1):
            await asyncio.sleep(max(0, start + number / HZ - time.perf_counter()))
            mouse("mouseMoved", point, True)
        mouse("mouseReleased", line[-1], False)
        await asyncio.sleep(0.1)
    await asyncio.wait_for(asyncio.gather(*sent), 120)


async def undo_ms(
    page: Page, session: CDPSession, painter: Painter, rect: tuple[float, float, float], line: Line
) -> float | None:
    """From the undo input to the first frame in which the start of `line` looks different."""
    x, y = rect[0] + line[0][0] * rect[2], rect[1] + line[0][1] * rect[2]
    frames: list[tuple[float, str]] = []
    acknowledged: list[asyncio.Task[Any]] = []
    width_px = page.viewport_size["width"] if page.viewport_size else 1280

    def keep(event: dict[str, Any]) -> None:
        frames.append((event["metadata"]["timestamp"], event["data"]))
        answer = session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})
        acknowledged.append(asyncio.ensure_future(answer))

    session.on("Page.screencastFrame", keep)
    await session.send("Page.startScreencast", {"format": "jpeg", "quality": 60, "everyNthFrame": 1})
    await asyncio.sleep(0.7)
    before = _patch(frames[-1][1], x, y, width_px) if frames else None
    seen = len(frames)
    await painter.undo(page)
    shown_at = None
    deadline = time.monotonic() + 15
    while shown_at is None and time.monotonic() < deadline:
        await asyncio.sleep(0.05)
        for at, data in frames[seen:]:
            seen += 1
            if before is None or np.abs(_patch(data, x, y, width_px) - before).max() > CHANGED:
                shown_at = at * 1000
                break
    asked_at = await page.evaluate("__probe.lastInput")
    await session.send("Page.stopScreencast")
    session.remove_listener("Page.screencastFrame", keep)
    return round(shown_at - asked_at, 1) if shown_at and asked_at else None


def _patch(data: str, x: float, y: float, width_px: int) -> Any:
    """The mean colour of 12 by 12 px of the page around a point."""
    image = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")
    scale = image.width / width_px
    left, top, right, bottom = (int(edge * scale) for edge in (x - 6, y - 6, x + 6, y + 6))
    return np.asarray(image.crop((left, top, right, bottom)), np.float64).mean((0, 1))
