"""Signing in with the team's passphrase, and out."""

from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp import forms
from webapp.access import SESSION_KEY, Access, requires
from webapp.errors import AppError
from webapp.services import team
from webapp.views.answers import collaborators, wants_json

views = Blueprint("team", __name__)


@views.get("/sign-in")
@requires(Access.PUBLIC)
def sign_in() -> str | BaseResponse:
    if team.person_of(collaborators(), session.get(SESSION_KEY)):
        return redirect(_safe_target(), 303)
    return render_template("sign_in.html", form_error=None, next=_safe_target())


@views.post("/sign-in")
@requires(Access.PUBLIC)
def sign_in_post() -> BaseResponse | tuple[str, int]:
    form = forms.read(forms.SignIn)
    try:
        token = team.sign_in(collaborators(), form.passphrase.data or "", request.remote_addr or "")
    except AppError as error:
        if wants_json():
            raise
        return render_template("sign_in.html", form_error=error.text, next=_safe_target()), error.status
    session.clear()
    session[SESSION_KEY] = token
    session.permanent = True
    return redirect(_safe_target(), 303)


@views.post("/sign-out")
@requires(Access.PUBLIC)
def sign_out() -> BaseResponse:
    team.sign_out(collaborators(), session.pop(SESSION_KEY, None))
    session.clear()
    return redirect(url_for("team.sign_in"), 303)


def _safe_target() -> str:
    """Where to go after signing in: only a path of this site."""
    target = request.values.get("next", "")
    parts = urlsplit(target)
    is_ours = (
        target.startswith("/")
        and not target.startswith(("//", "/\\"))
        and not parts.scheme
        and not parts.netloc
    )
    return target if is_ours and target.isprintable() else url_for("home.index")
