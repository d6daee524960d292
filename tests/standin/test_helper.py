import threading
from collections.abc import Callable

import pytest

from webapp.standin.helper import Helper


def test_it_works_until_the_step_says_all_is_done_and_waits_as_long_as_told() -> None:
    answers: list[float | None] = [0.0, 2.5, None]
    slept: list[float] = []
    Helper(lambda: answers.pop(0), lambda work: work(), slept.append).wake()
    assert (answers, slept) == ([], [2.5])


def test_waking_it_while_it_works_makes_it_look_once_more_but_not_twice_at_once() -> None:
    spawned: list[Callable[[], None]] = []
    steps: list[int] = []

    def step() -> float | None:
        steps.append(len(spawned))
        if len(steps) == 1:
            helper.wake()
            helper.wake()
        return None

    helper = Helper(step, spawned.append)
    helper.wake()
    spawned[0]()
    assert (len(steps), len(spawned)) == (2, 1)
    helper.wake()
    assert len(spawned) == 2


def test_after_an_error_it_can_be_woken_again(caplog: pytest.LogCaptureFixture) -> None:
    answers = [OSError("disk full"), None]

    def step() -> None:
        answer = answers.pop(0)
        if answer is not None:
            raise answer

    helper = Helper(step, lambda work: work())
    helper.wake()
    assert "background work stopped" in caplog.text
    helper.wake()
    assert answers == []


def test_by_default_it_works_on_a_daemon_thread() -> None:
    seen: list[bool] = []
    done = threading.Event()

    def step() -> None:
        seen.append(threading.current_thread().daemon)
        done.set()

    Helper(step).wake()
    assert done.wait(10)
    assert seen == [True]
