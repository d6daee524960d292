"""Vary (Region): the hole is filled from its surroundings, then answers to the prompt's words."""

import numpy as np
from PIL import Image

from webapp.standin.engine.draw.grain import grainy
from webapp.standin.engine.draw.noise import Bits, Floats, Rng, floats, rng_of
from webapp.standin.engine.inpaint.answer import Spot, answered
from webapp.standin.engine.inpaint.hole import Hole, find_hole
from webapp.standin.engine.inpaint.light import mood_around
from webapp.standin.engine.inpaint.surroundings import Inpaint, filled, has_surroundings, patchmatch
from webapp.standin.engine.marking import stamp
from webapp.standin.engine.scenes import paint
from webapp.standin.engine.sheet import quarter
from webapp.standin.engine.words import read

_GRAIN = 2.0
_MOST_WORK_PX = 1_500_000
_SHIFTS = ((36, -16, -24), (-28, 20, 24), (20, 24, -32), (-20, -28, 36))


def vary_region(source: Image.Image, mask: Image.Image, prompt: str, seed: int) -> list[Image.Image]:
    """Four pictures at half the source's sides, equal to `quarter(source)` wherever the mask is black.

    The mark is drawn again where the mask covers it.
    """
    hole = find_hole(mask, source.size)
    return [_marked(picture, hole) for picture in redrawn(source, hole, prompt, seed)]


def redrawn(
    source: Image.Image,
    hole: Hole | None,
    prompt: str,
    seed: int,
    inpaint: Inpaint | None = None,
    relight: float = 1.0,
) -> list[Image.Image]:
    """Four unmarked pictures at half the source's sides that differ from `quarter(source)` in the hole alone.

    `inpaint` is the filling library to use; None looks for PatchMatch and does without where it is missing.
    `relight` 0..1 is how far the light of the four may differ. Very large holes are drawn at `_MOST_WORK_PX`.
    """
    base = quarter(source)
    if hole is None:
        return [base.copy() for _ in range(4)]
    brief, work = read(prompt), hole.shrunk(_MOST_WORK_PX)
    spot = Spot(work.inside, work.islands, mood_around(base, hole.inside, hole.box))
    size = work.inside.shape[1], work.inside.shape[0]
    crop = np.asarray(base.crop(hole.box).resize(size, Image.Resampling.BOX), dtype=np.float32)
    four = []
    for variation in range(4):
        fill = _fill(crop, work.inside, prompt, seed, variation, inpaint or patchmatch())
        rng = rng_of("answer", seed, prompt, variation)
        drawn = answered(fill / 255, spot, brief, rng, variation, relight)
        four.append(_put_back(base, hole, _image(drawn * 255), rng))
    return four


def flat_fill(source: Image.Image, mask: Image.Image, seed: int) -> list[Image.Image]:
    """As `vary_region`, with four plain colours near the surroundings' mean."""
    base = quarter(source)
    hole = find_hole(mask, source.size)
    if hole is None:
        return [base.copy() for _ in range(4)]
    crop = np.asarray(base.crop(hole.box), dtype=np.float32)
    mean = (crop[~hole.inside] if not hole.inside.all() else crop.reshape(-1, 3)).mean(axis=0)
    four = []
    for variation in range(4):
        shift = np.array(_SHIFTS[(variation + seed) % 4], np.float32)
        flat = np.where((mean + shift > 250) | (mean + shift < 5), mean - shift, mean + shift)
        red, green, blue = (int(level) for level in np.rint(flat).clip(0, 255))
        fill = Image.new("RGB", (crop.shape[1], crop.shape[0]), (red, green, blue))
        four.append(_marked(_put_back(base, hole, fill, rng_of("flat", seed)), hole))
    return four


def _fill(
    crop: Floats, inside: Bits, prompt: str, seed: int, variation: int, inpaint: Inpaint | None
) -> Floats:
    """The hole from its surroundings, or a new scene in the old one's colours where there are none."""
    if has_surroundings(inside):
        return filled(crop, inside, seed + variation, variation, inpaint)
    height, width = inside.shape
    scene = np.asarray(paint(prompt, (width, height), seed, variation), dtype=np.float32)
    drift = (crop.mean(axis=(0, 1)) - scene.mean(axis=(0, 1))) * np.float32(0.3)
    return floats(np.clip(scene + drift, 0, 255))


def _put_back(base: Image.Image, hole: Hole, fill: Image.Image, rng: Rng) -> Image.Image:
    """`base` with `fill` blended into the hole's box by the hole's weight, enlarged if it was shrunk."""
    crop = base.crop(hole.box)
    if fill.size != crop.size:
        fill = grainy(fill.resize(crop.size, Image.Resampling.LANCZOS), rng, _GRAIN)
    weight = Image.fromarray(np.rint(hole.weight * 255).astype(np.uint8))
    whole = base.copy()
    whole.paste(Image.composite(fill, crop, weight), hole.box[:2])
    return whole


def _image(values: Floats) -> Image.Image:
    return Image.fromarray(np.rint(values).clip(0, 255).astype(np.uint8))


def _marked(picture: Image.Image, hole: Hole | None) -> Image.Image:
    """The picture with the mark drawn inside the hole; outside it is what it was."""
    if hole is None:
        return picture
    inside = Image.fromarray(hole.inside.astype(np.uint8) * 255)
    marked = picture.copy()
    marked.paste(stamp(picture).crop(hole.box), hole.box[:2], inside)
    return marked
