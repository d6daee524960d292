"""What the painter's tests share: a picture of their own, the mask as it is sent, the view, fingers, pens."""

import io
import math
import re
import time
from itertools import pairwise

import numpy as np
from PIL import Image
from playwright.sync_api import CDPSession, Page, expect

from tests.e2e.pages_support import csrf_token, open_sample
from tests.e2e.painting import Point, on_screen, open_painter
from tools.processes import Program

Mask = np.ndarray
"""Rows of booleans, true = redraw, in px of the picture."""

GREY = 96
SIZE = (1024, 768)
ZOOM_PER_WHEEL_PX = 0.002


def paint_own(page: Page, app: Program, size: tuple[int, int] = SIZE) -> str:
    """Upload an evenly grey picture and open its painter, still empty; return the picture's address."""
    file = io.BytesIO()
    Image.new("L", size, GREY).convert("RGB").save(file, "PNG")
    token = re.search(r'name="csrf-token" content="([^"]+)"', page.request.get(app.url + "/mask").text())
    assert token, "the page has no CSRF token"
    added = page.request.post(
        app.url + "/pictures",
        multipart={
            "csrf_token": token[1],
            "image": {"name": "grey.png", "mimeType": "image/png", "buffer": file.getvalue()},
        },
    )
    assert "/pictures/" in added.url, added.text()
    open_painter(page, added.url + "/paint")
    return added.url


def paint_sample(page: Page, app: Program, index: int = 0) -> str:
    """Open the painter of a sample, which can be submitted, without a draft; return the picture's address."""
    picture_url = open_sample(page, app, index)
    answer = page.request.delete(picture_url + "/draft", headers={"X-CSRFToken": csrf_token(page)})
    assert answer.status == 204, answer.text()
    open_painter(page, picture_url + "/paint")
    return picture_url


def mask_of(page: Page) -> Mask:
    """The mask by "Download mask": the very bytes that a submit sends."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download mask").click()
    return read_mask(download.value.path().read_bytes())


def read_mask(png: bytes) -> Mask:
    values = np.asarray(Image.open(io.BytesIO(png)).convert("L"))
    assert set(np.unique(values)) <= {0, 255}
    return values == 255


def expect_nothing_painted(page: Page) -> None:
    expect(page.get_by_text("Nothing painted yet", exact=True)).to_be_visible()


def scale_of(page: Page, size: tuple[int, int] = SIZE) -> float:
    """CSS px of the screen to a px of the picture."""
    box = page.get_by_test_id("picture").bounding_box()
    assert box
    return box["width"] / size[0]


def point_at(page: Page, x: float, y: float) -> Point:
    """The point of the picture, in fractions, that a point of the window shows."""
    box = page.get_by_test_id("picture").bounding_box()
    assert box
    return (x - box["x"]) / box["width"], (y - box["y"]) / box["height"]


def drawn(page: Page) -> None:
    """Return when what was done so far is on the screen."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))")


def zoom_to(page: Page, percent: float) -> None:
    """Zoom by a button and the wheel, about the surface's middle."""
    page.get_by_role("button", name=re.compile("^Actual size")).click()
    box = page.get_by_test_id("surface").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    if percent != 100:
        page.mouse.wheel(0, -math.log(percent / 100) / ZOOM_PER_WHEEL_PX)
    expect(page.get_by_role("button", name=f"Actual size, now at {percent:.0f} %")).to_be_visible()
    drawn(page)


def distance_to(path: list[Point], size: tuple[int, int]) -> np.ndarray:
    """How far each pixel's centre is from the path, whose points are fractions of the picture; px."""
    xs = np.arange(size[0], dtype=np.float32)[None, :] + 0.5
    ys = np.arange(size[1], dtype=np.float32)[:, None] + 0.5
    points = [(x * size[0], y * size[1]) for x, y in path]
    nearest = np.full((size[1], size[0]), np.inf, np.float32)
    for (ax, ay), (bx, by) in zip(points, points[1:] or points, strict=False):
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        along = np.clip(((xs - ax) * dx + (ys - ay) * dy) / length, 0, 1) if length else 0
        nearest = np.minimum(nearest, np.hypot(xs - ax - along * dx, ys - ay - along * dy))
    return nearest


