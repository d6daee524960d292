"""Land in perspective: a height function seen from above the ground, lit, shadowed and lost in haze."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, array, mix
from webapp.standin.engine.draw.noise import Floats, PointNoise, rng_of
from webapp.standin.engine.mood import Mood

_SUB = 2
_GRIT = PointNoise(rng_of("grit"))
_GRIT_TO = 6.0


@dataclass(frozen=True)
class View:
    """Where one stands: eye height, horizon row in px, depths seen, focal length in the canvas's units."""

    eye: float
    horizon: float
    near: float = 0.6
    far: float = 60.0
    focal: float = 1.15
    steps: int = 620


@dataclass(frozen=True)
class Ground:
    """Pieces of land, as their painter sees them: place, height, steepness 0..1 and light 0..1."""

    x: Floats
    z: Floats
    height: Floats
    steep: Floats
    lit: Floats


def terrain(
    canvas: Canvas,
    mood: Mood,
    view: View,
    heights: Callable[[Floats, Floats], Floats],
    paint: Callable[[Ground], Floats],
    fog: float = 22.0,
    light_low: float = 0.4,
    haze: RGB | None = None,
) -> tuple[Floats, Floats]:
    """Draw the land over the canvas; returns how much of each pixel is land, and how much is water (0..1).

    `heights(x, z)` gives the height over the zero level, water where it is below; `paint` the ground's own
    colours (n, 3), 0..1. `fog` is the depth at which most is haze.
    """
    margin = canvas.width // 9
    columns = np.arange(-margin, canvas.width + margin + 1, dtype=np.float32)
    z = _depths(view, canvas.unit)[:, None]
    focal = np.float32(view.focal * canvas.unit)
    x = (columns[None, :] - canvas.width / 2) / focal * z
    height = heights(x, np.broadcast_to(z, x.shape).astype(np.float32))
    wet = height < 0
    height = np.maximum(height, 0)
    row = view.horizon - (height - view.eye) * focal / z
    crest = np.minimum.accumulate(row, axis=0)
    # Only ground that rises over all that is nearer is ever seen; the rest needs no colour.
    seen = row[1:] <= crest[:-1] + np.float32(1)
    seen = np.concatenate([np.ones_like(seen[:1]), seen]) & (crest < canvas.height + 2)
    seen[1:] |= seen[:-1].copy()
    seen[:-1] |= seen[1:].copy()
    seen[:, 1:] |= seen[:, :-1].copy()
    seen[:, :-1] |= seen[:, 1:].copy()
    lit, steep = _shading(x, z, height, mood, light_low)
    deep = np.broadcast_to(z, x.shape)[seen]
    ground = Ground(x[seen], deep, height[seen], steep[seen], lit[seen])
    colour = _in_light(ground, paint(ground), mood)
    _add_grit(colour, ground)
    distance = 1 - np.exp(-((ground.z / np.float32(fog)) ** 1.25))
    low = np.exp(-np.maximum(ground.height, 0) * 0.55) * 0.28 + 0.86
    base = haze or mood.haze
    side = np.broadcast_to(columns / canvas.width - np.float32(mood.sun_x), x.shape)[seen]
    towards_sun = np.exp(-((side / np.float32(0.28)) ** 2))[:, None] * np.float32(0.25 if mood.moon else 0.9)
    veil = array(base) + (array(mix(base, mood.glow, 0.6)) - array(base)) * towards_sun
    colour += (veil - colour) * np.clip(distance * low, 0, 1)[:, None]
    drawn = np.zeros((*x.shape, 4), np.float32)
    drawn[seen, :3] = colour
    drawn[..., 3] = wet
    return _project(canvas, row[:, margin:-margin], drawn[:, margin:-margin])


def _depths(view: View, unit: float) -> Floats:
    """The depths looked at: growing with the distance, more of them far off where land stands steep."""
    count = int(view.steps * min(max(0.35, unit / 640), max(1.0, unit / 1024) ** 0.6))
    near = int(count * 0.36)
    middle = view.near + (view.far - view.near) * 0.14
    before = np.geomspace(view.near, middle, near, endpoint=False, dtype=np.float32)
    return np.concatenate([before, np.geomspace(middle, view.far, count - near, dtype=np.float32)])


def _add_grit(colour: Floats, ground: Ground) -> None:
    near = ground.z < _GRIT_TO
    x, z = ground.x[near], ground.z[near]
    grit = _GRIT.fractal(x * 38, z * 38, 3) - np.float32(0.5)
    colour[near] *= (1 + grit * 0.5 * np.clip(1.2 - z / _GRIT_TO, 0, 1))[:, None]


