"""The door: every endpoint declares who may use it, and the guard refuses what declares nothing.

The order is a promise: host name, size of the body, CSRF, access, limits; only then is anything looked up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, Response, g, redirect, request, session, url_for

from webapp.errors import AppError, NotFound, Unavailable
from webapp.models import Person, Role
from webapp.services import closing, limits, metrics
from webapp.services.collaborators import Collaborators
from webapp.services.limits import Limit
from webapp.services.team import people, sessions, tokens
from webapp.team_models import Scope

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
SESSION_KEY = "session"
BEFORE_SET_UP = frozenset(
    {"static", "health.healthz", "health.readyz", "sign_in.welcome", "sign_in.welcome_post"}
)
"""All that is reachable while the team has no admin yet."""

READING = frozenset({"GET", "HEAD", "OPTIONS"})

View = TypeVar("View", bound=Callable[..., Any])


class Access(StrEnum):
    """Who may use an endpoint. A person of a higher role may use what is for a lower one."""

    PUBLIC = "public"
    VIEWER = "viewer"
    MEMBER = "member"
    ADMIN = "admin"
    SHARE = "share"  # the address holds the token of a share link, checked by the view's service
    METRICS = "metrics"  # for admins, and for whoever sends METRICS_TOKEN as a bearer's
    SECRET = "secret"  # noqa: S105  # the address itself holds an unguessable secret, checked by the view


ENOUGH: dict[Access, frozenset[Role]] = {
    Access.VIEWER: frozenset({Role.VIEWER, Role.MEMBER, Role.ADMIN}),
    Access.MEMBER: frozenset({Role.MEMBER, Role.ADMIN}),
    Access.ADMIN: frozenset({Role.ADMIN}),
    Access.METRICS: frozenset({Role.ADMIN}),
}


class Body(StrEnum):
    """How large a request an endpoint takes."""

    FORM = "form"
    DRAFT = "draft"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class Mark:
    """What an endpoint declares. `limit` counts what each person does by it, where it is not a GET.

    With a `scope` it is for scripts: the person is known by a personal token, never by the cookie.
    """

    access: Access
    body: Body
    limit: Limit | None
    scope: Scope | None


class SignInNeeded(AppError):
    """Nobody is signed in."""

    status = 401
    code = "sign_in_needed"


class NotAllowed(AppError):
    """The person is known, and this is not for their role."""

    status = 403
    code = "not_allowed"


class NotSetUp(AppError):
    """There is no team yet."""

    status = 503
    code = "not_set_up"


def requires(
    access: Access, *, body: Body = Body.FORM, limit: Limit | None = None, scope: Scope | None = None
) -> Callable[[View], View]:
    """Declare who may use a view, how large its requests may be, what is counted, and a script's scope."""

    def mark(view: View) -> View:
        view.mark = Mark(access, body, limit, scope)  # type: ignore[attr-defined]
        return view

    return mark


def declared(app: Flask, endpoint: str) -> Mark | None:
    """What an endpoint declares, or None."""
    return getattr(app.view_functions[endpoint], "mark", None)


def install(app: Flask, co: Collaborators) -> None:
    """Put the guard before every request; fail at once where an endpoint declares nothing."""
    unmarked = sorted(endpoint for endpoint in app.view_functions if declared(app, endpoint) is None)
    if unmarked:
        raise RuntimeError(f"endpoints without declared access: {', '.join(unmarked)}")
    is_set_up = _latch(lambda: co.settings.local_mode or people.is_set_up(co))

    @app.before_request
    def guard() -> Response | None:
        if request.endpoint is None:
            recognise(co)  # no such address: the 404 tells nothing, but to whoever is signed in it looks so
            return None
        mark = declared(app, request.endpoint)
        if mark is None:
            raise NotFound("There is nothing at this address.")
        if request.endpoint not in BEFORE_SET_UP and not is_set_up():
            raise NotSetUp(
                "This Redraw is not set up yet: the link to do it stands in the server\u2019s log."
            )
        if request.method not in READING:
            _refuse_while_closed(co)
        if mark.access not in ENOUGH:
            return None
        if mark.access is Access.METRICS and metrics.is_scraper(co, _bearer()):
            return None
        visitor = _by_token(co, mark.scope) if mark.scope else recognise(co)
        if visitor is None:
            return _to_the_sign_in()
        if visitor.role not in ENOUGH[mark.access]:
            raise _refusal(mark.access)
        if mark.limit is not None and request.method != "GET":
            limits.count(co, mark.limit, visitor.id)
        return None


