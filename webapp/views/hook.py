"""Where the provider calls back. The address holds the secret; the body is only a hint."""

import json
import uuid

from flask import Blueprint, Response, request

from webapp.access import Access, requires
from webapp.services import jobs
from webapp.views.answers import collaborators

views = Blueprint("hook", __name__)

MOST_BYTES = 64 << 10


def _body() -> object:
    """The JSON, or None for whatever is none: the hint is then that something happened."""
    try:
        return json.loads(request.get_data())
    except (ValueError, RecursionError):
        return None


@views.post("/hooks/<uuid:job_id>/<secret>")
@requires(Access.SECRET)
def receive(job_id: uuid.UUID, secret: str) -> Response:
    request.max_content_length = MOST_BYTES
    jobs.receive_hook(collaborators(), str(job_id), secret, _body())
    return Response(status=204)
