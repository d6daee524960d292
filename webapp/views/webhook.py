"""The outgoing webhook, for admins: its address, its secret once, a test, and how the last messages went."""

from flask import Blueprint, Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp import forms
from webapp.access import Access, person, requires
from webapp.errors import AppError
from webapp.services import webhooks
from webapp.services.limits import Limit
from webapp.views.answers import collaborators, wants_json

views = Blueprint("webhook", __name__)


@views.get("/webhook")
@requires(Access.ADMIN)
def page() -> str:
    return _render()


@views.post("/webhook")
@requires(Access.ADMIN)
def set_address() -> Response | tuple[str, int]:
    url = forms.text(forms.read(forms.SetWebhook).url)
    try:
        secret = webhooks.set_address(collaborators(), person(), url)
    except AppError as error:
        if wants_json():
            raise
        return _render(error.text, url[: webhooks.MOST_URL]), error.status
    shown = render_template("webhook_secret.html", secret=secret)
    return Response(shown, headers={"Cache-Control": "no-store"})


@views.post("/webhook/test")
@requires(Access.ADMIN, limit=Limit.HAND_OVERS)
def test() -> BaseResponse:
    webhooks.test(collaborators())
    return _back()


@views.post("/webhook/remove")
@requires(Access.ADMIN)
def remove() -> BaseResponse:
    webhooks.remove(collaborators(), person())
    return _back()


def _render(error: str | None = None, typed: str | None = None) -> str:
    co = collaborators()
    address = webhooks.address(co)
    return render_template(
        "webhook.html",
        address=address,
        deliveries=webhooks.latest(co),
        form_error=error,
        typed=typed if typed is not None else address or "",
    )


def _back() -> BaseResponse:
    return redirect(url_for("webhook.page"), 303)
