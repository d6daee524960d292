"""The results page: it follows a job, shows what came of it, and says what to do when nothing did."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.pages_support import (
    LONGEST_MS,
    Ended,
    expect_status,
    layout_moved,
    open_sample,
    sideways_px,
    submit,
    watch_layout,
)
from tools.processes import Program
from tools.processes import start_app as start_app_in


@pytest.fixture(scope="module")
def slow_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """An app whose provider takes its time."""
    program = start_app_in(tmp_path_factory.mktemp("slow"), STANDIN_SPEED="1")
    yield program
    program.kill()


def test_a_job_is_followed_from_the_queue_to_its_result_without_a_reload_also_at_home(
    context: BrowserContext, start_app: Callable[..., Program]
):
    app = start_app(STANDIN_SPEED="6")
    home, page = context.new_page(), context.new_page()
    picture = open_sample(page, app)
    watch_layout(page)
    page.goto(submit(page, picture, "a red wooden boat"))
    loaded_at = page.evaluate("performance.timeOrigin")
    home.goto(app.url)
    tile = home.locator("[data-job]")
    expect_status(page, "running")
    bar = page.get_by_role("progressbar")
    expect(bar).to_have_attribute("value", re.compile(r"[1-9]\d?"))
    expect(page).to_have_title(re.compile(r"^[1-9]\d? % · a red wooden boat · Redraw$"))
    expect(page.locator("[data-part=time]")).to_have_text(re.compile(r"^\d+ s so far"))
    expect(page.locator(".region-breathing")).to_be_visible()
    expect(tile).to_have_attribute("data-status", "running")
    expect(tile.get_by_role("progressbar")).to_be_visible()
    expect_status(page, "done")
    expect(page.get_by_role("img", name="Variation 4")).to_be_visible()
    expect(page).to_have_title(re.compile(r"^Done · "))
    assert page.evaluate("performance.timeOrigin") == loaded_at
    assert layout_moved(page) < 0.01
    expect(tile).to_have_attribute("data-status", "done", timeout=LONGEST_MS)
    expect(tile.locator("img")).to_have_attribute("src", re.compile(r"/pictures/.*/image\?w=640$"))
    expect(tile.get_by_role("progressbar")).to_have_count(0)


def test_a_lost_connection_is_told_and_found_again_by_itself(page: Page, slow_app: Program):
    page.goto(submit(page, open_sample(page, slow_app), "Slow job"))
    progress = page.get_by_role("progressbar")
    expect(progress).to_have_attribute("value", re.compile(r"\d"))
    seen = progress.get_attribute("value")
    page.context.set_offline(True)
    expect(page.get_by_text("The app cannot be reached just now.")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("The app cannot be reached just now.")).to_be_hidden()
    expect(progress).not_to_have_attribute("value", seen or "", timeout=LONGEST_MS)


def test_the_keys_1_to_4_enlarge_that_variation(page: Page, ended: Callable[..., Ended]):
    page.goto(ended().job)
    page.keyboard.press("3")
    viewer = page.get_by_role("dialog")
    expect(viewer.get_by_role("img", name="Variation 3")).to_be_visible()
    page.keyboard.press("2")
    expect(viewer.get_by_role("button", name="Variation 2")).to_have_attribute("aria-pressed", "true")
    expect(viewer.get_by_role("button", name="Variation 2")).to_be_focused()
    expect(viewer.get_by_role("img", name="Variation 2")).to_be_visible()
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()


def shown_share(page: Page) -> float:
    """The share of the enlarged variation that is not cut away, 0..1."""
    return float(
        page.locator("[data-viewer] [data-part=variation]").evaluate(
            "(image) => 1 - parseFloat(getComputedStyle(image).clipPath.split(' ').at(-1)) / 100"
        )
    )


def test_the_compare_slider_is_moved_by_keyboard_and_uncovers_the_original(
    page: Page, ended: Callable[..., Ended]
):
    page.goto(ended().job)
    page.get_by_role("link", name="Enlarge variation 1").click()
    slider = page.get_by_role("slider", name="Compare with the original")
    expect(slider).to_have_attribute("aria-valuetext", "Only the new picture")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("PageUp")
    expect(slider).to_have_attribute("aria-valuetext", "Original on the left 30 %")
    assert shown_share(page) == 0.7
    page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "Only the original")


def test_original_and_variation_lie_over_each_other_at_every_zoom(page: Page, ended: Callable[..., Ended]):
    page.goto(ended().job)
    page.keyboard.press("1")
    stage = page.locator("[data-viewer] [data-part=stage]")
    box = stage.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    before = page.locator("[data-part=zoom]").text_content()
    page.mouse.wheel(0, -600)
    expect(page.locator("[data-part=zoom]")).not_to_have_text(before or "")
    original = page.locator("[data-viewer] [data-part=original]").bounding_box()
    assert original == page.locator("[data-viewer] [data-part=variation]").bounding_box()


def test_the_divider_is_dragged_to_where_the_pointer_is(page: Page, ended: Callable[..., Ended]):
    page.goto(ended().job)
    page.keyboard.press("1")
    page.locator("[data-viewer] [data-part=divider]").hover()  # waits until it has come to rest
    box = page.locator("[data-viewer] [data-part=box]").bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, middle, steps=5)
    page.mouse.up()
    expect(page.get_by_role("slider")).to_have_value("50")


def test_holding_a_key_shows_the_original(page: Page, ended: Callable[..., Ended]):
    page.goto(ended().job)
    page.keyboard.press("1")
    variation = page.locator("[data-viewer] [data-part=variation]")
    page.keyboard.down("o")
    expect(variation).to_be_hidden()
    page.keyboard.up("o")
    expect(variation).to_be_visible()


def test_an_upscale_of_a_variation_can_be_painted_again(page: Page, ended: Callable[..., Ended]):
    page.goto(ended().job)
    page.locator(".sheet-cell").nth(1).get_by_role("button", name="Upscale").click()
    page.wait_for_url("**/jobs/*")
    expect_status(page, "done")
    page.get_by_role("link", name="Paint a region").click()
    page.wait_for_url("**/paint")


def test_a_variation_that_was_upscaled_opens_instead_of_being_paid_again(
    page: Page, ended: Callable[..., Ended]
):
    result = ended().job
    page.goto(result)
    page.locator(".sheet-cell").nth(0).get_by_role("button", name="Upscale").click()
    page.wait_for_url(lambda url: "/jobs/" in url and url != result)
    expect_status(page, "done")
    page.goto(result)
    expect(page.locator(".sheet-cell").nth(0).get_by_role("link", name="Open upscale 1")).to_be_visible()


def test_painting_again_begins_with_the_mask_of_the_job(page: Page, ended: Callable[..., Ended]):
    picture, job_id = ended().picture, ended().job.rsplit("/", 1)[1]
    page.goto(ended().job)
    link = page.get_by_role("link", name="Paint again with this mask").first
    expect(link).to_have_attribute("href", f"/pictures/{picture.rsplit('/', 1)[1]}/paint?from={job_id}")


def test_a_variation_is_downloaded_as_its_own_file(page: Page, ended: Callable[..., Ended]):
    page.goto(ended().job)
    with page.expect_download() as download:
        page.locator(".sheet-cell").nth(2).get_by_role("link", name="Download variation 3").click()
    assert download.value.path().stat().st_size > 1000


def test_a_failure_tells_reason_charge_and_what_to_do_and_keeps_the_painting(
    page: Page, ended: Callable[..., Ended]
):
    page.goto(ended("Banned prompt detected", "failed").job)
    ended = page.locator(".ended")
    expect(ended).to_contain_text("Banned prompt detected")
    expect(ended).to_contain_text("charged")
    expect(ended).to_contain_text("painting is kept")
    expect(ended.get_by_role("link", name="Paint again with this mask")).to_be_visible()


def test_a_lost_answer_is_decided_by_a_person_who_may_give_up(page: Page, server: Program):
    page.goto(submit(page, open_sample(page, server), "Lost answer"))
    expect_status(page, "uncertain")
    expect(page.get_by_label("use its message id")).to_be_visible()
    expect(page.get_by_role("button", name="Send again")).to_be_visible()
    page.get_by_role("button", name="Give up").click()
    expect_status(page, "cancelled")


def test_the_receipt_can_be_read_and_copied_as_it_is_or_as_a_command(
    new_context: Callable[..., BrowserContext], ended: Callable[..., Ended]
):
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(ended("Banned prompt detected", "failed").job)
    page.get_by_text("Receipt", exact=True).click()
    shown = page.locator(".receipt").inner_text()
    assert '"Authorization": "Bearer [redacted]"' in shown
    for name, begins in (("Copy", "{"), ("Copy as curl", "curl ")):
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_role("button", name="Copied")).to_have_count(1)
        assert page.evaluate("navigator.clipboard.readText()").startswith(begins)
        expect(page.get_by_role("button", name="Copied")).to_have_count(0)


def test_a_running_job_is_cancelled_on_request(page: Page, slow_app: Program):
    page.goto(submit(page, open_sample(page, slow_app), "Slow job"))
    expect_status(page, "running")
    page.get_by_role("button", name="Cancel").click()
    expect_status(page, "cancelled")
    expect(page.get_by_role("heading", name="Cancelled")).to_be_visible()


def test_the_results_fit_on_a_phone(new_context: Callable[..., BrowserContext], ended: Callable[..., Ended]):
    page = new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True).new_page()
    page.goto(ended().job)
    assert sideways_px(page) == 0
    page.get_by_role("link", name="Enlarge variation 4").tap()
    expect(page.get_by_role("dialog").get_by_role("img", name="Variation 4")).to_be_visible()
    heights = page.locator("[data-viewer] button:visible, .sheet-actions button").evaluate_all(
        "(buttons) => buttons.map((button) => button.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44


def test_motion_rests_for_those_who_ask_for_it(new_context: Callable[..., BrowserContext], slow_app: Program):
    page = new_context(reduced_motion="reduce").new_page()
    page.goto(submit(page, open_sample(page, slow_app), "Slow job"))
    fill = page.locator(".region-fill")
    expect(fill).to_have_css("animation-name", "none")
    expect(fill).to_have_css("opacity", "0.5")
