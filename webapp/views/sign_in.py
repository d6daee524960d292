"""Signing in and out, and the pages that secret links lead to: set-up, invite, reset."""

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp import forms
from webapp.access import SESSION_KEY, Access, recognise, requires
from webapp.errors import AppError
from webapp.models import LinkKind
from webapp.services.team import links, sessions, sign_in
from webapp.services.team.links import LinkOver
from webapp.views.answers import collaborators, wants_json

views = Blueprint("sign_in", __name__)


@views.get("/sign-in")
@requires(Access.PUBLIC)
def show() -> str | BaseResponse:
    if recognise(collaborators()):
        return redirect(safe_target(), 303)
    return render_template("sign_in.html", form_error=None, typed_name="", next=safe_target())


@views.post("/sign-in")
@requires(Access.PUBLIC)
def post() -> BaseResponse | tuple[str, int]:
    form = forms.read(forms.SignIn)
    name, password = forms.text(form.name), form.password.data or ""

    def enter() -> str:
        return sign_in.sign_in(collaborators(), name, password, request.remote_addr or "", agent())

    return _enter(enter, "sign_in.html", typed_name=name[:100], target=safe_target())


@views.post("/sign-out")
@requires(Access.PUBLIC)
def sign_out() -> BaseResponse:
    sessions.end(collaborators(), session.get(SESSION_KEY))
    session.clear()
    return redirect(url_for("sign_in.show"), 303)


@views.get("/welcome/<token>")
@requires(Access.PUBLIC)
def welcome(token: str) -> str:
    links.look(collaborators(), LinkKind.SET_UP, token)
    return render_template("welcome.html", form_error=None, typed_name="")


@views.post("/welcome/<token>")
@requires(Access.PUBLIC)
def welcome_post(token: str) -> BaseResponse | tuple[str, int]:
    form = forms.read(forms.SignIn)
    name, password = forms.text(form.name), form.password.data or ""
    return _enter(
        lambda: sign_in.set_up(collaborators(), token, name, password, agent()),
        "welcome.html",
        typed_name=name[:100],
    )


@views.get("/join/<token>")
@requires(Access.PUBLIC)
def join(token: str) -> str:
    link = links.look(collaborators(), LinkKind.INVITE, token)
    return render_template("join.html", form_error=None, typed_name="", role=link.role)


@views.post("/join/<token>")
@requires(Access.PUBLIC)
def join_post(token: str) -> BaseResponse | tuple[str, int]:
    link = links.look(collaborators(), LinkKind.INVITE, token)
    form = forms.read(forms.SignIn)
    name, password = forms.text(form.name), form.password.data or ""
    return _enter(
        lambda: sign_in.join(collaborators(), token, name, password, agent()),
        "join.html",
        typed_name=name[:100],
        role=link.role,
    )


@views.get("/reset/<token>")
@requires(Access.PUBLIC)
def reset(token: str) -> str:
    whose = sign_in.whose_reset(collaborators(), token)
    return render_template("reset.html", form_error=None, name=whose.name)


@views.post("/reset/<token>")
@requires(Access.PUBLIC)
def reset_post(token: str) -> BaseResponse | tuple[str, int]:
    whose = sign_in.whose_reset(collaborators(), token)
    form = forms.read(forms.NewPassword)
    return _enter(
        lambda: sign_in.reset(collaborators(), token, form.password.data or "", agent()),
        "reset.html",
        name=whose.name,
    )


@views.get("/device/<token>")
@requires(Access.PUBLIC)
def device(token: str) -> str:
    whose = sign_in.whose_device(collaborators(), token)
    return render_template("device.html", name=whose.name, next=safe_target())


@views.post("/device/<token>")
@requires(Access.PUBLIC)
def device_post(token: str) -> BaseResponse:
    """Go on here. Opening the link alone uses nothing up: previews of messengers open links, too."""
    begin(sign_in.on_device(collaborators(), token, agent()))
    return redirect(safe_target(), 303)


def begin(token: str) -> None:
    """Let this browser be the session with this token; what the cookie held before is gone."""
    session.clear()
    session[SESSION_KEY] = token
    session.permanent = True


def agent() -> str:
    return request.headers.get("User-Agent", "")


def _enter(
    enter: Callable[[], str],
    template: str,
    *,
    target: str = "",
    **typed: object,
) -> BaseResponse | tuple[str, int]:
    """Sign in by `enter` and go on, or show the form again with what went wrong."""
    try:
        begin(enter())
    except LinkOver:
        raise
    except AppError as error:
        if wants_json():
            raise
        return render_template(
            template, form_error=error.text, wrong=_wrong(error), next=target, **typed
        ), error.status
    return redirect(target or url_for("home.index"), 303)


def _wrong(error: AppError) -> str:
    """Which fields an error is about, as the templates mark them."""
    return {"bad_name": "name", "name_taken": "name", "weak_password": "password"}.get(error.code, "both")


def safe_target() -> str:
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
