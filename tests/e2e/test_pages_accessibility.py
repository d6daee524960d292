"""Every page against axe-core (WCAG 2.2 A and AA, best practices), in the light and the dark theme."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.e2e.axe import violations
from tests.e2e.pages_support import Ended, open_sample
from tools.processes import Program


@pytest.fixture(params=["light", "dark"])
def themed_page(request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]) -> Page:
    """A page into which axe may be put (the site's own policy forbids it), without motion in mid-flight."""
    return new_context(bypass_csp=True, color_scheme=request.param, reduced_motion="reduce").new_page()


def test_home_the_mask_tool_and_the_style_guide_pass(themed_page: Page, server: Program):
    for path in ("/", "/?q=harbour", "/mask", "/styleguide", "/nowhere"):
        themed_page.goto(server.url + path)
        assert violations(themed_page) == [], path


def test_the_page_of_a_picture_passes(themed_page: Page, server: Program):
    open_sample(themed_page, server)
    assert violations(themed_page) == []


def test_the_results_and_the_enlarged_variation_pass(themed_page: Page, ended: Callable[..., Ended]):
    themed_page.goto(ended().job)
    assert violations(themed_page) == []
    themed_page.keyboard.press("2")
    assert violations(themed_page) == []


def test_a_job_without_a_picture_passes(themed_page: Page, ended: Callable[..., Ended]):
    for prompt, status in (("Banned prompt detected", "failed"), ("Lost answer", "uncertain")):
        themed_page.goto(ended(prompt, status).job)
        assert violations(themed_page) == [], status
