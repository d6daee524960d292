"""Adding pictures over HTTP, and getting their bytes."""

import struct
import zlib
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from PIL import Image
from werkzeug.test import TestResponse

from tests.support import Clock, collaborators, csrf, work_until_idle
from webapp.models import Person, Picture
from webapp.services import jobs, pictures

HTML = {"Accept": "text/html"}


def image(width: int, height: int, kind: str = "PNG", **options: object) -> BytesIO:
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, kind, **options)
    out.seek(0)
    return out


def add(client: FlaskClient, **fields: object) -> TestResponse:
    return client.post(
        "/pictures", data={"csrf_token": csrf(client), **fields}, headers={"Accept": "application/json"}
    )


def upload(
    client: FlaskClient, file: BytesIO, name: str = "my picture.png", **fields: object
) -> TestResponse:
    return add(client, image=(file, name), **fields)


def code_of(answer: TestResponse) -> tuple[int, str]:
    assert answer.json is not None
    return answer.status_code, answer.json["error"]["code"]


def sample(app: Flask) -> Picture:
    return pictures.page(collaborators(app), "", "")[0][0]


def test_a_newcomer_finds_three_samples_to_paint_on(app: Flask, client: FlaskClient) -> None:
    shown = pictures.page(collaborators(app), "", "")[0]
    assert sorted((picture.width, picture.height) for picture in shown) == [
        (1792, 2688),
        (2048, 2048),
        (2912, 1632),
    ]
    assert all(picture.offers_region for picture in shown)
    page = client.get("/").get_data(as_text=True)
    assert all(f"/pictures/{picture.id}" in page for picture in shown)


def test_an_empty_gallery_speaks_of_no_samples(app: Flask, client: FlaskClient) -> None:
    me = Person("local", "You", "admin")
    for picture in pictures.page(collaborators(app), "", "")[0]:
        pictures.delete(collaborators(app), me, picture.id)
    page = client.get("/", headers=HTML).get_data(as_text=True)
    assert ("No pictures yet" in page, "Open a sample" in page) == (True, False)


def test_an_upload_is_kept_and_can_be_painted_but_not_submitted(app: Flask, client: FlaskClient) -> None:
    answer = upload(client, image(300, 200))
    assert answer.status_code == 303
    page = client.get(answer.location).get_data(as_text=True)
    assert "Paint a region" in page
    assert "my picture" in page
    picture = pictures.get(collaborators(app), answer.location.rsplit("/", 1)[-1])
    assert (picture.width, picture.height, picture.message_id) == (300, 200, None)
    refused = client.post(
        f"/pictures/{picture.id}/jobs",
        data={"csrf_token": csrf(client), "button": "Vary (Region)", "prompt": "x"},
        headers={"Accept": "application/json"},
    )
    assert code_of(refused) == (409, "not_sendable")


def test_an_upload_turned_by_its_camera_is_put_upright(app: Flask, client: FlaskClient) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    answer = upload(client, image(300, 200, "JPEG", exif=exif))
    picture = pictures.get(collaborators(app), answer.location.rsplit("/", 1)[-1])
    assert (picture.width, picture.height) == (200, 300)
    stored = Image.open(BytesIO(client.get(f"{answer.location}/image").data))
    assert (stored.format, len(stored.getexif())) == ("JPEG", 0)


@pytest.mark.parametrize(
    ("file", "status", "code"),
    [
        (BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), 400, "not_a_picture"),
        (BytesIO(image(300, 200).getvalue()[:-40]), 400, "picture_damaged"),
        (image(32, 200), 400, "picture_too_small"),
        (image(5000, 100), 413, "picture_too_large"),
        (image(300, 200, "GIF"), 400, "not_a_picture"),
        (
            image(300, 200, "WEBP", save_all=True, append_images=[Image.new("RGB", (300, 200))]),
            400,
            "picture_animated",
        ),
    ],
    ids=["svg", "cut off", "too small", "too large", "gif", "animated"],
)
def test_what_is_no_usable_picture_is_refused(
    client: FlaskClient, file: BytesIO, status: int, code: str
) -> None:
    assert code_of(upload(client, file)) == (status, code)


def test_a_picture_of_two_hundred_million_pixels_is_refused_by_its_header(client: FlaskClient) -> None:
    header = b"IHDR" + struct.pack(">IIBBBBB", 20_000, 10_000, 8, 2, 0, 0, 0)
    chunks = (header, b"IDAT" + zlib.compress(b"0" * 1000))
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks
    )
    assert code_of(upload(client, BytesIO(bomb))) == (413, "picture_too_large")


def test_an_upload_with_a_message_id_must_have_the_provider_pictures_size(
    app: Flask, client: FlaskClient
) -> None:
    known = sample(app)
    assert code_of(upload(client, image(300, 200), message_id=str(known.message_id))) == (
        400,
        "picture_wrong_size",
    )
    fitting = upload(client, image(known.width, known.height, "JPEG"), message_id=str(known.message_id))
    assert fitting.location == f"/pictures/{known.id}"


