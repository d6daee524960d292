"""Zoom, pan, fingers and pens: what one looks at moves, and only what is meant to paint paints."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.paint_support import (
    SIZE,
    assert_is_stroke,
    drawn,
    expect_nothing_painted,
    fingers,
    mask_of,
    paint_own,
    pen_stroke,
    point_at,
    scale_of,
    zoom_to,
)
from tests.e2e.painting import Point, on_screen, set_brush, stroke
from tools.processes import Program


def place(page: Page) -> tuple[float, float, float]:
    """The picture's left, top and scale on the screen."""
    box = page.get_by_test_id("picture").bounding_box()
    assert box
    return box["x"], box["y"], scale_of(page)


def drag(page: Page, dx: float, dy: float, button: str = "left") -> None:
    """Drag from the surface's middle."""
    box = page.get_by_test_id("surface").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down(button=button)
    page.mouse.move(x + dx, y + dy, steps=5)
    page.mouse.up(button=button)
    drawn(page)


def test_the_wheel_zooms_and_keeps_the_point_under_the_cursor(page: Page, server: Program):
    paint_own(page, server)
    x, y = (round(side) for side in on_screen(page, (0.3, 0.6)))
    page.mouse.move(x, y)
    point = point_at(page, x, y)
    for notch in (-300, -300, 200, 500):
        before = scale_of(page)
        page.mouse.wheel(0, notch)
        page.wait_for_function(
            "([image, width]) => image.getBoundingClientRect().width !== width",
            arg=[page.get_by_test_id("picture").element_handle(), before * SIZE[0]],
        )
        assert scale_of(page) / before == pytest.approx(np.exp(-notch * 0.002), rel=0.01)
        assert on_screen(page, point) == pytest.approx((x, y), abs=1)
    expect_nothing_painted(page)


def test_a_pinch_of_many_small_steps_does_not_drift_off_the_point_under_the_cursor(
    page: Page, server: Program
):
    paint_own(page, server)
    x, y = (round(side) for side in on_screen(page, (0.31, 0.57)))
    page.mouse.move(x, y)
    point = point_at(page, x, y)
    fitted = scale_of(page)
    page.keyboard.down("Control")
    for _ in range(40):
        page.mouse.wheel(0, -8)
    page.keyboard.up("Control")
    drawn(page)
    assert scale_of(page) == pytest.approx(fitted * np.exp(40 * 8 * 0.01), rel=0.01)
    assert on_screen(page, point) == pytest.approx((x, y), abs=1)


def test_the_zoom_buttons_keep_the_middle_and_fit_shows_the_whole_picture_again(page: Page, server: Program):
    paint_own(page, server)
    fitted = place(page)
    middle = on_screen(page, (0.5, 0.5))
    page.get_by_role("button", name="Zoom in", exact=True).click()
    drawn(page)
    assert scale_of(page) == pytest.approx(fitted[2] * 1.25, rel=1e-3)
    assert on_screen(page, (0.5, 0.5)) == pytest.approx(middle, abs=1.5)
    page.get_by_role("button", name="Zoom out", exact=True).click()
    page.get_by_role("button", name="Zoom out", exact=True).click()
    drawn(page)
    assert scale_of(page) == pytest.approx(fitted[2] / 1.25, rel=1e-3)
    zoom_to(page, 300)
    drag(page, 90, 50, button="middle")
    page.get_by_role("button", name="Fit", exact=True).click()
    drawn(page)
    assert place(page) == pytest.approx(fitted, abs=0.01)


def test_space_and_the_middle_button_drag_the_picture_and_paint_nothing(page: Page, server: Program):
    paint_own(page, server)
    zoom_to(page, 200)
    left, top, scale = place(page)
    drag(page, 70, -40, button="middle")
    assert place(page) == pytest.approx((left + 70, top - 40, scale), abs=0.5)
    page.get_by_test_id("surface").focus()
    page.keyboard.down(" ")
    drag(page, -30, 60)
    page.keyboard.up(" ")
    assert place(page) == pytest.approx((left + 40, top + 20, scale), abs=0.5)
    expect_nothing_painted(page)
    drag(page, 40, 0)
    assert place(page) == pytest.approx((left + 40, top + 20, scale), abs=0.5)
    assert mask_of(page).any()


