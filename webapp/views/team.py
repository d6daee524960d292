"""The team's page, for its admins: members, their roles, invites, resets."""

import uuid

from flask import Blueprint, Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp import forms
from webapp.access import Access, person, requires
from webapp.errors import AppError
from webapp.models import Role
from webapp.services import budgets, jobs, pictures
from webapp.services.budgets import TEAM
from webapp.services.team import links, people
from webapp.views.answers import collaborators, only_for_a_team, show_link, wants_json

views = Blueprint("team", __name__)
views.before_request(only_for_a_team)


@views.get("/team")
@requires(Access.ADMIN)
def page() -> str:
    return render()


def render(error: str | None = None, typed: dict[str, str] | None = None) -> str:
    """The team's page, with what went wrong in the form for invites."""
    co = collaborators()
    held = jobs.held(co)
    return render_template(
        "team.html",
        members=people.members(co),
        invites=links.open_invites(co),
        roles=list(Role),
        held=[(job, pictures.find(co, job.picture_id)) for job in held],
        budgets=budgets.of_all(co),
        budget_words=budgets.words,
        team=TEAM,
        form_error=error,
        typed=typed or {"role": "member", "days": "7", "uses": "1"},
    )


@views.post("/team/invites")
@requires(Access.ADMIN)
def invite() -> Response | tuple[str, int]:
    form = forms.read(forms.Invite)
    typed = {name: forms.text(form[name])[:20] for name in ("role", "days", "uses")}
    try:
        token = links.make_invite(collaborators(), person(), **typed)
    except AppError as error:
        if wants_json():
            raise
        return render(error.text, typed), error.status
    return show_link(
        url_for("sign_in.join", token=token),
        "Invite made",
        "Whoever opens this link chooses a name and a password and is in. It is shown only now: copy it.",
        back=url_for("team.page"),
        back_words="Back to the team",
    )


@views.post("/team/invites/<uuid:link_id>/revoke")
@requires(Access.ADMIN)
def revoke_invite(link_id: uuid.UUID) -> BaseResponse:
    links.revoke_invite(collaborators(), person(), str(link_id))
    return _back()


@views.post("/team/members/<uuid:person_id>/role")
@requires(Access.ADMIN)
def set_role(person_id: uuid.UUID) -> BaseResponse | tuple[str, int]:
    form = forms.read(forms.ChangeRole)
    people.set_role(collaborators(), person(), str(person_id), forms.text(form.role))
    return _back()


@views.post("/team/budget")
@requires(Access.ADMIN)
def set_team_budget() -> BaseResponse:
    form = forms.read(forms.SetBudget)
    budgets.set_of_team(collaborators(), person(), forms.text(form.per_day), forms.text(form.per_month))
    return _back()


@views.post("/team/members/<uuid:person_id>/budget")
@requires(Access.ADMIN)
def set_budget(person_id: uuid.UUID) -> BaseResponse:
    form = forms.read(forms.SetBudget)
    per_day, per_month = forms.text(form.per_day), forms.text(form.per_month)
    budgets.set_of_person(collaborators(), person(), str(person_id), per_day, per_month)
    return _back()


@views.post("/team/members/<uuid:person_id>/remove")
@requires(Access.ADMIN)
def remove(person_id: uuid.UUID) -> BaseResponse:
    people.remove(collaborators(), person(), str(person_id))
    return _back()


@views.post("/team/members/<uuid:person_id>/reset")
@requires(Access.ADMIN)
def reset(person_id: uuid.UUID) -> Response:
    whom = people.get(collaborators(), str(person_id))
    token = links.make_reset(collaborators(), person(), whom.id)
    return show_link(
        url_for("sign_in.reset", token=token),
        "Reset link made",
        f"{whom.name} sets a new password by this link, within a day. It is shown only now: copy it.",
        back=url_for("team.page"),
        back_words="Back to the team",
    )


def _back() -> BaseResponse:
    return redirect(url_for("team.page"), 303)
