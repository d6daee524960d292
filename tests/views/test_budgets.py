"""Budgets: what counts, what is held beyond them, what an admin decides, and what each person sees of it."""

import csv
import threading
from io import StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support import Clock, collaborators, csrf
from tests.team_support import add_person, signed_in
from webapp.errors import Conflict
from webapp.models import IMAGINE, Job, JobStatus, Person, Role
from webapp.services import budgets, jobs, usage
from webapp.services.team import people
from webapp.team_models import Allowance, Deed

HTML = {"Accept": "text/html"}


@pytest.fixture
def herself(team_app: Flask) -> Person:
    return people.by_name(collaborators(team_app), "Ada")


@pytest.fixture
def ben(team_app: Flask) -> Person:
    return add_person(team_app, "Ben")


def submit(app: Flask, person: Person, key: str) -> Job:
    return jobs.submit(collaborators(app), person, jobs.Order(IMAGINE, "a boat", key=key))


def stands(app: Flask, job: Job) -> JobStatus:
    return jobs.get(collaborators(app), job.id).status


def counted(app: Flask, person: Person) -> int:
    return usage.overview(collaborators(app), person.id).total.today


def post(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    return client.post(path, data={"csrf_token": csrf(client, "/me"), **fields}, headers=HTML)


def page(client: FlaskClient, path: str) -> str:
    return client.get(path, headers=HTML).get_data(as_text=True)


def test_a_job_beyond_the_budget_waits_unsent_until_an_admin_approves_it(
    team_app: Flask, ada: FlaskClient, ben: Person
) -> None:
    co = collaborators(team_app)
    assert post(ada, f"/team/members/{ben.id}/budget", per_day="1", per_month="").status_code == 303
    first, second = (submit(team_app, ben, key) for key in ("1", "2"))
    assert jobs.advance(co, first.id) is True
    assert jobs.advance(co, second.id) is False
    assert [stands(team_app, job) for job in (first, second)] == [JobStatus.QUEUED, JobStatus.WAITING]
    assert counted(team_app, ben) == 1
    browser = signed_in(team_app, ben)
    told = browser.get(f"/jobs/{second.id}/status").json or {}
    assert (told["status"], told["held"], told["stage"]) == (
        "waiting",
        True,
        "Waiting for an admin’s approval",
    )
    own = page(browser, f"/jobs/{second.id}")
    assert "Nothing is charged until then." in own
    assert "/approve" not in own
    assert post(browser, f"/jobs/{second.id}/approve").status_code == 404
    assert "1<span" in page(ada, "/").split('class="badge">')[1][:10]
    assert f"/jobs/{second.id}/approve" in page(ada, "/team")
    assert post(ada, f"/jobs/{second.id}/approve").status_code == 303
    assert jobs.advance(co, second.id) is True
    assert stands(team_app, second) is JobStatus.QUEUED
    assert counted(team_app, ben) == 2
    assert 'class="badge"' not in page(ada, "/")
    assert "Ada approved it" in page(browser, f"/jobs/{second.id}")


def test_a_refused_job_ends_unsent_and_says_so(
    team_app: Flask, ada: FlaskClient, herself: Person, ben: Person
) -> None:
    co = collaborators(team_app)
    budgets.set_of_person(co, herself, ben.id, "0", "")
    job = submit(team_app, ben, "1")
    assert post(ada, f"/jobs/{job.id}/refuse").status_code == 303
    assert jobs.advance(co, job.id) is False
    assert "An admin has to approve each job first." in page(signed_in(team_app, ben), "/")
    assert stands(team_app, job) is JobStatus.CANCELLED
    shown = page(signed_in(team_app, ben), f"/jobs/{job.id}")
    assert "Ada did not approve it." in shown
    assert "Nothing was charged." in shown
    for decide in (jobs.approve, jobs.refuse):
        with pytest.raises(Conflict):
            decide(co, herself, job.id)
    assert counted(team_app, ben) == 0


def test_posts_at_the_same_time_do_not_overrun_a_budget(
    team_app: Flask, herself: Person, ben: Person
) -> None:
    co = collaborators(team_app)
    budgets.set_of_team(co, herself, "3", "")
    start, made = threading.Barrier(8), []

    def press(number: int) -> None:
        start.wait()
        made.append(submit(team_app, (ben, herself)[number % 2], f"{number}"))

    threads = [threading.Thread(target=press, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(job.is_held for job in made) == [False] * 3 + [True] * 5
    assert usage.overview(co).total.today == 3
    assert jobs.count_held(co) == 5


def test_what_surely_cost_nothing_does_not_count_and_what_is_in_doubt_does(
    team_app: Flask, herself: Person, ben: Person
) -> None:
    co = collaborators(team_app)
    budgets.set_of_person(co, herself, ben.id, "2", "")
    job = submit(team_app, ben, "1")
    assert submit(team_app, ben, "1").id == job.id
    assert counted(team_app, ben) == 1
    jobs.cancel(co, ben, job.id)
    assert counted(team_app, ben) == 0
    held = [submit(team_app, ben, key) for key in ("2", "3", "4")][-1]
    jobs.cancel(co, ben, held.id)
    assert (held.is_held, counted(team_app, ben)) == (True, 2)


def test_the_budget_that_is_nearest_its_end_is_told_before_each_submit(
    team_app: Flask, herself: Person, ben: Person, clock: Clock
) -> None:
    co, browser = collaborators(team_app), signed_in(team_app, ben)
    assert budgets.allowance(co, ben) is None
    assert "left today" not in page(browser, "/")
    budgets.set_of_person(co, herself, ben.id, "3", "5")
    budgets.set_of_team(co, herself, "", "4")
    submit(team_app, ben, "1")
    assert budgets.allowance(co, ben) == Allowance(2, 3, is_daily=True, is_of_team=False)
    shown = page(browser, "/")
    assert "Words make a job. This uses 1 of your 2 left today." in shown
    picture = shown.split('href="/pictures/')[1].split('"')[0].split("/")[0]
    assert "This uses 1 of your 2 left today." in page(browser, f"/pictures/{picture}")
    assert 'id="cost">This uses 1 of your 2 left today.' in page(browser, f"/pictures/{picture}/paint")
    clock.forward(86_400)
    submit(team_app, ben, "2")
    submit(team_app, herself, "3")
    assert "This uses 1 of the team’s 1 left this month." in page(browser, "/")
    submit(team_app, herself, "4")
    words = "The team’s 4 for this month are used up: an admin has to approve this first."
    assert words in page(browser, "/")
    clock.forward(31 * 86_400)
    assert budgets.allowance(co, ben) == Allowance(3, 3, is_daily=True, is_of_team=False)


@pytest.mark.parametrize("wrong", ["-1", "1.5", "many", "100000", "٣"])
def test_a_wrong_budget_is_one_sentence(ada: FlaskClient, wrong: str) -> None:
    answer = ada.post(
        "/team/budget",
        data={"csrf_token": csrf(ada, "/me"), "per_day": wrong},
        headers={"Accept": "application/json"},
    )
    assert (answer.status_code, (answer.json or {})["error"]["code"]) == (400, "bad_number")


def test_members_see_their_own_usage_and_admins_everybodys(
    team_app: Flask, ada: FlaskClient, herself: Person, ben: Person, clock: Clock
) -> None:
    co = collaborators(team_app)
    submit(team_app, ben, "1")
    clock.forward(86_400)
    for key in ("2", "3"):
        submit(team_app, ben, key)
    submit(team_app, herself, "4")
    own = signed_in(team_app, ben)

    def rows(client: FlaskClient) -> list[list[str]]:
        text = client.get("/usage.csv").get_data(as_text=True)
        return list(csv.reader(StringIO(text, newline="")))[1:]

    assert rows(own) == [["2026-03-01", "Ben", "1"], ["2026-03-02", "Ben", "2"]]
    assert sorted(rows(ada)) == sorted([*rows(own), ["2026-03-02", "Ada", "1"]])
    assert "Jobs a day: 3 in all, 2 at most" in page(own, "/usage")
    assert "By person" not in page(own, "/usage")
    everybody = page(ada, "/usage")
    assert "Jobs a day: 4 in all, 3 at most" in everybody
    assert "Jobs a day of Ben: 3 in all, 2 at most" in everybody
    assert " style=" not in everybody
    viewer = signed_in(team_app, add_person(team_app, "Vera", Role.VIEWER))
    assert viewer.get("/usage", headers=HTML).status_code == 403
    assert jobs.count_held(co) == 0


def test_setting_a_budget_is_told_in_the_log(team_app: Flask, ada: FlaskClient, ben: Person) -> None:
    post(ada, "/team/budget", per_day="5", per_month="60")
    post(ada, f"/team/members/{ben.id}/budget", per_day="", per_month="")
    log = ada.get("/team/log.csv").get_data(as_text=True)
    assert f'Ada,{Deed.TEAM_BUDGET_SET},,,"5 a day, 60 a month"' in log
    assert f"Ada,{Deed.BUDGET_SET},Ben,{ben.id},no limit" in log
    assert 'value="60"' in page(ada, "/team")


def test_sending_again_beyond_the_budget_waits_for_an_admin_too(
    team_app: Flask, ada: FlaskClient, ben: Person, clock: Clock
) -> None:
    co = collaborators(team_app)
    post(ada, f"/team/members/{ben.id}/budget", per_day="1", per_month="")
    job = jobs.submit(co, ben, jobs.Order(IMAGINE, "Lost answer", key="1"))
    assert jobs.advance(co, job.id)
    assert stands(team_app, job) is JobStatus.UNCERTAIN
    jobs.resend(co, ben, job.id)
    assert jobs.get(co, job.id).is_held
    assert (counted(team_app, ben), jobs.advance(co, job.id)) == (1, False)
    jobs.approve(co, people.by_name(co, "Ada"), job.id)
    assert (counted(team_app, ben), jobs.advance(co, job.id)) == (2, True)
