"""The charge truth: which endings exclude a charge, and which error tells of each."""

import pytest

from webapp.provider.errors import (
    AnswerLost,
    Charge,
    Ending,
    NotFound,
    NotSent,
    OutOfCredit,
    ProviderError,
    QueueFull,
    RateLimited,
    Refused,
    Then,
    Unauthorized,
    error_for,
)

EXCLUDED = {
    Ending.UNSENDABLE: NotSent,
    Ending.NEVER_OPENED: NotSent,
    Ending.RATE_LIMITED: RateLimited,
    Ending.KEY_REFUSED: Unauthorized,
    Ending.NO_CREDIT: OutOfCredit,
    Ending.QUEUE_FULL: QueueFull,
    Ending.UNKNOWN_MESSAGE: NotFound,
    Ending.REFUSED: Refused,
}
BAD = [ending for ending in Ending if ending is not Ending.TAKEN]


def test_a_charge_is_certain_only_for_a_call_that_was_taken() -> None:
    certain = [ending for ending in Ending if ending.charge is Charge.CERTAIN]

    assert certain == [Ending.TAKEN]
    assert Ending.TAKEN.then is Then.FOLLOW


@pytest.mark.parametrize("ending", BAD)
def test_nothing_is_done_again_by_itself_where_a_charge_cannot_be_excluded(ending: Ending) -> None:
    assert (ending.then is Then.ASK) is (ending.charge is Charge.UNKNOWN)
    assert (ending.then in (Then.RETRY, Then.FAIL)) is (ending.charge is Charge.EXCLUDED)


@pytest.mark.parametrize("ending", BAD)
def test_a_charge_is_excluded_only_where_nothing_was_sent_or_the_call_was_refused(ending: Ending) -> None:
    expected = Charge.EXCLUDED if ending in EXCLUDED else Charge.UNKNOWN

    assert error_for(ending).charge is expected


@pytest.mark.parametrize("ending", BAD)
def test_every_ending_is_told_by_the_error_that_services_decide_by(ending: Ending) -> None:
    assert type(error_for(ending)) is EXCLUDED.get(ending, AnswerLost)


@pytest.mark.parametrize("ending", BAD)
def test_every_ending_has_a_sentence_for_people(ending: Ending) -> None:
    error = error_for(ending)

    assert error.text == str(error) == ending.sentence
    assert error.text[0].isupper()
    assert error.text.endswith(".")
    assert "!" not in error.text


def test_the_providers_own_words_take_the_place_of_ours() -> None:
    error = error_for(Ending.REFUSED, "Invalid prompt", status=400)

    assert (error.text, error.status, error.code) == ("Invalid prompt", 400, "refused")


def test_every_kind_of_error_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in ProviderError.__subclasses__()]

    assert sorted(codes) == [
        "answer_lost",
        "not_found",
        "not_sent",
        "out_of_credit",
        "queue_full",
        "rate_limited",
        "refused",
        "unauthorized",
    ]
