"""A street seen down its length: walls of lit windows, signs and lamps over wet ground."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import array, mix, rgb
from webapp.standin.engine.draw.noise import Floats, PointNoise, Rng
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.scenes.fronts import walls_of_houses
from webapp.standin.engine.scenes.sky import sky
from webapp.standin.engine.scenes.street_life import add_lights, add_passer_by
from webapp.standin.engine.scenes.vista import EYE, HALF_WIDE, Vista
from webapp.standin.engine.scenes.water import water
from webapp.standin.engine.words import Brief


def street(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief, variation: int) -> None:
    """A canyon of houses towards the light; the ground mirrors it after the rain."""
    above, walls, life, waves = rng.spawn(4)
    horizon = canvas.height * (0.7, 0.66, 0.72, 0.7)[variation]
    vista = Vista(horizon, canvas.width * (0.5, 0.56, 0.45, 0.5)[variation], canvas.unit * 0.95)
    sky(canvas, mood, above, horizon, clouds=0.5, disc=0.055)
    _glow_at_the_end(canvas, mood, vista)
    for layer in (1, 0):
        walls_of_houses(canvas, mood, walls, vista, layer)
    _pavement(canvas, mood, walls, vista)
    add_lights(canvas, mood, life, vista, brief)
    if mood.dark > 0.2 or brief.says("rain", "rainy", "wet"):
        _puddles(canvas, mood, waves, vista)
    add_passer_by(canvas, mood, life, vista, brief)


def _glow_at_the_end(canvas: Canvas, mood: Mood, vista: Vista) -> None:
    glow = mix(mood.glow, rgb("#ffb070"), 0.5 * mood.dark)
    across, down = canvas.columns() - vista.middle, canvas.rows() - vista.horizon
    away = (across / (0.3 * canvas.unit)) ** 2 + (down / (0.34 * canvas.unit)) ** 2
    canvas.lay(glow, np.exp(-away) * np.float32(0.55))


def _puddles(canvas: Canvas, mood: Mood, rng: Rng, vista: Vista) -> None:
    """Water over most of the ground, deeper here and there; it mirrors each wall about its foot."""
    rows = canvas.rows() - vista.horizon
    near = np.maximum(rows, 1)
    u, v = (canvas.columns() - vista.middle) / near * 1.6, vista.focal / near * 0.5
    wet = np.clip((PointNoise(rng).fractal(u, v, 4) - 0.36) * 4, 0.22, 0.8) * (rows > 2)
    cover = wet * _floor(canvas, vista)
    water(canvas, mood, rng, vista.horizon, 0.55, cover, glitter=0.3, shore=_foot(canvas, vista))


def _pavement(canvas: Canvas, mood: Mood, rng: Rng, vista: Vista) -> None:
    """Setts in courses, lighter along the walls, lost in the glow at the end."""
    top = int(vista.horizon) + 1
    rows = np.arange(top, canvas.height, dtype=np.float32)[:, None] + np.float32(0.5 - vista.horizon)
    z = EYE * vista.focal / rows
    x = (canvas.columns() - vista.middle) * z / np.float32(vista.focal)
    noise = PointNoise(rng)
    stone = noise.fractal(x * 5, z * 5, 5)
    cell_z = z * 5.5
    cell_x = x * 5.5 + np.floor(cell_z) % 2 * 0.5
    joint = np.minimum(np.abs(cell_x - np.round(cell_x)), np.abs(cell_z - np.round(cell_z)))
    visible = np.clip(rows / canvas.unit * 9, 0, 1)
    grooves = 1 - 0.35 * np.clip(1 - joint * 9, 0, 1) * visible
    base = array(mix(mood.deep, rgb("#4a454a"), 0.55)) * (0.75 - 0.3 * mood.dark)
    kerb = np.abs(x) > HALF_WIDE * 0.68
    colour = base * (0.72 + 0.5 * stone * grooves)[..., None] * np.where(kerb, 1.18, 1)[..., None]
    veil = array(mix(mood.haze, mood.glow, 0.5))
    colour = colour + (veil - colour) * np.clip(1 - np.exp(-((z / 14) ** 1.3)), 0, 0.9)[..., None]
    canvas.lay(colour, _floor(canvas, vista)[top:], (0, top, canvas.width, canvas.height))


def _foot(canvas: Canvas, vista: Vista) -> Floats:
    """The row in px, per column, where the walls meet the ground."""
    line: Floats = vista.horizon + np.abs(canvas.columns()[0] - vista.middle) * np.float32(EYE / HALF_WIDE)
    return line


def _floor(canvas: Canvas, vista: Vista) -> Floats:
    """1 where the ground is seen, 0 where a wall stands before it."""
    return np.clip(canvas.rows() - _foot(canvas, vista)[None, :] + 0.5, 0, 1).astype(np.float32)
