"""Uploads that are small on the line and large in memory, or not what they say."""

import struct
import zlib
from io import BytesIO

from PIL import Image

SIDE_PX = 4096
"""As large as a picture may be."""


def uploads() -> list[tuple[str, bytes, int]]:
    """(name, bytes, the status that a page answers in the end)."""
    turned = Image.Exif()
    turned[0x0112] = 6
    clear = Image.new("RGBA", (SIDE_PX, SIDE_PX), (200, 30, 60, 128))
    still = saved(clear, "WEBP", lossless=True, method=0)
    cmyk = saved(Image.new("CMYK", clear.size, (9, 99, 199, 0)), "JPEG", progressive=True, exif=turned)
    frames = [Image.new("RGB", (256, 256), colour) for colour in ("red", "teal")]
    swelling = (b"zTXt", b"a\0\0" + zlib.compress(bytes(100 << 20), 1))
    return [
        ("clear.webp", still, 200),
        ("again.webp", still, 200),
        ("turned.jpg", cmyk, 200),
        ("deep.png", png(SIDE_PX, b"\0" + b"\x7f\x01" * 4 * SIDE_PX, depth=16, kind=6), 200),
        ("page.png", png(256, b"\0" * (1 + 3 * 256)) + b"<script>alert(1)</script>", 200),
        ("truncated.jpg", cmyk[: len(cmyk) // 2], 400),
        ("animated.webp", saved(frames[0], "WEBP", save_all=True, append_images=frames[1:]), 400),
        ("swelling.png", png(256, b"\0" * (1 + 3 * 256), swelling), 400),
        ("bomb.png", png(30_000, b"", depth=16), 413),
        ("at-the-limit.png", bytes(40 << 20), 400),
        ("beyond.png", bytes(42 << 20), 413),
    ]


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def png(side: int, row: bytes, *more: tuple[bytes, bytes], depth: int = 8, kind: int = 2) -> bytes:
    """A square PNG of equal rows, with further chunks before the pixels; by default 8-bit RGB."""
    deflate = zlib.compressobj(1)
    pixels = b"".join([deflate.compress(row) for _ in range(side)] + [deflate.flush()])
    header = struct.pack(">IIBBBBB", side, side, depth, kind, 0, 0, 0)
    chunks = ((b"IHDR", header), *more, (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
