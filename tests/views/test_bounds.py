"""How much and how often: sizes of requests by address, and counts by person."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support import collaborators, csrf
from tests.team_support import add_person, signed_in
from webapp.db import attempts
from webapp.services import limits, pictures
from webapp.services.limits import RULES, Limit

JSON = {"Accept": "application/json"}
MUCH = b"x" * (300 << 10)


def test_a_form_takes_no_more_than_a_form_needs(team_app: Flask, ada: FlaskClient) -> None:
    token = csrf(ada)
    for path in ("/sign-in", "/team/invites", "/me/password", "/api/tokens"):
        answer = ada.post(path, data={"csrf_token": token, "name": MUCH}, headers=JSON)
        assert answer.status_code == 413, path
        assert (answer.json or {})["error"]["message"] == "This address takes no more than 256 KB."


def test_who_sent_too_much_or_an_old_form_stays_signed_in_on_the_page_that_says_so(ada: FlaskClient) -> None:
    token = csrf(ada)
    for data, status in (({"csrf_token": token, "role": MUCH}, 413), ({"role": "member"}, 400)):
        answer = ada.post("/team/invites", data=data, headers={"Accept": "text/html"})
        page = answer.get_data(as_text=True)
        assert (answer.status_code, "You: Ada" in page, "All pictures" in page) == (status, True, True)


def test_nobody_unknown_may_send_much_even_where_members_may(team_app: Flask) -> None:
    stranger = team_app.test_client()
    data = {"csrf_token": csrf(stranger, "/sign-in"), "image": (BytesIO(MUCH), "x.png")}
    assert stranger.post("/pictures", data=data, headers=JSON).status_code == 413
    forged = team_app.test_client()
    forged.set_cookie("redraw", "eyJzZXNzaW9uIjoieCJ9.aaaa.bbbb")
    assert forged.post("/pictures", data={"image": (BytesIO(MUCH), "x.png")}, headers=JSON).status_code == 413


def test_members_send_pictures_and_paintings(ada: FlaskClient) -> None:
    data = {"csrf_token": csrf(ada), "image": (BytesIO(MUCH), "x.png")}
    answer = ada.post("/pictures", data=data, headers=JSON)
    assert (answer.status_code, (answer.json or {})["error"]["code"]) == (400, "not_a_picture")


@pytest.mark.parametrize("limit", [Limit.SUBMITS, Limit.UPLOADS])
def test_what_one_person_does_is_counted_for_that_person(
    team_app: Flask, ada: FlaskClient, limit: Limit
) -> None:
    co = collaborators(team_app)
    ben = add_person(team_app, "Ben")
    for _ in range(RULES[limit].most):
        limits.count(co, limit, ben.id)
    picture = pictures.page(co, "", "")[0][0]
    path = f"/pictures/{picture.id}/jobs" if limit is Limit.SUBMITS else "/pictures"
    for client, status in ((signed_in(team_app, ben), 429), (ada, 400)):
        data = {"csrf_token": csrf(client), "button": "Fly"}
        answer = client.post(path, data=data, headers=JSON)
        assert answer.status_code == status
        assert ("Retry-After" in answer.headers) == (status == 429)


def test_looking_is_not_counted(team_app: Flask, ada: FlaskClient) -> None:
    for _ in range(5):
        assert ada.get("/").status_code == 200
    with collaborators(team_app).database.write() as connection:
        now = collaborators(team_app).now()
        assert attempts.count(connection, "probe", now, 300) == 1
