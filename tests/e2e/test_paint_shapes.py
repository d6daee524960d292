"""A rectangle or ellipse after it was drawn: handles, arrow keys and numbers adjust it, all one undo step."""

import numpy as np
from playwright.sync_api import Page, expect

from tests.e2e.paint_support import Mask, drawn, expect_nothing_painted, mask_of, paint_own
from tests.e2e.painting import on_screen, stroke
from tools.processes import Program


def draw_rectangle(page: Page) -> None:
    page.get_by_role("button", name="Rectangle", exact=True).click()
    stroke(page, (0.25, 0.25), (0.5, 0.5))
    drawn(page)


def type_extent(page: Page, left: int, top: int, width: int, height: int) -> None:
    for label, value in (("Left", left), ("Top", top), ("Width", width), ("Height", height)):
        page.get_by_label(label, exact=True).fill(str(value))
        page.keyboard.press("Tab")


def extent(mask: Mask) -> tuple[int, int, int, int]:
    """Left, top, width and height of all that is painted, px."""
    rows, columns = np.nonzero(mask)
    left, top = int(columns.min()), int(rows.min())
    return left, top, int(columns.max()) + 1 - left, int(rows.max()) + 1 - top


def test_numbers_set_the_place_and_size_of_a_rectangle(page: Page, server: Program):
    paint_own(page, server)
    draw_rectangle(page)
    type_extent(page, 100, 50, 300, 200)
    mask = mask_of(page)
    assert extent(mask) == (100, 50, 300, 200)
    assert mask.sum() == 300 * 200


def test_arrow_keys_move_it_by_a_pixel_and_with_shift_by_ten(page: Page, server: Program):
    paint_own(page, server)
    draw_rectangle(page)
    type_extent(page, 100, 50, 300, 200)
    page.get_by_test_id("surface").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    assert extent(mask_of(page)) == (101, 61, 300, 200)


def test_a_corner_dragged_leaves_the_opposite_corner_and_no_trace_of_the_old_size(
    page: Page, server: Program
):
    paint_own(page, server)
    draw_rectangle(page)
    type_extent(page, 512, 384, 256, 192)
    stroke(page, (0.75, 0.75), (0.625, 0.625))
    left, top, width, height = extent(mask_of(page))
    assert (left, top) == (512, 384)
    assert abs(width - 128) <= 2
    assert abs(height - 96) <= 2


def test_however_it_was_adjusted_it_is_one_undo_step(page: Page, server: Program):
    paint_own(page, server)
    draw_rectangle(page)
    type_extent(page, 100, 50, 300, 200)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect_nothing_painted(page)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
    page.get_by_role("button", name="Redo", exact=True).click()
    assert extent(mask_of(page)) == (100, 50, 300, 200)


def test_escape_while_a_handle_is_dragged_gives_the_shape_back_as_it_was(page: Page, server: Program):
    paint_own(page, server)
    draw_rectangle(page)
    type_extent(page, 512, 384, 256, 192)
    page.mouse.move(*on_screen(page, (0.75, 0.75)))
    page.mouse.down()
    page.mouse.move(*on_screen(page, (0.9, 0.9)), steps=8)
    drawn(page)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert extent(mask_of(page)) == (512, 384, 256, 192)


def test_the_next_stroke_ends_the_adjusting(page: Page, server: Program):
    paint_own(page, server)
    draw_rectangle(page)
    expect(page.get_by_label("Width", exact=True)).to_be_visible()
    stroke(page, (0.7, 0.7), (0.8, 0.8))
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_label("Width", exact=True)).to_be_hidden()
    left, top, _, _ = extent(mask_of(page))
    assert abs(left - 256) <= 1
    assert abs(top - 192) <= 1
