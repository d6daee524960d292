"""Grow, shrink, smooth, fill holes, drop specks, select all, from the menu "More"; adjusted as one looks."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.paint_support import SIZE, Mask, distance_to, expect_nothing_painted, mask_of, paint_own
from tests.e2e.painting import set_brush, stroke
from tools.processes import Program

LINE = [(0.3, 0.5), (0.7, 0.5)]


@pytest.fixture
def painter(page: Page, server: Program) -> Page:
    """A painter with one line across the middle, 60 px wide."""
    paint_own(page, server)
    set_brush(page, 60)
    stroke(page, *LINE)
    return page


def choose(page: Page, name: str) -> None:
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name=name, exact=True).click()


def undo(page: Page) -> None:
    page.get_by_role("button", name="Undo", exact=True).click()


def differing(mask: Mask, diameter: float) -> int:
    """How many px differ from the line at another width, but for one px at its edge."""
    distance = distance_to(LINE, SIZE)
    return int(
        (mask & (distance > diameter / 2 + 1.5)).sum() + (~mask & (distance < diameter / 2 - 1.5)).sum()
    )


def test_grow_follows_its_slider_and_is_one_step(painter: Page):
    choose(painter, "Grow")
    slider = painter.get_by_role("slider", name="Grow by")
    expect(slider).to_be_focused()
    expect(slider).to_have_value("8")
    box = slider.bounding_box()
    assert box
    painter.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] / 2)
    painter.mouse.down()
    painter.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2, steps=15)
    painter.mouse.up()
    slider.fill("20")
    painter.keyboard.press("Enter")
    expect(slider).to_have_count(0)
    assert differing(mask_of(painter), 100) == 0
    undo(painter)
    assert differing(mask_of(painter), 60) == 0
    undo(painter)
    expect_nothing_painted(painter)


def test_shrink_is_by_arrow_keys_too_and_escape_drops_it(painter: Page):
    choose(painter, "Shrink")
    expect(painter.get_by_role("slider", name="Shrink by")).to_be_focused()
    painter.keyboard.press("ArrowRight")
    painter.keyboard.press("ArrowRight")
    painter.get_by_role("button", name="Apply").click()
    assert differing(mask_of(painter), 40) == 0
    choose(painter, "Shrink")
    expect(painter.get_by_role("slider", name="Shrink by")).to_be_focused()
    painter.keyboard.press("Escape")
    expect(painter.get_by_role("group", name="Shrink")).to_have_count(0)
    assert differing(mask_of(painter), 40) == 0
    expect(painter.get_by_role("button", name="Redo", exact=True)).to_be_disabled()


def test_painting_on_keeps_the_step_as_it_is_shown(painter: Page):
    choose(painter, "Grow")
    painter.get_by_role("slider", name="Grow by").fill("15")
    stroke(painter, (0.1, 0.1), (0.2, 0.1))
    expect(painter.get_by_role("group", name="Grow")).to_have_count(0)
    undo(painter)
    assert differing(mask_of(painter), 90) == 0


def test_smooth_takes_a_thin_line_away_and_keeps_the_wide_one(painter: Page):
    set_brush(painter, 4)
    stroke(painter, (0.3, 0.2), (0.7, 0.2))
    choose(painter, "Smooth")
    expect(painter.get_by_role("slider", name="Smooth by")).to_be_focused()
    painter.keyboard.press("Enter")
    mask = mask_of(painter)
    assert not mask[: int(SIZE[1] * 0.3)].any()
    assert mask[int(SIZE[1] * 0.5), int(SIZE[0] * 0.5)]


def test_holes_are_filled_and_specks_dropped(painter: Page):
    set_brush(painter, 20)
    painter.keyboard.press("e")
    stroke(painter, (0.5, 0.5))
    painter.keyboard.press("b")
    set_brush(painter, 3)
    stroke(painter, (0.9, 0.9))
    expect(painter.get_by_text("of the picture, 2 areas")).to_be_visible()
    choose(painter, "Fill holes")
    choose(painter, "Drop specks")
    assert differing(mask_of(painter), 60) == 0


def test_select_all_takes_every_pixel(painter: Page):
    choose(painter, "Select all")
    assert np.all(mask_of(painter))


def test_the_menu_is_walked_by_keys_and_gives_the_focus_back(painter: Page):
    more = painter.get_by_role("button", name="More", exact=True)
    more.focus()
    painter.keyboard.press("Enter")
    expect(painter.get_by_role("menuitem", name="Select all")).to_be_focused()
    painter.keyboard.press("ArrowUp")
    expect(painter.get_by_role("menuitemcheckbox", name="Mirror up and down")).to_be_focused()
    painter.keyboard.press("Escape")
    expect(painter.get_by_role("menu")).to_have_count(0)
    expect(more).to_be_focused()
    more.click()
    more.click()
    expect(painter.get_by_role("menu")).to_have_count(0)
