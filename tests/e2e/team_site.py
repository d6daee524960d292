"""A team's site in a process of its own: its first start, and the ways people come in."""

import re

from playwright.sync_api import Page

from tools.processes import Program

PASSWORD = "apples over the fence"


def set_up_path(app: Program) -> str:
    """The path of the one-time link that the process printed."""
    found = re.findall(r"/welcome/[\w-]{43}", app.log)
    assert found, app.log
    return str(found[-1])


def enter(page: Page, name: str, button: str) -> None:
    """Fill in the open page's name and password, and go in."""
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url(lambda url: url.rstrip("/").count("/") == 2)


def set_up(page: Page, app: Program, name: str = "Ada") -> None:
    """Become the first admin by the link in the log."""
    page.goto(app.url + set_up_path(app))
    enter(page, name, "Begin")


def invite(page: Page, app: Program, role: str) -> str:
    """Make an invite as the admin in `page`; return its link."""
    page.goto(app.url + "/team")
    page.get_by_label("As", exact=True).select_option(role)
    page.get_by_role("button", name="Make an invite link").click()
    return page.get_by_label("Link", exact=True).input_value()
