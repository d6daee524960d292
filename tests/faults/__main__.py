"""`make test-faults`: run the matrix, print it as a table, and end with 1 where a promise was broken."""

import argparse
import statistics
import time

from click import echo

from tests.faults.matrix import ALIVE, COLUMNS, KILLED, Column, Results, restarts_alone, run

TAKEN_UP_WITHIN_S = 30.0
"""With four apps at work on the machine; the next way, waiting for a lease to end, needs 150 s."""

ALONE_WITHIN_S = 3.0
RESTARTS_ALONE = 5


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--jobs", type=int, default=5, help="jobs in each cell")
    parser.add_argument("--at-once", type=int, default=4, help="columns run at a time")
    parser.add_argument(
        "--only", default="", help="columns whose name holds this: SQLite, PostgreSQL, webhooks"
    )
    parser.add_argument("--cells", default="", help="stages whose name holds this: SIGTERM, saving")
    chosen = parser.parse_args()
    columns = tuple(column for column in COLUMNS if chosen.only in str(column))
    began = time.monotonic()
    results = run(columns, chosen.jobs, chosen.at_once, lambda line: echo(line, err=True), cells=chosen.cells)
    alone = {column: restarts_alone(column, RESTARTS_ALONE) for column in columns}
    echo("\n".join([*table(results), _restart_row("alone", [seconds for seconds, _ in alone.values()])]))
    problems = [problem for result in results.values() for problem in result.problems] + _slow(results)
    for column, (seconds, found) in alone.items():
        problems += found
        if statistics.median(seconds) > ALONE_WITHIN_S:
            problems.append(
                f"{column}: restarts take {statistics.median(seconds):.1f} s, with nothing beside"
            )
    echo("\n".join(["", *problems]))
    cells = [verdict for result in results.values() for verdict in result.verdicts.values()]
    failed = sum(bool(verdict.problems) for verdict in cells)
    echo(f"\n{sum(verdict.jobs for verdict in cells)} jobs in {(time.monotonic() - began) / 60:.0f} min")
    echo(f"{len(cells) - failed} passed, {failed} failed")
    return 1 if problems else 0


def table(results: dict[Column, Results]) -> list[str]:
    """The matrix as Markdown: a row for each fault in its state, and how many jobs each cell had."""
    titles = list(dict.fromkeys(title for result in results.values() for title, _ in result.verdicts))
    lines = [f"| fault | {' | '.join(f'{column} | killed' for column in results)} |"]
    lines.append("| --- |" + " --- |" * (2 * len(results)))
    for title in titles:
        found = (result.verdicts.get((title, how)) for result in results.values() for how in (ALIVE, KILLED))
        lines.append(
            f"| {title} | {' | '.join('-' if verdict is None else str(verdict) for verdict in found)} |"
        )
    lines.append(_restart_row("all at once", [result.took_up_s for result in results.values()]))
    return lines


def _restart_row(how: str, seconds: list[list[float]]) -> str:
    words = " | ".join(f"- | {_restarts(some)}" for some in seconds)
    return f"| restart to jobs taken up, {how} | {words} |"


def _restarts(seconds: list[float]) -> str:
    return f"{statistics.median(seconds):.1f} s, at most {max(seconds):.1f} s" if seconds else "-"


def _slow(results: dict[Column, Results]) -> list[str]:
    return [
        f"{column}: a restart took {max(result.took_up_s):.0f} s to take up its jobs"
        for column, result in results.items()
        if result.took_up_s and max(result.took_up_s) > TAKEN_UP_WITHIN_S
    ]


if __name__ == "__main__":
    raise SystemExit(main())
