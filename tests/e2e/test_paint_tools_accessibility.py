"""The painter's menu, step panel, mirror and snap brush against axe-core, in the light and the dark theme."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.axe import violations
from tests.e2e.paint_support import paint_own
from tests.e2e.painting import stroke
from tools.processes import Program


@pytest.fixture(params=["light", "dark"])
def themed_page(request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]) -> Page:
    """A page into which axe may be put (the site's own policy forbids it), without motion in mid-flight."""
    return new_context(color_scheme=request.param, bypass_csp=True, reduced_motion="reduce").new_page()


def test_the_tools_that_open_something_pass(themed_page: Page, server: Program):
    page = themed_page
    paint_own(page, server)
    stroke(page, (0.3, 0.3), (0.6, 0.6))
    page.get_by_role("button", name="More", exact=True).click()
    expect(page.get_by_role("menu")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("menuitemcheckbox", name="Mirror", exact=True).click()
    expect(page.get_by_role("slider", name="Mirror axis", exact=True)).to_be_visible()
    page.keyboard.press("Shift+G")
    expect(page.get_by_role("slider", name="Grow by")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Snap brush", exact=True).click()
    assert violations(page) == []
