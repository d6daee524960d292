"""Answers that several views give: bytes with ranges, errors as a page or as JSON, the collaborators."""

import logging
from collections.abc import Iterable
from typing import BinaryIO
from urllib.parse import urljoin, urlsplit

from flask import Response, current_app, g, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wsgi import wrap_file

from webapp import qr
from webapp.access import recognise
from webapp.errors import AppError, BadInput, NotFound, StorageError, TooMany, Unavailable
from webapp.headers import BYTES_POLICY
from webapp.logs import REQUEST_ID
from webapp.models import Person
from webapp.services import budgets, closing, health, jobs, notices
from webapp.services.collaborators import Collaborators
from webapp.services.team import people

log = logging.getLogger(__name__)

WRONG_HOST = 421

TITLES = {
    400: "That did not work",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    409: "Not possible just now",
    413: "Too large",
    WRONG_HOST: "Wrong host name",
    429: "Too many tries",
    500: "Something broke on the server",
    502: "The provider did not answer",
    503: "Not available just now",
    507: "The disk is full",
}


def collaborators() -> Collaborators:
    found: Collaborators = current_app.extensions["redraw"]
    return found


def wants_json() -> bool:
    """True for scripts: whoever uses their API, asks for JSON, or does not name HTML."""
    if request.blueprint == "api":
        return True
    return "text/html" not in request.headers.get("Accept", "")


def asks_for_json() -> bool:
    """True only for whoever names JSON and likes it at least as much as HTML."""
    accept = request.accept_mimetypes
    return "application/json" in accept.values() and accept["application/json"] >= accept["text/html"]


def absolute(path: str) -> str:
    """The whole address of a path of this site, as `url_for` gives it, for links that are handed on."""
    return urljoin(collaborators().settings.public_url or request.host_url, path)


def whole_number(name: str, least: int, most: int) -> int | None:
    """A number of the address's query, or None where it is not there; raises `BadInput`."""
    value = request.args.get(name)
    if value is None:
        return None
    if not value.isascii() or not value.isdigit() or len(value) > 10 or not least <= int(value) <= most:
        raise BadInput(f"{name} must be a whole number from {least} to {most}.")
    return int(value)


def show_link(path: str, title: str, words: str, *, back: str, back_words: str) -> Response:
    """A secret link, this once: never kept by a cache, never shown again."""
    address = absolute(path)
    page = render_template(
        "link.html",
        address=address,
        title=title,
        words=words,
        qr=qr.svg(address),
        back=back,
        back_words=back_words,
    )
    return Response(page, headers={"Cache-Control": "no-store"})


def only_for_a_team() -> None:
    """Before the views of a room that makes no sense for one person alone."""
    if collaborators().settings.local_mode:
        raise NotFound("There is nothing at this address.")


def maker(person_id: str) -> str | None:
    """The name of whoever made something; None where it tells nothing: local mode, samples, unknown."""
    if collaborators().settings.local_mode:
        return None
    if "names" not in g:
        g.names = people.names(collaborators())
    found: str | None = g.names.get(person_id)
    return found


def send_bytes(
    file: BinaryIO, size: int, content_type: str, etag: str, download: str | None = None
) -> Response:
    """Stream immutable bytes: ETag, ranges, a year of private cache, never acting as a page."""
    response = Response(
        wrap_file(request.environ, file, 1 << 16), content_type=content_type, direct_passthrough=True
    )
    response.content_length = size
    response.set_etag(etag)
    response.cache_control.private = True
    response.cache_control.max_age = 31_536_000
    response.cache_control.immutable = True
    response.headers["Content-Security-Policy"] = BYTES_POLICY
    if download is not None:
        response.headers.set("Content-Disposition", "attachment", filename=download)
    response.call_on_close(file.close)
    response.make_conditional(request, accept_ranges=True, complete_length=size)
    return response


