"""Share links: what they show, what they keep to themselves, and how they end."""

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from tests.support import Clock, collaborators, csrf, make_app, painting, work_until_idle
from tests.team_support import add_person, signed_in
from webapp.models import Picture, Role
from webapp.services import jobs, pictures
from webapp.services.team import people

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}


@pytest.fixture
def source(team_app: Flask) -> Picture:
    return next(p for p in pictures.page(collaborators(team_app), "", "")[0] if p.width == p.height)


@pytest.fixture
def result(team_app: Flask, source: Picture, clock: Clock) -> Picture:
    """A grid of four redrawn from `source` by Ada, with words that are nobody else's business."""
    co = collaborators(team_app)
    ada = people.by_name(co, "Ada")
    png = painting(source.width, source.height, (500, 500, 900, 900))
    order = jobs.Order("Vary (Region)", "a very private boat", source.id, BytesIO(png))
    job = jobs.submit(co, ada, order)
    work_until_idle(team_app, clock)
    return pictures.get(co, jobs.get(co, job.id).result_picture_id or "")


def share(client: FlaskClient, picture: Picture, what: str = "picture", **fields: str) -> str:
    """Make a link; its path."""
    data = {"csrf_token": csrf(client, "/me"), "what": what, "days": "7", **fields}
    answer = client.post(f"/pictures/{picture.id}/share", data=data, headers=HTML)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return re.findall(r"/s/[\w-]{43}", answer.get_data(as_text=True))[0]


def page(client: FlaskClient, path: str) -> str:
    return client.get(path, headers=HTML).get_data(as_text=True)


def shown_ids(text: str) -> set[str]:
    return set(re.findall(r"/pictures/([0-9a-f-]{36})/image", text))


