"""Paintings as the browser posts them: 1-bit PNGs of thick wavy strokes."""

import math
from io import BytesIO

from PIL import Image, ImageDraw


def painting(side_px: int) -> bytes:
    """A square painting of ten strokes that cover about a third of it."""
    image = Image.new("1", (side_px, side_px))
    pen = ImageDraw.Draw(image)
    width_px = side_px // 30
    for row in range(10):
        waves = [row + 0.5 + 0.3 * math.sin(x / 7 + row) for x in range(5, 96)]
        points = [(x * side_px / 100, y * side_px / 10) for x, y in enumerate(waves, start=5)]
        pen.line(points, fill=1, width=width_px, joint="curve")
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
