"""The results page, its polled status, and what a person may do to a job."""

import json
import uuid
from io import BytesIO

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp import forms, mask
from webapp.access import Access, person, requires
from webapp.errors import NotFound
from webapp.headers import BYTES_POLICY
from webapp.services import jobs, pictures
from webapp.views.answers import collaborators, send_bytes

views = Blueprint("job", __name__)


@views.get("/jobs/<uuid:job_id>")
@requires(Access.VIEWER)
def show(job_id: uuid.UUID) -> str:
    co = collaborators()
    job = jobs.status(co, str(job_id))
    result = pictures.find(co, job.result_picture_id)
    return render_template(
        "job.html",
        job=job,
        source=pictures.find(co, job.picture_id),
        result=result,
        actions=jobs.actions_of(co, result) if result else [],
        explanation=jobs.explain(job),
        events=jobs.history(co, job.id),
        has_mask=job.has_mask,
        poll_after_s=jobs.poll_after_s(job),
        receipt=_receipt_text(job.id),
        key=str(uuid.uuid4()),
    )


@views.get("/jobs/<uuid:job_id>/status")
@requires(Access.VIEWER)
def status(job_id: uuid.UUID) -> Response:
    """How a job stands; 304 and no body to whoever has this version of it already."""
    co = collaborators()
    job = jobs.watched(co, str(job_id))
    etag = str(job.version)
    if request.if_none_match.contains(etag):
        response = Response(status=304)
    else:
        response = jsonify(_status_json(jobs.view_of(co, job)))
    response.set_etag(etag)
    return response


@views.get("/jobs/<uuid:job_id>/receipt")
@requires(Access.VIEWER)
def receipt(job_id: uuid.UUID) -> Response:
    """The receipt as JSON, or as a shell command with `?as=curl`."""
    if request.args.get("as") == "curl":
        text, content_type, suffix = jobs.as_curl(collaborators(), str(job_id)), "text/plain", "sh"
    else:
        text, content_type, suffix = _receipt_text(str(job_id)), "application/json", "json"
    response = Response(text, content_type=f"{content_type}; charset=utf-8")
    response.headers["Content-Security-Policy"] = BYTES_POLICY
    if request.args.get("download"):
        name = f"redraw-{str(job_id)[:8]}.{suffix}"
        response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@views.post("/jobs/<uuid:job_id>/cancel")
@requires(Access.MEMBER)
def cancel(job_id: uuid.UUID) -> BaseResponse:
    jobs.cancel(collaborators(), person(), str(job_id))
    return _back(job_id)


@views.post("/jobs/<uuid:job_id>/resend")
@requires(Access.MEMBER)
def resend(job_id: uuid.UUID) -> BaseResponse:
    jobs.resend(collaborators(), person(), str(job_id))
    return _back(job_id)


@views.post("/jobs/<uuid:job_id>/attach")
@requires(Access.MEMBER)
def attach(job_id: uuid.UUID) -> BaseResponse:
    form = forms.read(forms.AttachMessage)
    jobs.attach(collaborators(), person(), str(job_id), forms.text(form.message_id))
    return _back(job_id)


@views.post("/jobs/<uuid:job_id>/give-up")
@requires(Access.MEMBER)
def give_up(job_id: uuid.UUID) -> BaseResponse:
    jobs.give_up(collaborators(), person(), str(job_id))
    return _back(job_id)


@views.post("/jobs/<uuid:job_id>/approve")
@requires(Access.ADMIN)
def approve(job_id: uuid.UUID) -> BaseResponse:
    jobs.approve(collaborators(), person(), str(job_id))
    return _back(job_id)


@views.post("/jobs/<uuid:job_id>/refuse")
@requires(Access.ADMIN)
def refuse(job_id: uuid.UUID) -> BaseResponse:
    jobs.refuse(collaborators(), person(), str(job_id))
    return _back(job_id)


@views.post("/jobs/<uuid:job_id>/delete")
@requires(Access.MEMBER)
def delete(job_id: uuid.UUID) -> BaseResponse:
    jobs.delete(collaborators(), person(), str(job_id))
    return redirect(url_for("home.index"), 303)


@views.get("/jobs/<uuid:job_id>/mask.<extension>", endpoint="mask")
@requires(Access.VIEWER)
def mask_file(job_id: uuid.UUID, extension: str) -> Response:
    """The exact bytes sent (`.webp`, or `.png` where that was sent), a PNG of them, or their base64."""
    data, sent_format = jobs.mask_file(collaborators(), str(job_id))
    name = f"mask-{str(job_id)[:8]}.{extension}"
    if extension == "txt":
        data, content_type = mask.to_base64(data).encode(), "text/plain; charset=utf-8"
    elif extension == "png":
        data, content_type = data if sent_format == "png" else mask.as_png(data), "image/png"
    elif extension == sent_format:
        content_type = "image/webp"
    else:
        raise NotFound("This mask was not sent in that format.")
    etag = f"{job_id}-{extension}"
    return send_bytes(
        BytesIO(data), len(data), content_type, etag, name if request.args.get("download") else None
    )


def _receipt_text(job_id: str) -> str:
    return json.dumps(jobs.receipt(collaborators(), job_id), indent=2, ensure_ascii=False)


def _back(job_id: uuid.UUID) -> BaseResponse:
    return redirect(url_for("job.show", job_id=job_id), 303)


def _status_json(job: jobs.JobView) -> dict[str, object]:
    result_id = job.result_picture_id
    return {
        "status": job.status,
        "stage": job.status_words,
        "held": job.is_held,
        "progress": job.progress,
        "queue_position": job.queue_position,
        "eta_s": job.eta_s,
        "elapsed_s": job.elapsed_s,
        "error": job.error,
        "picture_url": url_for("picture.image", picture_id=result_id) if result_id else None,
        "poll_after_s": jobs.poll_after_s(job),
    }
