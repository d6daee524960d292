"""Uploads of every odd kind: what becomes of their pixels, and that nothing else of them is left."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from webapp.errors import BadInput
from webapp.services import images
from webapp.services.decoding import Decoding
from webapp.services.one_at_a_time import OneAtATime

BLACK = bytes(1 + 128 * 3) * 128
SCRIPT = b"<script>alert(document.domain)</script>"


Normalise = Callable[[BinaryIO], bytes]


def pixels(data: bytes) -> np.ndarray:
    image = Image.open(BytesIO(data))
    assert image.mode == "RGB"
    return np.asarray(image)


def png(rows: bytes, *more: tuple[bytes, bytes], depth: int = 8) -> BytesIO:
    """128 px a side in colour, with further chunks before the pixels."""
    header = struct.pack(">IIBBBBB", 128, 128, depth, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), *more, (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
            for kind, body in chunks
        )
    )


@pytest.fixture
def normalise(tmp_path: Path) -> Normalise:
    """An upload to the bytes that are kept of it."""
    decoding = Decoding(OneAtATime(tmp_path / "lock"))

    def normalised(source: BinaryIO) -> bytes:
        sink = BytesIO()
        images.normalise(source, sink, decoding)
        return sink.getvalue()

    return normalised


def saved(image: Image.Image, kind: str, **options: object) -> BytesIO:
    out = BytesIO()
    image.save(out, kind, **options)
    return out


def test_sixteen_bit_grey_keeps_its_tones(normalise: Normalise) -> None:
    ramp = np.linspace(0, 65535, 128, dtype=np.uint16)
    data = normalise(saved(Image.fromarray(np.tile(ramp, (128, 1))), "PNG"))
    assert np.abs(pixels(data)[0, :, 0].astype(int) - ramp // 256).max() <= 1


def test_sixteen_bit_colour_is_a_picture_too(normalise: Normalise) -> None:
    row = b"\0" + struct.pack(">HHH", 65535, 32768, 0) * 128
    assert pixels(normalise(png(row * 128, depth=16)))[5, 5].tolist() == [255, 128, 0]


def test_cmyk_becomes_what_it_looks_like(normalise: Normalise) -> None:
    data = normalise(saved(Image.new("CMYK", (128, 128), (0, 255, 255, 0)), "JPEG"))
    red, green, blue = pixels(data)[64, 64].tolist()
    assert (red > 220, green < 60, blue < 60) == (True, True, True)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_what_else_a_file_is_does_not_survive(normalise: Normalise, kind: str) -> None:
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
    assert SCRIPT not in normalise(out)


def test_a_transparent_picture_lies_on_white(normalise: Normalise) -> None:
    data = normalise(saved(Image.new("RGBA", (128, 128), (255, 0, 0, 0)), "PNG"))
    assert pixels(data)[0, 0].tolist() == [255, 255, 255]


def test_a_broken_colour_profile_is_no_reason_to_refuse(normalise: Normalise) -> None:
    data = normalise(saved(Image.new("RGB", (128, 128), (1, 2, 3)), "PNG", icc_profile=b"no profile"))
    assert pixels(data)[0, 0].tolist() == [1, 2, 3]


@pytest.mark.parametrize("name", [b"zTXt", b"iTXt", b"iCCP"])
def test_what_swells_beside_the_pixels_is_not_taken(normalise: Normalise, name: bytes) -> None:
    """Forty MB of zeros, told in 40 KB where a PNG keeps its words or its colour profile."""
    swelling = (b"a\0\1\0\0\0" if name == b"iTXt" else b"a\0\0") + zlib.compress(bytes(40 << 20))
    with pytest.raises(BadInput):
        normalise(png(BLACK, (name, swelling)))


def test_a_png_that_says_it_moves_is_not_taken(normalise: Normalise) -> None:
    frame = struct.pack(">IIIIIHHBB", 0, 128, 128, 0, 0, 1, 10, 0, 0)
    with pytest.raises(BadInput) as refused:
        normalise(png(BLACK, (b"acTL", struct.pack(">II", 2, 0)), (b"fcTL", frame)))
    assert refused.value.code == "picture_animated"


def test_a_photo_with_further_pictures_in_it_is_its_first(normalise: Normalise) -> None:
    """As phones make them, for depth or HDR: Pillow calls that MPO, and counts frames."""
    further = Image.new("RGB", (128, 128), "red")
    data = normalise(
        saved(Image.new("RGB", (128, 128), "teal"), "MPO", save_all=True, append_images=[further])
    )
    assert np.abs(pixels(data)[64, 64].astype(int) - (0, 128, 128)).max() <= 3
    assert Image.open(BytesIO(data)).format == "JPEG"


def test_a_jpeg_of_many_scans_is_not_decoded(normalise: Normalise) -> None:
    """Each goes over all of the picture: a small file could keep a processor busy for minutes."""
    whole = saved(Image.new("L", (128, 128), 120), "JPEG", progressive=True).getvalue()
    last, end = whole.rindex(b"\xff\xda"), whole.rindex(b"\xff\xd9")
    scan = whole[last:end]
    few, many = (BytesIO(whole[:end] + scan * count + whole[end:]) for count in (60, 120))
    assert pixels(normalise(few)).shape == (128, 128, 3)
    with pytest.raises(BadInput) as refused:
        normalise(many)
    assert refused.value.code == "picture_too_slow"


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "P", "L", "1"])
def test_a_picture_taller_than_a_band_is_whole(normalise: Normalise, mode: str) -> None:
    rows = np.tile(np.arange(600, dtype=np.uint16)[:, None], (1, 64))
    grey = Image.fromarray((rows // 300 * 255).astype(np.uint8))
    found = pixels(normalise(saved(grey.convert(mode), "PNG")))
    assert found[:, 0, 0].tolist() == [0] * 300 + [255] * 300
