"""The API for scripts: pictures, masks and jobs by personal token, over the same services as the pages.

`webapp/api_description.py` describes it; a test compares the two.
"""

import json
import uuid
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for
from werkzeug.datastructures import FileStorage

from webapp import forms, mask
from webapp.access import Access, Body, person, requires
from webapp.errors import BadInput
from webapp.models import IMAGINE, VARY_REGION, Picture
from webapp.services import gallery, jobs, masks, pictures
from webapp.services.jobs import JobView
from webapp.services.limits import Limit
from webapp.team_models import Scope
from webapp.views.answers import collaborators, maker, send_bytes, whole_number

views = Blueprint("api", __name__, url_prefix="/api/v1")


@views.get("/pictures")
@requires(Access.VIEWER, scope=Scope.READ)
def list_pictures() -> Response:
    found, following = pictures.page(
        collaborators(), request.args.get("q", ""), request.args.get("before", "")
    )
    return jsonify(pictures=[picture_json(picture) for picture in found], next=following)


@views.post("/pictures")
@requires(Access.MEMBER, scope=Scope.WRITE, body=Body.UPLOAD, limit=Limit.UPLOADS)
def add_picture() -> tuple[Response, int]:
    """A message id or an image gives a picture (201), words give a job (202)."""
    co, sent = collaborators(), _sent()
    image = sent.file("image")
    if image is not None:
        name = image.filename or ""
        added = pictures.add_upload(co, person(), forms.content(image), name, sent.text("message_id"))
        return jsonify(picture_json(added)), 201
    if sent.text("message_id"):
        return jsonify(picture_json(pictures.add_by_message(co, person(), sent.text("message_id")))), 201
    if sent.text("prompt"):
        return _submit(jobs.Order(IMAGINE, sent.text("prompt"), key=sent.text("key")), 202)
    raise BadInput("Send one of message_id, image and prompt.", code="nothing_given")


@views.get("/pictures/<uuid:picture_id>")
@requires(Access.VIEWER, scope=Scope.READ)
def get_picture(picture_id: uuid.UUID) -> Response:
    return jsonify(picture_json(pictures.get(collaborators(), str(picture_id))))


@views.get("/pictures/<uuid:picture_id>/image")
@requires(Access.VIEWER, scope=Scope.READ)
def get_image(picture_id: uuid.UUID) -> Response:
    co = collaborators()
    variation, width = whole_number("variation", 1, 4), whole_number("w", 1, 100_000)
    return send_bytes(*pictures.image(co, pictures.get(co, str(picture_id)), variation, width))


@views.delete("/pictures/<uuid:picture_id>")
@requires(Access.MEMBER, scope=Scope.WRITE)
def delete_picture(picture_id: uuid.UUID) -> Response:
    pictures.delete(collaborators(), person(), str(picture_id))
    return Response(status=204)


@views.post("/pictures/<uuid:picture_id>/jobs")
@requires(Access.MEMBER, scope=Scope.WRITE, body=Body.UPLOAD, limit=Limit.SUBMITS)
def submit_job(picture_id: uuid.UUID) -> tuple[Response, int]:
    sent = _sent()
    painting = sent.file("mask")
    order = jobs.Order(
        button=sent.text("button") or VARY_REGION,
        prompt=sent.text("prompt"),
        picture_id=str(picture_id),
        painting=forms.content(painting) if painting else None,
        key=sent.text("key"),
    )
    return _submit(order, 201)


@views.get("/jobs")
@requires(Access.VIEWER, scope=Scope.READ)
def list_jobs() -> Response:
    """Those that are not over, or those in the state that is asked for, newest first."""
    status, before = request.args.get("status"), request.args.get("before", "")
    found, following = gallery.jobs_page(collaborators(), status, before)
    return jsonify(jobs=[job_json(job) for job in found], next=following)


