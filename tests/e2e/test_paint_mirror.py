"""Mirror: what is painted is on both sides of an axis that can be moved, each time in one step."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.paint_support import (
    SIZE,
    assert_is_stroke,
    at,
    distance_to,
    expect_nothing_painted,
    mask_of,
    paint_own,
    scale_of,
)
from tests.e2e.painting import Point, on_screen, set_brush, stroke
from tools.processes import Program


@pytest.fixture
def painter(page: Page, server: Program) -> Page:
    paint_own(page, server)
    set_brush(page, 40)
    return page


def switch(page: Page, name: str) -> None:
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitemcheckbox", name=name, exact=True).click()


def undo(page: Page) -> None:
    page.get_by_role("button", name="Undo", exact=True).click()


def assert_are_strokes(page: Page, *paths: list[Point]) -> None:
    mask = mask_of(page)
    distance = np.minimum.reduce([distance_to(path, SIZE) for path in paths])
    assert ((mask & (distance > 22)).sum(), (~mask & (distance < 18)).sum()) == (0, 0)


def test_a_stroke_is_on_both_sides_and_one_step(painter: Page):
    switch(painter, "Mirror")
    stroke(painter, (0.1, 0.2), (0.3, 0.6))
    assert_are_strokes(painter, [(0.1, 0.2), (0.3, 0.6)], [(0.9, 0.2), (0.7, 0.6)])
    painter.reload()
    expect(painter.get_by_text("of the picture, 2 areas")).to_be_visible()
    undo(painter)
    expect_nothing_painted(painter)


def test_with_two_axes_a_stroke_is_there_four_times_and_is_erased_so(painter: Page):
    switch(painter, "Mirror")
    switch(painter, "Mirror up and down")
    stroke(painter, (0.2, 0.2), (0.3, 0.2))
    expect(painter.get_by_text("of the picture, 4 areas")).to_be_visible()
    painter.keyboard.press("x")
    set_brush(painter, 60)
    stroke(painter, (0.7, 0.8), (0.8, 0.8))
    expect_nothing_painted(painter)


def test_the_axis_is_moved_by_its_handle_and_by_arrow_keys(painter: Page):
    switch(painter, "Mirror")
    handle = painter.get_by_role("slider", name="Mirror axis", exact=True)
    box = handle.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    painter.mouse.move(x, y)
    painter.mouse.down()
    painter.mouse.move(x - 100 * scale_of(painter), y, steps=6)
    painter.mouse.up()
    expect_nothing_painted(painter)
    moved = float(handle.get_attribute("aria-valuenow") or "")
    assert abs(moved - (SIZE[0] / 2 - 100)) <= 1.5
    handle.focus()
    painter.keyboard.press("Shift+ArrowLeft")
    painter.keyboard.press("ArrowRight")
    expect(handle).to_have_attribute("aria-valuenow", f"{moved - 9:g}")
    stroke(painter, (0.1, 0.5), (0.2, 0.5))
    image = [2 * (moved - 9) / SIZE[0] - share for share in (0.1, 0.2)]
    assert_are_strokes(painter, [(0.1, 0.5), (0.2, 0.5)], [(image[0], 0.5), (image[1], 0.5)])


def test_shapes_are_mirrored_and_their_handles_move_both(painter: Page):
    switch(painter, "Mirror")
    painter.get_by_role("button", name="Rectangle", exact=True).click()
    stroke(painter, (0.125, 0.25), (0.25, 0.5))
    painter.keyboard.press("Shift+ArrowRight")
    mask = mask_of(painter)
    expected = np.zeros_like(mask)
    expected[192:384, 138:266] = True
    assert (mask != (expected | expected[:, ::-1])).sum() <= 4 * 192
    undo(painter)
    expect_nothing_painted(painter)


def test_fill_and_snap_brush_take_their_image_too_in_both_modes(painter: Page):
    switch(painter, "Mirror")
    ring = [(0.2, 0.3), (0.4, 0.3), (0.4, 0.7), (0.2, 0.7), (0.2, 0.3)]
    stroke(painter, *ring)
    painter.get_by_role("button", name="Fill", exact=True).click()
    painter.mouse.click(*on_screen(painter, (0.3, 0.5)))
    mask = mask_of(painter)
    assert at(mask, (0.3, 0.5))
    assert at(mask, (0.7, 0.5))
    painter.mouse.click(*on_screen(painter, (0.7, 0.5)), button="right")
    expect_nothing_painted(painter)
    painter.get_by_role("button", name="Snap brush", exact=True).click()
    expect(painter.get_by_role("progressbar", name="Looking for edges")).to_have_count(0)
    stroke(painter, (0.1, 0.2), (0.3, 0.4))
    expect(painter.get_by_text("of the picture, 2 areas")).to_be_visible()
    mask = mask_of(painter)
    assert np.array_equal(mask, mask[:, ::-1])
    undo(painter)
    expect_nothing_painted(painter)


def test_switched_off_nothing_is_mirrored(painter: Page):
    switch(painter, "Mirror")
    switch(painter, "Mirror")
    expect(painter.get_by_role("slider", name="Mirror axis", exact=True)).to_have_count(0)
    stroke(painter, (0.1, 0.2), (0.3, 0.6))
    assert_is_stroke(mask_of(painter), [(0.1, 0.2), (0.3, 0.6)], 40)
