"""The app with its pictures in a bucket that is there, goes away, comes back, or refuses the key."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.services.support import png
from tests.support import Clock, collaborators, csrf, make_app, painting, work_until_idle
from tools.processes import Program
from webapp.models import JobStatus, Person, Picture
from webapp.services import blobs, jobs, pictures

PERSON = Person("local", "You", "member")


def paintable(app) -> Picture:
    """A sample of practice mode whose region may be redrawn."""
    shown, _ = pictures.page(collaborators(app), "", "")
    return next(picture for picture in shown if picture.offers_region)


def order(picture: Picture) -> jobs.Order:
    mask = painting(picture.width, picture.height, (10, 10, 300, 300))
    return jobs.Order("Vary (Region)", "a boat", picture.id, BytesIO(mask), key="k")


@pytest.fixture
def app(tmp_path: Path, in_a_bucket: dict[str, str]):
    return make_app(tmp_path / "app", Clock(), **in_a_bucket)


def test_pictures_are_kept_served_in_ranges_and_deleted(app, s3rver: Program, tmp_path: Path) -> None:
    client = app.test_client()
    picture = pictures.add_upload(collaborators(app), PERSON, BytesIO(png(1500, 1000)), "own.png", "")
    whole = client.get(f"/pictures/{picture.id}/image")
    assert (whole.status_code, len(whole.data)) == (200, picture.size_bytes)
    part = client.get(f"/pictures/{picture.id}/image", headers={"Range": "bytes=1000-1999"})
    assert (part.status_code, part.data) == (206, whole.data[1000:2000])
    with Image.open(BytesIO(client.get(f"/pictures/{picture.id}/image?w=160").data)) as image:
        assert image.width == 160
    assert not list((tmp_path / "app").glob(f"pictures/*/{picture.blob}"))
    co = collaborators(app)
    pictures.delete(co, PERSON, picture.id)
    co.now.forward(blobs.GRACE.total_seconds())
    assert blobs.delete_unnamed(co, 10) == (1, 1)
    with pytest.raises(FileNotFoundError):
        co.storage.open(picture.blob)


def test_while_it_is_away_jobs_wait_unsent_pages_say_why_and_nothing_is_lost(app, s3rver: Program) -> None:
    co, client = collaborators(app), app.test_client()
    picture = paintable(app)
    job = jobs.submit(co, PERSON, order(picture))
    s3rver.kill()
    refused = client.get(f"/pictures/{picture.id}/image")
    assert (refused.status_code, refused.json["error"]["code"]) == (503, "storage_down")
    said = "The picture storage cannot be reached at STORAGE_ENDPOINT"
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json["problems"]) == (503, [f"{said}."])
    assert f"{said}: no job is taken or sent" in client.get("/", headers={"Accept": "text/html"}).text
    again = client.post(
        f"/pictures/{picture.id}/jobs",
        data={"button": "Vary (Region)", "prompt": "x", "mask": (order(picture).painting, "m.png")},
        headers={"X-CSRFToken": csrf(client)},
    )
    assert (again.status_code, again.json["error"]["message"]) == (
        507,
        f"{said}: nothing was submitted or charged.",
    )
    assert jobs.work_once(co)
    waiting = jobs.get(co, job.id)
    assert (waiting.status, waiting.sent_at) == (JobStatus.WAITING, None)
    s3rver.start()
    co.storage.put(BytesIO(b"it is back"))
    work_until_idle(app, co.now)
    done = jobs.get(co, job.id)
    assert done.status is JobStatus.DONE
    assert client.get(f"/pictures/{done.result_picture_id}/image").status_code == 200


def test_a_wrong_key_is_told_where_the_operator_looks(tmp_path: Path, in_a_bucket: dict[str, str]) -> None:
    wrong = make_app(
        tmp_path / "app", MIDJOURNEY_TOKEN="t", **{**in_a_bucket, "STORAGE_ACCESS_KEY": "somebody else's"}
    )
    assert wrong.test_client().get("/readyz").json["problems"] == [
        "The picture storage refuses the pair STORAGE_ACCESS_KEY and STORAGE_SECRET_KEY."
    ]
