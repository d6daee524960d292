"""Vary (Region): the hole is filled from its surroundings, then answers to the prompt's words."""

import numpy as np
from PIL import Image, ImageFilter

from webapp.standin.engine.inpaint.hole import Hole, find_hole
from webapp.standin.engine.marking import stamp
from webapp.standin.engine.sheet import quarter

_SHIFTS = ((18, -8, -12), (-14, 10, 12), (10, 12, -16), (-10, -14, 18))


def vary_region(source: Image.Image, mask: Image.Image, prompt: str, seed: int) -> list[Image.Image]:
    """Four pictures at half the source's sides, equal to `quarter(source)` wherever the mask is black."""
    return flat_fill(source, mask, seed)


def flat_fill(source: Image.Image, mask: Image.Image, seed: int) -> list[Image.Image]:
    """As `vary_region`, with four plain colours near the surroundings' mean."""
    base = quarter(source)
    hole = find_hole(mask, source.size)
    if hole is None:
        return [base.copy() for _ in range(4)]
    around = np.asarray(base.crop(hole.box))[~hole.inside] if not hole.inside.all() else np.full((1, 3), 128)
    mean = around.mean(axis=0)
    four = []
    for n in range(4):
        shift = np.array(_SHIFTS[(n + seed) % 4])
        fill = np.clip(mean + 2 * shift * np.where(mean + 2 * shift > 235, -1, 1), 0, 255)
        flat = np.broadcast_to(fill.astype(np.float32), (*hole.inside.shape, 3))
        four.append(put_back(base, hole, flat))
    return four


def put_back(base: Image.Image, hole: Hole, fill: np.ndarray) -> Image.Image:
    """`base` with `fill` (float 0..255, the hole's box) blended in by the hole's weight, stamped inside it."""
    crop = np.asarray(base.crop(hole.box), dtype=np.float32)
    weight = hole.weight[..., None]
    mixed = Image.fromarray(np.rint(crop + (fill - crop) * weight).clip(0, 255).astype(np.uint8))
    whole = base.copy()
    whole.paste(mixed, hole.box[:2])
    marked = stamp(whole).crop(hole.box)
    whole.paste(marked, hole.box[:2], Image.fromarray(hole.inside.astype(np.uint8) * 255))
    return whole
