"""The stand-in over HTTP: the provider's addresses, headers, bodies and errors, in both path families."""

from hmac import compare_digest
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, jsonify, request, send_file
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import HTTPException

from webapp.standin.wire import Rejected
from webapp.standin.world import World

MAX_BODY_BYTES = 16 << 20
MAX_PROMPT_CHARACTERS = 2000
_KEPT_FOR_S = 3600
_TYPES = {".png": "image/png", ".webp": "image/webp", ".jpg": "image/jpeg"}


class _Json(DefaultJSONProvider):
    """Fields in the provider's order, and arrows on buttons as they are."""

    ensure_ascii = False
    sort_keys = False


def create_standin_app(world: World, token: str | None = None) -> Flask:
    """The provider as a WSGI app. Any bearer token will do where `token` is None.

    Pictures are told at the host the request was sent to, so the same app serves embedded and alone.
    """
    app = Flask("webapp.standin", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.json = _Json(app)

    def imagine() -> Response:
        body = _body()
        return jsonify(world.imagine(_prompt(body, required=True) or "", **_extras(body)))

    def button() -> Response:
        body = _body()
        message_id, label = _text(body, "messageId", required=True), _text(body, "button", required=True)
        answer = world.press(
            message_id or "", label or "", mask=body.get("mask"), prompt=_prompt(body), **_extras(body)
        )
        return jsonify(answer)

    def message(message_id: str) -> Response:
        return jsonify(world.message(message_id, request.host_url))

    def account() -> Response:
        return jsonify(world.account())

    for family in ("midjourney", "nova"):
        app.add_url_rule(f"/api/v1/{family}/imagine", f"{family}_imagine", imagine, methods=["POST"])
        app.add_url_rule(f"/api/v1/{family}/button", f"{family}_button", button, methods=["POST"])
    app.add_url_rule("/api/v1/midjourney/message/<message_id>", "midjourney_message", message)
    app.add_url_rule("/api/v1/message/fetch/<message_id>", "nova_message", message)
    app.add_url_rule("/api/v1/subscription/account-info", "account", account)

    @app.get("/pictures/<name>")
    def picture(name: str) -> Response:
        found = world.picture(name)
        if found is None:
            raise Rejected(404, "Picture not found")
        kind = _TYPES[Path(name).suffix]
        if isinstance(found, bytes):
            return Response(found, mimetype=kind)
        return send_file(found, kind, conditional=True, max_age=_KEPT_FOR_S)

    @app.before_request
    def require_token() -> None:
        if request.path.startswith("/api/"):
            _require_bearer(request.headers.get("Authorization", ""), token)

    @app.errorhandler(Rejected)
    def rejected(error: Rejected) -> Response:
        answer = jsonify(error.body())
        answer.status_code = error.status
        if error.retry_after_s is not None:
            answer.headers["Retry-After"] = str(error.retry_after_s)
        return answer

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException) -> Response:
        status = error.code or 500
        # The provider knows an address by its method too: a wrong method is an unknown address.
        if status in (404, 405):
            return rejected(Rejected(404, f"Cannot {request.method} {request.path}"))
        return rejected(Rejected(status, HTTPStatus(status).phrase))

    return app


def _require_bearer(header: str, token: str | None) -> None:
    kind, _, given = header.partition(" ")
    given = given.strip()
    fits = bool(given) if token is None else compare_digest(given.encode("latin-1"), token.encode())
    if kind.lower() != "bearer" or not fits:
        raise Rejected(401, "Unauthorized")


def _body() -> dict[str, Any]:
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict):
        raise Rejected(400, "the body must be a JSON object")
    return body


def _text(body: dict[str, Any], name: str, *, required: bool = False) -> str | None:
    """A field's text, None where it is absent or null; raises `Rejected` 400 as the provider's checks do."""
    value = body.get(name)
    if value is None and not required:
        return None
    if not isinstance(value, str):
        raise Rejected(400, [f"{name} must be a string"])
    if required and not value.strip():
        raise Rejected(400, [f"{name} should not be empty"])
    return value


def _prompt(body: dict[str, Any], *, required: bool = False) -> str | None:
    prompt = _text(body, "prompt", required=required)
    if prompt is not None and len(prompt) > MAX_PROMPT_CHARACTERS:
        raise Rejected(400, [f"prompt must be shorter than or equal to {MAX_PROMPT_CHARACTERS} characters"])
    return prompt or None


def _extras(body: dict[str, Any]) -> dict[str, str | None]:
    webhook = _text(body, "webhookOverride")
    if webhook and (urlsplit(webhook).scheme not in ("http", "https") or not urlsplit(webhook).hostname):
        raise Rejected(400, ["webhookOverride must be a URL address"])
    return {"ref": _text(body, "ref"), "webhook": webhook or None}
