"""Before sending: the exact mask, what there is to think about, and one step that mends each of it."""

import base64

import numpy as np
from playwright.sync_api import Locator, Page, expect

from tests.e2e.paint_support import SIZE, Mask, expect_nothing_painted, mask_of, paint_own, read_mask
from tests.e2e.painting import on_screen, set_brush
from tools.processes import Program

DRAWN = """(image) => {
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.toDataURL("image/png");
}"""


def dot(page: Page, x: float, y: float, size: int, *, erase: bool = False) -> None:
    """A dot at a place given in px of the picture."""
    set_brush(page, size)
    place = on_screen(page, (x / SIZE[0], y / SIZE[1]))
    page.mouse.click(*place, button="right" if erase else "left")


def finding(page: Page, text: str) -> Locator:
    return page.locator(".paint-finding", has_text=text)


def mend(page: Page, text: str, button: str) -> None:
    """Press the button of what is said, and return when it is said no more."""
    found = finding(page, text)
    found.get_by_role("button", name=button).click()
    expect(found).to_be_hidden()


def undone(page: Page) -> Mask:
    page.get_by_role("button", name="Undo", exact=True).click()
    return mask_of(page)


def test_a_small_region_is_grown_in_one_step(page: Page, server: Program):
    paint_own(page, server)
    dot(page, 512, 384, 60)
    before = mask_of(page)
    mend(page, "This region is small", "Grow by")
    assert mask_of(page).sum() >= 10_000
    assert np.array_equal(undone(page), before)


def test_nearly_everything_is_inverted_in_one_step(page: Page, server: Program):
    paint_own(page, server)
    page.keyboard.press("Control+a")
    dot(page, 512, 384, 160, erase=True)
    before = mask_of(page)
    mend(page, "This is nearly the whole picture", "Invert: redraw the rest")
    assert np.array_equal(mask_of(page), ~before)


def test_specks_are_dropped_and_pinholes_filled_each_in_one_step(page: Page, server: Program):
    paint_own(page, server)
    dot(page, 500, 400, 300)
    region = mask_of(page)
    dot(page, 100, 100, 5)
    dot(page, 900, 100, 5)
    dot(page, 520, 410, 5, erase=True)
    with_flaws = mask_of(page)
    expect(finding(page, "2 tiny areas")).to_be_visible()
    expect(finding(page, "1 tiny spot left out")).to_be_visible()
    mend(page, "2 tiny areas", "Remove")
    mend(page, "1 tiny spot", "Fill")
    assert np.array_equal(mask_of(page), region)
    page.keyboard.press("Control+z")
    assert np.array_equal(undone(page), with_flaws)


def test_a_hole_that_was_meant_is_not_filled_with_the_pinholes(page: Page, server: Program):
    paint_own(page, server)
    dot(page, 500, 400, 300)
    dot(page, 500, 400, 80, erase=True)
    dot(page, 600, 400, 4, erase=True)
    mend(page, "1 tiny spot", "Fill")
    mask = mask_of(page)
    assert not mask[400, 500]
    assert mask[400, 600]


def test_a_rim_is_kept_at_the_pictures_edge_in_one_step(page: Page, server: Program):
    paint_own(page, server)
    dot(page, 0, 384, 300)
    before = mask_of(page)
    expect(finding(page, "Touches the picture’s edge (left).")).to_be_visible()
    mend(page, "Touches the picture’s edge", "Keep 15 px there")
    expected = before.copy()
    expected[:, :15] = False
    assert np.array_equal(mask_of(page), expected)


def test_the_exact_mask_is_the_very_file_with_its_areas(page: Page, server: Program):
    paint_own(page, server)
    dot(page, 300, 300, 200)
    dot(page, 700, 400, 100)
    mask = mask_of(page)
    page.get_by_role("button", name="See the exact mask").click()
    sheet = page.get_by_role("dialog", name="The mask as it is sent")
    expect(sheet).to_be_visible()
    png = base64.b64decode(sheet.get_by_role("img").evaluate(DRAWN).split(",")[1])
    assert np.array_equal(read_mask(png), mask)
    expect(sheet.get_by_text(f"{mask.sum():,} of {mask.size:,} px, as a 1024 × 768 PNG")).to_be_visible()
    rows, columns = np.nonzero(mask[:, :512])
    first = sheet.get_by_role("row", name=f"1 {columns.min()}, {rows.min()}")
    expect(first).to_contain_text("200 × 200")
    sheet.get_by_role("button", name="Close", exact=True).click()
    expect(sheet).to_be_hidden()


def test_what_is_mended_in_the_exact_mask_is_seen_there(page: Page, server: Program):
    paint_own(page, server)
    dot(page, 300, 300, 200)
    dot(page, 700, 400, 5)
    page.get_by_role("button", name="See the exact mask").click()
    sheet = page.get_by_role("dialog", name="The mask as it is sent")
    expect(sheet.get_by_role("row")).to_have_count(3)
    sheet.get_by_role("button", name="Remove").click()
    expect(sheet.get_by_role("row")).to_have_count(2)
    expect(sheet.get_by_text("tiny area")).to_be_hidden()


def test_show_rings_what_is_easily_overlooked(page: Page, server: Program):
    paint_own(page, server)
    dot(page, 500, 400, 300)
    dot(page, 100, 100, 5)
    dot(page, 520, 410, 5, erase=True)
    finding(page, "1 tiny area").get_by_role("button", name="Show").click()
    rings = page.locator(".painter-speck")
    expect(rings).to_have_count(2)
    box = rings.first.bounding_box()
    assert box
    x, y = on_screen(page, (100 / SIZE[0], 100 / SIZE[1]))
    assert abs(box["x"] + box["width"] / 2 - x) < 2
    assert abs(box["y"] + box["height"] / 2 - y) < 2
    assert box["width"] >= 20
    mend(page, "1 tiny area", "Remove")
    expect(rings).to_have_count(1)


def test_nothing_is_said_of_an_empty_mask(page: Page, server: Program):
    paint_own(page, server)
    dot(page, 500, 400, 20)
    expect(finding(page, "This region is small")).to_be_visible()
    page.keyboard.press("Control+z")
    expect_nothing_painted(page)
    expect(page.locator(".paint-finding")).to_have_count(0)
    expect(page.get_by_role("button", name="See the exact mask")).to_be_hidden()
