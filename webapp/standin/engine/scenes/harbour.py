"""A harbour: houses along the quay, boats on quiet water, a lighthouse on the mole."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import array, between, gradient, rgb, scaled
from webapp.standin.engine.draw.noise import Floats, PointNoise, Rng, curve, floats
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.scenes.sky import sky
from webapp.standin.engine.scenes.terrain import Ground, View, terrain
from webapp.standin.engine.scenes.water import water
from webapp.standin.engine.things.afloat import afloat, mirrored
from webapp.standin.engine.things.buildings import house, lantern, lighthouse
from webapp.standin.engine.things.creatures import flock
from webapp.standin.engine.things.light import in_light, light_side
from webapp.standin.engine.things.vessels import fishing_boat, sailboat
from webapp.standin.engine.words import Brief, Hour

USUAL = (Hour.DUSK, Hour.SUNSET, Hour.DAWN, Hour.NIGHT)


def harbour(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief, variation: int) -> None:
    """Houses on one side, the light on the other, boats between."""
    above, hills, waves, town, boats, gulls = rng.spawn(6)
    horizon = canvas.height * (0.52, 0.5, 0.54, 0.5)[variation]
    sky(canvas, mood, above, horizon, clouds=(0.55, 0.6, 0.4, 0.4)[variation], disc=0.036)
    headlands(canvas, mood, hills, horizon)
    away = light_side(mood)
    _mole(canvas, mood, town, horizon, away, brief)
    quay = _town(canvas, mood, town, horizon, -away, variation)
    water(canvas, mood, waves, horizon, 0.3, shore=horizon)
    _quay(canvas, mood, town, horizon, quay, -away)
    _boats(canvas, mood, boats, horizon, away, brief, variation)
    flock(canvas, mood, gulls, canvas.width * (0.5 + 0.1 * away), horizon * 0.55, canvas.unit * 0.013, 7)


def headlands(canvas: Canvas, mood: Mood, rng: Rng, horizon: float) -> None:
    """Far hills on the other side of the bay."""
    shape, grain = PointNoise(rng), PointNoise(rng)
    shift = rng.uniform(0, 90, 2).astype(np.float32)

    def heights(x: Floats, z: Floats) -> Floats:
        hill = shape.fractal(x * 0.07 + shift[0], z * 0.07 + shift[1], 7, 0.5)
        rise = np.clip((hill - 0.5) * 9, -0.2, 4) * np.clip((z - 14) / 10, 0, 1)
        return floats(rise - 0.1)

    def paint(ground: Ground) -> Floats:
        n = grain.fractal(ground.x * 1.2, ground.z * 1.2, 4)
        green = gradient([(0, rgb("#27362a")), (0.6, rgb("#4d5538")), (1, rgb("#7a7350"))], n)
        rocky = np.clip(ground.steep * 5 - 0.6, 0, 1)[..., None]
        return floats(green + (array(rgb("#7d7268")) * (0.7 + 0.5 * n[..., None]) - green) * rocky)

    terrain(canvas, mood, View(0.5, horizon, near=10, far=60, steps=220), heights, paint, fog=27)


def _mole(canvas: Canvas, mood: Mood, rng: Rng, horizon: float, side: float, brief: Brief) -> None:
    """A rocky spit with the lighthouse."""
    unit = canvas.unit
    x = canvas.width * (0.5 + 0.34 * side)
    count = canvas.width
    at = np.arange(count, dtype=np.float32)
    reach = np.clip((at - (x - side * unit * 0.16)) * side / (0.1 * unit), 0, 1)
    crest = horizon + 0.012 * unit - reach * unit * (0.052 + 0.016 * curve(rng, count, 9, 6))
    below = np.clip(canvas.rows() - crest[None, :] + 0.5, 0, 1) * np.clip(
        horizon + 0.012 * unit - canvas.rows() + 0.5, 0, 1
    )
    grain = PointNoise(rng).fractal(at[None, :] / unit * 60, canvas.rows() / unit * 90, 3)
    stone = between(
        in_light(mood, rgb("#6d655f"), 0.2),
        in_light(mood, rgb("#8f857a"), 0.75),
        np.clip(grain * 2 - 0.6, 0, 1),
    )
    canvas.lay(stone, (below * (reach > 0)).astype(np.float32))
    lighthouse(
        canvas,
        mood,
        rng,
        x,
        float(crest[int(np.clip(x, 0, count - 1))]) + 0.008 * unit,
        0.3 * unit,
        brief.colour_of("lighthouse"),
    )


def _town(canvas: Canvas, mood: Mood, rng: Rng, horizon: float, side: float, variation: int) -> float:
    """Rows of houses, the nearer the lower and larger; returns where the quay ends, in px across."""
    unit = canvas.unit
    edge = canvas.width * (0.5 + 0.5 * side)
    end = canvas.width * 0.5 + side * canvas.width * (0.07, 0.14, 0.03, 0.1)[variation]
    for row, (lift, tall, share) in enumerate(((0.085, 0.1, 0.72), (0.045, 0.115, 0.86), (0.0, 0.14, 1.0))):
        x = end - (end - edge) * (1 - share)
        while (x - edge) * side < tall * unit:
            size = tall * unit * rng.uniform(0.82, 1.2)
            wide = size * rng.uniform(0.55, 0.78)
            floors = 2 if size < tall * unit else 3
            foot = horizon - lift * unit * min(1.0, (x - end) * side / (0.25 * unit) + 0.25) + 0.004 * unit
            house(
                canvas,
                mood,
                rng,
                x + side * wide / 2,
                foot + 0.06 * unit * (row < 2),
                size + 0.06 * unit * (row < 2),
                None,
                wide,
                floors,
            )
            x += side * wide * rng.uniform(0.96, 1.06)
    return end


def _quay(canvas: Canvas, mood: Mood, rng: Rng, horizon: float, end: float, side: float) -> None:
    """The wall the town stands on, and its lamps."""
    unit = canvas.unit
    edge = canvas.width * (0.5 + 0.5 * side) + side * 4
    top, foot = horizon - 0.004 * unit, horizon + 0.026 * unit
    left, right = min(end - side * 0.02 * unit, edge), max(end - side * 0.02 * unit, edge)
    box = canvas.clip((left, top, right, foot))
    before = canvas.px[box[1] : canvas.height, box[0] : box[2]].copy()
    canvas.polygon(
        in_light(mood, rgb("#7c7068"), 0.42), [(left, top), (right, top), (right, foot), (left, foot)]
    )
    canvas.line(in_light(mood, rgb("#b7a894"), 0.8), [(left, top), (right, top)], unit * 0.005)
    for x in np.arange(left + 0.05 * unit, right, 0.13 * unit):
        lantern(canvas, mood, rng, float(x), top, 0.075 * unit, scaled(rgb("#ffc66e"), 0.9))
    view = (box[0], box[1], box[2], canvas.height)
    mirrored(canvas, before, view, foot, rng, 0.75)


def _boats(
    canvas: Canvas, mood: Mood, rng: Rng, horizon: float, side: float, brief: Brief, variation: int
) -> None:
    """A few far off, and one or two near ones, the largest in the colour asked for."""
    colour = brief.colour_of("boat") or rgb("#b5382c")
    # Place to the light's side (shares of the width), share of the water's depth, height in units, kind.
    far = ((0.05, 0.035, 0.07, sailboat), (0.2, 0.07, 0.09, fishing_boat), (-0.13, 0.12, 0.13, sailboat))
    near = (
        ((0.14, 0.5, 0.3, fishing_boat), (-0.27, 0.27, 0.23, sailboat)),
        ((0.1, 0.48, 0.5, sailboat),),
        ((-0.22, 0.4, 0.27, fishing_boat), (0.2, 0.3, 0.3, sailboat)),
        ((0.04, 0.55, 0.33, fishing_boat),),
    )[variation]
    largest = max(tall for _, _, tall, _ in near)
    for across, down, tall, vessel in (*far, *near):
        x = canvas.width * (0.5 + across * side + float(rng.normal(0, 0.012)))
        y = horizon + down * (canvas.height - horizon)
        own = colour if tall == largest else None
        afloat(canvas, mood, rng, vessel, (x, y), tall * canvas.unit, own)
