"""The help sheet: every key of the table, and keys of one's own that the whole painter follows."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.paint_support import at, expect_nothing_painted, mask_of, paint_own
from tests.e2e.painting import on_screen, set_brush, stroke
from tools.processes import Program


def tool(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def expect_chosen(page: Page, name: str) -> None:
    expect(tool(page, name)).to_have_attribute("aria-pressed", "true")


def open_help(page: Page) -> Locator:
    page.get_by_test_id("surface").focus()
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys and gestures")
    expect(sheet).to_be_visible()
    return sheet


def change_keys(page: Page) -> Locator:
    sheet = open_help(page)
    sheet.get_by_role("button", name="Change keys").click()
    expect(sheet.get_by_role("button", name="Reset all keys")).to_be_visible()
    return sheet


def press_for(page: Page, sheet: Locator, action: str, key: str) -> None:
    """Choose an action on the sheet and press its new key."""
    sheet.get_by_role("button", name=f"Change the key of {action},").click()
    expect(sheet.get_by_text(f"Press the key for {action}.")).to_be_visible()
    page.keyboard.press(key)


def shut(page: Page, sheet: Locator) -> None:
    sheet.get_by_role("button", name="Close", exact=True).click()
    expect(sheet).to_be_hidden()


def test_a_key_of_ones_own_works_at_once_and_the_old_one_no_more(page: Page, server: Program):
    paint_own(page, server)
    sheet = change_keys(page)
    press_for(page, sheet, "Lasso", "q")
    expect(sheet.get_by_text("Lasso has Q now.")).to_be_visible()
    shut(page, sheet)
    page.keyboard.press("l")
    expect_chosen(page, "Brush")
    page.keyboard.press("q")
    expect_chosen(page, "Lasso")
    expect(tool(page, "Lasso")).to_have_attribute("aria-keyshortcuts", "Q")
    expect(tool(page, "Lasso")).to_have_attribute("data-key", "Q")


def test_a_key_that_is_taken_is_given_away_only_on_a_persons_word(page: Page, server: Program):
    paint_own(page, server)
    sheet = change_keys(page)
    press_for(page, sheet, "Lasso", "e")
    expect(sheet.get_by_text("E is the key of Eraser.")).to_be_visible()
    sheet.get_by_role("button", name="Keep it").click()
    expect(sheet.get_by_role("button", name="Change the key of Lasso, now L")).to_be_focused()
    press_for(page, sheet, "Lasso", "e")
    sheet.get_by_role("button", name="Use it for Lasso").click()
    expect(sheet.get_by_role("button", name="Change the key of Eraser, now none")).to_be_visible()
    shut(page, sheet)
    page.keyboard.press("e")
    expect_chosen(page, "Lasso")
    expect(tool(page, "Eraser")).not_to_have_attribute("aria-keyshortcuts", "E")


def test_keys_are_kept_on_this_device_until_they_are_reset(page: Page, server: Program):
    paint_own(page, server)
    sheet = change_keys(page)
    press_for(page, sheet, "Rectangle", "Control+b")
    shut(page, sheet)
    page.reload()
    page.keyboard.press("Control+b")
    expect_chosen(page, "Rectangle")
    sheet = change_keys(page)
    sheet.get_by_role("button", name="Reset all keys").click()
    expect(sheet.get_by_role("button", name="Change the key of Rectangle, now R or U")).to_be_visible()
    shut(page, sheet)
    page.keyboard.press("b")
    page.keyboard.press("u")
    expect_chosen(page, "Rectangle")


def test_escape_leaves_a_key_as_it_is_and_keys_of_the_browser_are_refused(page: Page, server: Program):
    paint_own(page, server)
    sheet = change_keys(page)
    press_for(page, sheet, "Undo", "ArrowLeft")
    expect(sheet.get_by_text("cannot be changed")).to_be_visible()
    page.keyboard.press("Control+c")
    expect(sheet.get_by_text("The browser keeps this key for itself.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet.get_by_text("Undo is as it was.")).to_be_visible()
    expect(sheet.get_by_role("button", name="Change the key of Undo, now Ctrl+Z")).to_be_focused()


def test_an_action_can_be_left_without_a_key(page: Page, server: Program):
    paint_own(page, server)
    stroke(page, (0.3, 0.5), (0.7, 0.5))
    sheet = change_keys(page)
    sheet.get_by_role("button", name="Change the key of Clear,").click()
    sheet.get_by_role("button", name="No key").click()
    shut(page, sheet)
    page.keyboard.press("Delete")
    assert at(mask_of(page), (0.5, 0.5))


def test_keys_do_nothing_to_the_painting_while_the_sheet_is_open(page: Page, server: Program):
    paint_own(page, server)
    stroke(page, (0.3, 0.5), (0.7, 0.5))
    sheet = open_help(page)
    for key in ("Control+z", "l", "Delete"):
        page.keyboard.press(key)
    shut(page, sheet)
    expect_chosen(page, "Brush")
    assert at(mask_of(page), (0.5, 0.5))


def opacity(page: Page) -> str:
    return page.locator(".painter-mask").evaluate("canvas => getComputedStyle(canvas).opacity")


def visibility(page: Page) -> str:
    return page.locator(".painter-mask").evaluate("canvas => getComputedStyle(canvas).visibility")


def test_m_hides_the_mask_backslash_as_long_as_it_is_held_and_digits_set_how_strong_it_shows(
    page: Page, server: Program
):
    paint_own(page, server)
    stroke(page, (0.3, 0.5), (0.7, 0.5))
    page.keyboard.press("3")
    assert opacity(page) == "0.3"
    page.keyboard.press("0")
    assert opacity(page) == "1"
    page.keyboard.press("m")
    assert opacity(page) == "0"
    page.keyboard.press("m")
    assert opacity(page) == "1"
    page.keyboard.down("\\")
    assert visibility(page) == "hidden"
    page.keyboard.up("\\")
    assert visibility(page) == "visible"
    page.keyboard.down("\\")
    page.evaluate("dispatchEvent(new Event('blur'))")
    assert visibility(page) == "visible"


def test_zoom_keys_and_both_redo_keys_do_what_the_sheet_says(page: Page, server: Program):
    paint_own(page, server)
    page.keyboard.press("Control+1")
    expect(tool(page, "Actual size, now at 100 %")).to_be_visible()
    page.keyboard.press("Control+0")
    expect(tool(page, "Actual size, now at 100 %")).to_be_hidden()
    set_brush(page, 40)
    page.mouse.click(*on_screen(page, (0.5, 0.5)))
    page.keyboard.press("Control+z")
    expect_nothing_painted(page)
    page.keyboard.press("Control+y")
    assert at(mask_of(page), (0.5, 0.5))
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+z")
    assert at(mask_of(page), (0.5, 0.5))


def test_control_and_enter_submits_also_from_the_prompt(page: Page, server: Program):
    paint_own(page, server)
    page.get_by_label("Prompt").focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#reason")).to_have_text("Nothing is painted yet. Paint the region to redraw first.")
