"""What can be had of a job afterwards."""

import base64
import json
import subprocess

from flask import Flask

from tests.services.support import Provider, now_at, step, submit
from tests.support import collaborators
from webapp.models import Picture
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
    assert told["request"]["mask"] == f"sha256:{now_at(app, job).wire_mask}"
    assert [line["status"] for line in told["history"]] == ["waiting", "sending", "queued", "saving", "done"]
    assert told["history"][2]["answer"] == {"messageId": "m-1"}
    curl = jobs.as_curl(co, job.id)
    assert provider.calls[0]["mask"] in curl
    for text in (json.dumps(told), curl):
        assert "canary-token" not in text
        assert job.hook_secret not in text


def test_the_curl_command_is_one_that_a_shell_reads_as_meant(app: Flask, upscale: Picture) -> None:
    job = submit(app, upscale, prompt='it\'s "new" $HOME `x`')
    step(app, job)
    script = jobs.as_curl(collaborators(app), job.id).replace("curl ", "printf '%s\\n' ", 1)
    printed = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True).stdout
    assert json.loads(printed.splitlines()[-1])["prompt"] == 'it\'s "new" $HOME `x`'
