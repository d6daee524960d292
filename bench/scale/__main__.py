"""`make bench-scale`, or `python -m bench.scale --quick gallery`. Ends with 1 where an aim is missed."""

from collections.abc import Callable

from bench.figures import Figure
from bench.parts import main
from bench.scale import gallery, workers

PARTS: dict[str, Callable[[bool], list[Figure]]] = {
    "workers": lambda quick: workers.run(200 if quick else 2000),
    "memory": lambda _quick: workers.memory(),
    "gallery": lambda quick: gallery.run(*((5, 10_000, 100_000) if quick else ())),
}


if __name__ == "__main__":
    raise SystemExit(main("python -m bench.scale", __doc__, "a tenth of the jobs and pictures", PARTS))
