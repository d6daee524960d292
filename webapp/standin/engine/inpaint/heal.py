"""Clone and heal with numpy alone: what lies beside a hole goes on in it like in a mirror."""

import numpy as np

from webapp.standin.engine.draw.noise import Bits, Floats, field, rng_of
from webapp.standin.engine.draw.smooth import blurred, membrane

# Where the seam between the left and the right mirror image runs, in shares of the hole's width.
_SEAMS = (0.5, 0.78, 0.22, 0.6)


def healed(crop: Floats, hole: Bits, seed: int, variation: int) -> Floats:
    """The crop with its hole mirrored in from left and right, healed to a smooth membrane at the rim.

    Pictures are layered by height, so above and below serve only where both sides are missing.
    """
    height, width = hole.shape
    wobble = field(rng_of("heal", seed, variation), (width, height), (5.0, 5.0), 4)
    base = membrane(crop, ~hole)
    copy, sure = _mirrored(crop, hole, wobble, _SEAMS[variation])
    if not sure.any():
        turned, sure = _mirrored(crop.swapaxes(0, 1), hole.T, wobble.T, _SEAMS[variation])
        copy, sure = turned.swapaxes(0, 1), sure.T
    reach = max(2.0, 0.05 * max(hole.shape))
    depth = np.clip(blurred(hole.astype(np.float32), reach) - 0.5, 0, 0.5) * 2
    trust = np.clip(depth * 2.2 + wobble * 0.2 - 0.05, 0, 1) * sure
    return np.where(hole[..., None], base + (copy - base) * trust[..., None], crop)


def _mirrored(crop: Floats, hole: Bits, wobble: Floats, seam: float) -> tuple[Floats, Floats]:
    """Mirror images across the hole's left and right ends, and how far (0..1) each pixel has one."""
    height, width = hole.shape
    ends = np.flatnonzero(hole.any(axis=0))
    left, right = int(ends[0]) - 1, int(ends[-1]) + 1
    rows, columns = np.mgrid[0:height, 0:width]
    lift = np.rint(wobble * 0.02 * height).astype(np.intp)
    images, weights = [], []
    split = left + seam * (right - left) + wobble * 0.1 * (right - left)
    soft = max(2.0, 0.06 * (right - left))
    before, after = (
        np.clip((split - columns) / soft + 0.5, 0.001, 1),
        np.clip((columns - split) / soft + 0.5, 0.001, 1),
    )
    for end, room, outward, share in ((left, left + 1, -1, before), (right, width - right, 1, after)):
        if room < max(4, 0.08 * (right - left)):
            continue
        # Farther in than the ring is wide, the mirror image turns back.
        deep = np.mod(np.abs(columns - end), 2 * room)
        place = (end + outward * np.where(deep < room, deep, 2 * room - 1 - deep)).clip(0, width - 1)
        y = (rows + lift).clip(0, height - 1)
        images.append(crop[y, place])
        weights.append(np.where(hole[y, place], 0, share).astype(np.float32))
    if not images:
        return crop, np.zeros((height, width), np.float32)
    total = np.sum(weights, axis=0)
    mixed = (
        np.sum([i * w[..., None] for i, w in zip(images, weights, strict=True)], axis=0)
        / np.maximum(total, 1e-6)[..., None]
    )
    return mixed, blurred((total > 0).astype(np.float32), 2) * (total > 0)
