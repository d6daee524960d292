"""`make bench-jobs`, or `python -m bench.jobs --quick watchers`. Ends with 1 where an aim is missed."""

import argparse
from collections.abc import Callable

from bench.figures import Figure, table
from bench.jobs import growth, queue, watchers

PARTS: dict[str, Callable[[bool], list[Figure]]] = {
    "queue": lambda quick: queue.run(200 if quick else 1000),
    "watchers": lambda quick: watchers.run(200 if quick else 1000, 5 if quick else 12, 1 if quick else 3),
    "growth": lambda quick: growth.run(400 if quick else 5000),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.jobs", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the jobs, a fifth of the viewers")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all by default")
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    figures: list[Figure] = []
    for name in chosen.parts or PARTS:
        print(f"Measuring {name} ...", flush=True)
        figures += PARTS[name](chosen.quick)
    print("\n" + table(figures))
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    raise SystemExit(main())
