"""Draw the three samples a fresh stand-in starts with: `python -m webapp.standin.engine.samples`."""

import json
import sys
from pathlib import Path

from webapp.standin.engine.marking import save, stamp
from webapp.standin.engine.scenes import paint

_QUALITY = 86
_SEEDS = {"harbour-at-dusk.webp": 7, "lake-in-the-mountains.webp": 4, "city-after-rain.webp": 7}

FOLDER = Path(__file__).resolve().parent.parent / "samples"


def draw_all(folder: Path = FOLDER) -> list[Path]:
    """Draw every picture named in `index.json` into `folder`; returns the files written."""
    written = []
    for entry in json.loads((FOLDER / "index.json").read_text(encoding="utf-8")):
        picture = stamp(paint(entry["prompt"], (entry["width"], entry["height"]), _SEEDS[entry["file"]], 0))
        path = folder / entry["file"]
        save(picture, path, prompt=entry["prompt"], quality=_QUALITY)
        written.append(path)
    return written


if __name__ == "__main__":
    for path in draw_all():
        sys.stdout.write(f"{path.name}: {path.stat().st_size // 1024} KB\n")
