"""axe-core on an open page: WCAG 2.2 A and AA, and its best practices."""

from typing import Literal

from playwright.sync_api import Page

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.pages_support import sideways_px
from tools.processes import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
AT_ONCE = "*, *::before, *::after { transition: none !important }"
"""Colours that are fading from one theme to the other are no fault."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES_OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""A theme changes colours alone: in the second one these are what can be broken anew."""


def violations(page: Page) -> list[str]:
    """What axe finds on the open page, one line a rule with the first element that breaks it.

    The page's context must bypass the site's own policy, which forbids foreign scripts.
    """
    return _broken(page, RULES)


def violations_in_both_themes(page: Page) -> list[str]:
    """The same in the light theme, and what has to do with colours in the dark one too."""
    broken: list[str] = []
    for theme in reversed(THEMES):
        page.emulate_media(color_scheme=theme)
        rules = RULES if theme == THEMES[0] else RULES_OF_COLOURS
        broken += [f"{theme}: {rule}" for rule in _broken(page, rules)]
    return broken


def _broken(page: Page, rules: list[str]) -> list[str]:
    if not page.evaluate("'axe' in globalThis"):
        page.add_style_tag(content=AT_ONCE)
        page.add_script_tag(path=AXE)
    found = page.evaluate("(rules) => axe.run({ runOnly: rules })", rules)
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found["violations"]]


def faults_in_every_look(page: Page, name: str) -> list[str]:
    """What axe finds in both themes on a desktop and on a phone, and where the page scrolls sideways."""
    faults: list[str] = []
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        faults += [f"{name} at {size['width']}, {fault}" for fault in violations_in_both_themes(page)]
        if sideways_px(page) > 0:
            faults.append(f"{name} at {size['width']} scrolls sideways")
    return faults
