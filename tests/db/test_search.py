"""Words in titles and prompts are found alike on either engine, however their row came there or changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, insert, update

from tests.db.test_jobs import JOB, NOW
from tests.support import on_postgres
from webapp.db import gallery, search
from webapp.db.engine import Database
from webapp.db.migrate import upgrade, upgrade_on
from webapp.db.pictures import add
from webapp.db.records import job_values, picture_values
from webapp.db.tables import jobs, pictures
from webapp.models import JobStatus, Picture, ProviderName
from webapp.team_models import GalleryFilter, Kind, Stage

BEFORE = "0009"
PICTURE = Picture(
    id="picture",
    blob="0" * 64,
    content_type="image/png",
    width=8,
    height=8,
    size_bytes=1,
    title="",
    prompt="",
    provider=ProviderName.STANDIN,
    message_id=None,
    buttons=(),
    is_grid=False,
    job_id=None,
    created_at=NOW,
    created_by="p",
)
FINDS = {
    "A Harbour at dusk": (
        ["harbour", "DUSK harb", '"at dusk"', "rb", "at"],
        ['"dusk at"', "harbour dawn", "zq"],
    ),
    "Über alle Brücken": (["über", "BRÜCKEN", "üB"], ["bruecken", "uber"]),
    "Կամուրջ ձմռանը": (["կամուրջ", "ԿԱՄՈՒՐՋ", "կա"], ["ամառ"]),
    "نافذة على البحر": (["البحر", "نا"], ["بحيرة"]),
    "東京タワーの夜": (["東京", "タワー", "夜"], ["大阪"]),
    'a sign, 100% "neon" \\o/': (["100%", "neon", "%", '"100% "', "\\o/"], ["100%%", "0%n"]),
    "<b>bold</b> snake_case 'quoted'": (["<b>bold", "e_c", "'quoted'"], ["e%c", "sn_ke"]),
    "far " * 2499 + "needle": (["needle", '"far needle"'], ['"needle far"']),
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(on_postgres().get("DATABASE_URL", f"sqlite:///{tmp_path / 'test.sqlite'}"))
    yield database
    database.close()


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    upgrade(database)
    with database.write() as connection:
        yield connection


def found(connection: Connection, words: str, **wanted: object) -> list[str]:
    """The prompts of the pictures that are found, newest first."""
    fit = GalleryFilter(words=words, **wanted)  # type: ignore[arg-type]
    shown = gallery.find_pictures(connection, fit, before=None, limit=100)
    assert shown.in_all == len(shown.page)
    first = gallery.find_pictures(connection, fit, before=None, limit=1, most=1000)
    assert (first.in_all, first.page) == (shown.in_all, shown.page[:1])
    return [picture.prompt for picture in shown.page]


def test_words_are_found_in_every_script_in_any_order_and_as_they_are_written(connection: Connection) -> None:
    for number, prompt in enumerate(FINDS):
        add(connection, replace(PICTURE, id=f"{number}", prompt=prompt, message_id=f"{number}"))
    for prompt, (fit, unfit) in FINDS.items():
        assert [words for words in fit if found(connection, words) != [prompt]] == []
        assert [words for words in unfit if found(connection, words)] == []
    assert len(found(connection, "  ")) == len(FINDS)
    assert found(connection, "nul\0byte") == []


def test_what_was_typed_is_taken_apart_into_few_words() -> None:
    assert search.words_of(' a  "red boat" 5" a "" ') == (["red boat"], ["a", '5"', '""'])
    assert sum(map(len, search.words_of(" ".join(map(str, range(100)))))) == search.MOST


@pytest.mark.parametrize("words", ["boat", "bo", "boat a"])
def test_pictures_of_one_moment_are_all_found_once_page_by_page(connection: Connection, words: str) -> None:
    made = {f"{number:03}" for number in range(25)}
    for number in sorted(made):
        at = NOW + timedelta(microseconds=int(number) // 10)
        picture = replace(PICTURE, id=number, prompt="a boat", message_id=number, created_at=at)
        add(connection, picture)
    shown: list[Picture] = []
    while page := gallery.find_pictures(
        connection,
        GalleryFilter(words=words),
        before=(shown[-1].created_at, shown[-1].id) if shown else None,
        limit=4,
    ).page:
        shown += page
    assert sorted(picture.id for picture in shown) == sorted(made)
    connection.execute(delete(pictures).where(pictures.c.id == shown[10].id))
    assert len(found(connection, "boat")) == len(made) - 1


def test_short_words_are_looked_for_so_many_rows_at_a_time_and_further_back_on_the_next_page(
    connection: Connection,
) -> None:
    """Both alone and beside a word that an index finds."""
    add(connection, replace(PICTURE, id="old", prompt="a boat at sea in 4k"))
    for number in range(search.COMPARED):
        at = NOW + timedelta(seconds=1 + number)
        picture = replace(PICTURE, id=f"{number:03}", prompt="a boat at sea", message_id=f"{number}")
        add(connection, replace(picture, created_at=at))
    for words in ("4k", "boat 4k", "at 4k sea"):
        wanted = GalleryFilter(words=words)
        first = gallery.find_pictures(connection, wanted, before=None, limit=5, most=9)
        assert (first.page, first.in_all, first.looked_to) == ([], 0, (NOW + timedelta(seconds=1), "000"))
        second = gallery.find_pictures(connection, wanted, before=first.looked_to, limit=5, most=9)
        assert ([one.id for one in second.page], second.looked_to) == (["old"], None)
    full = gallery.find_pictures(connection, GalleryFilter(words="at"), before=None, limit=5, most=9)
    assert (len(full.page), full.in_all, full.looked_to) == (5, 9, None)


def test_words_are_looked_for_within_the_other_filters(connection: Connection) -> None:
    for number, (person, button) in enumerate((("ada", "U1"), ("ben", "U1"), ("ada", "Vary (Region)"))):
        job = replace(JOB, id=f"{number}", key=f"{number}", button=button, created_by=person)
        connection.execute(insert(jobs).values(**job_values(job)))
        at = NOW + timedelta(days=number)
        made = replace(PICTURE, id=f"{number}", message_id=f"{number}", job_id=f"{number}", created_at=at)
        add(connection, replace(made, prompt=f"boat {number}", created_by=person))
    add(connection, replace(PICTURE, id="upload", prompt="boat 3"))
    assert found(connection, "boat", person_id="ada") == ["boat 2", "boat 0"]
    assert found(connection, "boat", kind=Kind.UPSCALE) == ["boat 1", "boat 0"]
    assert found(connection, "boat", kind=Kind.UPSCALE, person_id="ben") == ["boat 1"]
    assert found(connection, "boat", kind=Kind.ADDED) == ["boat 3"]
    assert found(connection, "", kind=Kind.ADDED) == ["boat 3"]
    days = {"since": NOW + timedelta(days=1), "until": NOW + timedelta(days=2)}
    assert found(connection, "boat", **days) == ["boat 1"]
    assert found(connection, "boat o", **days) == ["boat 1"]


def test_jobs_are_found_by_words_as_soon_as_they_ended(connection: Connection) -> None:
    def failed() -> list[str]:
        wanted = GalleryFilter(words="boot", stage=Stage.FAILED, kind=Kind.WORDS, person_id=JOB.created_by)
        fit = gallery.find_jobs(connection, wanted, before=None, limit=9)
        assert fit == gallery.find_jobs(connection, replace(wanted, words="bo"), before=None, limit=9)
        return [job.id for job in fit.page]

    job = replace(JOB, button="imagine", prompt="ein rotes Boot", status=JobStatus.RUNNING)
    connection.execute(insert(jobs).values(**job_values(job)))
    assert failed() == []
    for status in (JobStatus.FAILED, JobStatus.CANCELLED, JobStatus.EXPIRED):
        connection.execute(update(jobs).values(status=str(status)))
        assert failed() == ([] if status is JobStatus.CANCELLED else [job.id])
    connection.execute(delete(jobs))
    assert failed() == []


def test_what_was_there_before_and_what_the_release_before_adds_is_found(database: Database) -> None:
    def as_before(connection: Connection, number: str) -> None:
        """Write what the release before writes."""
        job = replace(JOB, id=number, key=number, button="U1", status=JobStatus.FAILED)
        connection.execute(insert(jobs).values(**job_values(job)))
        made = replace(PICTURE, id=number, job_id=number, message_id=number, prompt=f"boat {number}")
        connection.execute(insert(pictures).values(**picture_values(made)))

    with database.write() as connection:
        upgrade_on(connection, BEFORE)
        as_before(connection, "1")
    upgrade(database)
    with database.write() as connection:
        as_before(connection, "2")
        assert sorted(found(connection, "boat", kind=Kind.UPSCALE)) == ["boat 1", "boat 2"]
        assert sorted(found(connection, "", kind=Kind.UPSCALE)) == ["boat 1", "boat 2"]
        wanted = GalleryFilter(words=JOB.prompt, stage=Stage.FAILED)
        assert len(gallery.find_jobs(connection, wanted, before=None, limit=9).page) == 2
        connection.execute(update(pictures).where(pictures.c.id == "1").values(title="renamed"))
        assert found(connection, "renamed 1") == ["boat 1"]
