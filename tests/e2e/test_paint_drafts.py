"""The unsent painting: seen to be saved, and shared by tabs and devices without loss."""

from collections.abc import Callable

import numpy as np
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.paint_support import SIZE, assert_is_stroke, mask_of, paint_own
from tests.e2e.painting import Point, open_painter, set_brush, stroke
from tools.processes import Program

ACROSS: list[Point] = [(0.3, 0.3), (0.7, 0.3)]
BELOW: list[Point] = [(0.3, 0.7), (0.7, 0.7)]
NO_STORAGE = """
    IDBFactory.prototype.open = () => { throw new DOMException("denied", "SecurityError"); };
    Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied"); } });
"""
FULL_STORAGE = """
    IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
"""


def saved(page: Page, text: str = "Saved") -> None:
    expect(page.locator("[data-part=saved]")).to_have_text(text)


def other(page: Page) -> Page:
    """Another tab of the same browser on the same painting."""
    tab = page.context.new_page()
    open_painter(tab, page.url)
    return tab


def test_a_stroke_is_seen_to_be_saved(page: Page, server: Program):
    paint_own(page, server)
    with page.expect_response(lambda got: got.request.method == "PUT" and got.url.endswith("/draft")):
        stroke(page, *ACROSS)
    saved(page)


def test_storage_that_is_forbidden_is_said_and_the_server_keeps_the_painting(page: Page, server: Program):
    page.add_init_script(NO_STORAGE)
    paint_own(page, server)
    set_brush(page, 60)
    stroke(page, *ACROSS)
    expect(page.get_by_text("This browser keeps no painting")).to_be_visible()
    saved(page)
    assert_is_stroke(mask_of(page), ACROSS, 60)
    page.reload()
    open_painter(page, page.url)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_enabled()
    assert_is_stroke(mask_of(page), ACROSS, 60)


def test_a_full_browser_and_a_server_that_refuses_are_said_and_painting_goes_on(page: Page, server: Program):
    page.add_init_script(FULL_STORAGE)
    paint_own(page, server)
    page.route("**/draft", lambda route: route.fulfill(status=413, json={}), times=1)
    set_brush(page, 60)
    stroke(page, *ACROSS)
    expect(page.get_by_text("Your painting is kept nowhere but in this page.")).to_be_visible()
    saved(page, "Not saved")
    stroke(page, *BELOW)
    expect(page.get_by_text("Your painting is kept nowhere but in this page.")).to_be_hidden()
    saved(page)
    assert mask_of(page)[int(0.7 * SIZE[1]), SIZE[0] // 2]


def test_a_server_that_refuses_leaves_the_painting_in_this_browser_and_says_so(page: Page, server: Program):
    paint_own(page, server)
    page.route("**/draft", lambda route: route.fulfill(status=503, json={}))
    set_brush(page, 60)
    stroke(page, *ACROSS)
    saved(page, "Saved in this browser")
    expect(page.get_by_text("kept in this browser only: the server refused it.")).to_be_visible()
    page.reload()
    open_painter(page, page.url)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_enabled()
    assert_is_stroke(mask_of(page), ACROSS, 60)


def test_two_tabs_on_one_picture_both_say_so(page: Page, server: Program):
    paint_own(page, server)
    expect(page.get_by_text("open in another tab too")).to_be_hidden()
    tab = other(page)
    for each in (page, tab):
        expect(each.get_by_text("open in another tab too")).to_be_visible()


def test_the_last_tab_to_paint_wins_and_the_others_painting_is_kept_beside_it(page: Page, server: Program):
    paint_own(page, server)
    tab = other(page)
    set_brush(page, 60)
    stroke(page, *ACROSS)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_enabled()
    first = mask_of(page)
    set_brush(tab, 60)
    stroke(tab, *BELOW)
    expect(tab.get_by_text("Another painting of this picture is kept")).to_be_visible()
    second = mask_of(tab)
    page.close()
    tab.reload()
    open_painter(tab, tab.url)
    expect(tab.get_by_role("button", name="Undo", exact=True)).to_be_enabled()
    assert np.array_equal(mask_of(tab), second)
    tab.get_by_role("button", name="Swap with this one").click()
    expect(tab.get_by_text("The other painting is shown now.")).to_be_attached()
    assert np.array_equal(mask_of(tab), first)
    tab.get_by_role("button", name="Swap with this one").click()
    tab.wait_for_function("() => document.querySelector('[data-part=saved]').textContent === 'Saved'")
    assert np.array_equal(mask_of(tab), second)
    tab.get_by_role("button", name="Forget it").click()
    expect(tab.get_by_text("Another painting of this picture is kept")).to_be_hidden()


def test_a_newer_painting_from_another_device_leaves_this_ones_beside_it(
    page: Page, new_context: Callable[..., BrowserContext], server: Program
):
    paint_own(page, server)
    page.route("**/draft", lambda route: route.abort())
    set_brush(page, 60)
    stroke(page, *ACROSS)
    saved(page, "Saved in this browser")
    mine = mask_of(page)
    device = new_context().new_page()
    open_painter(device, page.url)
    with device.expect_response(lambda got: got.request.method == "PUT" and got.url.endswith("/draft")):
        stroke(device, *BELOW)
    theirs = mask_of(device)
    page.unroute("**/draft")
    page.reload()
    expect(page.get_by_text("Another painting of this picture is kept")).to_be_visible()
    assert np.array_equal(mask_of(page), theirs)
    page.get_by_role("button", name="Swap with this one").click()
    expect(page.get_by_text("The other painting is shown now.")).to_be_attached()
    assert np.array_equal(mask_of(page), mine)
