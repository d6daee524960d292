from pathlib import Path
from typing import Any

import pytest

from tests.standin.support import SQUARE, WIDE, Clock, StubEngine, encode_mask, finish, make_world
from webapp.standin import SAMPLES, World
from webapp.standin.wire import Rejected


def rejection(call: Any, *values: Any, **options: Any) -> tuple[int, object]:
    with pytest.raises(Rejected) as refusal:
        call(*values, **options)
    return refusal.value.status, refusal.value.message


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.title)
def test_a_fresh_world_holds_three_upscales_to_paint_on(world: World, sample: Any) -> None:
    message = world.message(sample.message_id)
    assert (message["status"], message["progress"], message["prompt"]) == ("DONE", 100, sample.prompt)
    assert message["uri"] == f"http://standin.invalid/pictures/{sample.message_id}.webp"
    assert message["buttons"][0] == "Vary (Region)"
    assert ("Make Square" in message["buttons"]) == (sample.width != sample.height)
    assert "originatingMessageId" not in message


def test_a_message_goes_through_queued_and_processing_to_done(world: World, clock: Clock) -> None:
    answer = world.imagine("a lake --ar 16:9", ref="job 7")
    message_id = answer["messageId"]
    assert answer == {"success": True, "messageId": message_id, "createdAt": "2023-11-14T22:13:20.000Z"}
    clock.pass_by(1.2)
    assert world.message(message_id) == {
        "messageId": message_id,
        "prompt": "a lake --ar 16:9",
        "status": "QUEUED",
        "progress": 0,
        "createdAt": "2023-11-14T22:13:20.000Z",
        "updatedAt": "2023-11-14T22:13:21.200Z",
        "ref": "job 7",
    }
    clock.pass_by(6.55)
    halfway = world.message(message_id)
    assert (halfway["status"], halfway["progress"]) == ("PROCESSING", 50)
    assert not {"uri", "buttons", "images", "originalUrl"} & halfway.keys()
    clock.pass_by(60)
    address = f"http://standin.invalid/pictures/{message_id}"
    assert world.message(message_id) == {
        "messageId": message_id,
        "prompt": "a lake --ar 16:9",
        "status": "DONE",
        "progress": 100,
        "createdAt": "2023-11-14T22:13:20.000Z",
        "updatedAt": "2023-11-14T22:13:34.000Z",
        "ref": "job 7",
        "uri": f"{address}.png",
        "originalUrl": f"{address}.png",
        "images": [f"{address}-{number}.png" for number in (1, 2, 3, 4)],
        "buttons": ["U1", "U2", "U3", "U4", "🔄", "V1", "V2", "V3", "V4"],
    }


def test_a_message_is_unknown_for_its_first_second(world: World, clock: Clock) -> None:
    message_id = world.imagine("a lake")["messageId"]
    clock.pass_by(0.9)
    assert rejection(world.message, message_id) == (404, "Message not found")
    clock.pass_by(0.1)
    assert world.message(message_id)["status"] == "QUEUED"


def test_an_unknown_message_is_404_for_polls_and_buttons(world: World) -> None:
    assert rejection(world.message, "nobody") == (404, "Message not found")
    assert rejection(world.press, "nobody", "U1") == (404, "Message not found")


def test_the_whole_flow_from_prompt_to_a_redrawn_region(
    world: World, clock: Clock, engine: StubEngine
) -> None:
    grid = finish(world, clock, world.imagine("a lake --ar 4:3"))
    upscale = finish(world, clock, world.press(grid["messageId"], "U2"))
    assert upscale["originatingMessageId"] == grid["messageId"]
    assert upscale["images"] == [upscale["uri"]]
    mask = encode_mask((2464, 1856))
    varied = finish(
        world, clock, world.press(upscale["messageId"], "Vary (Region)", mask=mask, prompt="a boat")
    )
    assert (varied["status"], varied["prompt"]) == ("DONE", "a boat")
    assert "U4" in varied["buttons"]
    assert engine.calls[-1] == ("vary_region", (2464, 1856), "L", (2464, 1856), "a boat")
    assert "Vary (Region)" in finish(world, clock, world.press(varied["messageId"], "U4"))["buttons"]


