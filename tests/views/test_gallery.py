"""The gallery's filters and what is under way: every filter alone and together, by key, at a bounded cost."""

import html
import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support import Clock, collaborators
from tests.team_support import add_person
from tests.views.test_status import statements
from webapp.db import pictures as rows
from webapp.models import IMAGINE, Job, Person, Picture
from webapp.services import budgets, cursors, gallery, jobs, pictures
from webapp.services.team import people
from webapp.team_models import GalleryFilter

HTML = {"Accept": "text/html"}


@pytest.fixture
def herself(team_app: Flask) -> Person:
    return people.by_name(collaborators(team_app), "Ada")


@pytest.fixture
def ben(team_app: Flask) -> Person:
    return add_person(team_app, "Ben")


def imagine(app: Flask, person: Person, prompt: str) -> Job:
    return jobs.submit(collaborators(app), person, jobs.Order(IMAGINE, prompt))


def page(client: FlaskClient, query: str = "") -> str:
    return client.get(f"/{query}", headers=HTML).get_data(as_text=True)


def shown(client: FlaskClient, query: str) -> list[str]:
    """The prompts of the tiles, whatever they stand for."""
    gallery_part = page(client, query).partition("data-gallery>")[2].partition("</ul>")[0]
    return re.findall(r'tile-words">(?:<bdi>\w+</bdi>: )?([^<]+)<', gallery_part)


@pytest.fixture
def works(team_app: Flask, herself: Person, ben: Person, clock: Clock) -> list[Picture]:
    """Ben's boat and Ada's variation on the first of March, her bridge on the second."""
    co = collaborators(team_app)
    like = pictures.page(co, "", "")[0][0]

    def made(person: Person, button: str, prompt: str) -> Picture:
        """A picture as a job of this button leaves it, without drawing one."""
        source = None if button == IMAGINE else like.id
        job = jobs.submit(co, person, jobs.Order(button, prompt, source))
        picture = replace(
            like,
            id=job.id,
            job_id=job.id,
            prompt=prompt,
            title="",
            message_id=None,
            created_by=person.id,
            created_at=co.now(),
        )
        with co.database.write() as connection:
            rows.add(connection, picture)
        return picture

    boat = made(ben, IMAGINE, "a boat 100%")
    subtle = made(herself, "Vary (Subtle)", "")
    clock.forward(86_400)
    return [boat, subtle, made(herself, IMAGINE, "a bridge")]


def test_each_filter_alone_and_all_together(
    team_app: Flask, ada: FlaskClient, herself: Person, ben: Person, works: list[Picture]
) -> None:
    assert shown(ada, f"?person={ben.id}") == ["a boat 100%"]
    assert shown(ada, "?q=boat+100%25") == ["a boat 100%"]
    assert shown(ada, "?button=words") == ["a bridge", "a boat 100%"]
    assert shown(ada, "?button=words&since=2026-03-02&until=2026-03-02") == ["a bridge"]
    assert shown(ada, f"?button=words&person={herself.id}&q=BRIDGE&since=2026-03-02") == ["a bridge"]
    assert shown(ada, f"?button=words&person={ben.id}&q=bridge") == []
    assert page(ada, "?button=variation").count('<li class="tile"') == 1
    assert page(ada, "?button=added").count('<li class="tile"') == 3


def test_what_was_chosen_stays_in_the_form_and_nothing_found_can_be_cleared(
    ada: FlaskClient, ben: Person, works: list[Picture]
) -> None:
    found = page(ada, f"?person={ben.id}&button=words")
    assert "1 found." in found
    assert "Filters (2)" in found
    assert f'<option value="{ben.id}" selected>Ben</option>' in found
    empty = page(ada, "?q=%3Cscript%3E")
    assert "Nothing found" in empty
    assert "<script>" not in empty.partition("<main")[2].partition("</main>")[0]
    assert empty.count(">Clear filters</a>") == 2


def test_jobs_are_found_by_where_they_stand(
    team_app: Flask, ada: FlaskClient, herself: Person, ben: Person, clock: Clock
) -> None:
    co = collaborators(team_app)
    jobs.cancel(co, ben, imagine(team_app, ben, "given up").id)
    waiting = imagine(team_app, ben, "on its way")
    budgets.set_of_person(co, herself, herself.id, "0", "")
    clock.forward(1)
    imagine(team_app, herself, "beyond")
    assert shown(ada, "?state=cancelled") == ["given up"]
    assert shown(ada, "?state=under-way") == ["on its way"]
    assert shown(ada, "?state=needs-somebody") == ["beyond"]
    assert shown(ada, f"?state=needs-somebody&person={ben.id}") == []
    assert shown(ada, "?state=failed") == []
    everything = ada.get("/running").json or {}
    assert [(job["name"], job["person"], job["status"]) for job in everything["jobs"]] == [
        ("beyond", "Ada", "waiting"),
        ("on its way", "Ben", "waiting"),
    ]
    assert everything["jobs"][1]["url"] == f"/jobs/{waiting.id}"


