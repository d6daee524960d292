"""Pictures: add one, look at it, get its bytes, delete it."""

import uuid

from flask import Blueprint, Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp import forms
from webapp.access import Access, Body, person, requires
from webapp.errors import AppError, BadInput
from webapp.models import IMAGINE
from webapp.services import blobs, jobs, pictures
from webapp.services.limits import Limit
from webapp.views import home
from webapp.views.answers import collaborators, wants_json
from webapp.views.picture_bytes import send_picture

views = Blueprint("picture", __name__)


@views.post("/pictures")
@requires(Access.MEMBER, body=Body.UPLOAD, limit=Limit.UPLOADS)
def add() -> BaseResponse | tuple[str, int]:
    form = forms.read(forms.AddPicture)
    try:
        return redirect(_add(form), 303)
    except AppError as error:
        if wants_json():
            raise
        typed = {"message_id": forms.text(form.message_id), "prompt": forms.text(form.prompt)}
        return home.render(form_error=error.text, form_values=typed), error.status


def _add(form: forms.AddPicture) -> str:
    """Where to go next: the picture that was added, or the job that makes one."""
    co = collaborators()
    file, message_id, prompt = (
        forms.uploaded(form.image),
        forms.text(form.message_id),
        forms.text(form.prompt),
    )
    if file is not None and file.filename:
        added = pictures.add_upload(co, person(), forms.content(file), file.filename, message_id)
        return url_for("picture.show", picture_id=added.id)
    if message_id.strip():
        added = pictures.add_by_message(co, person(), message_id)
        return url_for("picture.show", picture_id=added.id)
    if prompt.strip():
        order = jobs.Order(button=IMAGINE, prompt=prompt, key=forms.text(form.key))
        return url_for("job.show", job_id=jobs.submit(co, person(), order).id)
    raise BadInput("Give a message id, an image or a description.", code="nothing_given")


@views.get("/pictures/<uuid:picture_id>")
@requires(Access.VIEWER)
def show(picture_id: uuid.UUID) -> str:
    co = collaborators()
    picture = pictures.get(co, str(picture_id))
    parents, children = pictures.relatives(co, picture)
    why_not = pictures.why_not_paintable(picture)
    return render_template(
        "picture.html",
        picture=picture,
        parents=parents,
        children=children,
        jobs=jobs.of_picture(co, picture.id),
        actions=jobs.actions_of(co, picture),
        why_missing=blobs.why_missing(co, picture.blob),
        can_paint=why_not is None,
        why_not=why_not or pictures.why_not_sendable(co, picture),
        key=str(uuid.uuid4()),
    )


@views.get("/pictures/<uuid:picture_id>/image")
@requires(Access.VIEWER)
def image(picture_id: uuid.UUID) -> Response:
    return send_picture(pictures.get(collaborators(), str(picture_id)))


@views.post("/pictures/<uuid:picture_id>/delete")
@requires(Access.MEMBER)
def delete(picture_id: uuid.UUID) -> BaseResponse:
    pictures.delete(collaborators(), person(), str(picture_id))
    return redirect(url_for("home.index"), 303)
