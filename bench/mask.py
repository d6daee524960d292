"""The mask's conversion against what Pillow alone needs for the same work."""

import time
from collections.abc import Callable
from io import BytesIO

from PIL import Image

from bench.figures import Figure, interleaved
from bench.paintings import painting
from webapp.mask import read_painting, wire_bytes

SIDE_PX = 4096
THRESHOLD = [0] * 128 + [255] * 128


def run(rounds: int = 7) -> list[Figure]:
    data = painting(SIDE_PX)
    ours, bare = interleaved(rounds, lambda: _seconds(_redraw, data), lambda: _seconds(_pillow, data))
    detail = f"{ours * 1000:.0f} ms against {bare * 1000:.0f} ms"
    return [Figure(f"mask of {SIDE_PX} px, against bare Pillow", ours / bare, 1.5, "×", detail)]


def _redraw(data: bytes) -> None:
    wire_bytes(read_painting(data, (SIDE_PX, SIDE_PX), max_bytes=40 << 20), "webp")


def _pillow(data: bytes) -> None:
    """Decode, threshold, encode, with no check at all."""
    with Image.open(BytesIO(data)) as image:
        mask = image.convert("L").point(THRESHOLD)
    mask.save(BytesIO(), "WEBP", lossless=True, method=4)


def _seconds(work: Callable[[bytes], None], data: bytes) -> float:
    start = time.perf_counter()
    work(data)
    return time.perf_counter() - start
