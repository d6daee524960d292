"""From a painting to the mask on the wire, bit by bit."""

import base64
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

from tests.support import painting
from webapp import mask
from webapp.errors import BadInput, TooLarge

MB = 1 << 20

rasters = hnp.arrays(
    np.uint8, st.tuples(st.integers(64, 90), st.integers(64, 90)), elements=st.sampled_from((0, 255))
)


def as_png(image: Image.Image, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", **options)
    return out.getvalue()


def decode(wire: bytes) -> np.ndarray:
    with Image.open(BytesIO(wire)) as image:
        assert image.mode in ("RGB", "L"), "the wire mask must be opaque"
        return np.asarray(image.convert("L"))


@given(
    raster=rasters,
    mask_format=st.sampled_from(("webp", "png")),
    mode=st.sampled_from(("1", "L", "RGB", "RGBA", "P")),
)
def test_any_painting_comes_back_from_the_wire_bit_by_bit(
    raster: np.ndarray, mask_format: mask.MaskFormat, mode: str
) -> None:
    raster[0, 0] = 255
    image = Image.fromarray(raster).convert(mode)
    read = mask.read_painting(as_png(image), image.size, max_bytes=MB)
    wire = mask.wire_bytes(read, mask_format)
    assert np.array_equal(decode(base64.b64decode(mask.to_base64(wire), validate=True)), raster)


@given(raster=hnp.arrays(np.uint8, (70, 80)))
def test_a_pixel_is_white_exactly_from_the_threshold_on(raster: np.ndarray) -> None:
    raster[0, 0] = 255
    read = mask.read_painting(as_png(Image.fromarray(raster)), (80, 70), max_bytes=MB)
    assert np.array_equal(np.asarray(read), np.where(raster >= 128, 255, 0))


def test_a_16_bit_painting_is_scaled_and_not_clipped() -> None:
    deep = np.zeros((64, 64), np.uint16)
    deep[:10], deep[10:20] = 40_000, 20_000
    read = np.asarray(mask.read_painting(as_png(Image.fromarray(deep)), (64, 64), max_bytes=MB))
    assert read[:10].min() == 255
    assert read[10:].max() == 0


def test_a_see_through_pixel_is_not_painted() -> None:
    image = Image.new("RGBA", (64, 64), (255, 255, 255, 0))
    image.putpixel((3, 4), (255, 255, 255, 255))
    read = mask.read_painting(as_png(image), (64, 64), max_bytes=MB)
    assert read.getbbox() == (3, 4, 4, 5)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "mask_not_png"),
        (b"\x89PNG\r\n\x1a\nnonsense", "mask_not_png"),
        (base64.b64encode(painting(64, 64, (0, 0, 9, 9))), "mask_not_png"),
        (painting(64, 64, (0, 0, 9, 9))[:-30], "mask_damaged"),
        (painting(80, 64, (0, 0, 9, 9)), "mask_wrong_size"),
        (painting(64, 64), "mask_empty"),
    ],
    ids=["nothing", "nonsense", "base64", "cut off", "other size", "empty"],
)
def test_what_is_no_painting_is_refused_with_its_own_code(data: bytes, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        mask.read_painting(data, (64, 64), max_bytes=MB)
    assert refused.value.code == code


def test_another_image_format_is_refused_even_when_it_is_a_fine_mask() -> None:
    out = BytesIO()
    Image.new("L", (64, 64), 255).save(out, "WEBP", lossless=True)
    with pytest.raises(BadInput, match="not a PNG"):
        mask.read_painting(out.getvalue(), (64, 64), max_bytes=MB)


def test_too_many_bytes_and_too_many_pixels_are_refused_before_decoding() -> None:
    with pytest.raises(TooLarge):
        mask.read_painting(painting(64, 64, (0, 0, 9, 9)), (64, 64), max_bytes=10)
    with pytest.raises(TooLarge):
        mask.read_painting(painting(4097, 64, (0, 0, 9, 9)), None, max_bytes=MB)


def test_the_share_of_white_is_counted() -> None:
    read = mask.read_painting(painting(100, 100, (0, 0, 49, 99)), (100, 100), max_bytes=MB)
    assert mask.white_share(read) == 0.5


def test_the_wire_mask_can_be_looked_at_as_png() -> None:
    read = mask.read_painting(painting(100, 80, (5, 6, 7, 8)), (100, 80), max_bytes=MB)
    shown = Image.open(BytesIO(mask.as_png(mask.wire_bytes(read, "webp"))))
    assert (shown.format, shown.mode, shown.getbbox()) == ("PNG", "1", (5, 6, 8, 9))
