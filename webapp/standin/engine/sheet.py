"""Grids and quarters: four pictures on one sheet, and the half-size view a result is compared with."""

from collections.abc import Sequence

from PIL import Image


def half_size(size: tuple[int, int]) -> tuple[int, int]:
    """Half of both sides in px, at least 1."""
    return max(1, size[0] // 2), max(1, size[1] // 2)


def quarter(source: Image.Image) -> Image.Image:
    """The source at half its sides; each pixel is the mean of the 2x2 it covers and of nothing else."""
    return source.convert("RGB").resize(half_size(source.size), Image.Resampling.BOX)


def grid(four: Sequence[Image.Image]) -> Image.Image:
    """The four pictures as one 2x2 sheet: 1 2 over 3 4. They must share one size."""
    if len(four) != 4 or len({picture.size for picture in four}) != 1:
        raise ValueError("a grid is made of four pictures of one size")
    width, height = four[0].size
    sheet = Image.new("RGB", (2 * width, 2 * height))
    for place, picture in enumerate(four):
        sheet.paste(picture, (place % 2 * width, place // 2 * height))
    return sheet


def crop_quarter(sheet: Image.Image, number: int) -> Image.Image:
    """Picture `number` (1 to 4) of a grid."""
    if not 1 <= number <= 4:
        raise ValueError(f"a grid has pictures 1 to 4, not {number}")
    width, height = half_size(sheet.size)
    left, top = (number - 1) % 2 * width, (number - 1) // 2 * height
    return sheet.convert("RGB").crop((left, top, left + width, top + height))
