"""A link as a QR code, for a phone or tablet in the same room."""

import segno


def svg(text: str) -> str:
    """Markup of an inline SVG, black on white with a quiet zone of 4, that fills the box it is put in."""
    code = segno.make(text, micro=False, error="m")
    markup: str = code.svg_inline(border=4, omitsize=True, light="#fff", svgclass="qr", lineclass=None)
    return markup