def assert_is_stroke(mask: Mask, path: list[Point], diameter: float, tolerance: float = 2) -> None:
    """The mask is what a round brush covers along the path, but for `tolerance` px at its edge."""
    distance = distance_to(path, (mask.shape[1], mask.shape[0]))
    missing = ~mask & (distance < diameter / 2 - tolerance)
    beyond = mask & (distance > diameter / 2 + tolerance)
    assert (missing.sum(), beyond.sum()) == (0, 0)


def at(mask: Mask, point: Point) -> bool:
    """Whether the pixel at a point, in fractions of the picture, is redrawn."""
    return bool(mask[int(point[1] * mask.shape[0]), int(point[0] * mask.shape[1])])


def shown_and_sent(page: Page, mask: Mask) -> tuple[Mask, Mask]:
    """For each pixel of the surface: is the overlay seen there, is it in the mask. Needs a grey picture."""
    page.mouse.move(2, 2)
    drawn(page)
    surface, picture = (page.get_by_test_id(name).bounding_box() for name in ("surface", "picture"))
    assert surface
    assert picture
    screen = np.asarray(
        Image.open(io.BytesIO(page.get_by_test_id("surface").screenshot())).convert("RGB"), np.int16
    )
    xs = (np.arange(screen.shape[1]) + 0.5 + surface["x"] - picture["x"]) / picture["width"]
    ys = (np.arange(screen.shape[0]) + 0.5 + surface["y"] - picture["y"]) / picture["height"]
    is_picture = np.outer((ys >= 0) & (ys < 1), (xs >= 0) & (xs < 1))
    rows = np.clip((ys * mask.shape[0]).astype(int), 0, mask.shape[0] - 1)
    columns = np.clip((xs * mask.shape[1]).astype(int), 0, mask.shape[1] - 1)
    differs = np.abs(screen - GREY).max(axis=2) > 8
    return differs & is_picture, mask[np.ix_(rows, columns)] & is_picture


def expect_shown(page: Page, mask: Mask, within_px: int = 0) -> None:
    """Wait until the overlay is seen where the mask is, and nowhere else, but for so many px at its edges."""
    ends_at = time.monotonic() + 10
    while True:
        shown, sent = shown_and_sent(page, mask)
        beyond = (shown & ~grown(sent, within_px)).sum()
        hidden = (~shown & ~grown(~sent, within_px)).sum()
        if (beyond, hidden) == (0, 0):
            return
        assert time.monotonic() < ends_at, f"{beyond} px are shown that are not sent, {hidden} hidden"


def grown(mask: Mask, px: int) -> Mask:
    """The mask with all that is within `px` of it, sideways and upright."""
    for _ in range(px):
        padded = np.pad(mask, 1)
        mask = (
            padded[1:-1, 1:-1] | padded[:-2, 1:-1] | padded[2:, 1:-1] | padded[1:-1, :-2] | padded[1:-1, 2:]
        )
    return mask


def fingers(cdp: CDPSession, kind: str, *points: Point) -> None:
    """Real touch input: `kind` is Start, Move, End or Cancel; the points are in the window, CSS px."""
    touches = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
    cdp.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": touches})


def pen_stroke(page: Page, cdp: CDPSession, force: float, *points: Point) -> None:
    """Real pen input along points given as fractions of the picture."""
    places = [on_screen(page, point) for point in points]
    steps = [(*places[0], "mousePressed")]
    for (ax, ay), (bx, by) in pairwise(places):
        steps += [(ax + (bx - ax) * i / 8, ay + (by - ay) * i / 8, "mouseMoved") for i in range(1, 9)]
    for x, y, kind in [*steps, (*places[-1], "mouseReleased")]:
        event = {"type": kind, "x": x, "y": y, "button": "left", "buttons": int(kind != "mouseReleased")}
        pen = {"clickCount": 1, "pointerType": "pen", "force": force}
        cdp.send("Input.dispatchMouseEvent", {**event, **pen})
