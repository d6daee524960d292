"""What the tests of the pages share: a job submitted as by a script, an image file, facts of the layout."""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tools.processes import Program
from webapp.standin import SAMPLES


def open_sample(page: Page, app: Program, index: int = 0) -> str:
    """Open the page of a sample by its message id; return its address."""
    page.goto(app.url)
    page.locator("[name=message_id]").fill(SAMPLES[index].message_id)
    page.get_by_role("button", name="Add a picture").click()
    page.wait_for_url("**/pictures/*")
    return page.url


def csrf_token(page: Page) -> str:
    token = page.locator('meta[name="csrf-token"]').get_attribute("content")
    assert token, "the page has no CSRF token"
    return token


LONGEST_MS = 180_000
"""For a drawing by the stand-in's real engine, on a machine that is busy with other tests."""


def mask_png(size: tuple[int, int]) -> bytes:
    """A painting: a white ellipse in the middle of black."""
    mask = Image.new("L", size)
    width, height = size
    ImageDraw.Draw(mask).ellipse((width * 0.35, height * 0.4, width * 0.65, height * 0.6), fill=255)
    file = io.BytesIO()
    mask.save(file, "PNG")
    return file.getvalue()


def submit(page: Page, picture_url: str, prompt: str, painting: bytes | None = None) -> str:
    """Submit a region of the picture as a script would; return the results page's address."""
    if painting is None:
        picture = Image.open(io.BytesIO(page.request.get(picture_url + "/image").body()))
        painting = mask_png(picture.size)
    answer = page.request.post(
        picture_url + "/jobs",
        headers={"Accept": "application/json", "X-CSRFToken": csrf_token(page)},
        multipart={
            "button": "Vary (Region)",
            "prompt": prompt,
            "mask": {"name": "mask.png", "mimeType": "image/png", "buffer": painting},
        },
    )
    assert answer.status == 201, answer.text()
    return picture_url.split("/pictures/")[0] + answer.json()["url"]


def expect_status(page: Page, status: str) -> None:
    """Wait until the open results page shows this state."""
    expect(page.locator("#job")).to_have_attribute("data-status", status, timeout=LONGEST_MS)


@dataclass(frozen=True)
class Ended:
    """The addresses of a job that is over and of the picture it was painted on."""

    picture: str
    job: str


def ended_job(page: Page, app: Program, prompt: str, status: str = "done") -> Ended:
    """Have a region of the first sample redrawn, and return when the open results page shows how it ended."""
    picture = open_sample(page, app)
    job = submit(page, picture, prompt)
    page.goto(job)
    expect_status(page, status)
    return Ended(picture, job)


def image_file(folder: Path, size: tuple[int, int] = (640, 480), name: str = "own.png") -> Path:
    path = folder / name
    Image.linear_gradient("L").resize(size).convert("RGB").save(path)
    return path


def sideways_px(page: Page) -> int:
    """How far the page can be scrolled sideways, in CSS px."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def watch_layout(page: Page) -> None:
    """Begin to sum up what moves without anybody's doing; before the page is opened."""
    page.add_init_script("""
        globalThis.moved = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) globalThis.moved += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
    """)


def layout_moved(page: Page) -> float:
    """The cumulative layout shift so far, by the browser's own measure."""
    return float(page.evaluate("globalThis.moved"))
