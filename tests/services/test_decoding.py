"""Of large pictures one is decoded at a time on a machine; small ones do not wait for it."""

import threading
from pathlib import Path

import pytest

from webapp.services.decoding import Decoding
from webapp.services.one_at_a_time import OneAtATime

SMALL, LARGE = (1024, 1024), (1025, 1024)


def entered(decoding: Decoding, size: tuple[int, int]) -> threading.Event:
    """Set as soon as another thread has room for such a picture; it leaves at once."""
    inside = threading.Event()

    def enter() -> None:
        with decoding.room_for(size):
            inside.set()

    threading.Thread(target=enter, daemon=True).start()
    return inside


@pytest.fixture
def two(tmp_path: Path) -> tuple[Decoding, Decoding]:
    """As two processes of one machine have them."""
    return Decoding(OneAtATime(tmp_path / "lock")), Decoding(OneAtATime(tmp_path / "lock"))


def test_a_large_picture_waits_for_one_of_another_process_and_a_small_one_does_not(
    two: tuple[Decoding, Decoding],
) -> None:
    ours, theirs = two
    with ours.room_for(LARGE):
        large = entered(theirs, LARGE)
        assert entered(theirs, SMALL).wait(10)
        assert entered(ours, SMALL).wait(10)
        assert not large.is_set()
    assert large.wait(10)


def test_of_small_ones_two_have_room_in_a_process(two: tuple[Decoding, Decoding]) -> None:
    ours, theirs = two
    with ours.room_for(SMALL), ours.room_for(SMALL):
        third = entered(ours, SMALL)
        assert entered(theirs, SMALL).wait(10)
        assert not third.is_set()
    assert third.wait(10)
