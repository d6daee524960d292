"""A request as it arrives, in any splitting of its bytes."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.serving.intake import (
    BODY_GRACE_S,
    HEAD_WITHIN_S,
    LEAST_BYTES_PER_S,
    MOST_HEAD,
    UPLOADS_AT_ONCE,
    Intake,
    Reception,
)

MOST = 1 << 20
STRANGER = b"POST /pictures HTTP/1.1\r\nHost: x\r\n"
HEAD = STRANGER + b"Cookie: redraw=x\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.fixture
def begin() -> Iterator[Callable[..., Intake]]:
    """Begin a request; what it keeps is gone with the test."""
    with ExitStack() as ends:
        yield lambda now_s=0.0: ends.enter_context(closing(Intake(now_s, MOST, Path())))


def kept(found: Intake) -> bytes:
    return b"".join(found.pieces())


def with_length(body: bytes) -> bytes:
    return HEAD + b"content-length:  %d\r\n\r\n" % len(body) + body


def in_chunks(parts: list[bytes]) -> bytes:
    body = b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in parts)
    return CHUNKED + body + b"0\r\nTrailer: x\r\n\r\n"


requests = st.one_of(
    st.just(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
    st.binary(max_size=200).map(with_length),
    st.lists(st.binary(min_size=1, max_size=50), max_size=5).map(in_chunks),
)


@given(requests, st.binary(max_size=40), st.lists(st.integers(1, 60), max_size=30))
def test_it_is_whole_at_its_last_byte_however_it_comes_and_what_follows_is_kept_apart(
    request_: bytes, following: bytes, steps: list[int]
):
    at = 0
    with closing(Intake(0.0, MOST, Path())) as found:
        for step in steps:
            if at + step >= len(request_):
                break
            found.feed(request_[at : at + step], 0.0)
            assert not found.is_whole
            at += step
        found.feed(request_[at:] + following, 0.0)
        assert (found.is_whole, kept(found), found.rest) == (True, request_, following)


def test_a_head_without_end_is_refused_before_it_takes_room(begin: Callable[..., Intake]):
    found = begin()
    for _ in range(MOST_HEAD // 1000 + 1):
        found.feed(b"x" * 1000, 0.0)
    assert found.refusal == 431


def test_a_body_that_is_announced_as_too_large_is_left_to_the_app_to_refuse(begin: Callable[..., Intake]):
    found = begin()
    found.feed(HEAD + b"Content-Length: %d\r\n\r\n" % (MOST + 1), 0.0)
    assert (found.is_whole, found.refusal) == (True, None)


def test_nothing_large_is_taken_from_somebody_who_shows_nothing(begin: Callable[..., Intake]):
    announced, in_chunks = begin(), begin()
    announced.feed(STRANGER + b"Content-Length: 300000\r\n\r\n", 0.0)
    assert (announced.is_whole, announced.size < MOST_HEAD) == (True, True)
    in_chunks.feed(STRANGER + b"Transfer-Encoding: chunked\r\n\r\n80000\r\n" + b"x" * 0x60000, 0.0)
    assert in_chunks.refusal == 413


def test_a_body_in_chunks_is_refused_once_it_is_too_large(begin: Callable[..., Intake]):
    found = begin()
    found.feed(CHUNKED, 0.0)
    while found.refusal is None:
        found.feed(b"10000\r\n" + b"x" * 0x10000 + b"\r\n", 0.0)
    assert (found.refusal, found.size < MOST + 3 * MOST_HEAD) == (413, True)


@pytest.mark.parametrize(
    "lengths", [b"Content-Length: 5\r\nContent-Length: 6\r\n", b"Content-Length: -5\r\n"]
)
def test_a_length_that_means_nothing_goes_on_to_the_parser_which_refuses_it(
    begin: Callable[..., Intake], lengths: bytes
):
    found = begin()
    found.feed(HEAD + lengths + b"\r\n", 0.0)
    assert found.is_whole


@pytest.mark.parametrize("line", [b"no number\r\n", b"-5\r\n", b"x" * 9000])
def test_chunks_that_mean_nothing_go_on_to_the_parser_which_refuses_them(
    begin: Callable[..., Intake], line: bytes
):
    found = begin()
    found.feed(CHUNKED + line, 0.0)
    assert found.is_whole


def test_whoever_waits_to_be_told_to_go_on_is_told_once(begin: Callable[..., Intake]):
    found = begin()
    found.feed(HEAD + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n", 0.0)
    assert found.wants_a_word
    found.feed(b"ab", 0.0)
    assert b"Expect" not in kept(found)
    assert kept(found).endswith(b"\r\n\r\nab")


def test_a_body_may_take_as_long_as_the_least_rate_needs(begin: Callable[..., Intake]):
    found = begin(now_s=100.0)
    assert found.deadline_s == 100 + HEAD_WITHIN_S
    found.feed(HEAD + b"Content-Length: 163840\r\n\r\n", 105.0)
    assert found.deadline_s == 105 + BODY_GRACE_S + 163840 / LEAST_BYTES_PER_S


def test_a_long_body_lies_in_a_file_of_the_folder_given(tmp_path: Path):
    body = b"0123456789abcdef" * 8000
    with closing(Intake(0.0, MOST, tmp_path)) as found:
        found.feed(with_length(body), 0.0)
        assert kept(found).endswith(body)
    with (
        closing(Intake(0.0, MOST, tmp_path / "gone")) as homeless,
        pytest.raises(OSError, match="No such file"),
    ):
        homeless.feed(with_length(body), 0.0)


def test_uploads_beyond_the_room_for_all_are_refused_until_one_has_gone(tmp_path: Path):
    reception = Reception(MOST, tmp_path)
    upload = HEAD + b"Content-Length: %d\r\n\r\n" % MOST + bytes(MOST - 1)
    with ExitStack() as ends:
        taken = [ends.enter_context(closing(reception.begin(upload))) for _ in range(UPLOADS_AT_ONCE)]
        assert {intake.refusal for intake in taken[:-1]} == {None}
        refused = taken[-1]
        assert refused.refusal == 503
        reception.let_go_of(refused)
        reception.let_go_of(taken[0])
        assert ends.enter_context(closing(reception.begin(upload))).refusal is None


def test_one_that_the_disk_has_no_room_for_is_refused(tmp_path: Path):
    reception = Reception(MOST, tmp_path / "none")
    with closing(reception.begin(with_length(bytes(MOST)))) as intake:
        assert intake.refusal == 503
