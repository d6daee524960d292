"""Globes with bands, rock or seas, an atmosphere, and a ring."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, array, gradient, mix, rgb
from webapp.standin.engine.draw.noise import Floats, PointNoise, Rng, floats


def planet(
    canvas: Canvas,
    rng: Rng,
    x: float,
    y: float,
    radius: float,
    colour: RGB,
    light: tuple[float, float, float],
    kind: str = "bands",
    ring: bool = False,
) -> None:
    """A globe of `radius` px lit from `light` (x, y down, z towards us); kinds: bands, rock, earth."""
    if ring:
        _ring(canvas, rng, x, y, radius, colour, back=True)
    box = canvas.clip((x - radius * 1.15, y - radius * 1.15, x + radius * 1.15, y + radius * 1.15))
    left, top, right, bottom = box
    if left >= right or top >= bottom:
        return
    px = ((np.arange(left, right, dtype=np.float32) + 0.5 - x) / np.float32(radius))[None, :]
    py = ((np.arange(top, bottom, dtype=np.float32) + 0.5 - y) / np.float32(radius))[:, None]
    square = px * px + py * py
    away = np.sqrt(square)
    nz = np.sqrt(np.maximum(0, 1 - square))
    sun = array(light) / np.float32(np.linalg.norm(light))
    facing = np.clip((px * sun[0] + py * sun[1] + nz * sun[2]) * 1.15 + 0.06, 0, 1)
    u, v = np.broadcast_arrays(px, py)
    surface = _surface(rng, kind, colour, u, v, nz)
    air = mix(colour, rgb("#a9d4ff"), 0.55)
    shaded = surface * (0.02 + 1.08 * facing[..., None])
    rim = np.clip(1 - nz, 0, 1) ** 3.2 * np.clip(facing * 1.4 + 0.05, 0, 1)
    shaded = shaded + array(air) * rim[..., None] * (0.75 if kind != "rock" else 0.12)
    canvas.lay(shaded, np.clip((1 - away) * radius + 0.5, 0, 1), box)
    if kind != "rock":
        halo = (
            np.clip(1 - (away - 1) / 0.13, 0, 1) ** 3
            * (away > 1)
            * np.clip((px * sun[0] + py * sun[1]) / np.maximum(away, 1e-3) * 0.7 + 0.35, 0, 1)
        )
        canvas.light(air, (halo * 0.6).astype(np.float32), box)
    if ring:
        _ring(canvas, rng, x, y, radius, colour, back=False)


def _surface(rng: Rng, kind: str, colour: RGB, px: Floats, py: Floats, nz: Floats) -> Floats:
    noise = PointNoise(rng)
    shift = rng.uniform(0, 90, 2).astype(np.float32)
    if kind == "bands":
        around = floats(np.arctan2(px, np.maximum(nz, 0.12)))
        tilt = py + 0.25 * px
        bend = noise.fractal(around * 2 + shift[0], tilt * 9 + shift[1], 5, 0.55)
        value = noise.fractal(around * 0.25 + bend * 0.5, tilt * 5 + bend * 0.9 + shift[0], 4)
        dark, bright = mix(colour, rgb("#4a2c22"), 0.5), mix(colour, rgb("#fff1d8"), 0.6)
        return gradient([(0.2, dark), (0.42, colour), (0.6, bright), (0.8, mix(colour, dark, 0.4))], value)
    # Angles from the middle of the disc: no pole that pinches, and the rim is foreshortened.
    away = np.sqrt(px * px + py * py)
    widened = floats(np.arcsin(np.minimum(away, 0.999)) / np.maximum(away, 1e-3))
    east, north = px * widened, py * widened
    value = noise.fractal(east * 1.9 + shift[0], north * 1.9 + shift[1], 7, 0.56)
    if kind == "rock":
        pits = noise.fractal(east * 6 + shift[1], north * 6 + shift[0], 4)
        return array(colour) * (0.55 + 0.6 * value + 0.35 * (pits - 0.5))[..., None]
    land = np.clip((value - 0.53) * 14, 0, 1)[..., None]
    ground = gradient([(0.5, rgb("#50703f")), (0.65, rgb("#9a8a58")), (0.8, rgb("#e8e2d4"))], value)
    water = gradient([(0.2, mix(colour, rgb("#081a3a"), 0.6)), (0.55, colour)], value)
    cloud = noise.fractal(east * 2 + value * 1.5 + shift[1], north * 3.4 + shift[1], 7, 0.6)
    veil = np.clip((cloud - 0.52) * 5, 0, 0.92)[..., None]
    base = water + (ground - water) * land
    return floats(base + (array((0.97, 0.97, 0.98)) - base) * veil)


def _ring(canvas: Canvas, rng: Rng, x: float, y: float, radius: float, colour: RGB, back: bool) -> None:
    """The half of a tilted ring that lies behind the globe, or before it."""
    outer = radius * 2.35
    box = canvas.clip((x - outer, y - outer * 0.6, x + outer, y + outer * 0.6))
    left, top, right, bottom = box
    if left >= right or top >= bottom:
        return
    px = ((np.arange(left, right, dtype=np.float32) + 0.5 - x) / np.float32(radius))[None, :]
    py = ((np.arange(top, bottom, dtype=np.float32) + 0.5 - y) / np.float32(radius))[:, None]
    turn = np.float32(0.32)
    u, v = px * np.cos(turn) + py * np.sin(turn), (py * np.cos(turn) - px * np.sin(turn)) / np.float32(0.27)
    away = np.sqrt(u * u + v * v)
    grooves = np.interp(
        np.linspace(0, 1, 512), np.linspace(0, 1, 40), np.random.default_rng(5).random(40) * 0.75 + 0.25
    )
    grooves[290:318] *= 0.12
    band = np.clip((away - 1.35) / 0.95, 0, 1)
    value = grooves[np.clip(band * 511, 0, 511).astype(np.int32)]
    edge = np.clip((away - 1.35) * radius * 0.3, 0, 1) * np.clip((2.3 - away) * radius * 0.3, 0, 1)
    half = v < 0 if back else v >= 0
    tone = gradient(
        [(0, mix(colour, rgb("#6b5a4c"), 0.6)), (1, mix(colour, rgb("#fff4e0"), 0.65))],
        value.astype(np.float32),
    )
    shadow = np.where(back & (np.abs(u) < 0.75) & (v > -2.0), 0.55, 1.0)
    canvas.lay(
        tone * shadow[..., None].astype(np.float32), (edge * half * value * 0.92).astype(np.float32), box
    )
