"""What needs nginx is asked for by `make test-services`, which installs it."""

import os

collect_ignore_glob = [] if "TEST_SERVICES" in os.environ else ["test_behind_nginx.py"]
