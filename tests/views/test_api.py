"""The API for scripts: tokens, pictures, masks, jobs, and a description that says what is so."""

import re
from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from tests.support import Clock, collaborators, csrf, painting, work_until_idle
from tests.team_support import add_person, signed_in
from webapp import api_description
from webapp.models import IMAGINE, Person, Picture, Role
from webapp.services import cursors, jobs, pictures
from webapp.services.team import people, tokens

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}


@pytest.fixture
def ben(team_app: Flask) -> Person:
    return add_person(team_app, "Ben")


@pytest.fixture
def picture(team_app: Flask) -> Picture:
    return next(p for p in pictures.page(collaborators(team_app), "", "")[0] if p.width == p.height)


class Script:
    """A program with a token, and no cookies."""

    def __init__(self, app: Flask, person: Person, scope: str = "write") -> None:
        self.token = tokens.make(collaborators(app), person, "my script", scope, "30")
        self._client = app.test_client(use_cookies=False)

    def ask(self, method: str, path: str, **sent: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}"}
        return self._client.open(f"/api/v1{path}", method=method, headers=headers, **sent)

    def get(self, path: str) -> TestResponse:
        return self.ask("GET", path)


@pytest.fixture
def script(team_app: Flask, ben: Person) -> Script:
    return Script(team_app, ben)


def code_of(answer: TestResponse) -> tuple[int, str]:
    assert answer.json is not None
    return answer.status_code, answer.json["error"]["code"]


def mask_part(picture: Picture) -> tuple[BytesIO, str]:
    return BytesIO(painting(picture.width, picture.height, (500, 500, 900, 900))), "mask.png"


def test_a_region_is_redrawn_by_a_script_from_submit_to_image(
    team_app: Flask, script: Script, picture: Picture, clock: Clock
) -> None:
    form = {"mask": mask_part(picture), "prompt": "a red boat", "key": "one"}
    submitted = script.ask("POST", f"/pictures/{picture.id}/jobs", data=form)
    assert submitted.status_code == 201
    job = submitted.json
    assert job is not None
    assert submitted.headers["Location"] == f"/api/v1/jobs/{job['id']}"
    assert (job["status"], job["button"], job["created_by"]) == ("waiting", "Vary (Region)", "Ben")
    again = script.ask("POST", f"/pictures/{picture.id}/jobs", data={**form, "mask": mask_part(picture)})
    assert (again.json or {})["id"] == job["id"]
    assert [(j["id"]) for j in (script.get("/jobs").json or {})["jobs"]] == [job["id"]]
    work_until_idle(team_app, clock)
    done = script.get(f"/jobs/{job['id']}").json or {}
    assert (done["status"], done["is_terminal"], done["poll_after_s"]) == ("done", True, None)
    result = script.get(f"/pictures/{done['result_picture_id']}").json or {}
    image = script.ask("GET", result["image_url"].removeprefix("/api/v1"))
    assert Image.open(BytesIO(image.data)).size == (picture.width, picture.height)
    made = script.ask("POST", "/masks", data={"mask": mask_part(picture)})
    assert made.data == script.get(f"/jobs/{job['id']}/mask").data
    assert (script.get("/jobs").json or {})["jobs"] == []


def test_pictures_are_added_from_a_file_a_message_id_and_words(
    team_app: Flask, script: Script, picture: Picture
) -> None:
    file = BytesIO()
    Image.new("RGB", (300, 200), "teal").save(file, "PNG")
    file.seek(0)
    uploaded = script.ask("POST", "/pictures", data={"image": (file, "teal.png")})
    assert (uploaded.status_code, (uploaded.json or {})["title"]) == (201, "teal")
    known = script.ask("POST", "/pictures", json={"message_id": picture.message_id})
    assert (known.status_code, (known.json or {})["id"]) == (201, picture.id)
    words = script.ask("POST", "/pictures", json={"prompt": "a lighthouse", "key": "w"})
    assert (words.status_code, (words.json or {})["button"]) == (202, "imagine")
    assert code_of(script.ask("POST", "/pictures", json={})) == (400, "nothing_given")


def test_all_pictures_are_listed_page_by_page_and_one_is_deleted(script: Script, picture: Picture) -> None:
    listed = script.get("/pictures").json or {}
    assert (len(listed["pictures"]), listed["next"]) == (3, None)
    assert script.ask("DELETE", f"/pictures/{picture.id}").status_code == 204
    assert code_of(script.get(f"/pictures/{picture.id}")) == (404, "not_found")


def test_without_a_good_token_there_is_nothing_whatever_the_cookie_says(
    team_app: Flask, ada: FlaskClient, script: Script, ben: Person, clock: Clock
) -> None:
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": f"Basic {script.token}"}):
        answer = ada.get("/api/v1/pictures", headers=headers)
        assert code_of(answer) == (401, "token_needed")
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="Redraw"'
    clock.forward(31 * 86_400)
    assert code_of(script.get("/pictures")) == (401, "token_needed")


def test_a_token_to_read_cannot_write_and_a_viewers_cannot_spend(
    team_app: Flask, ben: Person, picture: Picture
) -> None:
    reader = Script(team_app, ben, "read")
    assert reader.get("/pictures").status_code == 200
    refused = reader.ask("POST", f"/pictures/{picture.id}/jobs", json={"button": "U1"})
    assert code_of(refused) == (403, "scope_too_small")
    viewer = Script(team_app, add_person(team_app, "Vera", Role.VIEWER))
    assert code_of(viewer.ask("DELETE", f"/pictures/{picture.id}")) == (403, "not_allowed")


def test_a_token_ends_with_its_member(team_app: Flask, script: Script, ben: Person) -> None:
    people.remove(collaborators(team_app), ben, ben.id)
    assert code_of(script.get("/pictures")) == (401, "token_needed")


