"""A picture for whoever was let in: its bytes from here, or the way to the bucket where they lie."""

from flask import Response, request

from webapp.models import Picture
from webapp.services import blobs, pictures
from webapp.views.answers import collaborators, send_bytes, whole_number


def send_picture(picture: Picture) -> Response:
    """The picture, its `variation` or a thumbnail of width `w`; with `download` as a file to keep."""
    co = collaborators()
    variation, width = whole_number("variation", 1, 4), whole_number("w", 1, 100_000)
    if variation is None and width is None and _follows():
        address = blobs.address(co, picture, _file_name(picture, None, picture.content_type))
        if address is not None:
            # A secret for a minute: no cache keeps it, and each look is let in anew.
            return Response(status=302, headers={"Location": address, "Cache-Control": "private, no-store"})
    file, size, content_type, etag = pictures.image(co, picture, variation, width)
    return send_bytes(file, size, content_type, etag, _file_name(picture, variation, content_type))


def _follows() -> bool:
    """True for what browsers show or keep; whose pixels a page reads, that comes from here alone."""
    is_shown = request.headers.get("Sec-Fetch-Dest") in ("image", "document")
    return is_shown and request.headers.get("Sec-Fetch-Mode") != "cors"


def _file_name(picture: Picture, variation: int | None, content_type: str) -> str | None:
    if not request.args.get("download"):
        return None
    return f"redraw-{picture.id[:8]}{f'-{variation}' if variation else ''}.{content_type.rpartition('/')[2]}"
