import base64
import io
import struct
import zlib

import pytest
from PIL import Image

from tests.standin.support import encode, encode_mask
from webapp.standin import masks

SIZE = (96, 64)


def half(mode: str, black: object, white: object) -> Image.Image:
    image = Image.new(mode, SIZE, black)  # type: ignore[arg-type]
    image.paste(white, (0, 0, 48, 64))  # type: ignore[arg-type]
    return image


@pytest.mark.parametrize("form", ["WEBP", "PNG"])
def test_a_two_valued_opaque_mask_of_natural_size_is_read_back_exactly(form: str) -> None:
    content = masks.read(encode_mask(SIZE, form, (10, 20, 30, 40)), SIZE)
    mask = masks.decode(content, SIZE)
    assert (mask.mode, mask.size) == ("L", SIZE)
    assert mask.getbbox() == (10, 20, 30, 40)
    assert mask.histogram()[255] == 20 * 20


@pytest.mark.parametrize(
    "image",
    [
        half("1", 0, 1),
        half("RGB", (0, 0, 0), (255, 255, 255)),
        half("RGBA", (0, 0, 0, 255), (255, 255, 255, 255)),
        half("LA", (0, 255), (255, 255)),
        half("L", 0, 255).convert("P"),
    ],
    ids=lambda image: image.mode,
)
def test_every_way_to_store_black_and_white_is_taken(image: Image.Image) -> None:
    assert masks.decode(masks.read(encode(image), SIZE), SIZE).histogram()[255] == 48 * 64


def test_a_wholly_white_mask_is_taken() -> None:
    assert masks.decode(masks.read(encode(Image.new("L", SIZE, 255)), SIZE), SIZE).getextrema() == (255, 255)


def enormous_png() -> str:
    """A few bytes that claim to be 60,000 pixels wide and high."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return base64.b64encode(
        b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT" + b"\0" * 4
    ).decode()


def truncated_png() -> str:
    content = base64.b64decode(encode(Image.effect_noise(SIZE, 80)))
    return base64.b64encode(content[: len(content) // 2]).decode()


def animated_webp() -> str:
    content = io.BytesIO()
    frames = [half("RGB", (0, 0, 0), (255, 255, 255)), half("RGB", (255, 255, 255), (0, 0, 0))]
    frames[0].save(content, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    return base64.b64encode(content.getvalue()).decode()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "mask must be a base64 string"),
        ("", "mask must be a base64 string"),
        (7, "mask must be a base64 string"),
        ("data:image/png;base64," + encode_mask(SIZE), "mask must be base64 without a data: prefix"),
        ("not base64!", "mask is not valid base64"),
        ("A" * (masks.MAX_CHARACTERS + 4), "mask must be shorter than 8 MB of base64"),
        (base64.b64encode(b"plain words").decode(), "mask is not a WebP or PNG image"),
        (encode(half("L", 0, 255), "GIF"), "mask is not a WebP or PNG image"),
        (encode_mask((64, 96)), "mask must have the picture's size 96x64, not 64x96"),
        (enormous_png(), "mask is not a WebP or PNG image"),
        (truncated_png(), "mask cannot be decoded"),
        (animated_webp(), "mask must be a single image of 8 bits a channel"),
        (encode(half("I;16", 0, 65535)), "mask must be a single image of 8 bits a channel"),
        (encode(half("L", 0, 254)), "mask must hold exactly two values, 0 and 255"),
        (encode(half("L", 1, 255)), "mask must hold exactly two values, 0 and 255"),
        (encode(half("RGB", (0, 0, 0), (255, 0, 0))), "mask must hold exactly two values, 0 and 255"),
        (encode(Image.linear_gradient("L").resize(SIZE)), "mask must hold exactly two values, 0 and 255"),
        (encode(Image.new("L", SIZE, 0)), "mask is empty: white marks the region to redraw"),
        (encode(half("RGBA", (0, 0, 0, 0), (255, 255, 255, 255))), "mask must be opaque"),
        (encode(half("RGBA", (0, 0, 0, 254), (255, 255, 255, 254)), "WEBP"), "mask must be opaque"),
        (encode(half("L", 0, 255), transparency=0), "mask must be opaque"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("mask ") else "sent",
)
def test_a_mask_the_provider_would_not_take_is_refused_with_the_reason(text: object, reason: str) -> None:
    with pytest.raises(masks.MaskError) as refusal:
        masks.read(text, SIZE)
    assert str(refusal.value) == reason
