"""Please paint this: asking a teammate, going on on a tablet, and taking up what one is asked for."""

import uuid

from flask import Blueprint, Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp import forms
from webapp.access import Access, person, requires
from webapp.errors import AppError
from webapp.services import hand_overs
from webapp.services.limits import Limit
from webapp.services.team import links
from webapp.views.answers import collaborators, only_for_a_team, show_link, wants_json

views = Blueprint("hand_over", __name__)
views.before_request(only_for_a_team)


@views.get("/pictures/<uuid:picture_id>/hand-over")
@requires(Access.MEMBER)
def page(picture_id: uuid.UUID) -> str:
    return _render(str(picture_id))


@views.post("/pictures/<uuid:picture_id>/hand-over")
@requires(Access.MEMBER, limit=Limit.HAND_OVERS)
def ask(picture_id: uuid.UUID) -> BaseResponse | tuple[str, int]:
    form = forms.read(forms.AskTeammate)
    to_id, note = forms.text(form.to), forms.text(form.note)
    try:
        hand_overs.hand_over(collaborators(), person(), str(picture_id), to_id, note)
    except AppError as error:
        if wants_json():
            raise
        return _render(str(picture_id), error.text, {"to": to_id, "note": note[:400]}), error.status
    return redirect(url_for("hand_over.page", picture_id=picture_id, asked=to_id), 303)


@views.post("/pictures/<uuid:picture_id>/device-link")
@requires(Access.MEMBER, limit=Limit.HAND_OVERS)
def device_link(picture_id: uuid.UUID) -> Response:
    co = collaborators()
    picture = hand_overs.paintable(co, str(picture_id))
    token = links.make_device(co, person())
    return show_link(
        url_for("sign_in.device", token=token, next=url_for("paint.page", picture_id=picture.id)),
        "Go on on another device",
        "Open this link on your tablet or phone within 15 minutes. It works once and signs you in there "
        "for a day. It is shown only now: give it to nobody else.",
        back=url_for("hand_over.page", picture_id=picture.id),
        back_words="Back",
    )


@views.get("/hand-overs/<uuid:hand_over_id>/draft")
@requires(Access.MEMBER)
def draft(hand_over_id: uuid.UUID) -> Response:
    """The painting that came with a request; 204 where none did."""
    _request, body = hand_overs.get(collaborators(), person(), str(hand_over_id))
    return Response(body, content_type="application/json") if body else Response(status=204)


@views.post("/hand-overs/<uuid:hand_over_id>/put-aside")
@requires(Access.MEMBER)
def put_aside(hand_over_id: uuid.UUID) -> BaseResponse:
    hand_overs.put_aside(collaborators(), person(), str(hand_over_id))
    return redirect(url_for("home.index"), 303)


def _render(picture_id: str, error: str | None = None, typed: dict[str, str] | None = None) -> str:
    co = collaborators()
    return render_template(
        "hand_over.html",
        picture=hand_overs.paintable(co, picture_id),
        teammates=[member.person for member in hand_overs.teammates(co, person())],
        most_note=hand_overs.MOST_NOTE,
        form_error=error,
        typed=typed or {},
    )
