"""Decoding pictures from outside, and making the smaller ones the pages show."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageOps
from PIL.ImageFile import ImageFile

from webapp.errors import BadInput, TooLarge
from webapp.lineage import crop_box
from webapp.mask import LEAST_SIDE_PX, MOST_SIDE_PX
from webapp.services import srgb
from webapp.services.decoding import Decoding

FORMATS = ("PNG", "JPEG", "WEBP")
CONTENT_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
PHOTO_WITH_MORE = "MPO"
"""Pillow's word for a JPEG that holds further pictures after its own, as phones make them."""

START_OF_SCAN = b"\xff\xda"
MOST_SCANS = 100
"""Progressive JPEGs have about ten. A file of 100 KB with a thousand took 100 s to decode."""

MUCH_TO_OPEN = 1 << 20
"""In bytes: of a WebP the whole file is read with its header, and kept."""

CARD_WIDTH_PX = 1200
WIDTHS = (160, 320, 640, 1280)
"""The widths in px a picture is offered in; a request is rounded up to the next."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a full decode told about a picture."""

    width: int
    height: int
    content_type: str


def inspect(source: BinaryIO, decoding: Decoding) -> Facts:
    """Decode a picture wholly and say what it is, position at 0; raise `BadInput` or `TooLarge`."""
    with _opened(source, decoding) as image:
        _refuse_if_slow(image, source)
        _load(image)
        facts = Facts(image.width, image.height, CONTENT_TYPES[_kind(image)])
    source.seek(0)
    return facts


def normalise(source: BinaryIO, sink: BinaryIO, decoding: Decoding) -> Facts:
    """Re-encode an upload upright, in sRGB, without metadata: JPEG stays JPEG, all else becomes PNG.

    Written to the empty `sink`; raises `BadInput` or `TooLarge`.
    """
    with _opened(source, decoding) as image:
        _refuse_if_slow(image, source)
        kind = "JPEG" if _kind(image) == "JPEG" else "PNG"
        _load(image)
        ImageOps.exif_transpose(image, in_place=True)
        clean = srgb.converted(image)
        image.close()
        if kind == "JPEG":
            clean.save(sink, kind, quality=95, subsampling=0)
        else:
            clean.save(sink, kind, compress_level=4)
        return Facts(clean.width, clean.height, CONTENT_TYPES[kind])


def derive(
    source: BinaryIO, decoding: Decoding, *, variation: int | None, width: int | None
) -> tuple[bytes, str]:
    """A variation of a grid, a thumbnail, or both: (bytes, content type). Full size comes lossless."""
    wanted = _rounded(width)
    out = BytesIO()
    with _opened(source, decoding) as image:
        if wanted and variation is None and _kind(image) == "JPEG":
            image.draft("RGB", (wanted, wanted))
        _load(image)
        shown: Image.Image = image
        if variation is not None:
            shown = shown.crop(crop_box(shown.width, shown.height, variation))
        shown = shown.convert("RGB")
        if wanted is None:
            shown.save(out, "PNG", compress_level=4)
            return out.getvalue(), "image/png"
        if wanted < shown.width:
            shown = shown.resize(
                (wanted, max(1, round(shown.height * wanted / shown.width))), Image.Resampling.LANCZOS
            )
        shown.save(out, "WEBP", quality=86, method=4)
    return out.getvalue(), "image/webp"


def card(source: BinaryIO, decoding: Decoding) -> bytes:
    """The picture as a JPEG at most 1200 px wide, which readers of preview cards know; WebP many do not."""
    out = BytesIO()
    with _opened(source, decoding) as image:
        _load(image)
        shown = image.convert("RGB").resize(card_size(image.width, image.height), Image.Resampling.LANCZOS)
        shown.save(out, "JPEG", quality=86, optimize=True)
    return out.getvalue()


def card_size(width: int, height: int) -> tuple[int, int]:
    """The size in px of a picture's card."""
    wide = min(CARD_WIDTH_PX, width)
    return wide, max(1, round(height * wide / width))


def cached(folder: Path, name: str) -> Path | None:
    """The file of a derived picture if it was made before."""
    path = folder / name
    return path if path.exists() else None


def keep(folder: Path, name: str, data: bytes) -> Path:
    """Write a derived picture so that no reader ever sees half of it."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=folder, prefix=".part-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(part).replace(folder / name)
    return folder / name


def derived_name(blob: str, variation: int | None, width: int | None) -> str:
    return f"{blob}-{variation or 0}-{_rounded(width) or 0}"


def _rounded(width: int | None) -> int | None:
    if width is None:
        return None
    return next((step for step in WIDTHS if step >= width), WIDTHS[-1])


@contextmanager
def _opened(source: BinaryIO, decoding: Decoding) -> Iterator[ImageFile]:
    """The picture, of which only the header was read, while there is room to decode it."""
    if source.seek(0, 2) > MUCH_TO_OPEN:
        with decoding.alone(), _open(source) as image:
            yield image
    else:
        with _open(source) as image, decoding.room_for(image.size):
            yield image


def _open(source: BinaryIO) -> ImageFile:
    """Read only the header, and refuse by it."""
    source.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(source, formats=FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise TooLarge("The picture has too many pixels.", code="picture_too_large") from None
    except Exception:  # Pillow's header parsers raise many types on hostile bytes
        raise BadInput("This is not a PNG, JPEG or WebP picture.", code="not_a_picture") from None
    if max(image.size) > MOST_SIDE_PX:
        raise TooLarge(f"The picture is wider or taller than {MOST_SIDE_PX} px.", code="picture_too_large")
    if min(image.size) < LEAST_SIDE_PX:
        raise BadInput(f"The picture is narrower or lower than {LEAST_SIDE_PX} px.", code="picture_too_small")
    if image.format != PHOTO_WITH_MORE and getattr(image, "n_frames", 1) > 1:
        raise BadInput(
            "This picture is animated: only still pictures can be painted on.", code="picture_animated"
        )
    return image


def _kind(image: ImageFile) -> str:
    """One of `FORMATS`."""
    return "JPEG" if image.format == PHOTO_WITH_MORE else str(image.format)


def _refuse_if_slow(image: ImageFile, source: BinaryIO) -> None:
    """Of a JPEG from outside, count how often it goes over the whole picture, or more."""
    if _kind(image) != "JPEG":
        return
    at, found, last = source.tell(), 0, b""
    source.seek(0)
    while piece := source.read(1 << 20):
        found += (last + piece).count(START_OF_SCAN)
        last = piece[-1:]
    source.seek(at)
    if found > MOST_SCANS:
        raise BadInput("This JPEG takes too long to read: save it anew.", code="picture_too_slow")


def _load(image: Image.Image) -> None:
    try:
        image.load()
    except Exception:  # a damaged stream, again in many types
        raise BadInput("The picture is damaged and cannot be read.", code="picture_damaged") from None