def finger_path(page: Page, *points: Point) -> list[Point]:
    return [on_screen(page, point) for point in points]


def test_one_finger_paints(touch_page: Page, server: Program):
    page = touch_page
    paint_own(page, server)
    set_brush(page, 80)
    cdp = page.context.new_cdp_session(page)
    path = [(0.2 + 0.1 * i, 0.5) for i in range(7)]
    first, *others = finger_path(page, *path)
    fingers(cdp, "Start", first)
    for point in others:
        fingers(cdp, "Move", point)
    fingers(cdp, "End")
    # The phone shows the picture at a third of its size: a screen px is three of its own.
    assert_is_stroke(mask_of(page), [path[0], path[-1]], 80, tolerance=3)


def test_two_fingers_pan_and_zoom_and_paint_nothing(touch_page: Page, server: Program):
    page = touch_page
    paint_own(page, server)
    cdp = page.context.new_cdp_session(page)
    scale = scale_of(page)
    under = [(0.4, 0.4), (0.6, 0.6)]
    a, b = finger_path(page, *under)
    fingers(cdp, "Start", a)
    fingers(cdp, "Move", (a[0] + 4, a[1]))  # a stroke has begun when the second finger comes
    fingers(cdp, "Start", a, b)
    for i in range(1, 11):
        # Apart by 6 px each and down by 3 px together, a step.
        a_now = (a[0] - 3 * i, a[1] + 3 * i - 3 * i * 0.75)
        b_now = (b[0] + 3 * i, b[1] + 3 * i + 3 * i * 0.75)
        fingers(cdp, "Move", a_now, b_now)
    fingers(cdp, "End")
    drawn(page)
    ratio = np.hypot(b_now[0] - a_now[0], b_now[1] - a_now[1]) / np.hypot(b[0] - a[0], b[1] - a[1])
    assert scale_of(page) == pytest.approx(scale * ratio, rel=0.005)
    assert on_screen(page, under[0]) == pytest.approx(a_now, abs=1)
    assert on_screen(page, under[1]) == pytest.approx(b_now, abs=1)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()


def test_the_finger_that_stays_after_a_pinch_paints_nothing(touch_page: Page, server: Program):
    page = touch_page
    paint_own(page, server)
    cdp = page.context.new_cdp_session(page)
    a, b = finger_path(page, (0.4, 0.5), (0.6, 0.5))
    fingers(cdp, "Start", a, b)
    fingers(cdp, "Move", (a[0] - 20, a[1]), (b[0] + 20, b[1]))
    fingers(cdp, "End", (a[0] - 20, a[1]))
    for i in range(1, 6):
        fingers(cdp, "Move", (a[0] - 20, a[1] + 8 * i))
    fingers(cdp, "End")
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()


def test_a_touch_that_the_system_takes_away_leaves_no_mark(touch_page: Page, server: Program):
    page = touch_page
    paint_own(page, server)
    cdp = page.context.new_cdp_session(page)
    a, b = finger_path(page, (0.3, 0.5), (0.6, 0.5))
    fingers(cdp, "Start", a)
    fingers(cdp, "Move", b)
    fingers(cdp, "Cancel")
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()


def test_a_pen_paints_as_wide_as_it_is_pressed(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 80)
    cdp = page.context.new_cdp_session(page)
    pen_stroke(page, cdp, 1.0, (0.2, 0.3), (0.8, 0.3))
    mask = mask_of(page)
    assert_is_stroke(mask, [(0.2, 0.3), (0.8, 0.3)], 80)
    pen_stroke(page, cdp, 0.5, (0.2, 0.7), (0.8, 0.7))
    assert_is_stroke(mask_of(page) & ~mask, [(0.2, 0.7), (0.8, 0.7)], 40)


def test_a_mouse_still_paints_after_a_stroke_of_the_pen(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 60)
    pen_stroke(page, page.context.new_cdp_session(page), 1.0, (0.2, 0.3), (0.8, 0.3))
    before = mask_of(page)
    stroke(page, (0.2, 0.7), (0.8, 0.7))
    assert_is_stroke(mask_of(page) & ~before, [(0.2, 0.7), (0.8, 0.7)], 60)
