"""Skies: gradient with a glow around the light, stars, the sun or the moon, lit clouds."""

import numpy as np
from PIL import Image

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, array, gradient, mix, scaled
from webapp.standin.engine.draw.noise import Floats, PointNoise, Rng, field, floats
from webapp.standin.engine.mood import Mood


def sky(
    canvas: Canvas, mood: Mood, rng: Rng, horizon: float, clouds: float = 0.45, disc: float = 0.045
) -> None:
    """Paint the whole canvas as sky down to `horizon` px; below it the horizon's colour goes on.

    `clouds` 0..1 is how much of it they cover, `disc` the light's radius in units (0: hidden).
    """
    base, stars, cover = rng.spawn(3)
    place = np.clip(1 - canvas.rows() / np.float32(horizon), 0, 1)
    stops = [
        (0.0, mood.horizon),
        (0.2, mix(mood.horizon, mood.middle, 0.62)),
        (0.45, mood.middle),
        (1.0, mood.zenith),
    ]
    canvas.px[:] = gradient(stops, place)
    x, y = light_at(canvas, mood, horizon)
    wide = np.exp(-((canvas.columns() - x) ** 2) / (0.55 * canvas.unit) ** 2)
    low = np.exp(-((canvas.rows() - min(y, horizon)) ** 2) / (0.34 * canvas.unit) ** 2)
    canvas.lay(mood.glow, (0.62 if not mood.moon else 0.16) * wide * low)
    if mood.dark > 0.3:
        _stars(canvas, mood, stars, horizon)
    if disc and not mood.veiled:
        _light(canvas, mood, base, x, y, disc * canvas.unit)
    if clouds > 0:
        _clouds(canvas, mood, cover, horizon, clouds, (x, y))


def light_at(canvas: Canvas, mood: Mood, horizon: float) -> tuple[float, float]:
    """Where the sun or moon stands, in px."""
    return mood.sun_x * canvas.width, horizon * (1 - mood.sun_y)


def _light(canvas: Canvas, mood: Mood, rng: Rng, x: float, y: float, radius: float) -> None:
    canvas.glow(x, y, radius * 14, mood.glow, 0.34, 3)
    canvas.glow(x, y, radius * 5, mix(mood.glow, mood.light, 0.5), 0.4, 2.4)
    box = canvas.clip((x - radius - 2, y - radius - 2, x + radius + 2, y + radius + 2))
    if box[0] >= box[2] or box[1] >= box[3]:
        return
    face = moon_face(rng, int(2 * radius) + 3, mood.light) if mood.moon else array(scaled(mood.light, 1.35))
    left, top, right, bottom = box
    dx = (np.arange(left, right, dtype=np.float32) + 0.5 - x)[None, :]
    dy = (np.arange(top, bottom, dtype=np.float32) + 0.5 - y)[:, None]
    cover = np.clip(radius - np.sqrt(dx * dx + dy * dy) + 0.5, 0, 1).astype(np.float32)
    if mood.moon:
        offset_x, offset_y = left - int(x - radius - 1), top - int(y - radius - 1)
        pad = np.pad(face, ((2, 3), (2, 3), (0, 0)), mode="edge")
        face = pad[offset_y + 1 : offset_y + 1 + bottom - top, offset_x + 1 : offset_x + 1 + right - left]
    canvas.lay(face if mood.moon else scaled(mood.light, 1.35), cover, box)


def moon_face(rng: Rng, side: int, colour: RGB) -> Floats:
    """A moon's disc as (side, side, 3): seas, bright rays, darker to one limb."""
    seas = np.clip(field(rng, (side, side), (2.6, 2.6), 5, 0.55) * 1.3 - 0.1, 0, 1)
    fine = field(rng, (side, side), (9, 9), 4, 0.6)
    span = np.linspace(-1, 1, side, dtype=np.float32)
    limb = np.sqrt(np.clip(1 - (span[None, :] ** 2 + span[:, None] ** 2) * 0.8, 0, 1))
    shade = (0.74 + 0.34 * limb) * (1 - 0.3 * seas) + 0.035 * fine
    return floats(array(scaled(colour, 1.08)) * shade[..., None])


