"""The open sea: sails, cliffs, an island, a beach."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import array, gradient, mix, rgb
from webapp.standin.engine.draw.noise import Floats, PointNoise, Rng, curve, floats
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.scenes.sky import sky
from webapp.standin.engine.scenes.terrain import Ground, View, terrain
from webapp.standin.engine.scenes.water import far_shore, water
from webapp.standin.engine.things.afloat import afloat
from webapp.standin.engine.things.buildings import lighthouse
from webapp.standin.engine.things.creatures import flock
from webapp.standin.engine.things.light import in_light, light_side
from webapp.standin.engine.things.vessels import rowboat, sailboat
from webapp.standin.engine.words import Brief, Hour

USUAL = (Hour.SUNSET, Hour.DAY, Hour.DUSK, Hour.DAWN)


def sea(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief, variation: int) -> None:
    """A wide horizon; what stands on it differs."""
    above, land, waves, boats, gulls, sand = rng.spawn(6)
    horizon = canvas.height * (0.56, 0.5, 0.47, 0.52)[variation]
    sky(canvas, mood, above, horizon, clouds=(0.7, 0.6, 0.5, 0.7)[variation], disc=0.042)
    rough = (
        0.85 if brief.says("wave", "waves", "storm", "stormy", "surf") else (0.5, 0.55, 0.35, 0.3)[variation]
    )
    wet = None
    if variation in (1, 2):
        wet = _cliffs(canvas, mood, land, horizon, variation)
    water(
        canvas, mood, waves, horizon, rough, wet, shore=far_shore(wet, horizon) if wet is not None else None
    )
    if variation == 2:
        side = -light_side(mood)
        lighthouse(
            canvas,
            mood,
            boats,
            canvas.width * (0.5 + 0.33 * side),
            horizon - 0.03 * canvas.unit,
            0.2 * canvas.unit,
            brief.colour_of("lighthouse"),
        )
    _boats(canvas, mood, boats, horizon, brief, variation)
    if variation == 3:
        _beach(canvas, mood, sand, brief)
    flock(canvas, mood, gulls, canvas.width * 0.5, horizon * 0.62, canvas.unit * 0.014, 6)


def _cliffs(canvas: Canvas, mood: Mood, rng: Rng, horizon: float, variation: int) -> Floats:
    """Steep land to the side away from the light."""
    shape, grain = PointNoise(rng), PointNoise(rng)
    side = np.float32(-light_side(mood))
    shift = rng.uniform(0, 90, 2).astype(np.float32)

    def heights(x: Floats, z: Floats) -> Floats:
        across = x * side / z
        coast = across - 0.16 + 0.12 * (shape.fractal(z * 0.16 + shift[0], z * 0.03 + shift[1], 3) - 0.5) * 3
        rough = shape.fractal(x * 0.25 + shift[0], z * 0.25 + shift[1], 7, 0.52)
        wall = np.clip((coast + (rough - 0.5) * 0.22) * 11, -0.2, 1) * (2.2 if variation == 1 else 1.5)
        return floats(wall * (0.55 + 0.75 * rough) * np.clip((z - 4.5) / 3, 0, 1) - 0.09)

    def paint(ground: Ground) -> Floats:
        n = grain.fractal(ground.x * 1.1, ground.height * 3 + ground.z * 0.6, 4)
        rock = gradient([(0, rgb("#5b534e")), (0.5, rgb("#8f8274")), (1, rgb("#c2b196"))], n)
        grass = gradient([(0, rgb("#2f4429")), (1, rgb("#77803f"))], n)
        green = np.clip((ground.height - 0.7 - ground.steep * 1.6) * 3, 0, 1)[..., None]
        return floats(rock + (grass - rock) * green)

    return terrain(canvas, mood, View(0.7, horizon, near=2, far=70, steps=520), heights, paint, fog=40)[1]


def _boats(canvas: Canvas, mood: Mood, rng: Rng, horizon: float, brief: Brief, variation: int) -> None:
    depth, side = canvas.height - horizon, light_side(mood)
    places = {
        0: [
            (0.5 - 0.1 * side, 0.36, 0.46),
            (0.5 + 0.26 * side, 0.04, 0.07),
            (0.5 - 0.36 * side, 0.02, 0.045),
        ],
        1: [(0.5 + 0.06 * side, 0.22, 0.22), (0.5 + 0.3 * side, 0.06, 0.09)],
        2: [(0.5 - 0.02 * side, 0.3, 0.26), (0.5 + 0.3 * side, 0.1, 0.11)],
        3: [(0.5 + 0.2 * side, 0.05, 0.08)],
    }[variation]
    for across, down, tall in places:
        x = (across + float(rng.normal(0, 0.015))) * canvas.width
        y = horizon + down * depth
        afloat(canvas, mood, rng, sailboat, (x, y), tall * canvas.unit, brief.colour_of("boat"), 0.75)


def _beach(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief) -> None:
    """Wet sand with the last wave running out over it, and a boat drawn up."""
    unit, count = canvas.unit, canvas.width
    x = np.linspace(0, 1, count, dtype=np.float32)
    side = light_side(mood)
    bend = curve(rng, count, 3, 5)
    edge = canvas.height - unit * (0.17 - 0.1 * side * (x - 0.5)) + unit * 0.02 * bend
    rows = canvas.rows()
    grain = PointNoise(rng)
    u = (canvas.columns() / unit) * 14
    v = rows / unit * 55
    ripple = grain.fractal(u + v * 0.05, v + u * 0.1, 4)
    dry, damp = (
        in_light(mood, rgb("#e2c9a0"), 0.8),
        mix(in_light(mood, rgb("#9c8262"), 0.6), mood.horizon, 0.3),
    )
    inland = np.clip((rows - edge[None, :]) / (0.09 * unit), 0, 1)[..., None]
    sand = (array(damp) + (array(dry) - array(damp)) * inland) * (0.86 + 0.28 * ripple[..., None])
    canvas.lay(sand, np.clip(rows - edge[None, :] + 0.5, 0, 1))
    foam_noise = grain.fractal(u * 2.4, v * 0.8, 4)
    for line, wide, strength in ((0.0, 0.012, 0.95), (-0.034, 0.008, 0.6), (-0.075, 0.006, 0.42)):
        away = (rows - edge[None, :] - line * unit - 0.012 * unit * curve(rng, count, 5, 4)[None, :]) / (
            wide * unit
        )
        foam = (
            np.exp(-(away**2)) * np.clip(foam_noise * 3 - 0.75, 0, 1) + np.exp(-((away - 0.4) ** 2) * 9) * 0.7
        )
        canvas.lay(
            mix(mood.cloud, mood.light, 0.4), np.clip(foam, 0, 1).astype(np.float32) * np.float32(strength)
        )
    bx, by = canvas.width * (0.5 - 0.24 * side), canvas.height - unit * 0.055
    canvas.ellipse(
        in_light(mood, rgb("#3d3026"), 0.1),
        (bx - unit * 0.16, by - unit * 0.014, bx + unit * 0.17, by + unit * 0.014),
        0.55,
        unit * 0.006,
    )
    rowboat(canvas, mood, rng, bx, by, unit * 0.09, brief.colour_of("boat") or rgb("#2f6f8a"))
