"""A share link in a stranger's browser: slider, variations, passphrase; both themes and sizes."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.axe import faults_in_every_look
from tests.e2e.pages_support import expect_status, open_sample, submit
from tests.e2e.team_site import set_up
from tools.processes import Program

KINDS = ("Before and after", "The whole line", "The picture")


@pytest.fixture
def team(start_app: Callable[..., Program]) -> Program:
    return start_app(LOCAL_MODE="0")


def redraw(page: Page, app: Program) -> None:
    """Have a region of the first sample redrawn, and leave its results open."""
    page.goto(submit(page, open_sample(page, app), "a red boat"))
    expect_status(page, "done")
    page.reload()


def share(page: Page, results_url: str, what: str, passphrase: str = "") -> str:
    page.goto(results_url)
    page.get_by_role("link", name="Share").click()
    page.get_by_role("radio", name=re.compile(f"^{what}")).check()
    page.get_by_label("Passphrase (optional)").fill(passphrase)
    page.get_by_role("button", name="Make a share link").click()
    return page.get_by_label("Link", exact=True).input_value()


def split_of(page: Page) -> str:
    frame = page.locator("[data-compare]")
    return str(frame.evaluate("frame => getComputedStyle(frame).getPropertyValue('--split')"))


def test_a_stranger_compares_before_and_after_by_keys_and_pointer(
    page: Page, new_context: Callable[..., BrowserContext], team: Program
):
    set_up(page, team)
    redraw(page, team)
    link = share(page, page.url, "Before and after")
    stranger = new_context().new_page()
    stranger.goto(link)
    slider = stranger.get_by_role("slider", name="How much of the picture before is shown")
    slider.focus()
    stranger.keyboard.press("End")
    assert split_of(stranger) == "100%"
    expect(slider).to_have_attribute("aria-valuetext", "Only the picture before")
    box = stranger.locator("[data-compare]").bounding_box()
    assert box is not None
    stranger.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] / 2)
    assert 23 <= float(split_of(stranger).rstrip("%")) <= 27
    after = stranger.locator("[data-part=after]")
    first = after.get_attribute("src")
    stranger.get_by_role("button", name="Variation 3").click()
    expect(after).to_have_attribute("src", re.compile(r"variation=3"))
    assert first is not None
    assert "variation=1" in first
    stranger.goto(team.url)
    expect(stranger.get_by_role("heading", name="Sign in")).to_be_visible()


def test_every_page_of_sharing_passes_axe_and_fits_a_phone(
    new_context: Callable[..., BrowserContext], team: Program
):
    options = {"bypass_csp": True, "reduced_motion": "reduce"}
    page, stranger = (new_context(**options).new_page() for _ in range(2))
    faults: list[str] = []

    def look(at: Page, name: str) -> None:
        faults.extend(faults_in_every_look(at, name))

    set_up(page, team)
    redraw(page, team)
    results_url = page.url
    links = {what: share(page, results_url, what) for what in KINDS}
    locked = share(page, results_url, "The picture", passphrase="lantern")
    page.get_by_role("link", name="Back to the picture").click()
    look(page, "sharing")
    page.goto(team.url + "/shares")
    look(page, "shares")
    for what, link in links.items():
        stranger.goto(link)
        look(stranger, what)
    stranger.goto(locked)
    stranger.get_by_label("Passphrase").fill("wrong")
    stranger.get_by_role("button", name="Open").click()
    expect(stranger.get_by_role("alert")).to_have_text("This is not the passphrase of this link.")
    look(stranger, "locked")
    assert faults == []
