"""Submitting over HTTP, the polled status, and the exact mask."""

import base64
import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from tests.support import Clock, collaborators, csrf, make_app, painting, work_until_idle
from webapp.models import Picture
from webapp.services import pictures


@pytest.fixture
def picture(app: Flask) -> Picture:
    return next(p for p in pictures.page(collaborators(app), "", "")[0] if p.width == p.height)


@pytest.fixture
def png(picture: Picture) -> bytes:
    return painting(picture.width, picture.height, (500, 500, 900, 900))


def submit(client: FlaskClient, picture: Picture, png: bytes | None, **fields: object) -> TestResponse:
    data = {
        "csrf_token": csrf(client),
        "button": "Vary (Region)",
        "prompt": "a red boat",
        "key": "k",
        **fields,
    }
    if png is not None:
        data["mask"] = (BytesIO(png), "mask.png")
    return client.post(f"/pictures/{picture.id}/jobs", data=data, headers={"Accept": "application/json"})


def test_a_script_gets_201_with_id_and_address(client: FlaskClient, picture: Picture, png: bytes) -> None:
    answer = submit(client, picture, png)
    assert answer.status_code == 201
    assert answer.json is not None
    assert answer.json["url"] == f"/jobs/{answer.json['id']}"


def test_a_form_gets_303(client: FlaskClient, picture: Picture, png: bytes) -> None:
    data = {"csrf_token": csrf(client), "button": "Vary (Region)", "mask": (BytesIO(png), "mask.png")}
    answer = client.post(f"/pictures/{picture.id}/jobs", data=data)
    assert answer.status_code == 303
    assert re.fullmatch(r"/jobs/[0-9a-f-]{36}", answer.location)


def test_the_status_tells_all_that_scripts_rely_on(
    app: Flask, client: FlaskClient, picture: Picture, png: bytes, clock: Clock
) -> None:
    address = str((submit(client, picture, png).json or {})["url"])
    waiting = client.get(f"{address}/status")
    assert waiting.json is not None
    assert waiting.json["status"] == "waiting"
    assert set(waiting.json) >= {
        "status",
        "progress",
        "queue_position",
        "eta_s",
        "error",
        "picture_url",
        "poll_after_s",
    }
    unchanged = client.get(f"{address}/status", headers={"If-None-Match": waiting.headers["ETag"]})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    work_until_idle(app, clock)
    done = client.get(f"{address}/status", headers={"If-None-Match": waiting.headers["ETag"]})
    assert done.status_code == 200
    assert done.json is not None
    assert (done.json["status"], done.json["progress"], done.json["error"]) == ("done", 100, None)
    result = Image.open(BytesIO(client.get(done.json["picture_url"]).data))
    assert result.size == (picture.width, picture.height)


def test_the_mask_can_be_had_as_webp_png_and_base64(
    client: FlaskClient, picture: Picture, png: bytes
) -> None:
    address = str((submit(client, picture, png).json or {})["url"])
    webp = client.get(f"{address}/mask.webp").data
    assert base64.b64decode(client.get(f"{address}/mask.txt").data) == webp
    for data in (webp, client.get(f"{address}/mask.png").data):
        shown = Image.open(BytesIO(data)).convert("L")
        assert (shown.size, shown.getbbox()) == ((picture.width, picture.height), (500, 500, 901, 901))
    assert client.get(f"{address}/mask.gif").status_code == 404


def test_the_mask_tool_gives_the_bytes_a_submit_sends(
    client: FlaskClient, picture: Picture, png: bytes
) -> None:
    address = str((submit(client, picture, png).json or {})["url"])
    data = {"csrf_token": csrf(client), "mask": (BytesIO(png), "mask.png")}
    assert client.post("/mask", data=data).data == client.get(f"{address}/mask.webp").data


def test_the_same_key_gives_the_same_job_and_other_content_409(
    client: FlaskClient, picture: Picture, png: bytes
) -> None:
    first = submit(client, picture, png)
    assert submit(client, picture, png).json == first.json
    assert submit(client, picture, png, prompt="other").status_code == 409


@pytest.mark.parametrize(
    ("fields", "png_of", "status", "code"),
    [
        ({}, None, 400, "mask_empty"),
        ({}, (2048, 2048), 400, "mask_empty"),
        ({}, (2048, 2047, (0, 0, 99, 99)), 400, "mask_wrong_size"),
        ({"button": "Fly"}, None, 400, "button_not_offered"),
        ({"prompt": "x" * 2001}, (2048, 2048, (0, 0, 99, 99)), 400, "prompt_too_long"),
    ],
)
def test_a_wrong_submit_is_one_sentence_and_no_job(
    app: Flask,
    client: FlaskClient,
    picture: Picture,
    fields: dict[str, str],
    png_of: tuple | None,
    status: int,
    code: str,
) -> None:
    answer = submit(client, picture, painting(*png_of) if png_of else None, **fields)
    assert answer.json is not None
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)
    assert answer.json["error"]["message"].endswith(".")
    page = client.get("/", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert "/jobs/" not in page


def test_a_practice_picture_is_never_sent_to_the_real_provider(
    app: Flask, picture: Picture, png: bytes, clock: Clock
) -> None:
    co = collaborators(app)
    paid = make_app(
        co.settings.data_dir, clock, MIDJOURNEY_TOKEN="t", MIDJOURNEY_API_URL="http://127.0.0.1:9"
    )
    answer = submit(paid.test_client(), picture, png)
    assert answer.json is not None
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "not_sendable")


def test_a_draft_comes_back_as_it_was_put(client: FlaskClient, picture: Picture) -> None:
    address = f"/pictures/{picture.id}/draft"
    headers = {"X-CSRFToken": csrf(client)}
    assert client.get(address).status_code == 204
    put = client.put(address, data=b'{"version": 1, "steps": []}', headers=headers)
    assert put.status_code == 204
    got = client.get(address)
    assert (got.data, got.headers["ETag"]) == (b'{"version": 1, "steps": []}', put.headers["ETag"])
    assert client.put(address, data=b"[1]", headers=headers).status_code == 400
    assert client.put(address, data=b"x" * (4 << 20 | 1), headers=headers).status_code == 413
    assert client.delete(address, headers=headers).status_code == 204
    assert client.get(address).status_code == 204


def test_a_webhook_without_the_secret_finds_nothing(
    client: FlaskClient, picture: Picture, png: bytes
) -> None:
    job_id = (submit(client, picture, png).json or {})["id"]
    assert client.post(f"/hooks/{job_id}/guess", json={"messageId": "x"}).status_code == 404
    too_large = client.post(f"/hooks/{job_id}/guess", data=b"x" * (64 << 10 | 1))
    assert too_large.json is not None
    assert (too_large.status_code, too_large.json["error"]["message"]) == (
        413,
        "This address takes no more than 64 KB.",
    )


def test_cancelling_and_deleting_lead_on(client: FlaskClient, picture: Picture, png: bytes) -> None:
    address = str((submit(client, picture, png).json or {})["url"])
    data = {"csrf_token": csrf(client)}
    assert client.post(f"{address}/cancel", data=data).status_code == 303
    assert (client.get(f"{address}/status").json or {})["status"] == "cancelled"
    assert client.post(f"{address}/cancel", data=data).status_code == 409
    assert client.post(f"{address}/delete", data=data).status_code == 303
    assert client.get(address).status_code == 404
