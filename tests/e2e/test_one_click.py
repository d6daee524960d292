"""One click is one charge, however many clicks, keys and tabs it takes."""

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.e2e.paint_support import paint_sample
from tests.e2e.painting import Point, open_painter, stroke
from tools.processes import Program

ACROSS: list[Point] = [(0.3, 0.5), (0.7, 0.5)]


def made(page: Page, picture_url: str) -> set[str]:
    """The addresses of the picture's jobs, as its page lists them."""
    page.goto(picture_url)
    links = page.locator("a[href*='/jobs/']").evaluate_all("links => links.map((link) => link.pathname)")
    return set(links)


def open_painted(page: Page, server: Program, sample: int) -> tuple[str, set[str]]:
    """Paint a stroke on a sample; returns the picture's address and the jobs it had before."""
    picture_url = paint_sample(page, server, sample)
    before = made(page, picture_url)
    open_painter(page, picture_url + "/paint")
    stroke(page, *ACROSS)
    return picture_url, before


def test_a_double_click_and_the_enter_key_at_once_are_one_job(page: Page, server: Program):
    picture_url, before = open_painted(page, server, 1)
    prompt = page.get_by_label("Prompt")
    prompt.fill("a stone tower at dawn")
    page.get_by_role("button", name="Redraw region").dblclick(no_wait_after=True)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/jobs/*")
    assert len(made(page, picture_url) - before) == 1


def test_two_tabs_that_send_the_same_painting_at_once_get_the_same_job(
    page: Page, context: BrowserContext, server: Program
):
    picture_url, before = open_painted(page, server, 2)
    page.get_by_label("Prompt").fill("a lighthouse in the fog")
    with page.expect_response(lambda got: got.request.method == "PUT" and got.url.endswith("/draft")):
        stroke(page, (0.3, 0.6), (0.7, 0.6))
    other = context.new_page()
    open_painter(other, picture_url + "/paint")
    expect(other.get_by_role("button", name="Undo", exact=True)).to_be_enabled()
    other.get_by_label("Prompt").fill("a lighthouse in the fog")
    held: list[Route] = []
    page.route("**/jobs", lambda route: held.append(route))
    with page.expect_request("**/jobs"):
        page.get_by_role("button", name="Redraw region").click()
    other.get_by_role("button", name="Redraw region").click()
    other.wait_for_url("**/jobs/*")
    held[0].continue_()
    page.wait_for_url("**/jobs/*")
    assert page.url == other.url
    assert len(made(page, picture_url) - before) == 1


def test_sending_the_same_again_after_going_back_is_the_same_job_until_a_person_wants_another(
    page: Page, server: Program
):
    picture_url, before = open_painted(page, server, 0)
    page.get_by_label("Prompt").fill("a small harbour")
    redraw = page.get_by_role("button", name="Redraw region")
    redraw.click()
    page.wait_for_url("**/jobs/*")
    job_url = page.url
    page.route("**/submitted?*", lambda route: route.abort())  # so that nobody is told before pressing
    page.go_back()
    page.wait_for_url("**/paint")
    redraw.click()
    page.wait_for_url(job_url)
    page.unroute("**/submitted?*")
    page.go_back()
    page.wait_for_url("**/paint")
    link = page.get_by_role("link", name="see the result")
    expect(link).to_be_visible(timeout=60_000)
    assert job_url.endswith(str(link.get_attribute("href")))
    redraw.click()
    page.wait_for_url("**/jobs/*")
    assert page.url != job_url
    assert len(made(page, picture_url) - before) == 2
