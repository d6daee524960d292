"""The bytes of scripts and styles that a first visit to each page loads, compressed as they travel."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, Response, sync_playwright

from bench.figures import Figure
from tools.browser import find
from tools.processes import start_app

AIM_KB = 60
FLAGS = ["--no-sandbox", "--disable-background-networking"]


def run() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        app = start_app(Path(folder))
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
                page = browser.new_page()
                page.goto(app.url)
                picture = page.locator('a[href*="/pictures/"]').first.get_attribute("href") or ""
                addresses = {"home": "/", "painter": f"{picture}/paint", "mask tool": "/mask"}
                sizes = {
                    name: compressed_kb(browser.new_page(), app.url + path)
                    for name, path in addresses.items()
                }
                browser.close()
        finally:
            app.stop()
    return [
        Figure(f"scripts and styles, {name} opened first", kb, AIM_KB, "KB", "compressed, nothing cached")
        for name, kb in sizes.items()
    ]


def compressed_kb(page: Page, url: str) -> float:
    """Body bytes, in thousands, of the scripts (workers' too) and styles that opening an address loads.

    The page's context must be new, with nothing cached.
    """
    loaded: list[Response] = []
    page.context.on("response", lambda answer: loaded.append(answer))
    page.goto(url, wait_until="networkidle")
    wanted = [answer for answer in loaded if answer.url.split("?")[0].endswith((".js", ".css"))]
    return sum(answer.request.sizes()["responseBodySize"] for answer in wanted) / 1000
