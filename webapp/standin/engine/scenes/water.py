"""Water: mirrors what stands above the horizon through perspective waves, with the light's glitter."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import array, mix
from webapp.standin.engine.draw.noise import Floats, PointNoise, Rng
from webapp.standin.engine.mood import Mood


def water(
    canvas: Canvas, mood: Mood, rng: Rng, horizon: float, rough: float = 0.4, cover: Floats | None = None,
    glitter: float = 1.0, shore: float | Floats | None = None,
) -> None:  # fmt: skip
    """Lay water from `horizon` px down, or only where `cover` (0..1, the whole canvas) says.

    `rough` 0..1 goes from a mirror to a choppy sea. Things are mirrored about the far `shore` (px,
    one for all or one per column; the horizon unless given).
    """
    line = np.float32(horizon) if shore is None else np.asarray(shore, np.float32)
    top = max(1, int(np.ceil(horizon)))
    if top >= canvas.height - 1:
        return
    below = np.arange(top, canvas.height, dtype=np.float32)[:, None] + np.float32(0.5 - horizon)
    unit = np.float32(canvas.unit)
    across = (canvas.columns() - canvas.width / 2) / unit
    waves, slope = _waves(rng, across, below / unit, rough)
    # The mirrored row: straight up by as much as one looks down, shaken by the waves' slope.
    shake = slope * (0.35 + 1.1 * rough) * (below + 0.02 * unit)
    source = line - np.maximum(below - (line - np.float32(horizon)), 0) * np.float32(0.97) + shake
    source = np.abs(np.where(source > line - 1, 2 * (line - 1) - source, source))
    last = min(canvas.height, max(top, int(line.max())))
    rows = np.clip(source, 0, last - 1).astype(np.int32)
    columns = np.clip(canvas.columns() + slope * below * np.float32(0.12), 0, canvas.width - 1).astype(
        np.int32
    )
    mirror = _smeared(canvas, last, 0.004 + 0.02 * rough + (0.012 if mood.dark > 0.4 else 0))[rows, columns]
    depth = np.clip(below / np.float32(canvas.height - horizon), 0, 1)
    shine = np.clip(0.93 - 0.5 * depth**0.8 - slope * (0.5 + 0.6 * rough), 0.12, 0.97)[..., None]
    body = array(mix(mood.deep, mood.haze, 0.12)) * (0.78 + 0.3 * waves[..., None])
    surface = body + (mirror * np.float32(0.96) - body) * shine
    seen = np.ones(surface.shape[:2], np.float32) if cover is None else cover[top:]
    canvas.lay(surface, seen, (0, top, canvas.width, canvas.height))
    if glitter:
        _glitter(canvas, mood, (waves, slope), (below, depth), seen * np.float32(glitter), horizon)


def far_shore(wet: Floats, horizon: float) -> float:
    """The row (px) about which a lake mirrors: where most of its columns begin."""
    wide = (wet > 0.5).any(axis=0)
    if not wide.any():
        return horizon
    first = np.argmax(wet[:, wide] > 0.5, axis=0)
    return max(horizon, float(np.percentile(first, 25)))


def _waves(rng: Rng, across: Floats, below: Floats, rough: float) -> tuple[Floats, Floats]:
    """Heights about 0..1 and slopes about -0.5..0.5 of the waves on a plane seen from a little above it."""
    noise, drift = PointNoise(rng), rng.uniform(0, 200, 2).astype(np.float32)
    away = np.float32(0.16) / (below + np.float32(0.004))
    height = np.zeros((below.shape[0], across.shape[1]), np.float32)
    slope = np.zeros_like(height)
    frequency, weight = 5.0 + 3 * rough, 0.5
    for octave in range(5):
        # Waves finer than a pixel only shimmer: they fade towards the horizon.
        visible = np.clip(below * 150 / 2**octave * (0.35 + 0.3 * octave), 0, 1)
        u = across * away * np.float32(frequency) + drift[0]
        v = away * np.float32(frequency * 2.6) + drift[1] + np.zeros_like(u)
        value, _, along = noise.with_slope(u, v)
        height += np.float32(weight) * (value - 0.5) * visible
        slope += np.float32(weight * 0.32) * along * visible
        frequency, weight, drift = frequency * 1.9, weight * 0.62, drift + 37
    return height + 0.5, slope * np.float32(0.4 + 0.5 * rough)


def _smeared(canvas: Canvas, top: int, amount: float) -> Floats:
    """What is mirrored, drawn out downwards a little as moving water does."""
    radius = int(amount * canvas.unit / 2)
    above = canvas.px[:top]
    if radius < 1:
        return above.copy()
    total = np.cumsum(np.pad(above, ((radius + 1, radius), (0, 0), (0, 0)), mode="edge"), axis=0)
    smeared: Floats = (total[2 * radius + 1 :] - total[: -2 * radius - 1]) / np.float32(2 * radius + 1)
    return smeared


def _glitter(
    canvas: Canvas,
    mood: Mood,
    waves: tuple[Floats, Floats],
    below: tuple[Floats, Floats],
    seen: Floats,
    horizon: float,
) -> None:
    height, slope = waves
    distance, depth = below
    x = mood.sun_x * canvas.width
    spread = canvas.unit * (0.028 + 0.11 * depth) * (1.3 - 0.5 * min(1.0, mood.sun_y))
    column = np.exp(-(((canvas.columns() - x) / spread) ** 2))
    sparkle = np.clip((np.abs(slope) * 2.6 + height - 0.62) * 4.5, 0, 1) ** 1.5
    amount = column * (0.10 + 1.15 * sparkle) * np.clip(1.25 - 0.75 * depth, 0, 1) * seen
    strength = 0.75 if mood.moon else 1.1
    top = canvas.height - distance.shape[0]
    canvas.light(
        mix(mood.light, mood.glow, 0.35), amount * np.float32(strength), (0, top, canvas.width, canvas.height)
    )
