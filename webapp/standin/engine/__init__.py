"""The stand-in's drawing engine: scenes from words, holes filled from their surroundings.

Everything here takes and returns RGB Pillow images and is deterministic per seed. Pictures bear a small
"practice" mark and metadata that says so: none is ever taken for one made by Midjourney. One picture is
drawn at a time in a process, so memory and cores stay bounded however many ask at once.
"""

import threading
from typing import Literal

from PIL import Image

from webapp.standin.engine import inpaint, transform
from webapp.standin.engine.marking import save, stamp
from webapp.standin.engine.scenes import paint
from webapp.standin.engine.sheet import crop_quarter, grid, quarter

__all__ = [
    "Direction",
    "crop_quarter",
    "flat_fill",
    "grid",
    "imagine",
    "make_square",
    "pan",
    "quarter",
    "save",
    "stamp",
    "upscale",
    "vary",
    "vary_region",
    "zoom_out",
]

Direction = Literal["left", "right", "up", "down"]

_one_at_a_time = threading.Lock()


def imagine(prompt: str, size: tuple[int, int], seed: int) -> list[Image.Image]:
    """Paint four different scenes from the prompt's words, each of `size` px and stamped."""
    with _one_at_a_time:
        return [stamp(paint(prompt, size, seed, variation)) for variation in range(4)]


def vary_region(source: Image.Image, mask: Image.Image, prompt: str, seed: int) -> list[Image.Image]:
    """Redraw the white part of `mask` four times; each result has half the source's sides.

    Where the mask is black each result equals `quarter(source)` to the last bit. `mask` is "L" with the
    source's size (else ValueError). The stamp is drawn again where the mask covers it.
    """
    with _one_at_a_time:
        return inpaint.vary_region(source, mask, prompt, seed)


def flat_fill(source: Image.Image, mask: Image.Image, seed: int) -> list[Image.Image]:
    """As `vary_region`, with four plain colours near the surroundings': fast, for tests and benches."""
    with _one_at_a_time:
        return inpaint.flat_fill(source, mask, seed)


def vary(source: Image.Image, prompt: str, seed: int, strength: float) -> list[Image.Image]:
    """Four versions of the whole picture at half its sides; `strength` 0..1 says how far they go."""
    with _one_at_a_time:
        return transform.vary(source, prompt, seed, strength)


def zoom_out(source: Image.Image, factor: float, seed: int) -> list[Image.Image]:
    """Four pictures at half the source's sides in which it shrank by `factor` and the rest was added."""
    with _one_at_a_time:
        return transform.zoom_out(source, factor, seed)


def pan(source: Image.Image, direction: Direction, seed: int) -> list[Image.Image]:
    """Four pictures at half the source's scale, half as long again towards `direction`."""
    with _one_at_a_time:
        return transform.pan(source, direction, seed)


def make_square(source: Image.Image, seed: int) -> list[Image.Image]:
    """Four squares as wide as the source's longer side at half scale, the missing bands added."""
    with _one_at_a_time:
        return transform.make_square(source, seed)


def upscale(quarter: Image.Image, seed: int, creative: bool = False) -> Image.Image:
    """Double the sides and add fine detail; `creative` adds more of it."""
    with _one_at_a_time:
        return transform.upscale(quarter, seed, creative)
