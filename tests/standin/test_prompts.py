import pytest

from webapp.standin import prompts


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("a lake", (1024, 1024)),
        ("a lake --ar 1:1", (1024, 1024)),
        ("a lake --ar 4:3", (1232, 928)),
        ("a lake --ar 2:3 --v 7", (896, 1344)),
        ("a lake --ar 16:9", (1456, 816)),
        ("a lake --v 7 --aspect 1920:1080", (1456, 816)),
        ("a lake --ar 9:16", (816, 1456)),
        ("a lake --ar 21:9", (1456, 816)),
        ("a lake --ar 7:6", (1232, 928)),
        ("a lake —ar 16:9", (1456, 816)),
        ("a lake --ar 16:9 --ar 1:1", (1024, 1024)),
    ],
)
def test_the_aspect_flag_picks_the_nearest_documented_size(prompt: str, expected: tuple[int, int]) -> None:
    assert prompts.size(prompt) == expected


@pytest.mark.parametrize(
    "prompt", ["a lake --ar wide", "a lake --ar", "a lake --ar 0:3", "a lake --ar --v 7"]
)
def test_an_aspect_that_cannot_be_read_is_an_error(prompt: str) -> None:
    with pytest.raises(prompts.FlagError, match="--ar wants two whole numbers"):
        prompts.size(prompt)


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("a lake --ar 16:9 --v 7", "a lake"),
        ("a well-kept lake", "a well-kept lake"),
        ("--ar 1:1", ""),
        ("a lake", "a lake"),
    ],
)
def test_the_words_are_what_stands_before_the_flags(prompt: str, expected: str) -> None:
    assert prompts.words(prompt) == expected
