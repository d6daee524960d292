"""STORAGE_REDIRECTS in a browser: pictures come from another origin, and the painter still reads pixels."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import browser, chromium, context, new_context, page, watch
from tests.e2e.painting import open_painter, redraw, set_brush, stroke
from tools.processes import Program, start_app

__all__ = ["browser", "chromium", "context", "new_context", "page", "watch"]

SHOWS_WHOLE = """image => {
  const whole = Object.assign(new Image(), { src: image.src });
  return whole.decode().then(() => whole.naturalWidth);
}"""
READS_PIXELS = """image => {
  const context = document.createElement("canvas").getContext("2d");
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, 1, 1).data[3];
}"""


@pytest.fixture
def site(tmp_path: Path, in_a_bucket: dict[str, str]) -> Iterator[Program]:
    program = start_app(tmp_path, STORAGE_REDIRECTS="1", **in_a_bucket)
    yield program
    program.kill()


def test_pages_show_pictures_of_the_bucket_and_the_painter_reads_them_from_the_app(
    page: Page, site: Program, s3rver: Program
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    def of_the_bucket() -> int:
        found = sum(url.startswith(s3rver.url) for url in asked)
        asked.clear()
        return found

    page.goto(site.url)
    page.locator(".gallery .tile-link").last.click()
    page.wait_for_url("**/pictures/*")
    open_painter(page, f"{page.url}/paint")
    assert page.get_by_test_id("picture").evaluate(READS_PIXELS) == 255
    assert of_the_bucket() == 0
    page.get_by_role("button", name="Wand", exact=True).click()
    stroke(page, (0.3, 0.3), (0.3, 0.3))
    page.get_by_role("button", name="Brush", exact=True).click()
    set_brush(page, 300)
    stroke(page, (0.4, 0.4), (0.6, 0.6))
    redraw(page, "a red boat")
    page.locator('[data-status="done"]').wait_for(timeout=90_000)
    assert page.get_by_test_id("result").first.evaluate(SHOWS_WHOLE) > 0
    assert of_the_bucket() > 0
