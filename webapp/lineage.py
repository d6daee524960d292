"""Parents and children of pictures: picture -> job -> picture ..., as pure functions over a look-up."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from webapp.models import MOST_GENERATIONS, Picture

_ZOOM_OUT = re.compile(r"Zoom Out (\d+(?:\.\d+)?)x")
_CUSTOM_ZOOM = "Custom Zoom"
_ZOOM_WISHED = re.compile(r"--zoom\s+(\d+(?:\.\d+)?)(?=\s|$)")
_MAKE_SQUARE = "Make Square"
_PANS = {"⬅": (-1, 0), "➡": (1, 0), "⬆": (0, -1), "⬇": (0, 1)}
_VARIATION_SELECTOR = "\N{VARIATION SELECTOR-16}"
_SAME_PLACE = re.compile(r"[UV][1-4]|(Redo )?Upscale \(.+\)|Vary \(.+\)")
_ROUNDED = 0.01
"""Sides of the provider's pictures are whole and even: shapes that differ by less are the same."""

Size = tuple[int, int]
"""Width and height, px."""


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


def frame_after(button: str, prompt: str, old: Size, new: Size) -> Frame | None:
    """Where a picture of size `old` lies in each picture of size `new` that a button makes of it.

    None where that is not known. Upscales and variations keep every point at its place. A zoom shrinks the
    picture into the middle, Make Square adds what is missing at both sides, a pan adds to one side. How much
    was added is told by the pictures' shapes, since the provider has changed it before.
    """
    if _SAME_PLACE.fullmatch(button):
        return WHOLE
    widened = (new[0] * old[1]) / (new[1] * old[0])
    if abs(widened - 1) < _ROUNDED:
        widened = 1
    if button == _MAKE_SQUARE:
        return _in_the_middle(1, widened) if abs(new[0] / new[1] - 1) < _ROUNDED else None
    if direction := _PANS.get(button.removesuffix(_VARIATION_SELECTOR)):
        return _beside(direction, widened)
    zoom = _ZOOM_WISHED.search(prompt) if button == _CUSTOM_ZOOM else _ZOOM_OUT.fullmatch(button)
    return _in_the_middle(float(zoom[1]), widened) if zoom and float(zoom[1]) >= 1 else None


def _in_the_middle(zoom: float, widened: float) -> Frame:
    """`zoom` times the least room of the new shape that holds the picture."""
    width, height = min(1, 1 / widened) / zoom, min(1, widened) / zoom
    return Frame((1 - width) / 2, (1 - height) / 2, width, height)


def _beside(direction: tuple[int, int], widened: float) -> Frame | None:
    """At one end of a picture that grew in one direction; None where its shape says that it did not."""
    width, height = min(1, 1 / widened), min(1, widened)
    grew = (width < 1) if direction[0] else (height < 1)
    if not grew:
        return None
    return Frame(1 - width if direction[0] < 0 else 0, 1 - height if direction[1] < 0 else 0, width, height)


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
