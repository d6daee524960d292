"""Smooth fields over a crop: soft copies, and a membrane that spans a hole from its rim."""

import numpy as np
from PIL import Image

from webapp.standin.engine.draw.noise import Bits, Floats, floats

_WIDE = 4


def resized(
    values: Floats, size: tuple[int, int], how: Image.Resampling = Image.Resampling.BILINEAR
) -> Floats:
    """A field (h, w) or picture (h, w, 3), float32, at another size (width, height)."""
    if values.ndim == 2:
        return np.asarray(Image.fromarray(np.ascontiguousarray(values, np.float32)).resize(size, how))
    return np.stack([resized(values[..., channel], size, how) for channel in range(values.shape[2])], -1)


def blurred(values: Floats, radius: float) -> Floats:
    """A soft copy: two box blurs of about `radius` px, edges kept. Wide blurs work on a shrunken copy."""
    shrink = int(radius // _WIDE)
    if shrink > 1 and min(values.shape[:2]) > 4 * shrink:
        height, width = values.shape[:2]
        small = resized(values, (max(2, width // shrink), max(2, height // shrink)), Image.Resampling.BOX)
        return resized(_boxed(small, round(radius / shrink)), (width, height), Image.Resampling.BICUBIC)
    return _boxed(values, round(radius))


def _boxed(values: Floats, reach: int) -> Floats:
    if reach < 1:
        return values
    for axis in (0, 1):
        for _ in range(2):
            pad = [(reach + 1, reach) if a == axis else (0, 0) for a in range(values.ndim)]
            total = np.cumsum(np.pad(values, pad, mode="edge"), axis=axis, dtype=np.float32)
            if axis == 0:
                values = (total[2 * reach + 1 :] - total[: -2 * reach - 1]) / np.float32(2 * reach + 1)
            else:
                values = (total[:, 2 * reach + 1 :] - total[:, : -2 * reach - 1]) / np.float32(2 * reach + 1)
    return values


def known_blurred(picture: Floats, known: Bits, radius: float) -> Floats:
    """A soft copy made of known pixels alone."""
    weight = known.astype(np.float32)
    return blurred(picture * weight[..., None], radius) / np.maximum(blurred(weight, radius), 1e-3)[..., None]


def membrane(picture: Floats, known: Bits) -> Floats:
    """The picture (h, w, 3) with unknown pixels spanned smoothly from the known ones around them."""
    weight = known.astype(np.float32)
    return _span(picture * weight[..., None], weight)


def _span(sums: Floats, weight: Floats) -> Floats:
    height, width = weight.shape
    filled = sums / np.maximum(weight, 1e-6)[..., None]
    if weight.min() > 0.99 or max(height, width) <= 2:
        mean = sums.sum(axis=(0, 1)) / max(float(weight.sum()), 1e-6)
        return np.where(weight[..., None] > 1e-6, filled, mean).astype(np.float32)
    pad_h, pad_w = height % 2, width % 2
    padded = np.pad(sums, ((0, pad_h), (0, pad_w), (0, 0)))
    heavy = np.pad(weight, ((0, pad_h), (0, pad_w)))
    half_sums = padded[::2, ::2] + padded[1::2, ::2] + padded[::2, 1::2] + padded[1::2, 1::2]
    half = heavy[::2, ::2] + heavy[1::2, ::2] + heavy[::2, 1::2] + heavy[1::2, 1::2]
    share = np.minimum(half, 1)
    coarse = _span(half_sums / np.maximum(half, 1e-6)[..., None] * share[..., None], share)
    grown = resized(coarse, (width + pad_w, height + pad_h))[:height, :width]
    solid = np.minimum(weight, 1)[..., None]
    return floats((filled * solid + grown * (1 - solid)).astype(np.float32))
