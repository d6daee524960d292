"""The page about the API: its description for people and programs, and one's own tokens."""

import uuid

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp import api_description, forms
from webapp.access import Access, person, requires
from webapp.errors import AppError
from webapp.services.team import tokens
from webapp.views.answers import absolute, collaborators, wants_json

views = Blueprint("api_page", __name__)


@views.get("/api/openapi.json")
@requires(Access.PUBLIC)
def description() -> Response:
    return jsonify(_description())


@views.get("/api")
@requires(Access.VIEWER)
def page() -> str:
    return _render(None)


@views.post("/api/tokens")
@requires(Access.VIEWER)
def make_token() -> Response | tuple[str, int]:
    form = forms.read(forms.MakeToken)
    wish = {name: forms.text(form[name]) for name in ("name", "scope", "days")}
    try:
        token = tokens.make(collaborators(), person(), **wish)
    except AppError as error:
        if wants_json():
            raise
        return _render(error.text), error.status
    shown = render_template("token.html", token=token, base=_base())
    return Response(shown, headers={"Cache-Control": "no-store"})


@views.post("/api/tokens/<uuid:token_id>/revoke")
@requires(Access.VIEWER)
def revoke_token(token_id: uuid.UUID) -> BaseResponse:
    tokens.revoke(collaborators(), person(), str(token_id))
    return redirect(url_for("api_page.page"), 303)


def _render(error: str | None) -> str:
    return render_template(
        "api.html",
        tokens=tokens.of_person(collaborators(), person()),
        form_error=error,
        description=_description(),
        base=_base(),
    )


def _description() -> dict[str, object]:
    return api_description.document(current_app.config["APP_VERSION"], request.script_root)


def _base() -> str:
    """The site's address, for examples to copy."""
    return absolute(url_for("home.index")).rstrip("/")
