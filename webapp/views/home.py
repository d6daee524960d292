"""The gallery."""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Literal

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp.access import Access, person, requires
from webapp.errors import NotFound
from webapp.models import Picture
from webapp.services import account, gallery, hand_overs, jobs, pictures
from webapp.services.jobs import JobView
from webapp.services.team import people
from webapp.team_models import HandOver, Kind, Stage
from webapp.views.answers import collaborators, maker

views = Blueprint("home", __name__)


@dataclass(frozen=True, slots=True)
class Tile:
    """One place in the gallery: a picture, or a job that has none yet."""

    kind: Literal["picture", "job"]
    picture: Picture | None = None
    job: JobView | None = None


def render(form_error: str | None = None, form_values: dict[str, str] | None = None) -> str:
    """The gallery page, with what went wrong in the form to add a picture."""
    co, chosen, before = collaborators(), _chosen(), request.args.get("before", "")
    wanted = gallery.read_filter(
        words=chosen["q"],
        person_id=chosen["person"],
        kind=chosen["button"],
        stage=chosen["state"],
        since=chosen["since"],
        until=chosen["until"],
    )
    page = gallery.page(co, wanted, before)
    running = jobs.unfinished(co)
    in_tiles = page.jobs if any(chosen.values()) or before else running
    sources = pictures.some(co, [job.picture_id for job in in_tiles])
    tiles = [Tile("job", picture=sources.get(job.picture_id or ""), job=job) for job in in_tiles]
    tiles += [Tile("picture", picture=picture) for picture in page.pictures]
    return render_template(
        "home.html",
        tiles=tiles,
        page=page,
        compared=gallery.COMPARED,
        chosen=chosen,
        chosen_ones={name: value for name, value in chosen.items() if value},
        is_filtered=any(chosen.values()),
        filters=sum(bool(value) for name, value in chosen.items() if name != "q"),
        kinds=list(Kind),
        stages=list(Stage),
        people=_people(),
        running=running,
        asked=_asked(),
        form_error=form_error,
        form_values=form_values or {},
        key=str(uuid.uuid4()),
    )


def _chosen() -> dict[str, str]:
    """The filters as they stand in the address, cut to a length that fits into another one."""
    names = ("q", "person", "button", "state", "since", "until")
    return {name: request.args.get(name, "").strip()[: gallery.MOST_WORDS] for name in names}


def _asked() -> list[tuple[HandOver, Picture]]:
    """What whoever is asking was asked to paint, with the picture."""
    co = collaborators()
    if co.settings.local_mode or not person().may_spend:
        return []
    requests = hand_overs.asked_of(co, person())
    found = pictures.some(co, [one.picture_id for one in requests])
    return [(one, found[one.picture_id]) for one in requests if one.picture_id in found]


def _people() -> list[tuple[str, str]]:
    """(id, name) of those whose work can be looked for; nobody where there is one person."""
    co = collaborators()
    if co.settings.local_mode:
        return []
    return sorted(people.names(co).items(), key=lambda one: one[1].casefold())


@views.get("/")
@requires(Access.VIEWER)
def index() -> str:
    return render()


@views.get("/running")
@requires(Access.VIEWER)
def running() -> Response:
    """What is under way or waits for somebody, and whose it is: one answer for all who look on."""
    found = jobs.unfinished(collaborators())
    response = jsonify(
        jobs=[
            {
                "id": job.id,
                "url": url_for("job.show", job_id=job.id),
                "status": job.status,
                "stage": job.status_words,
                "progress": job.progress,
                "name": job.prompt or job.name,
                "person": maker(job.created_by),
            }
            for job in found
        ],
        poll_after_s=jobs.poll_all_after_s(found),
    )
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:16])
    response.make_conditional(request)
    return response


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
