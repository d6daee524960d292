"""How the mask is shown: colour, stripes, marching edge, loupe; and how a pen and fingers share the work."""

import io
import re
import time
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.paint_support import at, drawn, fingers, mask_of, paint_own, pen_stroke, zoom_to
from tests.e2e.painting import on_screen, open_painter, set_brush, stroke
from tools.processes import Program

SOME_FRAMES_LATER = """canvas => new Promise((done) => {
    let left = 40;
    const next = () => (--left ? requestAnimationFrame(next) : done(canvas.toDataURL()));
    next();
})"""
BLUE, PINK, YELLOW = (36, 64, 224), (255, 92, 171), (255, 224, 46)


def options(page: Page) -> Locator:
    page.get_by_role("button", name="View options").click()
    panel = page.locator(".painter-options")
    expect(panel).to_be_visible()
    return panel


def screen_of(page: Page) -> np.ndarray:
    page.mouse.move(2, 2)
    drawn(page)
    return np.asarray(Image.open(io.BytesIO(page.get_by_test_id("surface").screenshot())).convert("RGB"))


def colour_at(page: Page, x: float, y: float) -> tuple[int, ...]:
    """The colour on the screen at a point of the picture given in fractions."""
    surface = page.get_by_test_id("surface").bounding_box()
    assert surface
    left, top = on_screen(page, (x, y))
    return tuple(int(v) for v in screen_of(page)[int(top - surface["y"]), int(left - surface["x"])])


def paint_block(page: Page) -> None:
    page.keyboard.press("r")
    stroke(page, (0.3, 0.3), (0.7, 0.7))
    page.keyboard.press("Escape")


def test_the_mask_has_the_colour_that_is_chosen_on_this_picture_and_the_next(page: Page, server: Program):
    paint_own(page, server)
    paint_block(page)
    page.keyboard.press("0")
    options(page).get_by_label("Blue").check()
    page.wait_for_function("() => document.querySelector('[data-colour=blue]')")
    drawn(page)
    assert colour_at(page, 0.5, 0.5) == BLUE
    paint_own(page, server)
    paint_block(page)
    page.wait_for_function("() => document.querySelector('[data-colour=blue]')")
    drawn(page)
    assert colour_at(page, 0.5, 0.5) == BLUE


def uploaded(page: Page, server: Program, colour: tuple[int, int, int]) -> None:
    paint_own(page, server)
    file = io.BytesIO()
    Image.new("RGB", (900, 600), colour).save(file, "PNG")
    token = page.locator('meta[name="csrf-token"]').get_attribute("content") or ""
    image = {"name": "even.png", "mimeType": "image/png", "buffer": file.getvalue()}
    added = page.request.post(server.url + "/pictures", multipart={"csrf_token": token, "image": image})
    open_painter(page, added.url + "/paint")


@pytest.mark.parametrize("under", [PINK, YELLOW, (128, 128, 128), (250, 250, 245), (8, 8, 10)])
def test_by_itself_the_mask_has_a_colour_that_is_seen_on_what_lies_under_it(
    page: Page, server: Program, under: tuple[int, int, int]
):
    uploaded(page, server, under)
    paint_block(page)
    ends_at = time.monotonic() + 10
    while (difference := np.abs(np.array(colour_at(page, 0.5, 0.5), int) - under).max()) <= 60:
        assert time.monotonic() < ends_at, f"the mask differs by {difference} from {under}"
        drawn(page)  # the colour is chosen when the mask was looked at


def middle_of_the_surface(page: Page) -> np.ndarray:
    """Where the mask's own colour is seen in the middle of the surface, 40 by 40 px."""
    drawn(page)
    box = page.get_by_test_id("surface").bounding_box()
    assert box
    x, y = round(box["x"] + box["width"] / 2 - 20), round(box["y"] + box["height"] / 2 - 20)
    image = page.screenshot(clip={"x": x, "y": y, "width": 40, "height": 40})
    pixels = np.asarray(Image.open(io.BytesIO(image)).convert("RGB"), int)
    return np.ptp(pixels, axis=2) > 100


def middle_of_a_stroke(page: Page) -> np.ndarray:
    """The same while a stroke over it is still being drawn."""
    box = page.get_by_test_id("surface").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 60, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=8)
    return middle_of_the_surface(page)


