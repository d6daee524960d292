"""A team's site from its first start: set-up, invites, roles; every page of it in both themes and sizes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.axe import faults_in_every_look
from tests.e2e.team_site import PASSWORD, enter, invite, set_up, set_up_path
from tools.processes import Program


@pytest.fixture
def team(start_app: Callable[..., Program]) -> Program:
    return start_app(LOCAL_MODE="0")


def test_from_the_first_start_to_a_viewer_who_cannot_spend(
    page: Page, new_context: Callable[..., BrowserContext], team: Program
):
    page.goto(team.url)
    expect(page.get_by_role("heading", name="Not set up yet")).to_be_visible()
    set_up(page, team)
    expect(page.get_by_role("button", name="Add a picture")).to_be_visible()
    link = invite(page, team, "viewer")
    expect(page.get_by_role("img", name="The same link as a QR code")).to_be_visible()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status").first).to_contain_text("link")

    viewer = new_context().new_page()
    viewer.goto(link)
    enter(viewer, "Vera", "Join")
    expect(viewer.get_by_text("3 pictures")).to_be_visible()
    expect(viewer.get_by_role("button", name="Add a picture")).to_have_count(0)
    viewer.goto(team.url + "/team")
    expect(viewer.get_by_role("heading", name="Not found")).to_be_visible()

    page.goto(team.url + "/team")
    page.get_by_role("combobox", name="Role of Vera").select_option("member")
    page.get_by_role("button", name="Change the role of Vera").click()
    viewer.goto(team.url)
    expect(viewer.get_by_role("button", name="Add a picture")).to_be_visible()

    page.goto(team.url + "/team")
    page.locator("summary[aria-label='More for Vera']").click()
    page.get_by_role("button", name="Remove from the team").last.click()
    expect(page.get_by_role("heading", name="1 member")).to_be_visible()
    viewer.goto(team.url)
    expect(viewer.get_by_role("heading", name="Sign in")).to_be_visible()


def test_signing_out_and_in_again_leads_back(page: Page, team: Program):
    set_up(page, team)
    page.get_by_role("link", name="You: Ada").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto(team.url + "/mask")
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_have_text("Name and password do not belong together.")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/mask")


def test_every_page_of_the_team_passes_axe_and_fits_a_phone(
    new_context: Callable[..., BrowserContext], team: Program
):
    options = {"bypass_csp": True, "reduced_motion": "reduce"}
    page, stranger = (new_context(**options).new_page() for _ in range(2))
    faults: list[str] = []

    def look(at: Page, name: str) -> None:
        faults.extend(faults_in_every_look(at, name))

    page.goto(team.url)
    look(page, "not set up")
    page.goto(team.url + set_up_path(team))
    look(page, "welcome")
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Password").fill("password12")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look(page, "welcome with an error")
    set_up(page, team)
    link = invite(page, team, "member")
    look(page, "a new link")
    page.goto(team.url + "/team")
    page.locator("summary").first.click()
    look(page, "team")
    page.get_by_role("button", name="Make a reset link").click()
    reset = page.get_by_label("Link", exact=True).input_value()
    page.goto(team.url + "/team/log?since=nonsense")
    look(page, "an error")
    page.goto(team.url + "/me")
    look(page, "me")
    page.goto(team.url + "/api")
    page.locator("summary").first.click()
    look(page, "api")
    page.get_by_label("For", exact=True).fill("a script")
    page.get_by_role("button", name="Make a token").click()
    look(page, "a new token")
    for name, path in (("sign-in", "/sign-in"), ("dead link", "/join/" + "x" * 43)):
        stranger.goto(team.url + path)
        look(stranger, name)
    stranger.goto(team.url + "/sign-in")
    stranger.get_by_label("Name").fill("Ada")
    stranger.get_by_label("Password").fill("not this one")
    stranger.get_by_role("button", name="Sign in").click()
    expect(stranger.get_by_role("alert")).to_be_visible()
    look(stranger, "sign-in with an error")
    for name, link_of in (("join", link), ("reset", reset)):
        stranger.goto(link_of)
        look(stranger, name)
    assert faults == []
