"""Smooth randomness: fields over an image, curves, and noise at arbitrary points. All float32."""

import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

Floats = npt.NDArray[np.floating[Any]]
Bits = npt.NDArray[np.bool_]
Rng = np.random.Generator

_LATTICE = 256
_BLOCK = 1 << 14


def floats(values: npt.ArrayLike) -> Floats:
    """The values as float32, which all drawing keeps to."""
    return np.asarray(values, np.float32)


def rng_of(*parts: int | str) -> Rng:
    """A generator that depends on `parts` alone; words count by their bytes, not by Python's hash."""
    return np.random.default_rng([zlib.crc32(str(part).encode()) for part in parts])


def field(
    rng: Rng, size: tuple[int, int], cells: tuple[float, float], octaves: int = 5, gain: float = 0.5
) -> Floats:
    """Fractal noise of shape (height, width), about -1..1; `cells` is how many bumps fit across and down.

    The same generator gives the same field at every size, only finer.
    """
    width, height = size
    total, weight, norm = np.zeros((height, width), np.float32), 1.0, 0.0
    for octave, child in enumerate(rng.spawn(octaves)):
        across, down = cells[0] * 2**octave, cells[1] * 2**octave
        if across > 1.5 * width and down > 1.5 * height:
            break
        rows, columns = int(down) + 4, int(across) + 4
        lattice = Image.fromarray(child.standard_normal((rows, columns), dtype=np.float32))
        window = (1.5, 1.5, 1.5 + across, 1.5 + down)
        total += weight * np.asarray(lattice.resize(size, Image.Resampling.BICUBIC, box=window))
        norm += weight * weight
        weight *= gain
    return total * np.float32(0.62 / max(norm, 1e-9) ** 0.5)


def dice(column: Floats, row: Floats, salt: Floats | float = 0.0) -> Floats:
    """A number 0..1 for each cell of a grid, the same for the same cell."""
    value = np.sin(np.asarray(column * 12.9898 + row * 78.233 + salt * 37.719, np.float64)) * 43758.5453
    return np.asarray(value % 1, np.float32)


def curve(rng: Rng, count: int, cells: float, octaves: int = 6, gain: float = 0.5) -> Floats:
    """A one-dimensional fractal of `count` values, about -1..1."""
    line: Floats = field(rng, (count, 3), (cells, 1.0), octaves, gain)[1]
    return line


def ridge_curve(rng: Rng, count: int, cells: float, octaves: int = 7, gain: float = 0.5) -> Floats:
    """A jagged crest line of `count` values in 0..1: sharp peaks, soft valleys."""
    total, weight, norm = np.zeros(count, np.float32), 1.0, 0.0
    for octave, child in enumerate(rng.spawn(octaves)):
        bump = curve(child, count, cells * 2**octave, 1)
        total += weight * (1 - np.minimum(1, np.abs(bump) * 1.25)) ** 1.6
        norm, weight = norm + weight, weight * gain
    return total / np.float32(norm)


class PointNoise:
    """Value noise with its slope at any points, periodic over 256 cells."""

    def __init__(self, rng: Rng) -> None:
        self._flat = rng.random(_LATTICE * _LATTICE, dtype=np.float32)

    def __call__(self, x: Floats, y: Floats) -> Floats:
        """Values in 0..1."""
        fx, fy, (a, b, c, d) = self._corners(x, y)
        sx, sy = fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy)
        upper = a + (b - a) * sx
        return upper + (c + (d - c) * sx - upper) * sy

    def with_slope(self, x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
        """Values in 0..1 and their derivatives along x and y."""
        fx, fy, (a, b, c, d) = self._corners(x, y)
        sx, sy = fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy)
        across, down, twist = b - a, c - a, a - b - c + d
        value = a + across * sx + down * sy + twist * sx * sy
        return value, 6 * fx * (1 - fx) * (across + twist * sy), 6 * fy * (1 - fy) * (down + twist * sx)

    def _corners(self, x: Floats, y: Floats) -> tuple[Floats, Floats, tuple[Floats, Floats, Floats, Floats]]:
        column, row = np.floor(x), np.floor(y)
        left, top = column.astype(np.int32) & 255, (row.astype(np.int32) & 255) << 8
        right, below = (left + 1) & 255, (top + 256) & 65535
        flat = self._flat
        return (
            x - column,
            y - row,
            (flat[top + left], flat[top + right], flat[below + left], flat[below + right]),
        )

    def fractal(self, x: Floats, y: Floats, octaves: int, gain: float = 0.5) -> Floats:
        """A sum of octaves scaled to 0..1."""
        return _in_blocks(lambda u, v: self._fractal(u, v, octaves, gain), x, y)

    def eroded(self, x: Floats, y: Floats, octaves: int) -> Floats:
        """Mountainous heights in 0..1: steep slopes carry less detail, as where water has worked on them."""
        return _in_blocks(lambda u, v: self._eroded(u, v, octaves), x, y)

    def _fractal(self, x: Floats, y: Floats, octaves: int, gain: float) -> Floats:
        total, weight, norm = np.zeros_like(x), 1.0, 0.0
        for _ in range(octaves):
            total += np.float32(weight) * self(x, y)
            norm, weight = norm + weight, weight * gain
            x, y = 1.6 * x - 1.2 * y + 17.3, 1.2 * x + 1.6 * y + 5.7
        return total / np.float32(norm)

    def _eroded(self, x: Floats, y: Floats, octaves: int) -> Floats:
        total, weight = np.zeros_like(x), 1.0
        slope_x, slope_y = np.zeros_like(x), np.zeros_like(x)
        for _ in range(octaves):
            value, dx, dy = self.with_slope(x, y)
            slope_x += dx
            slope_y += dy
            total += np.float32(weight) * value / (1 + slope_x * slope_x + slope_y * slope_y)
            weight *= 0.5
            x, y = 1.6 * x - 1.2 * y + 31.7, 1.2 * x + 1.6 * y + 11.3
        return total * np.float32(0.75)


def _in_blocks(work: Callable[[Floats, Floats], Floats], x: Floats, y: Floats) -> Floats:
    """Element-wise work in pieces that stay in the processor's cache (twice as fast on large fields)."""
    x, y = np.broadcast_arrays(x, y)
    result = np.empty(x.shape, np.float32)
    flat_x, flat_y, flat = x.reshape(-1), y.reshape(-1), result.reshape(-1)
    for start in range(0, flat.size, _BLOCK):
        piece = slice(start, start + _BLOCK)
        flat[piece] = work(flat_x[piece], flat_y[piece])
    return result