def test_stripes_let_the_picture_through_and_the_mask_that_is_sent_has_none(page: Page, server: Program):
    paint_own(page, server)
    paint_block(page)
    even = mask_of(page)
    page.keyboard.press("0")
    options(page).get_by_label("Hatched mask").check()
    page.get_by_role("button", name="Close", exact=True).click()
    drawn(page)
    zoom_to(page, 100)
    screen = screen_of(page)
    middle = screen[screen.shape[0] // 2 - 40 :, screen.shape[1] // 2 - 40 :][:80, :80].reshape(-1, 3)
    assert len(np.unique(middle, axis=0)) == 2
    assert np.array_equal(mask_of(page), even)
    page.get_by_role("button", name="Clear", exact=True).click()
    page.keyboard.press("b")
    set_brush(page, 160)
    live = middle_of_a_stroke(page)
    page.mouse.up()
    expect(page.get_by_text("of the picture, 1 area")).to_be_visible()
    rest = middle_of_the_surface(page)
    assert 0.4 < live.mean() < 0.6
    assert np.array_equal(live, rest)


def test_the_edge_marches_and_stands_still_where_less_motion_is_wished(
    new_context: Callable[..., BrowserContext], server: Program
):
    moving = {}
    for wish in ("no-preference", "reduce"):
        page = new_context(reduced_motion=wish).new_page()
        paint_own(page, server)
        paint_block(page)
        options(page).get_by_label("Marching edge").check()
        march = page.locator(".painter-march")
        expect(march).to_be_visible()
        page.wait_for_function("canvas => canvas.width > 1", arg=march.element_handle())
        first = march.evaluate("canvas => canvas.toDataURL()")
        moving[wish] = first != march.evaluate(SOME_FRAMES_LATER)
    assert moving == {"no-preference": True, "reduce": False}


def test_escape_closes_the_options_and_gives_the_focus_back(page: Page, server: Program):
    paint_own(page, server)
    panel = options(page)
    expect(page.get_by_role("button", name="View options")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.get_by_role("button", name="View options")).to_be_focused()
    page.keyboard.press("v")
    expect(panel).to_be_visible()


def test_a_finger_finds_the_colour_chosen_and_a_loupe_shows_what_it_hides(touch_page: Page, server: Program):
    page = touch_page
    paint_own(page, server)
    expect(page.get_by_test_id("surface")).to_have_attribute("data-colour", re.compile(".+"))
    set_brush(page, 60)
    cdp = page.context.new_cdp_session(page)
    loupe = page.locator(".painter-loupe")
    start, end = on_screen(page, (0.5, 0.8)), on_screen(page, (0.6, 0.85))
    fingers(cdp, "Start", start)
    fingers(cdp, "Move", end)
    expect(loupe).to_be_visible()
    drawn(page)
    box = loupe.bounding_box()
    assert box
    assert box["y"] + box["height"] < end[1] - 20
    middle = Image.open(io.BytesIO(loupe.screenshot())).convert("RGB")
    side = middle.width
    inside = middle.getpixel((side // 2 + side // 10, side // 2))
    assert max(inside) - min(inside) > 30, "the stroke is not in the loupe"
    fingers(cdp, "End")
    expect(loupe).to_be_hidden()


def test_the_loupe_is_there_for_a_mouse_where_it_is_wished_and_nowhere_where_it_is_not(
    page: Page, server: Program
):
    paint_own(page, server)
    panel = options(page)
    panel.get_by_label("Always").check()
    page.mouse.move(*on_screen(page, (0.5, 0.5)))
    page.mouse.down()
    page.mouse.move(*on_screen(page, (0.55, 0.5)), steps=3)
    expect(page.locator(".painter-loupe")).to_be_visible()
    page.mouse.up()
    panel.get_by_label("Never").check()
    page.mouse.move(*on_screen(page, (0.4, 0.5)))
    page.mouse.down()
    page.mouse.move(*on_screen(page, (0.45, 0.5)), steps=3)
    expect(page.locator(".painter-loupe")).to_be_hidden()
    page.mouse.up()


def finger_stroke(page: Page, y: float) -> None:
    cdp = page.context.new_cdp_session(page)
    first, last = on_screen(page, (0.3, y)), on_screen(page, (0.6, y))
    fingers(cdp, "Start", first)
    fingers(cdp, "Move", last)
    fingers(cdp, "End")
    drawn(page)


def test_once_a_pen_was_seen_fingers_only_pan_until_that_is_switched_off(touch_page: Page, server: Program):
    page = touch_page
    paint_own(page, server)
    set_brush(page, 60)
    pen_stroke(page, page.context.new_cdp_session(page), 1.0, (0.2, 0.2), (0.4, 0.2))
    before = mask_of(page)
    place = on_screen(page, (0, 0))
    finger_stroke(page, 0.5)
    assert on_screen(page, (0, 0))[0] > place[0] + 20
    assert np.array_equal(mask_of(page), before)
    page.get_by_role("button", name="Fit", exact=True).click()
    options(page).get_by_label("Fingers only move the picture").uncheck()
    page.get_by_role("button", name="Close", exact=True).click()
    drawn(page)
    finger_stroke(page, 0.5)
    assert at(mask_of(page), (0.45, 0.5))


def test_pressure_can_be_switched_off(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 80)
    options(page).get_by_label("Pressure changes the size").uncheck()
    page.get_by_role("button", name="Close", exact=True).click()
    pen_stroke(page, page.context.new_cdp_session(page), 0.3, (0.2, 0.5), (0.8, 0.5))
    rows = np.nonzero(mask_of(page)[:, 512])[0]
    assert abs(rows.size - 80) <= 2
