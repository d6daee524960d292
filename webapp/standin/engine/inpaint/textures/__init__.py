"""Materials as procedural textures: water, stone, wood and the rest, lit from one side.

Each takes noise, places u (right) and v (down) in feature sizes, and a side for the light; it returns
colours (h, w, 3), 0..1 and beyond for what shines.
"""

from collections.abc import Callable

from webapp.standin.engine.draw.noise import Floats, PointNoise
from webapp.standin.engine.inpaint.textures.grown import cloud, fire, flowers, grass, sand, snow, stars, water
from webapp.standin.engine.inpaint.textures.made import brick, glass, gold, neon, stone, wood

Texture = Callable[[PointNoise, Floats, Floats, float], Floats]

TEXTURES: dict[str, Texture] = {
    "brick": brick,
    "cloud": cloud,
    "fire": fire,
    "flowers": flowers,
    "glass": glass,
    "gold": gold,
    "grass": grass,
    "neon": neon,
    "sand": sand,
    "snow": snow,
    "stars": stars,
    "stone": stone,
    "water": water,
    "wood": wood,
}

SHINES = frozenset({"fire", "neon", "stars"})
