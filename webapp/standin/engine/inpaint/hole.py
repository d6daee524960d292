"""The hole a mask leaves at half size, and the crop of the picture that is worked on."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from webapp.standin.engine.sheet import half_size

WHITE = 128
_RING = 0.45
_ISLAND_MAP_PX = 128
_MOST_ISLANDS = 4
_RING_LEAST_PX = 24
_FEATHER_SHARE = 0.035
_FEATHER_MOST_PX = 10.0


@dataclass(frozen=True)
class Hole:
    """What is redrawn, seen through `box` (left, top, right, bottom px of the half-size picture).

    `inside` is True for pixels that may change, `weight` (0..1, 0 wherever not inside) how much they do:
    it rises from the edge inwards. The box is the hole's bounding box with a ring of surroundings. `islands`
    are the bounding boxes (px within the box) of its largest connected parts, largest first, at most four.
    """

    box: tuple[int, int, int, int]
    inside: npt.NDArray[np.bool_]
    weight: npt.NDArray[np.float32]
    islands: tuple[tuple[int, int, int, int], ...]

    def shrunk(self, most_px: int) -> "Hole":
        """The hole seen smaller, its box's area at most `most_px`; itself where it is no larger.

        `box` still names the px of the half-size picture.
        """
        height, width = self.inside.shape
        scale = (most_px / (height * width)) ** 0.5
        if scale >= 1:
            return self
        size = max(1, round(width * scale)), max(1, round(height * scale))
        mask = Image.fromarray(self.inside.astype(np.uint8) * 255).resize(size, Image.Resampling.BOX)
        inside = np.asarray(mask) > 0
        weight = np.asarray(Image.fromarray(self.weight).resize(size, Image.Resampling.BOX))
        return Hole(self.box, inside, weight, _islands(inside))


def find_hole(mask: Image.Image, size: tuple[int, int]) -> Hole | None:
    """The hole of `mask` (white = redraw) over a source of `size`; None where nothing is white.

    A half-size pixel belongs to the hole when every source pixel it covers is white, so an edge never
    bleeds outwards. Strokes too thin for that keep the pixels they touch.
    """
    if mask.size != size:
        raise ValueError(f"the mask is {mask.size[0]}x{mask.size[1]} px, the picture {size[0]}x{size[1]}")
    white = mask.convert("L").point(lambda value: 255 if value >= WHITE else 0)
    cover = white.resize(half_size(size), Image.Resampling.BOX)
    full = cover.point(lambda value: 255 if value == 255 else 0)
    touched = cover.point(lambda value: 255 if value else 0)
    inside = np.asarray(full) > 0
    inside |= (np.asarray(touched) > 0) & ~_grown(inside)
    if not inside.any():
        return None
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    tight = int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
    box = _with_ring(tight, half_size(size))
    seen = np.ascontiguousarray(inside[box[1] : box[3], box[0] : box[2]])
    return Hole(box, seen, _feather(seen, min(tight[2] - tight[0], tight[3] - tight[1])), _islands(seen))


def _with_ring(tight: tuple[int, int, int, int], size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, top, right, bottom = tight
    ring = max(_RING_LEAST_PX, round(_RING * max(right - left, bottom - top)))
    return max(0, left - ring), max(0, top - ring), min(size[0], right + ring), min(size[1], bottom + ring)


def _grown(inside: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The hole and every pixel that touches it."""
    padded = np.pad(inside, 1)
    wide = padded[:, :-2] | padded[:, 1:-1] | padded[:, 2:]
    grown: npt.NDArray[np.bool_] = wide[:-2] | wide[1:-1] | wide[2:]
    return grown


def _islands(inside: npt.NDArray[np.bool_]) -> tuple[tuple[int, int, int, int], ...]:
    height, width = inside.shape
    shrink = max(1, -(-max(height, width) // _ISLAND_MAP_PX))
    map_ = (
        Image.fromarray(inside.astype(np.uint8) * 255).reduce(shrink).point(lambda value: 255 if value else 0)
    )
    found: list[tuple[int, tuple[int, int, int, int]]] = []
    for number in range(1, 60):
        left = np.argwhere(np.asarray(map_) == 255)
        if not len(left):
            break
        ImageDraw.floodfill(map_, (int(left[0][1]), int(left[0][0])), number)
        part = np.argwhere(np.asarray(map_) == number)
        (top, start), (bottom, end) = part.min(axis=0) * shrink, (part.max(axis=0) + 1) * shrink
        found.append((len(part), (int(start), int(top), min(width, int(end)), min(height, int(bottom)))))
    found.sort(reverse=True)
    return tuple(box for count, box in found[:_MOST_ISLANDS] if count * 12 >= found[0][0])


def _feather(inside: npt.NDArray[np.bool_], extent_px: int) -> npt.NDArray[np.float32]:
    """0 outside, rising to 1 within a few px from the edge; the picture's own border is no edge."""
    radius = min(_FEATHER_MOST_PX, _FEATHER_SHARE * extent_px)
    if radius < 1:
        return inside.astype(np.float32)
    pad = int(2 * radius) + 2
    grown = Image.fromarray(np.pad(inside, pad, mode="edge").astype(np.uint8) * 255)
    soft = np.asarray(grown.filter(ImageFilter.BoxBlur(radius)), dtype=np.float32)[pad:-pad, pad:-pad] / 255
    ramp = np.clip(2 * soft - 0.9, 0, 1)
    # A stroke thinner than the feather would fade away: there the hole's own pixels stay at full weight.
    core = Image.fromarray((ramp >= 0.98).astype(np.uint8) * 255).filter(ImageFilter.BoxBlur(int(radius) + 1))
    weight = np.where(np.asarray(core) == 0, 1.0, ramp)
    return np.where(inside, weight, 0).astype(np.float32)
