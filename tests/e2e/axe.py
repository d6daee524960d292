"""axe-core on an open page: WCAG 2.2 A and AA, and its best practices."""

from playwright.sync_api import Page

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.pages_support import sideways_px
from tools.processes import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """What axe finds on the open page, one line a rule with the first element that breaks it.

    The page's context must bypass the site's own policy, which forbids foreign scripts.
    """
    page.add_script_tag(path=AXE)
    found = page.evaluate("(rules) => axe.run({ runOnly: rules })", RULES)
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found["violations"]]


def faults_at_each_size(page: Page, name: str) -> list[str]:
    """What axe finds on a desktop and on a phone, and where the page scrolls sideways."""
    faults: list[str] = []
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        faults.extend(f"{name} at {size['width']}: {fault}" for fault in violations(page))
        if sideways_px(page) > 0:
            faults.append(f"{name} at {size['width']} scrolls sideways")
    return faults