def _stars(canvas: Canvas, mood: Mood, rng: Rng, horizon: float) -> None:
    count = int(520 * mood.dark)
    xs, ys = rng.random(count) * canvas.width, rng.random(count) ** 1.25 * horizon * 0.95
    power = rng.pareto(2.2, count) + 0.25
    warm = rng.random(count)
    for x, y, strength, tone in zip(xs, ys, power, warm, strict=True):
        fade = 1 - (y / horizon) ** 2
        radius = max(0.8, canvas.unit * 0.0011 * min(2.6, 0.8 + 0.5 * strength))
        colour = mix((0.72, 0.82, 1), (1, 0.9, 0.75), float(tone))
        canvas.glow(x, y, radius * 1.7, colour, min(1.6, 0.8 + strength) * fade * mood.dark, 1.2)
        if strength > 2.2:
            canvas.glow(x, y, radius * 7, colour, 0.22 * fade, 2.5)


def _clouds(
    canvas: Canvas, mood: Mood, rng: Rng, horizon: float, amount: float, light: tuple[float, float]
) -> None:
    """A layer of clouds seen from below: bumps flatten and crowd towards the horizon; rims face the light."""
    height = max(2, int(horizon))
    step = 2
    width, rows = canvas.width // step + 1, height // step + 1
    x = (np.arange(width, dtype=np.float32)[None, :] * step - canvas.width / 2) / np.float32(canvas.unit)
    above = np.maximum(1 - np.arange(rows, dtype=np.float32)[:, None] * step / np.float32(horizon), 0.012)
    depth = 1 / (above + 0.16)
    noise, drift = PointNoise(rng), rng.uniform(0, 200, 2).astype(np.float32)
    u, v = x * depth * 1.05 + drift[0], depth * 1.7 + drift[1] + np.zeros_like(x)
    bend = noise(u * 0.7, v * 0.7) - 0.5
    shape = noise.fractal(u + bend, v + 0.6 * bend, 6, 0.52)
    toward_x = np.sign(light[0] - canvas.width / 2) * 0.12
    toward = noise.fractal(u + bend + np.float32(toward_x), v + 0.6 * bend + np.float32(0.16), 4, 0.52)
    edge = np.float32(0.66 - 0.3 * amount)
    body = np.clip((shape - edge) / 0.2, 0, 1)
    body = body * body * (3 - 2 * body) * np.clip(above * 9, 0, 1) * np.clip(0.35 + 1.2 * (1 - above), 0, 1)
    rim = np.clip(0.5 + (shape - toward) * 4.2 - (body - 0.5) * 0.5, 0, 1)
    near = np.exp(-((x * canvas.unit + canvas.width / 2 - light[0]) ** 2) / (0.5 * canvas.unit) ** 2)
    near = near * np.exp(-(((1 - above) * horizon - light[1]) ** 2) / (0.4 * canvas.unit) ** 2)
    rim = np.clip(rim * (0.75 + 0.5 * near) + 0.22 * near, 0, 1.1)
    cover = _grown(np.clip(body, 0, 1) * 0.94, (canvas.width, height))
    lit = _grown(rim, (canvas.width, height))[..., None]
    warm = array(mix(mood.cloud, mood.glow, 0.25))
    paint = array(mood.cloud_shade) + (warm - array(mood.cloud_shade)) * lit
    fade = np.clip(1.4 * (1 - np.arange(height, dtype=np.float32) / horizon), 0, 1)[:, None, None]
    paint = array(mix(mood.horizon, mood.cloud, 0.3)) * (1 - fade) + paint * fade
    canvas.lay(paint, cover, (0, 0, canvas.width, height))


def _grown(values: Floats, size: tuple[int, int]) -> Floats:
    """Back to full size."""
    return np.asarray(Image.fromarray(values.astype(np.float32)).resize(size, Image.Resampling.BILINEAR))
