"""Submitting: one click is one job."""

import pytest
from flask import Flask

from tests.services.support import order, submit
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


def test_what_was_done_before_is_pointed_out_when_asked_for(app: Flask, upscale: Picture) -> None:
    job = submit(app, upscale)
    with pytest.raises(Conflict) as refused_once:
        submit(app, upscale, key="key-2", warn_same=True)
    assert (refused_once.value.code, refused_once.value.details) == ("same_before", {"job_id": job.id})
    assert submit(app, upscale, key="key-2").id != job.id
