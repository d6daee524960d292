"""What hands do besides: lines by Shift, shapes held by keys, a trackpad, a pen turned around, impatience."""

import numpy as np
from playwright.sync_api import Page, Route, expect

from tests.e2e.paint_support import (
    SIZE,
    Mask,
    assert_is_stroke,
    drawn,
    expect_nothing_painted,
    mask_of,
    paint_own,
    zoom_to,
)
from tests.e2e.painting import on_screen, set_brush, stroke
from tools.processes import Program

PEN_TURNED_AROUND = """([points]) => {
    const surface = document.querySelector("[data-testid=surface]");
    points.forEach(([clientX, clientY], i) => {
        const [type, buttons] = i === 0 ? ["down", 32] : i === points.length - 1 ? ["up", 0] : ["move", 32];
        const button = type === "move" ? -1 : 5;
        const how = { pointerId: 7, pointerType: "pen", pressure: 1, bubbles: true, button, buttons };
        surface.dispatchEvent(new PointerEvent("pointer" + type, { clientX, clientY, ...how }));
    });
}"""


def box_of(mask: Mask) -> tuple[int, int, int, int]:
    rows, columns = np.nonzero(mask.any(axis=1))[0], np.nonzero(mask.any(axis=0))[0]
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def test_shift_and_a_click_draw_a_straight_line_from_where_the_last_stroke_ended(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 40)
    page.mouse.click(*on_screen(page, (0.2, 0.3)))
    page.keyboard.down("Shift")
    page.mouse.click(*on_screen(page, (0.8, 0.6)))
    page.keyboard.up("Shift")
    assert_is_stroke(mask_of(page), [(0.2, 0.3), (0.8, 0.6)], 40)


def test_keys_held_make_a_shape_square_centred_or_move_it_while_it_is_drawn(page: Page, server: Program):
    paint_own(page, server)
    page.keyboard.press("r")

    def drawn_while(key: str, *rest: tuple[float, float]) -> tuple[int, int, int, int]:
        page.mouse.move(*on_screen(page, (0.5, 0.5)))
        page.mouse.down()
        page.mouse.move(*on_screen(page, (0.7, 0.6)), steps=4)
        page.keyboard.down(key)
        for point in rest:
            page.mouse.move(*on_screen(page, point), steps=4)
        page.mouse.up()
        page.keyboard.up(key)
        box = box_of(mask_of(page))
        page.get_by_role("button", name="Undo", exact=True).click()
        expect_nothing_painted(page)
        return box

    left, top, right, bottom = drawn_while("Shift")
    assert (left, top) == (512, 384)
    assert abs((right - left) - (bottom - top)) <= 1
    left, top, right, bottom = drawn_while("Alt")
    assert np.allclose((left, top, right, bottom), (307, 307, 717, 461), atol=2)
    left, top, right, bottom = drawn_while("Space", (0.8, 0.8))
    assert np.allclose((left, top, right, bottom), (614, 538, 819, 614), atol=2)


def test_two_fingers_on_a_trackpad_move_the_picture(page: Page, server: Program):
    paint_own(page, server)
    zoom_to(page, 100)
    page.mouse.move(*on_screen(page, (0.5, 0.5)))
    x, y = on_screen(page, (0, 0))
    page.mouse.wheel(12, 20)
    drawn(page)
    assert on_screen(page, (0, 0)) == (x - 12, y - 20)


def test_a_pen_turned_around_erases_whatever_the_tool_is_set_to(page: Page, server: Program):
    paint_own(page, server)
    set_brush(page, 80)
    stroke(page, (0.2, 0.5), (0.8, 0.5))
    before = mask_of(page)
    path = [on_screen(page, (x, 0.5)) for x in (0.4, 0.5, 0.6, 0.6)]
    page.evaluate(PEN_TURNED_AROUND, [path])
    assert_is_stroke(before & ~mask_of(page), [(0.4, 0.5), (0.6, 0.5)], 80)
    expect(page.get_by_role("button", name="Brush", exact=True)).to_have_attribute("aria-pressed", "true")


def test_one_can_paint_before_the_picture_has_arrived(page: Page, server: Program):
    address = paint_own(page, server)
    held: list[Route] = []
    page.route("**/image", lambda route: held.append(route))
    page.goto(address + "/paint", wait_until="commit")
    expect(page.get_by_test_id("picture")).to_be_visible()
    set_brush(page, 60)
    stroke(page, (0.3, 0.4), (0.6, 0.5))
    assert page.get_by_test_id("picture").evaluate("image => image.naturalWidth") == 0
    assert_is_stroke(mask_of(page), [(0.3, 0.4), (0.6, 0.5)], 60)
    for route in held:
        route.continue_()
    page.wait_for_function(
        "width => document.querySelector('[data-testid=picture]').naturalWidth === width", arg=SIZE[0]
    )
    assert_is_stroke(mask_of(page), [(0.3, 0.4), (0.6, 0.5)], 60)
