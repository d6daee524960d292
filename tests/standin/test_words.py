from pathlib import Path

import pytest

from webapp.standin import words
from webapp.standin.words import Effect

DOCUMENTED = (Path(__file__).parents[2] / "docs" / "practice-mode.md").read_text(encoding="utf-8")

OF_THE_PROVIDER = [
    "Banned prompt detected",
    "Image denied / Request cancelled due to image filters",
    "Request cancelled due to output filters",
    "Invalid parameter",
    "Invalid prompt",
    "Queue full",
    "Credits exhausted",
    "No API quota left",
    "Subscription required",
    "Pending mod message",
    "Failed to process your command",
    "Internal error",
    "Job Timeout",
]


@pytest.mark.parametrize("text", OF_THE_PROVIDER)
def test_every_failure_text_of_the_provider_is_its_own_magic_word(text: str) -> None:
    found = words.find(f"a lake, {text.lower()} --ar 1:1")
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize("text", ["Image denied", "Request cancelled due to image filters"])
def test_either_half_of_the_filter_text_works(text: str) -> None:
    found = words.find(text)
    assert found is not None
    assert found.text == "Image denied / Request cancelled due to image filters"


def test_a_plain_prompt_bears_no_magic() -> None:
    assert words.find("a banned book in a full queue, denied by the timeout of an error") is None


def test_only_one_failure_tells_nothing_but_status_and_error() -> None:
    told_barely = [word.text for word in words.TABLE if words.is_told_barely(word.text)]
    assert told_barely == ["Failed to process your command"]


@pytest.mark.parametrize("word", words.TABLE, ids=lambda word: word.text)
def test_every_magic_word_is_documented(word: words.MagicWord) -> None:
    assert f"| `{word.text}` |" in DOCUMENTED


def test_no_word_contains_another_that_comes_before_it() -> None:
    for place, word in enumerate(words.TABLE):
        assert all(words.find(text) is words.TABLE[place] for text in word.triggers)
    assert Effect.SLOW in {word.effect for word in words.TABLE}
