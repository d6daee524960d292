"""The other buttons: versions of a whole picture, more room around it, twice its size."""

import numpy as np
from PIL import Image

from webapp.standin.engine import inpaint
from webapp.standin.engine.marking import stamp
from webapp.standin.engine.sheet import half_size, quarter


def vary(source: Image.Image, prompt: str, seed: int, strength: float) -> list[Image.Image]:
    """Four versions of the whole picture at half its sides."""
    whole = Image.new("L", source.size, 255)
    four = inpaint.vary_region(source, whole, prompt, seed)
    return [stamp(Image.blend(quarter(source), picture, strength)) for picture in four]


def zoom_out(source: Image.Image, factor: float, seed: int) -> list[Image.Image]:
    """Four pictures at half the source's sides; the old one lies in the middle, shrunk by `factor`."""
    width, height = source.size
    inner = source.resize((max(1, round(width / factor)), max(1, round(height / factor))))
    return _outpaint(inner, source.size, ((width - inner.width) // 2, (height - inner.height) // 2), seed)


def pan(source: Image.Image, direction: str, seed: int) -> list[Image.Image]:
    """Four pictures half as long again towards `direction`, at half the source's scale."""
    width, height = source.size
    more_x, more_y = (width // 2, 0) if direction in ("left", "right") else (0, height // 2)
    place = (more_x if direction == "left" else 0, more_y if direction == "up" else 0)
    return _outpaint(source, (width + more_x, height + more_y), place, seed)


def make_square(source: Image.Image, seed: int) -> list[Image.Image]:
    """Four squares as wide as the longer side, at half the source's scale."""
    side = max(source.size)
    return _outpaint(source, (side, side), ((side - source.width) // 2, (side - source.height) // 2), seed)


def upscale(quarter: Image.Image, seed: int, creative: bool) -> Image.Image:
    """Twice the sides."""
    return quarter.convert("RGB").resize((quarter.width * 2, quarter.height * 2), Image.Resampling.LANCZOS)


def _outpaint(inner: Image.Image, size: tuple[int, int], place: tuple[int, int], seed: int) -> list[Image.Image]:
    canvas, hole = Image.new("RGB", size), Image.new("L", size, 255)
    canvas.paste(inner, place)
    hole.paste(0, (*place, place[0] + inner.width, place[1] + inner.height))
    return [stamp(picture) for picture in inpaint.vary_region(canvas, hole, "", seed)]
