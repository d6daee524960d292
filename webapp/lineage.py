"""Parents and children of pictures: picture -> job -> picture ..., as pure functions over a look-up."""

from collections.abc import Callable

from webapp.models import Picture

MOST_GENERATIONS = 50


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
