from pathlib import Path
from typing import Any

import pytest

from tests.standin.support import Clock, make_world

HOOK = "http://127.0.0.1:8000/hooks/job/secret"


class Receiver:
    """Takes webhooks, or refuses them."""

    def __init__(self, *, is_down: bool = False) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.is_down = is_down

    def __call__(self, url: str, body: dict[str, Any]) -> None:
        self.calls.append((url, body))
        if self.is_down:
            raise ConnectionError(f"no answer from {url}")

    @property
    def statuses(self) -> list[str]:
        return [body["status"] for _, body in self.calls]


def test_a_webhook_hears_of_every_state_once_with_the_message_as_body(tmp_path: Path, clock: Clock) -> None:
    receiver = Receiver()
    world = make_world(tmp_path, clock, deliver=receiver, public_base="http://127.0.0.1:9000")
    message_id = world.imagine("a lake", ref="job 7", webhook=HOOK)["messageId"]
    assert receiver.statuses == ["QUEUED", "PROCESSING", "DONE"]
    assert {(url, body["ref"], body["messageId"]) for url, body in receiver.calls} == {
        (HOOK, "job 7", message_id)
    }
    assert receiver.calls[2][1] == world.message(message_id)
    assert receiver.calls[2][1]["uri"] == f"http://127.0.0.1:9000/pictures/{message_id}.png"


def test_a_failure_is_told_too(tmp_path: Path, clock: Clock) -> None:
    receiver = Receiver()
    make_world(tmp_path, clock, deliver=receiver).imagine("Banned prompt detected", webhook=HOOK)
    assert receiver.statuses == ["QUEUED", "PROCESSING", "FAIL"]
    assert receiver.calls[2][1]["error"] == "Banned prompt detected"


def test_a_cancelled_message_is_told_at_once(tmp_path: Path, clock: Clock) -> None:
    receiver = Receiver()
    waiting: list[Any] = []
    world = make_world(tmp_path, clock, deliver=receiver, spawn=waiting.append)
    message_id = world.imagine("a lake", webhook=HOOK)["messageId"]
    world.press(message_id, "Cancel Job")
    assert receiver.calls == []
    waiting[0]()
    assert receiver.statuses == ["FAIL"]


def test_speed_0_tells_the_end_alone(tmp_path: Path, clock: Clock) -> None:
    receiver = Receiver()
    make_world(tmp_path, clock, 0, deliver=receiver).imagine("a lake", webhook=HOOK)
    assert receiver.statuses == ["DONE"]


def test_without_a_webhook_nothing_is_sent(tmp_path: Path, clock: Clock) -> None:
    receiver = Receiver()
    make_world(tmp_path, clock, deliver=receiver).imagine("a lake")
    assert receiver.calls == []


def test_a_webhook_that_fails_is_not_repeated_and_its_address_not_logged(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    receiver = Receiver(is_down=True)
    world = make_world(tmp_path, clock, deliver=receiver)
    message_id = world.imagine("a lake", webhook=HOOK)["messageId"]
    assert receiver.statuses == ["QUEUED", "PROCESSING", "DONE"]
    assert world.message(message_id)["status"] == "DONE"
    assert "not delivered: ConnectionError" in caplog.text
    assert "secret" not in caplog.text


def test_a_call_is_answered_before_its_webhook_is_sent(tmp_path: Path, clock: Clock) -> None:
    receiver = Receiver()
    waiting: list[Any] = []
    world = make_world(tmp_path, clock, deliver=receiver, spawn=waiting.append)
    assert world.imagine("a lake", webhook=HOOK)["success"] is True
    assert (receiver.calls, len(waiting)) == ([], 1)


def test_two_worlds_in_one_folder_tell_each_state_once(tmp_path: Path, clock: Clock) -> None:
    receiver = Receiver()
    worlds = [make_world(tmp_path, clock, deliver=receiver) for _ in range(2)]
    worlds[0].imagine("a lake", webhook=HOOK)
    worlds[1].imagine("a pond", webhook=HOOK)
    assert receiver.statuses == ["QUEUED", "PROCESSING", "DONE"] * 2
