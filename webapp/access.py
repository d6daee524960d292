"""The door: every endpoint declares who may use it, and the guard refuses what declares nothing.

CSRF is checked before this guard, and every look-up comes after it.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, Response, g, redirect, request, session, url_for

from webapp.errors import AppError
from webapp.models import Person
from webapp.services import team
from webapp.services.collaborators import Collaborators

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
SESSION_KEY = "session"

View = TypeVar("View", bound=Callable[..., Any])


class Access(StrEnum):
    """Who may use an endpoint."""

    PUBLIC = "public"
    MEMBER = "member"
    SECRET = "secret"  # noqa: S105  # the address itself holds an unguessable secret, checked by the view


class SignInNeeded(AppError):
    """Nobody is signed in."""

    status = 401
    code = "sign_in_needed"


def requires(access: Access) -> Callable[[View], View]:
    """Declare who may use a view."""

    def mark(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        return view

    return mark


def declared(app: Flask, endpoint: str) -> Access | None:
    """What an endpoint declares, or None."""
    return getattr(app.view_functions[endpoint], "access", None)


def install(app: Flask, co: Collaborators) -> None:
    """Put the guard before every request; fail at once where an endpoint declares nothing."""
    unmarked = sorted(endpoint for endpoint in app.view_functions if declared(app, endpoint) is None)
    if unmarked:
        raise RuntimeError(f"endpoints without declared access: {', '.join(unmarked)}")

    @app.before_request
    def guard() -> Response | None:
        if request.endpoint is None:
            return None  # no such address: the 404 tells nothing
        access = declared(app, request.endpoint)
        if access is not Access.MEMBER:
            return None
        g.person = team.person_of(co, session.get(SESSION_KEY))
        if g.person is not None:
            return None
        if request.method == "GET" and request.accept_mimetypes.accept_html:
            target = request.full_path.rstrip("?")
            return redirect(url_for("team.sign_in", next=target), 303)  # type: ignore[return-value]
        raise SignInNeeded("Sign in first.")


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


def person() -> Person:
    """Who is asking; only within a view for members."""
    found: Person = g.person
    return found
