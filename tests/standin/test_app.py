from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image

from tests.standin.support import SQUARE, TALL, Clock, encode_mask, make_world
from webapp.standin import World, create_standin_app

BEARER = {"Authorization": "Bearer practice"}
PATHS = {
    "midjourney": ("/api/v1/midjourney/imagine", "/api/v1/midjourney/button", "/api/v1/midjourney/message/"),
    "nova": ("/api/v1/nova/imagine", "/api/v1/nova/button", "/api/v1/message/fetch/"),
}
BUTTON = PATHS["midjourney"][1]
IMAGINE = PATHS["midjourney"][0]
MESSAGE = PATHS["midjourney"][2]


@pytest.fixture
def client(world: World) -> Iterator[FlaskClient]:
    with create_standin_app(world).test_client() as client:
        yield client


def post(client: FlaskClient, path: str, body: object, **options: Any) -> tuple[int, Any]:
    answer = client.post(path, json=body, headers=BEARER, **options)
    return answer.status_code, answer.json


@pytest.mark.parametrize("family", PATHS)
def test_both_path_families_imagine_poll_and_press(client: FlaskClient, clock: Clock, family: str) -> None:
    imagine, button, message = PATHS[family]
    status, answer = post(client, imagine, {"prompt": "a lake", "ref": "job 7"})
    assert (status, answer["success"]) == (200, True)
    clock.pass_by(15)
    told = client.get(message + answer["messageId"], headers=BEARER)
    assert (told.status_code, told.json["status"], told.json["ref"]) == (200, "DONE", "job 7")
    status, answer = post(client, button, {"messageId": answer["messageId"], "button": "U1"})
    assert (status, answer["success"]) == (200, True)


def test_pictures_are_told_at_the_host_that_was_asked(client: FlaskClient) -> None:
    for host in ("http://standin.invalid", "http://127.0.0.1:9000", "https://practice.invalid"):
        told = client.get(MESSAGE + TALL.message_id, headers=BEARER, base_url=host)
        assert told.json["uri"] == f"{host}/pictures/{TALL.message_id}.webp"


def fetch(client: FlaskClient, address: str, **headers: str) -> tuple[int, str, bytes]:
    """Status, content type and bytes; the announced length must be the true one."""
    with client.get(address, headers=headers) as answer:
        assert answer.content_length == len(answer.data)
        return answer.status_code, answer.content_type, answer.data


def test_a_sample_is_served_with_type_and_length(client: FlaskClient) -> None:
    status, content_type, content = fetch(client, f"/pictures/{TALL.message_id}.webp")
    assert (status, content_type) == (200, "image/webp")
    with Image.open(BytesIO(content)) as image:
        assert image.size == (TALL.width, TALL.height)


def test_a_drawn_grid_and_its_variations_are_served(client: FlaskClient, clock: Clock) -> None:
    _, answer = post(client, IMAGINE, {"prompt": "a lake"})
    clock.pass_by(15)
    told = client.get(MESSAGE + answer["messageId"], headers=BEARER).json
    sizes = []
    for address in [told["uri"], *told["images"]]:
        status, content_type, content = fetch(client, address)
        assert (status, content_type) == (200, "image/png")
        with Image.open(BytesIO(content)) as image:
            sizes.append(image.size)
    assert sizes == [(2048, 2048)] + [(1024, 1024)] * 4


def test_part_of_a_picture_can_be_asked_for(client: FlaskClient) -> None:
    status, _, content = fetch(client, f"/pictures/{TALL.message_id}.webp", Range="bytes=0-3")
    assert (status, content) == (206, b"RIFF")


@pytest.mark.parametrize("name", ["nobody.webp", f"{SQUARE.message_id}.png", "..%2Fworld.sqlite", "x"])
def test_an_unknown_picture_is_404(client: FlaskClient, name: str) -> None:
    assert client.get(f"/pictures/{name}").status_code == 404


def test_account_info_tells_the_balance(client: FlaskClient) -> None:
    answer = client.get("/api/v1/subscription/account-info", headers=BEARER)
    assert (answer.status_code, answer.json["credits"], answer.json["type"]) == (200, 1000, "PRACTICE")


UNAUTHORIZED = {"message": "Unauthorized", "error": "Unauthorized", "statusCode": 401}


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer  ", "Basic cHJhY3RpY2U=", "practice"])
def test_a_call_without_a_bearer_token_is_401_in_the_providers_form(
    client: FlaskClient, header: str | None
) -> None:
    headers = {} if header is None else {"Authorization": header}
    for answer in (
        client.post(IMAGINE, json={}, headers=headers),
        client.get(MESSAGE + "x", headers=headers),
    ):
        assert (answer.status_code, answer.json) == (401, UNAUTHORIZED)


@pytest.mark.parametrize("given", ["wrong", "schlüssel2", "Schlüssel"])
def test_with_a_token_set_any_other_is_401(tmp_path: Path, clock: Clock, given: str) -> None:
    client = create_standin_app(make_world(tmp_path, clock), "schlüssel").test_client()
    path = MESSAGE + SQUARE.message_id
    assert client.get(path, headers=bearer(given)).json == UNAUTHORIZED
    assert client.get(path, headers=bearer("schlüssel")).status_code == 200


