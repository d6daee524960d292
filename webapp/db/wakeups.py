"""Waking the worker processes, on whichever machine, by Procrastinate on the app's own PostgreSQL.

A wake-up says that some job may be due, and nothing else: what is due stands in the jobs table. So its own
tables, in a schema of theirs, may be emptied or made anew at any time, and nothing is lost.

Procrastinate and asyncio are imported where they are used: with SQLite nobody needs them.
"""

import contextlib
import hashlib
import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from webapp.db.engine import Database
from webapp.db.spaced import Spaced

if TYPE_CHECKING:
    from procrastinate import App

SCHEMA = "redraw_wakeups"
NAME = "wake-up"
IS_WAKING = f"SELECT EXISTS (SELECT FROM {SCHEMA}.procrastinate_jobs WHERE status = 'todo')"  # noqa: S608
ONE_AT_A_TIME = 0x52656472
"""The advisory lock under which the schema is made."""

RUNG_EVERY_S = 0.1
"""Each wake-up costs every worker some milliseconds: a process that submits much rings no more often."""

RESTART_AFTER_S = 1.0
POLLED_EVERY_S = 5.0
"""Notifications tell at once; this is for those that got lost."""

log = logging.getLogger(__name__)


def install(connection: Connection) -> None:
    """Make Procrastinate's tables as its present release wants them; anew where another release made them."""
    from procrastinate.schema import SchemaManager

    schema = SchemaManager.get_schema()
    digest = hashlib.sha256(schema.encode()).hexdigest()
    raw = _raw(connection)
    raw.execute(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")
    found = raw.execute(f"SELECT obj_description(to_regnamespace('{SCHEMA}'), 'pg_namespace')").fetchone()
    if found == (digest,):
        return
    raw.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
    raw.execute(f"SET LOCAL search_path TO {SCHEMA}")
    raw.execute(schema)
    raw.execute("SET LOCAL search_path TO DEFAULT")
    raw.execute(f"COMMENT ON SCHEMA {SCHEMA} IS '{digest}'")


class Wakeups:
    """Rings for some worker process, and listens in one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._sender: App | None = None
        self.ring = Spaced(self._ring, RUNG_EVERY_S)

    def _ring(self) -> None:
        """Wake one worker that is free, unless one is being woken: it will see what is due by now.

        What goes wrong is logged alone: workers look by themselves, too.
        """
        from procrastinate.exceptions import ProcrastinateException

        try:
            with self._database.write() as connection:
                if _raw(connection).execute(IS_WAKING).fetchone() == (True,):
                    return
                _raw(connection).execute(f"SET LOCAL search_path TO {SCHEMA}")
                options: Any = {"connection": _raw(connection), "queue": NAME}
                self._app().configure_task(NAME, allow_unknown=True, **options).defer()
        except (SQLAlchemyError, ProcrastinateException) as error:
            log.warning("No worker could be woken (%s): they find the job within a second", error)

    def listen(self, wake: Callable[[], None], stopping: threading.Event) -> None:
        """Call `wake` with each wake-up this process gets, until it is to stop.

        Procrastinate's worker ends when PostgreSQL goes away; it is started again until it stays.
        """
        import asyncio

        while not stopping.is_set():
            try:
                asyncio.run(self._serve(wake, stopping))
            except Exception as error:
                log.warning("Wake-ups are not heard just now (%s): jobs are looked for each second", error)
            stopping.wait(RESTART_AFTER_S)

    def _app(self) -> "App":
        """For sending alone: it borrows the app's own connections."""
        from procrastinate import App, SyncPsycopgConnector

        with self._guard:
            if self._sender is None:
                _be_quiet()
                self._sender = App(connector=SyncPsycopgConnector())
            return self._sender

    async def _serve(self, wake: Callable[[], None], stopping: threading.Event) -> None:
        import asyncio

        from procrastinate import App, PsycopgConnector

        _be_quiet()
        address = self._database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        apart = {"options": f"-c search_path={SCHEMA}"}
        app = App(
            connector=PsycopgConnector(conninfo=address, kwargs=apart, min_size=1, max_size=2, timeout=5)
        )

        @app.task(name=NAME, queue=NAME)
        async def woken() -> None:
            wake()

        async with app.open_async():
            serving = asyncio.create_task(
                app.run_worker_async(
                    queues=[NAME],
                    install_signal_handlers=False,
                    delete_jobs="always",
                    fetch_job_polling_interval=POLLED_EVERY_S,
                )
            )
            while not stopping.is_set() and not serving.done():
                await asyncio.wait([serving], timeout=0.5)
            serving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await serving


def _raw(connection: Connection) -> Any:
    """The driver's own connection, within the same transaction."""
    return connection.connection.driver_connection


def _be_quiet() -> None:
    """A line in the log for each wake-up would tell nobody anything."""
    for name in ("procrastinate", "psycopg.pool"):
        logging.getLogger(name).setLevel(logging.WARNING)