def _shading(x: Floats, z: Floats, height: Floats, mood: Mood, light_low: float) -> tuple[Floats, Floats]:
    """How much light the ground gets (0..1), and how steep it is (0 level, towards 1)."""
    step = (x[:, 1] - x[:, 0])[:, None]
    slope_x = np.gradient(height, axis=1) / step
    # The piece of ground seen between two depths is the one that rises from the nearer to the farther.
    slope_z = np.diff(height, axis=0, prepend=height[:1]) / np.diff(z, axis=0, prepend=z[:1] - 1)
    side = -1.0 if mood.sun_x < 0.5 else 1.0
    length = np.sqrt(1 + slope_x * slope_x + slope_z * slope_z)
    sun = array((0.8 * side, light_low + 0.18, -0.32))
    sun /= np.float32(np.linalg.norm(sun))
    lit = np.clip((-slope_x * sun[0] + sun[1] - slope_z * sun[2]) / length, 0, 1)
    # What lies in shade is still modelled by the light of the open sky on the other side.
    sky = np.clip((slope_x * sun[0] * 0.7 + 0.5 - slope_z * sun[2]) / length, 0, 1) * np.float32(0.2)
    return lit * _unshadowed(x, height, side, light_low) + sky, 1 - 1 / length


def _unshadowed(x: Floats, height: Floats, side: float, low: float) -> Floats:
    """1 where the low light reaches, 0 in the shadow of land towards it, soft between."""
    line = height + x * np.float32(side * -low)
    order = line[:, ::-1] if side > 0 else line
    tallest = np.maximum.accumulate(order, axis=1)
    tallest = tallest[:, ::-1] if side > 0 else tallest
    shade: Floats = np.clip(1 - (tallest - line) * 5, 0, 1)
    return shade


def _in_light(ground: Ground, colour: Floats, mood: Mood) -> Floats:
    sun = array(mix(mood.light, mood.glow, 0.45)) * (0.72 if mood.moon else 1.12)
    ambient = (array(mood.zenith) * 0.45 + array(mood.haze) * 0.55) * (0.95 if mood.dark > 0.3 else 0.72)
    return colour * (ambient + sun * ground.lit[..., None])


def _project(canvas: Canvas, row: Floats, colour: Floats) -> tuple[Floats, Floats]:
    """Paint the grid onto the canvas, nearer land over farther; each pixel is the mean of 2x2 samples."""
    width, steps = canvas.width, row.shape[0]
    above = int(np.clip(row.min(), 0, canvas.height - 1))
    height = canvas.height - above
    total = np.zeros((height * width, 4), np.float32)
    cover = np.zeros((height, width), np.float32)
    across = np.arange(width)
    flat = np.concatenate([colour[:, :width], np.zeros((1, width, 4), np.float32)]).reshape(-1, 4)
    lines = np.arange(height, dtype=np.float32)[:, None]
    for sub_x in range(_SUB):
        offset = (sub_x + 0.5) / _SUB
        edge = row[:, :-1] * np.float32(1 - offset) + row[:, 1:] * np.float32(offset)
        crest = np.minimum.accumulate(edge, axis=0) - np.float32(above)
        edges = np.concatenate([edge - np.float32(above), np.zeros((1, width), np.float32)]).ravel()
        for sub_y in range(_SUB):
            first = np.ceil(crest - (sub_y + 0.5) / _SUB).clip(0, height).astype(np.int32)
            # Step k is seen from row first[k] down to first[k-1]: counting starts per row gives k.
            counts = np.bincount((first * width + across).ravel(), minlength=(height + 1) * width)
            begun = counts.reshape(height + 1, width)[:height].cumsum(axis=0, dtype=np.int32)
            seen = begun > 0
            step = np.where(seen, steps - begun, steps)
            index = (step * width + across).ravel()
            nearer = (np.maximum(step - 1, 0) * width + across).ravel()
            # Between two depths the colour runs on from the nearer to the farther, as the ground does.
            upper, lower = edges.take(index), edges.take(nearer)
            share = (lower - lines.repeat(width, axis=1).ravel() - (sub_y + 0.5) / _SUB) / np.maximum(
                lower - upper, 1e-3
            )
            part = np.clip(share, 0, 1)[:, None] * np.float32(0.999) + np.float32(0.001)
            near_colour, far_colour = flat.take(nearer, axis=0), flat.take(index, axis=0)
            total += np.where(seen.reshape(-1, 1), near_colour + (far_colour - near_colour) * part, 0)
            cover += seen
    share = 1 / (_SUB * _SUB)
    layers = total.reshape(height, width, 4) * np.float32(share)
    cover *= np.float32(share)
    view = canvas.px[above:]
    view *= 1 - cover[..., None]
    view += layers[..., :3]
    land, wet = np.zeros((2, canvas.height, width), np.float32)
    land[above:], wet[above:] = cover - layers[..., 3], layers[..., 3]
    return land, wet
