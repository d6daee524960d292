"""The other buttons: versions of a whole picture, more room around it, twice its size."""

import numpy as np
from PIL import Image, ImageFilter

from webapp.standin.engine import inpaint
from webapp.standin.engine.draw.grain import grainy
from webapp.standin.engine.draw.noise import Floats, field, rng_of
from webapp.standin.engine.inpaint.heal import healed
from webapp.standin.engine.inpaint.hole import find_hole
from webapp.standin.engine.inpaint.tones import relit
from webapp.standin.engine.marking import stamp, stamp_box
from webapp.standin.engine.scenes import paint
from webapp.standin.engine.sheet import quarter

_NEW_SCENE_FROM = 0.75
_STAMP_MARGIN = 3
_FAINT = 0.3
_MOST_SCENE_PX = 1_500_000
_STRIP_PX = 256


def vary(source: Image.Image, prompt: str, seed: int, strength: float) -> list[Image.Image]:
    """Four versions at half the source's sides: bent and relit, or new scenes in the old colours."""
    base = unstamped(quarter(source))
    four = []
    for variation in range(4):
        if strength >= _NEW_SCENE_FROM:
            drawn = _in_colours_of(base, _painted(prompt, base.size, seed + 1, variation))
        else:
            drawn = _bent(base, seed, variation, strength)
        four.append(stamp(drawn))
    return four