def test_a_picture_is_shown_alone_without_its_words_or_its_past(
    team_app: Flask, ada: FlaskClient, source: Picture, result: Picture
) -> None:
    path, stranger = share(ada, result), team_app.test_client()
    text = page(stranger, path)
    assert shown_ids(text) == {result.id}
    assert "private boat" not in text
    assert "Ada" not in text
    assert stranger.get(f"{path}/pictures/{source.id}/image", headers=JSON).status_code == 404
    got = stranger.get(f"{path}/pictures/{result.id}/image?variation=2")
    assert Image.open(BytesIO(got.data)).size == (result.width // 2, result.height // 2)
    assert got.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_job_is_shown_with_what_it_was_made_from(
    team_app: Flask, ada: FlaskClient, source: Picture, result: Picture
) -> None:
    path = share(ada, result, "job", with_prompt="yes")
    text = page(team_app.test_client(), path)
    assert shown_ids(text) == {source.id, result.id}
    assert "data-compare" in text
    assert "a very private boat" in text


def test_a_line_is_shown_from_its_first_picture(
    team_app: Flask, ada: FlaskClient, source: Picture, result: Picture, clock: Clock
) -> None:
    co = collaborators(team_app)
    upscale = jobs.submit(co, people.by_name(co, "Ada"), jobs.Order("U2", picture_id=result.id))
    work_until_idle(team_app, clock)
    last = pictures.get(co, jobs.get(co, upscale.id).result_picture_id or "")
    text = page(team_app.test_client(), share(ada, last, "lineage"))
    assert shown_ids(text) == {source.id, result.id, last.id}
    assert text.index("How it came about") > text.index("data-compare")


def test_what_was_made_later_of_a_shared_picture_is_not_shown(
    team_app: Flask, ada: FlaskClient, source: Picture, result: Picture
) -> None:
    path = share(ada, source)
    assert shown_ids(page(team_app.test_client(), path)) == {source.id}


def test_a_card_for_messengers_and_nothing_for_search_engines(
    team_app: Flask, ada: FlaskClient, result: Picture
) -> None:
    path = share(ada, result, "job")
    answer = team_app.test_client().get(path, headers=HTML)
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    card = re.search(r'property="og:image" content="http://localhost([^"]+)"', answer.get_data(as_text=True))
    assert card is not None
    fetched = team_app.test_client().get(card[1].replace("&amp;", "&"))
    assert (fetched.status_code, fetched.content_type) == (200, "image/jpeg")
    image = Image.open(BytesIO(fetched.data))
    assert (image.format, image.width) == ("JPEG", min(1200, result.width))
    told = dict(
        re.findall(r'property="og:image:(width|height)" content="(\d+)"', answer.get_data(as_text=True))
    )
    assert (told["width"], told["height"]) == (str(image.width), str(image.height))


def test_a_link_with_a_passphrase_has_no_card(team_app: Flask, ada: FlaskClient, result: Picture) -> None:
    path = share(ada, result, passphrase="apples over the fence")
    stranger = team_app.test_client()
    assert "og:image" not in page(stranger, path)
    assert stranger.get(f"{path}/card.jpg").status_code == 404


def test_views_are_counted_and_a_revoked_link_is_dead_at_once_with_its_images(
    team_app: Flask, ada: FlaskClient, result: Picture
) -> None:
    path, stranger = share(ada, result), team_app.test_client()
    for _ in range(3):
        page(stranger, path)
    listed = page(ada, "/shares")
    assert "3 views" in listed
    assert path.removeprefix("/s/") not in listed
    revoke = re.findall(r"/shares/[0-9a-f-]{36}/revoke", listed)[0]
    assert ada.post(revoke, data={"csrf_token": csrf(ada)}).status_code == 303
    assert stranger.get(path, headers=JSON).status_code == 404
    assert stranger.get(f"{path}/pictures/{result.id}/image").status_code == 404
    assert "Nothing is shared" in page(ada, "/shares")


def test_a_link_ends_when_it_says_so_and_one_without_end_does_not(
    team_app: Flask, ada: FlaskClient, result: Picture, clock: Clock
) -> None:
    day, never = share(ada, result, days="1"), share(ada, result, days="never")
    clock.forward(86_401)
    stranger = team_app.test_client()
    assert [stranger.get(path).status_code for path in (day, never)] == [404, 200]


def unlock(client: FlaskClient, path: str, passphrase: str) -> TestResponse:
    data = {"csrf_token": csrf(client, path), "passphrase": passphrase}
    return client.post(path, data=data, headers=HTML)


def test_a_passphrase_is_asked_before_anything_is_shown(
    team_app: Flask, ada: FlaskClient, result: Picture
) -> None:
    path, stranger = share(ada, result, "job", passphrase="lantern \u00e9"), team_app.test_client()
    locked = page(stranger, path)
    assert shown_ids(locked) == set()
    assert "og:" not in locked
    image = f"{path}/pictures/{result.id}/image"
    assert stranger.get(image, headers=JSON).status_code == 404
    refused = unlock(stranger, path, "wrong")
    assert (refused.status_code, "not the passphrase" in refused.get_data(as_text=True)) == (403, True)
    assert unlock(stranger, path, "lantern \u00e9").location == path
    assert result.id in shown_ids(page(stranger, path))
    assert stranger.get(image).status_code == 200
    assert shown_ids(page(team_app.test_client(), path)) == set()


def test_guessing_a_passphrase_is_bounded(team_app: Flask, ada: FlaskClient, result: Picture) -> None:
    path, stranger = share(ada, result, passphrase="lantern"), team_app.test_client()
    assert [unlock(stranger, path, "guess").status_code for _ in range(11)] == [403] * 10 + [429]


def test_the_links_of_somebody_who_was_removed_end(
    team_app: Flask, ada: FlaskClient, result: Picture
) -> None:
    ben = add_person(team_app, "Ben")
    path = share(signed_in(team_app, ben), result)
    data = {"csrf_token": csrf(ada)}
    assert ada.post(f"/team/members/{ben.id}/remove", data=data).status_code == 303
    assert team_app.test_client().get(path).status_code == 404


def test_a_link_goes_with_its_picture(team_app: Flask, ada: FlaskClient, result: Picture) -> None:
    path = share(ada, result)
    assert ada.post(f"/pictures/{result.id}/delete", data={"csrf_token": csrf(ada)}).status_code == 303
    assert team_app.test_client().get(path, headers=JSON).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"what": "everything"}, {"days": "1000"}, {"passphrase": "x" * 201}, {"what": "lineage"}]
)
def test_a_wrong_wish_is_one_sentence(
    team_app: Flask, ada: FlaskClient, source: Picture, wrong: dict[str, str]
) -> None:
    data = {"csrf_token": csrf(ada, "/me"), "what": "picture", "days": "7", **wrong}
    answer = ada.post(f"/pictures/{source.id}/share", data=data, headers=HTML)
    assert answer.status_code == 400
    assert 'id="share-error"' in answer.get_data(as_text=True)


def test_viewers_cannot_share_and_in_local_mode_nobody_does(
    team_app: Flask, source: Picture, tmp_path
) -> None:
    viewer = signed_in(team_app, add_person(team_app, "Vera", Role.VIEWER))
    assert viewer.get(f"/pictures/{source.id}/share", headers=JSON).status_code == 403
    local = make_app(tmp_path / "local").test_client()
    assert local.get("/shares").status_code == 404
    assert 'href="/pictures/' in page(local, "/")
