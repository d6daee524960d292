"""Start from a mask: an image file of any size, or what was painted on the picture before, at its place."""

import io
import re

import numpy as np
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.pages_support import LONGEST_MS, csrf_token, mask_png, submit
from tests.e2e.paint_support import (
    SIZE,
    assert_is_stroke,
    expect_nothing_painted,
    mask_of,
    paint_own,
    paint_sample,
    read_mask,
)
from tests.e2e.painting import open_painter, set_brush, stroke
from tools.processes import Program

LINE = [(0.3, 0.4), (0.6, 0.5)]


def file_of(image: Image.Image) -> FilePayload:
    out = io.BytesIO()
    image.save(out, "PNG")
    return {"name": "mask.png", "mimeType": "image/png", "buffer": out.getvalue()}


def choose_file(page: Page, file: FilePayload) -> None:
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Start from a mask").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="An image file…").click()
    chooser.value.set_files(file)


def made_of(page: Page, picture_url: str, button: str) -> str:
    """Press one of the provider's buttons on a picture; the address of the finished picture."""
    form = {"csrf_token": csrf_token(page), "button": button, "prompt": "", "key": button}
    job_url = page.request.post(picture_url + "/jobs", form=form).url
    page.goto(job_url)
    page.wait_for_selector('[data-status="done"]', timeout=LONGEST_MS)
    return picture_url.rsplit("/", 1)[0] + "/" + picture_of(page)


def picture_of(page: Page) -> str:
    """The id of the picture that the results page shows."""
    found = re.search(
        r"/pictures/([0-9a-f-]{36})/image", page.get_by_test_id("result").first.get_attribute("src") or ""
    )
    assert found
    return found[1]


def test_an_image_of_any_size_is_fitted_shown_and_becomes_one_step(page: Page, server: Program):
    paint_own(page, server)
    image = Image.new("L", (200, 150), 30)
    ImageDraw.Draw(image).rectangle((50, 30, 99, 89), fill=200)
    choose_file(page, file_of(image))
    expect(page.get_by_text("This is what it masks")).to_be_visible()
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
    page.get_by_role("button", name="Use it").click()
    expect(page.get_by_text("of the picture, 1 area")).to_be_visible()
    scale = SIZE[0] / 200
    wanted = np.zeros((SIZE[1], SIZE[0]), bool)
    wanted[round(30 * scale) : round(90 * scale), round(50 * scale) : round(100 * scale)] = True
    assert (mask_of(page) ^ wanted).sum() < 2500
    page.get_by_role("button", name="Undo", exact=True).click()
    expect_nothing_painted(page)


def test_a_mask_that_is_not_taken_leaves_the_painting_as_it_was(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 40)
    stroke(page, *LINE)
    choose_file(page, file_of(Image.new("L", (64, 64), 255)))
    expect(page.get_by_text("This is what it masks")).to_be_visible()
    page.keyboard.press("Escape")
    assert_is_stroke(mask_of(page), LINE, 40)


def test_what_is_no_mask_is_said(page: Page, server: Program):
    paint_own(page, server)
    choose_file(page, {"name": "mask.png", "mimeType": "image/png", "buffer": b"not a picture"})
    expect(page.get_by_text("This mask could not be read")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="An image file…").click()
    chooser.value.set_files(file_of(Image.new("L", (64, 64), 0)))
    expect(page.get_by_text("This mask is black all over")).to_be_visible()
    expect(page.get_by_role("button", name="Use it")).to_be_hidden()


def paint_and_press(page: Page, server: Program, *buttons: str) -> str:
    """Paint a line on a sample and press buttons from there; the address of the last picture."""
    picture_url = paint_sample(page, server)
    set_brush(page, 200)
    with page.expect_response(lambda answer: answer.url.endswith("/draft") and answer.status == 204):
        stroke(page, *LINE)
    for button in buttons:
        picture_url = made_of(page, picture_url, button)
    return picture_url


def take_earlier(page: Page) -> float:
    """Take what is offered; the picture's width to that of the sample."""
    page.get_by_role("button", name=re.compile("^The mask of")).click()
    page.get_by_role("button", name="Use it").click()
    expect(page.get_by_text("of the picture, 1 area")).to_be_visible()
    return mask_of(page).shape[1] / 2048


def test_a_painting_follows_a_zoom_out_into_the_middle_as_sharp_as_if_painted_there(
    page: Page, server: Program
):
    open_painter(page, paint_and_press(page, server, "Zoom Out 2x", "U2") + "/paint")
    offer = page.get_by_role("group", name="Start from a mask")
    expect(offer).to_be_visible()
    stroke(page, (0.8, 0.8))
    expect(offer).to_have_count(0)
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Start from a mask").click()
    scale = take_earlier(page)
    line = [(0.25 + x / 2, 0.25 + y / 2) for x, y in LINE]
    assert_is_stroke(mask_of(page), line, 200 * scale / 2)


def test_a_mask_sent_before_with_the_same_picture_can_be_taken_again(page: Page, server: Program):
    picture_url = paint_sample(page, server)
    expect(page.get_by_role("group", name="Start from a mask")).to_have_count(0)
    submit(page, picture_url, "a lighthouse by the sea, at night")
    page.reload()
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Start from a mask").click()
    choice = page.get_by_label("A mask sent before")
    assert re.search("“a lighthouse by the s", choice.locator("option").nth(1).inner_text())
    choice.select_option(index=1)
    page.get_by_role("button", name="Use it").click()
    expect(page.get_by_text("of the picture, 1 area")).to_be_visible()
    assert np.array_equal(mask_of(page), read_mask(mask_png((2048, 2048))))
