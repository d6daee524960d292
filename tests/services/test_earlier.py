"""Paintings of pictures that a picture was made from."""

from dataclasses import astuple

import pytest
from flask import Flask

from tests.services.support import PERSON, Provider, accepted, order, png, step
from tests.support import collaborators, painting
from webapp.lineage import WHOLE, Frame
from webapp.models import JobStatus, Person, Picture
from webapp.services import drafts, earlier, jobs, pictures

BUTTONS = ["Zoom Out 2x", "Upscale (2x)", "Vary (Region)"]


def made(app: Flask, provider: Provider, source: Picture, button: str, **changes: object) -> Picture:
    """The picture that a button makes of another."""
    co = collaborators(app)
    name = f"made-{len(provider.messages)}"
    provider.has(name, status="DONE", buttons=BUTTONS)
    provider.answer = lambda _body: accepted(name)
    values = {"painting": None, "prompt": "", **changes}
    job = jobs.submit(co, PERSON, order(source, button=button, key=name, **values))
    for _ in range(6):
        if (job := step(app, job)).status is JobStatus.DONE:
            break
    assert job.result_picture_id, job.error_text
    return pictures.get(co, job.result_picture_id)


def test_the_mask_of_a_job_is_found_on_what_the_job_made(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    again = order(upscale)
    result = made(app, provider, upscale, again.button, painting=again.painting, prompt=again.prompt)
    found = earlier.find(collaborators(app), PERSON, result)
    assert found is not None
    assert (found.picture.id, found.frame, found.has_draft) == (upscale.id, WHOLE, False)
    assert found.job_id == result.job_id


def test_a_draft_is_its_persons_alone_and_keeps_its_place_through_zooms_and_upscales(
    app: Flask, provider: Provider
) -> None:
    co = collaborators(app)
    provider.has("first", status="DONE", buttons=BUTTONS)
    first = pictures.add_by_message(co, PERSON, "first")
    zoomed = made(app, provider, first, "Zoom Out 2x")
    large = made(app, provider, zoomed, "Upscale (2x)")
    assert earlier.find(co, PERSON, large) is None
    drafts.put(co, first.id, PERSON, b"{}", "etag")
    found = earlier.find(co, PERSON, large)
    assert found is not None
    assert (found.picture.id, found.frame) == (first.id, Frame(0.25, 0.25, 0.5, 0.5))
    assert (found.has_draft, found.job_id) == (True, None)
    assert earlier.find(co, Person("q", "Somebody else", "member"), large) is None


def test_a_picture_made_from_nothing_has_no_earlier_painting(app: Flask, upscale: Picture) -> None:
    assert earlier.find(collaborators(app), PERSON, upscale) is None


def test_a_draft_keeps_its_place_in_a_picture_made_square(app: Flask, provider: Provider) -> None:
    co = collaborators(app)
    provider.has("first", status="DONE", buttons=["Make Square"], picture=png(96, 64))
    first = pictures.add_by_message(co, PERSON, "first")
    drafts.put(co, first.id, PERSON, b"{}", "etag")
    found = earlier.find(co, PERSON, made(app, provider, first, "Make Square"))
    assert found is not None
    assert astuple(found.frame) == pytest.approx((0, 1 / 6, 1, 2 / 3))


def test_masks_sent_with_a_picture_are_listed_once_each_newest_first(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    co = collaborators(app)
    assert earlier.sent(co, upscale) == []
    first = order(upscale)
    other = painting(64, 64, (20, 20, 50, 50))
    for prompt, mask in (("a boat", first.painting), ("a ship", other), ("a tug", first.painting)):
        made(app, provider, upscale, first.button, painting=mask, prompt=prompt)
    made(app, provider, upscale, "Vary (Subtle)")
    found = earlier.sent(co, upscale)
    assert [(each.title, each.frame, each.picture.id) for each in found] == [
        ("a tug", WHOLE, upscale.id),
        ("a ship", WHOLE, upscale.id),
    ]
    assert all(each.sent_at and each.job_id and not each.has_draft for each in found)
