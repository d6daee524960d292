"""The mask tool: any local image, never uploaded; the very bytes a submit would send."""

import base64
import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.e2e.pages_support import image_file, open_sample, submit
from tests.e2e.painting import set_brush, stroke
from tools.processes import Program


def paint(page: Page, app: Program, image: Path) -> None:
    """Open the image in the mask tool, paint a stroke, and return when the bytes are there."""
    page.goto(app.url + "/mask")
    page.get_by_label("Choose an image").set_input_files(image)
    expect(page.get_by_test_id("picture")).to_be_visible()
    set_brush(page, 60)
    stroke(page, (0.3, 0.4), (0.7, 0.6))
    expect(page.get_by_text("of base64.")).to_be_visible()


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def with_clipboard(new_context: Callable[..., BrowserContext]) -> Page:
    return new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()


def test_the_copied_base64_is_the_very_mask_a_submit_of_the_same_painting_sends(
    new_context: Callable[..., BrowserContext], server: Program, tmp_path: Path
):
    page = with_clipboard(new_context)
    picture = open_sample(page, server)
    source = tmp_path / "sample.png"
    source.write_bytes(page.request.get(picture + "/image").body())
    paint(page, server, source)
    page.get_by_role("button", name="Copy base64").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    text = copied(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()
    job = submit(page, picture, "a red boat", download.value.path().read_bytes())
    assert page.request.get(job + "/mask.txt").text() == text
    mask = Image.open(io.BytesIO(base64.b64decode(text, validate=True)))
    with Image.open(source) as painted:
        assert (mask.format, mask.size) == ("WEBP", painted.size)
    assert set(np.unique(np.asarray(mask.convert("L")))) == {0, 255}


def test_the_image_never_leaves_the_browser(page: Page, server: Program, tmp_path: Path):
    noise = Image.effect_noise((400, 300), 80).convert("RGB")
    image = tmp_path / "private.png"
    noise.save(image)
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))
    paint(page, server, image)
    posts = [request for request in sent if request.method != "GET"]
    assert {request.url for request in posts} == {server.url + "/mask"}
    assert image.stat().st_size > 100_000
    assert max(len(request.post_data_buffer or b"") for request in posts) < 10_000


def test_webp_and_png_are_downloaded_with_the_same_pixels(page: Page, server: Program, tmp_path: Path):
    paint(page, server, image_file(tmp_path))
    masks = {}
    for name in ("WebP", "PNG"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        masks[name] = Image.open(io.BytesIO(download.value.path().read_bytes()))
    assert {name: mask.format for name, mask in masks.items()} == {"WebP": "WEBP", "PNG": "PNG"}
    assert np.array_equal(np.asarray(masks["WebP"].convert("L")), np.asarray(masks["PNG"].convert("L")))
    assert masks["PNG"].size == (640, 480)


def test_the_copied_call_holds_the_whole_mask_the_id_and_the_prompt(
    new_context: Callable[..., BrowserContext], server: Program, tmp_path: Path
):
    page = with_clipboard(new_context)
    paint(page, server, image_file(tmp_path))
    page.get_by_label("Message id of the upscale").fill("7e9a9bbf-b26e-4de0-8794-dcbb5c4bd7d7")
    page.get_by_label("Prompt").fill('it\'s a "red" boat')
    page.get_by_role("button", name="Copy base64").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    mask = copied(page)
    page.get_by_role("button", name="Copy code").click()
    expect(page.locator("[data-part=copy-code-words]")).to_have_text("Copied")
    body = copied(page).split("<<'JSON'\n")[1].rsplit("JSON\n", 1)[0]
    assert json.loads(body) == {
        "messageId": "7e9a9bbf-b26e-4de0-8794-dcbb5c4bd7d7",
        "button": "Vary (Region)",
        "mask": mask,
        "prompt": 'it\'s a "red" boat',
    }


def test_the_language_is_chosen_with_the_arrow_keys(page: Page, server: Program, tmp_path: Path):
    paint(page, server, image_file(tmp_path))
    page.get_by_role("tab", name="curl").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Python")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("tabpanel")).to_contain_text("import requests")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tabpanel")).to_contain_text('import axios from "axios"')


def test_copying_works_where_the_browser_offers_no_clipboard(page: Page, server: Program, tmp_path: Path):
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    paint(page, server, image_file(tmp_path))
    page.get_by_role("button", name="Copy base64").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    page.get_by_label("Prompt").focus()
    page.keyboard.press("ControlOrMeta+v")
    assert base64.b64decode(page.get_by_label("Prompt").input_value(), validate=True)[:4] == b"RIFF"


def test_nothing_can_be_taken_while_nothing_is_painted(page: Page, server: Program, tmp_path: Path):
    paint(page, server, image_file(tmp_path))
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_text("Paint the region to redraw.")).to_be_visible()
    for name in ("Copy base64", "WebP", "PNG", "Copy code"):
        expect(page.get_by_role("button", name=name)).to_be_disabled()


def test_a_file_that_is_no_image_is_refused(page: Page, server: Program, tmp_path: Path):
    notes = tmp_path / "notes.txt"
    notes.write_text("hello", encoding="utf-8")
    page.goto(server.url + "/mask")
    page.get_by_label("Choose an image").set_input_files(notes)
    expect(page.get_by_role("alert")).to_have_text("“notes.txt” is not a PNG, JPEG or WebP image.")


def test_a_broken_image_is_refused_and_another_can_be_chosen(page: Page, server: Program, tmp_path: Path):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\nnot an image")
    page.goto(server.url + "/mask")
    page.get_by_label("Choose an image").set_input_files(broken)
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Choose an image").set_input_files(image_file(tmp_path))
    expect(page.get_by_text("640 × 480")).to_be_visible()