def test_a_token_is_no_way_into_the_pages(team_app: Flask, script: Script) -> None:
    headers = {"Authorization": f"Bearer {script.token}", **JSON}
    assert team_app.test_client().get("/", headers=headers).status_code == 401


def test_a_person_makes_a_token_sees_it_once_and_revokes_it(team_app: Flask, ben: Person) -> None:
    browser = signed_in(team_app, ben)
    form = {"csrf_token": csrf(browser), "name": "nightly", "scope": "read", "days": "365"}
    made = browser.post("/api/tokens", data=form)
    secret = re.findall(r'value="(redraw_[\w-]{43})"', made.get_data(as_text=True))[0]
    assert made.headers["Cache-Control"] == "no-store"
    page = browser.get("/api", headers=HTML).get_data(as_text=True)
    assert "nightly" in page
    assert secret not in page
    headers = {"Authorization": f"Bearer {secret}"}
    assert browser.get("/api/v1/jobs", headers=headers).status_code == 200
    revoke = re.findall(r"/api/tokens/[0-9a-f-]{36}/revoke", page)[0]
    stranger = signed_in(team_app, "Ada")
    stranger.post(revoke, data={"csrf_token": csrf(stranger)})
    assert browser.get("/api/v1/jobs", headers=headers).status_code == 200
    browser.post(revoke, data={"csrf_token": csrf(browser)})
    assert browser.get("/api/v1/jobs", headers=headers).status_code == 401


def test_jobs_are_listed_by_state_one_page_after_the_other(
    team_app: Flask, script: Script, ben: Person, clock: Clock
) -> None:
    co, made = collaborators(team_app), []
    for number in range(cursors.PAGE_SIZE + 1):
        made.append(jobs.submit(co, ben, jobs.Order(IMAGINE, f"no. {number}")).id)
        clock.forward(1)
    jobs.cancel(co, ben, made[0])

    def listed(query: str) -> tuple[list[str], str | None]:
        answer = script.get(f"/jobs?{query}").json or {}
        return [job["id"] for job in answer["jobs"]], answer["next"]

    assert listed("status=cancelled") == ([made[0]], None)
    assert listed("status=done") == ([], None)
    assert listed("") == (made[:0:-1], None)
    first, following = listed("status=all")
    second = listed(f"status=all&before={quote(following or '')}")
    assert (first + second[0], second[1]) == (made[::-1], None)
    for no_state in ("over", ""):
        assert code_of(script.get(f"/jobs?status={no_state}")) == (400, "bad_status")


@pytest.mark.parametrize("wrong", [{"name": " "}, {"scope": "all"}, {"days": "forever"}])
def test_a_wrong_token_wish_is_one_sentence(ada: FlaskClient, wrong: dict[str, str]) -> None:
    form = {"csrf_token": csrf(ada), "name": "x", "scope": "read", "days": "30", **wrong}
    answer = ada.post("/api/tokens", data=form, headers=HTML)
    assert (answer.status_code, 'id="token-error"' in answer.get_data(as_text=True)) == (400, True)


def test_one_person_alone_has_tokens_too(app: Flask, client: FlaskClient) -> None:
    form = {"csrf_token": csrf(client), "name": "x", "scope": "write", "days": "30"}
    made = client.post("/api/tokens", data=form).get_data(as_text=True)
    secret = re.findall(r"redraw_[\w-]{43}", made)[0]
    assert client.get("/api/v1/jobs").status_code == 401
    assert client.get("/api/v1/jobs", headers={"Authorization": f"Bearer {secret}"}).json == {
        "jobs": [],
        "next": None,
    }


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"[]", "bad_json"), (b"{", "bad_json"), (b'{"prompt": 5}', "bad_field"), (b"[" * 60_000, "bad_json")],
    ids=["list", "cut off", "number", "deep"],
)
def test_a_body_that_cannot_be_read_is_one_sentence(script: Script, body: bytes, code: str) -> None:
    answer = script.ask("POST", "/pictures", data=body, content_type="application/json")
    assert code_of(answer) == (400, code)


def test_an_address_that_does_not_take_a_method_says_which_it_takes(script: Script) -> None:
    answer = script.ask("TRACE", "/pictures")
    assert code_of(answer) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS, POST"


def described() -> set[tuple[str, str]]:
    return {(method.upper(), path) for path, found in api_description.PATHS.items() for method in found}


def test_the_description_lists_each_address_and_no_other(team_app: Flask) -> None:
    served = {
        (method, re.sub(r"<uuid:(\w+)>", r"{\1}", rule.rule))
        for rule in team_app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert described() == served


def test_the_description_says_what_the_answers_hold(script: Script, picture: Picture) -> None:
    told = script._client.get("/api/openapi.json").json or {}
    assert told["openapi"] == "3.1.0"
    schemas = told["components"]["schemas"]
    shown = script.get(f"/pictures/{picture.id}").json or {}
    job = script.ask("POST", "/pictures", json={"prompt": "a lighthouse"}).json or {}
    error = script.get("/pictures/00000000-0000-4000-8000-000000000000").json or {}
    for name, answer in (("Picture", shown), ("Job", job), ("Error", error)):
        assert list(schemas[name]["properties"]) == list(answer), name
        for field, value in answer.items():
            kinds = schemas[name]["properties"][field]["type"]
            assert json_type(value) in ([kinds] if isinstance(kinds, str) else kinds), field


def json_type(value: object) -> str:
    kinds = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return "null" if value is None else kinds[type(value)]


def test_the_page_shows_every_address(ada: FlaskClient) -> None:
    page = ada.get("/api", headers=HTML).get_data(as_text=True)
    assert all(path in page for _method, path in described())
