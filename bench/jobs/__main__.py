"""`make bench-jobs`, or `python -m bench.jobs --quick watchers`. Ends with 1 where an aim is missed."""

from collections.abc import Callable

from bench.figures import Figure
from bench.jobs import growth, queue, watchers
from bench.parts import main

PARTS: dict[str, Callable[[bool], list[Figure]]] = {
    "queue": lambda quick: queue.run(200 if quick else 1000),
    "watchers": lambda quick: watchers.run(200 if quick else 1000, 5 if quick else 8, 1 if quick else 7),
    "growth": lambda quick: growth.run(400 if quick else 5000),
}


if __name__ == "__main__":
    raise SystemExit(
        main("python -m bench.jobs", __doc__, "a tenth of the jobs, a fifth of the viewers", PARTS)
    )