def zoom_out(source: Image.Image, factor: float, seed: int) -> list[Image.Image]:
    """Four pictures at half the source's sides; the old one lies in the middle, shrunk by `factor`."""
    width, height = source.size
    size = max(1, round(width / factor)), max(1, round(height / factor))
    inner = source.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    return _outpainted(inner, source.size, ((width - size[0]) // 2, (height - size[1]) // 2), seed)


def pan(source: Image.Image, direction: str, seed: int) -> list[Image.Image]:
    """Four pictures half as long again towards `direction`, at half the source's scale."""
    width, height = source.size
    more_x, more_y = (width // 2, 0) if direction in ("left", "right") else (0, height // 2)
    place = (more_x if direction == "left" else 0, more_y if direction == "up" else 0)
    return _outpainted(source.convert("RGB"), (width + more_x, height + more_y), place, seed)


def make_square(source: Image.Image, seed: int) -> list[Image.Image]:
    """Four squares as wide as the longer side, at half the source's scale."""
    side = max(source.size)
    place = (side - source.width) // 2, (side - source.height) // 2
    return _outpainted(source.convert("RGB"), (side, side), place, seed)


def upscale(picture: Image.Image, seed: int, creative: bool) -> Image.Image:
    """Twice the sides, crisper, with fine grain; `creative` also works the local contrast up."""
    large = picture.convert("RGB").resize((picture.width * 2, picture.height * 2), Image.Resampling.LANCZOS)
    large = large.filter(ImageFilter.UnsharpMask(radius=1.6, percent=60, threshold=2))
    if creative:
        large = large.filter(ImageFilter.UnsharpMask(radius=large.width / 90, percent=28, threshold=3))
    return grainy(large, rng_of("upscale", seed), 2.6 if creative else 1.8)


def unstamped(picture: Image.Image) -> Image.Image:
    """The picture with its mark healed away, so that a changed copy can bear a clean one."""
    left, top, right, bottom = stamp_box(picture.size)
    room = 2 * (bottom - top)
    box = max(0, left - room), max(0, top - room), picture.width, picture.height
    crop = np.asarray(picture.crop(box), dtype=np.float32)
    hole = np.zeros(crop.shape[:2], np.bool_)
    pad = _STAMP_MARGIN
    hole[
        max(0, top - pad - box[1]) : bottom + pad - box[1], max(0, left - pad - box[0]) : right + pad - box[0]
    ] = True
    clean = picture.copy()
    clean.paste(Image.fromarray(np.rint(healed(crop, hole, 0, 0)).clip(0, 255).astype(np.uint8)), box[:2])
    return clean


def _outpainted(
    inner: Image.Image, size: tuple[int, int], place: tuple[int, int], seed: int
) -> list[Image.Image]:
    """`inner` at `place` on a larger ground, the rest filled from it; at half scale, stamped anew."""
    # The edges are mirrored outwards first: the soft seam then blends like with like.
    room_x, room_y = size[0] - inner.width - place[0], size[1] - inner.height - place[1]
    clean = np.asarray(unstamped(inner))
    ground = Image.fromarray(
        np.pad(clean, ((place[1], room_y), (place[0], room_x), (0, 0)), mode="symmetric")
    )
    hole = Image.new("L", size, 255)
    hole.paste(0, (*place, place[0] + inner.width, place[1] + inner.height))
    four = inpaint.redrawn(ground, find_hole(hole, size), "", seed, relight=_FAINT)
    return [stamp(picture) for picture in four]


def _painted(prompt: str, size: tuple[int, int], seed: int, variation: int) -> Image.Image:
    """A scene of `size` px; very large ones are drawn smaller and enlarged, to bound memory."""
    scale = min(1.0, (_MOST_SCENE_PX / (size[0] * size[1])) ** 0.5)
    drawn = paint(prompt, (max(1, round(size[0] * scale)), max(1, round(size[1] * scale))), seed, variation)
    return drawn if drawn.size == size else drawn.resize(size, Image.Resampling.LANCZOS)


def _bent(base: Image.Image, seed: int, variation: int, strength: float) -> Image.Image:
    """The picture with its forms shifted a little and its light changed."""
    rng = rng_of("vary", seed, variation)
    width, height = base.size
    reach = 0.02 * strength * min(base.size)
    shift_x, shift_y = (field(rng, base.size, (3.5, 3.5), 3) * np.float32(reach) for _ in range(2))
    pixels, bent = np.asarray(base), np.empty((height, width, 3), np.float32)
    for top in range(0, height, _STRIP_PX):
        rows = np.arange(top, min(height, top + _STRIP_PX), dtype=np.float32)[:, None]
        strip = slice(top, top + len(rows))
        columns = np.arange(width, dtype=np.float32)[None, :] + shift_x[strip]
        bent[strip] = _sampled(pixels, columns, rows + shift_y[strip]) / 255
    light = relit(bent, np.ones((height, width), np.bool_), rng, variation, 0.7 + 1.2 * strength)
    return Image.fromarray(np.rint(light * 255).clip(0, 255).astype(np.uint8))


def _sampled(
    pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], columns: Floats, rows: Floats
) -> Floats:
    """Pixels at fractional places, mixed from the four around each."""
    height, width = pixels.shape[:2]
    columns, rows = columns.clip(0, width - 1.001), rows.clip(0, height - 1.001)
    x, y = columns.astype(np.intp), rows.astype(np.intp)
    share_x, share_y = (columns - x)[..., None], (rows - y)[..., None]
    right, below = np.minimum(x + 1, width - 1), np.minimum(y + 1, height - 1)
    upper = pixels[y, x] * (1 - share_x) + pixels[y, right] * share_x
    lower = pixels[below, x] * (1 - share_x) + pixels[below, right] * share_x
    mixed: Floats = (upper * (1 - share_y) + lower * share_y).astype(np.float32)
    return mixed


def _in_colours_of(base: Image.Image, scene: Image.Image) -> Image.Image:
    """A new scene drawn half way towards the mean and contrast of the old one."""
    drawn, old = np.asarray(scene, dtype=np.float32), np.asarray(base, dtype=np.float32)
    mean, spread = drawn.mean(axis=(0, 1)), drawn.std(axis=(0, 1)) + 1
    gain = 1 + 0.4 * (np.clip(old.std(axis=(0, 1)) / spread, 0.7, 1.4) - 1)
    moved = (drawn - mean) * gain + mean + 0.4 * (old.mean(axis=(0, 1)) - mean)
    return Image.fromarray(np.rint(moved).clip(0, 255).astype(np.uint8))
