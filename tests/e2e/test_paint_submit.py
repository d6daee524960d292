"""From the painting to the job: what is refused and warned of, what survives, and that a retry pays once."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.e2e.paint_support import (
    SIZE,
    Mask,
    assert_is_stroke,
    drawn,
    expect_nothing_painted,
    mask_of,
    paint_own,
    paint_sample,
    read_mask,
)
from tests.e2e.painting import Point, on_screen, open_painter, redraw, set_brush, stroke
from tools.processes import Program

ACROSS: list[Point] = [(0.3, 0.5), (0.7, 0.5)]
WITHOUT_SECURE_CONTEXT = """
    delete PointerEvent.prototype.getCoalescedEvents;
    delete Crypto.prototype.randomUUID;
    Object.defineProperty(Crypto.prototype, "subtle", { value: undefined });
    Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined });
"""
REMEMBER_KEYS = """
    const send = globalThis.fetch;
    globalThis.fetch = (url, options = {}) => {
      if (options.body instanceof FormData) {
        const keys = JSON.parse(sessionStorage.getItem("sent-keys") ?? "[]");
        sessionStorage.setItem("sent-keys", JSON.stringify([...keys, options.body.get("key")]));
      }
      return send(url, options);
    };
"""


def is_submit(request: Request) -> bool:
    return request.method == "POST" and request.url.endswith("/jobs")


def press_submit(page: Page) -> None:
    page.get_by_role("button", name="Redraw region").click()


def retry(page: Page) -> str:
    """Submit for the second time, and see that the key is the one of the first; return the job's address."""
    press_submit(page)
    page.wait_for_url("**/jobs/*")
    first, second = page.evaluate("JSON.parse(sessionStorage.getItem('sent-keys'))")
    assert first
    assert first == second
    return page.url


def sent_mask(page: Page) -> Mask:
    """The mask the server got with the job whose page is open."""
    answer = page.request.get(page.url + "/mask.png")
    assert answer.status == 200, answer.text()
    return read_mask(answer.body())


def jobs_of(page: Page, picture_url: str) -> set[str]:
    """The addresses of the picture's jobs, as its page lists them."""
    page.goto(picture_url)
    links = page.locator("a[href*='/jobs/']").evaluate_all("links => links.map((link) => link.pathname)")
    return set(links)


def wait_for_draft(page: Page, act: Callable[[], None]) -> None:
    """Do something to the painting, and return when the server has it."""
    with page.expect_response(
        lambda got: got.request.method == "PUT" and got.url.endswith("/draft")
    ) as answer:
        act()
    assert answer.value.status == 204


def test_an_empty_mask_is_refused_beside_the_button_and_nothing_is_sent(page: Page, server: Program):
    paint_sample(page, server)
    sent: list[str] = []
    page.on("request", lambda request: is_submit(request) and sent.append(request.url))
    expect_nothing_painted(page)
    press_submit(page)
    reason = page.locator("#reason")
    expect(reason).to_have_text("Nothing is painted yet. Paint the region to redraw first.")
    boxes = [each.bounding_box() for each in (reason, page.get_by_role("button", name="Redraw region"))]
    assert boxes[0]
    assert boxes[1]
    assert 0 <= boxes[1]["y"] - (boxes[0]["y"] + boxes[0]["height"]) < 40
    assert sent == []
    stroke(page, *ACROSS)
    expect(reason).to_be_hidden()


def test_what_was_painted_and_erased_again_is_as_empty(page: Page, server: Program):
    paint_sample(page, server)
    set_brush(page, 40)
    page.mouse.click(*on_screen(page, (0.5, 0.5)))
    set_brush(page, 120)
    page.mouse.click(*on_screen(page, (0.5, 0.5)), button="right")
    press_submit(page)
    expect(page.locator("#reason")).to_have_text("Nothing is painted yet. Paint the region to redraw first.")


def test_a_small_region_is_warned_of_and_sent_all_the_same(page: Page, server: Program):
    paint_sample(page, server)
    set_brush(page, 60)
    page.mouse.click(*on_screen(page, (0.5, 0.5)))
    expect(page.get_by_text("This region is small")).to_be_visible()
    redraw(page, "")
    assert sent_mask(page).sum() < 10_000


def test_nearly_the_whole_picture_is_warned_of_and_sent_all_the_same(page: Page, server: Program):
    paint_sample(page, server)
    set_brush(page, 300)
    page.keyboard.press("Control+a")
    expect(page.get_by_text("This is nearly the whole picture (100 %)")).to_be_visible()
    page.mouse.click(*on_screen(page, (0.5, 0.5)), button="right")
    expect(page.get_by_text("This is nearly the whole picture (98.3 %)")).to_be_visible()
    redraw(page, "")
    assert 0.95 < sent_mask(page).mean() < 1


def test_an_ordinary_region_is_described_without_a_warning(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 200)
    page.mouse.click(*on_screen(page, (0.5, 0.5)))
    expect(page.get_by_text("4.0 % of the picture, 1 area", exact=True)).to_be_visible()
    expect(page.get_by_text("This region is small")).to_be_hidden()


