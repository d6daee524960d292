"""The whole matrix: every cell on SQLite and PostgreSQL, by polling and with webhooks, alive and killed."""

import contextlib
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.faults import hooks, special
from tests.faults.cells import ALL, Cell
from tests.faults.rig import Provider, Site
from tests.faults.trials import Course
from tests.faults.verdict import Verdict
from tools import postgres
from tools.postgres import Cluster

ALIVE, KILLED = "alive", "killed"
STORM_KILLS = 8


@dataclass(frozen=True)
class Column:
    """One way to run the app. With webhooks two processes advance the jobs, by polling one."""

    engine: str
    webhook: bool

    def __str__(self) -> str:
        return f"{self.engine}, {'webhooks' if self.webhook else 'polling'}"

    @property
    def processes(self) -> int:
        return 2 if self.webhook else 1


COLUMNS = tuple(Column(engine, webhook) for engine in ("SQLite", "PostgreSQL") for webhook in (False, True))


@dataclass
class Results:
    """The verdicts of one column by (title, alive or killed), and how long each restart took."""

    verdicts: dict[tuple[str, str], Verdict] = field(default_factory=dict)
    took_up_s: list[float] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        return [problem for verdict in self.verdicts.values() for problem in verdict.problems]


def run(
    columns: tuple[Column, ...], jobs: int, at_once: int, say: Callable[[str], None], cells: str = ""
) -> dict[Column, Results]:
    """Run the columns, so many of them at a time, each cell with so many jobs; only stages named `cells`."""
    with ThreadPoolExecutor(at_once) as pool:
        found = pool.map(lambda column: _run_column(column, jobs, say, cells), columns)
        return dict(zip(columns, found, strict=True))


def _run_column(column: Column, jobs: int, say: Callable[[str], None], cells: str) -> Results:
    with course(column) as (walk, cluster):
        results = Results(took_up_s=walk.took_up_s)
        for name, work in _stages(walk, cluster, jobs):
            if cells not in name[0]:
                continue
            began = time.monotonic()
            found = _guarded(walk, name, work)
            results.verdicts |= found
            problems = [problem for verdict in found.values() for problem in verdict.problems]
            say("\n  ".join([f"{column}: {name[0]}, {name[1]}: {time.monotonic() - began:.0f} s", *problems]))
        return results


def restarts_alone(column: Column, times: int) -> tuple[list[float], list[str]]:
    """(seconds until the jobs of a killed app go on, problems), with no other column beside it."""
    with course(column) as (walk, _):
        verdicts = [walk.killed(HELD_IN_CALL, 2) for _ in range(times)]
        return walk.took_up_s, [problem for verdict in verdicts for problem in verdict.problems]


@contextlib.contextmanager
def course(column: Column) -> Iterator[tuple[Course, Cluster | None]]:
    """A site of the column with its provider and, for PostgreSQL, a server of its own."""
    with tempfile.TemporaryDirectory(prefix="redraw-faults-") as name, contextlib.ExitStack() as ends:
        folder = Path(name)
        cluster = None
        if column.engine == "PostgreSQL":
            programs = postgres.find()
            assert programs, postgres.NONE_FOUND
            cluster = ends.enter_context(postgres.running(programs))
        provider = Provider(folder)
        ends.callback(provider.program.kill)
        site = Site(folder / "site", provider, cluster, webhook=column.webhook, processes=column.processes)
        ends.callback(site.kill)
        yield Course(site, provider, webhook=column.webhook), cluster


HELD_IN_CALL = next(cell for cell in ALL if cell.state == "sending" and cell.held)

Work = Callable[[], dict[tuple[str, str], Verdict]]


def _stages(walk: Course, cluster: Cluster | None, jobs: int) -> Iterator[tuple[tuple[str, str], Work]]:
    """Everything that is done in a column, in order."""
    fitting = [cell for cell in ALL if walk.webhook or not cell.hooks]
    for name, is_slow in (("quick cells", False), ("slow cells", True)):
        cells = [cell for cell in fitting if cell.slow is is_slow]
        yield (name, ALIVE), partial(_alive, walk, cells, jobs)
    for cell in fitting:
        yield _stage(cell, KILLED, walk.killed, cell, jobs)
    if walk.webhook:
        yield _stage(hooks.FLOODED, ALIVE, hooks.flooded, walk, jobs)
    for how, kill in ((ALIVE, False), (KILLED, True)):
        yield _stage(special.DOWN, how, special.provider_down, walk, jobs, kill=kill)
        for cell, kind in ((special.REFUSED, "unauthorized"), (special.NO_CREDIT, "no-credit")):
            yield _stage(cell, how, special.account_refused, walk, jobs, cell, kind, kill=kill)
    for cell in (special.AWAY_IN_CALL, special.AWAY_IN_POLL, special.AWAY_IN_SAVE):
        for how, kill in ((ALIVE, False), (KILLED, True)):
            yield _stage(cell, how, special.database_away, walk, jobs, cell, cluster, kill=kill)
    for cell in (special.TERMINATED, special.TERMINATED_LATE):
        yield _stage(cell, ALIVE, special.terminated, walk, jobs, cell)
    yield _stage(special.JUST_SUBMITTED, KILLED, special.just_submitted, walk, jobs)
    yield _stage(special.POSTED_AGAIN, KILLED, special.posted_again, walk, 2 * jobs)
    yield _stage(special.STORM, KILLED, special.storm, walk, 12 * jobs, STORM_KILLS)


def _stage(
    cell: Cell, how: str, work: Callable[..., Verdict], *what: Any, **more: Any
) -> tuple[tuple[str, str], Work]:
    name = (cell.title, how)
    return name, lambda: {name: work(*what, **more)}


def _alive(walk: Course, cells: list[Cell], jobs: int) -> dict[tuple[str, str], Verdict]:
    return {(title, ALIVE): verdict for title, verdict in walk.alive(cells, jobs).items()}


def _guarded(walk: Course, name: tuple[str, str], work: Work) -> dict[tuple[str, str], Verdict]:
    """Do the work; where it breaks off, say so and bring the parts up again for what follows."""
    try:
        return work()
    except Exception as error:  # a cell that breaks off is a finding, and the others still count
        walk.site.kill()
        walk.provider.program.restart()
        walk.site.start()
        return {name: Verdict(problems=[f"{name[0]}: broke off: {type(error).__name__}: {error}"])}
    finally:
        walk.provider.end_faults()