def bearer(token: str) -> dict[str, str]:
    """The header as a server gets it: the bytes of UTF-8, each as one character."""
    return {"Authorization": "bearer " + token.encode().decode("latin-1")}


def bad_request(message: str | list[str]) -> tuple[int, dict[str, Any]]:
    return 400, {"message": message, "error": "Bad Request", "statusCode": 400}


@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        (IMAGINE, {}, ["prompt must be a string"]),
        (IMAGINE, {"prompt": " "}, ["prompt should not be empty"]),
        (IMAGINE, {"prompt": 7}, ["prompt must be a string"]),
        (IMAGINE, {"prompt": "x" * 2001}, ["prompt must be shorter than or equal to 2000 characters"]),
        (IMAGINE, {"prompt": "a lake", "ref": 7}, ["ref must be a string"]),
        (IMAGINE, {"prompt": "a", "webhookOverride": "nowhere"}, ["webhookOverride must be a URL address"]),
        (IMAGINE, {"prompt": "a", "webhookOverride": "file:///x"}, ["webhookOverride must be a URL address"]),
        (IMAGINE, ["a lake"], "the body must be a JSON object"),
        (BUTTON, {"button": "U1"}, ["messageId must be a string"]),
        (BUTTON, {"messageId": SQUARE.message_id}, ["button must be a string"]),
        (BUTTON, {"messageId": SQUARE.message_id, "button": "U1"}, '"U1" is not offered by this message'),
        (
            BUTTON,
            {"messageId": SQUARE.message_id, "button": "Vary (Region)"},
            ["mask must be a base64 string"],
        ),
    ],
    ids=lambda value: None if isinstance(value, dict) else str(value)[:40],
)
def test_a_bad_parameter_is_400_with_text_or_list_of_texts(
    client: FlaskClient, path: str, body: object, message: str | list[str]
) -> None:
    assert post(client, path, body) == bad_request(message)


def test_a_body_that_is_no_json_is_400(client: FlaskClient) -> None:
    answer = client.post(IMAGINE, data="prompt=a lake", headers=BEARER)
    assert (answer.status_code, answer.json) == bad_request("the body must be a JSON object")


def test_a_body_over_16_mib_is_413(client: FlaskClient) -> None:
    answer = client.post(IMAGINE, data=b"x" * (16 * 1024 * 1024 + 1), headers=BEARER)
    assert (answer.status_code, answer.json["statusCode"]) == (413, 413)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (MESSAGE + "nobody", "Message not found"),
        ("/api/v1/midjourney/describe", "Cannot GET /api/v1/midjourney/describe"),
        (IMAGINE, f"Cannot GET {IMAGINE}"),
    ],
)
def test_what_is_unknown_is_404_in_the_providers_form(client: FlaskClient, path: str, message: str) -> None:
    answer = client.get(path, headers=BEARER)
    assert answer.json == {"message": message, "error": "Not Found", "statusCode": 404}
    assert answer.status_code == 404


def test_a_button_of_an_unknown_message_is_404(client: FlaskClient) -> None:
    status, answer = post(client, BUTTON, {"messageId": "nobody", "button": "U1"})
    assert (status, answer["message"]) == (404, "Message not found")


def test_a_refusal_can_come_as_200_without_success(client: FlaskClient) -> None:
    answer = post(client, IMAGINE, {"prompt": "credits exhausted"})
    assert answer == (200, {"success": False, "error": "Credits exhausted"})


def test_too_many_requests_says_when_to_come_back(client: FlaskClient) -> None:
    answer = client.post(IMAGINE, json={"prompt": "too many requests"}, headers=BEARER)
    assert (answer.status_code, answer.headers["Retry-After"], answer.json["statusCode"]) == (429, "3", 429)


def test_a_region_is_redrawn_over_the_wire_and_null_fields_are_as_good_as_absent(
    client: FlaskClient, clock: Clock
) -> None:
    body = {"messageId": SQUARE.message_id, "button": "Vary (Region)", "mask": encode_mask((2048, 2048))}
    status, answer = post(client, BUTTON, {**body, "prompt": None, "ref": None, "webhookOverride": None})
    assert status == 200
    clock.pass_by(12)
    told = client.get(MESSAGE + answer["messageId"], headers=BEARER).json
    assert (told["status"], told["originatingMessageId"], told["prompt"]) == (
        "DONE",
        SQUARE.message_id,
        SQUARE.prompt,
    )


def test_what_breaks_inside_is_a_500_in_the_providers_form(tmp_path: Path, clock: Clock) -> None:
    world = make_world(tmp_path, clock)
    (tmp_path / "world.sqlite").write_bytes(b"no database any more" * 1000)
    answer = create_standin_app(world).test_client().get(MESSAGE + "x", headers=BEARER)
    expected = {"message": "Internal Server Error", "error": "Internal Server Error", "statusCode": 500}
    assert (answer.status_code, answer.json) == (500, expected)


def test_cancel_answers_without_a_message_id(client: FlaskClient) -> None:
    _, made = post(client, IMAGINE, {"prompt": "a lake"})
    status, answer = post(client, BUTTON, {"messageId": made["messageId"], "button": "Cancel Job"})
    assert (status, sorted(answer)) == (200, ["createdAt", "success"])
