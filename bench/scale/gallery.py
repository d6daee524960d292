"""The gallery and its search over 100,000 pictures and 1,000,000 jobs, beside an empty site's page."""

import gc
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import Connection, Table, select, text, update

from bench.figures import Figure
from tools import postgres
from webapp import create_app
from webapp.cli import prepare
from webapp.db.engine import Database
from webapp.db.tables import jobs, pictures
from webapp.models import IMAGINE, Person, Role
from webapp.services import jobs as job_service
from webapp.settings import load

PICTURES = 100_000
JOBS = 1_000_000
PAGES = {
    "gallery": "/",
    "gallery, an old page": "/?before=2026-01-01T05:00:00%2B00:00_x",
    "by person": "/?person=local",
    "by day": "/?since=2026-01-01&until=2026-01-01",
    "by button": "/?button=upscale",
    "by a button that is rare": "/?button=zoom",
    "by person, button and day": "/?person=local&button=region&until=2026-01-01",
    "search, common words": "/?q=harbour+at+dusk",
    "search, rare words": "/?q=number+77777",
    "search, old words": "/?q=snow",
    "search, no such words": "/?q=nobody+wrote+this",
    "search, a short word that is common": "/?q=at",
    "search, a short word found nowhere": "/?q=zq",
    "search, a common word and a short one": "/?q=harbour+zq",
    "search, a common word of a person": "/?q=harbour&person=local",
    "search, a common word of nobody": "/?q=harbour&person=none",
    "jobs that failed": "/?state=failed",
    "jobs of a person that failed": "/?state=failed&person=local",
    "jobs that failed, rare words": "/?state=failed&q=number+950000",
}
AIM = 3.0
PERSON = Person("local", "You", Role.MEMBER)
PROMPT = """'a harbour at dusk, number ' || i || ', boats at anchor, soft light on wet stone, watercolour' ||
CASE WHEN i < 2000 THEN ', first snow' ELSE '' END"""
BUTTON = """CASE WHEN i % 5000 = 1 THEN 'Zoom Out 2x' WHEN i % 10 < 5 THEN 'Vary (Region)'
ELSE 'U' || (i % 4 + 1) END"""


def run(rounds: int = 30, pictures_count: int = PICTURES, jobs_count: int = JOBS) -> list[Figure]:
    programs = postgres.find()
    assert programs, postgres.NONE_FOUND
    found = _on("SQLite", [{}, {}], rounds, pictures_count, jobs_count)
    with postgres.running(programs) as cluster:
        databases = [{"DATABASE_URL": cluster.new_database()} for _ in range(2)]
        return found + _on("PostgreSQL", databases, rounds, pictures_count, jobs_count)


def _on(engine: str, databases: list[dict[str, str]], rounds: int, some: int, many: int) -> list[Figure]:
    """A full site beside an empty one on the same engine."""
    with tempfile.TemporaryDirectory() as name:
        client, kept = _site(Path(name) / "full", databases[0])
        empty, none = _site(Path(name) / "empty", {"MIDJOURNEY_TOKEN": "bench", **databases[1]})
        with closing(kept), closing(none):
            _fill(kept, some, many)
            gc.collect()
            gc.freeze()  # as the app's server does before it serves
            return _beside(empty, client, rounds, f"on {engine}, {some:,} pictures and {many:,} jobs")


def _beside(empty: FlaskClient, full: FlaskClient, rounds: int, where: str) -> list[Figure]:
    """Each page of the full site against the empty one's, all of them in turns."""
    _ms(empty, "/")
    taken: dict[str, list[float]] = {name: [] for name in ("empty", *PAGES)}
    for path in PAGES.values():
        _ms(full, path)  # the first time fills caches
    for _ in range(rounds):
        taken["empty"].append(_ms(empty, "/"))
        for name, path in PAGES.items():
            taken[name].append(_ms(full, path))
    p95 = {name: statistics.quantiles(all_ms, n=20)[18] for name, all_ms in taken.items()}
    detail = f"{where}; an empty site's page {p95['empty']:.0f} ms"
    return [
        Figure(f"{name}, p95", p95[name] / p95["empty"], AIM, "×", f"{p95[name]:.0f} ms {detail}")
        for name in PAGES
    ]


def _site(folder: Path, settings: dict[str, str]) -> tuple[FlaskClient, Database]:
    """A site in practice mode with its samples and one job of words; or, with a token, with nothing."""
    local = {"DATA_DIR": str(folder), "LOCAL_MODE": "1", "STANDIN_SPEED": "0", "LOG_FORMAT": "text"}
    app = create_app(load({**local, **settings}))
    co = app.extensions["redraw"]
    prepare(co)
    if co.settings.practice:
        job_service.submit(co, PERSON, job_service.Order(button=IMAGINE, prompt="a boat", key="k"))
    return app.test_client(), co.database


def _fill(database: Database, some: int, many: int) -> None:
    """Copies of the job and of the first picture, a second apart, by twenty people and several buttons.

    One job in fifty failed. The others are done, and the first of them made the pictures.
    """
    with database.write() as connection:
        sqlite = connection.dialect.name == "sqlite"
        number = "substr('00000000' || i, -8)" if sqlite else "right('00000000' || i, 8)"
        own = {
            "id": f"{number} || '-0000-4000-8000-000000000000'",
            "created_at": (
                "datetime('2026-01-01', '+' || i || ' seconds') || '.000000'"
                if sqlite
                else "timestamptz '2026-01-01Z' + i * interval '1 second'"
            ),
            "prompt": PROMPT,
            "created_by": f"CASE WHEN i % 20 = 0 THEN '{PERSON.id}' ELSE 'person ' || i % 20 END",
        }
        of_jobs = {
            "key": own["id"],
            "button": BUTTON,
            "status": "CASE WHEN i % 50 = 0 THEN 'failed' ELSE 'done' END",
            "finished_at": own["created_at"],
        }
        _copy(connection, jobs, many, {**own, **of_jobs})
        _copy(
            connection, pictures, some, {**own, "message_id": own["id"], "job_id": own["id"], "title": "''"}
        )
        first = select(jobs.c.id).where(jobs.c.key == "k").scalar_subquery()
        connection.execute(update(jobs).where(jobs.c.id == first).values(status="done"))
    if not database.is_sqlite:  # where nobody does it; PostgreSQL does it by itself, later
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _copy(connection: Connection, table: Table, count: int, own: dict[str, str]) -> None:
    """So many copies of the table's first row, with these columns computed from the number `i`."""
    names = [column.name for column in table.columns]
    values = ", ".join(own.get(name, f"one.{name}") for name in names)
    connection.execute(
        text(
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "
            f"INSERT INTO {table.name} ({', '.join(names)}) "
            f"SELECT {values} FROM n, (SELECT * FROM {table.name} LIMIT 1) AS one"
        )
    )


def _ms(client: FlaskClient, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path, headers={"Accept": "text/html"}, buffered=True)
    taken_ms = 1000 * (time.perf_counter() - began)
    assert answer.status_code == 200, answer.text
    return taken_ms
