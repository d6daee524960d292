#!/bin/sh
# Runs a Python that is new enough: `sh tools/python.sh -m tools.serve`. The project's own comes first.
# The search starts from / so that a version manager's pin for this folder cannot hide an installed Python.
here=$PWD

for candidate in "$here/.venv/bin/python" python3.13 python3.14 python3.12 python3.11 python3 python; do
  found=$(cd / && "$candidate" -c '
import sys
import ensurepip, venv
if sys.version_info >= (3, 11):
    print(sys.executable)
' 2>/dev/null) || continue
  [ -n "$found" ] && exec "$found" "$@"
done

echo "Redraw needs Python 3.11 or newer with its venv module, and found none." >&2
echo "Install it (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python) and run make again." >&2
exit 1
