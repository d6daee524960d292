"""The bytes of scripts and styles that a first visit to each page loads, compressed as they travel."""

import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Response, sync_playwright

from bench.figures import Figure
from tools.browser import find
from tools.processes import start_app

AIM_KB = 60
FLAGS = ["--no-sandbox", "--disable-background-networking"]
DEVICES: dict[str, dict[str, Any]] = {
    "": {},
    " on a phone": {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 844}},
}


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
                    f"{name}{device}": compressed_kb(browser.new_page(**options), app.url + path)
                    for name, path in addresses.items()
                    for device, options in DEVICES.items()
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
    loaded: dict[str, Response] = {}

    def keep(answer: Response) -> None:
        loaded.setdefault(answer.url.split("?")[0], answer)

    page.context.on("response", keep)
    page.goto(url, wait_until="networkidle")
    wanted = [answer for address, answer in loaded.items() if address.endswith((".js", ".css"))]
    return sum(int(answer.headers["content-length"]) for answer in wanted) / 1000
