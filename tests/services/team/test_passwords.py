"""What is refused as a password, and hashing that keeps its share of the machine."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.errors import Unavailable
from webapp.services.team.passwords import COMMON, Hashing, weakness

COMMON_ONES = """
    password123 Password2024! p4ssw0rd123! qwertyuiop 1234567890 0987654321 iloveyou12 letmein1234
    aaaaaaaaaaaa abababababab abcdefghij12 correcthorsebatterystaple redraw2026 zxcvbnm123 monkeymonkey
    adalovelace1 AdaLovelace2020 1q2w3e4r5t6y
""".split()  # noqa: SIM905  # read at a glance


@pytest.mark.parametrize("password", COMMON_ONES)
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert weakness(password, "Ada Lovelace") == (
        "This password is one of the first that are tried: choose another."
    )


@pytest.mark.parametrize(
    "password",
    [
        "apples over the fence",
        "kT9#vq2!xZ",
        "\u6211\u4eec\u5bb6\u7684\u5bc6\u7801\u5f88\u96be\u731c\u5230",
        "my monkey paints at dusk",
    ],
)
def test_length_is_enough_whatever_the_characters(password: str) -> None:
    assert weakness(password, "Ada Lovelace") is None


def test_too_short_and_too_long_are_one_sentence_each() -> None:
    assert weakness("kT9#vq2!x", "Ada") == "The password needs at least 10 characters."
    assert weakness("kT9#vq2!x" * 23, "Ada") == "The password may have 200 characters at most."


@given(st.sampled_from(COMMON), st.integers(0, 999), st.sampled_from(["", "!", "#!"]))
def test_a_common_word_with_a_number_stays_common(word: str, number: int, end: str) -> None:
    assert weakness(f"{word.title()}{number}{end}".ljust(10, "!"), "Somebody") is not None


def test_a_hash_matches_its_password_in_any_unicode_spelling_and_no_other() -> None:
    hashing = Hashing()
    kept = hashing.hash("caf\u00e9 on the corner")
    assert "corner" not in kept
    assert hashing.matches("cafe\u0301 on the corner", kept)
    assert not hashing.matches("cafe on the corner", kept)
    assert hashing.hash("caf\u00e9 on the corner") != kept


def test_nobodys_password_is_never_right() -> None:
    assert not Hashing().matches("", None)
    assert not Hashing().matches("anything at all", None)


def test_a_storm_takes_a_bounded_share_and_the_rest_is_turned_away() -> None:
    hashing = Hashing(running=1, waiting=2)
    start = threading.Barrier(12)
    ends: list[str] = []

    def try_one() -> None:
        start.wait()
        try:
            hashing.matches("guess", None)
            ends.append("checked")
        except Unavailable as error:
            ends.append(error.code)

    threads = [threading.Thread(target=try_one) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ends.count("checked") >= 3
    assert ends.count("busy") >= 1
    assert len(ends) == 12
    assert hashing.matches("guess", hashing.hash("guess"))


def test_whoever_has_a_place_needs_no_other_and_gives_it_back() -> None:
    hashing = Hashing(cost=2, running=1, waiting=0)
    for _ in range(2):
        with hashing.room():
            assert hashing.matches("guess", hashing.hash("guess"))
