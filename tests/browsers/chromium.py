"""Chromium, driven by Playwright: what the other browsers are held against."""

from playwright.sync_api import sync_playwright

from tests.browsers.hand import Painted, Painting
from tests.e2e.conftest import FLAGS
from tests.e2e.painting import open_painter, redraw, set_brush


def paint(painting: Painting, executable: str) -> Painted:
    """Play the painting and submit it."""
    width, height = painting.viewport
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        page = browser.new_page(viewport={"width": width, "height": height})
        open_painter(page, painting.address)
        set_brush(page, painting.size)
        page.mouse.move(*painting.points[0])
        page.mouse.down()
        for point in painting.points[1:]:
            page.mouse.move(*point)
        page.mouse.up()
        box = page.get_by_test_id("picture").bounding_box()
        assert box
        redraw(page, "")
        painted = Painted((box["x"], box["y"], box["width"], box["height"]), page.url)
        browser.close()
    return painted
