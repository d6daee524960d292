"""Every tool with a finger, on a phone: what it takes, and the taps that undo and do again."""

import time

import numpy as np
from playwright.sync_api import CDPSession, Page, expect

from tests.e2e.paint_support import Mask, at, drawn, fingers, mask_of, paint_own
from tests.e2e.painting import Point, on_screen, set_brush
from tools.processes import Program


def drag(page: Page, cdp: CDPSession, *points: Point) -> None:
    first, *others = [on_screen(page, point) for point in points]
    fingers(cdp, "Start", first)
    for other in others:
        fingers(cdp, "Move", other)
    fingers(cdp, "End")


def take(page: Page, tool: str) -> None:
    page.get_by_role("button", name=tool, exact=True).tap()


def tap_with(page: Page, cdp: CDPSession, count: int) -> None:
    """A short tap of several fingers, however busy the machine is."""
    now = time.time()
    points = [on_screen(page, (0.3 + 0.2 * i, 0.5)) for i in range(count)]
    touches = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
    for kind, down, when in (("touchStart", touches, now), ("touchEnd", [], now + 0.1)):
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": down, "timestamp": when})
    drawn(page)


def settled_mask(page: Page) -> Mask:
    """The mask when the engine has found what the tool takes."""
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_enabled()
    return mask_of(page)


def test_every_tool_paints_with_a_finger_and_taps_undo_and_redo(touch_page: Page, server: Program):
    page = touch_page
    paint_own(page, server)
    cdp = page.context.new_cdp_session(page)
    corners = [(0.2, 0.2), (0.8, 0.2), (0.5, 0.8)]
    gestures = {
        "Rectangle": lambda: drag(page, cdp, (0.2, 0.2), (0.5, 0.5), (0.8, 0.8)),
        "Ellipse": lambda: drag(page, cdp, (0.2, 0.2), (0.5, 0.5), (0.8, 0.8)),
        "Lasso": lambda: drag(page, cdp, *corners, (0.2, 0.2)),
        "Polygon": lambda: [drag(page, cdp, corner) for corner in (*corners, corners[0])],
        "Wand": lambda: drag(page, cdp, (0.4, 0.4)),
        "Snap brush": lambda: drag(page, cdp, (0.3, 0.5), (0.6, 0.5)),
    }
    shares = {}
    for tool, gesture in gestures.items():
        take(page, tool)
        gesture()
        mask = settled_mask(page)
        shares[tool] = round(float(mask.mean()), 2)
        assert at(mask, (0.5, 0.5)), tool
        tap_with(page, cdp, 2)
        expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
        tap_with(page, cdp, 3)
        assert np.array_equal(settled_mask(page), mask), tool
        tap_with(page, cdp, 2)
        expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
    assert (shares["Rectangle"], shares["Ellipse"], shares["Lasso"]) == (0.36, 0.28, 0.18)
    assert (shares["Polygon"], shares["Wand"]) == (0.18, 1.0)
    take(page, "Brush")
    set_brush(page, 60)
    drag(page, cdp, *corners, (0.2, 0.2))
    take(page, "Fill")
    drag(page, cdp, (0.5, 0.4))
    expect(page.get_by_text("of the picture, 1 area")).to_be_attached()
    filled = settled_mask(page)
    assert at(filled, (0.5, 0.4))
    take(page, "Rectangle")
    take(page, "Swap paint and erase")
    drag(page, cdp, (0.4, 0.3), (0.6, 0.5))
    assert not at(settled_mask(page), (0.5, 0.4))
