"""Film grain on finished pictures."""

import numpy as np
from PIL import Image

from webapp.standin.engine.draw.noise import Rng

_STRIP_PX = 256


def grainy(image: Image.Image, rng: Rng, strength: float) -> Image.Image:
    """A copy with grain of `strength` (levels of 255).

    It is drawn a strip at a time: a whole 4096 x 4096 field of floats would dwarf the picture.
    """
    result = image.copy()
    for top in range(0, image.height, _STRIP_PX):
        box = (0, top, image.width, min(image.height, top + _STRIP_PX))
        strip = np.asarray(image.crop(box), dtype=np.float32)
        grain = rng.standard_normal(strip.shape[:2], dtype=np.float32)[..., None] * np.float32(strength)
        result.paste(Image.fromarray(np.rint(strip + grain).clip(0, 255).astype(np.uint8)), (0, top))
    return result
