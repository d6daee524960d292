"""The mark that says "practice": a small ribbon on the picture and words in the file's metadata."""

from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

SOFTWARE = "Redraw stand-in"
DESCRIPTION = "Practice picture, not made by Midjourney"
WORD = "PRACTICE"

Point = tuple[float, float]

# Each letter as strokes in a box one unit wide and two units high, y down.
_STROKES: dict[str, tuple[tuple[Point, ...], ...]] = {
    "P": (((0, 2), (0, 0), (0.6, 0), (1, 0.25), (1, 0.8), (0.6, 1.05), (0, 1.05)),),
    "R": (((0, 2), (0, 0), (0.6, 0), (1, 0.25), (1, 0.8), (0.6, 1.05), (0, 1.05)), ((0.5, 1.05), (1, 2))),
    "A": (((0, 2), (0.5, 0), (1, 2)), ((0.2, 1.35), (0.8, 1.35))),
    "C": (((1, 0.35), (0.7, 0), (0.3, 0), (0, 0.4), (0, 1.6), (0.3, 2), (0.7, 2), (1, 1.65)),),
    "T": (((0, 0), (1, 0)), ((0.5, 0), (0.5, 2))),
    "I": (((0.5, 0), (0.5, 2)),),
    "E": (((1, 0), (0, 0), (0, 2), (1, 2)), ((0, 1), (0.8, 1))),
}
_ADVANCE = {"I": 1.1}
_OVERSAMPLE = 4


def stamp_box(size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Where the mark lies on a picture of `size`: left, top, right, bottom in px, at the lower right."""
    unit = _unit(size)
    right, bottom = size[0] - round(2.4 * unit), size[1] - round(2.4 * unit)
    return (
        max(0, round(right - _word_width() * unit - 3.2 * unit)),
        max(0, round(bottom - 4.2 * unit)),
        right,
        bottom,
    )


def stamp(image: Image.Image) -> Image.Image:
    """A copy with the mark at the lower right: light letters on a translucent dark ribbon."""
    marked = image.convert("RGB") if image.mode != "RGB" else image.copy()
    left, top, right, bottom = stamp_box(image.size)
    unit = _unit(image.size)
    width, height = max(1, right - left) * _OVERSAMPLE, max(1, bottom - top) * _OVERSAMPLE
    ribbon, letters = Image.new("L", (width, height)), Image.new("L", (width, height))
    ImageDraw.Draw(ribbon).rounded_rectangle((0, 0, width - 1, height - 1), height / 2, fill=118)
    _draw_word(
        ImageDraw.Draw(letters), unit * _OVERSAMPLE, (1.7 * unit * _OVERSAMPLE, 1.1 * unit * _OVERSAMPLE)
    )
    place = (left, top)
    marked.paste((14, 16, 22), place, ribbon.reduce(_OVERSAMPLE))
    marked.paste((250, 248, 242), place, letters.reduce(_OVERSAMPLE).point(lambda value: value * 0.88))
    return marked


def save(
    image: Image.Image,
    target: str | Path | BinaryIO,
    *,
    prompt: str,
    kind: str = "PNG",
    quality: int | None = None,
    **info: str,
) -> None:
    """Write the picture as `kind` (PNG, WEBP, JPEG) with metadata that says what it is; a path's suffix wins.

    WEBP is lossless unless a `quality` is given. `info` adds further words: PNG text, or XMP elsewhere.
    """
    if isinstance(target, str | Path):
        kind = Image.registered_extensions().get(Path(target).suffix.lower(), kind)
    words = {"Software": SOFTWARE, "Description": DESCRIPTION, "Prompt": prompt, **info}
    if kind == "PNG":
        image.save(target, "PNG", pnginfo=_png_text(words), compress_level=2)
    elif kind == "WEBP" and quality is None:
        image.save(target, "WEBP", lossless=True, quality=20, method=1, exif=_exif(), xmp=_xmp(words))
    elif kind == "WEBP":
        image.save(target, "WEBP", quality=quality, method=6, exif=_exif(), xmp=_xmp(words))
    elif kind == "JPEG":
        image.save(target, "JPEG", quality=quality or 94, subsampling=0, exif=_exif(), xmp=_xmp(words))
    else:
        raise ValueError(f"pictures are saved as PNG, WEBP or JPEG, not {kind}")


def _unit(size: tuple[int, int]) -> float:
    return max(1.6, min(size) / 155)


def _word_width() -> float:
    return sum(_ADVANCE.get(letter, 1.75) for letter in WORD) - 0.75


def _draw_word(draw: ImageDraw.ImageDraw, scale: float, origin: Point) -> None:
    x, y = origin
    for letter in WORD:
        indent = 0.3 * scale if letter == "I" else 0.0
        for stroke in _STROKES[letter]:
            points = [(x - indent + px * scale, y + py * scale) for px, py in stroke]
            draw.line(points, fill=255, width=max(1, round(0.3 * scale)), joint="curve")
        x += _ADVANCE.get(letter, 1.75) * scale


def _png_text(words: dict[str, str]) -> PngInfo:
    text = PngInfo()
    for name, value in words.items():
        text.add_itxt(name, value) if not value.isascii() else text.add_text(name, value)
    return text


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0131], exif[0x010E] = SOFTWARE, DESCRIPTION
    return exif


def _xmp(words: dict[str, str]) -> bytes:
    other = "".join(
        f" redraw:{name}={quoteattr(value)}" for name, value in words.items() if name.isidentifier()
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:redraw="urn:redraw:standin" xmp:CreatorTool={quoteattr(SOFTWARE)}{other}>'
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(DESCRIPTION)}</rdf:li></rdf:Alt>'
        "</dc:description>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()
