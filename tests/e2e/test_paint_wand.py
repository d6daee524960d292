"""The wand takes what looks alike in the picture, shows it while the hand drags, and is one undo step."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.e2e.pages_support import csrf_token
from tests.e2e.paint_support import Mask, expect_nothing_painted, mask_of
from tests.e2e.painting import on_screen, open_painter
from tools.processes import Program

SIZE = (1200, 900)
SQUARES = ((150, 150, 450, 450), (750, 150, 1050, 450))


@pytest.fixture
def painter(page: Page, server: Program) -> Page:
    """The painter of two red squares on grey."""
    picture = Image.new("RGB", SIZE, (96, 96, 96))
    for box in SQUARES:
        ImageDraw.Draw(picture).rectangle((*box[:2], box[2] - 1, box[3] - 1), fill=(200, 40, 40))
    file = io.BytesIO()
    picture.save(file, "PNG")
    page.goto(server.url)
    image = {"name": "squares.png", "mimeType": "image/png", "buffer": file.getvalue()}
    added = page.request.post(
        server.url + "/pictures", multipart={"csrf_token": csrf_token(page), "image": image}
    )
    open_painter(page, added.url + "/paint")
    page.get_by_role("button", name="Wand", exact=True).click()
    return page


def click_square(page: Page, *modifiers: str) -> None:
    x, y = on_screen(page, (0.25, 0.33))
    for key in modifiers:
        page.keyboard.down(key)
    page.mouse.click(x, y)
    for key in modifiers:
        page.keyboard.up(key)
    expect(page.get_by_text("of the picture,")).to_be_visible()


def squares(*boxes: tuple[int, int, int, int]) -> Mask:
    mask = np.zeros((SIZE[1], SIZE[0]), bool)
    for left, top, right, bottom in boxes:
        mask[top:bottom, left:right] = True
    return mask


def test_a_click_takes_the_square_under_it_and_no_more(painter: Page):
    click_square(painter)
    assert (mask_of(painter) != squares(SQUARES[0])).sum() == 0


def test_with_alt_it_takes_both_squares(painter: Page):
    click_square(painter, "Alt")
    assert (mask_of(painter) != squares(*SQUARES)).sum() == 0


def test_dragging_far_takes_everything_and_undo_takes_it_all_back(painter: Page):
    x, y = on_screen(painter, (0.25, 0.33))
    painter.mouse.move(x, y)
    painter.mouse.down()
    painter.mouse.move(x + 600, y, steps=10)
    painter.mouse.up()
    expect(painter.get_by_text("100 % of the picture, 1 area")).to_be_visible()
    painter.get_by_role("button", name="Undo", exact=True).click()
    expect_nothing_painted(painter)


def test_escape_while_dragging_leaves_no_mark(painter: Page):
    painter.mouse.move(*on_screen(painter, (0.25, 0.33)))
    painter.mouse.down()
    painter.keyboard.press("Escape")
    painter.mouse.up()
    assert mask_of_nothing(painter)


def mask_of_nothing(page: Page) -> bool:
    """Whether "Download mask" refuses, since nothing is painted."""
    page.get_by_role("button", name="Download mask").click()
    expect(page.get_by_text("Nothing is painted yet.")).to_be_visible()
    return page.get_by_role("button", name="Undo", exact=True).is_disabled()


def test_two_quick_clicks_take_both_squares_in_two_steps(painter: Page):
    for point in ((0.25, 0.33), (0.75, 0.33)):
        painter.mouse.click(*on_screen(painter, point))
    expect(painter.get_by_text("of the picture, 2 areas")).to_be_visible()
    painter.get_by_role("button", name="Undo", exact=True).click()
    expect(painter.get_by_text("of the picture, 1 area")).to_be_visible()
    assert (mask_of(painter) != squares(SQUARES[0])).sum() == 0


def test_the_right_button_takes_it_away_and_a_reload_keeps_that(painter: Page):
    painter.keyboard.press("Control+a")
    painter.mouse.click(*on_screen(painter, (0.25, 0.33)), button="right")
    expect(painter.get_by_text("91.7 % of the picture, 1 area")).to_be_visible()
    painter.reload()
    expect(painter.get_by_text("91.7 % of the picture, 1 area")).to_be_visible()
    assert (mask_of(painter) == squares(SQUARES[0])).sum() == 0


def test_a_browser_without_workers_finds_the_same_in_the_page(painter: Page):
    painter.add_init_script("delete globalThis.Worker")
    open_painter(painter, painter.url)
    painter.get_by_role("button", name="Wand", exact=True).click()
    click_square(painter)
    assert (mask_of(painter) != squares(SQUARES[0])).sum() == 0
