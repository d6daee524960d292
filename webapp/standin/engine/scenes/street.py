"""A street seen down its length: walls of lit windows, signs and lamps over wet ground."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, array, mix, rgb, scaled
from webapp.standin.engine.draw.noise import Floats, PointNoise, Rng
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.scenes.sky import sky
from webapp.standin.engine.scenes.water import water
from webapp.standin.engine.things.buildings import box_of, lantern
from webapp.standin.engine.words import Brief

_SIGNS = tuple(rgb(code) for code in ("#ff3f7f", "#26d7e8", "#ffb13d", "#8f5bff", "#4dff9a", "#ff5a3d"))
_EYE = 0.62
_HALF_WIDE = 1.25


def street(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief, variation: int) -> None:
    """A canyon of houses towards the light; the ground mirrors it after the rain."""
    above, walls, signs, people, waves = rng.spawn(5)
    horizon = canvas.height * (0.7, 0.66, 0.72, 0.7)[variation]
    middle = canvas.width * (0.5, 0.56, 0.45, 0.5)[variation]
    mood_sun = canvas.width * mood.sun_x
    sky(canvas, mood, above, horizon, clouds=0.5, disc=0.055)
    focal = canvas.unit * 0.95
    neon = brief.says("neon", "cyberpunk", "tokyo")
    _fade_in(canvas, mood, horizon, middle, mood_sun)
    for layer in (1, 0):
        _walls(canvas, mood, walls.spawn(1)[0], horizon, middle, focal, layer, brief)
    _ground(canvas, mood, walls, horizon, middle, focal)
    if mood.dark > 0.2:
        _signs(canvas, mood, signs, horizon, middle, focal, neon)
    _lamps(canvas, mood, signs, horizon, middle, focal, brief)
    _people(canvas, mood, people, horizon, middle, focal, brief)
    if mood.dark > 0.2 or brief.says("rain", "rainy", "wet"):
        cover = np.zeros((canvas.height, canvas.width), np.float32)
        rows = canvas.rows() - horizon
        puddles = PointNoise(waves).fractal((canvas.columns() - middle) / np.maximum(rows, 1) * 1.6, focal / np.maximum(rows, 1) * 0.5 + 0 * canvas.columns(), 4)
        cover[:] = np.clip((puddles - 0.36) * 4, 0.22, 0.8) * (rows > 2) * _floor(canvas, horizon, middle)
        water(canvas, mood, waves, horizon, 0.55, cover, glitter=0.3, shore=_foot(canvas, horizon, middle))
    _umbrella_people(canvas, mood, people, horizon, middle, focal, brief)


def _fade_in(canvas: Canvas, mood: Mood, horizon: float, middle: float, sun: float) -> None:
    glow = mix(mood.glow, rgb("#ffb070"), 0.5 * mood.dark)
    away = ((canvas.columns() - middle) / (0.3 * canvas.unit)) ** 2 + ((canvas.rows() - horizon) / (0.34 * canvas.unit)) ** 2
    canvas.lay(glow, np.exp(-away) * np.float32(0.55))


def _walls(
    canvas: Canvas, mood: Mood, rng: Rng, horizon: float, middle: float, focal: float, layer: int, brief: Brief
) -> None:
    """Both rows of fronts as planes running to the vanishing point; each pixel finds its house and window."""
    wide = _HALF_WIDE * (1 + 1.2 * layer)
    px = canvas.columns() - middle
    side = np.where(px < 0, 0, 1)[0]
    z = np.minimum(wide * focal / np.maximum(np.abs(px), 0.5), 60)[0]
    bounds = np.cumsum(rng.uniform(0.7, 1.9, 60)).astype(np.float32)
    number = np.searchsorted(bounds, z)
    tall_of = rng.uniform(1.5, 3.4, (2, 62)).astype(np.float32) * (1 + 0.75 * layer)
    tone_of = rng.uniform(0, 1, (2, 62)).astype(np.float32)
    height = (horizon - canvas.rows()) * z[None, :] / np.float32(focal) + _EYE
    tall = tall_of[side, number]
    seen = np.clip((tall[None, :] - height) * focal / z[None, :] + 0.5, 0, 1) * (height > -0.03)
    along = z - np.where(number > 0, bounds[np.maximum(number - 1, 0)], 0)
    colour = _front(mood, rng, np.broadcast_to(along[None, :], height.shape), height, number, side, tall, tone_of, focal / z)
    fade = (1 - np.exp(-((z / 13) ** 1.3)))[None, :, None]
    veil = array(mix(mood.haze, mix(mood.glow, rgb("#ff9f6a"), 0.35 * mood.dark), 0.5))
    colour = colour + (veil - colour) * np.clip(fade + 0.12 * layer, 0, 0.94)
    canvas.lay(colour, seen.astype(np.float32))


def _front(
    mood: Mood, rng: Rng, along: Floats, height: Floats, number: Floats, side: Floats, tall: Floats, tone: Floats,
    px_per_unit: Floats,
) -> Floats:  # fmt: skip
    walls = np.stack([array(rgb(c)) for c in ("#7a5a4a", "#6b6470", "#8a6a58", "#5a6474", "#94816c", "#6e4a46")])
    base = walls[(tone[side, number] * 5.99).astype(np.int32)] * (0.62 - 0.36 * mood.dark)
    base = base * array(mix(mood.haze, (1, 1, 1), 0.35 + 0.3 * (1 - mood.dark)))
    colour = np.repeat(base[None], height.shape[0], axis=0)
    step_x, step_y = np.float32(0.27), np.float32(0.33)
    column, floor = np.floor(along / step_x), np.floor((height - 0.42) / step_y)
    fx, fy = along / step_x - column, (height - 0.42) / step_y - floor
    soft = np.clip(px_per_unit * step_x * 0.5, 0.6, 12)[None, :]
    pane = np.clip((0.28 - np.abs(fx - 0.5)) * soft * 2 + 0.5, 0, 1) * np.clip((0.31 - np.abs(fy - 0.48)) * soft * 2.4 + 0.5, 0, 1)
    pane *= (height > 0.46) & (height < tall[None, :] - 0.14)
    dice = np.abs(np.sin(column * 12.9898 + floor * 78.233 + number[None, :] * 37.719 + side[None, :] * 4.1) * 43758.547) % 1
    lit = dice < 0.12 + 0.36 * mood.dark
    warm = array(rgb("#ffcf86")) + (array(rgb("#ffe9c4")) - array(rgb("#ffcf86"))) * ((dice * 7.3) % 1)[..., None]
    cool = (dice * 13.7) % 1 < 0.14
    glow = np.where(cool[..., None], array(rgb("#a9d8ff")), warm) * (0.55 + 0.6 * (dice * 5.1 % 1))[..., None]
    glass = array(mix(mood.middle, (0.02, 0.03, 0.06), 0.55))
    inner = np.where(lit[..., None], glow, glass) * (1 - 0.25 * np.clip(fy - 0.4, 0, 1)[..., None])
    frame = np.clip((0.34 - np.abs(fx - 0.5)) * soft * 2 + 0.5, 0, 1) * np.clip((0.4 - np.abs(fy - 0.48)) * soft * 2 + 0.5, 0, 1) - pane
    frame = np.clip(frame, 0, 1) * (height > 0.46) * (height < tall[None, :] - 0.14)
    colour = colour * (1 + 0.35 * frame[..., None])
    ledge = np.exp(-(((fy - 0.03) / 0.05) ** 2)) * (height > 0.46) * (height < tall[None, :])
    colour = colour * (1 + 0.25 * ledge[..., None])
    soft_shop = np.clip(px_per_unit * 0.6, 0.6, 40)[None, :]
    shop = np.clip((0.25 - np.abs(np.mod(along, 0.62) - 0.31)) * soft_shop + 0.5, 0, 1)
    shop = shop * np.clip((0.15 - np.abs(height - 0.21)) * px_per_unit[None, :] + 0.5, 0, 1)
    dice = np.abs(np.sin(np.floor(along / 0.62) * 5.7 + number[None, :] * 9.1 + side[None, :]) * 917.3) % 1
    shine = array(rgb("#ffd493")) * (0.75 + 0.35 * np.clip(1 - np.abs(height - 0.2) * 5, 0, 1))[..., None]
    behind = np.where((dice < 0.35 + 0.4 * mood.dark)[..., None], shine, glass * 0.8)
    inner_shop = colour + (behind - colour) * shop[..., None]
    return inner_shop + (inner - inner_shop) * pane[..., None]


def _ground(canvas: Canvas, mood: Mood, rng: Rng, horizon: float, middle: float, focal: float) -> None:
    top = int(horizon) + 1
    rows = np.arange(top, canvas.height, dtype=np.float32)[:, None] + np.float32(0.5 - horizon)
    z = _EYE * focal / rows
    x = (canvas.columns() - middle) * z / np.float32(focal)
    noise = PointNoise(rng)
    stone = noise.fractal(x * 5, z * 5, 5)
    cell_z = z * 5.5
    cell_x = x * 5.5 + np.floor(cell_z) % 2 * 0.5
    joint = np.minimum(np.abs(cell_x - np.round(cell_x)), np.abs(cell_z - np.round(cell_z)))
    visible = np.clip(rows / canvas.unit * 9, 0, 1)
    grooves = 1 - 0.35 * np.clip(1 - joint * 9, 0, 1) * visible
    base = array(mix(mood.deep, rgb("#4a454a"), 0.55)) * (0.75 - 0.3 * mood.dark)
    kerb = np.abs(x) > _HALF_WIDE * 0.68
    colour = base * (0.72 + 0.5 * stone * grooves)[..., None] * np.where(kerb, 1.18, 1)[..., None]
    veil = array(mix(mood.haze, mood.glow, 0.5))
    colour = colour + (veil - colour) * np.clip(1 - np.exp(-((z / 14) ** 1.3)), 0, 0.9)[..., None]
    canvas.lay(colour, _floor(canvas, horizon, middle)[top:], (0, top, canvas.width, canvas.height))


def _foot(canvas: Canvas, horizon: float, middle: float) -> Floats:
    """The row in px, per column, where the walls meet the ground."""
    line: Floats = horizon + np.abs(canvas.columns()[0] - middle) * np.float32(_EYE / _HALF_WIDE)
    return line


def _floor(canvas: Canvas, horizon: float, middle: float) -> Floats:
    """1 where the ground is seen, 0 where a wall stands before it."""
    return np.clip(canvas.rows() - _foot(canvas, horizon, middle)[None, :] + 0.5, 0, 1).astype(np.float32)


def _at(canvas: Canvas, horizon: float, middle: float, focal: float, x: float, height: float, z: float) -> tuple[float, float]:
    return middle + x * focal / z, horizon - (height - _EYE) * focal / z


def _signs(canvas: Canvas, mood: Mood, rng: Rng, horizon: float, middle: float, focal: float, neon: bool) -> None:
    """Signs that stand out from the walls, nearer ones last."""
    count = 16 if neon else 6
    for z in sorted(rng.uniform(2.0, 10.5, count), reverse=True):
        side = -1 if rng.random() < 0.5 else 1
        colour = _SIGNS[int(rng.integers(len(_SIGNS)))]
        low, tall, wide = rng.uniform(0.6, 1.5), rng.uniform(0.3, 0.75), rng.uniform(0.14, 0.24)
        inner = side * (_HALF_WIDE - wide)
        a = _at(canvas, horizon, middle, focal, inner, low + tall, z)
        b = _at(canvas, horizon, middle, focal, side * _HALF_WIDE, low, z)
        left, right, top, foot = min(a[0], b[0]), max(a[0], b[0]), a[1], b[1]
        span = right - left
        canvas.glow((left + right) / 2, (top + foot) / 2, span * 3.4, colour, 0.4 * mood.dark, 2.2)
        canvas.polygon(scaled(mix(colour, (0.05, 0.04, 0.08), 0.86), 1), box_of(left, top, right, foot))
        canvas.line(scaled(colour, 1.15), [*box_of(left + span * 0.1, top + span * 0.1, right - span * 0.1, foot - span * 0.1), (left + span * 0.1, top + span * 0.1)], max(1.0, span * 0.06))
        marks = max(2, int(tall / wide * 1.4))
        for n in range(marks):
            cy = top + (foot - top) * (n + 0.5) / marks
            reach = min(span * 0.24, (foot - top) / marks * 0.34)
            for _ in range(3):
                p = [((left + right) / 2 + rng.uniform(-1, 1) * reach, cy + rng.uniform(-1, 1) * reach) for _ in range(2)]
                canvas.line(mix(scaled(colour, 1.3), (1, 1, 1), 0.55), p, max(0.8, span * 0.055))


def _lamps(canvas: Canvas, mood: Mood, rng: Rng, horizon: float, middle: float, focal: float, brief: Brief) -> None:
    colour = brief.colour_of("lantern") or rgb("#ffc66e")
    for z in (9.0, 6.2, 4.2, 2.75):
        for side in (-1, 1):
            x, foot = _at(canvas, horizon, middle, focal, side * _HALF_WIDE * 0.84, 0, z)
            lantern(canvas, mood, rng, x, foot, 0.92 * focal / z, colour)
    if brief.says("lantern", "lanterns", "festival", "tokyo"):
        for z in (7.5, 5.2, 3.7):
            for t in np.linspace(-0.85, 0.85, 7):
                x, y = _at(canvas, horizon, middle, focal, float(t) * _HALF_WIDE, 1.62 - 0.16 * (1 - float(t) ** 2), z)
                size = 0.085 * focal / z
                canvas.glow(x, y, size * 3, rgb("#ff9a4a"), 0.5)
                canvas.ellipse(scaled(rgb("#ff7a3a"), 1.05), (x - size * 0.7, y - size, x + size * 0.7, y + size))
                canvas.ellipse(rgb("#ffd08a"), (x - size * 0.36, y - size * 0.6, x + size * 0.36, y + size * 0.6), 0.85)


def _people(canvas: Canvas, mood: Mood, rng: Rng, horizon: float, middle: float, focal: float, brief: Brief) -> None:
    for z, x in zip((11.0, 9.5, 8.0, 6.6), rng.uniform(-0.6, 0.6, 4), strict=True):
        _walker(canvas, mood, rng, horizon, middle, focal, float(x), z, None)


def _umbrella_people(canvas: Canvas, mood: Mood, rng: Rng, horizon: float, middle: float, focal: float, brief: Brief) -> None:
    colour = brief.colour_of("umbrella") or (rgb("#c8362f") if mood.dark > 0.2 or "umbrella" in brief.things else None)
    _walker(canvas, mood, rng, horizon, middle, focal, float(rng.uniform(-0.3, 0.3)), 3.9, colour)


def _walker(
    canvas: Canvas, mood: Mood, rng: Rng, horizon: float, middle: float, focal: float, x: float, z: float, umbrella: RGB | None
) -> None:
    """A passer-by from behind, under an umbrella where a colour for it is given."""
    cx, foot = _at(canvas, horizon, middle, focal, x, 0, z)
    tall = 0.5 * focal / z
    ink = mix(mix(mood.near, (0.03, 0.03, 0.05), 0.4), mood.haze, min(0.8, (z / 15) ** 1.2))
    wide = tall * 0.14
    canvas.polygon(ink, [(cx - wide, foot - tall * 0.45), (cx - wide * 0.8, foot - tall * 0.8), (cx + wide * 0.8, foot - tall * 0.8), (cx + wide, foot - tall * 0.45), (cx + wide * 0.9, foot - tall * 0.3), (cx - wide * 0.9, foot - tall * 0.3)])
    for step in (-1, 1):
        canvas.line(ink, [(cx + step * wide * 0.4, foot - tall * 0.34), (cx + step * wide * (0.55 + 0.25 * rng.random()), foot)], tall * 0.075)
    canvas.ellipse(ink, (cx - tall * 0.065, foot - tall * 0.96, cx + tall * 0.065, foot - tall * 0.79))
    for step in (-1, 1):
        reflect = [(cx + step * wide * 0.4, foot), (cx + step * wide * 0.3, foot + tall * 0.3)]
        canvas.line(ink, reflect, tall * 0.08, 0.35)
    if umbrella:
        draw_umbrella(canvas, mood, cx + tall * 0.05, foot - tall * 0.66, tall * 0.66, mix(umbrella, ink, 0.1))


def draw_umbrella(canvas: Canvas, mood: Mood, x: float, hand: float, tall: float, colour: RGB) -> None:
    """An open umbrella held at (x, hand)."""
    rim, top, wide = hand - tall * 0.42, hand - tall * 0.86, tall * 0.62
    canvas.line(mix(mood.near, (0.2, 0.2, 0.2), 0.4), [(x, hand), (x, top - tall * 0.06)], max(0.8, tall * 0.028))
    dome = [(x + wide * np.sin(t), rim - (rim - top) * np.cos(t)) for t in np.linspace(-np.pi / 2, np.pi / 2, 28)]
    scallop = [(x + wide * (1 - 2 * t), rim + tall * 0.05 * (1 - abs(np.sin(t * np.pi * 5)))- tall * 0.05) for t in np.linspace(0, 1, 41)]
    lit = mix(scaled(colour, 0.8), mood.light, 0.16)
    canvas.polygon(mix(scaled(colour, 0.62), lit, 0.25), [*dome, *scallop])
    for part, share in ((0.62, 0.5), (0.3, 0.85)):
        gore = [(x - wide * 0.06 + wide * part * np.sin(t), rim - tall * 0.03 - (rim - top - tall * 0.03) * np.cos(t)) for t in np.linspace(-np.pi / 2, np.pi / 2, 20)]
        canvas.polygon(mix(scaled(colour, 0.7), lit, share), gore, 0.8)
    canvas.ellipse(mix(mood.near, colour, 0.3), (x - tall * 0.02, top - tall * 0.07, x + tall * 0.02, top))
