"""Every page against axe-core (WCAG 2.2 A and AA, best practices), in the light and the dark theme."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.e2e.axe import faults_in_every_look, violations_in_both_themes
from tests.e2e.pages_support import Ended, open_sample
from tools.processes import Program


@pytest.fixture
def still_page(new_context: Callable[..., BrowserContext]) -> Page:
    """A page into which axe may be put (the site's own policy forbids it), without motion in mid-flight."""
    return new_context(bypass_csp=True, reduced_motion="reduce").new_page()


@pytest.mark.parametrize("path", ["/", "/?q=harbour", "/mask", "/styleguide", "/nowhere"])
def test_a_page_passes(still_page: Page, server: Program, path: str):
    still_page.goto(server.url + path)
    assert violations_in_both_themes(still_page) == []


def test_the_page_of_a_picture_passes(still_page: Page, server: Program):
    open_sample(still_page, server)
    assert violations_in_both_themes(still_page) == []


def test_the_results_and_the_enlarged_variation_pass(still_page: Page, ended: Callable[..., Ended]):
    still_page.goto(ended().job)
    assert violations_in_both_themes(still_page) == []
    still_page.keyboard.press("2")
    assert faults_in_every_look(still_page, "enlarged") == []


@pytest.mark.parametrize(
    ("prompt", "status"), [("Banned prompt detected", "failed"), ("Lost answer", "uncertain")]
)
def test_a_job_without_a_picture_passes(
    still_page: Page, ended: Callable[..., Ended], prompt: str, status: str
):
    still_page.goto(ended(prompt, status).job)
    assert violations_in_both_themes(still_page) == []
