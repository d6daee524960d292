"""What every browser's driver is asked to do, and what it tells: the same stroke at the same place."""

from dataclasses import dataclass

Point = tuple[int, int]
Box = tuple[float, float, float, float]
"""x, y, width, height in CSS px."""


@dataclass(frozen=True)
class Painting:
    """A stroke of a brush on the picture at `address`.

    Points are whole CSS px of a window of `viewport`, since every driver takes those; `size` is in px of the
    picture.
    """

    address: str
    viewport: tuple[int, int]
    size: int
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Painted:
    """Where the picture was, and the address of the job that came of it."""

    box: Box
    job_url: str
