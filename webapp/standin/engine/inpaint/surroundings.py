"""Fill a hole from what surrounds it: PatchMatch at a bounded size, detail at full resolution.

PatchMatch is guided by height in the picture: what lies left and right of a hole at the same height is a
better source than what merely looks alike, so a horizon goes on through the hole.
"""

import importlib
import threading
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from webapp.standin.engine.draw.noise import Bits, Floats, rng_of
from webapp.standin.engine.draw.smooth import blurred, known_blurred, membrane, resized
from webapp.standin.engine.inpaint.detail import copied_detail
from webapp.standin.engine.inpaint.heal import healed

_WORK_PX = 208
_LEAST_SIDE_PX = 24
_LEAST_KNOWN_PX = 160

# PatchMatch keeps its seed in a global of its library: seed and call belong together.
_patchmatch_turn = threading.Lock()

Bytes = npt.NDArray[np.uint8]
Inpaint = Callable[[Bytes, Bytes, Bytes, Floats, int], Bytes]


@lru_cache(1)
def patchmatch() -> Inpaint | None:
    """PatchMatch as a function of picture, hole, barred sources, guide and seed; None where it is missing."""
    try:
        library: Any = importlib.import_module("patchmatch.patch_match")
    except ImportError:
        return None
    if not getattr(library, "patchmatch_available", False):
        return None

    def inpaint(picture: Bytes, hole: Bytes, barred: Bytes, guide: Floats, seed: int) -> Bytes:
        with _patchmatch_turn:
            library.set_random_seed(seed)
            done: Bytes = library.inpaint_regularity(
                picture, hole, guide, global_mask=barred, patch_size=3, guide_weight=0.5
            )
        return done

    return inpaint


def has_surroundings(hole: Bits) -> bool:
    """True where enough of a crop is known to fill the rest from it."""
    return hole.size - int(hole.sum()) >= max(_LEAST_KNOWN_PX, 0.02 * hole.size)


def filled(crop: Floats, hole: Bits, seed: int, variation: int, inpaint: Inpaint | None) -> Floats:
    """The crop (h, w, 3; 0..255) with its hole filled from the rest; `inpaint` None: clone and heal.

    The variations draw from all around, from the left, from the right, and along a slant.
    """
    coarse = _matched(crop, hole, seed, variation, inpaint) if inpaint else None
    if coarse is None:
        coarse = healed(crop, hole, seed, variation)
    return np.where(
        hole[..., None], _with_detail(crop, coarse, hole, rng_of("detail", seed, variation)), crop
    )


def _with_detail(crop: Floats, coarse: Floats, hole: Bits, rng: np.random.Generator) -> Floats:
    """The fill with as much fine detail and grain as its surroundings have."""
    known = ~hole
    step = max(1, round(max(hole.shape) / _WORK_PX))
    fine = crop - known_blurred(crop, known, 1.5 * step)
    wanted = _strength(fine, known)
    has = _strength(coarse - blurred(coarse, 1.5 * step), hole)
    missing = np.sqrt(max(0.0, 1 - min(1.0, has / max(wanted, 1e-3)) ** 2))
    if missing < 0.1:
        return coarse
    return coarse + np.float32(missing) * copied_detail(coarse, fine, known, hole, rng, step)


def _matched(crop: Floats, hole: Bits, seed: int, variation: int, inpaint: Inpaint) -> Floats | None:
    """PatchMatch at the working size, brought back; None where the picture is too small for it."""
    height, width = hole.shape
    scale = min(1.0, _WORK_PX / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    if min(size) < _LEAST_SIDE_PX:
        return None
    small_hole = resized(hole.astype(np.float32), size, Image.Resampling.BOX) > 0.01
    # The hole's own pixels must not bleed into the ring when it shrinks: only known ones are averaged.
    share = resized((~hole).astype(np.float32), size, Image.Resampling.BOX)
    known = resized(crop * ~hole[..., None], size, Image.Resampling.BOX) / np.maximum(share, 1e-3)[..., None]
    small = membrane(known, share > 0.01)
    columns = np.arange(size[0], dtype=np.float32)[None, :]
    guide = np.zeros((size[1], size[0], 3), np.float32)
    guide[..., 0] = _level(small_hole)[:, None] + (0.0, 0.0, 0.0, 0.07)[variation] * columns
    try:
        done = inpaint(
            np.rint(small).clip(0, 255).astype(np.uint8),
            small_hole.astype(np.uint8) * 255,
            _barred(small_hole, variation).astype(np.uint8) * 255,
            guide,
            seed & 0x7FFFFFFF,
        )
    except RuntimeError:
        return None
    true = _true_at_rim(small, small_hole, done.astype(np.float32))
    return resized(true, (width, height), Image.Resampling.BICUBIC)


def _level(hole: Bits) -> Floats:
    """The height each row should look like: its own, or one not far inside where the whole row is unknown."""
    rows = np.arange(hole.shape[0], dtype=np.float32)
    known = np.flatnonzero(~hole.all(axis=1))
    first, last = float(known[0]), float(known[-1])
    level = np.where(
        rows < first, first + 0.3 * (first - rows), np.where(rows > last, last - 0.3 * (rows - last), rows)
    )
    return np.clip(level, first, last).astype(np.float32)


def _barred(hole: Bits, variation: int) -> Bits:
    """Where nothing may be copied from: one side of the hole, as long as enough is left on the other."""
    barred = np.zeros_like(hole)
    if variation in (1, 2):
        columns = np.flatnonzero(hole.any(axis=0))
        middle = int(columns[0] + columns[-1]) // 2
        side = slice(middle, None) if variation == 1 else slice(None, middle)
        barred[:, side] = True
        barred &= ~hole
    left = ~hole & ~barred
    return barred if left.sum() > 0.15 * hole.size else np.zeros_like(hole)


def _true_at_rim(crop: Floats, hole: Bits, fill: Floats) -> Floats:
    """The fill shifted a little near the rim so that it meets the known pixels without a step."""
    error = membrane(np.where(hole[..., None], 0, crop - blurred(fill, 1)), ~hole)
    reach = max(2.0, 0.06 * max(hole.shape))
    depth = np.clip(blurred(hole.astype(np.float32), reach) - 0.5, 0, 0.5) * 2
    near = np.clip(1 - depth * 2.5, 0, 1)
    return np.where(hole[..., None], fill + error * near[..., None], crop)


def _strength(fine: Floats, where: Bits) -> float:
    """The typical size of fine detail: robust, so that a few edges do not count as grain."""
    values = np.abs(fine[where])
    return float(np.percentile(values, 60)) if values.size else 0.0
