"""The gallery."""

import uuid
from dataclasses import dataclass
from typing import Literal

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp.access import Access, person, requires
from webapp.errors import NotFound
from webapp.models import Picture
from webapp.services import account, jobs, pictures
from webapp.services.jobs import JobView
from webapp.views.answers import collaborators

views = Blueprint("home", __name__)


@dataclass(frozen=True, slots=True)
class Tile:
    """One place in the gallery: a picture, or a job that has none yet."""

    kind: Literal["picture", "job"]
    picture: Picture | None = None
    job: JobView | None = None


def render(form_error: str | None = None, form_values: dict[str, str] | None = None) -> str:
    """The gallery page, with what went wrong in the form to add a picture."""
    co = collaborators()
    search, before = request.args.get("q", ""), request.args.get("before", "")
    shown, next_before = pictures.page(co, search, before)
    running = [] if search or before else jobs.unfinished(co)
    tiles = [Tile("job", picture=pictures.find(co, job.picture_id), job=job) for job in running]
    tiles += [Tile("picture", picture=picture) for picture in shown]
    return render_template(
        "home.html",
        tiles=tiles,
        q=search,
        next_before=next_before,
        form_error=form_error,
        form_values=form_values or {},
        key=str(uuid.uuid4()),
        total=pictures.total(co),
    )


@views.get("/")
@requires(Access.VIEWER)
def index() -> str:
    return render()


@views.post("/account/resume")
@requires(Access.MEMBER)
def resume() -> BaseResponse:
    """Send again after the provider refused the account: somebody put it right."""
    account.resume(collaborators(), person())
    return redirect(url_for("home.index"), 303)


@views.get("/styleguide")
@requires(Access.ADMIN)
def styleguide() -> str:
    if not collaborators().settings.local_mode:
        raise NotFound("There is nothing at this address.")
    return render_template("styleguide.html")
