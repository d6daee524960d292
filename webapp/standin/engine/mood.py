"""The light of an hour: one palette for sky, sun, haze, land and water, tinted by colour words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from webapp.standin.engine.draw.colour import RGB, rgb, towards
from webapp.standin.engine.draw.noise import Rng
from webapp.standin.engine.vocabulary import COLOURS, Hour
from webapp.standin.engine.words import Brief


@dataclass(frozen=True)
class Mood:
    """Colours from the top of the sky to the deep of the water, and where the light stands.

    `sun_x` is in shares of the width, `sun_y` in shares of the sky's height above the horizon (0 at it).
    `dark` 0..1: how much of the night there is (stars, lit windows). `moon`: the light is the moon.
    `veiled`: it stands behind clouds.
    """

    zenith: RGB
    middle: RGB
    horizon: RGB
    glow: RGB
    light: RGB
    cloud: RGB
    cloud_shade: RGB
    haze: RGB
    near: RGB
    deep: RGB
    dark: float
    moon: bool
    sun_x: float = 0.5
    sun_y: float = 0.3
    veiled: bool = False


def _mood(codes: str, dark: float, moon: bool = False) -> Mood:
    zenith, middle, horizon, glow, light, cloud, shade, haze, near, deep = (
        rgb("#" + c) for c in codes.split()
    )
    return Mood(zenith, middle, horizon, glow, light, cloud, shade, haze, near, deep, dark, moon)


MOODS: dict[Hour, tuple[Mood, ...]] = {
    Hour.DAWN: (
        _mood("5f7fb4 b3a8c8 fbd3ac ffb98a fff2d8 ffdcc6 8f8aad d8bcbb 2a2f48 3f5c80", 0.1),
        _mood("7796b8 c6bfc9 f6dcc0 ffd2a2 fff6e2 fff0e2 a3a2bb d5c9c8 31394a 4a6c86", 0.05),
    ),
    Hour.DAY: (
        _mood("2a6fbe 76b0e2 dcecf0 fff7de fffcee ffffff a8bacf bdd4e4 1f3c30 1d5d80", 0),
        _mood("3f86c6 8cc3e4 e8efe6 fff3d0 fffbe6 ffffff b2bfd0 c9d8dc 2b4430 22708a", 0),
    ),
    Hour.SUNSET: (
        _mood("39457a b0647f ff9f5e ffd07a fff3cc ffb487 6f4b6e d98d78 241a2e 37406c", 0.15),
        _mood("4a5f92 d88c7a ffc070 ffe19a fff7d8 ffcf98 8b627a e0a582 2b2230 47567c", 0.08),
    ),
    Hour.DUSK: (
        _mood("15204a 454f8a e79a88 ffb286 fff4de 9a86ac 303460 6f6b9e 0d1126 18264c", 0.6, True),
        _mood("1a2f58 4a6b9c d9aa9c ffc39c fff6e4 8f97bb 33436c 6c80a6 0c1628 1a3557", 0.5, True),
    ),
    Hour.NIGHT: (
        _mood("050a1c 0f1d42 2c4876 6485b4 f8f4e2 4d628c 141e3a 22375e 03060e 0a1733", 1, True),
        _mood("070b20 1b1f4c 3f4580 7f80b8 fbf3e4 5b5c90 191d40 2d3264 04060f 11173a", 1, True),
    ),
    Hour.STORM: (
        _mood("36444f 64757e aab7b8 d9dcd0 f4f2e6 c2cacb 4c5a64 8d9c9f 18211f 34505a", 0.25),
        _mood("3b4256 6e7488 b9b6b4 e6d9c2 fbf3de ccc8c6 50556a 9a9ba2 1c2026 3b5062", 0.2),
    ),
}

# Said of a picture these mean its light rather than all that is in it.
_COLOURS_OF_LIGHT = (COLOURS["golden"], COLOURS["amber"])


def mood_of(brief: Brief, rng: Rng, usual: Sequence[Hour], variation: int) -> Mood:
    """The light for one variation: the hour asked for, else one that is usual for the place."""
    hours = [hour for hour in brief.hours if not (hour is Hour.SUNSET and _only_golden(brief))] or list(
        brief.hours
    )
    hour = (
        hours[variation % 2 if len(hours) > 1 and variation > 1 else 0]
        if hours
        else usual[variation % len(usual)]
    )
    mood = MOODS[hour][variation % 2]
    side = -1 if rng.random() < 0.5 else 1
    mood = replace(
        mood, sun_x=0.5 + side * rng.uniform(0.08, 0.3), sun_y=_height(hour, rng), veiled=hour is Hour.STORM
    )
    for colour in brief.colours[:2]:
        share = 0.25 if colour in _COLOURS_OF_LIGHT else 0.6
        mood = tinted(mood, colour, share / min(2, len(brief.colours)))
    return mood


def tinted(mood: Mood, hue: RGB, share: float) -> Mood:
    """The mood drawn towards a hue; its light least, so that the sun stays a sun."""

    def drawn(colour: RGB, weight: float = 1.0) -> RGB:
        return towards(colour, hue, share * weight)

    return replace(
        mood,
        zenith=drawn(mood.zenith, 0.7),
        middle=drawn(mood.middle, 0.85),
        horizon=drawn(mood.horizon),
        glow=drawn(mood.glow, 0.55),
        light=drawn(mood.light, 0.1),
        cloud=drawn(mood.cloud, 0.8),
        cloud_shade=drawn(mood.cloud_shade),
        haze=drawn(mood.haze),
        near=drawn(mood.near, 0.5),
        deep=drawn(mood.deep),
    )


def _only_golden(brief: Brief) -> bool:
    return (
        len(brief.hours) > 1 and brief.says("golden", "amber", "warm") and not brief.says("sunset", "evening")
    )


def _height(hour: Hour, rng: Rng) -> float:
    low, high = {
        Hour.DAWN: (0.10, 0.26), Hour.DAY: (0.5, 0.8), Hour.SUNSET: (0.07, 0.2), Hour.DUSK: (0.45, 0.75),
        Hour.NIGHT: (0.45, 0.78), Hour.STORM: (0.35, 0.6),
    }[hour]  # fmt: skip
    return float(rng.uniform(low, high))
