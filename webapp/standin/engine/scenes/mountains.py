"""Mountains over a lake or a valley."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import array, gradient, mix, rgb, scaled
from webapp.standin.engine.draw.noise import Floats, PointNoise, Rng, curve
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.scenes.plants import treeline
from webapp.standin.engine.scenes.sky import sky
from webapp.standin.engine.scenes.terrain import Ground, View, terrain
from webapp.standin.engine.scenes.water import far_shore, water
from webapp.standin.engine.words import Brief, Hour


USUAL = (Hour.DAWN, Hour.DAY, Hour.SUNSET, Hour.NIGHT)


def mountains(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief, variation: int) -> None:
    """Peaks in the light of the hour, a lake before them, firs on the near shore."""
    above, land, detail, waves, trees = rng.spawn(5)
    horizon = canvas.height * (0.6, 0.63, 0.57, 0.62)[variation]
    sky(canvas, mood, above, horizon, clouds=(0.5, 0.35, 0.65, 0.45)[variation], disc=0.032)
    shape, grain = PointNoise(land), PointNoise(detail)
    valley = rng.uniform(-0.12, 0.12)
    wide = rng.uniform(0.22, 0.4)
    shift = rng.uniform(0, 90, 2).astype(np.float32)

    def woods(x: Floats, z: Floats) -> Floats:
        return np.clip((grain.fractal(x * 0.45, z * 0.45, 3) - 0.4) * 7, 0, 1)

    def heights(x: Floats, z: Floats) -> Floats:
        side = (x / z - np.float32(valley)) / np.float32(wide)
        bowl = 1 - 1 / (1 + side * side * 1.4)
        rough = shape.eroded(x * 0.075 + shift[0], z * 0.075 + shift[1], 8)
        rise = np.clip((z - 10) / 26, 0, 1)
        base = rough * (0.4 + rise * 15 * (0.4 + 0.6 * bowl)) + 0.3 * bowl - 0.36 - np.clip((11 - z) / 11, 0, 1) * 0.3
        needles = grain(x * 13, z * 13)
        growing = woods(x, z) * np.clip((2.4 - base) * 2, 0, 1)
        return base + np.where(base > 0.03, 0.24 * needles**2 * growing, 0)

    def paint(ground: Ground) -> Floats:
        n = grain.fractal(ground.x * 0.9, ground.z * 0.9, 4)
        rock = gradient([(0, rgb("#46454c")), (0.5, rgb("#716a65")), (1, rgb("#94897c"))], n)
        grass = gradient([(0, rgb("#1d2f20")), (0.55, rgb("#36472a")), (1, rgb("#66693d"))], n)
        needle = woods(ground.x, ground.z)[..., None]
        grass += (array(rgb("#17271d")) * (0.7 + 0.6 * n[..., None]) - grass) * needle * 0.85
        green = np.clip((2.4 - ground.height + n * 1.4 - ground.steep * 1.5) / 0.6, 0, 1)[..., None]
        snow = np.clip((ground.height - 3.1 + (n - 0.5) * 3.4 - ground.steep * 4.6) / 0.5, 0, 1)[..., None]
        colour = rock + (grass - rock) * green
        return colour + (array(rgb("#f3f5fa")) * 1.02 - colour) * snow

    _, wet = terrain(canvas, mood, View(0.62, horizon), heights, paint, fog=46)
    water(canvas, mood, waves, horizon, 0.12, wet, shore=far_shore(wet, horizon))
    _near_shore(canvas, mood, trees, variation)


def _near_shore(canvas: Canvas, mood: Mood, rng: Rng, variation: int) -> None:
    """Dark firs on both sides frame the view."""
    count = canvas.width
    wave = curve(rng.spawn(1)[0], count, 3, 6)
    x = np.linspace(0, 1, count, dtype=np.float32)
    side = -1.0 if mood.sun_x < 0.5 else 1.0
    near = mix(mood.near, (0.05, 0.09, 0.08), 0.35)
    for layer in range(2):
        dip = (0.0, 0.05)[layer] * canvas.unit
        crest = canvas.height + dip - (np.abs(x - 0.5 - 0.08 * side) * 2) ** 2.2 * canvas.unit * (0.16, 0.22)[layer]
        crest = (crest - wave * canvas.unit * 0.012).astype(np.float32)
        colour = mix(near, mood.haze, (0.22, 0.0)[layer])
        rim = mix(colour, scaled(mood.glow, 0.9), (0.3, 0.38)[layer] * (0.4 if mood.moon else 1))
        tall = canvas.unit * (0.22, 0.46)[layer]
        lower = (crest[None, :] - canvas.rows()) < 0
        canvas.lay(colour, lower.astype(np.float32))
        treeline(canvas, rng, crest, tall, colour, rim, side, 1.0, (0.3, 0.72) if layer else (0.36, 0.66))
