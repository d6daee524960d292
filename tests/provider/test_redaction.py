"""The token in no text, in whatever form it comes back."""

import html
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.provider.redaction import MOST_WORDS, Redactor

TOKENS = ["tok-123456", "tökén-€-文字", 'quo"te\\back', "two  spaces", "<b>&'", "%41/?"]


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize(
    "echo",
    [
        str,
        html.escape,
        json.dumps,
        lambda token: quote(token, safe=""),
        lambda token: token.encode().decode("latin-1"),
        lambda token: json.dumps({"authorization": f"Bearer {token}"}, ensure_ascii=False),
    ],
)
def test_every_way_to_echo_the_token_is_replaced(token: str, echo) -> None:
    told = Redactor(token)(f"Bearer {echo(token)} is wrong")

    assert token not in told
    assert echo(token) not in told
    assert "[token]" in told


@given(token=st.text(min_size=1), before=st.text(), after=st.text())
def test_no_text_with_the_token_keeps_it(token: str, before: str, after: str) -> None:
    told = Redactor(token)(before + token + after)

    assert "[token]" in told
    assert all(token not in piece for piece in told.split("[token]"))


def test_a_token_at_the_end_of_a_long_text_is_not_cut_in_half_but_replaced() -> None:
    told = Redactor("tok-123456").sentence("x" * (MOST_WORDS - 5) + "tok-123456")

    assert "123" not in told
    assert len(told) <= MOST_WORDS


def test_a_long_text_becomes_one_line_that_can_be_shown() -> None:
    told = Redactor("secret").sentence("word\n\n" * 1000)

    assert "\n" not in told
    assert len(told) <= MOST_WORDS
    assert told.endswith("…")


def test_it_prints_as_nothing_of_its_secret() -> None:
    assert "tok" not in repr(Redactor("tok-123456"))