def test_adding_a_message_twice_gives_the_picture_we_hold(app: Flask, client: FlaskClient) -> None:
    known = sample(app)
    assert add(client, message_id=f"  {known.message_id} ").location == f"/pictures/{known.id}"


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"message_id": "00000000-0000-4000-8000-00000000ffff"}, 404, "unknown_message"),
        ({"message_id": "../account-info"}, 400, "bad_message_id"),
        ({"message_id": "x" * 201}, 400, "bad_message_id"),
        ({}, 400, "nothing_given"),
        ({"prompt": "x" * 2001}, 400, "prompt_too_long"),
    ],
)
def test_a_wrong_form_is_answered_with_one_sentence(
    client: FlaskClient, fields: dict[str, str], status: int, code: str
) -> None:
    assert code_of(add(client, **fields)) == (status, code)


def test_a_person_sees_the_sentence_in_the_page_and_what_was_typed(client: FlaskClient) -> None:
    answer = client.post(
        "/pictures", data={"csrf_token": csrf(client), "message_id": "not/an id"}, headers=HTML
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "This is not a message id." in page
    assert 'value="not/an id"' in page


def test_words_become_a_grid_whose_quarters_can_be_upscaled(
    app: Flask, client: FlaskClient, clock: Clock
) -> None:
    job = add(client, prompt="a harbour at dusk", key="words-1")
    assert job.location.startswith("/jobs/")
    work_until_idle(app, clock)
    status = client.get(f"{job.location}/status").json
    assert status is not None
    assert status["status"] == "done"
    grid = pictures.get(collaborators(app), status["picture_url"].split("/")[2])
    assert grid.is_grid
    assert client.get(f"/pictures/{grid.id}/paint", headers=HTML).status_code == 409
    data = {"csrf_token": csrf(client), "button": "U2", "key": "press-1"}
    pressed = client.post(f"/pictures/{grid.id}/jobs", data=data)
    assert pressed.status_code == 303
    again = client.post(f"/pictures/{grid.id}/jobs", data=data | {"key": "press-2"})
    assert again.location == pressed.location
    work_until_idle(app, clock)
    done = client.get(f"{pressed.location}/status").json
    assert done is not None
    upscale = pictures.get(collaborators(app), done["picture_url"].split("/")[2])
    assert upscale.offers_region
    assert "Paint a region" in client.get(f"/pictures/{upscale.id}").get_data(as_text=True)


def test_the_bytes_come_with_etag_ranges_and_a_sandbox(app: Flask, client: FlaskClient) -> None:
    address = f"/pictures/{sample(app).id}/image"
    whole = client.get(address)
    assert whole.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "private" in whole.headers["Cache-Control"]
    part = client.get(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert client.get(address, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304


def test_a_thumbnail_is_rounded_up_to_an_offered_width(app: Flask, client: FlaskClient) -> None:
    picture = sample(app)
    for wanted, width in ((1, 160), (160, 160), (161, 320), (5000, 1280)):
        shown = Image.open(BytesIO(client.get(f"/pictures/{picture.id}/image?w={wanted}").data))
        assert shown.width == width
        assert abs(shown.height - width * picture.height / picture.width) < 1


@pytest.mark.parametrize("query", ["w=0", "w=-1", "w=abc", "w=9999999", "variation=5", "variation=%C2%B2"])
def test_a_malformed_query_is_a_400(app: Flask, client: FlaskClient, query: str) -> None:
    assert client.get(f"/pictures/{sample(app).id}/image?{query}").status_code == 400


def test_a_picture_that_is_no_grid_has_no_variations(app: Flask, client: FlaskClient) -> None:
    assert client.get(f"/pictures/{sample(app).id}/image?variation=1").status_code == 404


def test_search_finds_titles_and_prompts(app: Flask, client: FlaskClient) -> None:
    upload(client, image(300, 200), "Lighthouse at noon.png")
    shown, _ = pictures.page(collaborators(app), "noon LIGHT", "")
    assert [picture.title for picture in shown] == ["Lighthouse at noon"]
    assert pictures.page(collaborators(app), "100%_", "")[0] == []


def test_a_pictures_page_names_its_jobs_by_their_whole_prompts(app: Flask, client: FlaskClient) -> None:
    picture, prompt = sample(app), "a red boat & " + "a long wake behind it, " * 9
    order = jobs.Order(picture.buttons[1], prompt, picture.id)
    job = jobs.submit(collaborators(app), Person("local", "You", "member"), order)
    page = client.get(f"/pictures/{picture.id}", headers=HTML).get_data(as_text=True)
    row = page.partition(f'<a class="row" href="/jobs/{job.id}">')[2].partition("</a>")[0]
    assert f"<bdi>{escape(job.prompt)}</bdi>" in row


def test_a_deleted_picture_is_gone_at_once(client: FlaskClient) -> None:
    address = upload(client, image(300, 200)).location
    assert client.post(f"{address}/delete", data={"csrf_token": csrf(client)}).status_code == 303
    assert client.get(address).status_code == 404
    assert client.get(f"{address}/image").status_code == 404
