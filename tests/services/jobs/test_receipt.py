"""What can be had of a job afterwards."""

import base64
import json
import subprocess

from flask import Flask

from tests.services.support import PERSON, Provider, accepted, now_at, refused, step, submit
from tests.support import Clock, collaborators
from webapp.models import JobStatus, Picture
from webapp.services import jobs


def test_the_mask_sent_can_be_had_again(app: Flask, provider: Provider, upscale: Picture) -> None:
    job = submit(app, upscale)
    before, _ = jobs.mask_file(collaborators(app), job.id)
    step(app, job)
    after, mask_format = jobs.mask_file(collaborators(app), job.id)
    assert before == after == base64.b64decode(provider.calls[0]["mask"])
    assert mask_format == "webp"


def test_the_receipt_tells_everything_and_no_secret(app: Flask, provider: Provider, upscale: Picture) -> None:
    co = collaborators(app)
    job = submit(app, upscale)
    step(app, job)
    provider.has("m-1", status="DONE")
    step(app, job)
    told = jobs.receipt(co, job.id)
    assert told["request"]["url"].endswith("/api/v1/midjourney/button")
    assert told["request"]["body"]["mask"] == f"sha256:{now_at(app, job).wire_mask}"
    assert [line["status"] for line in told["history"]] == ["waiting", "sending", "queued", "saving", "done"]
    assert told["history"][2]["answer"] == {"messageId": "m-1"}
    assert all(line["at"].endswith("+00:00") for line in told["history"])
    assert told["request"]["headers"]["Authorization"] == "Bearer [redacted]"
    assert told["mask"] == {"sha256": now_at(app, job).wire_mask, "format": "webp"}
    curl = jobs.as_curl(co, job.id)
    assert provider.calls[0]["mask"] in curl
    for text in (json.dumps(told), curl):
        assert "canary-token" not in text
        assert job.hook_secret not in text


def test_the_receipt_keeps_every_answer_that_moved_the_job(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    answers = iter(
        [
            refused(429, "Too many requests", **{"Retry-After": "5"}),
            refused(500, "retry later"),
            accepted("m-1"),
        ]
    )
    provider.answer = lambda _body: next(answers)
    job = submit(app, upscale)
    step(app, job)
    step(app, job)
    jobs.resend(co, PERSON, job.id)
    clock.forward(10)
    step(app, job)
    provider.has("m-1", status="PROCESSING", progress=7)
    step(app, job)
    provider.messages["m-1"] = {"status": "FAIL", "error": "Image denied / Request cancelled due to filters"}
    assert step(app, job).status is JobStatus.FAILED
    told = jobs.receipt(co, job.id)
    assert [line["answer"] for line in told["history"] if "answer" in line] == [
        {"status": 429, "error": "Too many requests", "charge": "excluded"},
        {"status": 500, "error": "retry later", "charge": "unknown"},
        {"messageId": "m-1"},
        {"status": "PROCESSING", "progress": 7},
        {"status": "FAIL", "error": "Image denied / Request cancelled due to filters"},
    ]
    assert "Somebody chose to send it again" in str(told["history"])


def test_the_curl_command_is_one_that_a_shell_reads_as_meant(app: Flask, upscale: Picture) -> None:
    job = submit(app, upscale, prompt='it\'s "new" $HOME `x`')
    step(app, job)
    script = jobs.as_curl(collaborators(app), job.id).replace("curl ", "printf '%s\\n' ", 1)
    printed = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True).stdout
    assert json.loads(printed.splitlines()[-1])["prompt"] == 'it\'s "new" $HOME `x`'
