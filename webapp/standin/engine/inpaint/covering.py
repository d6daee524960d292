"""A hole covered by a material that fits the light of its place."""

import numpy as np
from PIL import Image

from webapp.standin.engine.draw.colour import array
from webapp.standin.engine.draw.noise import Bits, Floats, PointNoise, Rng, field, floats
from webapp.standin.engine.draw.smooth import blurred, resized
from webapp.standin.engine.inpaint.textures import SHINES, TEXTURES
from webapp.standin.engine.mood import Mood

_MOST_TEXTURE_PX = 420_000


def covered(picture: Floats, inside: Bits, mood: Mood, material: str, rng: Rng, variation: int) -> Floats:
    """The hole covered by a material in the surroundings' light, its rim uneven."""
    height, width = inside.shape
    area = float(inside.sum())
    scale = min(1.0, (_MOST_TEXTURE_PX / (height * width)) ** 0.5)
    size = max(2, round(width * scale)), max(2, round(height * scale))
    feature = max(14.0, 0.34 * area**0.5 * (1.0, 0.72, 1.35, 0.9)[variation])
    start = rng.uniform(0, 120, 2)
    u = (np.arange(size[0], dtype=np.float32) / scale / feature + start[0]).astype(np.float32)[None, :]
    v = (np.arange(size[1], dtype=np.float32) / scale / feature + start[1]).astype(np.float32)[:, None]
    u, v = np.broadcast_to(u, (size[1], size[0])).copy(), np.broadcast_to(v, (size[1], size[0])).copy()
    side = -1.0 if mood.sun_x < 0.5 else 1.0
    texture = resized(
        TEXTURES[material](PointNoise(rng), u, v, side).astype(np.float32),
        (width, height),
        Image.Resampling.BICUBIC,
    )
    if material not in SHINES:
        texture = _in_place(texture, picture, inside, mood, variation)
    ragged = field(rng, (width, height), (9, 9), 4)
    reach = max(1.0, 0.035 * area**0.5)
    soft = blurred(inside.astype(np.float32), reach)
    cover = np.clip((soft - 0.56 + 0.07 * ragged) * 9, 0, 1)[..., None] * np.float32(0.96)
    if material == "fire":
        cover = cover * np.clip(texture.max(axis=2, keepdims=True) * 2.2 - 0.1, 0.25, 1)
    grain = rng.standard_normal((height, width, 1), dtype=np.float32) * np.float32(0.01)
    return floats(picture + (np.clip(texture + grain, 0, 1) - picture) * cover)


def _in_place(texture: Floats, picture: Floats, inside: Bits, mood: Mood, variation: int) -> Floats:
    """A texture as bright and tinted as the place: its mean meets the place's half way, its light follows."""
    grey = array((0.3, 0.59, 0.11))
    around = float((picture @ grey)[inside].mean())
    own = max(0.05, float((texture @ grey)[inside].mean()))
    gain = (0.5 + 0.5 * around / own) * (1.0, 1.12, 0.88, 1.04)[variation]
    reach = 0.16 * max(inside.shape)
    falloff = blurred(picture @ grey, reach)
    falloff = np.clip(falloff / max(0.03, float(falloff.mean())), 0.6, 1.5) ** 0.6
    cast = array(mood.middle) / max(0.08, float(array(mood.middle) @ grey))
    tinted = texture * (1 + (np.clip(cast, 0.5, 1.6) - 1) * np.float32(0.28))
    return floats((tinted * np.float32(np.clip(gain, 0.3, 1.6)) * falloff[..., None]).astype(np.float32))
