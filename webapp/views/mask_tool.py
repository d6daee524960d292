"""The mask tool: a painting in, the exact wire bytes out. The image itself never comes here."""

from io import BytesIO

from flask import Blueprint, Response, jsonify, render_template

from webapp import forms, mask
from webapp.access import Access, Body, requires
from webapp.errors import BadInput
from webapp.services import jobs, masks
from webapp.views.answers import asks_for_json, collaborators, send_bytes

views = Blueprint("mask_tool", __name__)


@views.get("/mask")
@requires(Access.MEMBER)
def page() -> str:
    return render_template("mask_tool.html", button_url=jobs.button_url(collaborators()))


@views.post("/mask")
@requires(Access.MEMBER, body=Body.UPLOAD)
def convert() -> Response:
    form = forms.read(forms.ConvertMask)
    painting, wanted = forms.uploaded(form.mask), forms.text(form.format) or None
    if painting is None:
        raise BadInput("Nothing is painted yet: paint the region to redraw first.", code="mask_missing")
    if wanted not in (None, "webp", "png"):
        raise BadInput("The format must be webp or png.", code="bad_format")
    wire, mask_format = masks.to_wire(collaborators(), forms.content(painting), wanted)
    if asks_for_json():
        return jsonify(base64=mask.to_base64(wire), format=mask_format, bytes=len(wire))
    return send_bytes(
        BytesIO(wire), len(wire), f"image/{mask_format}", mask.name_of(wire), f"mask.{mask_format}"
    )
