"""The team's page: inviting, roles, resets, removing; and what each person sees of it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support import collaborators, csrf, work_until_idle
from tests.team_support import add_person, signed_in
from webapp.models import Person, Role
from webapp.services import jobs, pictures
from webapp.services.team import people

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}


def post(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    return client.post(path, data={"csrf_token": csrf(client, "/me"), **fields}, headers=JSON)


def act(client: FlaskClient, person: Person, what: str, **fields: str) -> TestResponse:
    return post(client, f"/team/members/{person.id}/{what}", **fields)


def code_of(answer: TestResponse) -> tuple[int, str]:
    assert answer.json is not None
    return answer.status_code, answer.json["error"]["code"]


def page(client: FlaskClient, path: str = "/team") -> str:
    return client.get(path, headers=HTML).get_data(as_text=True)


@pytest.fixture
def ben(team_app: Flask) -> Person:
    return add_person(team_app, "Ben")


def test_a_new_invite_is_shown_once_with_its_qr_code(team_app: Flask, ada: FlaskClient) -> None:
    answer = post(ada, "/team/invites", role="member", days="7", uses="3")
    told = answer.get_data(as_text=True)
    link = re.search(r'value="(http://localhost/join/[\w-]{43})"', told)
    assert link is not None
    assert '<svg viewBox="0 0 ' in told
    assert answer.headers["Cache-Control"] == "no-store"
    assert team_app.test_client().get(link[1]).status_code == 200
    listed = page(ada)
    assert "Invite for 3 members" in listed
    assert link[1].rsplit("/", 1)[1] not in listed


@pytest.mark.parametrize(
    "wrong",
    [{"days": "0"}, {"days": "91"}, {"uses": "0"}, {"uses": "many"}, {"role": "owner"}, {"days": "\u0663"}],
)
def test_a_wrong_invite_is_one_sentence_beside_the_form(ada: FlaskClient, wrong: dict[str, str]) -> None:
    fields = {"role": "member", "days": "7", "uses": "1", **wrong}
    answer = ada.post("/team/invites", data={"csrf_token": csrf(ada, "/me"), **fields}, headers=HTML)
    assert answer.status_code == 400
    assert 'id="invite-error"' in answer.get_data(as_text=True)


def test_a_revoked_invite_is_worthless_at_once(team_app: Flask, ada: FlaskClient) -> None:
    told = post(ada, "/team/invites", role="member", days="7", uses="3").get_data(as_text=True)
    path = re.findall(r"/join/[\w-]{43}", told)[0]
    revoke = re.findall(r"/team/invites/[0-9a-f-]{36}/revoke", page(ada))[0]
    assert post(ada, revoke).status_code == 303
    assert team_app.test_client().get(path).status_code == 404


def test_a_new_role_counts_with_the_next_request_of_a_signed_in_browser(
    team_app: Flask, ada: FlaskClient, ben: Person
) -> None:
    browser = signed_in(team_app, ben)
    before = browser.get_cookie("redraw")
    assert browser.get("/mask").status_code == 200
    assert act(ada, ben, "role", role="viewer").status_code == 303
    assert browser.get("/mask", headers=JSON).status_code == 403
    after = browser.get_cookie("redraw")
    assert before is not None
    assert after is not None
    assert before.value != after.value


def test_the_last_admin_stays(team_app: Flask, ada: FlaskClient, ben: Person) -> None:
    herself = next(m.person for m in people.members(collaborators(team_app)) if m.person.name == "Ada")
    assert code_of(act(ada, herself, "role", role="member")) == (409, "last_admin")
    assert code_of(act(ada, herself, "remove")) == (409, "last_admin")
    assert act(ada, ben, "role", role="admin").status_code == 303
    assert act(ada, herself, "remove").status_code == 303
    assert ada.get("/team", headers=JSON).status_code == 401
    assert signed_in(team_app, ben).get("/team").status_code == 200


def test_removing_a_member_ends_sessions_and_links_at_once_and_keeps_the_work(
    team_app: Flask, ada: FlaskClient, ben: Person
) -> None:
    act(ada, ben, "role", role="admin")
    browser = signed_in(team_app, ben)
    invite = post(browser, "/team/invites", role="admin", days="7", uses="3").get_data(as_text=True)
    reset = act(ada, ben, "reset").get_data(as_text=True)
    co = collaborators(team_app)
    source = pictures.page(co, "", "")[0][0]
    job = jobs.submit(co, ben, jobs.Order(button=source.buttons[1], picture_id=source.id))
    assert act(ada, ben, "remove").status_code == 303
    assert browser.get("/", headers=JSON).status_code == 401
    stranger = team_app.test_client()
    assert stranger.get(re.findall(r"/join/[\w-]{43}", invite)[0]).status_code == 404
    assert stranger.get(re.findall(r"/reset/[\w-]{43}", reset)[0]).status_code == 404
    work_until_idle(team_app, co.now)  # type: ignore[arg-type]
    made = pictures.get(co, jobs.get(co, job.id).result_picture_id or "")
    assert made.created_by == ben.id
    assert "<bdi>Ben</bdi>" in page(ada, f"/pictures/{made.id}")
    assert "<bdi>Ben</bdi>" in page(ada, f"/jobs/{made.job_id}")
    assert add_person(team_app, "Ben").id != ben.id


def test_a_viewer_sees_the_work_and_no_button_that_spends(team_app: Flask, ben: Person) -> None:
    co = collaborators(team_app)
    source = pictures.page(co, "", "")[0][0]
    job = jobs.submit(co, ben, jobs.Order(button=source.buttons[1], picture_id=source.id))
    work_until_idle(team_app, co.now)  # type: ignore[arg-type]
    viewer = signed_in(team_app, add_person(team_app, "Vera", Role.VIEWER))
    for path in ("/", f"/pictures/{source.id}", f"/jobs/{job.id}"):
        shown = page(viewer, path)
        assert re.findall(r'<form method="post" action="([^"]*)"', shown) == []
        assert "Paint a region" not in shown
        assert "Add a picture" not in shown
    assert viewer.get(f"/pictures/{source.id}/image").status_code == 200
    assert code_of(viewer.get(f"/pictures/{source.id}/paint", headers=JSON)) == (403, "not_allowed")
    refused = post(viewer, f"/pictures/{source.id}/jobs", button=source.buttons[1])
    assert code_of(refused) == (403, "not_allowed")


def test_only_admins_are_shown_the_way_to_the_team(team_app: Flask, ada: FlaskClient, ben: Person) -> None:
    assert 'href="/team"' in page(ada, "/")
    assert 'href="/team"' not in page(signed_in(team_app, ben), "/")


def test_drafts_belong_to_each_person_alone(team_app: Flask, ada: FlaskClient, ben: Person) -> None:
    picture = pictures.page(collaborators(team_app), "", "")[0][0]
    path = f"/pictures/{picture.id}/draft"
    assert ada.put(path, data=b'{"of": "Ada"}', headers={"X-CSRFToken": csrf(ada)}).status_code == 204
    assert signed_in(team_app, ben).get(path).status_code == 204
    assert ada.get(path).json == {"of": "Ada"}
