"""Wand and fill on a large picture: how long until the mask is seen, and whether the page stood still."""

import asyncio
from typing import Any

from playwright.async_api import Page, async_playwright, expect

from bench.painter.adapters import Painter
from bench.painter.measure import FLAGS, PROBE, VIEWPORT, Row
from tools.browser import find

MASK_AT = """([x, y]) => new Promise((seen) => {
    const canvas = document.querySelector(".painter-mask");
    const look = () => {
        const { left, top, width } = canvas.getBoundingClientRect();
        const scale = canvas.width / width;
        const pixel = [Math.floor((x - left) * scale), Math.floor((y - top) * scale), 1, 1];
        if (canvas.getContext("2d").getImageData(...pixel).data[3]) seen(performance.now());
        else requestAnimationFrame(look);
    };
    look();
})"""
NOW = "performance.now()"
RING = ((0.3, 0.3), (0.7, 0.3), (0.7, 0.7), (0.3, 0.7), (0.3, 0.3))


async def try_tools(painter: Painter, side_px: int) -> dict[str, Row]:
    """By tool: `ms` from the click to the frame with its mask, `longest_task_ms` of the page meanwhile.

    The wand is used for the first time and so has to look at the picture first. What is filled is a ring of
    brush strokes.
    """
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find(), args=FLAGS)
        try:
            context = await browser.new_context(viewport=VIEWPORT, device_scale_factor=1)
            await context.add_init_script(PROBE)
            page = await context.new_page()
            await painter.open(page, side_px)
            left, top, side = await painter.rect(page)
            for number, (x, y) in enumerate(RING):
                await page.mouse.move(left + x * side, top + y * side, steps=12)
                if number == 0:
                    await page.mouse.down()
            await page.mouse.up()
            fill = await _try(page, "Fill", (left + side / 2, top + side / 2))
            await page.get_by_role("button", name="Clear", exact=True).click()
            await expect(page.locator("[data-part=summary]")).to_have_text("Nothing painted yet")
            return {"Fill": fill, "Wand": await _try(page, "Wand", (left + side / 3, top + side / 4))}
        finally:
            await browser.close()


async def _try(page: Page, tool: str, point: tuple[float, float]) -> Row:
    await page.evaluate("__probe.start()")
    await page.get_by_role("button", name=tool, exact=True).click()
    await page.mouse.move(*point)
    began: float = await page.evaluate(NOW)
    await page.mouse.click(*point)
    seen: float = await page.evaluate(MASK_AT, list(point))
    await asyncio.sleep(0.3)
    tasks: dict[str, Any] = await page.evaluate("__probe.stop()")
    return {"ms": seen - began, "longest_task_ms": max(tasks["long"], default=0.0)}
