"""The mask as the provider takes it: checked in form, format, values and size before anything is drawn."""

import base64
import binascii
import io

from PIL import Image

MAX_CHARACTERS = 8 << 20
_MODES = ("1", "L", "LA", "P", "RGB", "RGBA")
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)


class MaskError(ValueError):
    """The mask was refused; the text says why."""


def read(text: object, size: tuple[int, int]) -> bytes:
    """The bytes of a wire mask for a picture of `size` px; raises `MaskError` with one clear sentence.

    A mask is base64 without a prefix, of a WebP or PNG that is opaque, has the picture's natural size, only
    the values 0 and 255, and some white.
    """
    if not isinstance(text, str) or not text:
        raise MaskError("mask must be a base64 string")
    if text.startswith("data:"):
        raise MaskError("mask must be base64 without a data: prefix")
    if len(text) > MAX_CHARACTERS:
        raise MaskError("mask must be shorter than 8 MB of base64")
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise MaskError("mask is not valid base64") from None
    decode(content, size)
    return content


def decode(content: bytes, size: tuple[int, int]) -> Image.Image:
    """The mask as an "L" image of 0 and 255; raises `MaskError` as `read` does."""
    try:
        image = Image.open(io.BytesIO(content), formats=("WEBP", "PNG"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise MaskError("mask is not a WebP or PNG image") from None
    with image:
        # Before a pixel is decoded: a small file may claim an enormous picture.
        if image.size != size:
            found, wanted = (f"{width}x{height}" for width, height in (image.size, size))
            raise MaskError(f"mask must have the picture's size {wanted}, not {found}")
        if getattr(image, "n_frames", 1) != 1 or image.mode not in _MODES:
            raise MaskError("mask must be a single image of 8 bits a channel")
        try:
            image.load()
        except (OSError, ValueError, SyntaxError):
            raise MaskError("mask cannot be decoded") from None
        plain = image.convert("RGBA") if image.mode == "P" or "transparency" in image.info else image
        _require_black_and_white(plain)
        return plain.convert("L")


def _require_black_and_white(image: Image.Image) -> None:
    if "A" in image.getbands() and image.getchannel("A").getextrema() != (255, 255):
        raise MaskError("mask must be opaque")
    found = image.convert("RGB").getcolors(2) if image.mode in ("LA", "RGBA") else image.getcolors(2)
    # A grey image counts by single values, a coloured one by triples.
    colours = {colour if isinstance(colour, tuple) else (colour,) * 3 for _, colour in found or ()}
    if not colours or not colours <= {_BLACK, _WHITE}:
        raise MaskError("mask must hold exactly two values, 0 and 255")
    if colours == {_BLACK}:
        raise MaskError("mask is empty: white marks the region to redraw")
