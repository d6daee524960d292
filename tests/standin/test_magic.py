from pathlib import Path

import pytest

from tests.standin.support import SQUARE, Clock, encode_mask, finish, make_world
from tests.standin.test_world import rejection
from webapp.standin import World, words
from webapp.standin.words import Effect

FAILING = [word for word in words.TABLE if word.effect is Effect.FAIL]


@pytest.mark.parametrize("word", FAILING, ids=lambda word: word.text)
def test_a_failing_word_ends_the_message_with_its_text(
    world: World, clock: Clock, word: words.MagicWord
) -> None:
    answer = world.imagine(f"a lake, {word.text}", ref="job 7")
    clock.pass_by(1.5 + 12.5 * word.fails_at - 0.01)
    assert world.message(answer["messageId"])["status"] == "PROCESSING"
    message = finish(world, clock, answer)
    assert (message["status"], message["error"], message["ref"]) == ("FAIL", word.text, "job 7")
    assert message["progress"] == min(99, int(word.fails_at * 100))
    assert not {"uri", "buttons", "images"} & message.keys()


def test_one_failure_says_no_more_than_status_and_error(world: World, clock: Clock) -> None:
    answer = world.imagine("Failed to process your command", ref="job 7")
    assert finish(world, clock, answer) == {"status": "FAIL", "error": "Failed to process your command"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Invalid parameter", 400),
        ("Invalid prompt", 400),
        ("No API quota left", 401),
        ("Subscription required", 401),
        ("Credits exhausted", 200),
        ("Internal server error", 500),
    ],
)
def test_a_refusing_word_refuses_every_time(world: World, text: str, status: int) -> None:
    assert [rejection(world.imagine, text) for _ in range(4)] == [(status, text)] * 4


def test_the_words_work_on_a_region_too(world: World) -> None:
    mask = encode_mask((2048, 2048))
    refused = rejection(world.press, SQUARE.message_id, "Vary (Region)", mask=mask, prompt="invalid prompt")
    assert refused == (400, "Invalid prompt")


@pytest.mark.parametrize(("text", "status", "times"), [("Queue full", 200, 2), ("Too many requests", 429, 1)])
def test_a_passing_refusal_lets_the_same_caller_through_in_the_end(
    world: World, text: str, status: int, times: int
) -> None:
    for _ in range(times):
        assert rejection(world.imagine, text, ref="job 7") == (status, text)
    assert world.imagine(text, ref="job 7")["success"] is True
    assert rejection(world.imagine, text, ref="job 8") == (status, text)


def test_a_lost_answer_is_a_500_though_the_message_is_made(tmp_path: Path, clock: Clock) -> None:
    world = make_world(tmp_path, clock, new_id=lambda: "the-lost-one")
    assert rejection(world.imagine, "lost answer", ref="job 7") == (500, "Internal Server Error")
    assert finish(world, clock, {"messageId": "the-lost-one"})["ref"] == "job 7"


def test_a_slow_job_takes_ten_times_as_long(world: World, clock: Clock) -> None:
    message_id = world.imagine("slow job")["messageId"]
    clock.pass_by(1.5 + 62.5)
    assert world.message(message_id)["progress"] == 50


def test_an_inherited_prompt_works_no_magic(world: World, clock: Clock) -> None:
    grid = world.imagine("slow job")["messageId"]
    clock.pass_by(130)
    upscale = world.press(grid, "U1")["messageId"]
    clock.pass_by(6)
    assert world.message(upscale)["status"] == "DONE"
