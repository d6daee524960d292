"""Uploads of every odd kind: what becomes of their pixels, and that nothing else of them is left."""

import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from webapp.services.images import normalise

SCRIPT = b"<script>alert(document.domain)</script>"


def pixels(data: bytes) -> np.ndarray:
    image = Image.open(BytesIO(data))
    assert image.mode == "RGB"
    return np.asarray(image)


def normalised(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return normalise(out)[0]


def test_sixteen_bit_grey_keeps_its_tones() -> None:
    ramp = np.linspace(0, 65535, 128, dtype=np.uint16)
    data = normalised(Image.fromarray(np.tile(ramp, (128, 1))), "PNG")
    assert np.abs(pixels(data)[0, :, 0].astype(int) - ramp // 256).max() <= 1


def test_sixteen_bit_colour_is_a_picture_too() -> None:
    row = b"\0" + struct.pack(">HHH", 65535, 32768, 0) * 128
    header = struct.pack(">IIBBBBB", 128, 128, 16, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(row * 128)), (b"IEND", b""))
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
    assert pixels(normalise(BytesIO(png))[0])[5, 5].tolist() == [255, 128, 0]


def test_cmyk_becomes_what_it_looks_like() -> None:
    data = normalised(Image.new("CMYK", (128, 128), (0, 255, 255, 0)), "JPEG")
    red, green, blue = pixels(data)[64, 64].tolist()
    assert (red > 220, green < 60, blue < 60) == (True, True, True)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_what_else_a_file_is_does_not_survive(kind: str) -> None:
    """A polyglot: a picture that is also a page, in its metadata and after its end."""
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = SCRIPT.decode()
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SCRIPT.decode())
    options = {"pnginfo": info} if kind == "PNG" else {}
    Image.new("RGB", (128, 128), "teal").save(out, kind, exif=exif, **options)
    out.write(SCRIPT)
    assert SCRIPT in out.getvalue()
    assert SCRIPT not in normalise(out)[0]


def test_a_transparent_picture_lies_on_white() -> None:
    data = normalised(Image.new("RGBA", (128, 128), (255, 0, 0, 0)), "PNG")
    assert pixels(data)[0, 0].tolist() == [255, 255, 255]


def test_a_broken_colour_profile_is_no_reason_to_refuse() -> None:
    data = normalised(Image.new("RGB", (128, 128), (1, 2, 3)), "PNG", icc_profile=b"no profile")
    assert pixels(data)[0, 0].tolist() == [1, 2, 3]
