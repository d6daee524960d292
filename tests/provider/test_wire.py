"""Reading and writing the provider's JSON, field by field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.provider import wire
from webapp.provider.wire import Account, Family, Message, MessageStatus, WireError

FIELDS = (
    *("messageId", "prompt", "originalUrl", "uri", "progress", "status", "createdAt", "updatedAt", "buttons"),
    *("originatingMessageId", "originalMessageId", "ref", "error", "message", "images", "success", "type"),
    *("credits", "creditsExtra", "creditsQuota"),
)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.sampled_from(FIELDS), inner),
    max_leaves=12,
)
ANY_RECORD = st.dictionaries(st.sampled_from(FIELDS), ANY_JSON)


def read(**fields: object) -> Message:
    return wire.parse_message({"messageId": "m-1", **fields})


def test_a_finished_message_is_read_whole() -> None:
    message = wire.parse_message(
        {
            "messageId": "9f2c",
            "prompt": "a harbour at dusk --ar 16:9",
            "originalUrl": "https://cdn.discordapp.com/attachments/1/2/grid.png?ex=1",
            "uri": "https://cdn.imaginepro.ai/grid.png",
            "progress": 100,
            "status": "DONE",
            "createdAt": "2023-08-01T14:03:01.817Z",
            "updatedAt": "2023-08-01T14:03:56.100Z",
            "buttons": ["U1", "U2", "🔄", "Vary (Region)"],
            "originatingMessageId": "7d1b",
            "ref": "job-12",
        }
    )

    assert message == Message(
        message_id="9f2c",
        status=MessageStatus.DONE,
        progress=100,
        uri="https://cdn.imaginepro.ai/grid.png",
        buttons=("U1", "U2", "🔄", "Vary (Region)"),
        error=None,
        prompt="a harbour at dusk --ar 16:9",
        parent_id="7d1b",
        ref="job-12",
    )


def test_a_failure_may_be_no_more_than_status_and_error() -> None:
    message = wire.parse_message({"status": "FAIL", "error": "Job Timeout"}, message_id="m-1")

    assert (message.status, message.error) == (MessageStatus.FAILED, "Job Timeout")
    assert (message.progress, message.uri, message.buttons) == (None, None, ())


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("QUEUED", MessageStatus.QUEUED),
        ("SUBMITTED", MessageStatus.QUEUED),
        ("PENDING", MessageStatus.QUEUED),
        ("PROCESSING", MessageStatus.RUNNING),
        ("DONE", MessageStatus.DONE),
        ("FAIL", MessageStatus.FAILED),
        ("FAILED", MessageStatus.FAILED),
        (" done\n", MessageStatus.DONE),
        ("PAUSED", MessageStatus.RUNNING),
        ("SUCCESS", MessageStatus.RUNNING),
        ("", MessageStatus.RUNNING),
        (None, MessageStatus.RUNNING),
        (7, MessageStatus.RUNNING),
    ],
)
def test_words_for_a_status_that_nobody_documented_mean_still_running(
    word: object, status: MessageStatus
) -> None:
    assert read(status=word).status is status


def test_a_message_is_not_finished_by_its_progress() -> None:
    assert read(status="PROCESSING", progress=100).status is MessageStatus.RUNNING


@pytest.mark.parametrize(
    ("value", "progress"),
    [
        (0, 0),
        (46, 46),
        (46.9, 46),
        ("46", 46),
        (" 46% ", 46),
        ("46.9", 46),
        (100, 100),
        (-5, 0),
        (1000, 100),
        ("1e9", 100),
        (10**400, None),
        ("soon", None),
        ("", None),
        (None, None),
        (True, None),
        ([46], None),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_progress_is_a_whole_number_from_0_to_100_or_unknown(value: object, progress: int | None) -> None:
    assert read(progress=value).progress == progress


def test_progress_may_be_absent() -> None:
    assert read(status="PROCESSING").progress is None


@pytest.mark.parametrize("name", ["originatingMessageId", "originalMessageId"])
def test_the_parent_is_read_under_both_of_its_names(name: str) -> None:
    assert read(**{name: "7d1b"}).parent_id == "7d1b"


def test_an_id_may_be_a_number() -> None:
    assert wire.parse_message({"messageId": 1234567890123456789}).message_id == "1234567890123456789"


def test_the_id_that_was_asked_for_wins_over_the_one_in_the_answer() -> None:
    assert wire.parse_message({"messageId": "other", "status": "DONE"}, message_id="m-1").message_id == "m-1"


def test_the_picture_is_taken_from_its_original_address_where_there_is_no_other() -> None:
    assert (
        read(uri=None, originalUrl="https://cdn.discordapp.com/a.png").uri
        == "https://cdn.discordapp.com/a.png"
    )


def test_only_texts_count_as_buttons() -> None:
    assert read(buttons=["U1", None, 3, "", "⬅️", {"label": "U2"}]).buttons == ("U1", "⬅️")


@pytest.mark.parametrize("buttons", [None, "U1", {"U1": True}, 4])
def test_buttons_that_are_no_list_are_none(buttons: object) -> None:
    assert read(buttons=buttons).buttons == ()


def test_an_error_may_be_a_list_of_texts() -> None:
    assert read(status="FAIL", error=["Invalid prompt", "", "too long"]).error == "Invalid prompt; too long"


def test_texts_come_out_fit_for_a_database() -> None:
    assert read(prompt="a\x00b\ud800c\td").prompt == "a\N{REPLACEMENT CHARACTER}b?c\td"


@pytest.mark.parametrize(
    "body", [None, [], "DONE", 3, {}, {"error": "Not Found", "statusCode": 404}, {"status": "DONE"}]
)
def test_what_is_not_a_message_or_names_none_is_refused(body: object) -> None:
    with pytest.raises(WireError):
        wire.parse_message(body)


@given(ANY_JSON | ANY_RECORD)
def test_reading_a_message_raises_nothing_but_a_wire_error(body: object) -> None:
    try:
        message = wire.parse_message(body)
    except WireError:
        return
    assert message.message_id
    assert message.progress is None or 0 <= message.progress <= 100
    assert all(isinstance(button, str) and button for button in message.buttons)
    "".join(filter(None, (message.error, message.prompt, message.uri, message.ref))).encode()


@given(ANY_JSON | ANY_RECORD)
def test_answers_of_any_form_are_read_without_an_error(body: object) -> None:
    accepted, said = wire.parse_accepted(body), wire.parse_refusal(body)

    assert accepted is None or accepted.strip() == accepted != ""
    assert said is None or said.strip() == said != ""
    assert not (wire.is_declined(body) and accepted)


@given(ANY_RECORD)
def test_the_balance_is_read_from_any_object(body: dict[str, object]) -> None:
    assert isinstance(wire.parse_account(body), Account)


def test_an_accepted_call_names_its_message() -> None:
    answer = {"success": True, "messageId": "9f2c", "createdAt": "2023-08-01T14:03:01.817Z"}

    assert wire.parse_accepted(answer) == "9f2c"


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {},
        {"success": True},
        {"messageId": ""},
        {"messageId": None},
        {"success": False, "messageId": "9f2c"},
    ],
)
def test_an_answer_without_success_or_id_names_no_message(answer: object) -> None:
    assert wire.parse_accepted(answer) is None


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"message": "No API quota left", "error": "Unauthorized", "statusCode": 401}, "No API quota left"),
        (
            {"message": ["mask is missing", "button is wrong"], "error": "Bad Request"},
            "mask is missing; button is wrong",
        ),
        ({"message": "", "error": "Bad Request"}, "Bad Request"),
        ({"success": False, "error": "Queue full"}, "Queue full"),
        ({"statusCode": 400}, None),
        ("Bad Request", None),
        (None, None),
    ],
)
def test_a_refusal_is_told_by_its_message_before_its_error(body: object, text: str | None) -> None:
    assert wire.parse_refusal(body) == text


def test_the_balance_is_read_as_far_as_it_is_told() -> None:
    body = {"type": "PRO", "credits": "120", "creditsExtra": 5, "email": "somebody"}

    assert wire.parse_account(body) == Account("PRO", credits_left=120, credits_extra=5, credits_quota=None)


def test_an_imagine_call_leaves_out_what_was_not_given() -> None:
    assert wire.imagine_body("a harbour") == {"prompt": "a harbour"}


def test_a_region_is_sent_as_a_button_with_a_mask() -> None:
    body = wire.button_body(
        "9f2c",
        wire.VARY_REGION,
        mask_base64="UklGRg",
        prompt="a lighthouse",
        ref="job-12",
        webhook_url="https://redraw.example/hooks/1/2",
    )

    assert body == {
        "messageId": "9f2c",
        "button": "Vary (Region)",
        "mask": "UklGRg",
        "prompt": "a lighthouse",
        "ref": "job-12",
        "webhookOverride": "https://redraw.example/hooks/1/2",
    }


def test_an_empty_prompt_is_not_sent_with_a_button() -> None:
    assert wire.button_body("9f2c", "U1", prompt="") == {"messageId": "9f2c", "button": "U1"}


@pytest.mark.parametrize(
    ("family", "imagine", "button", "message"),
    [
        (
            Family.MIDJOURNEY,
            "/api/v1/midjourney/imagine",
            "/api/v1/midjourney/button",
            "/api/v1/midjourney/message/9f2c",
        ),
        (Family.NOVA, "/api/v1/nova/imagine", "/api/v1/nova/button", "/api/v1/message/fetch/9f2c"),
    ],
)
def test_each_family_has_its_own_paths(family: Family, imagine: str, button: str, message: str) -> None:
    paths = wire.paths(family)

    assert (paths.imagine, paths.button, paths.message("9f2c")) == (imagine, button, message)
    assert paths.account == "/api/v1/subscription/account-info"


@given(st.text(min_size=1))
def test_any_message_id_is_one_segment_of_the_path(message_id: str) -> None:
    path = wire.paths(Family.MIDJOURNEY).message(message_id)

    assert path.isascii()
    assert path.removeprefix("/api/v1/midjourney/message/").count("/") == 0
    assert not set("?#\\ ") & set(path)
