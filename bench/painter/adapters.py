"""One small class per painter: how it is opened, where the picture is on the screen, how undo is pressed."""

import sqlite3
import uuid
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from playwright.async_api import Page, Response, expect

from bench.client import Client
from bench.painter.pictures import picture

BOX_PX = 800
"""The side of the displayed picture, the same for every painter."""

BRUSH_PX = 40
"""The brush's diameter on the screen, the same for every painter."""


class Painter(Protocol):
    """A painter to be measured. Sizes on the screen are CSS px."""

    name: str

    async def open(self, page: Page, side_px: int) -> None:
        """Go to the painter with a square picture, and return when it can be painted on."""

    async def load_tools(self, page: Page) -> None:
        """Have in memory whatever is loaded when it is first used."""

    async def rect(self, page: Page) -> tuple[float, float, float]:
        """Left, top and side of the displayed picture."""

    async def undo(self, page: Page) -> None:
        """Press the painter's undo."""

    async def submit(self, page: Page) -> Response:
        """Press the painter's submit; return the server's answer when it is there."""

    async def mask(self, page: Page) -> bytes:
        """The mask that the server was sent, as an image file."""


@dataclass
class Bare:
    """A page of `pages/`: a canvas over an image, with no app around it."""

    name: str
    pages_url: str

    async def open(self, page: Page, side_px: int) -> None:
        await page.goto(f"{self.pages_url}/{self.name}.html?img=/images/{picture(side_px).name}&n={side_px}")
        await page.wait_for_function("window.__ready")

    async def load_tools(self, page: Page) -> None:
        """There is nothing to load."""

    async def rect(self, page: Page) -> tuple[float, float, float]:
        return await _square(page, "#box")

    async def undo(self, page: Page) -> None:
        await page.click("#undo")

    async def submit(self, page: Page) -> Response:
        async with page.expect_response("**/submit") as answer:
            await page.click("#submit")
        return await answer.value

    async def mask(self, page: Page) -> bytes:
        return await (await page.request.get(f"{self.pages_url}/last")).body()


@dataclass
class Redraw:
    """Our painter, with a picture uploaded for each run, so that none finds another's draft."""

    app_url: str
    database: Path
    name: str = "redraw"

    async def open(self, page: Page, side_px: int) -> None:
        address = Client(self.app_url).upload(picture(side_px).read_bytes(), "image/jpeg")
        self._make_sendable(address.rpartition("/")[2])
        await page.goto(f"{address}/paint")
        await expect(page.get_by_test_id("surface")).to_be_visible()
        await page.wait_for_function("() => document.querySelector('[data-testid=picture]').naturalWidth > 0")
        _, _, side = await self.rect(page)
        await page.get_by_label("Brush size").fill(str(min(500, round(BRUSH_PX * side_px / side))))

    def _make_sendable(self, picture_id: str) -> None:
        """Give the upload a message id: the submit is what is measured, not what the provider makes of it."""
        with closing(sqlite3.connect(self.database)) as connection, connection:
            lent = (str(uuid.uuid4()), '["Vary (Region)"]', picture_id)
            connection.execute("UPDATE pictures SET message_id = ?, buttons = ? WHERE id = ?", lent)

    async def load_tools(self, page: Page) -> None:
        """Wand, snap brush and the checks before sending; the painting is empty again afterwards."""
        left, top, side = await self.rect(page)
        for tool in ("Wand", "Snap brush"):
            await page.get_by_role("button", name=tool, exact=True).click()
            await page.mouse.click(left + side / 2, top + side / 2)
            undo = page.get_by_role("button", name="Undo", exact=True)
            await expect(undo).to_be_enabled()
            await expect(page.locator("[data-part=summary]")).not_to_have_text("Nothing painted yet")
            await undo.click()
            await expect(page.locator("[data-part=summary]")).to_have_text("Nothing painted yet")
        await page.get_by_role("button", name="Brush", exact=True).click()

    async def rect(self, page: Page) -> tuple[float, float, float]:
        return await _square(page, "[data-testid=picture]")

    async def undo(self, page: Page) -> None:
        await page.get_by_role("button", name="Undo", exact=True).click()

    async def submit(self, page: Page) -> Response:
        async with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
            await page.get_by_role("button", name="Redraw region").click()
        return await answer.value

    async def mask(self, page: Page) -> bytes:
        await page.wait_for_url("**/jobs/*")
        return await (await page.request.get(page.url + "/mask.png")).body()


async def _square(page: Page, selector: str) -> tuple[float, float, float]:
    box = await page.locator(selector).first.bounding_box()
    assert box, f"{selector} is not shown"
    assert box["width"] == BOX_PX, f"{selector} is {box['width']} px wide and not {BOX_PX}"
    return box["x"], box["y"], box["width"]
