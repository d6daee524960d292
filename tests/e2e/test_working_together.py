"""Budgets, hand-overs, log, usage and webhook in a team's browsers; every page of them against axe-core."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.axe import faults_in_every_look
from tests.e2e.pages_support import open_sample, submit
from tests.e2e.team_site import enter, invite, set_up
from tools.processes import Program

NOTED = """
  globalThis.noted = [];
  globalThis.Notification = class extends EventTarget {
    static permission = "granted";
    constructor(title, { body }) { super(); noted.push(`${title}: ${body}`); }
    close() {}
  };
"""


@pytest.fixture
def team(start_app: Callable[..., Program]) -> Program:
    return start_app(LOCAL_MODE="0")


def join(new_context: Callable[..., BrowserContext], link: str, name: str, **options: object) -> Page:
    page = new_context(**options).new_page()
    page.goto(link)
    enter(page, name, "Join")
    return page


def paint_a_stroke(page: Page) -> None:
    box = page.get_by_test_id("surface").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 30, steps=4)
    page.mouse.up()
    expect(page.locator("[data-part=saved]")).to_have_text("Saved")


def test_a_painting_goes_to_a_teammate_and_on_to_a_tablet_and_its_end_is_told(
    page: Page, new_context: Callable[..., BrowserContext], team: Program
):
    set_up(page, team)
    ben = join(new_context, invite(page, team, "member"), "Ben")
    picture = open_sample(page, team)
    page.get_by_role("link", name="Paint a region").click()
    paint_a_stroke(page)
    page.get_by_label("Prompt").fill("a red boat")
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        page.get_by_label("Prompt").press("End")
        page.get_by_label("Prompt").type(" here")
    page.goto(picture)
    page.get_by_role("link", name="Hand over").click()
    page.get_by_label("What to paint (optional)").fill("Only the boat, please")
    page.get_by_role("button", name="Please paint this").click()
    expect(page.get_by_text("Ben finds it on their home page.")).to_be_visible()

    ben.goto(team.url)
    expect(ben.get_by_text("Ada asks you to paint this")).to_be_visible()
    ben.get_by_role("link", name="Paint", exact=True).first.click()
    expect(ben.get_by_label("Prompt")).to_have_value("a red boat here")
    expect(ben.locator("[data-part=summary]")).to_contain_text("%")

    ben.goto(f"{picture}/hand-over")
    ben.get_by_role("button", name="Show the code").click()
    link = ben.get_by_label("Link", exact=True).input_value()
    tablet = new_context(has_touch=True).new_page()
    tablet.goto(link)
    tablet.get_by_role("button", name="Go on as Ben").click()
    tablet.wait_for_url("**/paint")
    expect(tablet.get_by_label("Prompt")).to_have_value("a red boat here")

    waiting = new_context(storage_state=ben.context.storage_state()).new_page()
    waiting.add_init_script(NOTED)
    waiting.goto(team.url)
    job = submit(waiting, picture, "a red boat")
    waiting.goto(job)
    waiting.get_by_role("button", name="Tell me when my jobs are done").evaluate(
        "button => { localStorage.setItem('redraw-notify', 'on'); }"
    )
    waiting.goto(f"{team.url}/me")
    expect(waiting).to_have_title("(1) You · Redraw", timeout=120_000)
    assert waiting.evaluate("noted") == ["Your job is done: a red boat"]
    assert "favicon-dot" in str(waiting.locator("link[rel=icon]").get_attribute("href"))
    waiting.keyboard.press("Shift")
    expect(waiting).to_have_title("You · Redraw")


def test_every_page_of_working_together_passes_axe_and_fits_a_phone(
    new_context: Callable[..., BrowserContext], team: Program
):
    options = {"bypass_csp": True, "reduced_motion": "reduce"}
    page = new_context(**options).new_page()
    faults: list[str] = []

    def look(at: Page, name: str) -> None:
        faults.extend(faults_in_every_look(at, name))

    set_up(page, team)
    ben = join(new_context, invite(page, team, "member"), "Ben", **options)
    picture = open_sample(page, team)
    page.goto(f"{picture}/hand-over")
    look(page, "hand over")
    page.get_by_role("button", name="Please paint this").click()
    page.get_by_role("button", name="Show the code").click()
    link = page.get_by_label("Link", exact=True).input_value()
    tablet = new_context(**options).new_page()
    tablet.goto(link)
    look(tablet, "go on here")
    page.goto(f"{team.url}/webhook")
    page.get_by_label("Address").fill("http://example.org")
    page.get_by_role("button", name="Set the address").click()
    look(page, "webhook with an error")
    page.get_by_label("Address").fill("https://hooks.example.org/redraw")
    page.get_by_role("button", name="Set the address").click()
    look(page, "webhook's secret")
    page.goto(f"{team.url}/team")
    page.get_by_role("form", name="The team’s budget").get_by_label("Jobs a day").fill("1")
    page.get_by_role("form", name="The team’s budget").get_by_role("button").click()
    ben.goto(team.url)
    look(ben, "home with a request")
    for prompt in ("a red boat", "a blue boat"):
        job = submit(ben, picture, prompt)
    ben.goto(job)
    expect(ben.get_by_role("heading", name="Waiting for an admin’s approval")).to_be_visible()
    look(ben, "held job")
    ben.goto(f"{picture}/paint")
    expect(ben.get_by_text("are used up: an admin has to approve this first.")).to_be_visible()
    page.goto(job)
    look(page, "held job, to be decided")
    page.goto(f"{team.url}/team")
    look(page, "team with a request for approval")
    page.goto(f"{team.url}/?state=under-way&button=region")
    look(page, "filters")
    page.goto(f"{team.url}/?q=nothing+of+the+kind")
    look(page, "nothing found")
    for name in ("team/log", "usage", "webhook", "operations"):
        page.goto(f"{team.url}/{name}")
        look(page, name)
    page.goto(job)
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("heading", name="Waiting for an admin’s approval")).to_have_count(0)
    assert faults == []
