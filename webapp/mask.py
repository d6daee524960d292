"""From a painting to the mask on the wire: pure functions on bytes.

A painting is a PNG of the picture's own size in which white is the region to redraw. The wire mask has
exactly the values 0 and 255, is opaque and lossless, and has the same size (Midjourney's own dialog
thresholds the same way; `docs/mask-format.md` has the sources).
"""

import base64
import hashlib
import warnings
from io import BytesIO
from typing import Literal

from PIL import Image

from webapp.errors import BadInput, TooLarge

THRESHOLD = 128
"""A pixel of at least this lightness is white."""

LEAST_SIDE_PX = 64
MOST_SIDE_PX = 4096

MaskFormat = Literal["webp", "png"]


def read_painting(data: bytes, size: tuple[int, int] | None, *, max_bytes: int) -> Image.Image:
    """Decode a painting to an "L" image of 0 and 255; refuse what cannot be one before decoding its pixels.

    `size` is the picture's (width, height) in px; None takes any size the app accepts. Raises `BadInput`
    (not a PNG, wrong size, damaged, empty) or `TooLarge` (bytes or pixels over the limits).
    """
    if len(data) > max_bytes:
        raise TooLarge(f"The painting is larger than {max_bytes >> 20} MB.", code="mask_too_large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data), formats=("PNG",))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise TooLarge("The painting has too many pixels.", code="mask_too_large") from None
    except Exception:  # Pillow's header parsers raise many types on hostile bytes
        raise BadInput("The painting is not a PNG image.", code="mask_not_png") from None
    _check_size(image.size, size)
    try:
        with image:
            image.load()
            mask = _two_valued(image)
    except Exception:  # a damaged stream, again in many types
        raise BadInput("The painting is damaged and cannot be read.", code="mask_damaged") from None
    if mask.getbbox() is None:
        raise BadInput("Nothing is painted yet: paint the region to redraw first.", code="mask_empty")
    return mask


def wire_bytes(mask: Image.Image, mask_format: MaskFormat) -> bytes:
    """Encode a two-valued "L" image losslessly as the provider gets it."""
    out = BytesIO()
    if mask_format == "png":
        mask.convert("1", dither=Image.Dither.NONE).convert("L").save(out, "PNG")
    else:
        mask.save(out, "WEBP", lossless=True, method=4)
    return out.getvalue()


def to_base64(wire: bytes) -> str:
    """The wire bytes as the API wants them: standard base64, no `data:` prefix, no line breaks."""
    return base64.b64encode(wire).decode("ascii")


def white_share(mask: Image.Image) -> float:
    """The part of the picture that is white, from 0 to 1."""
    return mask.histogram()[255] / (mask.width * mask.height)


def as_png(wire: bytes) -> bytes:
    """The same mask as a 1-bit PNG, to look at or to keep."""
    with Image.open(BytesIO(wire), formats=("PNG", "WEBP")) as image:
        out = BytesIO()
        _two_valued(image).convert("1", dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


def _check_size(found: tuple[int, int], wanted: tuple[int, int] | None) -> None:
    if wanted is not None and found != wanted:
        raise BadInput(
            f"The painting is {found[0]} \N{MULTIPLICATION SIGN} {found[1]} px but the picture is "
            f"{wanted[0]} \N{MULTIPLICATION SIGN} {wanted[1]} px.",
            code="mask_wrong_size",
        )
    if max(found) > MOST_SIDE_PX:
        raise TooLarge(f"The painting is wider or taller than {MOST_SIDE_PX} px.", code="mask_too_large")
    if min(found) < LEAST_SIDE_PX:
        raise BadInput(f"The painting is narrower or lower than {LEAST_SIDE_PX} px.", code="mask_too_small")


def _two_valued(image: Image.Image) -> Image.Image:
    """Lightness on black, then the threshold."""
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I"):  # 16-bit grey: Pillow's own conversion would clip instead of scale
        import numpy as np  # a sixth of what a process loads at its start, for masks hardly anybody has

        return Image.fromarray(((np.asarray(image) >= THRESHOLD << 8) * 255).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        grey, alpha = image.convert("LA").split()
        image = Image.composite(grey, Image.new("L", image.size), alpha)
    return image.convert("L").point(_TABLE)


_TABLE = [255 if value >= THRESHOLD else 0 for value in range(256)]


def name_of(wire: bytes) -> str:
    """The SHA-256 of wire bytes in hex: what the storage calls them."""
    return hashlib.sha256(wire).hexdigest()
