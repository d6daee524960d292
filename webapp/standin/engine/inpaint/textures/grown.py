"""Materials of nature: water, grass, fire, sky, flowers, sand, snow."""

import numpy as np

from webapp.standin.engine.draw.colour import array, gradient, rgb
from webapp.standin.engine.draw.noise import Floats, PointNoise, dice, floats
from webapp.standin.engine.inpaint.textures.relief import per_px, relief


def water(noise: PointNoise, u: Floats, v: Floats, _side: float) -> Floats:
    """Ripples that mirror a bright sky."""
    swell = noise.fractal(u * 1.1, v * 3.4, 5, 0.55)
    fine = noise.fractal(u * 3 + 40, v * 10, 3)
    shine = np.clip((swell + 0.5 * fine - 0.84) * 5, 0, 1)
    colour = gradient([(0.2, rgb("#0f3f57")), (0.5, rgb("#2a7a94")), (0.72, rgb("#6fb6c4"))], swell)
    return colour + array(rgb("#dff0f2")) * (shine * 0.4)[..., None]


def grass(noise: PointNoise, u: Floats, v: Floats, _side: float) -> Floats:
    """Blades in tufts, light tips over dark roots."""
    lean = (noise.fractal(u * 1.2, v * 1.2, 3) - 0.5) * 5
    blades = noise.fractal(u * 15 + lean, v * 2.6, 3, 0.62)
    tufts = noise.fractal(u * 2.1, v * 2.1, 4)
    value = np.clip(blades * 0.85 + tufts * 0.6 - 0.25, 0, 1)
    return gradient(
        [(0, rgb("#1d3312")), (0.4, rgb("#42661f")), (0.7, rgb("#7a9a35")), (1, rgb("#c3cf6d"))], value
    )


def fire(noise: PointNoise, u: Floats, v: Floats, _side: float) -> Floats:
    """Tongues of flame that rise and thin out."""
    up = np.linspace(1, 0, u.shape[0], dtype=np.float32)[:, None]
    bend = noise.fractal(u * 1.3, v * 1.1, 4) - 0.5
    body = noise.fractal(u * 2.1 + bend * 1.8, v * 1.05 + bend * 0.8, 5, 0.55)
    fold = 1 - np.abs(2 * noise.fractal(u * 1.7 + bend * 2.4, v * 0.8, 4) - 1)
    heat = np.clip(body * 0.75 + fold * 0.6 - 0.28 - 0.36 * up**1.3, 0, 1)
    colour = gradient(
        [
            (0, rgb("#1c0703")),
            (0.22, rgb("#7c1806")),
            (0.45, rgb("#e2470c")),
            (0.68, rgb("#ffa51f")),
            (0.88, rgb("#ffe57a")),
            (1, rgb("#fffbe0")),
        ],
        heat,
    )
    return colour * (1 + 0.45 * heat)[..., None]


