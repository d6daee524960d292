"""Alive, and able to work."""

from flask import Blueprint, Response, jsonify

from webapp.access import Access, requires
from webapp.services import health
from webapp.views.answers import collaborators

views = Blueprint("health", __name__)


@views.get("/healthz")
@requires(Access.PUBLIC)
def healthz() -> Response:
    return jsonify(status="ok")


@views.get("/readyz")
@requires(Access.PUBLIC)
def readyz() -> tuple[Response, int]:
    problems = health.problems(collaborators())
    return jsonify(status="ok" if not problems else "not ready", problems=problems), 503 if problems else 200
