"""Paintings to exact wire masks, one at a time on a machine: a 4096 px mask lifts the memory by 200 MB."""

from typing import BinaryIO

from webapp import mask
from webapp.services.collaborators import Collaborators


def to_wire(
    co: Collaborators, painting: BinaryIO, mask_format: str | None = None
) -> tuple[bytes, mask.MaskFormat]:
    """(wire bytes, format) of a painting; the format defaults to the setting. Raises as `read_painting`."""
    wanted: mask.MaskFormat = "png" if (mask_format or co.settings.mask_format) == "png" else "webp"
    with co.converting:
        raster = mask.read_painting(painting.read(), None, max_bytes=co.settings.max_upload_mb << 20)
        return mask.wire_bytes(raster, wanted), wanted