def test_what_is_under_way_is_told_anew_only_when_it_changed(
    team_app: Flask, ada: FlaskClient, ben: Person
) -> None:
    job = imagine(team_app, ben, "a boat")
    first = ada.get("/running")
    again = {"If-None-Match": first.headers["ETag"]}
    assert ada.get("/running", headers=again).status_code == 304
    assert "<bdi>Ben</bdi>: a boat" in page(ada)
    jobs.cancel(collaborators(team_app), ben, job.id)
    after = ada.get("/running", headers=again)
    assert (after.status_code, after.json) == (200, {"jobs": [], "poll_after_s": 15.0})


def test_home_asks_the_database_as_often_for_six_jobs_as_for_two(
    team_app: Flask, ada: FlaskClient, ben: Person
) -> None:
    co = collaborators(team_app)
    source = pictures.page(co, "", "")[0][0]
    counts = []
    for number in range(6):
        jobs.submit(co, ben, jobs.Order(source.buttons[1], f"no. {number}", source.id, key=f"{number}"))
        with statements() as sent:
            page(ada)
        counts.append(len(sent))
    assert counts[1] == counts[5]
    with statements() as sent:
        page(ada, f"?q=no&person={ben.id}&button=variation&state=under-way&since=2026-03-01")
    assert len(sent) <= counts[1] + 1


def test_a_search_asks_the_database_once_more_for_a_full_page_than_for_one_picture(
    team_app: Flask, ada: FlaskClient, works: list[Picture]
) -> None:
    def asked(query: str) -> int:
        with statements() as sent:
            assert shown(ada, query)
        return len(sent)

    one = asked("?q=bridge")
    with collaborators(team_app).database.write() as connection:
        for number in range(cursors.PAGE_SIZE + 5):
            rows.add(connection, replace(works[0], id=f"{number}", message_id=f"{number}", prompt="a bridge"))
    full = asked("?q=bridge")
    assert full <= one + 1  # how many there are
    queries = ("", "?q=br", "?button=words", f"?q=bridge&person={works[0].created_by}")
    assert max(asked(query) for query in queries) <= full + 1


def test_short_words_are_looked_for_part_by_part_and_each_page_says_so(
    team_app: Flask, ada: FlaskClient, works: list[Picture]
) -> None:
    with collaborators(team_app).database.write() as connection:
        for number in range(gallery.COMPARED):
            rows.add(connection, replace(works[2], id=f"{number}", message_id=f"{number}"))
    with statements() as sent:
        first = page(ada, "?q=%25")
    assert "0 found among the newest 500." in first
    assert "from the newest to the oldest" in first
    further = re.search(r'href="/([^"]+)" rel="next">Look further back<', first)
    assert further
    second = html.unescape(further[1])
    with statements() as sent_further:
        assert shown(ada, second) == ["a boat 100%"]
    assert len(sent_further) <= len(sent)
    assert 'Older than <time datetime="2026-03-02' in page(ada, second)
    assert '<a href="/?q=%25">Newest</a>' in page(ada, second)


def test_pages_follow_each_other_by_key_however_much_is_added_meanwhile(
    team_app: Flask, ben: Person, clock: Clock
) -> None:
    co = collaborators(team_app)
    made = []
    for number in range(cursors.PAGE_SIZE + 2):
        made.append(imagine(team_app, ben, f"no. {number}").prompt)
        clock.forward(1)
    wanted = gallery.read_filter(words="", person_id=ben.id, kind="", stage="under-way", since="", until="")
    first = gallery.page(co, wanted, "")
    imagine(team_app, ben, "came later")
    second = gallery.page(co, wanted, first.next or "")
    assert [job.prompt for job in (*first.jobs, *second.jobs)] == made[::-1]
    assert (first.found, second.next) == (len(made), None)


@pytest.mark.parametrize("wrong", ["?button=all", "?state=all", "?since=today", "?until=2026-02-30"])
def test_a_filter_that_cannot_be_meant_is_one_sentence(ada: FlaskClient, wrong: str) -> None:
    assert ada.get(f"/{wrong}", headers={"Accept": "application/json"}).status_code == 400


def test_a_key_that_is_none_begins_at_the_beginning(team_app: Flask) -> None:
    co = collaborators(team_app)
    for key in ("x", "2026-03-01T12:00:00_", "2026-03-01T12:00:00_x", "2026-03-01T12:00:00+00:00_"):
        assert len(gallery.page(co, GalleryFilter(), key).pictures) == 3
