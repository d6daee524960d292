"""Decoding pictures from outside, and making the smaller ones the pages show."""

import os
import tempfile
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageCms, ImageOps

from webapp.errors import BadInput, TooLarge
from webapp.lineage import crop_box
from webapp.mask import LEAST_SIDE_PX, MOST_SIDE_PX

FORMATS = ("PNG", "JPEG", "WEBP")
CONTENT_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
CARD_WIDTH_PX = 1200
WIDTHS = (160, 320, 640, 1280)
"""The widths in px a picture is offered in; a request is rounded up to the next."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a full decode told about a picture."""

    width: int
    height: int
    content_type: str


def inspect(source: BinaryIO) -> Facts:
    """Decode a picture wholly and say what it is, position at 0; raise `BadInput` or `TooLarge`."""
    source.seek(0)
    with _open(source) as image:
        facts = Facts(image.width, image.height, CONTENT_TYPES[str(image.format)])
        _load(image)
    source.seek(0)
    return facts


def normalise(source: BinaryIO) -> tuple[bytes, Facts]:
    """Re-encode an upload upright, in sRGB, without metadata: JPEG stays JPEG, all else becomes PNG."""
    source.seek(0)
    with _open(source) as image:
        is_jpeg = image.format == "JPEG"
        _load(image)
        upright = _to_srgb(ImageOps.exif_transpose(image))
    out = BytesIO()
    if is_jpeg:
        upright.save(out, "JPEG", quality=95, subsampling=0)
    else:
        upright.save(out, "PNG", compress_level=4)
    content_type = CONTENT_TYPES["JPEG" if is_jpeg else "PNG"]
    return out.getvalue(), Facts(upright.width, upright.height, content_type)


def derive(source: BinaryIO, *, variation: int | None, width: int | None) -> tuple[bytes, str]:
    """A variation of a grid, a thumbnail, or both: (bytes, content type). Full size comes lossless."""
    with _open(source) as image:
        wanted = _rounded(width)
        if wanted and variation is None and image.format == "JPEG":
            image.draft("RGB", (wanted, wanted))
        _load(image)
        shown = image.convert("RGB")
    if variation is not None:
        shown = shown.crop(crop_box(shown.width, shown.height, variation))
    out = BytesIO()
    if wanted is None:
        shown.save(out, "PNG", compress_level=4)
        return out.getvalue(), "image/png"
    if wanted < shown.width:
        shown = shown.resize(
            (wanted, max(1, round(shown.height * wanted / shown.width))), Image.Resampling.LANCZOS
        )
    shown.save(out, "WEBP", quality=86, method=4)
    return out.getvalue(), "image/webp"


def card(source: BinaryIO) -> bytes:
    """The picture as a JPEG at most 1200 px wide, which readers of preview cards know; WebP many do not."""
    with _open(source) as image:
        _load(image)
        shown = image.convert("RGB")
    width, height = card_size(shown.width, shown.height)
    out = BytesIO()
    shown.resize((width, height), Image.Resampling.LANCZOS).save(out, "JPEG", quality=86, optimize=True)
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


def _open(source: BinaryIO) -> Image.Image:
    """Read only the header, and refuse by it."""
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
    if getattr(image, "n_frames", 1) > 1:
        raise BadInput(
            "This picture is animated: only still pictures can be painted on.", code="picture_animated"
        )
    return image


def _load(image: Image.Image) -> None:
    try:
        image.load()
    except Exception:  # a damaged stream, again in many types
        raise BadInput("The picture is damaged and cannot be read.", code="picture_damaged") from None


def _to_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            converted = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None  # a broken profile is no reason to refuse the picture
        if converted is not None:
            return converted
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(rgba, mask=rgba.getchannel("A"))
        return ground
    return image.convert("RGB")
