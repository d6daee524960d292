"""What failures mean for people."""

import pytest

from webapp.provider.errors import ProviderError
from webapp.provider.failures import CATALOGUE, OWN, UNEXPLAINED, Charged, explain, explain_code

PROVIDERS_TEXTS = {
    "Banned prompt detected": ("banned_prompt", Charged.NO),
    "Image denied": ("image_denied", Charged.UNKNOWN),
    "Request cancelled due to image filters": ("image_denied", Charged.UNKNOWN),
    "Request cancelled due to output filters": ("output_denied", Charged.UNKNOWN),
    "Invalid parameter": ("invalid_parameter", Charged.NO),
    "Invalid prompt": ("invalid_prompt", Charged.NO),
    "Queue full": ("queue_full", Charged.NO),
    "Credits exhausted": ("out_of_credit", Charged.NO),
    "No API quota left": ("out_of_credit", Charged.NO),
    "Subscription required": ("out_of_credit", Charged.NO),
    "Pending mod message": ("pending_moderation", Charged.UNKNOWN),
    "Failed to process your command": ("not_processed", Charged.UNKNOWN),
    "Internal error": ("provider_error", Charged.UNKNOWN),
    "Job Timeout": ("job_timeout", Charged.UNKNOWN),
}
EVERY = (*CATALOGUE, *OWN, UNEXPLAINED)


@pytest.mark.parametrize("text", PROVIDERS_TEXTS)
def test_each_of_the_providers_texts_is_explained(text: str) -> None:
    failure = explain(text)

    assert (failure.code, failure.charged) == PROVIDERS_TEXTS[text]


@pytest.mark.parametrize("text", PROVIDERS_TEXTS)
def test_a_text_is_known_inside_others_and_in_any_case(text: str) -> None:
    assert explain(f"Error 12: {text.upper()}, sorry").code == PROVIDERS_TEXTS[text][0]


def test_a_text_is_known_whatever_the_space_between_its_words() -> None:
    assert explain("Queue\n  full").code == "queue_full"


@pytest.mark.parametrize("text", ["Something new", "", None])
def test_other_texts_are_explained_in_general_and_promise_nothing_about_the_charge(text: str | None) -> None:
    assert explain(text) is UNEXPLAINED
    assert UNEXPLAINED.charged is Charged.UNKNOWN


@pytest.mark.parametrize(
    ("code", "charged"),
    [
        ("not_sent", Charged.NO),
        ("unauthorized", Charged.NO),
        ("out_of_credit", Charged.NO),
        ("queue_full", Charged.NO),
        ("refused", Charged.NO),
        ("answer_lost", Charged.UNKNOWN),
        ("not_found", Charged.NO),
        ("expired", Charged.UNKNOWN),
        ("picture_unavailable", Charged.YES),
        ("rate_limited", Charged.NO),
        ("mask_unusable", Charged.NO),
        ("storage_full", Charged.NO),
    ],
)
def test_our_own_codes_are_explained(code: str, charged: Charged) -> None:
    failure = explain_code(code)

    assert failure is not None
    assert (failure.code, failure.charged) == (code, charged)
    assert explain(None, code=code).code == code


@pytest.mark.parametrize("kind", ProviderError.__subclasses__())
def test_every_error_of_the_client_has_an_explanation(kind: type[ProviderError]) -> None:
    assert explain_code(kind.code) is not None


def test_a_code_that_nobody_explains_leaves_it_to_the_words() -> None:
    assert explain_code("provider_failed") is None
    assert explain("Job Timeout", code="provider_failed").code == "job_timeout"


def test_a_lost_answer_stays_one_whatever_words_it_came_with() -> None:
    assert explain("Internal error", code="answer_lost").code == "answer_lost"


def test_a_refusal_cost_nothing_whatever_its_words() -> None:
    failure = explain("Internal error", code="refused")

    assert (failure.code, failure.charged) == ("provider_error", Charged.NO)


@pytest.mark.parametrize("failure", EVERY, ids=lambda failure: failure.code)
def test_explanations_are_whole_calm_sentences(failure) -> None:
    for text in (failure.meaning, failure.advice, failure.charged.sentence):
        assert text[0].isupper()
        assert text.endswith(".")
        assert "!" not in text
    assert "charge" not in failure.meaning + failure.advice


def test_every_explanation_has_a_code_of_its_own() -> None:
    assert len({failure.code for failure in EVERY}) == len(EVERY)
