"""The painter in every state against axe-core, in light and dark, wide and narrow; and its targets' size."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.axe import violations_in_both_themes
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.paint_support import paint_own, paint_sample
from tests.e2e.painting import on_screen, set_brush, stroke
from tools.processes import Program

LEAST_TARGET_PX = 44
SMALL_TARGETS = """(least) => {
    const wanted = "button, a[href], input:not([type=radio], [type=checkbox]), textarea, .painter-choice";
    return [...document.querySelectorAll(wanted)]
        .filter((each) => each.checkVisibility() && each.getBoundingClientRect().width > 1)
        .map((each) => [each.ariaLabel ?? each.textContent.trim(), each.offsetWidth, each.offsetHeight])
        .filter(([name, width, height]) => Math.min(width, height) < least);
}"""


def open_dialog(page: Page, key: str, name: str) -> None:
    page.get_by_test_id("surface").focus()
    page.keyboard.press(key)
    expect(page.get_by_role("dialog", name=name)).to_be_visible()


def close_dialog(page: Page) -> None:
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.fixture(params=["desk", "phone"])
def page(request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]) -> Page:
    """A page into which axe may be put (the site's own policy forbids it), without motion in mid-flight."""
    is_phone = request.param == "phone"
    return new_context(
        viewport=PHONE if is_phone else DESKTOP,
        has_touch=is_phone,
        is_mobile=is_phone,
        bypass_csp=True,
        reduced_motion="reduce",
    ).new_page()


def expect_good(page: Page, state: str) -> None:
    assert violations_in_both_themes(page) == [], state
    if page.viewport_size == PHONE:
        assert page.evaluate(SMALL_TARGETS, LEAST_TARGET_PX) == [], state


def test_every_state_of_the_painter_passes(page: Page, server: Program):
    paint_sample(page, server)
    page.get_by_role("button", name="Redraw region").click()
    expect(page.get_by_text("Nothing is painted yet. Paint the region")).to_be_visible()
    expect_good(page, "empty, a submit refused")
    set_brush(page, 5)
    page.mouse.click(*on_screen(page, (0.2, 0.2)))
    set_brush(page, 30)
    stroke(page, (0.4, 0.5), (0.6, 0.5))
    set_brush(page, 4)
    page.mouse.click(*on_screen(page, (0.5, 0.5)), button="right")
    if page.viewport_size == PHONE:
        page.get_by_role("button", name="Show the mask and its checks").click()
    expect(page.locator(".paint-finding")).not_to_have_count(0)
    expect_good(page, "painted, with things to think about")
    page.get_by_role("button", name="See the exact mask").click()
    expect(page.get_by_role("dialog", name="The mask as it is sent")).to_be_visible()
    expect_good(page, "the exact mask")
    close_dialog(page)
    page.get_by_role("button", name="View options").click()
    page.get_by_label("Hatched mask").check()
    page.get_by_label("Marching edge").check()
    page.get_by_label("Show missed specks").check()
    expect(page.locator(".painter-speck")).not_to_have_count(0)
    expect_good(page, "view options")
    page.get_by_role("button", name="Close", exact=True).click()
    page.keyboard.press("k")
    expect(page.locator(".painter-cell")).to_be_visible()
    expect_good(page, "keyboard grid")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="More", exact=True).click()
    expect(page.get_by_role("menu")).to_be_visible()
    expect_good(page, "menu")
    page.get_by_role("menuitemcheckbox", name="Mirror", exact=True).click()
    expect(page.get_by_role("slider", name="Mirror axis", exact=True)).to_be_visible()
    page.keyboard.press("Shift+G")
    expect(page.get_by_role("slider", name="Grow by")).to_be_visible()
    expect_good(page, "a mirror, growing")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+L")
    expect(page.get_by_role("group", name="Start from a mask")).to_be_visible()
    expect_good(page, "start from a mask")


def test_every_dialog_of_the_painter_passes(page: Page, server: Program):
    paint_own(page, server)
    open_dialog(page, "t", "Type a shape")
    page.get_by_role("dialog").get_by_label("Left").fill("here")
    page.get_by_role("button", name="Add to the mask").click()
    expect_good(page, "type a shape, refused")
    page.get_by_role("radio", name="Polygon").check()
    expect_good(page, "type a polygon")
    close_dialog(page)
    open_dialog(page, "?", "Keys and gestures")
    expect_good(page, "help")
    page.get_by_role("button", name="Change keys").click()
    page.get_by_role("button", name="Change the key of Lasso,").click()
    page.keyboard.press("b")
    expect(page.get_by_role("button", name="Use it for Lasso")).to_be_visible()
    expect_good(page, "changing a key that is taken")


def test_a_picture_that_is_missing_and_a_shape_with_handles_pass(page: Page, server: Program):
    paint_own(page, server)
    page.context.route("**/image*", lambda route: route.abort())
    page.reload()
    expect(page.get_by_text("The picture could not be loaded.")).to_be_visible()
    page.get_by_role("button", name="Rectangle", exact=True).click()
    stroke(page, (0.2, 0.2), (0.4, 0.4))
    expect_good(page, "no picture, a rectangle with handles")