def send_table(lines: Iterable[str], name: str) -> Response:
    """Stream a CSV file to be kept; it is never cached and never acts as a page."""
    response = Response(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Security-Policy"] = BYTES_POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def show_error(error: Exception) -> tuple[Response, int]:
    """Any error as one clear sentence: a page for people, `{"error": {...}}` for scripts."""
    code, text, status = _facts(error)
    if wants_json():
        details = error.details if isinstance(error, AppError) else {}
        answer = jsonify(error={"code": code, "message": text, **details})
    else:
        _look_who_asks(status)
        title = "Not set up yet" if code == "not_set_up" else TITLES.get(status, "Something went wrong")
        facts = {"status": status, "code": code, "title": title, "message": text}
        page = render_template("error.html", **facts, request_id=REQUEST_ID.get())
        answer = Response(page)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    if status == 401 and request.blueprint == "api":
        answer.headers["WWW-Authenticate"] = 'Bearer realm="Redraw"'
    if isinstance(error, TooMany):
        answer.headers["Retry-After"] = str(error.retry_after_s)
    return answer, status


def show_outage(error: Exception) -> tuple[Response, int]:
    """While the database is away nobody is known, and nothing can be looked up for the page."""
    text = health.outage(collaborators(), error)
    if text is None:
        return show_error(error)
    g.person = None
    log.error("The database does not answer: %s", error)
    return show_error(Unavailable(f"{text} Nothing you painted is lost: try again.", code="database_down"))


def _look_who_asks(status: int) -> None:
    """Where the door refused a request before it looked who asks, the page still is that person's."""
    if "person" not in g and status != WRONG_HOST:
        g.person = None  # should the looking fail, it is not tried again for the page that says so
        recognise(collaborators())


def _facts(error: Exception) -> tuple[str, str, int]:
    if isinstance(error, AppError):
        return error.code, error.text, error.status
    if isinstance(error, StorageError):
        log.error("%s", error.text)
        return "storage_down", f"{error.text}. Nothing you painted is lost: try again.", 503
    if isinstance(error, CSRFError):
        return "csrf", "The form is too old or came from elsewhere: reload the page and try again.", 400
    if isinstance(error, HTTPException):
        status = error.code or 500
        texts = {
            404: "There is nothing at this address.",
            405: "This address does not take that.",
            413: f"This address takes no more than {_size_words(request.max_content_length or 0)}.",
        }
        return error.name.lower().replace(" ", "_"), texts.get(status, str(error.description)), status
    log.error("Unexpected error", exc_info=error)
    return "internal", "Something broke on the server. Nothing you painted is lost: try again.", 500


def _size_words(size: int) -> str:
    return f"{size >> 20} MB" if size >= 1 << 20 else f"{size >> 10} KB"


def cost_words() -> str | None:
    """What the next submit of whoever is asking takes from a budget; None where there is no limit."""
    allowed = budgets.allowance(collaborators(), g.person)
    if allowed is None:
        return None
    whose = "the team\u2019s" if allowed.is_of_team else "your"
    when = "today" if allowed.is_daily else "this month"
    if allowed.most == 0:
        return "An admin has to approve each job first."
    if allowed.left:
        return f"This uses 1 of {whose} {allowed.left} left {when}."
    return f"{whose.capitalize()} {allowed.most} for {when} are used up: an admin has to approve this first."


def page_facts() -> dict[str, object]:
    """What every template gets."""
    co = collaborators()
    settings = co.settings
    person: Person | None = g.get("person")
    may_spend = person is not None and person.may_spend
    return {
        "practice": settings.practice,
        "local_mode": settings.local_mode,
        "person": person,
        "may_spend": may_spend,
        "maker": maker,
        "identity_provider": urlsplit(settings.oidc_issuer or "").hostname,
        "app_version": current_app.config["APP_VERSION"],
        "banners": notices.banners(co) if person else [],
        "account_paused": notices.is_paused(co) if may_spend else False,
        "cost_words": cost_words,
        "held_count": jobs.count_held(co) if person and person.is_admin and not settings.local_mode else 0,
        "balance": notices.balance(co) if may_spend else None,
        "read_only_reason": closing.reason(co) if person else None,
    }
