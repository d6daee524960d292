"""What gunicorn and flask load: `wsgi:app`."""

import os
import sys

from webapp import create_app
from webapp.settings import SettingsError, load

try:
    app = create_app(load(os.environ))
except SettingsError as error:
    sys.exit(f"Redraw does not start: {error}")
