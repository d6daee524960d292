"""Making share links, seeing which are open, ending them."""

import uuid

from flask import Blueprint, Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp import forms
from webapp.access import Access, person, requires
from webapp.errors import AppError
from webapp.services import pictures, sharing
from webapp.services.collaborators import Collaborators
from webapp.views.answers import collaborators, only_for_a_team, show_link, wants_json

views = Blueprint("sharing", __name__)
views.before_request(only_for_a_team)


@views.get("/pictures/<uuid:picture_id>/share")
@requires(Access.MEMBER)
def page(picture_id: uuid.UUID) -> str:
    return _render(collaborators(), str(picture_id), None)


@views.post("/pictures/<uuid:picture_id>/share")
@requires(Access.MEMBER)
def make(picture_id: uuid.UUID) -> Response | tuple[str, int]:
    form = forms.read(forms.MakeShare)
    order = sharing.Order(
        what=forms.text(form.what),
        days=forms.text(form.days),
        passphrase=form.passphrase.data or "",
        with_prompt=forms.text(form.with_prompt) == "yes",
    )
    try:
        token = sharing.make(collaborators(), person(), str(picture_id), order)
    except AppError as error:
        if wants_json():
            raise
        return _render(collaborators(), str(picture_id), error.text), error.status
    return show_link(
        url_for("share.show", token=token),
        "Share link made",
        "Whoever has this link sees what you chose, without signing in. It is shown only now: copy it.",
        back=url_for("sharing.page", picture_id=picture_id),
        back_words="Back to the picture\u2019s links",
    )


@views.get("/shares")
@requires(Access.MEMBER)
def index() -> str:
    co = collaborators()
    shares = sharing.open_ones(co)
    by_id = {share.picture_id: pictures.find(co, share.picture_id) for share in shares}
    return render_template("shares.html", shares=shares, pictures=by_id)


@views.post("/shares/<uuid:share_id>/revoke")
@requires(Access.MEMBER)
def revoke(share_id: uuid.UUID) -> BaseResponse:
    sharing.revoke(collaborators(), person(), str(share_id))
    return redirect(url_for("sharing.index"), 303)


def _render(co: Collaborators, picture_id: str, error: str | None) -> str:
    picture = pictures.get(co, picture_id)
    return render_template(
        "sharing.html",
        picture=picture,
        choices=sharing.choices(picture),
        shares=sharing.open_ones(co, picture.id),
        form_error=error,
    )