def cloud(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Heaped clouds in a blue sky, or smoke by another colour."""
    bend = noise.fractal(u * 0.8, v * 1.0, 4) - 0.5
    body = noise.fractal(u * 0.9 + bend, v * 1.3 + bend, 6, 0.54)
    lit = np.clip(
        0.62 + (body - noise.fractal(u * 0.9 + bend + 0.12 * side, v * 1.3 + bend - 0.16, 4, 0.54)) * 3.2,
        0,
        1,
    )
    sky = gradient(
        [(0, rgb("#4f8cc9")), (1, rgb("#b9d9ec"))], np.linspace(0, 1, u.shape[0], dtype=np.float32)
    )[:, None]
    puff = gradient([(0, rgb("#8d9db4")), (0.55, rgb("#d8dfe8")), (1, rgb("#ffffff"))], lit)
    cover = np.clip((body - 0.4) * 5, 0, 1)[..., None]
    return floats(sky + (puff - sky) * cover)


def flowers(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """A bed of small blossoms over leaves, in a few colours."""
    picture = grass(noise, u, v, side) * 0.75
    tones = [array(rgb(code)) for code in ("#e8476a", "#f4b53a", "#f6efe6", "#a763c9", "#e76f3c")]
    for layer in range(3):
        size = (2.2, 3.1, 2.6)[layer]
        x, y = u * size + layer * 7.3, v * size + layer * 3.7
        cell_x, cell_y = np.floor(x), np.floor(y)
        chance = dice(cell_x, cell_y, layer * 74.7)
        off_x, off_y = 0.5 + (chance * 7.13 % 1 - 0.5) * 0.4, 0.5 + (chance * 3.71 % 1 - 0.5) * 0.4
        dx, dy = x - cell_x - off_x, (y - cell_y - off_y) * 1.15
        away, angle = np.sqrt(dx * dx + dy * dy), np.arctan2(dy, dx) + chance * 6.28
        petals = 0.3 * (0.72 + 0.28 * np.cos(angle * (5 + layer))) * (0.7 + 0.5 * chance)
        inside = np.clip((petals - away) * 26, 0, 1) * (chance > 0.22)
        tone = np.stack(tones)[(chance * 4.99).astype(np.int32)]
        shade = np.clip(1.06 - away * 0.9 + side * dx * 0.5 - dy * 0.5, 0.5, 1.25)
        heart = np.clip((0.07 - away) * 40, 0, 1)
        bloom = tone * shade[..., None]
        bloom = bloom + (array(rgb("#f3cf45")) - bloom) * heart[..., None]
        shadow = np.clip((petals * 1.25 - np.sqrt((dx + 0.05 * side) ** 2 + (dy - 0.07) ** 2)) * 9, 0, 1) * (
            chance > 0.22
        )
        picture = picture * (1 - 0.5 * shadow)[..., None]
        picture = picture + (bloom - picture) * inside[..., None]
    return picture


def sand(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Wind ripples in fine sand."""
    bend = noise.fractal(u * 0.8, v * 0.8, 4)
    wave = 0.5 + 0.5 * np.sin((v * 3.2 + bend * 2.6 + u * 0.3) * 6.28)
    grain = noise.fractal(u * 40, v * 40, 2)
    colour = gradient(
        [(0, rgb("#b98a58")), (0.5, rgb("#d9b17d")), (1, rgb("#f1d7a8"))],
        np.clip(bend * 0.4 + wave * 0.3 + grain * 0.4, 0, 1),
    )
    return colour * relief(wave * 0.5 + bend + grain * 0.12, side, 0.03 * per_px(u))[..., None]


def snow(noise: PointNoise, u: Floats, v: Floats, side: float) -> Floats:
    """Soft drifts with blue shadows and a few sparks."""
    drift = noise.fractal(u * 0.9, v * 1.5, 5, 0.48)
    light = relief(drift, side, 0.09 * per_px(u))
    colour = gradient([(0.4, rgb("#8ea6c8")), (0.9, rgb("#d5e1f0")), (1.2, rgb("#ffffff"))], light)
    sparks = np.clip((noise(u * 60, v * 60) - 0.94) * 12, 0, 1)
    return floats(colour + sparks[..., None] * np.float32(0.3))


def stars(noise: PointNoise, u: Floats, v: Floats, _side: float) -> Floats:
    """A night sky with a band of far stars."""
    bend = noise.fractal(u * 0.8, v * 0.8, 4)
    haze = noise.fractal(u * 0.9 + bend * 2, v * 0.9 + bend * 2, 5, 0.56)
    picture = gradient(
        [(0.2, rgb("#050817")), (0.5, rgb("#14204d")), (0.64, rgb("#4a3b86")), (0.8, rgb("#c07aa6"))], haze
    )
    for size, least in ((22, 0.86), (9, 0.9), (4.5, 0.93)):
        x, y = u * size, v * size
        cell_x, cell_y = np.floor(x), np.floor(y)
        chance = dice(cell_x, cell_y, size)
        away = (x - cell_x - 0.2 - 0.6 * (chance * 5.3 % 1)) ** 2 + (
            y - cell_y - 0.2 - 0.6 * (chance * 9.1 % 1)
        ) ** 2
        picture = picture + (np.exp(-away * 130) * (chance > least) * 1.3)[..., None].astype(np.float32)
    return picture
