"""Brush, eraser and shapes with the mouse: what is in the mask is what was drawn and what is shown."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.paint_support import (
    SIZE,
    Mask,
    assert_is_stroke,
    at,
    drawn,
    expect_nothing_painted,
    expect_shown,
    mask_of,
    paint_own,
    point_at,
    scale_of,
    zoom_to,
)
from tests.e2e.painting import Point, on_screen, set_brush, stroke
from tools.processes import Program

LARGE = (2048, 2048)
ACROSS: list[Point] = [(0.3, 0.5), (0.7, 0.5)]


def choose(page: Page, tool: str) -> None:
    page.get_by_role("button", name=tool, exact=True).click()


def click(page: Page, point: Point) -> None:
    page.mouse.click(*on_screen(page, point))


@pytest.mark.parametrize("percent", [34, 100, 250])
def test_what_is_sent_is_where_the_overlay_was_shown_at_any_zoom_and_after_a_pan(
    page: Page, server: Program, percent: int
):
    paint_own(page, server, LARGE)
    set_brush(page, 90)
    zoom_to(page, percent)
    surface = page.get_by_test_id("surface").bounding_box()
    assert surface
    middle = (surface["x"] + surface["width"] / 2, surface["y"] + surface["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down(button="middle")
    page.mouse.move(middle[0] + 61, middle[1] - 37, steps=4)
    page.mouse.up(button="middle")
    drawn(page)
    path = [(middle[0] - 150, middle[1] - 20), (middle[0] + 120, middle[1] + 60)]
    points = [point_at(page, *place) for place in path]
    stroke(page, *points)
    mask = mask_of(page)
    assert_is_stroke(mask, points, 90)
    expect_shown(page, mask, within_px=2)


def test_a_click_is_a_dot_of_the_brushs_size(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 60)
    click(page, (0.25, 0.5))
    assert_is_stroke(mask_of(page), [(0.25, 0.5)], 60, tolerance=1.5)


def test_the_smallest_brush_marks_one_pixel(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 1)
    zoom_to(page, 800)
    click(page, (512.5 / SIZE[0], 384.5 / SIZE[1]))
    assert np.argwhere(mask_of(page)).tolist() == [[384, 512]]


def test_a_stroke_may_begin_and_end_outside_the_picture(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 40)
    beside = 20 / scale_of(page) / SIZE[0]
    path = [(-beside, 0.5), (1 + beside, 0.5)]
    stroke(page, *path)
    mask = mask_of(page)
    assert_is_stroke(mask, path, 40)
    assert mask[384].all()


def test_a_stroke_faster_than_the_screen_has_no_gap(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 16)
    path = [(0.1, 0.2), (0.9, 0.8), (0.9, 0.2), (0.1, 0.8)]
    page.mouse.move(*on_screen(page, path[0]))
    page.mouse.down()
    for point in path[1:]:
        page.mouse.move(*on_screen(page, point))
    page.mouse.up()
    assert_is_stroke(mask_of(page), path, 16)


def test_the_eraser_takes_away_what_was_painted(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 80)
    stroke(page, *ACROSS)
    choose(page, "Eraser")
    stroke(page, (0.5, 0.3), (0.5, 0.7))
    mask = mask_of(page)
    assert [at(mask, (x, 0.5)) for x in (0.35, 0.5, 0.65)] == [True, False, True]
    choose(page, "Brush")
    click(page, (0.5, 0.5))
    assert at(mask_of(page), (0.5, 0.5))


def test_the_right_button_erases(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 80)
    stroke(page, *ACROSS)
    page.mouse.click(*on_screen(page, (0.5, 0.5)), button="right")
    mask = mask_of(page)
    assert [at(mask, (x, 0.5)) for x in (0.35, 0.5, 0.65)] == [True, False, True]


def test_x_swaps_painting_and_erasing(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 80)
    stroke(page, *ACROSS)
    page.keyboard.press("x")
    click(page, (0.5, 0.5))
    page.keyboard.press("x")
    click(page, (0.5, 0.2))
    mask = mask_of(page)
    assert [at(mask, point) for point in ((0.35, 0.5), (0.5, 0.5), (0.5, 0.2))] == [True, False, True]


def test_a_rectangle_reaches_from_corner_to_corner(page: Page, server: Program):
    paint_own(page, server)
    choose(page, "Rectangle")
    stroke(page, (0.25, 0.25), (0.75, 0.5))
    rows, columns = np.nonzero(mask_of(page))
    corners = [columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]
    assert corners == pytest.approx([256, 192, 768, 384], abs=1)
    assert rows.size == (corners[2] - corners[0]) * (corners[3] - corners[1])


def test_an_ellipse_fills_its_box_but_for_the_corners(page: Page, server: Program):
    paint_own(page, server)
    choose(page, "Ellipse")
    stroke(page, (0.25, 0.25), (0.75, 0.75))
    mask = mask_of(page)
    assert mask.sum() == pytest.approx(np.pi * 256 * 192, rel=0.01)
    assert [at(mask, point) for point in ((0.5, 0.26), (0.26, 0.5), (0.28, 0.28))] == [True, True, False]


def test_a_lasso_closes_itself(page: Page, server: Program):
    paint_own(page, server)
    choose(page, "Lasso")
    stroke(page, (0.25, 0.25), (0.75, 0.25), (0.75, 0.75))
    mask = mask_of(page)
    assert mask.sum() == pytest.approx(512 * 384 / 2, rel=0.01)
    assert [at(mask, point) for point in ((0.7, 0.3), (0.3, 0.7))] == [True, False]


def test_a_polygon_is_closed_on_its_first_corner(page: Page, server: Program):
    paint_own(page, server)
    choose(page, "Polygon")
    for corner in ((0.25, 0.75), (0.75, 0.75), (0.5, 0.25), (0.25, 0.75)):
        click(page, corner)
    mask = mask_of(page)
    assert mask.sum() == pytest.approx(512 * 384 / 2, rel=0.01)
    assert [at(mask, point) for point in ((0.5, 0.7), (0.27, 0.3))] == [True, False]


def test_fill_turns_a_painted_ring_into_a_disc(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 20)
    ring: list[Point] = [(0.3, 0.3), (0.7, 0.3), (0.7, 0.7), (0.3, 0.7), (0.3, 0.3)]
    stroke(page, *ring)
    assert not at(mask_of(page), (0.5, 0.5))
    choose(page, "Fill")
    click(page, (0.5, 0.5))
    mask = mask_of(page)
    assert [at(mask, point) for point in ((0.5, 0.5), (0.32, 0.32), (0.2, 0.5))] == [True, True, False]
    assert mask.sum() == pytest.approx((410 + 20) * (307 + 20), rel=0.02)


def begin_a_second_stroke(page: Page) -> Mask:
    """One stroke is finished, another is in progress; returns the mask of the first."""
    set_brush(page, 40)
    stroke(page, (0.3, 0.3), (0.7, 0.3))
    before = mask_of(page)
    page.mouse.move(*on_screen(page, (0.3, 0.6)))
    page.mouse.down()
    page.mouse.move(*on_screen(page, (0.6, 0.6)), steps=6)
    return before


def test_escape_rolls_the_stroke_in_progress_back(page: Page, server: Program):
    paint_own(page, server)
    before = begin_a_second_stroke(page)
    page.keyboard.press("Escape")
    page.mouse.move(*on_screen(page, (0.7, 0.7)), steps=4)
    page.mouse.up()
    assert np.array_equal(mask_of(page), before)
    expect_shown(page, before, within_px=2)


def test_a_window_that_loses_the_focus_rolls_the_stroke_in_progress_back(page: Page, server: Program):
    paint_own(page, server)
    before = begin_a_second_stroke(page)
    page.evaluate("dispatchEvent(new Event('blur'))")
    page.mouse.move(*on_screen(page, (0.7, 0.7)), steps=4)
    page.mouse.up()
    assert np.array_equal(mask_of(page), before)
    page.keyboard.press("Control+z")
    expect_nothing_painted(page)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
