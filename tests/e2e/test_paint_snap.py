"""The snap brush takes whole pieces of the picture, so that the mask's edge is the picture's."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.e2e.pages_support import csrf_token
from tests.e2e.paint_support import distance_to, expect_nothing_painted, mask_of
from tests.e2e.painting import on_screen, open_painter, set_brush, stroke
from tools.processes import Program

SIZE = (1200, 900)
DISC = (350, 200, 850, 700)


@pytest.fixture
def painter(page: Page, server: Program) -> Page:
    """The painter of a red disc on grey, with the snap brush in hand."""
    picture = Image.new("RGB", SIZE, (96, 96, 96))
    ImageDraw.Draw(picture).ellipse(DISC, fill=(200, 40, 40))
    file = io.BytesIO()
    picture.save(file, "PNG")
    page.goto(server.url)
    image = {"name": "disc.png", "mimeType": "image/png", "buffer": file.getvalue()}
    added = page.request.post(
        server.url + "/pictures", multipart={"csrf_token": csrf_token(page), "image": image}
    )
    open_painter(page, added.url + "/paint")
    page.get_by_role("button", name="Snap brush", exact=True).click()
    set_brush(page, 100)
    return page


def around_the_disc(page: Page) -> None:
    """A wavering round, 5 px to either side of the edge of the disc."""
    angles = np.linspace(0, 2 * np.pi, 25)
    radii = 200 + 5 * np.sin(angles * 5)
    points = [
        (0.5 + r * np.cos(a) / SIZE[0], 0.5 + r * np.sin(a) / SIZE[1])
        for a, r in zip(angles, radii, strict=True)
    ]
    stroke(page, *points)
    expect(page.get_by_text("of the picture, 1 area")).to_be_visible()


def test_a_wavering_hand_makes_the_edge_of_the_picture(painter: Page):
    around_the_disc(painter)
    mask = mask_of(painter)
    from_middle = distance_to([(0.5, 0.5)], SIZE)
    assert not (mask & (from_middle > 253)).any()
    rim = (from_middle > 230) & (from_middle < 247)
    assert mask[rim].mean() > 0.97


def test_a_stroke_is_one_step_and_stays_after_a_reload(painter: Page):
    around_the_disc(painter)
    before = mask_of(painter)
    painter.reload()
    expect(painter.get_by_text("of the picture, 1 area")).to_be_visible()
    assert (mask_of(painter) != before).sum() == 0
    painter.get_by_role("button", name="Undo", exact=True).click()
    expect_nothing_painted(painter)


def test_it_erases_pieces_too(painter: Page):
    painter.keyboard.press("Control+a")
    painter.mouse.move(*on_screen(painter, (0.5, 0.5)))
    painter.mouse.down(button="right")
    painter.mouse.up(button="right")
    expect(painter.get_by_text("of the picture, 1 area")).to_be_visible()
    mask = mask_of(painter)
    assert not mask[450, 600]
    assert mask[100, 100]
    assert 4000 < (~mask).sum() < 12_000


def test_what_is_taken_is_shown_while_the_hand_moves_and_escape_drops_it(painter: Page):
    painter.mouse.move(*on_screen(painter, (0.5, 0.5)))
    painter.mouse.down()
    painter.mouse.move(*on_screen(painter, (0.6, 0.5)), steps=5)
    painter.wait_for_function(
        """() => { const canvas = document.querySelector(".painter-mask");
                   const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
                   return data.some((value, i) => i % 4 === 3 && value > 0); }"""
    )
    painter.keyboard.press("Escape")
    painter.mouse.up()
    expect_nothing_painted(painter)
    expect(painter.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
