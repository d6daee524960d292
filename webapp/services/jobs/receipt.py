"""A receipt per job: what was asked, sent and answered, with every time, and no secret in it."""

import json
import shlex
from typing import Any

from webapp import mask
from webapp.db import jobs as rows
from webapp.models import IMAGINE, Job
from webapp.provider.wire import Family, paths
from webapp.services.collaborators import Collaborators
from webapp.services.jobs.send import request_of
from webapp.services.jobs.view import explain, get, mask_file, view_of


def receipt(co: Collaborators, job_id: str) -> dict[str, Any]:
    """Everything known of a job as JSON: the request with the mask's hash, every transition, every answer.

    `other_message_id` is one that a webhook named and that the job does not follow.
    """
    job = get(co, job_id)
    with co.database.read() as connection:
        events = rows.events(connection, job_id)
    explanation = explain(view_of(co, job))
    return {
        "job": job.id,
        "provider": str(job.provider),
        "button": job.button,
        "prompt": job.prompt,
        "status": str(job.status),
        "message_id": job.message_id,
        "other_message_id": job.hook_message_id,
        "error": job.error_text,
        "charged": explanation.charged if explanation else None,
        "request": {
            "method": "POST",
            "url": _url(co, job),
            "headers": {"Authorization": "Bearer [redacted]", "Content-Type": "application/json"},
            "body": request_of(co, job, mask_base64=None),
        },
        "mask": {"sha256": job.wire_mask, "format": co.settings.mask_format} if job.wire_mask else None,
        "result_picture": job.result_picture_id,
        "history": [
            {
                "at": event.at.isoformat(),
                "status": str(event.status),
                "text": event.text,
                **(event.data or {}),
            }
            for event in events
        ],
    }


def as_curl(co: Collaborators, job_id: str) -> str:
    """The same call for a shell, mask and all; the token is read from the environment."""
    job = get(co, job_id)
    mask_base64 = mask.to_base64(mask_file(co, job_id)[0]) if job.has_mask else None
    body = request_of(co, job, mask_base64)
    body.pop("webhookOverride", None)
    return " \\\n  ".join(
        (
            f"curl {shlex.quote(_url(co, job))}",
            '-H "Authorization: Bearer $MIDJOURNEY_TOKEN"',
            "-H 'Content-Type: application/json'",
            f"-d {shlex.quote(json.dumps(body, ensure_ascii=False))}",
        )
    )


def button_url(co: Collaborators) -> str:
    """Where a button of the provider is pressed, Vary (Region) among them."""
    return co.settings.midjourney_api_url + paths(Family(co.settings.midjourney_api_family)).button


def _url(co: Collaborators, job: Job) -> str:
    if job.button != IMAGINE:
        return button_url(co)
    return co.settings.midjourney_api_url + paths(Family(co.settings.midjourney_api_family)).imagine
