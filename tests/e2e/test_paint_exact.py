"""Points land where the pointer was: at every pixel ratio, zoom and scroll; and what rolls a stroke back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import FLAGS
from tests.e2e.pages_support import image_file
from tests.e2e.paint_support import (
    assert_is_stroke,
    distance_to,
    drawn,
    fingers,
    mask_of,
    paint_own,
    point_at,
    read_mask,
    scale_of,
)
from tests.e2e.painting import Point, on_screen, open_painter, redraw, set_brush, stroke
from tests.e2e.team_site import enter, set_up_path
from tools.browser import find
from tools.processes import Program

SIZE = (1024, 768)
ACROSS: list[Point] = [(0.3, 0.5), (0.7, 0.5)]


def wheel(page: Page, by: float, at: Point) -> None:
    page.mouse.move(*on_screen(page, at))
    page.mouse.wheel(0, by)
    drawn(page)


@pytest.mark.parametrize("ratio", [1, 1.5, 2, 3])
def test_a_stroke_lies_under_the_pointer_at_every_pixel_ratio_and_zoom(
    new_context: Callable[..., BrowserContext], server: Program, ratio: float
):
    page = new_context(device_scale_factor=ratio).new_page()
    paint_own(page, server)
    set_brush(page, 30)
    before = np.zeros((SIZE[1], SIZE[0]), bool)
    for step, by in enumerate((0, -450, 900)):
        if by:
            wheel(page, by, (0.35, 0.6))
        surface = page.get_by_test_id("surface").bounding_box()
        assert surface
        y = surface["y"] + surface["height"] * (0.35 + 0.1 * step)
        places = [(surface["x"] + surface["width"] * x, y) for x in (0.42, 0.58)]
        points = [point_at(page, *place) for place in places]
        page.mouse.move(*places[0])
        page.mouse.down()
        page.mouse.move(*places[1], steps=6)
        page.mouse.up()
        mask = mask_of(page)
        tolerance = max(1.0, 1 / scale_of(page))
        assert_covers(mask, before, points, tolerance)
        before = mask


def assert_covers(mask: np.ndarray, before: np.ndarray, points: list[Point], tolerance: float) -> None:
    """What is new in the mask is the stroke along the points, but for what was painted there before."""
    distance = distance_to(points, SIZE)
    missing = ~mask & (distance < 15 - tolerance)
    beyond = mask & ~before & (distance > 15 + tolerance)
    assert (missing.sum(), beyond.sum()) == (0, 0)


def test_a_stroke_lies_under_the_pointer_on_a_page_that_is_scrolled(
    new_context: Callable[..., BrowserContext], server: Program, tmp_path: Path
):
    page = new_context(viewport={"width": 700, "height": 620}).new_page()
    page.goto(server.url + "/mask")
    page.locator("input[type=file]").first.set_input_files(image_file(tmp_path, SIZE))
    expect(page.get_by_test_id("surface")).to_be_visible()
    page.evaluate("""() => {
      document.body.style.minHeight = "3000px";
      document.documentElement.style.overflow = "visible";
      document.querySelector("main").style.paddingTop = "137px";
    }""")
    page.mouse.wheel(0, 90)
    page.evaluate("scrollTo(0, 90)")
    drawn(page)
    set_brush(page, 60)
    stroke(page, *ACROSS)
    with page.expect_download() as download:
        page.locator("[data-download=png]").click()
    assert_is_stroke(read_mask(download.value.path().read_bytes()), ACROSS, 60, tolerance=2.5)


def begin(page: Page) -> np.ndarray:
    """One stroke is finished, a second is in progress with the mouse; return the mask of the first."""
    set_brush(page, 40)
    stroke(page, (0.3, 0.3), (0.7, 0.3))
    before = mask_of(page)
    page.mouse.move(*on_screen(page, (0.3, 0.6)))
    page.mouse.down()
    page.mouse.move(*on_screen(page, (0.6, 0.6)), steps=6)
    return before


@pytest.mark.parametrize("event", ["pointercancel", "lostpointercapture"])
def test_a_pointer_that_the_browser_takes_away_rolls_the_stroke_back(page: Page, server: Program, event: str):
    paint_own(page, server)
    before = begin(page)
    page.get_by_test_id("surface").evaluate(
        "(surface, kind) => surface.dispatchEvent(new PointerEvent(kind, { pointerId: 1 }))", event
    )
    page.mouse.move(*on_screen(page, (0.7, 0.7)), steps=4)
    page.mouse.up()
    assert np.array_equal(mask_of(page), before)


def test_a_second_pointer_rolls_the_stroke_back_and_paints_nothing_itself(
    new_context: Callable[..., BrowserContext], server: Program
):
    page = new_context(has_touch=True).new_page()
    paint_own(page, server)
    before = begin(page)
    cdp = page.context.new_cdp_session(page)
    fingers(cdp, "Start", on_screen(page, (0.2, 0.8)))
    fingers(cdp, "Move", on_screen(page, (0.4, 0.8)))
    fingers(cdp, "End")
    page.mouse.move(*on_screen(page, (0.7, 0.7)), steps=4)
    page.mouse.up()
    assert np.array_equal(mask_of(page), before)


def test_a_lost_canvas_is_said_and_drawn_again_and_the_mask_is_whole(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 60)
    stroke(page, *ACROSS)
    canvas = page.locator(".painter-mask")
    canvas.evaluate("""canvas => {
      canvas.getContext("2d").reset();
      canvas.dispatchEvent(new Event("contextlost"));
    }""")
    expect(page.get_by_text("taken the drawing’s memory away")).to_be_visible()
    canvas.evaluate("canvas => canvas.dispatchEvent(new Event('contextrestored'))")
    expect(page.get_by_text("taken the drawing’s memory away")).to_be_hidden()
    page.wait_for_function("""() => {
      const canvas = document.querySelector(".painter-mask");
      const middle = canvas.getContext("2d").getImageData(canvas.width / 2, canvas.height / 2, 1, 1);
      return middle.data[3] === 255;
    }""")
    assert_is_stroke(mask_of(page), ACROSS, 60)


def test_a_browser_without_a_canvas_says_so_in_the_page(page: Page, server: Program):
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null;")
    paint_own_without_canvas(page, server)
    expect(page.get_by_role("alert").filter(has_text="canvas is switched off")).to_be_visible()


def paint_own_without_canvas(page: Page, server: Program) -> None:
    page.goto(server.url)
    picture = page.locator('a[href*="/pictures/"]').first.get_attribute("href")
    page.goto(f"{server.url}{picture}/paint")


@pytest.fixture
def lan_page(browser: Browser, start_app: Callable[..., Program]) -> Iterator[Page]:
    """The painter on plain http at a name of the local network, as self-hosters open it."""
    app = start_app(LOCAL_MODE="0")
    launched = browser.browser_type.launch(
        executable_path=find(), args=[*FLAGS, "--host-resolver-rules=MAP redraw.lan 127.0.0.1"]
    )
    page = launched.new_page()
    site = f"http://redraw.lan:{app.port}"
    page.goto(site + set_up_path(app))
    enter(page, "Ada", "Begin")
    picture = page.locator('a[href*="/pictures/"]').first.get_attribute("href")
    open_painter(page, f"{site}{picture}/paint")
    yield page
    launched.close()


def test_plain_http_in_the_local_network_says_what_is_missing_and_paints_and_submits(lan_page: Page):
    page = lan_page
    assert page.evaluate("[isSecureContext, Boolean(navigator.clipboard)]") == [False, False]
    assert page.evaluate("'getCoalescedEvents' in PointerEvent.prototype") is False
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys and gestures")
    expect(sheet.get_by_text("This page came over plain http")).to_be_visible()
    expect(sheet.get_by_text("Very fast strokes are followed by fewer points.")).to_be_visible()
    sheet.get_by_role("button", name="Close", exact=True).click()
    set_brush(page, 120)
    stroke(page, *ACROSS)
    painted = mask_of(page)
    assert_is_stroke(painted, ACROSS, 120, tolerance=3)
    redraw(page, "a red boat")
    sent = page.evaluate(
        "async (url) => [...new Uint8Array(await (await fetch(url)).arrayBuffer())]", page.url + "/mask.png"
    )
    assert np.array_equal(read_mask(bytes(sent)), painted)
