"""What all tests share: repeatable property tests, and no setting of this machine leaking into them."""

import os

from hypothesis import settings as hypothesis_settings

from webapp.settings import TABLE

# The same examples everywhere, so that a failure in CI is a failure here; no deadline, since machines differ.
hypothesis_settings.register_profile("redraw", deadline=None, derandomize=True, database=None)
hypothesis_settings.load_profile("redraw")

# A token in a developer's shell must never be used by a test, nor by a process that a test starts.
OF_THE_APP = [name for row in TABLE for name in (row.name, f"{row.name}_FILE")]
OF_ITS_SERVERS = ["GUNICORN_CMD_ARGS", "FORWARDED_ALLOW_IPS", "FLASK_APP", "FLASK_DEBUG"]
for name in OF_THE_APP + OF_ITS_SERVERS:
    os.environ.pop(name, None)
