"""Materials as procedural textures: water, stone, wood and the rest, lit from one side.

Each takes noise, places u (right) and v (down) in feature sizes, and a side for the light; it returns
colours (h, w, 3), 0..1 and beyond for what shines.
"""

from collections.abc import Callable

import numpy as np

from webapp.standin.engine.draw.colour import array, gradient, rgb
from webapp.standin.engine.draw.noise import Floats, PointNoise

Texture = Callable[[PointNoise, Floats, Floats, float], Floats]


def _relief(height: Floats, side: float, strength: float) -> Floats:
    """Light and shade of a height field lit from the upper left or right."""
    slope_y, slope_x = np.gradient(height)
    return np.clip(1 + (slope_x * -side + slope_y * -0.8) * np.float32(strength), 0.35, 1.9)


def _per_px(u: Floats) -> float:
    """How many px one unit of u is, so that reliefs look alike at every size."""
    return 1 / max(1e-4, float(abs(u[0, -1] - u[0, 0])) / max(1, u.shape[1] - 1))


def water(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Ripples that mirror a bright sky."""
    swell = noise.fractal(u * 1.1, v * 3.4, 5, 0.55)
    fine = noise.fractal(u * 3 + 40, v * 10, 3)
    shine = np.clip((swell + 0.5 * fine - 0.84) * 5, 0, 1)
    colour = gradient([(0.2, rgb("#0f3f57")), (0.5, rgb("#2a7a94")), (0.72, rgb("#6fb6c4"))], swell)
    return colour + array(rgb("#dff0f2")) * (shine * 0.4)[..., None]


def stone(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Fitted rough stones with mortar between them."""
    bend = noise.fractal(u * 0.9, v * 0.9, 3) - 0.5
    row = np.floor(v * 1.7 + bend * 0.5)
    x, y = u * 1.15 + (row % 2) * 0.5 + bend * 0.5, v * 1.7 + bend * 0.5 - row
    block = np.floor(x)
    edge = np.minimum(np.minimum(x - block, 1 - (x - block)) * 1.3, np.minimum(y, 1 - y))
    rough = noise.fractal(u * 5, v * 5, 5, 0.6)
    tone = (np.sin(block * 12.9898 + row * 78.233) * 43758.5453) % 1
    height = np.minimum(edge * 5, 0.8) + rough * 0.5
    colour = gradient([(0, rgb("#6a665f")), (0.5, rgb("#8f887d")), (1, rgb("#b3aa9a"))], np.clip(tone * 0.6 + rough * 0.5, 0, 1))
    joint = np.clip((0.1 - edge) * 14, 0, 1)[..., None]
    return (colour + (array(rgb("#4b4640")) - colour) * joint) * _relief(height, side, 0.045 * _per_px(u))[..., None]


def brick(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Courses of red brick."""
    bend = (noise.fractal(u * 1.5, v * 1.5, 3) - 0.5) * 0.05
    row = np.floor(v * 3.4 + bend)
    x, y = u * 1.45 + (row % 2) * 0.5 + bend, v * 3.4 + bend - row
    block = np.floor(x)
    edge = np.minimum(np.minimum(x - block, 1 - (x - block)) * 2.3, np.minimum(y, 1 - y))
    rough = noise.fractal(u * 9, v * 9, 4, 0.6)
    tone = (np.sin(block * 12.9898 + row * 78.233) * 43758.5453) % 1
    colour = gradient([(0, rgb("#7c3426")), (0.5, rgb("#a54d36")), (1, rgb("#c97f5c"))], np.clip(tone * 0.7 + (rough - 0.35), 0, 1))
    joint = np.clip((0.1 - edge) * 22, 0, 1)
    mortar = array(rgb("#b3a693")) * (0.75 + 0.4 * rough)[..., None]
    height = np.minimum(edge * 7, 0.7) + rough * 0.25
    return (colour + (mortar - colour) * joint[..., None]) * _relief(height, side, 0.035 * _per_px(u))[..., None]


def wood(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Planks with grain and a few knots."""
    plank = np.floor(v * 1.6)
    shift = np.sin(plank * 91.7) * 9
    inside = v * 1.6 - plank
    bend = noise.fractal(u * 0.7 + shift, v * 2.6 + plank, 4)
    rings = 0.5 + 0.5 * np.sin((inside * 3 + bend * 5.5 + noise.fractal(u * 0.3 + shift, plank + 0 * u, 2) * 5) * 6.28)
    fibre = noise.fractal(u * 3 + shift, v * 46, 3, 0.6)
    tone = 0.5 + 0.3 * np.sin(plank * 37.7)
    colour = gradient([(0, rgb("#5d3a22")), (0.5, rgb("#946238")), (1, rgb("#c79860"))], np.clip(rings * 0.42 + fibre * 0.4 + (tone - 0.5) * 0.5, 0, 1))
    seam = np.clip((0.045 - np.minimum(inside, 1 - inside)) * 34, 0, 1)
    return colour * (1 - 0.75 * seam)[..., None] * _relief(rings * 0.3 + fibre * 0.6, side, 0.02 * _per_px(u))[..., None]


def grass(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Blades in tufts, light tips over dark roots."""
    lean = (noise.fractal(u * 1.2, v * 1.2, 3) - 0.5) * 5
    blades = noise.fractal(u * 15 + lean, v * 2.6, 3, 0.62)
    tufts = noise.fractal(u * 2.1, v * 2.1, 4)
    value = np.clip(blades * 0.85 + tufts * 0.6 - 0.25, 0, 1)
    return gradient([(0, rgb("#1d3312")), (0.4, rgb("#42661f")), (0.7, rgb("#7a9a35")), (1, rgb("#c3cf6d"))], value)


def gold(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Beaten metal that catches the light in folds."""
    dents = noise.fractal(u * 1.6, v * 1.6, 4, 0.5)
    fine = noise.fractal(u * 14, v * 14, 2)
    light = _relief(dents + fine * 0.02, side, 0.11 * _per_px(u))
    shine = np.clip((light - 1.18) * 2.4, 0, 1)
    colour = gradient([(0.3, rgb("#5a3a0c")), (0.7, rgb("#b07d1f")), (1.05, rgb("#e3b341")), (1.5, rgb("#ffe9a0"))], light + (dents - 0.5) * 0.4)
    return colour + array(rgb("#fff6d8")) * (shine**2 * 0.8)[..., None]


def fire(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Tongues of flame that rise and thin out."""
    height, width = u.shape
    up = np.linspace(1, 0, height, dtype=np.float32)[:, None]
    bend = noise.fractal(u * 1.3, v * 1.1, 4) - 0.5
    body = noise.fractal(u * 2.1 + bend * 1.8, v * 1.05 + bend * 0.8, 5, 0.55)
    fold = 1 - np.abs(2 * noise.fractal(u * 1.7 + bend * 2.4, v * 0.8, 4) - 1)
    heat = np.clip(body * 0.75 + fold * 0.6 - 0.28 - 0.36 * up**1.3, 0, 1)
    colour = gradient([(0, rgb("#1c0703")), (0.22, rgb("#7c1806")), (0.45, rgb("#e2470c")), (0.68, rgb("#ffa51f")), (0.88, rgb("#ffe57a")), (1, rgb("#fffbe0"))], heat)
    return colour * (1 + 0.45 * heat)[..., None]


def cloud(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Heaped clouds in a blue sky, or smoke by another colour."""
    bend = noise.fractal(u * 0.8, v * 1.0, 4) - 0.5
    body = noise.fractal(u * 0.9 + bend, v * 1.3 + bend, 6, 0.54)
    lit = np.clip(0.62 + (body - noise.fractal(u * 0.9 + bend + 0.12 * side, v * 1.3 + bend - 0.16, 4, 0.54)) * 3.2, 0, 1)
    sky = gradient([(0, rgb("#4f8cc9")), (1, rgb("#b9d9ec"))], np.linspace(0, 1, u.shape[0], dtype=np.float32))[:, None]
    puff = gradient([(0, rgb("#8d9db4")), (0.55, rgb("#d8dfe8")), (1, rgb("#ffffff"))], lit)
    cover = np.clip((body - 0.4) * 5, 0, 1)[..., None]
    return sky + (puff - sky) * cover


def flowers(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """A bed of small blossoms over leaves, in a few colours."""
    picture = grass(noise, u, v, side) * 0.75
    tones = [array(rgb(code)) for code in ("#e8476a", "#f4b53a", "#f6efe6", "#a763c9", "#e76f3c")]
    for layer in range(3):
        size = (2.2, 3.1, 2.6)[layer]
        x, y = u * size + layer * 7.3, v * size + layer * 3.7
        cell_x, cell_y = np.floor(x), np.floor(y)
        dice = (np.sin(cell_x * 127.1 + cell_y * 311.7 + layer * 74.7) * 43758.5453) % 1
        off_x, off_y = 0.5 + (dice * 7.13 % 1 - 0.5) * 0.4, 0.5 + (dice * 3.71 % 1 - 0.5) * 0.4
        dx, dy = x - cell_x - off_x, (y - cell_y - off_y) * 1.15
        away, angle = np.sqrt(dx * dx + dy * dy), np.arctan2(dy, dx) + dice * 6.28
        petals = 0.3 * (0.72 + 0.28 * np.cos(angle * (5 + layer))) * (0.7 + 0.5 * dice)
        inside = np.clip((petals - away) * 26, 0, 1) * (dice > 0.22)
        tone = np.stack(tones)[(dice * 4.99).astype(np.int32)]
        shade = np.clip(1.06 - away * 0.9 + side * dx * 0.5 - dy * 0.5, 0.5, 1.25)
        heart = np.clip((0.07 - away) * 40, 0, 1)
        bloom = tone * shade[..., None]
        bloom = bloom + (array(rgb("#f3cf45")) - bloom) * heart[..., None]
        shadow = np.clip((petals * 1.25 - np.sqrt((dx + 0.05 * side) ** 2 + (dy - 0.07) ** 2)) * 9, 0, 1) * (dice > 0.22)
        picture = picture * (1 - 0.5 * shadow)[..., None]
        picture = picture + (bloom - picture) * inside[..., None]
    return picture


def neon(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Glowing tubes that wind over a dark wall."""
    wall = array(rgb("#0c0a18")) * (0.8 + 0.6 * noise.fractal(u * 6, v * 6, 3))[..., None]
    picture = wall.astype(np.float32)
    for n, code in enumerate(("#ff2f8e", "#23d5ff", "#a45bff")):
        path = noise.fractal(u * 0.55 + n * 31.7, v * 0.55 + n * 11.3, 2)
        steep = np.maximum(np.hypot(*np.gradient(path)) * _per_px(u), 0.05)
        away = np.abs(path - (0.44 + 0.05 * n)) / steep
        glow = np.exp(-away * 7) * 0.5 + np.exp(-((away / 0.028) ** 2)) * 1.1
        core = np.exp(-((away / 0.013) ** 2))
        picture = picture + array(rgb(code)) * glow[..., None] + core[..., None] * np.float32(0.75)
    return picture


def glass(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Cut crystal: bright facets of clear blue."""
    best, second, tone = np.full(u.shape, 9, np.float32), np.full(u.shape, 9, np.float32), np.zeros(u.shape, np.float32)
    x, y = u * 1.5, v * 1.5
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            cell_x, cell_y = np.floor(x) + dx, np.floor(y) + dy
            dice = (np.sin(cell_x * 127.1 + cell_y * 311.7) * 43758.5453) % 1
            px, py = cell_x + dice, cell_y + (dice * 7.7) % 1
            away = ((x - px) ** 2 + (y - py) ** 2).astype(np.float32)
            nearer = away < best
            second = np.where(nearer, best, np.minimum(second, away))
            tone = np.where(nearer, dice + 0.35 * ((x - px) * side - (y - py)), tone).astype(np.float32)
            best = np.where(nearer, away, best)
    edge = np.exp(-(((np.sqrt(second) - np.sqrt(best)) / 0.035) ** 2))
    colour = gradient([(-0.2, rgb("#2f6f93")), (0.35, rgb("#7fbfd4")), (0.8, rgb("#d3eef2")), (1.2, rgb("#ffffff"))], tone)
    return colour + array(rgb("#f6ffff")) * (edge * 0.5)[..., None]


def sand(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Wind ripples in fine sand."""
    bend = noise.fractal(u * 0.8, v * 0.8, 4)
    wave = 0.5 + 0.5 * np.sin((v * 3.2 + bend * 2.6 + u * 0.3) * 6.28)
    grain = noise.fractal(u * 40, v * 40, 2)
    colour = gradient([(0, rgb("#b98a58")), (0.5, rgb("#d9b17d")), (1, rgb("#f1d7a8"))], np.clip(bend * 0.4 + wave * 0.3 + grain * 0.4, 0, 1))
    return colour * _relief(wave * 0.5 + bend + grain * 0.12, side, 0.03 * _per_px(u))[..., None]


def snow(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Soft drifts with blue shadows and a few sparks."""
    drift = noise.fractal(u * 0.9, v * 1.5, 5, 0.48)
    light = _relief(drift, side, 0.09 * _per_px(u))
    colour = gradient([(0.4, rgb("#8ea6c8")), (0.9, rgb("#d5e1f0")), (1.2, rgb("#ffffff"))], light)
    sparks = np.clip((noise(u * 60, v * 60) - 0.94) * 12, 0, 1)
    return colour + sparks[..., None] * np.float32(0.3)


def stars(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """A night sky with a band of far stars."""
    bend = noise.fractal(u * 0.8, v * 0.8, 4)
    haze = noise.fractal(u * 0.9 + bend * 2, v * 0.9 + bend * 2, 5, 0.56)
    picture = gradient([(0.2, rgb("#050817")), (0.5, rgb("#14204d")), (0.64, rgb("#4a3b86")), (0.8, rgb("#c07aa6"))], haze)
    for size, least in ((22, 0.86), (9, 0.9), (4.5, 0.93)):
        x, y = u * size, v * size
        cell_x, cell_y = np.floor(x), np.floor(y)
        dice = (np.sin(cell_x * 127.1 + cell_y * 311.7 + size) * 43758.5453) % 1
        away = (x - cell_x - 0.2 - 0.6 * (dice * 5.3 % 1)) ** 2 + (y - cell_y - 0.2 - 0.6 * (dice * 9.1 % 1)) ** 2
        picture = picture + (np.exp(-away * 130) * (dice > least) * 1.3)[..., None].astype(np.float32)
    return picture


TEXTURES: dict[str, Texture] = {
    "water": water, "stone": stone, "brick": brick, "wood": wood, "grass": grass, "gold": gold, "fire": fire,
    "cloud": cloud, "flowers": flowers, "neon": neon, "glass": glass, "sand": sand, "snow": snow, "stars": stars,
}  # fmt: skip

SHINES = frozenset({"fire", "neon", "stars"})
