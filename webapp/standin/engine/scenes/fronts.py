"""The fronts of a street's houses: planes that run to the vanishing point, with windows and shops."""

from dataclasses import dataclass

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import array, between, mix, rgb
from webapp.standin.engine.draw.noise import Bits, Floats, Rng, dice, floats
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.scenes.vista import EYE, HALF_WIDE, Vista

_PLASTER = ("#7a5a4a", "#6b6470", "#8a6a58", "#5a6474", "#94816c", "#6e4a46")
_HOUSES = 62
_COLUMN, _STOREY = 0.27, 0.33
_LOWEST_PANE, _CORNICE = 0.46, 0.14
_SHOP_EVERY = 0.62


@dataclass(frozen=True)
class _Front:
    """What each pixel of a wall shows: place `along` its house's front and `height` over the ground.

    `house` (a number that differs across the street), `roof` (its height) and `px_per_unit` are per column.
    """

    along: Floats
    height: Floats
    house: Floats
    roof: Floats
    px_per_unit: Floats

    def between(self, distance: Floats, unit: float) -> Floats:
        """1 where `distance` (in shares of `unit`) is positive, else 0, with a soft edge of about 1 px."""
        return floats(np.clip(distance * np.clip(self.px_per_unit * unit, 0.6, 40)[None, :] + 0.5, 0, 1))

    @property
    def has_windows(self) -> Bits:
        above: Bits = (self.height > _LOWEST_PANE) & (self.height < self.roof[None, :] - _CORNICE)
        return above


def walls_of_houses(canvas: Canvas, mood: Mood, rng: Rng, vista: Vista, layer: int) -> None:
    """Both rows of houses; layer 0 lines the street, 1 stands behind it and taller."""
    offset = canvas.columns()[0] - vista.middle
    side = np.where(offset < 0, 0, 1)
    z = np.minimum(HALF_WIDE * (1 + 1.2 * layer) * vista.focal / np.maximum(np.abs(offset), 0.5), 60)
    ends = np.cumsum(rng.uniform(0.7, 1.9, _HOUSES - 2))
    number = np.searchsorted(ends, z)
    roof = rng.uniform(1.5, 3.4, (2, _HOUSES))[side, number] * (1 + 0.75 * layer)
    tone = rng.uniform(0, 1, (2, _HOUSES))[side, number]
    height = (vista.horizon - canvas.rows()) * z[None, :] / vista.focal + EYE
    along = z - np.where(number > 0, ends[np.maximum(number - 1, 0)], 0)
    front = _Front(np.broadcast_to(along, height.shape), height, number + 100.0 * side, roof, vista.focal / z)
    colour = _with_shops(front, mood, _plaster(front, mood, tone))
    colour = _with_windows(front, mood, colour)
    far = (1 - np.exp(-((z / 13) ** 1.3)))[None, :, None]
    veil = array(mix(mood.haze, mix(mood.glow, rgb("#ff9f6a"), 0.35 * mood.dark), 0.5))
    colour = colour + (veil - colour) * np.clip(far + 0.12 * layer, 0, 0.94)
    standing = front.between(roof[None, :] - height, 1.0) * (height > -0.03)
    canvas.lay(colour, standing)


def _plaster(front: _Front, mood: Mood, tone: Floats) -> Floats:
    """The bare walls, a tone to each house."""
    tones = np.stack([array(rgb(code)) for code in _PLASTER]) * (0.62 - 0.36 * mood.dark)
    tones = tones * array(mix(mood.haze, (1, 1, 1), 0.35 + 0.3 * (1 - mood.dark)))
    wall = tones[(tone * (len(_PLASTER) - 0.01)).astype(np.int32)]
    return np.repeat(wall[None], front.height.shape[0], axis=0)


def _with_windows(front: _Front, mood: Mood, colour: Floats) -> Floats:
    """Rows of windows with frames and ledges; the darker it is the more of them are lit."""
    column, storey = np.floor(front.along / _COLUMN), np.floor((front.height - 0.42) / _STOREY)
    x, y = front.along / _COLUMN - column - 0.5, (front.height - 0.42) / _STOREY - storey - 0.48
    there = front.has_windows
    pane = front.between(0.28 - np.abs(x), _COLUMN) * front.between(0.31 - np.abs(y), _STOREY) * there
    frame = front.between(0.34 - np.abs(x), _COLUMN) * front.between(0.4 - np.abs(y), _STOREY) * there
    ledge = np.exp(-(((y + 0.45) / 0.05) ** 2)) * there
    chance = dice(column, storey, front.house[None, :])
    warm = between(rgb("#ffcf86"), rgb("#ffe9c4"), (chance * 7.3 % 1))
    cool = (chance * 13.7 % 1 < 0.14)[..., None]
    lamp = np.where(cool, array(rgb("#a9d8ff")), warm) * (0.55 + 0.6 * (chance * 5.1 % 1))[..., None]
    lit = (chance < 0.12 + 0.36 * mood.dark)[..., None]
    inside = np.where(lit, lamp, _glass(mood)) * (1 - 0.25 * np.clip(y + 0.08, 0, 1))[..., None]
    colour = colour * (1 + 0.35 * np.clip(frame - pane, 0, 1) + 0.25 * ledge)[..., None]
    return floats(colour + (inside - colour) * pane[..., None])


def _with_shops(front: _Front, mood: Mood, colour: Floats) -> Floats:
    """Shop windows along the pavement."""
    across = np.abs(np.mod(front.along, _SHOP_EVERY) - _SHOP_EVERY / 2)
    shop = front.between(0.25 - across, 1.0) * front.between(0.15 - np.abs(front.height - 0.21), 1.0)
    chance = dice(np.floor(front.along / _SHOP_EVERY), front.house[None, :], 3.0)
    shine = (
        array(rgb("#ffd493")) * (0.75 + 0.35 * np.clip(1 - np.abs(front.height - 0.2) * 5, 0, 1))[..., None]
    )
    inside = np.where((chance < 0.35 + 0.4 * mood.dark)[..., None], shine, _glass(mood) * 0.8)
    return colour + (inside - colour) * shop[..., None]


def _glass(mood: Mood) -> Floats:
    return array(mix(mood.middle, (0.02, 0.03, 0.06), 0.55))
