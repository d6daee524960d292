"""The painter: its page, its drafts, and the submit."""

import hashlib
import json
import uuid
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp import forms
from webapp.access import Access, Body, person, requires
from webapp.errors import BadInput, Conflict, TooLarge
from webapp.models import Picture
from webapp.services import drafts, earlier, hand_overs, jobs, pictures
from webapp.services.limits import Limit
from webapp.team_models import HandOver
from webapp.views.answers import asks_for_json, collaborators

views = Blueprint("paint", __name__)

MOST_DRAFT_BYTES = 4 << 20


@views.get("/pictures/<uuid:picture_id>/paint")
@requires(Access.MEMBER)
def page(picture_id: uuid.UUID) -> str:
    co = collaborators()
    picture = pictures.get(co, str(picture_id))
    not_paintable = pictures.why_not_paintable(picture)
    if not_paintable:
        raise Conflict(not_paintable, code="not_paintable")
    why_not = pictures.why_not_sendable(co, picture)
    source = jobs.painted_before(co, request.args.get("from", ""), picture)
    return render_template(
        "paint.html",
        picture=picture,
        key=str(uuid.uuid4()),
        can_submit=why_not is None,
        why_not=why_not,
        max_prompt=jobs.MOST_PROMPT,
        draft_url=url_for("paint.draft", picture_id=picture.id),
        submit_url=url_for("paint.submit", picture_id=picture.id),
        was_submitted=any(job.has_mask for job in jobs.of_picture(co, picture.id)),
        submitted_url=url_for("paint.submitted", picture_id=picture.id),
        image_url=url_for("picture.image", picture_id=picture.id),
        earlier=_earlier(earlier.find(co, person(), picture), earlier.sent(co, picture)),
        thumbnail_url=url_for("picture.image", picture_id=picture.id, w=160),
        handed=_handed(picture),
        from_mask_url=url_for("job.mask", job_id=source.id, extension="png") if source else None,
        initial_prompt=source.prompt if source else picture.prompt,
    )


def _handed(picture: Picture) -> HandOver | None:
    """The request that the painter is opened for, where it is about this picture."""
    wanted = request.args.get("handed", "")
    co = collaborators()
    asked = [] if co.settings.local_mode or not wanted else hand_overs.asked_of(co, person())
    return next((one for one in asked if (one.id, one.picture_id) == (wanted, picture.id)), None)


def _earlier(
    before: earlier.EarlierPainting | None, sent: list[earlier.EarlierPainting]
) -> list[dict[str, Any]]:
    """What the painter must know to bring an earlier painting in: the one before this picture first."""
    return [
        {
            "title": found.title,
            "sent_at": found.sent_at.isoformat() if found.sent_at else None,
            "width": found.picture.width,
            "height": found.picture.height,
            "frame": asdict(found.frame),
            "draft_url": url_for("paint.draft", picture_id=found.picture.id) if found.has_draft else None,
            "mask_url": url_for("job.mask", job_id=found.job_id, extension="png") if found.job_id else None,
        }
        for found in ([before] if before else []) + sent
    ]


@views.post("/pictures/<uuid:picture_id>/jobs")
@requires(Access.MEMBER, body=Body.UPLOAD, limit=Limit.SUBMITS)
def submit(picture_id: uuid.UUID) -> BaseResponse | tuple[Response, int]:
    form = forms.read(forms.SubmitJob)
    painting = forms.uploaded(form.mask)
    order = jobs.Order(
        button=forms.text(form.button),
        prompt=forms.text(form.prompt),
        picture_id=str(picture_id),
        painting=forms.content(painting) if painting else None,
        key=forms.text(form.key),
        fingerprint=forms.text(form.fingerprint),
    )
    job = jobs.submit(collaborators(), person(), order)
    address = url_for("job.show", job_id=job.id)
    return (jsonify(id=job.id, url=address), 201) if asks_for_json() else redirect(address, 303)


@views.get("/pictures/<uuid:picture_id>/submitted")
@requires(Access.MEMBER)
def submitted(picture_id: uuid.UUID) -> Response:
    """Where the result of this very painting and prompt already is, or null."""
    job = jobs.submitted_before(collaborators(), str(picture_id), request.args.get("fingerprint", ""))
    return jsonify(url=url_for("job.show", job_id=job.id) if job else None)


@views.route("/pictures/<uuid:picture_id>/draft", methods=["GET", "PUT", "DELETE"])
@requires(Access.MEMBER, body=Body.DRAFT)
def draft(picture_id: uuid.UUID) -> Response:
    co = collaborators()
    if request.method == "PUT":
        body = _draft_body()
        etag = hashlib.sha256(body).hexdigest()[:32]
        drafts.put(co, str(picture_id), person(), body, etag)
        response = Response(status=204)
        response.set_etag(etag)
        return response
    if request.method == "DELETE":
        drafts.remove(co, str(picture_id), person())
        return Response(status=204)
    held = drafts.get(co, str(picture_id), person())
    if held is None:
        return Response(status=204)
    response = Response(held[0], content_type="application/json")
    response.set_etag(held[1])
    response.make_conditional(request)
    return response


def _draft_body() -> bytes:
    """The draft as the browser sent it; only that it is a JSON object of bounded size is checked."""
    if (request.content_length or 0) > MOST_DRAFT_BYTES:
        raise TooLarge("The draft is too large to be kept on the server.", code="draft_too_large")
    body = request.get_data()
    try:
        is_object = isinstance(json.loads(body), dict)
    except (ValueError, RecursionError):
        is_object = False
    if not is_object:
        raise BadInput("The draft is not a JSON object.", code="bad_draft")
    return body
