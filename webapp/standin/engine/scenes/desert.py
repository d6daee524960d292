"""Deserts: dunes, mesas, pyramids; a few plants that stand the heat."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import array, gradient, mix, rgb
from webapp.standin.engine.draw.noise import Floats, PointNoise, Rng, floats
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.scenes.sky import sky
from webapp.standin.engine.scenes.terrain import Ground, View, terrain
from webapp.standin.engine.things.balloons import balloon
from webapp.standin.engine.things.cacti import cactus
from webapp.standin.engine.things.creatures import flock
from webapp.standin.engine.things.light import in_light, light_side
from webapp.standin.engine.things.plants import broad_tree
from webapp.standin.engine.words import Brief, Hour

USUAL = (Hour.SUNSET, Hour.DAY, Hour.NIGHT, Hour.DAWN)


def desert(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief, variation: int) -> None:
    """Sand or red rock under a wide sky."""
    above, land, detail, plants, birds = rng.spawn(5)
    horizon = canvas.height * (0.55, 0.6, 0.52, 0.58)[variation]
    sky(canvas, mood, above, horizon, clouds=(0.25, 0.5, 0.15, 0.35)[variation], disc=0.05)
    rocky = variation in (1, 3) if not brief.says("dune", "dunes", "sahara", "sand") else variation == 3
    pyramids = brief.says("pyramid", "pyramids", "egypt")
    if rocky and not pyramids:
        _mesas(canvas, mood, land, detail, horizon)
        _cacti(canvas, mood, plants, horizon)
    else:
        _dunes(canvas, mood, land, detail, horizon, pyramids)
        if variation == 2:
            foot = canvas.height * 0.9
            x = canvas.width * (0.5 - 0.26 * light_side(mood))
            broad_tree(
                canvas,
                plants,
                x,
                foot,
                canvas.unit * 0.34,
                in_light(mood, rgb("#3c3b22"), 0.25),
                in_light(mood, rgb("#87803f"), 0.9),
                light_side(mood),
            )
    if variation == 3 or "balloon" in brief.things:
        balloon(
            canvas,
            mood,
            plants,
            canvas.width * (0.5 - 0.2 * light_side(mood)),
            horizon * 0.66,
            canvas.unit * 0.2,
            brief.colour_of("balloon"),
        )
    flock(canvas, mood, birds, canvas.width * 0.45, horizon * 0.5, canvas.unit * 0.011, 5)


def _dunes(canvas: Canvas, mood: Mood, rng: Rng, detail: Rng, horizon: float, pyramids: bool) -> None:
    shape, grain = PointNoise(rng), PointNoise(detail)
    shift = rng.uniform(0, 90, 2).astype(np.float32)
    side = np.float32(light_side(mood))

    def heights(x: Floats, z: Floats) -> Floats:
        bend = shape.fractal(x * 0.06 + shift[0], z * 0.06 + shift[1], 3) * 6
        phase = (x * 0.15 * side + z * 0.055 + bend * 0.36).astype(np.float32)
        saw = phase - np.floor(phase)
        up, down = (saw / 0.68) ** 1.6, (1 - saw) / 0.32
        crest = np.maximum(-np.log(np.exp(-16 * up) + np.exp(-16 * down)) / 16, -0.04)
        swell = shape.fractal(x * 0.1 + shift[1], z * 0.1 + shift[0], 3)
        ripple = (
            np.sin(x * 22 * side + z * 15 + grain.fractal(x * 1.2, z * 1.2, 3) * 16) * 0.008 * np.exp(-z / 9)
        )
        land = crest * (0.55 + 1.1 * swell) * np.clip(z / 7, 0.15, 1.5) + swell * 0.7 + ripple
        if pyramids:
            for px, pz, tall in ((-4.0, 24.0, 6.2), (7.0, 32.0, 8.0), (1.5, 44.0, 5.0)):
                land = np.maximum(
                    land,
                    tall
                    - np.maximum(np.abs(x - px + (z - pz) * 0.35), np.abs(z - pz - (x - px) * 0.35)) * 1.15,
                )
        return floats(land)

    def paint(ground: Ground) -> Floats:
        n = grain.fractal(ground.x * 0.8, ground.z * 0.8, 5)
        return gradient([(0, rgb("#b87f4b")), (0.5, rgb("#d9a463")), (1, rgb("#eec88c"))], n)

    haze = mix(mood.haze, mood.horizon, 0.4)
    terrain(
        canvas,
        mood,
        View(1.9, horizon, near=1.4, far=80, steps=760),
        heights,
        paint,
        fog=48,
        light_low=0.28,
        haze=haze,
    )


def _mesas(canvas: Canvas, mood: Mood, rng: Rng, detail: Rng, horizon: float) -> None:
    shape, grain = PointNoise(rng), PointNoise(detail)
    shift = rng.uniform(0, 90, 2).astype(np.float32)

    def heights(x: Floats, z: Floats) -> Floats:
        big = shape.fractal(x * 0.075 + shift[0], z * 0.075 + shift[1], 4)
        rough = grain.fractal(x * 0.7, z * 0.7, 5)
        edge = big + (rough - 0.5) * 0.06
        far = np.clip((z - 7) / 6, 0, 1)
        steps = (
            np.clip((edge - 0.55) * 14, 0, 1) * 1.5
            + np.clip((edge - 0.6) * 22, 0, 1) * 2.4
            + np.clip((edge - 0.66) * 30, 0, 1) * 1.3
        )
        return floats(steps * far + rough * 0.3 + (big - 0.5) * 0.8)

    def paint(ground: Ground) -> Floats:
        n = grain.fractal(ground.x * 0.9, ground.z * 0.9, 4)
        bands = 0.5 + 0.5 * np.sin(ground.height * 7 + n * 3)
        rock = gradient(
            [(0, rgb("#8a4630")), (0.5, rgb("#b9683f")), (1, rgb("#dc9a62"))], 0.55 * bands + 0.45 * n
        )
        soil = gradient([(0, rgb("#a8623c")), (1, rgb("#d9a066"))], n)
        scrub = np.clip((grain.fractal(ground.x * 4, ground.z * 4, 2) - 0.62) * 9, 0, 1)[..., None] * 0.7
        soil += (array(rgb("#5d6440")) - soil) * scrub
        steep = np.clip(ground.steep * 5 - 0.3, 0, 1)[..., None]
        return floats(soil + (rock - soil) * steep)

    terrain(
        canvas, mood, View(0.9, horizon, near=1.0, far=80, steps=700), heights, paint, fog=52, light_low=0.3
    )


def _cacti(canvas: Canvas, mood: Mood, rng: Rng, horizon: float) -> None:
    unit, side = canvas.unit, light_side(mood)
    for place, down, tall in (
        (0.5 - 0.33 * side, 0.74, 0.42),
        (0.5 + 0.38 * side, 0.4, 0.2),
        (0.5 + 0.1 * side, 0.2, 0.09),
        (0.5 - 0.1 * side, 0.14, 0.06),
    ):
        foot = horizon + down * (canvas.height - horizon)
        cactus(canvas, mood, rng, place * canvas.width, foot, tall * unit)
