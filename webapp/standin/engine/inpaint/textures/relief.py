"""Light and shade for textures."""

import numpy as np

from webapp.standin.engine.draw.noise import Floats, floats


def relief(height: Floats, side: float, strength: float) -> Floats:
    """Light and shade of a height field lit from the upper left or right."""
    slope_y, slope_x = np.gradient(height)
    return floats(np.clip(1 + (slope_x * -side + slope_y * -0.8) * np.float32(strength), 0.35, 1.9))


def per_px(u: Floats) -> float:
    """How many px one unit of u is, so that reliefs look alike at every size."""
    span = abs(float(u[0, -1]) - float(u[0, 0]))
    pixels: int = u.shape[1]
    return 1 / max(1e-4, span / max(1, pixels - 1))