def test_a_re_roll_of_a_region_uses_the_same_mask_on_the_same_picture(
    world: World, clock: Clock, engine: StubEngine
) -> None:
    mask = encode_mask((2048, 2048))
    varied = finish(world, clock, world.press(SQUARE.message_id, "Vary (Region)", mask=mask))
    again = finish(world, clock, world.press(varied["messageId"], "🔄"))
    once_more = finish(world, clock, world.press(again["messageId"], "🔄"))
    assert [call[0] for call in engine.calls] == ["vary_region"] * 3
    assert engine.calls[0] == engine.calls[2]
    assert once_more["originatingMessageId"] == again["messageId"]


def test_the_same_upscale_twice_is_two_messages_with_the_same_bytes(world: World, clock: Clock) -> None:
    grid = finish(world, clock, world.imagine("a lake"))["messageId"]
    first, second = (finish(world, clock, world.press(grid, "U1"))["messageId"] for _ in range(2))
    assert first != second
    first_file, second_file = world.picture(f"{first}.png"), world.picture(f"{second}.png")
    assert isinstance(first_file, Path)
    assert isinstance(second_file, Path)
    assert first_file.read_bytes() == second_file.read_bytes()


@pytest.mark.parametrize("button", ["U1", "Vary (region)", "Make Square", ""])
def test_a_button_the_message_does_not_offer_is_refused(world: World, button: str) -> None:
    expected = (400, f'"{button}" is not offered by this message')
    assert rejection(world.press, SQUARE.message_id, button) == expected


def test_an_unfinished_message_offers_nothing_but_cancel(world: World, clock: Clock) -> None:
    message_id = world.imagine("a lake")["messageId"]
    clock.pass_by(5)
    assert rejection(world.press, message_id, "U1") == (400, '"U1" is not offered by this message')


def test_vary_region_without_a_fitting_mask_is_refused_and_makes_nothing(
    world: World, engine: StubEngine
) -> None:
    assert rejection(world.press, SQUARE.message_id, "Vary (Region)") == (
        400,
        ["mask must be a base64 string"],
    )
    wrong = encode_mask((1024, 1024))
    reason = "mask must have the picture's size 2912x1632, not 1024x1024"
    assert rejection(world.press, WIDE.message_id, "Vary (Region)", mask=wrong) == (400, [reason])
    assert engine.calls == []


def test_an_unreadable_aspect_is_an_invalid_parameter(world: World) -> None:
    status, message = rejection(world.imagine, "a lake --ar wide")
    assert (status, message) == (
        400,
        ["Invalid parameter: --ar wants two whole numbers as in 16:9, not 'wide'"],
    )


def test_three_run_at_once_and_the_fourth_waits(world: World, clock: Clock) -> None:
    ids = [world.imagine(f"lake {number}")["messageId"] for number in range(4)]
    clock.pass_by(10)
    assert [world.message(one)["status"] for one in ids] == ["PROCESSING"] * 3 + ["QUEUED"]
    clock.pass_by(4)
    assert [world.message(one)["status"] for one in ids] == ["DONE"] * 3 + ["PROCESSING"]
    clock.pass_by(12.5)
    assert world.message(ids[3])["status"] == "DONE"


def test_cancel_ends_a_message_and_lets_the_next_one_start(world: World, clock: Clock) -> None:
    ids = [world.imagine(f"lake {number}")["messageId"] for number in range(4)]
    clock.pass_by(5)
    answer = world.press(ids[0], "Cancel Job")
    assert answer == {"success": True, "createdAt": "2023-11-14T22:13:25.000Z"}
    cancelled = world.message(ids[0])
    assert (cancelled["status"], cancelled["error"], cancelled["progress"]) == ("FAIL", "Job cancelled", 28)
    clock.pass_by(1.25)
    assert [world.message(ids[3])[name] for name in ("status", "progress")] == ["PROCESSING", 10]