@views.get("/jobs/<uuid:job_id>")
@requires(Access.VIEWER, scope=Scope.READ)
def get_job(job_id: uuid.UUID) -> Response:
    return jsonify(job_json(jobs.status(collaborators(), str(job_id))))


@views.post("/jobs/<uuid:job_id>/cancel")
@requires(Access.MEMBER, scope=Scope.WRITE)
def cancel_job(job_id: uuid.UUID) -> Response:
    jobs.cancel(collaborators(), person(), str(job_id))
    return get_job(job_id)


@views.get("/jobs/<uuid:job_id>/mask")
@requires(Access.VIEWER, scope=Scope.READ)
def get_mask(job_id: uuid.UUID) -> Response:
    """The exact bytes sent to the provider."""
    return _mask_bytes(*jobs.mask_file(collaborators(), str(job_id)))


@views.post("/masks")
@requires(Access.MEMBER, scope=Scope.WRITE, body=Body.UPLOAD)
def make_mask() -> Response:
    sent = _sent()
    painting, wanted = sent.file("mask"), sent.text("format") or None
    if painting is None:
        raise BadInput("Send the painting as the file part mask.", code="mask_missing")
    if wanted not in (None, "webp", "png"):
        raise BadInput("The format must be webp or png.", code="bad_format")
    return _mask_bytes(*masks.to_wire(collaborators(), forms.content(painting), wanted))


def picture_json(picture: Picture) -> dict[str, Any]:
    """A picture as scripts see it."""
    return {
        "id": picture.id,
        "title": picture.title,
        "prompt": picture.prompt,
        "width": picture.width,
        "height": picture.height,
        "content_type": picture.content_type,
        "size_bytes": picture.size_bytes,
        "message_id": picture.message_id,
        "buttons": list(picture.buttons),
        "is_grid": picture.is_grid,
        "job_id": picture.job_id,
        "image_url": url_for("api.get_image", picture_id=picture.id),
        "created_at": picture.created_at.isoformat(),
        "created_by": maker(picture.created_by),
    }


def job_json(job: JobView) -> dict[str, Any]:
    """A job as scripts see it."""
    return {
        "id": job.id,
        "status": job.status,
        "button": job.button,
        "prompt": job.prompt,
        "progress": job.progress,
        "queue_position": job.queue_position,
        "eta_s": job.eta_s,
        "elapsed_s": job.elapsed_s,
        "error": {"code": job.error_code, "message": job.error} if job.error else None,
        "is_terminal": job.is_terminal,
        "poll_after_s": jobs.poll_after_s(job),
        "needs_approval": job.is_held,
        "picture_id": job.picture_id,
        "result_picture_id": job.result_picture_id,
        "message_id": job.message_id,
        "created_at": job.created_at.isoformat(),
        "created_by": maker(job.created_by),
    }


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a script sent, as JSON or as a form."""

    fields: dict[str, Any]
    files: dict[str, FileStorage]

    def text(self, name: str) -> str:
        value = self.fields.get(name)
        if value is not None and not isinstance(value, str):
            raise BadInput(f"{name} must be text.", code="bad_field")
        return value or ""

    def file(self, name: str) -> FileStorage | None:
        return self.files.get(name)


def _sent() -> _Sent:
    if not request.is_json:
        return _Sent(request.form.to_dict(), request.files.to_dict())
    try:
        fields = json.loads(request.get_data())
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise BadInput("The body is not a JSON object.", code="bad_json")
    return _Sent(fields, {})


def _submit(order: jobs.Order, status: int) -> tuple[Response, int]:
    co = collaborators()
    job = jobs.submit(co, person(), order)
    answer = jsonify(job_json(jobs.status(co, job.id)))
    answer.headers["Location"] = url_for("api.get_job", job_id=job.id)
    return answer, status


def _mask_bytes(data: bytes, mask_format: str) -> Response:
    return send_bytes(BytesIO(data), len(data), f"image/{mask_format}", mask.name_of(data))
