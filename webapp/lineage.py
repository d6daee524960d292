"""Parents and children of pictures: picture -> job -> picture ..., as pure functions over a look-up."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from webapp.models import Picture

MOST_GENERATIONS = 50

_ZOOM_OUT = re.compile(r"Zoom Out (\d+(?:\.\d+)?)x")
_SAME_PLACE = re.compile(r"[UV][1-4]|(Redo )?Upscale \(.+\)|Vary \(.+\)")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where an old picture lies in a new one, as shares of the new one's sides."""

    left: float
    top: float
    width: float
    height: float

    def holding(self, inner: Self) -> "Frame":
        """Where a picture lies that is at `inner` in the one that this frame is of."""
        return Frame(
            self.left + inner.left * self.width,
            self.top + inner.top * self.height,
            inner.width * self.width,
            inner.height * self.height,
        )


WHOLE = Frame(0, 0, 1, 1)


def frame_after(button: str) -> Frame | None:
    """Where a picture lies in each picture that a button makes of it; None where that is not known.

    Upscales and variations keep every point at its place; "Zoom Out 2x" shrinks the picture into the middle.
    """
    if _SAME_PLACE.fullmatch(button):
        return WHOLE
    zoom = _ZOOM_OUT.fullmatch(button)
    if zoom is None or float(zoom[1]) < 1:
        return None
    share = 1 / float(zoom[1])
    return Frame((1 - share) / 2, (1 - share) / 2, share, share)


def ancestors(picture: Picture, parent_of: Callable[[Picture], Picture | None]) -> list[Picture]:
    """The line from the first picture to the direct parent, oldest first; stops at a loop or after 50."""
    line: list[Picture] = []
    seen = {picture.id}
    parent = parent_of(picture)
    while parent is not None and parent.id not in seen and len(line) < MOST_GENERATIONS:
        line.append(parent)
        seen.add(parent.id)
        parent = parent_of(parent)
    return line[::-1]


def crop_box(width: int, height: int, variation: int) -> tuple[int, int, int, int]:
    """The (left, top, right, bottom) px of variation 1-4 in a 2x2 grid, numbered in reading order."""
    if variation not in (1, 2, 3, 4):
        raise ValueError("a grid has variations 1 to 4")
    half_width, half_height = width // 2, height // 2
    left = half_width * ((variation - 1) % 2)
    top = half_height * ((variation - 1) // 2)
    return (left, top, left + half_width, top + half_height)
