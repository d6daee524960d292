"""`make bench`, or `python -m bench painter mask` for parts of it. Ends with 1 where an aim is missed."""

import argparse
from collections.abc import Callable

from bench import mask, memory, page_size, status
from bench.figures import Figure, table
from bench.painter import run as painter

PARTS: dict[str, Callable[[], list[Figure]]] = {
    "painter": painter.run,
    "mask": mask.run,
    "status": status.run,
    "memory": memory.run,
    "page": page_size.run,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all by default")
    chosen = parser.parse_args().parts or list(PARTS)
    if unknown := set(chosen) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    figures: list[Figure] = []
    for name in chosen:
        print(f"Measuring {name} ...", flush=True)
        figures += PARTS[name]()
    print("\n" + table(figures))
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    raise SystemExit(main())
