"""Home and the page of a picture: adding, looking, finding, with and without scripts."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.pages_support import image_file, layout_moved, open_sample, sideways_px, watch_layout
from tools.processes import Program
from webapp.standin import SAMPLES

UNKNOWN_ID = "00000000-0000-4000-8000-000000000000"


def add(page: Page, text: str) -> None:
    page.locator("[name=message_id]").fill(text)
    page.get_by_role("button", name="Add a picture").click()


def test_a_message_id_leads_to_its_picture(page: Page, server: Program):
    open_sample(page, server, 1)
    expect(page.get_by_role("heading", name=SAMPLES[1].title)).to_be_visible()
    expect(page.get_by_role("link", name="Paint a region")).to_have_attribute("href", re.compile(r"/paint$"))


def test_the_form_works_without_scripts(new_context: Callable[..., BrowserContext], server: Program):
    page = new_context(java_script_enabled=False).new_page()
    open_sample(page, server)
    expect(page.get_by_role("heading", name=SAMPLES[0].title)).to_be_visible()


def test_words_and_images_can_be_sent_without_scripts_too(
    new_context: Callable[..., BrowserContext], server: Program, tmp_path: Path
):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(server.url)
    page.locator("[name=prompt]").fill("a stone bridge")
    page.get_by_role("button", name="Add a picture").click()
    page.wait_for_url("**/jobs/*")
    page.goto(server.url)
    page.locator("[name=image]").set_input_files(image_file(tmp_path))
    page.get_by_role("button", name="Add a picture").click()
    page.wait_for_url("**/pictures/*")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_words_in_the_one_field_become_a_prompt(page: Page, server: Program):
    page.goto(server.url)
    page.locator("[name=message_id]").fill("a lighthouse in a storm")
    expect(page.get_by_text("Words: four new pictures are drawn from them.")).to_be_visible()
    page.get_by_role("button", name="Add a picture").click()
    page.wait_for_url("**/jobs/*")
    expect(page.locator(".prompt")).to_have_text("a lighthouse in a storm")


def test_an_empty_field_is_not_sent_but_asked_for(page: Page, server: Program):
    page.goto(server.url)
    page.get_by_role("button", name="Add a picture").click()
    expect(page.locator("[name=message_id]")).to_be_focused()
    expect(page).to_have_url(server.url + "/")


def test_an_unknown_id_is_explained_beside_the_field_which_keeps_it(page: Page, server: Program):
    page.goto(server.url)
    add(page, UNKNOWN_ID)
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=message_id]")).to_have_value(UNKNOWN_ID)
    expect(page.locator("[name=message_id]")).to_have_attribute("aria-invalid", "true")


def test_a_chosen_image_is_shown_then_added_and_can_be_painted(page: Page, server: Program, tmp_path: Path):
    page.goto(server.url)
    page.locator("[name=image]").set_input_files(image_file(tmp_path, (640, 480)))
    expect(page.get_by_text("own.png")).to_be_visible()
    expect(page.get_by_label("Message id of this image (optional)")).to_be_focused()
    page.get_by_role("button", name="Add a picture").click()
    page.wait_for_url("**/pictures/*")
    expect(page.get_by_text("640 × 480")).to_be_visible()
    expect(page.get_by_role("link", name="Paint a region")).to_be_visible()


def test_a_pasted_image_is_taken_wherever_it_is_pasted(page: Page, server: Program):
    page.goto(server.url)
    page.evaluate("""async () => {
      const canvas = new OffscreenCanvas(80, 64);
      canvas.getContext("2d").fillRect(0, 0, 80, 64);
      const data = new DataTransfer();
      data.items.add(new File([await canvas.convertToBlob()], "pasted.png", { type: "image/png" }));
      dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, cancelable: true }));
    }""")
    expect(page.get_by_text("pasted.png")).to_be_visible()
    page.get_by_role("button", name="Add a picture").click()
    page.wait_for_url("**/pictures/*")
    expect(page.get_by_text("80 × 64")).to_be_visible()


def test_a_dropped_file_that_is_no_image_is_refused_by_name(page: Page, server: Program):
    page.goto(server.url)
    page.evaluate("""() => {
      const data = new DataTransfer();
      data.items.add(new File(["hello"], "notes.txt", { type: "text/plain" }));
      dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
    }""")
    expect(page.get_by_role("alert")).to_have_text("“notes.txt” is not a PNG, JPEG or WebP image.")


def test_every_tile_keeps_the_shape_of_its_picture(page: Page, server: Program):
    page.goto(server.url)
    tiles = page.locator(".tile:has(img)")
    assert tiles.count() >= len(SAMPLES)
    off = page.evaluate("""() => [...document.querySelectorAll(".tile img")].map((image) => {
      const box = image.getBoundingClientRect();
      return Math.abs(box.width / box.height - image.getAttribute("width") / image.getAttribute("height"));
    })""")
    assert max(off) < 0.02


def test_tiles_of_one_row_are_equally_high(page: Page, server: Program):
    page.goto(server.url)
    boxes = page.evaluate("""() => [...document.querySelectorAll(".tile")]
      .map((tile) => tile.getBoundingClientRect()).map(({ top, height }) => [Math.round(top), height])""")
    rows: dict[int, list[float]] = {}
    for top, height in boxes:
        rows.setdefault(top, []).append(height)
    assert all(max(heights) - min(heights) < 1 for heights in rows.values()), rows


def test_nothing_jumps_while_home_loads(page: Page, server: Program):
    watch_layout(page)
    page.goto(server.url, wait_until="networkidle")
    assert layout_moved(page) < 0.01


def test_the_search_finds_by_words_of_the_prompt(page: Page, server: Program):
    page.goto(server.url + "/?q=lantern")
    expect(page.get_by_role("img", name=SAMPLES[2].title)).to_be_visible()
    expect(page.get_by_role("img", name=SAMPLES[0].title)).to_have_count(0)
    page.goto(server.url + "/?q=nothing-is-called-this")
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()


def test_the_theme_is_switched_and_remembered(page: Page, server: Program):
    page.goto(server.url)
    switch = page.get_by_role("button", name="Theme:")
    switch.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    switch.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(switch).to_have_accessible_name("Theme: dark")


def test_practice_is_announced_on_every_page(page: Page, server: Program):
    picture = open_sample(page, server)
    for address in (server.url, picture, server.url + "/mask", picture + "/paint"):
        page.goto(address)
        text = "Practice mode: pictures are drawn here, not by Midjourney."
        expect(page.get_by_text(text).first).to_be_visible()


def test_a_phone_360_px_wide_never_scrolls_sideways(
    new_context: Callable[..., BrowserContext], server: Program
):
    page = new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True).new_page()
    picture = open_sample(page, server)
    wide = dict.fromkeys((server.url, picture, server.url + "/mask", server.url + "/styleguide"), 0)
    for address in wide:
        page.goto(address)
        wide[address] = sideways_px(page)
    assert set(wide.values()) == {0}, wide


def test_deleting_a_picture_asks_first(page: Page, server: Program, tmp_path: Path):
    page.goto(server.url)
    page.locator("[name=image]").set_input_files(image_file(tmp_path, (320, 200), "to-delete.png"))
    page.get_by_role("button", name="Add a picture").click()
    page.wait_for_url("**/pictures/*")
    picture = page.url
    expect(page.get_by_role("button", name="Delete for good")).to_be_hidden()
    page.get_by_text("Delete picture").click()
    page.get_by_role("button", name="Delete for good").click()
    page.wait_for_url(server.url + "/")
    assert page.request.get(picture).status == 404


def test_an_address_that_leads_nowhere_has_a_page_that_says_so(page: Page, server: Program):
    page.goto(server.url + "/pictures/" + UNKNOWN_ID)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="All pictures")).to_have_attribute("href", "/")
