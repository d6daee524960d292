"""Fine detail and grain for a filled hole, copied at full resolution from places that look alike."""

import numpy as np
import numpy.typing as npt

from webapp.standin.engine.draw.noise import Bits, Floats, Rng, floats
from webapp.standin.engine.draw.smooth import resized

_SIDE = 8
_CANDIDATES = 420
_FEW = 7

Places = npt.NDArray[np.int64]


def copied_detail(fill: Floats, fine: Floats, known: Bits, hole: Bits, rng: Rng, step: int) -> Floats:
    """The fine part (h, w, 3) for the hole: pieces of `fine` from known places whose colours match `fill`.

    Pieces of about 2 x 8 x `step` px overlap by half and are windowed so that grain keeps its strength.
    Zero where nothing matches (no known place large enough).
    """
    height, width = hole.shape
    small = max(1, width // step), max(1, height // step)
    look = resized(fill, small) / 255
    ready = resized(known.astype(np.float32), small)
    wanted = resized(hole.astype(np.float32), small)
    sources = _places(_inner(ready > 0.97), rng)
    if not len(sources):
        return np.zeros_like(fine)
    half = _SIDE // 2
    rows, columns = range(-half, small[1], half), range(-half, small[0], half)
    everywhere = ((y, x) for y in rows for x in columns)
    targets = np.array(
        [(y, x) for y, x in everywhere if wanted[max(0, y) : y + _SIDE, max(0, x) : x + _SIDE].any()]
    )
    wide = np.pad(look, ((_SIDE, _SIDE), (_SIDE, _SIDE), (0, 0)), mode="edge")
    best = _good_match(wide, targets, sources, rng)
    return _sewn(fine, targets * step, sources[best] * step, _SIDE * step)


def _inner(ready: Bits) -> Bits:
    """True where a whole piece starting there is known."""
    height, width = ready.shape
    if height < _SIDE or width < _SIDE:
        return np.zeros((0, 0), np.bool_)
    total = np.pad(np.cumsum(np.cumsum(ready, axis=0), axis=1), ((1, 0), (1, 0)))
    count = total[_SIDE:, _SIDE:] - total[:-_SIDE, _SIDE:] - total[_SIDE:, :-_SIDE] + total[:-_SIDE, :-_SIDE]
    whole: Bits = count == _SIDE * _SIDE
    return whole


def _places(whole: Bits, rng: Rng) -> Places:
    places = np.argwhere(whole) if whole.size else np.zeros((0, 2), np.int64)
    if len(places) > _CANDIDATES:
        places = places[rng.choice(len(places), _CANDIDATES, replace=False)]
    return places


def _good_match(wide: Floats, targets: Places, sources: Places, rng: Rng) -> Places:
    """For each target piece one of the few source pieces nearest in colour; not always the same one."""

    def pieces(places: Places) -> Floats:
        rows = places[:, 0, None, None] + _SIDE + np.arange(0, _SIDE, 2)[None, :, None]
        columns = places[:, 1, None, None] + _SIDE + np.arange(0, _SIDE, 2)[None, None, :]
        return floats(wide[rows, columns].reshape(len(places), -1))

    a, b = pieces(targets), pieces(sources)
    cost = (b * b).sum(axis=1)[None, :] - 2 * (a @ b.T)
    few = min(_FEW, len(sources))
    nearest = np.argpartition(cost, few - 1, axis=1)[:, :few]
    chosen: Places = nearest[np.arange(len(targets)), rng.integers(few, size=len(targets))]
    return chosen


def _sewn(
    fine: Floats, targets: Places,
    sources: Places, side: int,
) -> Floats:  # fmt: skip
    height, width = fine.shape[:2]
    ramp = np.sin(np.pi * (np.arange(side, dtype=np.float32) + 0.5) / side)
    window = ramp[:, None] * ramp[None, :]
    total = np.zeros_like(fine)
    energy = np.full((height, width), 1e-6, np.float32)
    for (ty, tx), (sy, sx) in zip(targets, sources, strict=True):
        top, left = max(0, ty), max(0, tx)
        bottom, right = min(height, ty + side, ty + height - sy), min(width, tx + side, tx + width - sx)
        if bottom <= top or right <= left:
            continue
        part = window[top - ty : bottom - ty, left - tx : right - tx]
        from_y, from_x = sy + top - ty, sx + left - tx
        total[top:bottom, left:right] += (
            fine[from_y : from_y + bottom - top, from_x : from_x + right - left] * part[..., None]
        )
        energy[top:bottom, left:right] += part * part
    return total / np.sqrt(energy)[..., None]
