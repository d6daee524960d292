"""Mountains over a lake or a valley."""

from dataclasses import replace

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import array, gradient, mix, rgb, scaled
from webapp.standin.engine.draw.noise import Floats, PointNoise, Rng, curve, floats
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.scenes.sky import sky
from webapp.standin.engine.scenes.terrain import Ground, View, terrain
from webapp.standin.engine.scenes.water import far_shore, water
from webapp.standin.engine.things.buildings import house
from webapp.standin.engine.things.light import in_light, light_side
from webapp.standin.engine.things.plants import conifer, grasses, treeline
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
        return floats(np.clip((grain.fractal(x * 0.45, z * 0.45, 3) - 0.4) * 7, 0, 1))

    def heights(x: Floats, z: Floats) -> Floats:
        side = (x / z - np.float32(valley)) / np.float32(wide)
        bowl = 1 - 1 / (1 + side * side * 1.4)
        rough = shape.eroded(x * 0.075 + shift[0], z * 0.075 + shift[1], 8)
        rise = np.clip((z - 10) / 26, 0, 1)
        base = (
            rough * (0.4 + rise * 15 * (0.4 + 0.6 * bowl))
            + 0.3 * bowl
            - 0.36
            - np.clip((11 - z) / 11, 0, 1) * 0.3
        )
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
        high = np.clip((ground.height - 2.6) * 0.5, -0.6, 1.5) + (n - 0.5) * 1.7
        snow = np.clip((high - np.maximum(0, ground.steep - 0.3) * 3.4 - 0.3) * 2.6, 0, 1)[..., None]
        colour = rock + (grass - rock) * green
        return floats(colour + (array(rgb("#f3f5fa")) * 1.02 - colour) * snow)

    _, wet = terrain(canvas, mood, View(0.62, horizon, steps=660), heights, paint, fog=46)
    shore = far_shore(wet, horizon)
    if "house" in brief.things:
        # Drawn before the water, so that the lake mirrors it.
        before = canvas.px.copy()
        _cabin(canvas, mood, trees, brief, wet)
        wet = wet * (np.abs(canvas.px - before).max(axis=2) < 1e-4)
    water(canvas, mood, waves, horizon, 0.12, wet, shore=shore)
    _near_shore(canvas, mood, trees)


def _cabin(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief, wet: Floats) -> None:
    """A log cabin on the far shore, its windows lit towards evening, with firs behind it."""
    unit, side = canvas.unit, light_side(mood)
    x = canvas.width * 0.5 - side * canvas.width * 0.23
    column = wet[:, int(np.clip(x, 0, canvas.width - 1))]
    shore = float(np.argmax(column > 0.5)) if (column > 0.5).any() else canvas.height * 0.78
    foot = min(shore - 0.012 * unit, canvas.height * 0.8)
    dark, lit = in_light(mood, rgb("#24382a"), 0.1), in_light(mood, rgb("#4f6a3f"), 0.9)
    for offset, tall in ((0.2, 0.19), (-0.075, 0.2), (0.1, 0.25), (0.14, 0.31)):
        conifer(canvas, rng, x - side * offset * unit, foot, tall * unit, dark, lit, side)
    wood = brief.colour_of("house") or rgb("#7d5a44")
    evening = replace(mood, dark=max(mood.dark, 0.25))
    house(canvas, evening, rng, x, foot + 0.006 * unit, 0.115 * unit, wood, 0.13 * unit, floors=1)


def _near_shore(canvas: Canvas, mood: Mood, rng: Rng) -> None:
    """Grassy banks and dark firs on both sides frame the view."""
    wave = curve(rng.spawn(1)[0], canvas.width, 5, 6)
    x = np.linspace(0, 1, canvas.width, dtype=np.float32)
    side = light_side(mood)
    near = mix(mood.near, (0.05, 0.09, 0.08), 0.35)
    for layer in range(2):
        rise = (np.abs(x - 0.5 - 0.08 * side) * 2) ** 2.6 * canvas.unit * (0.13, 0.12)[layer]
        crest = (
            canvas.height + (0.005, 0.035)[layer] * canvas.unit - rise - wave * canvas.unit * 0.014
        ).astype(np.float32)
        colour = mix(near, mood.haze, (0.2, 0.0)[layer])
        rim = mix(colour, scaled(mood.glow, 0.9), (0.3, 0.38)[layer] * (0.4 if mood.moon else 1))
        canvas.lay(colour, np.clip(canvas.rows() - crest[None, :] + 0.5, 0, 1))
        treeline(
            canvas,
            rng,
            crest,
            canvas.unit * (0.22, 0.46)[layer],
            colour,
            rim,
            side,
            1.0,
            (0.3, 0.72) if layer else (0.36, 0.66),
        )
        grasses(
            canvas,
            rng,
            crest,
            canvas.unit * 0.03,
            mix(colour, rim, 0.1),
            mix(colour, rim, 0.6),
            int(420 * canvas.width / canvas.unit),
        )
