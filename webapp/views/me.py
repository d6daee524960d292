"""One's own page: the password, and where one is signed in."""

from flask import Blueprint, redirect, render_template, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp import forms
from webapp.access import Access, person, requires, session_id
from webapp.agents import name_of_agent
from webapp.errors import AppError
from webapp.services.team import people, sessions, sign_in
from webapp.views.answers import collaborators, only_for_a_team, wants_json
from webapp.views.sign_in import agent, begin

views = Blueprint("me", __name__)
views.before_request(only_for_a_team)


@views.get("/me")
@requires(Access.VIEWER)
def page() -> str:
    return render()


def render(error: AppError | None = None) -> str:
    """One's own page, with what went wrong in the form for the password."""
    wrong = "" if error is None else "password" if error.code == "weak_password" else "present"
    return render_template(
        "me.html",
        sessions=sessions.of_person(collaborators(), person()),
        this_session=session_id(),
        name_of_agent=name_of_agent,
        has_password=people.has_password(collaborators(), person()),
        form_error=error.text if error else None,
        wrong=wrong,
    )


@views.post("/me/password")
@requires(Access.VIEWER)
def change_password() -> BaseResponse | tuple[str, int]:
    form = forms.read(forms.NewPassword)
    present, new = form.present.data or "", form.password.data or ""
    try:
        begin(sign_in.change_password(collaborators(), person(), present, new, agent()))
    except AppError as error:
        if wants_json():
            raise
        return render(error), error.status
    return redirect(url_for("me.page"), 303)


@views.post("/me/sessions/<session_id>/end")
@requires(Access.VIEWER)
def end_session(session_id: str) -> BaseResponse:
    sessions.end_one(collaborators(), person(), session_id)
    return redirect(url_for("me.page"), 303)


@views.post("/me/sign-out-everywhere")
@requires(Access.VIEWER)
def sign_out_everywhere() -> BaseResponse:
    sessions.end_all(collaborators(), person())
    session.clear()
    return redirect(url_for("sign_in.show"), 303)
