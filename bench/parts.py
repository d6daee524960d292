"""Running the parts of a bench that were asked for, and reporting them."""

import argparse
from collections.abc import Callable, Mapping

from bench.figures import Figure, table


def main(
    prog: str, description: str | None, quick: str, parts: Mapping[str, Callable[[bool], list[Figure]]]
) -> int:
    """Run parts by name, each told whether to be quick (which saves `quick`); 1 where an aim is missed."""
    parser = argparse.ArgumentParser(prog=prog, description=description)
    parser.add_argument("--quick", action="store_true", help=quick)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(parts)}; all by default")
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - set(parts):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    figures: list[Figure] = []
    for name in chosen.parts or parts:
        print(f"Measuring {name} ...", flush=True)
        figures += parts[name](chosen.quick)
    print("\n" + table(figures))
    return 0 if all(figure.is_met for figure in figures) else 1
