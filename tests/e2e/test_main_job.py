"""The main job from end to end: paint a region, submit, watch, get the picture; also through accidents."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.painting import open_painter, redraw, set_brush, stroke
from tools.processes import Program, start_standin
from tools.processes import start_app as start_app_in
from webapp.standin import SAMPLES

SQUIGGLE = ((0.40, 0.45), (0.60, 0.45), (0.60, 0.55), (0.40, 0.55))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """An app of these tests' own: a newcomer's home, not one full of other tests' pictures."""
    program = start_app_in(tmp_path_factory.mktemp("newcomer"))
    yield program
    program.stop()


def fetch(page: Page, url: str) -> Image.Image:
    answer = page.request.get(url)
    assert answer.status == 200, f"{url}: {answer.status} {answer.text()}"
    return Image.open(io.BytesIO(answer.body()))


def csrf(page: Page) -> str:
    return page.locator('meta[name="csrf-token"]').get_attribute("content") or ""


def status_of(page: Page, job_url: str) -> dict[str, object]:
    return page.request.get(job_url + "/status").json()


def open_a_sample(page: Page, app: Program) -> str:
    """Go from home to the painter of a sample by the links a person follows; return the picture's address.

    Its draft is deleted first, so that one test's painting is not another's beginning.
    """
    page.goto(app.url)
    page.get_by_role("link", name=SAMPLES[0].title).last.click()
    page.wait_for_url("**/pictures/*")
    picture_url = page.url
    assert page.request.delete(picture_url + "/draft", headers={"X-CSRFToken": csrf(page)}).status == 204
    page.get_by_role("link", name="Paint a region").click()
    page.wait_for_url("**/paint*")
    open_painter(page, page.url)
    return picture_url


def wait_until_done(page: Page, timeout_s: int = 90) -> str:
    """Watch the open results page until the job is done; return the address of the result's bytes."""
    expect(page.locator("[data-status]").first).to_have_attribute(
        "data-status", "done", timeout=timeout_s * 1000
    )
    expect(page.get_by_test_id("result").first).to_be_visible()
    picture_url = status_of(page, page.url)["picture_url"]
    assert isinstance(picture_url, str)
    return picture_url


def difference(
    page: Page, app: Program, picture_url: str, result_url: str, job_url: str
) -> tuple[float, float]:
    """How far the first variation is from the source: mean inside the region, greatest outside (0-255)."""
    source = fetch(page, picture_url + "/image").convert("RGB")
    quarter = fetch(page, app.url + result_url + "?variation=1").convert("RGB")
    assert quarter.size == (source.width // 2, source.height // 2)
    mask = fetch(page, job_url + "/mask.png").convert("L")
    assert mask.size == source.size
    assert set(np.unique(np.asarray(mask))) == {0, 255}
    share = np.asarray(mask.reduce(2), dtype=np.float32) / 255
    change = np.abs(np.asarray(quarter, np.int16) - np.asarray(source.reduce(2), np.int16)).max(axis=2)
    return float(change[share == 1].mean()), float(change[share == 0].max())


def test_home_shows_the_three_samples_to_a_newcomer(page: Page, server: Program):
    page.goto(server.url)
    for sample in SAMPLES:
        expect(page.get_by_text(sample.title).first).to_be_visible()


def test_a_painted_region_is_redrawn_and_nothing_outside_it_changes(page: Page, server: Program):
    picture_url = open_a_sample(page, server)
    set_brush(page, 160)
    stroke(page, *SQUIGGLE)
    redraw(page, "a red wooden boat")
    job_url = page.url
    inside, outside = difference(page, server, picture_url, wait_until_done(page), job_url)
    assert inside > 8
    assert outside <= 6


def test_the_mask_is_white_where_the_pointer_went_and_black_elsewhere(page: Page, server: Program):
    open_a_sample(page, server)
    set_brush(page, 100)
    stroke(page, (0.25, 0.50), (0.75, 0.50))
    redraw(page, "")
    mask = fetch(page, page.url + "/mask.png").convert("L")
    along = [mask.getpixel((round(x * mask.width), mask.height // 2)) for x in (0.26, 0.4, 0.5, 0.6, 0.74)]
    beside = [mask.getpixel((mask.width // 2, round(y * mask.height))) for y in (0.3, 0.45, 0.55, 0.7)]
    assert (along, beside) == ([255] * 5, [0] * 4)


def test_a_painting_survives_a_reload_and_is_then_sent(page: Page, server: Program):
    open_a_sample(page, server)
    set_brush(page, 160)
    stroke(page, *SQUIGGLE)
    page.reload()
    open_painter(page, page.url)
    redraw(page, "a green boat")
    mask = fetch(page, page.url + "/mask.png").convert("L")
    assert mask.getpixel((round(0.5 * mask.width), round(0.45 * mask.height))) == 255
    wait_until_done(page)


def test_a_job_goes_on_when_the_server_is_killed_and_started_again(
    page: Page, start_app: Callable[..., Program]
):
    app = start_app(STANDIN_SPEED="6")
    open_a_sample(page, app)
    set_brush(page, 160)
    stroke(page, *SQUIGGLE)
    redraw(page, "a stone tower")
    expect(page.locator("[data-status]").first).to_have_attribute("data-status", "running", timeout=30_000)
    app.restart()
    page.reload()
    result_url = wait_until_done(page, timeout_s=180)
    assert fetch(page, app.url + result_url).width > 0


def test_any_server_that_speaks_the_contract_serves_by_its_address_and_a_token(
    page: Page, start_app: Callable[..., Program], tmp_path: Path
):
    provider = start_standin(tmp_path)
    try:
        app = start_app(
            MIDJOURNEY_TOKEN="the-token-of-a-test",
            MIDJOURNEY_API_URL=provider.url,
            PICTURE_HOSTS=f"127.0.0.1:{provider.port}",
        )
        page.goto(app.url)
        form = {"message_id": SAMPLES[0].message_id, "csrf_token": csrf(page)}
        added = page.request.post(app.url + "/pictures", form=form)
        assert added.status == 200, added.text()
        picture_url = added.url
        open_painter(page, picture_url + "/paint")
        set_brush(page, 160)
        stroke(page, *SQUIGGLE)
        redraw(page, "a red wooden boat")
        job_url = page.url
        inside, outside = difference(page, app, picture_url, wait_until_done(page), job_url)
        assert inside > 8
        assert outside <= 6
        assert "the-token-of-a-test" not in app.log
    finally:
        provider.kill()
