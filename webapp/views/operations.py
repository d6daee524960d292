"""How the app itself is doing, for admins."""

from flask import Blueprint, render_template

from webapp.access import Access, requires
from webapp.services import operations
from webapp.views.answers import collaborators

views = Blueprint("operations", __name__)


@views.get("/operations")
@requires(Access.ADMIN)
def page() -> str:
    return render_template("operations.html", now=collaborators().now(), ops=operations.look(collaborators()))
