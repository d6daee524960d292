"""Turned and round things with true shading: vases, bowls, bottles, fruit, candles."""

from functools import lru_cache

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, array, mix, rgb
from webapp.standin.engine.draw.noise import Floats, PointNoise, Rng
from webapp.standin.engine.mood import Mood

_SHAPES: dict[str, tuple[tuple[float, float], ...]] = {
    "vase": (
        (0, 0.2),
        (0.04, 0.23),
        (0.3, 0.36),
        (0.5, 0.34),
        (0.72, 0.17),
        (0.86, 0.12),
        (0.97, 0.16),
        (1, 0.17),
    ),
    "jug": ((0, 0.26), (0.05, 0.3), (0.35, 0.37), (0.6, 0.29), (0.8, 0.21), (0.96, 0.23), (1, 0.24)),
    "bottle": (
        (0, 0.16),
        (0.03, 0.18),
        (0.5, 0.18),
        (0.62, 0.16),
        (0.72, 0.07),
        (0.96, 0.06),
        (0.97, 0.075),
        (1, 0.07),
    ),
    "bowl": ((0, 0.36), (0.07, 0.38), (0.12, 0.42), (0.45, 0.82), (0.8, 1.02), (1, 1.08)),
    "apple": (
        (0, 0.22),
        (0.06, 0.34),
        (0.3, 0.5),
        (0.55, 0.55),
        (0.8, 0.47),
        (0.93, 0.31),
        (0.99, 0.12),
        (1, 0.04),
    ),
    "orange": ((0, 0.1), (0.1, 0.32), (0.3, 0.48), (0.5, 0.52), (0.7, 0.48), (0.9, 0.32), (1, 0.02)),
    "pear": (
        (0, 0.14),
        (0.06, 0.29),
        (0.25, 0.41),
        (0.42, 0.39),
        (0.62, 0.25),
        (0.78, 0.18),
        (0.92, 0.15),
        (1, 0.03),
    ),
    "cup": ((0, 0.3), (0.04, 0.34), (0.5, 0.46), (1, 0.5)),
    "candle": ((0, 0.14), (1, 0.14)),
    "ball": tuple(
        (float(t), float(0.5 * np.sqrt(max(0.0, 1 - (2 * t - 1) ** 2)))) for t in np.linspace(0, 1, 24)
    ),
}


def turned(
    canvas: Canvas,
    mood: Mood,
    rng: Rng,
    x: float,
    foot: float,
    tall: float,
    shape: str,
    colour: RGB,
    side: float,
    gloss: float = 0.6,
    band: RGB | None = None,
    lit: float = 1.0,
) -> None:
    """A turned body `tall` px high at (x, foot), lit from `side`; `gloss` 0..1, `band` a painted stripe."""
    points = _smooth(shape)
    reach = float(points[:, 1].max()) * tall
    lip = 0.16 * float(points[0, 1]) * tall
    box = canvas.clip((x - reach - 2, foot - tall - 2, x + reach + 2, foot + lip + 2))
    left, top, right, bottom = box
    if left >= right or top >= bottom:
        return
    px = (np.arange(left, right, dtype=np.float32) + 0.5 - x)[None, :]
    # Seen a little from above: rows bend downwards in the middle, more so lower on the body.
    up = (foot - (np.arange(top, bottom, dtype=np.float32) + 0.5))[:, None] / np.float32(tall)
    base_radius = np.interp(np.clip(up, 0, 1), points[:, 0], points[:, 1]).astype(np.float32) * tall
    u0 = np.clip(px / np.maximum(base_radius, 1e-3), -1, 1)
    bend = np.sqrt(1 - u0 * u0) * np.interp(np.clip(up, 0, 1), points[:, 0], points[:, 1]) * 0.16
    level = np.clip(up + bend - 0.16 * float(points[0, 1]) * 0, 0, 1.0)
    radius = np.interp(np.clip(up, 0, 1), points[:, 0], points[:, 1]).astype(np.float32) * tall
    slope = np.interp(
        np.clip(up, 0, 1), points[1:, 0], np.diff(points[:, 1]) / np.maximum(np.diff(points[:, 0]), 1e-3)
    ).astype(np.float32)
    u = np.clip(px / np.maximum(radius, 1e-3), -1, 1)
    front = np.sqrt(1 - u * u)
    base_dip = np.sqrt(np.clip(1 - (px / max(1e-3, float(points[0, 1]) * tall)) ** 2, 0, 1)) * lip
    inside = (
        np.clip(radius - np.abs(px) + 0.5, 0, 1)
        * np.clip(tall * up + base_dip + 0.5, 0, 1)
        * np.clip((1 - up) * tall + 0.5, 0, 1)
    )
    inside = np.where(up < 0, np.clip(base_dip + tall * up + 0.5, 0, 1), inside)
    length = np.sqrt(1 + np.clip(slope, -3, 3) ** 2)
    ny, nx, nz = -np.clip(slope, -3, 3) / length, u / length, front / length
    sun = array((0.62 * side, 0.5, 0.6))
    facing = np.clip(nx * sun[0] + ny * sun[1] + nz * sun[2], 0, 1)
    bounce = np.clip(-nx * sun[0] * 0.8 - ny * 0.35, 0, 1)
    rim = np.clip(1 - nz, 0, 1) ** 3
    half = array((0.36 * side, 0.42, 0.83))
    shine = np.clip(nx * half[0] + ny * half[1] + nz * half[2], 0, 1) ** (18 + 70 * gloss)
    noise = PointNoise(rng)
    around = np.arcsin(u) + rng.uniform(0, 50)
    texture = noise.fractal((around * 5).astype(np.float32), (level * 9).astype(np.float32), 4) - 0.5
    body = np.broadcast_to(array(colour), (*u.shape, 3)) * (1 + 0.22 * texture[..., None])
    if band:
        stripe = np.clip(1 - np.abs(level - 0.62) / 0.05, 0, 1) + np.clip(
            1 - np.abs(level - 0.5) / 0.012, 0, 1
        )
        body = body + (array(band) - body) * np.clip(stripe * 3, 0, 1)[..., None] * 0.9
    if shape in ("apple", "pear"):
        blush = np.clip(
            noise.fractal((around * 1.6).astype(np.float32), (level * 2.5).astype(np.float32), 3) * 2.6 - 0.9,
            0,
            1,
        )
        body = body + (array(mix(colour, rgb("#e8c04a"), 0.75)) - body) * (blush * 0.75)[..., None]
    ambient = array(mix(mood.zenith, mood.haze, 0.6)) * (0.3 + 0.1 * (1 - mood.dark))
    warm = array(mix(mood.light, mood.glow, 0.3)) * np.float32(lit)
    ground = np.clip(1 - up * 5, 0, 1) * 0.45
    shaded = (
        body
        * (ambient + warm * facing[..., None] * 0.95 + warm * bounce[..., None] * 0.14)
        * (1 - ground)[..., None]
    )
    shaded += warm * (shine * gloss * 0.85)[..., None] + array(mood.haze) * (rim * 0.1 * gloss)[..., None]
    canvas.lay(shaded.astype(np.float32), inside.astype(np.float32), box)
    if shape in ("vase", "jug", "cup", "bowl"):
        _mouth(canvas, colour, x, foot - tall, float(points[-1, 1]) * tall, side, mood)


