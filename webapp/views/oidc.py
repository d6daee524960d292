"""Signing in with the team's identity provider: out to it, and back."""

import hmac

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp.access import Access, requires
from webapp.errors import AppError
from webapp.services.team import sign_in
from webapp.views.answers import absolute, collaborators, only_for_a_team, wants_json
from webapp.views.sign_in import agent, begin, safe_target

views = Blueprint("oidc", __name__)
views.before_request(only_for_a_team)

BEGUN_KEY = "oidc"


@views.get("/sign-in/oidc")
@requires(Access.PUBLIC)
def go() -> BaseResponse | tuple[str, int]:
    """Send the browser out. Changes nothing but this browser's own cookie."""
    try:
        begun = sign_in.begin_by_identity(collaborators(), _callback())
    except AppError as error:
        return _refused(error)
    session[BEGUN_KEY] = {
        "state": begun.state,
        "nonce": begun.nonce,
        "verifier": begun.verifier,
        "next": safe_target(),
    }
    return redirect(begun.url, 303)


@views.get("/sign-in/oidc/callback")
@requires(Access.PUBLIC)
def back() -> BaseResponse | tuple[str, int]:
    """What comes back is believed only by the browser that went out, and only once."""
    begun = session.pop(BEGUN_KEY, None) or {}
    state, code = request.args.get("state", ""), request.args.get("code", "")
    try:
        if not code or not begun or not hmac.compare_digest(begun["state"].encode(), state.encode()):
            raise sign_in.SignInRefused("Signing in was broken off: try again.")
        token = sign_in.by_identity(
            collaborators(),
            redirect_uri=_callback(),
            code=code,
            nonce=begun["nonce"],
            verifier=begun["verifier"],
            address=request.remote_addr or "",
            agent=agent(),
        )
    except AppError as error:
        return _refused(error)
    begin(token)
    return redirect(begun["next"], 303)


def _callback() -> str:
    return absolute(url_for("oidc.back"))


def _refused(error: AppError) -> tuple[str, int]:
    if wants_json():
        raise error
    page = render_template("sign_in.html", form_error=error.text, wrong="", typed_name="", next="")
    return page, error.status
