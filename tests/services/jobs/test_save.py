"""A job is done only when its picture is safe."""

from flask import Flask

from tests.services.support import Provider, png, step, submit
from tests.support import collaborators
from webapp.models import JobStatus, Picture
from webapp.services import pictures


def test_a_job_runs_to_done_and_its_picture_is_kept(app: Flask, provider: Provider, upscale: Picture) -> None:
    job = submit(app, upscale)
    step(app, job)
    provider.has("m-1", status="PROCESSING", progress="40")
    assert (seen := step(app, job)).status is JobStatus.RUNNING
    assert seen.progress == 40
    provider.has("m-1", status="DONE", progress=100, buttons=["U1", "U2", "U3", "U4"], picture=png(128, 64))
    done = step(app, job)
    assert (done.status, done.lease) == (JobStatus.DONE, None)
    result = pictures.get(collaborators(app), str(done.result_picture_id))
    assert (result.width, result.height, result.is_grid, result.message_id) == (128, 64, True, "m-1")
    assert pictures.relatives(collaborators(app), result)[0] == [upscale]


def test_a_picture_that_cannot_be_fetched_is_tried_again_with_a_fresh_address(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    job = submit(app, upscale)
    step(app, job)
    provider.has("m-1", status="DONE", uri=provider.server.url_for("/cdn/gone.png"))
    saving = step(app, job)
    assert (saving.status, saving.error_code) == (JobStatus.SAVING, "picture_unavailable")
    provider.has("m-1", status="DONE")
    assert (done := step(app, job)).status is JobStatus.DONE
    assert done.error_text is None