@lru_cache(16)
def _smooth(shape: str) -> Floats:
    """A profile as 160 points (height, radius), its corners rounded as a turner would."""
    coarse = np.array(_SHAPES[shape], np.float32)
    up = np.linspace(0, 1, 160, dtype=np.float32)
    radius = np.interp(up, coarse[:, 0], coarse[:, 1])
    if len(coarse) < 20 and len(coarse) > 2:
        kernel = np.hanning(19) / np.hanning(19).sum()
        mirrored = np.pad(radius, 9, mode="reflect", reflect_type="odd")
        radius = np.convolve(mirrored, kernel, mode="valid")
    return np.stack([up, np.maximum(radius, 0.01)], -1).astype(np.float32)


def _mouth(canvas: Canvas, colour: RGB, x: float, y: float, radius: float, side: float, mood: Mood) -> None:
    """The open top: the lit rim and the dark within."""
    flat = radius * 0.16
    canvas.ellipse(mix(colour, mood.light, 0.35), (x - radius, y - flat, x + radius, y + flat))
    canvas.ellipse(
        mix(colour, (0.05, 0.04, 0.05), 0.62),
        (x - radius * 0.9, y - flat * 0.82, x + radius * 0.9, y + flat * 0.9),
    )


def shadow(
    canvas: Canvas, x: float, foot: float, wide: float, long: float, side: float, strength: float = 0.55
) -> None:
    """What a thing's base throws on the table, away from the light."""
    dark = (0.05, 0.04, 0.06)
    canvas.ellipse(
        dark,
        (x - wide * 1.05, foot - wide * 0.16, x + wide * 1.05, foot + wide * 0.22),
        strength,
        max(1.0, wide * 0.06),
    )
    far = -side * long
    left, right = min(x - wide, x + far), max(x + wide, x + far)
    canvas.ellipse(
        dark, (left, foot - wide * 0.2, right, foot + wide * 0.2), strength * 0.62, max(1.0, wide * 0.16)
    )


def stalk(canvas: Canvas, mood: Mood, rng: Rng, x: float, y: float, tall: float) -> None:
    """A fruit's stalk and leaf."""
    canvas.line(
        rgb("#4a3422"), [(x, y + tall * 0.5), (x + tall * 0.15, y - tall * 0.6)], max(1.0, tall * 0.2)
    )
    leaf = [
        (x + tall * 0.1, y - tall * 0.1),
        (x + tall * 0.7, y - tall * 0.7),
        (x + tall * 1.5, y - tall * 0.5),
        (x + tall * 0.9, y - tall * 0.05),
    ]
    canvas.polygon(mix(rgb("#4f7a36"), mood.light, 0.12), leaf)


def flame(canvas: Canvas, x: float, foot: float, tall: float) -> None:
    """A candle's flame with its glow."""
    canvas.glow(x, foot - tall * 0.5, tall * 9, rgb("#ff9a3a"), 0.42, 2.6)
    canvas.glow(x, foot - tall * 0.5, tall * 2.6, rgb("#ffc46a"), 0.7, 2)
    t = np.linspace(0, 1, 20)
    width = tall * 0.26 * np.sin(np.pi * t**0.62) * (1 - 0.25 * t)
    for grow, tone in ((1.0, (1.0, 0.66, 0.22)), (0.72, (1.15, 0.95, 0.6)), (0.42, (1.3, 1.25, 1.1))):
        ys = foot - tall * t * grow
        points = [
            *zip(x - width * grow, ys, strict=True),
            *zip((x + width * grow)[::-1], ys[::-1], strict=True),
        ]
        canvas.polygon(tone, points)
