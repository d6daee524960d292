"""The same hand makes the same mask in every browser, bit by bit.

Each browser has an app of its own, so that none can find another's painting.
"""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import requests
from PIL import Image

from bench.client import Client
from tests.browsers import chromium, firefox, webkitgtk
from tests.browsers.hand import Box, Painted, Painting
from tools import browser, other_browsers
from tools.processes import start_app

VIEWPORT = (1280, 800)
BRUSH_PX = 120
WAVE = tuple((400 + 9 * i, 380 + 17 * (i % 7)) for i in range(40))
"""Sharp turns, in px of the window, within the picture."""

Drawn = tuple[Box, np.ndarray]


def draw(folder: Path, paint: Callable[[Painting], Painted]) -> Drawn:
    """Where the picture was, and the mask that the provider was sent, as booleans."""
    app = start_app(folder)
    try:
        address = f"{app.url}{Client(app.url).square_sample()}/paint"
        painted = paint(Painting(address, VIEWPORT, BRUSH_PX, WAVE))
        answer = requests.get(painted.job_url + "/mask.png", timeout=20)
        answer.raise_for_status()
        with Image.open(io.BytesIO(answer.content)) as mask:
            return painted.box, np.asarray(mask.convert("L")) == 255
    finally:
        app.stop()


@pytest.fixture(scope="module")
def in_chromium(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    executable = browser.find()
    assert executable, "no Chromium was found"
    return draw(tmp_path_factory.mktemp("chromium"), lambda painting: chromium.paint(painting, executable))


def assert_same(drawn: Drawn, expected: Drawn) -> None:
    assert drawn[0] == expected[0], "the picture lies elsewhere in the window: the masks cannot be compared"
    assert 40_000 < np.count_nonzero(expected[1]) < expected[1].size / 2
    assert np.count_nonzero(drawn[1] != expected[1]) == 0


def test_firefox_makes_the_mask_that_chromium_makes(in_chromium: Drawn, tmp_path: Path):
    executable = other_browsers.firefox()
    assert executable, other_browsers.NONE_FOUND
    assert_same(draw(tmp_path, lambda painting: firefox.paint(painting, executable)), in_chromium)


# Selenium's driver for WebKit warns of a call that Selenium itself makes.
@pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")
def test_webkit_makes_the_mask_that_chromium_makes(in_chromium: Drawn, tmp_path: Path):
    programs = other_browsers.webkit()
    assert programs, other_browsers.NONE_FOUND
    assert_same(draw(tmp_path, lambda painting: webkitgtk.paint(painting, *programs)), in_chromium)
