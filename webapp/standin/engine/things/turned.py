"""Turned and round things with true shading: vases, bowls, bottles, fruit, candles."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from webapp.standin.engine.draw.canvas import Box, Canvas
from webapp.standin.engine.draw.colour import RGB, array, mix, rgb
from webapp.standin.engine.draw.noise import Floats, PointNoise, Rng, floats
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

_OPEN = frozenset({"vase", "jug", "cup", "bowl"})
# How far one looks down on things: a circle's height over its width.
_TILT = 0.16


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
    profile = _smooth(shape)
    reach, base = float(profile[:, 1].max()) * tall, float(profile[0, 1]) * tall
    box = canvas.clip((x - reach - 2, foot - tall - 2, x + reach + 2, foot + _TILT * base + 2))
    if box[0] >= box[2] or box[1] >= box[3]:
        return
    skin = _skin(profile, box, (x, foot), tall)
    paint = _glaze(PointNoise(rng), skin, shape, colour, band, float(rng.uniform(0, 50)))
    warm = array(mix(mood.light, mood.glow, 0.3)) * np.float32(lit)
    ambient = array(mix(mood.zenith, mood.haze, 0.6)) * (0.3 + 0.1 * (1 - mood.dark))
    facing = np.clip(skin.towards((0.62 * side, 0.5, 0.6)), 0, 1)[..., None]
    bounce = np.clip(skin.towards((-0.5 * side, -0.35, 0.0)), 0, 1)[..., None]
    shine = np.clip(skin.towards((0.36 * side, 0.42, 0.83)), 0, 1) ** (18 + 70 * gloss)
    rim = np.clip(1 - skin.normal[2], 0, 1) ** 3
    near_table = (1 - 0.45 * np.clip(1 - skin.up * 5, 0, 1))[..., None]
    shaded = paint * (ambient + warm * (facing * 0.95 + bounce * 0.14)) * near_table
    shaded = (
        shaded + warm * (shine * gloss * 0.85)[..., None] + array(mood.haze) * (rim * 0.1 * gloss)[..., None]
    )
    canvas.lay(shaded, skin.cover, box)
    if shape in _OPEN:
        _mouth(canvas, mood, colour, x, foot - tall, float(profile[-1, 1]) * tall)


@dataclass(frozen=True)
class _Skin:
    """A turned surface as seen: share of its height (`up`), place on it, normal (right, up, to us), cover."""

    up: Floats
    across: Floats
    level: Floats
    normal: tuple[Floats, Floats, Floats]
    cover: Floats

    def towards(self, light: tuple[float, float, float]) -> Floats:
        """How far the surface faces a light."""
        return floats(sum(n * part for n, part in zip(self.normal, light, strict=True)))


def _skin(profile: Floats, box: Box, place: tuple[float, float], tall: float) -> _Skin:
    """The surface of a profile turned about the upright through `place`, for the px of `box`."""
    left, top, right, bottom = box
    offset = (np.arange(left, right, dtype=np.float32) + 0.5 - place[0])[None, :]
    up = (place[1] - (np.arange(top, bottom, dtype=np.float32) + 0.5))[:, None] / np.float32(tall)
    height = np.clip(up, 0, 1)
    radius = np.interp(height, profile[:, 0], profile[:, 1]) * tall
    rise = np.gradient(profile[:, 1], profile[:, 0])
    slope = np.clip(np.interp(height, profile[:, 0], rise), -3, 3)
    across = np.clip(offset / np.maximum(radius, 1e-3), -1, 1)
    front = np.sqrt(1 - across * across)
    length = np.sqrt(1 + slope * slope)
    # Seen a little from above, rings bend downwards in front, and so does the edge it stands on.
    level = np.clip(up + front * radius / tall * _TILT, 0, 1)
    base = float(profile[0, 1]) * tall
    dip = np.sqrt(np.clip(1 - (offset / max(1e-3, base)) ** 2, 0, 1)) * _TILT * base
    standing = np.clip(tall * up + dip + 0.5, 0, 1)
    body = np.clip(radius - np.abs(offset) + 0.5, 0, 1) * np.clip((1 - up) * tall + 0.5, 0, 1)
    cover = floats(body * standing)
    return _Skin(
        floats(up), floats(across), floats(level), (across / length, -slope / length, front / length), cover
    )


def _glaze(noise: PointNoise, skin: _Skin, shape: str, colour: RGB, band: RGB | None, turn: float) -> Floats:
    """The surface's own colours: a lively glaze, a painted band, the blush of fruit."""
    around = np.arcsin(skin.across) + turn
    texture = noise.fractal(around * 5, skin.level * 9, 4) - 0.5
    paint = array(colour) * (1 + 0.22 * texture[..., None])
    if band:
        broad = np.clip(1 - np.abs(skin.level - 0.62) / 0.05, 0, 1)
        fine = np.clip(1 - np.abs(skin.level - 0.5) / 0.012, 0, 1)
        paint = paint + (array(band) - paint) * np.clip((broad + fine) * 3, 0, 1)[..., None] * 0.9
    if shape in ("apple", "pear"):
        blush = np.clip(noise.fractal(around * 1.6, skin.level * 2.5, 3) * 2.6 - 0.9, 0, 1)
        paint = paint + (array(mix(colour, rgb("#e8c04a"), 0.75)) - paint) * (blush * 0.75)[..., None]
    return floats(paint)


@lru_cache(16)
def _smooth(shape: str) -> Floats:
    """A profile as 160 points (height, radius), its corners rounded as a turner would."""
    coarse = np.array(_SHAPES[shape], np.float32)
    up = np.linspace(0, 1, 160, dtype=np.float32)
    radius = np.interp(up, coarse[:, 0], coarse[:, 1])
    if 2 < len(coarse) < 20:
        kernel = np.hanning(15) / np.hanning(15).sum()
        for _ in range(3):
            mirrored = np.pad(radius, 7, mode="reflect", reflect_type="odd")
            radius = np.convolve(mirrored, kernel, mode="valid")
    return np.stack([up, np.maximum(radius, 0.01)], -1).astype(np.float32)


def _mouth(canvas: Canvas, mood: Mood, colour: RGB, x: float, y: float, radius: float) -> None:
    """The open top: the lit rim and the dark within."""
    flat = radius * _TILT
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
