"""Submitting: one click is one job."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.services.support import PERSON, order, submit
from tests.support import collaborators, painting
from webapp.errors import BadInput, Conflict
from webapp.models import Person, Picture
from webapp.services import jobs


def test_the_same_key_is_the_same_job_and_other_content_is_a_conflict(app: Flask, upscale: Picture) -> None:
    job = submit(app, upscale)
    assert submit(app, upscale).id == job.id
    with pytest.raises(Conflict):
        submit(app, upscale, prompt="something else")
    other = jobs.submit(collaborators(app), Person("q", "Other", "member"), order(upscale))
    assert other.id != job.id


def test_what_cannot_be_submitted_is_refused_before_anything_is_stored(app: Flask, upscale: Picture) -> None:
    for changes in (
        {"painting": None},
        {"painting": painting(64, 64)},
        {"painting": painting(80, 64, (0, 0, 9, 9))},
        {"button": "U1", "painting": None},
        {"button": "Vary (Subtle)"},
        {"prompt": "x" * 2001},
        {"key": "x" * 65},
    ):
        with pytest.raises(BadInput):
            submit(app, upscale, **changes)
    assert jobs.unfinished(collaborators(app)) == []


def test_the_same_painting_and_prompt_is_found_again_while_it_runs_or_is_done(
    app: Flask, upscale: Picture
) -> None:
    co = collaborators(app)
    job = submit(app, upscale, fingerprint="0123456789abcdef")
    found = jobs.submitted_before(co, upscale.id, "0123456789abcdef")
    assert found is not None
    assert found.id == job.id
    assert jobs.submitted_before(co, upscale.id, "fedcba9876543210") is None
    assert submit(app, upscale, key="key-2", fingerprint="0123456789abcdef").id != job.id
    jobs.cancel(co, PERSON, job.id)
    again = jobs.submitted_before(co, upscale.id, "0123456789abcdef")
    assert again is not None
    assert again.id != job.id


def test_only_the_first_jobs_in_the_line_ring(app: Flask, upscale: Picture) -> None:
    rings: list[int] = []
    for number in range(20):
        co = replace(collaborators(app), ring=lambda number=number: rings.append(number))
        jobs.submit(co, PERSON, order(upscale, key=f"{number}"))
    assert rings == list(range(16))