def recognise(co: Collaborators) -> Person | None:
    """Who is asking, by the cookie, as `person()` tells from here on."""
    visit = sessions.resume(co, session.get(SESSION_KEY))
    if visit is None:
        return None
    if visit.fresh_token:
        session[SESSION_KEY] = visit.fresh_token
    g.person, g.session_id = visit.person, visit.session_id
    return visit.person


def check_host(app: Flask, co: Collaborators) -> None:
    """Before everything else: refuse requests for a host this site is not served under."""
    allowed = LOCAL_HOSTS if co.settings.local_mode else frozenset(co.settings.trusted_hosts)

    @app.before_request
    def guard_host() -> None:
        if not allowed or request.path == "/healthz":
            return
        host = request.host.lower()
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        if name not in allowed and host not in allowed:
            raise AppError("This site is not served under that host name.", code="bad_host", status=421)


def bound_bodies(app: Flask, co: Collaborators) -> None:
    """Before a form is read: take no more bytes than the endpoint needs, and large ones from nobody unknown.

    Here the cookie is only known to be of our making; whether its session lives is the guard's to say. What
    scripts send is not read before the guard has spoken.
    """
    most = {
        Body.FORM: 256 << 10,
        Body.DRAFT: (4 << 20) + (64 << 10),
        Body.UPLOAD: (co.settings.max_upload_mb << 20) + (1 << 20),
    }

    @app.before_request
    def bound() -> None:
        mark = declared(app, request.endpoint) if request.endpoint else None
        body = mark.body if mark else Body.FORM
        by_cookie = mark is not None and mark.scope is None and not co.settings.local_mode
        if body is not Body.FORM and by_cookie and SESSION_KEY not in session:
            body = Body.FORM
        request.max_content_length = most[body]


def person() -> Person:
    """Who is asking; only within a view for viewers, members or admins."""
    found: Person = g.person
    return found


def session_id() -> str:
    """The session in which that person asks."""
    found: str = g.session_id
    return found


def _by_token(co: Collaborators, scope: Scope) -> Person:
    """Who is asking, by the header `Authorization: Bearer`; a token to write may also read."""
    found = tokens.who(co, _bearer())
    if found is None:
        raise SignInNeeded("Send a personal token as `Authorization: Bearer`.", code="token_needed")
    g.person, allowed = found
    if scope is Scope.WRITE and allowed is Scope.READ:
        raise NotAllowed("This token may only read.", code="scope_too_small")
    return found[0]


def _bearer() -> str:
    """What the header `Authorization: Bearer` holds; empty where it is not there."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def _to_the_sign_in() -> Response:
    if request.method == "GET" and request.accept_mimetypes.accept_html:
        target = request.script_root + request.full_path.rstrip("?")
        return redirect(url_for("sign_in.show", next=target), 303)  # type: ignore[return-value]
    raise SignInNeeded("Sign in first.")


def _refuse_while_closed(co: Collaborators) -> None:
    reason = closing.reason(co)
    if reason is not None:
        raise Unavailable(reason, code="read_only")


def _refusal(access: Access) -> AppError:
    """Of what is for admins, nobody else may even know that it is there."""
    if access in (Access.ADMIN, Access.METRICS):
        return NotFound("There is nothing at this address.")
    return NotAllowed("Viewers look on: ask an admin of the team to make you a member.")


def _latch(ask: Callable[[], bool]) -> Callable[[], bool]:
    """The answer of `ask`, not asked again once it was True."""
    was_true = False

    def answer() -> bool:
        nonlocal was_true
        was_true = was_true or ask()
        return was_true

    return answer
