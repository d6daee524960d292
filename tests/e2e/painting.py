"""Paint with real pointer events, as fractions of the picture, whatever its size on the screen."""

from playwright.sync_api import Page, expect

Point = tuple[float, float]


def open_painter(page: Page, paint_url: str) -> None:
    """Open the painter and return when the picture can be painted on."""
    page.goto(paint_url)
    expect(page.get_by_test_id("surface")).to_be_visible()
    picture = page.get_by_test_id("picture")
    expect(picture).to_be_visible()
    picture.evaluate("image => image.complete || new Promise((done) => image.addEventListener('load', done))")


def on_screen(page: Page, point: Point) -> Point:
    """Where a point of the picture (0..1 from its top left) is in the window, in CSS px."""
    box = page.get_by_test_id("picture").bounding_box()
    assert box, "the picture is not shown"
    return box["x"] + point[0] * box["width"], box["y"] + point[1] * box["height"]


def stroke(page: Page, *points: Point) -> None:
    """Press, move through the points with moves in between, and release."""
    page.mouse.move(*on_screen(page, points[0]))
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*on_screen(page, point), steps=12)
    page.mouse.up()


def set_brush(page: Page, diameter_px: int) -> None:
    """Set the brush's diameter, in px of the picture."""
    page.get_by_label("Brush size").fill(str(diameter_px))


def redraw(page: Page, prompt: str) -> None:
    """Type the prompt, submit, and return when the results page is open."""
    page.get_by_label("Prompt").fill(prompt)
    page.get_by_role("button", name="Redraw region").click()
    page.wait_for_url("**/jobs/*")
