"""How surfaces take the light of a mood."""

from webapp.standin.engine.draw.colour import RGB, mix, scaled
from webapp.standin.engine.mood import Mood


def in_light(mood: Mood, colour: RGB, lit: float) -> RGB:
    """A surface's colour in the hour's light; `lit` 0 (shade) to 1 (facing the light)."""
    shade = mix(scaled(colour, 0.34 - 0.12 * mood.dark), mood.zenith, 0.22)
    warm = mood.light if mood.moon else mix(mood.light, mood.glow, 0.4)
    bright = tuple(c * (0.3 + 0.78 * w) for c, w in zip(colour, warm, strict=True))
    strength = lit * (1 - 0.62 * mood.dark)
    return mix(shade, (bright[0], bright[1], bright[2]), strength)


def light_side(mood: Mood) -> float:
    """-1 where the light stands left, 1 where it stands right."""
    return -1.0 if mood.sun_x < 0.5 else 1.0
