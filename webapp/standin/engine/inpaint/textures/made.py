"""Materials that people work: stone, brick, wood, metal, glass, light."""

import numpy as np

from webapp.standin.engine.draw.colour import array, gradient, rgb
from webapp.standin.engine.draw.noise import Floats, PointNoise, dice, floats
from webapp.standin.engine.inpaint.textures.relief import per_px, relief


def stone(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Fitted rough stones with mortar between them."""
    bend = noise.fractal(u * 0.9, v * 0.9, 3) - 0.5
    row = np.floor(v * 1.7 + bend * 0.5)
    x, y = u * 1.15 + (row % 2) * 0.5 + bend * 0.5, v * 1.7 + bend * 0.5 - row
    block = np.floor(x)
    edge = np.minimum(np.minimum(x - block, 1 - (x - block)) * 1.3, np.minimum(y, 1 - y))
    rough = noise.fractal(u * 5, v * 5, 5, 0.6)
    tone = dice(block, row)
    height = np.minimum(edge * 5, 0.8) + rough * 0.5
    colour = gradient(
        [(0, rgb("#6a665f")), (0.5, rgb("#8f887d")), (1, rgb("#b3aa9a"))],
        np.clip(tone * 0.6 + rough * 0.5, 0, 1),
    )
    joint = np.clip((0.1 - edge) * 14, 0, 1)[..., None]
    return floats(
        (colour + (array(rgb("#4b4640")) - colour) * joint)
        * relief(height, side, 0.045 * per_px(u))[..., None]
    )


def brick(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Courses of red brick."""
    bend = (noise.fractal(u * 1.5, v * 1.5, 3) - 0.5) * 0.05
    row = np.floor(v * 3.4 + bend)
    x, y = u * 1.45 + (row % 2) * 0.5 + bend, v * 3.4 + bend - row
    block = np.floor(x)
    edge = np.minimum(np.minimum(x - block, 1 - (x - block)) * 2.3, np.minimum(y, 1 - y))
    rough = noise.fractal(u * 9, v * 9, 4, 0.6)
    tone = dice(block, row)
    colour = gradient(
        [(0, rgb("#7c3426")), (0.5, rgb("#a54d36")), (1, rgb("#c97f5c"))],
        np.clip(tone * 0.7 + (rough - 0.35), 0, 1),
    )
    joint = np.clip((0.1 - edge) * 22, 0, 1)
    mortar = array(rgb("#b3a693")) * (0.75 + 0.4 * rough)[..., None]
    height = np.minimum(edge * 7, 0.7) + rough * 0.25
    return floats(
        (colour + (mortar - colour) * joint[..., None]) * relief(height, side, 0.035 * per_px(u))[..., None]
    )


def wood(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Planks with grain and a few knots."""
    plank = np.floor(v * 1.6)
    shift = np.sin(plank * 91.7) * 9
    inside = v * 1.6 - plank
    bend = noise.fractal(u * 0.7 + shift, v * 2.6 + plank, 4)
    rings = 0.5 + 0.5 * np.sin(
        (inside * 3 + bend * 5.5 + noise.fractal(u * 0.3 + shift, plank + 0 * u, 2) * 5) * 6.28
    )
    fibre = noise.fractal(u * 3 + shift, v * 46, 3, 0.6)
    tone = 0.5 + 0.3 * np.sin(plank * 37.7)
    colour = gradient(
        [(0, rgb("#5d3a22")), (0.5, rgb("#946238")), (1, rgb("#c79860"))],
        np.clip(rings * 0.42 + fibre * 0.4 + (tone - 0.5) * 0.5, 0, 1),
    )
    seam = np.clip((0.045 - np.minimum(inside, 1 - inside)) * 34, 0, 1)
    return floats(
        colour
        * (1 - 0.75 * seam)[..., None]
        * relief(rings * 0.3 + fibre * 0.6, side, 0.02 * per_px(u))[..., None]
    )


def gold(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Beaten metal that catches the light in folds."""
    dents = noise.fractal(u * 1.6, v * 1.6, 4, 0.5)
    fine = noise.fractal(u * 14, v * 14, 2)
    light = relief(dents + fine * 0.02, side, 0.11 * per_px(u))
    shine = np.clip((light - 1.18) * 2.4, 0, 1)
    colour = gradient(
        [(0.3, rgb("#5a3a0c")), (0.7, rgb("#b07d1f")), (1.05, rgb("#e3b341")), (1.5, rgb("#ffe9a0"))],
        light + (dents - 0.5) * 0.4,
    )
    return floats(colour + array(rgb("#fff6d8")) * (shine**2 * 0.8)[..., None])


def glass(_noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Cut crystal: bright facets of clear blue."""
    best, second, tone = (
        np.full(u.shape, 9, np.float32),
        np.full(u.shape, 9, np.float32),
        np.zeros(u.shape, np.float32),
    )
    x, y = u * 1.5, v * 1.5
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            cell_x, cell_y = np.floor(x) + dx, np.floor(y) + dy
            chance = dice(cell_x, cell_y)
            px, py = cell_x + chance, cell_y + (chance * 7.7) % 1
            away = ((x - px) ** 2 + (y - py) ** 2).astype(np.float32)
            nearer = away < best
            second = np.where(nearer, best, np.minimum(second, away))
            tone = np.where(nearer, chance + 0.35 * ((x - px) * side - (y - py)), tone).astype(np.float32)
            best = np.where(nearer, away, best)
    edge = np.exp(-(((np.sqrt(second) - np.sqrt(best)) / 0.035) ** 2))
    colour = gradient(
        [(-0.2, rgb("#2f6f93")), (0.35, rgb("#7fbfd4")), (0.8, rgb("#d3eef2")), (1.2, rgb("#ffffff"))], tone
    )
    return colour + array(rgb("#f6ffff")) * (edge * 0.5)[..., None]


def neon(noise: PointNoise, u: Floats, v: Floats, _side: float) -> Floats:
    """Glowing tubes that wind over a dark wall."""
    wall = array(rgb("#0c0a18")) * (0.8 + 0.6 * noise.fractal(u * 6, v * 6, 3))[..., None]
    picture = wall.astype(np.float32)
    for n, code in enumerate(("#ff2f8e", "#23d5ff", "#a45bff")):
        path = noise.fractal(u * 0.55 + n * 31.7, v * 0.55 + n * 11.3, 2)
        steep = np.maximum(np.hypot(*np.gradient(path)) * per_px(u), 0.05)
        away = np.abs(path - (0.44 + 0.05 * n)) / steep
        glow = np.exp(-away * 7) * 0.5 + np.exp(-((away / 0.028) ** 2)) * 1.1
        core = np.exp(-((away / 0.013) ** 2))
        picture = picture + array(rgb(code)) * glow[..., None] + core[..., None] * np.float32(0.75)
    return picture
