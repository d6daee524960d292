"""One small class per painter: how it is opened, where the picture is on the screen, how undo is pressed."""

from dataclasses import dataclass, field
from typing import Protocol

from playwright.async_api import Page, expect

from bench.client import Client
from bench.painter.pictures import picture

BOX_PX = 800
BRUSH_PX = 40
"""The brush's diameter on the screen, the same for every painter."""


class Painter(Protocol):
    """A painter to be measured. Sizes on the screen are CSS px."""

    name: str

    async def open(self, page: Page, side_px: int) -> None:
        """Go to the painter with a square picture, and return when it can be painted on."""

    async def rect(self, page: Page) -> tuple[float, float, float]:
        """Left, top and side of the displayed picture."""

    async def undo(self, page: Page) -> None:
        """Press the painter's undo."""


@dataclass
class Bare:
    """A page of `pages/`: a canvas over an image, with no app around it."""

    name: str
    pages_url: str

    async def open(self, page: Page, side_px: int) -> None:
        await page.goto(f"{self.pages_url}/{self.name}.html?img=/images/{picture(side_px).name}&n={side_px}")
        await page.wait_for_function("window.__ready")

    async def rect(self, page: Page) -> tuple[float, float, float]:
        return await _square(page, "#box")

    async def undo(self, page: Page) -> None:
        await page.click("#undo")


@dataclass
class Redraw:
    """Our painter, with an uploaded picture."""

    app_url: str
    name: str = "redraw"
    uploaded: dict[int, str] = field(default_factory=dict)

    async def open(self, page: Page, side_px: int) -> None:
        if side_px not in self.uploaded:
            data = picture(side_px).read_bytes()
            self.uploaded[side_px] = Client(self.app_url).upload(data, "image/jpeg")
        await page.goto(f"{self.uploaded[side_px]}/paint")
        await expect(page.get_by_test_id("surface")).to_be_visible()
        await page.wait_for_function("document.querySelector('[data-testid=picture]').naturalWidth > 0")
        _, _, side = await self.rect(page)
        await page.get_by_label("Brush size").fill(str(min(500, round(BRUSH_PX * side_px / side))))

    async def rect(self, page: Page) -> tuple[float, float, float]:
        return await _square(page, "[data-testid=picture]")

    async def undo(self, page: Page) -> None:
        await page.get_by_role("button", name="Undo", exact=True).click()


async def _square(page: Page, selector: str) -> tuple[float, float, float]:
    box = await page.locator(selector).first.bounding_box()
    assert box, f"{selector} is not shown"
    return box["x"], box["y"], box["width"]
