"""`make bench-scale`, or `python -m bench.scale --quick gallery`. Ends with 1 where an aim is missed."""

import argparse
from collections.abc import Callable

from bench.figures import Figure, table
from bench.scale import gallery, workers

PARTS: dict[str, Callable[[bool], list[Figure]]] = {
    "workers": lambda quick: workers.run(200 if quick else 2000),
    "memory": lambda _quick: workers.memory(),
    "gallery": lambda quick: gallery.run(*((5, 10_000, 100_000) if quick else ())),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the jobs and pictures")
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
