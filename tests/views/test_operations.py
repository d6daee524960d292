"""The operator's page, what says that no worker runs, and what is said where bytes are missing."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from tests.support import Clock, collaborators, csrf, make_app, painting, work_until_idle
from tests.team_support import add_person, signed_in
from webapp.db import processes as process_rows
from webapp.models import Job, Picture
from webapp.services import account, housekeeping, jobs, pictures, processes
from webapp.services.team import people, tokens
from webapp.upkeep_models import Process, ProcessKind

HTML = {"Accept": "text/html"}


def sample(app: Flask) -> Picture:
    found = pictures.page(collaborators(app), "", "")[0]
    return next(picture for picture in found if picture.width == picture.height)


def submit(app: Flask, client: FlaskClient, prompt: str) -> Job:
    picture = sample(app)
    data = {"csrf_token": csrf(client, "/nowhere"), "button": "Vary (Region)", "prompt": prompt}
    mask = (BytesIO(painting(picture.width, picture.height, (500, 500, 900, 900))), "mask.png")
    answer = client.post(
        f"/pictures/{picture.id}/jobs", data={**data, "mask": mask}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return jobs.get(collaborators(app), (answer.json or {})["id"])


def shown(client: FlaskClient) -> str:
    answer = client.get("/operations", headers=HTML)
    assert answer.status_code == 200
    return " ".join(answer.get_data(as_text=True).split())


def test_it_tells_how_jobs_stand_and_leads_to_them(team_app: Flask, ada: FlaskClient, clock: Clock) -> None:
    uncertain = submit(team_app, ada, "Lost answer")
    work_until_idle(team_app, clock)
    waiting = submit(team_app, ada, "a red boat")
    page = shown(ada)
    for job in (uncertain, waiting):
        assert f'href="/jobs/{job.id}"' in page
    assert '<span class="tally-figure">1</span>waiting' in page
    assert '<span class="tally-figure">1</span>uncertain' in page
    assert '<span class="tally-figure">0</span>stuck' in page
    assert "Jobs a day: 2 in all, 2 at most" in page
    assert "Jobs a day that were sent: 1 in all" in page
    assert "Jobs a day that failed, expired or are uncertain: 1 in all" in page


def test_every_page_leads_to_it_where_one_person_runs_redraw_and_the_teams_page_elsewhere(
    client: FlaskClient, team_app: Flask, ada: FlaskClient
) -> None:
    link = 'href="/operations"'
    assert link in client.get("/", headers=HTML).get_data(as_text=True)
    assert 'href="/operations" aria-current="page"' in shown(client)
    assert link not in ada.get("/", headers=HTML).get_data(as_text=True)
    assert link in ada.get("/team", headers=HTML).get_data(as_text=True)
    member = signed_in(team_app, add_person(team_app, "Ben"))
    assert link not in member.get("/", headers=HTML).get_data(as_text=True)


def test_a_step_that_nobody_takes_is_stuck(app: Flask, client: FlaskClient, clock: Clock) -> None:
    job = submit(app, client, "a red boat")
    assert jobs.work_once(collaborators(app))
    assert "No step is late." in shown(client)
    clock.forward(3600)
    page = shown(client)
    assert '<span class="tally-figure">1</span>stuck' in page
    assert "Stuck</h2>" in page
    assert f'href="/jobs/{job.id}"' in page
    assert "The step that waits longest has been due for 3" in page


def test_it_tells_a_paused_account_processes_housekeeping_and_what_is_stored(
    app: Flask, client: FlaskClient, clock: Clock
) -> None:
    co = collaborators(app)
    assert "None was heard of." in shown(client)
    processes.beat(co, ProcessKind.WORKER)
    gone = Process("gone", ProcessKind.WEB, "web-2", 7, clock.at, clock.at - timedelta(minutes=2))
    with co.database.write() as connection:
        process_rows.beat(connection, gone)
        account.pause(co, connection, clock.at, "unauthorized", "No such token.")
    while housekeeping.run_due(co, housekeeping.TASKS):
        pass
    page = shown(client)
    assert "the provider refuses the account" in page
    assert "</bdi></th><td>Alive</td>" in page
    assert "Web 7 on <bdi>web-2</bdi></th><td>Gone</td>" in page
    assert "Storage against records" in page
    assert "3 files looked at" in page
    assert "3 pictures take" in page
    assert "No bytes are missing." in page


def test_only_admins_see_it_and_it_is_linked_from_the_teams_page(team_app: Flask, ada: FlaskClient) -> None:
    add_person(team_app, "Ben")
    refused = signed_in(team_app, "Ben").get("/operations")
    assert (refused.status_code, (refused.json or {})["error"]["message"]) == (
        404,
        "There is nothing at this address.",
    )
    assert 'href="/operations"' in ada.get("/team", headers=HTML).get_data(as_text=True)


def test_bytes_that_are_missing_are_one_sentence_on_every_way_to_them(
    team_app: Flask, ada: FlaskClient
) -> None:
    co, picture = collaborators(team_app), sample(team_app)
    text = "The bytes of this picture are missing on the server: an admin can bring them back from a backup."
    wish = {"what": "picture", "days": "7", "csrf_token": csrf(ada, "/nowhere")}
    link = ada.post(f"/pictures/{picture.id}/share", data=wish, headers=HTML).get_data(as_text=True)
    share = link[link.index("/s/") :].partition('"')[0]
    secret = tokens.make(co, people.by_name(co, "Ada"), "a script", "read", "30")
    co.storage.delete(picture.blob)
    for address in (f"/pictures/{picture.id}", share):
        assert ada.get(address, headers=HTML).status_code == 200
    for address in (
        f"/pictures/{picture.id}/image",
        f"{share}/pictures/{picture.id}/image",
        f"{share}/card.jpg",
    ):
        for path in (address, f"{address}?w=640"):
            answer = ada.get(path, headers=HTML)
            assert (answer.status_code, text in answer.get_data(as_text=True)) == (404, True)
            assert "immutable" not in answer.headers.get("Cache-Control", "")
    by_script = team_app.test_client().get(
        f"/api/v1/pictures/{picture.id}/image", headers={"Authorization": f"Bearer {secret}"}
    )
    assert (by_script.status_code, by_script.json) == (
        404,
        {"error": {"code": "bytes_missing", "message": text}},
    )
    assert f'href="/pictures/{picture.id}"' in shown(ada)
    assert text in ada.get(f"/pictures/{picture.id}", headers=HTML).get_data(as_text=True)


def test_a_mask_that_is_missing_is_told_the_same_way(app: Flask, client: FlaskClient, clock: Clock) -> None:
    job = submit(app, client, "a red boat")
    work_until_idle(app, clock)
    collaborators(app).storage.delete(str(jobs.get(collaborators(app), job.id).wire_mask))
    answer = client.get(f"/jobs/{job.id}/mask.png", headers={"Accept": "application/json"})
    assert (answer.status_code, (answer.json or {})["error"]["code"]) == (404, "bytes_missing")
    assert "The mask of a job" in shown(client)


def test_bytes_that_are_back_are_no_longer_told_as_missing(app: Flask, client: FlaskClient) -> None:
    co, picture = collaborators(app), sample(app)
    with co.storage.open(picture.blob) as file:
        data = file.read()
    co.storage.delete(picture.blob)
    assert client.get(f"/pictures/{picture.id}/image").status_code == 404
    co.storage.put(BytesIO(data))
    assert "are missing on the server" not in client.get(f"/pictures/{picture.id}", headers=HTML).text
    assert client.get(f"/pictures/{picture.id}/image").data == data


def test_where_workers_do_the_work_their_silence_is_told(tmp_path: Path, clock: Clock) -> None:
    """With SQLite there are none to wait for; with PostgreSQL a minute without any is a problem."""
    app = make_app(tmp_path, clock)
    co, client = collaborators(app), app.test_client()
    told: list[tuple[int, bool]] = []

    def look() -> None:
        page = client.get("/", headers=HTML).get_data(as_text=True)
        ready = client.get("/readyz")
        assert (processes.NO_WORKER in page) is (ready.json["problems"] == [processes.NO_WORKER])  # type: ignore[index]
        told.append((ready.status_code, processes.NO_WORKER in page))

    look()
    clock.forward(61)
    look()
    processes.beat(co, ProcessKind.WORKER)
    look()
    clock.forward(61)
    look()
    silent = (200, False) if co.database.is_sqlite else (503, True)
    assert told == [(200, False), silent, (200, False), silent]