def test_a_message_can_be_cancelled_within_its_first_second(world: World) -> None:
    message_id = world.imagine("a lake")["messageId"]
    assert world.press(message_id, "Cancel Job")["success"] is True
    assert world.message(message_id)["status"] == "FAIL"


def test_what_is_over_cannot_be_cancelled(world: World, clock: Clock) -> None:
    message_id = world.imagine("a lake")["messageId"]
    clock.pass_by(20)
    expected = (400, '"Cancel Job" is only possible while progress is below 100')
    assert rejection(world.press, message_id, "Cancel Job") == expected
    assert rejection(world.press, SQUARE.message_id, "Cancel Job") == expected


def test_a_cancelled_message_has_no_picture(world: World, clock: Clock) -> None:
    message_id = world.imagine("a lake")["messageId"]
    world.press(message_id, "Cancel Job")
    clock.pass_by(60)
    assert "uri" not in world.message(message_id)
    assert world.picture(f"{message_id}.png") is None
    assert rejection(world.press, message_id, "U1")[0] == 400


def test_speed_0_draws_within_the_call_and_is_done_at_the_first_poll(tmp_path: Path, clock: Clock) -> None:
    engine = StubEngine()
    world = make_world(tmp_path, clock, 0, engine=engine)
    mask = encode_mask((2048, 2048))
    message_id = world.press(SQUARE.message_id, "Vary (Region)", mask=mask)["messageId"]
    assert [call[0] for call in engine.calls] == ["flat_fill"]
    assert world.message(message_id)["status"] == "DONE"


def test_speed_0_has_no_queue(tmp_path: Path, clock: Clock) -> None:
    world = make_world(tmp_path, clock, 0)
    ids = [world.imagine("a lake")["messageId"] for _ in range(5)]
    assert {world.message(one)["status"] for one in ids} == {"DONE"}


def test_twice_the_speed_takes_half_the_time(tmp_path: Path, clock: Clock) -> None:
    world = make_world(tmp_path, clock, 2)
    message_id = world.imagine("a lake")["messageId"]
    clock.pass_by(6.99)
    assert world.message(message_id)["progress"] == 99
    clock.pass_by(0.01)
    assert world.message(message_id)["status"] == "DONE"


def test_two_worlds_in_one_folder_are_one(tmp_path: Path, clock: Clock) -> None:
    first, second = make_world(tmp_path, clock), make_world(tmp_path, clock)
    message_id = first.imagine("a lake")["messageId"]
    clock.pass_by(14)
    assert second.message(message_id) == first.message(message_id)
    assert second.message(message_id)["status"] == "DONE"


def test_only_finished_pictures_are_given_out(world: World, clock: Clock) -> None:
    message_id = world.imagine("a lake")["messageId"]
    assert world.picture(f"{message_id}.png") is None
    finish(world, clock, {"messageId": message_id})
    assert isinstance(world.picture(f"{message_id}.png"), Path)
    assert isinstance(world.picture(f"{message_id}-4.png"), bytes)
    for name in (f"{message_id}.webp", f"{message_id}-5.png", message_id, "../world.sqlite", "nobody.png"):
        assert world.picture(name) is None
    assert world.picture(f"{SQUARE.message_id}-1.webp") is None


def test_a_picture_that_cannot_be_drawn_fails_as_an_internal_error(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    world = make_world(tmp_path, clock, engine=StubEngine(fails=True))
    message = finish(world, clock, world.imagine("a lake"))
    assert (message["status"], message["error"]) == ("FAIL", "Internal error")
    assert "no paint left" in caplog.text