def test_a_reload_brings_back_the_painting_with_its_steps_the_prompt_and_the_view(
    page: Page, server: Program
):
    paint_own(page, server)
    page.get_by_label("Prompt").fill("a red boat")
    stroke(page, *ACROSS)
    first = mask_of(page)
    stroke(page, (0.5, 0.2), (0.5, 0.8))
    both = mask_of(page)
    page.mouse.move(*on_screen(page, (0.25, 0.75)))
    page.mouse.wheel(0, -400)
    drawn(page)
    view = page.get_by_test_id("picture").bounding_box()
    page.reload()
    open_painter(page, page.url)
    expect(page.get_by_label("Prompt")).to_have_value("a red boat")
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_enabled()
    assert page.get_by_test_id("picture").bounding_box() == pytest.approx(view, abs=0.01)
    assert np.array_equal(mask_of(page), both)
    page.keyboard.press("Control+z")
    assert np.array_equal(mask_of(page), first)


def test_a_stroke_finished_just_before_the_reload_is_not_lost(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 60)
    stroke(page, *ACROSS)
    page.reload()
    open_painter(page, page.url)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_enabled()
    assert_is_stroke(mask_of(page), ACROSS, 60)


def test_a_painting_comes_back_from_the_server_where_the_browser_forgot_it(page: Page, server: Program):
    paint_own(page, server)
    wait_for_draft(page, lambda: stroke(page, *ACROSS))
    before = mask_of(page)
    forget = {"origin": server.url, "storageTypes": "indexeddb"}
    page.context.new_cdp_session(page).send("Storage.clearDataForOrigin", forget)
    page.reload()
    open_painter(page, page.url)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_enabled()
    assert np.array_equal(mask_of(page), before)


def test_a_painting_is_there_in_another_browser(
    page: Page, new_context: Callable[..., BrowserContext], server: Program
):
    paint_own(page, server)
    page.get_by_role("button", name="Zoom in").click()
    wait_for_draft(page, lambda: stroke(page, *ACROSS))
    other = new_context().new_page()
    open_painter(other, page.url)
    expect(other.get_by_role("button", name="Undo", exact=True)).to_be_enabled()
    here, there = (each.get_by_test_id("picture").bounding_box() for each in (page, other))
    assert there == pytest.approx(here, abs=0.01)
    assert np.array_equal(mask_of(other), mask_of(page))


def test_a_submit_that_did_not_reach_the_server_keeps_all_and_its_retry_makes_one_job(
    page: Page, server: Program
):
    page.add_init_script(REMEMBER_KEYS)
    picture_url = paint_sample(page, server, 1)
    before = jobs_of(page, picture_url)
    open_painter(page, picture_url + "/paint")
    stroke(page, *ACROSS)
    page.route("**/jobs", lambda route: route.abort(), times=1)
    page.get_by_label("Prompt").fill("a stone tower")
    press_submit(page)
    expect(page.locator("#reason")).to_contain_text("The server could not be reached. Your painting is kept")
    painted = mask_of(page)
    job_url = retry(page)
    assert np.array_equal(sent_mask(page), painted)
    made = jobs_of(page, picture_url) - before
    assert [job_url.endswith(path) for path in made] == [True]


def test_a_submit_whose_answer_was_lost_is_not_paid_twice(page: Page, server: Program):
    page.add_init_script(REMEMBER_KEYS)
    picture_url = paint_sample(page, server, 2)
    before = jobs_of(page, picture_url)
    open_painter(page, picture_url + "/paint")
    stroke(page, *ACROSS)
    cdp = page.context.new_cdp_session(page)
    lost: list[int] = []

    def lose(event: dict[str, Any]) -> None:
        lost.append(event["responseStatusCode"])
        cdp.send("Fetch.failRequest", {"requestId": event["requestId"], "errorReason": "ConnectionReset"})

    cdp.on("Fetch.requestPaused", lose)
    cdp.send("Fetch.enable", {"patterns": [{"urlPattern": "*/jobs", "requestStage": "Response"}]})
    press_submit(page)
    expect(page.locator("#reason")).to_contain_text("Your painting is kept")
    cdp.send("Fetch.disable")
    assert lost == [201]
    job_url = retry(page)
    made = jobs_of(page, picture_url) - before
    assert [job_url.endswith(path) for path in made] == [True]


def test_a_browser_on_plain_http_paints_and_submits(page: Page, server: Program):
    page.add_init_script(WITHOUT_SECURE_CONTEXT)
    paint_sample(page, server)
    assert page.evaluate("[navigator.clipboard, crypto.subtle, crypto.randomUUID]") == [None, None, None]
    assert page.evaluate("'getCoalescedEvents' in PointerEvent.prototype") is False
    set_brush(page, 120)
    stroke(page, *ACROSS)
    redraw(page, "a red boat")
    assert_is_stroke(sent_mask(page), ACROSS, 120, tolerance=3)


def test_a_picture_that_fails_to_load_says_so_and_can_be_painted_all_the_same(page: Page, server: Program):
    paint_own(page, server)
    page.context.route("**/image*", lambda route: route.abort())
    page.reload()
    text = "The picture could not be loaded. Your painting is kept; reload the page to try again."
    expect(page.get_by_test_id("surface").get_by_text(text)).to_be_visible()
    set_brush(page, 60)
    stroke(page, *ACROSS)
    mask = mask_of(page)
    assert mask.shape == (SIZE[1], SIZE[0])
    assert_is_stroke(mask, ACROSS, 60)
