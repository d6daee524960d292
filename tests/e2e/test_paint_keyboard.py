"""Masking without a pointer: a grid led by keys, shapes by numbers, and what is spoken meanwhile."""

import numpy as np
from playwright.sync_api import Page, expect

from tests.e2e.paint_support import SIZE, Mask, expect_nothing_painted, mask_of, paint_own
from tools.processes import Program


def spoken(page: Page, text: str) -> None:
    """Wait until a screen reader has been given this."""
    expect(page.locator(".painter > [role=status]")).to_contain_text(text)


def start_grid(page: Page) -> None:
    page.keyboard.press("k")
    spoken(page, "Column 5 of 8, row 4 of 6, 128 by 128 px, empty")


def boxed(*boxes: tuple[int, int, int, int]) -> Mask:
    """A mask of rectangles: left, top, right, bottom."""
    mask = np.zeros((SIZE[1], SIZE[0]), bool)
    for left, top, right, bottom in boxes:
        mask[top:bottom, left:right] = True
    return mask


def test_space_paints_the_cell_that_the_arrows_chose_and_takes_it_away_again(page: Page, server: Program):
    paint_own(page, server)
    start_grid(page)
    page.keyboard.press(" ")
    spoken(page, "row 4 of 6, 128 by 128 px, painted. 2.1 % of the picture.")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    page.keyboard.press(" ")
    spoken(page, "Column 6 of 8, row 3 of 6, 128 by 128 px, painted")
    assert np.array_equal(mask_of(page), boxed((512, 384, 640, 512), (640, 256, 768, 384)))
    page.get_by_test_id("surface").focus()
    page.keyboard.press(" ")
    spoken(page, "Column 6 of 8, row 3 of 6, 128 by 128 px, empty")
    assert np.array_equal(mask_of(page), boxed((512, 384, 640, 512)))


def test_enter_divides_a_cell_and_backspace_goes_back_to_it(page: Page, server: Program):
    paint_own(page, server)
    start_grid(page)
    page.keyboard.press("Enter")
    spoken(page, "Column 17 of 32, row 13 of 24, 32 by 32 px")
    page.keyboard.press("ArrowRight")
    page.keyboard.press(" ")
    page.keyboard.press("Backspace")
    spoken(page, "Column 5 of 8, row 4 of 6, 128 by 128 px, 6 % painted")
    assert np.array_equal(mask_of(page), boxed((544, 384, 576, 416)))


def test_a_cell_of_one_pixel_can_be_reached_and_is_zoomed_in_on(page: Page, server: Program):
    paint_own(page, server)
    start_grid(page)
    for _ in range(4):
        page.keyboard.press("Enter")
    spoken(page, "1 by 1 px, empty")
    page.keyboard.press(" ")
    spoken(page, "1 by 1 px, painted")
    box = page.locator(".painter-cell").bounding_box()
    assert box
    assert box["width"] >= 16
    assert np.argwhere(mask_of(page)).tolist() == [[384, 512]]


def test_a_cell_is_one_undo_step(page: Page, server: Program):
    paint_own(page, server)
    start_grid(page)
    page.keyboard.press(" ")
    spoken(page, "painted. 2.1 %")
    page.keyboard.press("Control+z")
    expect_nothing_painted(page)


def test_escape_ends_the_grid_and_gives_the_arrows_back(page: Page, server: Program):
    paint_own(page, server)
    start_grid(page)
    page.keyboard.press("Escape")
    spoken(page, "Keyboard grid off.")
    expect(page.locator(".painter-cell")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect_nothing_painted(page)


def test_a_key_held_down_is_spoken_of_once_it_rests(page: Page, server: Program):
    paint_own(page, server)
    start_grid(page)
    page.evaluate("""() => {
      globalThis.said = 0;
      const status = document.querySelector('.painter > [role=status]');
      new MutationObserver(() => globalThis.said++).observe(status, { childList: true });
    }""")
    for _ in range(20):
        page.keyboard.press("ArrowLeft", delay=0)
    spoken(page, "Column 1 of 8")
    assert page.evaluate("globalThis.said") <= 3


def type_shape(page: Page, kind: str, **fields: str) -> None:
    page.get_by_test_id("surface").focus()
    page.keyboard.press("t")
    dialog = page.get_by_role("dialog", name="Type a shape")
    dialog.get_by_label(kind, exact=True).check()
    for label, value in fields.items():
        dialog.get_by_label(label.capitalize()).fill(value)
    dialog.get_by_role("button", name="Add to the mask").click()


def test_a_rectangle_is_typed_in_pixels_or_percent(page: Page, server: Program):
    paint_own(page, server)
    type_shape(page, "Rectangle", left="100", top="50", width="25%", height="200")
    spoken(page, "Added to the mask.")
    assert np.array_equal(mask_of(page), boxed((100, 50, 356, 250)))


def test_a_polygon_is_typed_corner_by_corner(page: Page, server: Program):
    paint_own(page, server)
    type_shape(page, "Polygon", corners="0,0 400,0 400,300 0,300")
    spoken(page, "Added to the mask.")
    assert np.array_equal(mask_of(page), boxed((0, 0, 400, 300)))


def test_what_cannot_be_a_shape_is_said_beside_the_numbers_and_kept(page: Page, server: Program):
    paint_own(page, server)
    type_shape(page, "Rectangle", left="here", top="50", width="25%", height="200")
    dialog = page.get_by_role("dialog", name="Type a shape")
    expect(dialog.get_by_role("alert")).to_have_text("“here” is no number of px or percent (left).")
    expect(dialog.get_by_label("Left")).to_have_value("here")
    expect_nothing_painted(page)
