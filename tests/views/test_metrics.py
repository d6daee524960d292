"""What `/metrics` tells, and to whom."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from tests.support import Clock, collaborators, csrf, make_app, painting, work_until_idle
from tests.team_support import add_person
from webapp.models import Role
from webapp.provider.errors import Ending
from webapp.services import account, pictures

TOKEN = "a-token-for-prometheus-alone"


def read(client: FlaskClient, token: str = "") -> dict[str, float]:
    """Every sample by its name and label value, as Prometheus's own parser reads them."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    families = text_string_to_metric_families(answer.get_data(as_text=True))
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in families
        for sample in family.samples
    }


def submit(app: Flask, client: FlaskClient, prompt: str) -> None:
    picture = pictures.page(collaborators(app), "", "")[0][-1]
    png = painting(picture.width, picture.height, (100, 100, 900, 900))
    data = {"csrf_token": csrf(client), "button": "Vary (Region)", "prompt": prompt}
    answer = client.post(f"/pictures/{picture.id}/jobs", data={**data, "mask": (BytesIO(png), "mask.png")})
    assert answer.status_code in (201, 303), answer.get_data(as_text=True)


def test_they_tell_where_jobs_stand_and_what_is_kept(app: Flask, client: FlaskClient, clock: Clock) -> None:
    before = read(client)
    assert (before["redraw_jobs waiting"], before["redraw_oldest_unfinished_job_seconds"]) == (0, 0)
    submit(app, client, "a red boat")
    clock.forward(90)
    waiting = read(client)
    assert (waiting["redraw_jobs waiting"], waiting["redraw_oldest_unfinished_job_seconds"]) == (1, 90)
    assert waiting["redraw_paid_calls_total"] == before["redraw_paid_calls_total"]
    work_until_idle(app, clock)
    after = read(client)
    assert (after["redraw_jobs waiting"], after["redraw_jobs done"]) == (0, 1)
    assert after["redraw_paid_calls_total"] == before["redraw_paid_calls_total"] + 1
    assert after["redraw_pictures"] == before["redraw_pictures"] + 1
    assert after["redraw_picture_bytes"] > before["redraw_picture_bytes"]
    assert after["redraw_provider_answer_seconds 0.5"] >= 0
    assert after["redraw_storage_free_bytes"] > 0


def test_they_tell_what_went_wrong_and_that_the_account_is_paused(
    app: Flask, client: FlaskClient, clock: Clock
) -> None:
    submit(app, client, "Banned prompt detected")
    submit(app, client, "Lost answer")
    work_until_idle(app, clock)
    told = read(client)
    assert (told["redraw_jobs failed"], told["redraw_jobs uncertain"]) == (1, 1)
    assert sum(value for name, value in told.items() if name.startswith("redraw_failed_jobs")) == 2
    errors = {name: value for name, value in told.items() if name.startswith("redraw_provider_errors_total")}
    assert len(errors) == len(Ending) - 1
    assert {name: n for name, n in errors.items() if n} == {"redraw_provider_errors_total server_failed": 1}
    co = collaborators(app)
    assert read(client)["redraw_account_paused"] == 0
    with co.database.write() as connection:
        account.pause(co, connection, co.now(), "unauthorized", "No such token.")
    assert read(client)["redraw_account_paused"] == 1


def test_a_scraper_reads_them_by_the_token_and_nobody_by_another(tmp_path: Path) -> None:
    app = make_app(tmp_path, LOCAL_MODE="0", METRICS_TOKEN=TOKEN)
    add_person(app, "Ada", Role.ADMIN)
    stranger = app.test_client()
    assert "redraw_jobs waiting" in read(stranger, TOKEN)
    for wrong in ("", TOKEN[:-1], TOKEN + "x", "Ünïcode"):
        headers = {"Authorization": f"Bearer {wrong}", "Accept": "application/json"}
        assert stranger.get("/metrics", headers=headers).status_code == 401
    assert stranger.get("/team", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 401


def test_without_a_token_set_no_bearer_reads_them(team_app: Flask) -> None:
    for sent in ("", "None", "none"):
        headers = {"Authorization": f"Bearer {sent}", "Accept": "application/json"}
        assert team_app.test_client().get("/metrics", headers=headers).status_code == 401


@pytest.mark.parametrize("secret", ["a red boat", "Ada", TOKEN])
def test_they_hold_no_prompt_name_or_secret(tmp_path: Path, clock: Clock, secret: str) -> None:
    app = make_app(tmp_path, clock, METRICS_TOKEN=TOKEN)
    client = app.test_client()
    submit(app, client, "a red boat of Ada")
    assert secret not in client.get("/metrics").get_data(as_text=True)
