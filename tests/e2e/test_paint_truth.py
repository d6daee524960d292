"""What is shown is what is sent: a random journal is one mask in Node, page, storage and at the provider."""

import base64
import json
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.pages_support import csrf_token
from tests.e2e.paint_support import (
    SIZE,
    Mask,
    expect_shown,
    mask_of,
    paint_own,
    paint_sample,
    read_mask,
    zoom_to,
)
from tests.e2e.painting import open_painter, redraw
from tools.processes import ROOT, Program, start_standin

PRINT_JOURNAL = ROOT / "tests" / "js" / "painter" / "core" / "print_journal.js"


def random_journal(seed: int, size: tuple[int, int]) -> tuple[dict[str, Any], Mask]:
    """A painting of some two dozen random ops, and its mask by Node."""
    command = ["node", str(PRINT_JOURNAL), str(seed), str(size[0]), str(size[1])]
    made = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=60).stdout)
    rows = np.frombuffer(base64.b64decode(made["bits"]), np.uint8).reshape(size[1], made["stride"])
    return made["painting"], np.unpackbits(rows, axis=1)[:, : size[0]].astype(bool)


def open_with(page: Page, picture_url: str, painting: dict[str, Any]) -> None:
    """Open the painter with this painting, as if another device had left it."""
    draft = {"version": 1, "saved_at": round(time.time() * 1000) + 60_000, "prompt": "", "painting": painting}
    answer = page.request.put(
        picture_url + "/draft",
        data=json.dumps(draft),
        headers={"X-CSRFToken": csrf_token(page), "Content-Type": "application/json"},
    )
    assert answer.status == 204, answer.text()
    open_painter(page, picture_url + "/paint")
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_enabled()


def natural_size(page: Page) -> tuple[int, int]:
    width, height = page.get_by_test_id("picture").evaluate(
        "image => [image.naturalWidth, image.naturalHeight]"
    )
    return width, height


@pytest.fixture
def provider(tmp_path: Path) -> Any:
    program = start_standin(tmp_path)
    yield program
    program.kill()


def masks_at(provider_folder: Path) -> list[Mask]:
    """Every mask that the provider took, by its own store."""
    [store] = provider_folder.rglob("world/world.sqlite")
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as database:
        return [read_mask(content) for (content,) in database.execute("SELECT content FROM masks")]


def test_a_random_journal_is_one_mask_in_node_page_storage_and_at_the_provider(
    page: Page, start_app: Callable[..., Program], provider: Program, tmp_path: Path
):
    app = start_app(
        MIDJOURNEY_TOKEN="the-token-of-a-test",
        MIDJOURNEY_API_URL=provider.url,
        PICTURE_HOSTS=f"127.0.0.1:{provider.port}",
    )
    picture_url = paint_sample(page, app)
    size = natural_size(page)
    for seed in range(4):
        painting, expected = random_journal(seed, size)
        open_with(page, picture_url, painting)
        assert np.array_equal(mask_of(page), expected), f"page, seed {seed}"
        redraw(page, f"seed {seed}")
        stored = page.request.get(page.url + "/mask.png")
        assert np.array_equal(read_mask(stored.body()), expected), f"storage, seed {seed}"
        expect(page.locator("[data-status]").first).to_have_attribute("data-status", "done", timeout=60_000)
        assert any(np.array_equal(mask, expected) for mask in masks_at(tmp_path)), f"provider, seed {seed}"


@pytest.mark.parametrize("seed", range(10, 16))
def test_what_is_shown_of_a_random_journal_is_its_mask(page: Page, server: Program, seed: int):
    picture_url = paint_own(page, server)
    painting, expected = random_journal(seed, SIZE)
    open_with(page, picture_url, painting)
    page.keyboard.press("0")
    zoom_to(page, 100)
    expect_shown(page, expected)
    zoom_to(page, 300)
    expect_shown(page, expected, within_px=2)


def test_undoing_a_random_journal_to_its_start_and_back_gives_the_same_mask(page: Page, server: Program):
    picture_url = paint_own(page, server)
    painting, expected = random_journal(99, SIZE)
    open_with(page, picture_url, painting)
    assert np.array_equal(mask_of(page), expected)
    page.get_by_test_id("surface").focus()
    for _ in painting["ops"]:
        page.keyboard.press("Control+z")
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
    expect(page.get_by_text("Nothing painted yet", exact=True)).to_be_visible()
    for _ in painting["ops"]:
        page.keyboard.press("Control+Shift+z")
    assert np.array_equal(mask_of(page), expected)
