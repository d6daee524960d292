"""Any picture as opaque sRGB, with no more than one copy of it in memory beside it."""

from io import BytesIO

from PIL import Image, ImageCms

BAND_PX = 256
"""So many rows at a time: what a conversion needs on its way is a sixteenth of the largest picture."""


def converted(image: Image.Image) -> Image.Image:
    """The picture in the mode "RGB": by its colour profile, if that is usable; on white where transparent."""
    by_profile = _by_profile(image)
    if by_profile is not None:
        return by_profile
    ground = Image.new("RGB", image.size, "white")
    for top in range(0, image.height, BAND_PX):
        band = image.crop((0, top, image.width, min(top + BAND_PX, image.height)))
        _put(ground, band, top, has_alpha=_has_alpha(image))
    return ground


def _by_profile(image: Image.Image) -> Image.Image | None:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK", "L"):
        return None
    try:
        return ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None  # a broken profile is no reason to refuse the picture


def _put(ground: Image.Image, band: Image.Image, top: int, *, has_alpha: bool) -> None:
    if band.mode.startswith("I"):  # 16-bit grey: Pillow's own conversion would clip instead of scale
        band = band.point(lambda value: value / 256).convert("L")
    if has_alpha:
        band = band.convert("RGBA")
        ground.paste(band, (0, top), band.getchannel("A"))
    else:
        ground.paste(band.convert("RGB"), (0, top))


def _has_alpha(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
