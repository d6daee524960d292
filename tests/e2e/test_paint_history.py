"""Undo, redo, clear, invert, and the brush's size: by button and by key, silent while somebody types."""

import numpy as np
from playwright.sync_api import Page, expect

from tests.e2e.paint_support import Mask, at, expect_nothing_painted, mask_of, paint_own
from tests.e2e.painting import Point, on_screen, set_brush, stroke
from tools.processes import Program

DEPTH = 60


def press_button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def place(n: int) -> Point:
    """Of the n-th of 60 dots that do not touch each other, in ten columns."""
    return 0.05 + n % 10 * 0.1, 0.1 + n // 10 * 0.15


def dot(page: Page, n: int) -> None:
    page.mouse.click(*on_screen(page, place(n)))


def dots_in(mask: Mask) -> list[int]:
    return [n for n in range(DEPTH) if at(mask, place(n))]


def expect_size(page: Page, size: int) -> None:
    expect(page.get_by_label("Brush size")).to_have_value(str(size))


def test_sixty_steps_are_undone_and_done_again_one_by_one(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 20)
    for n in range(DEPTH):
        dot(page, n)
    whole = mask_of(page)
    for _ in range(DEPTH - 1):
        page.keyboard.press("Control+z")
    assert dots_in(whole) == list(range(DEPTH))
    assert dots_in(mask_of(page)) == [0]
    page.keyboard.press("Control+z")
    expect_nothing_painted(page)
    for _ in range(DEPTH):
        page.keyboard.press("Control+Shift+z")
    assert np.array_equal(mask_of(page), whole)


def test_undo_and_redo_work_by_button_and_by_both_keys_for_redo(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 20)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
    for n in range(3):
        dot(page, n)
    three = mask_of(page)
    press_button(page, "Undo")
    press_button(page, "Undo")
    assert dots_in(mask_of(page)) == [0]
    press_button(page, "Redo")
    page.keyboard.press("Control+y")
    expect(page.get_by_role("button", name="Redo", exact=True)).to_be_disabled()
    assert np.array_equal(mask_of(page), three)


def test_painting_after_an_undo_ends_what_could_be_done_again(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 20)
    dot(page, 0)
    dot(page, 1)
    page.keyboard.press("Control+z")
    dot(page, 2)
    expect(page.get_by_role("button", name="Redo", exact=True)).to_be_disabled()
    assert dots_in(mask_of(page)) == [0, 2]


def test_clear_empties_the_mask_and_can_be_undone(page: Page, server: Program):
    paint_own(page, server)
    stroke(page, (0.3, 0.5), (0.7, 0.5))
    before = mask_of(page)
    press_button(page, "Clear")
    expect_nothing_painted(page)
    page.keyboard.press("Control+z")
    assert np.array_equal(mask_of(page), before)


def test_invert_paints_exactly_what_was_not_painted(page: Page, server: Program):
    paint_own(page, server)
    stroke(page, (0.3, 0.5), (0.7, 0.5))
    before = mask_of(page)
    press_button(page, "Invert")
    assert np.array_equal(mask_of(page), ~before)
    page.keyboard.press("Control+i")
    assert np.array_equal(mask_of(page), before)


def test_the_brush_is_sized_by_slider_by_brackets_and_by_alt_and_the_wheel(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 100)
    page.keyboard.press("]")
    expect_size(page, 115)
    page.keyboard.press("[")
    expect_size(page, 100)
    page.mouse.move(*on_screen(page, (0.5, 0.5)))
    page.keyboard.down("Alt")
    page.mouse.wheel(0, 100)
    expect_size(page, 87)
    page.mouse.wheel(0, -100)
    expect_size(page, 100)
    page.keyboard.up("Alt")
    page.mouse.click(*on_screen(page, (0.5, 0.5)))
    rows = np.nonzero(mask_of(page).any(axis=1))[0]
    assert rows.size in (100, 101)
    set_brush(page, 500)
    page.keyboard.press("]")
    expect_size(page, 500)


def test_keys_are_silent_while_somebody_types_the_prompt(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 100)
    stroke(page, (0.3, 0.5), (0.7, 0.5))
    before = mask_of(page)
    prompt = page.get_by_label("Prompt")
    prompt.click()
    page.keyboard.type("bright red box [x] 10")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.press("Control+z")
    expect(prompt).to_have_value("bright red box [x] 10")
    expect_size(page, 100)
    expect(page.get_by_role("button", name="Brush", exact=True)).to_have_attribute("aria-pressed", "true")
    assert np.array_equal(mask_of(page), before)
