"""What somebody outside the team sees by a share link, and nothing beside it."""

import uuid

from flask import Blueprint, Response, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp import forms
from webapp.access import Access, requires
from webapp.errors import AppError
from webapp.models import Share
from webapp.services import sharing
from webapp.services.team.links import LinkOver
from webapp.views.answers import absolute, collaborators, only_for_a_team, send_bytes
from webapp.views.picture_bytes import send_picture

views = Blueprint("share", __name__)
views.before_request(only_for_a_team)

UNLOCKED_KEY = "unlocked_shares"
MOST_UNLOCKED = 20
"""So many are remembered in a browser's cookie, which has little room."""


@views.get("/s/<token>")
@requires(Access.SHARE)
def show(token: str) -> Response:
    share = sharing.look(collaborators(), token)
    if not _is_open(share):
        return _page("share_locked.html", form_error=None)
    shown = sharing.show(collaborators(), share, request.remote_addr or "")
    card = absolute(url_for("share.card", token=token))
    return _page(
        "share.html",
        token=token,
        shown=shown,
        page_url=absolute(url_for("share.show", token=token)),
        card_url=card if share.passphrase is None else None,
        card_size=sharing.card_size(shown.picture),
    )


@views.post("/s/<token>")
@requires(Access.SHARE)
def unlock(token: str) -> BaseResponse | tuple[Response, int]:
    share = sharing.look(collaborators(), token)
    form = forms.read(forms.Unlock)
    try:
        sharing.unlock(collaborators(), share, form.passphrase.data or "", request.remote_addr or "")
    except AppError as error:
        return _page("share_locked.html", form_error=error.text), error.status
    session[UNLOCKED_KEY] = [*session.get(UNLOCKED_KEY, []), share.id][-MOST_UNLOCKED:]
    return redirect(url_for("share.show", token=token), 303)


@views.get("/s/<token>/pictures/<uuid:picture_id>/image")
@requires(Access.SHARE)
def image(token: str, picture_id: uuid.UUID) -> Response:
    share = sharing.look(collaborators(), token)
    if not _is_open(share):
        raise LinkOver("This link needs its passphrase first.")
    return _unkept(send_picture(sharing.picture_of(collaborators(), share, str(picture_id))))


@views.get("/s/<token>/card.jpg")
@requires(Access.SHARE)
def card(token: str) -> Response:
    """What a messenger shows beside the link."""
    share = sharing.look(collaborators(), token)
    if not _is_open(share):
        raise LinkOver("This link needs its passphrase first.")
    return _unkept(send_bytes(*sharing.card(collaborators(), share)))


def _unkept(response: Response) -> Response:
    if response.status_code != 302:
        response.headers["Cache-Control"] = "private, no-cache"  # so that a revoked link shows nothing more
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _is_open(share: Share) -> bool:
    return share.passphrase is None or share.id in session.get(UNLOCKED_KEY, [])


def _page(template: str, **facts: object) -> Response:
    response = make_response(render_template(template, **facts))
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
