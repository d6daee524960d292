"""A script in the manner of the provider's own page, with the real axios, against a real socket."""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from tests.standin.support import SQUARE, Clock, encode_mask, make_world
from webapp.standin import create_standin_app

ROOT = Path(__file__).parents[2]

SCRIPT = """
const axios = require("axios");
const [address, messageId, mask] = JSON.parse(require("fs").readFileSync(0, "utf8"));
const headers = { Authorization: "Bearer practice", "Content-Type": "application/json" };
(async () => {
  const pressed = await axios({
    method: "post",
    url: `${address}/api/v1/midjourney/button`,
    headers,
    data: JSON.stringify({ messageId, button: "Vary (Region)", mask, prompt: "a red boat", ref: "axios" }),
  });
  const message = `${address}/api/v1/midjourney/message/${pressed.data.messageId}`;
  const polled = await axios.get(message, { headers });
  const picture = await axios.get(polled.data.uri, { responseType: "arraybuffer" });
  const refused = await axios
    .post(`${address}/api/v1/midjourney/button`, { messageId, button: "U1" }, { headers })
    .catch((error) => error.response);
  console.log(
    JSON.stringify({
      pressed: pressed.data,
      polled: polled.data,
      type: picture.headers["content-type"],
      bytes: picture.data.length,
      refused: [refused.status, refused.data],
    }),
  );
})();
"""


@pytest.fixture
def address(tmp_path: Path, clock: Clock) -> Iterator[str]:
    app = create_standin_app(make_world(tmp_path, clock, 0))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_axios_redraws_a_region_and_reads_a_refusal(address: str) -> None:
    node = shutil.which("node")
    assert node, "Node is missing: `make test` installs it."
    assert (ROOT / "node_modules" / "axios").is_dir(), (
        "node_modules/axios is missing: run `npm ci` in the checkout."
    )
    arguments = [address, SQUARE.message_id, encode_mask((2048, 2048))]
    unproxied = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    run = subprocess.run(
        [node, "-e", SCRIPT],
        input=json.dumps(arguments),
        cwd=ROOT,
        env=unproxied,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    seen = json.loads(run.stdout)
    assert seen["pressed"]["success"] is True
    polled = seen["polled"]
    assert (polled["messageId"], polled["status"]) == (seen["pressed"]["messageId"], "DONE")
    assert (polled["ref"], polled["prompt"]) == ("axios", "a red boat")
    assert (seen["type"], seen["bytes"] > 1000) == ("image/png", True)
    message = '"U1" is not offered by this message'
    assert seen["refused"] == [400, {"message": message, "error": "Bad Request", "statusCode": 400}]
