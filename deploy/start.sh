#!/bin/sh
# How a machine with a volume of its own starts: migrate, then serve. In the place of the Procfile's `release`, which
# platforms run where the volume is not.
set -eu

# Some platforms give volumes to root: hand it over, and go on as nobody in particular.
if [ "$(id -u)" = 0 ] && id redraw >/dev/null 2>&1; then
    chown redraw:redraw "$DATA_DIR"
    exec setpriv --reuid=redraw --regid=redraw --init-groups --no-new-privs sh "$0"
fi

# The address that the platform gave, unless another one is set.
if [ -z "${PUBLIC_URL:-}" ]; then
    PUBLIC_URL=${RENDER_EXTERNAL_URL:-}
    if [ -n "${RAILWAY_PUBLIC_DOMAIN:-}" ]; then PUBLIC_URL=https://$RAILWAY_PUBLIC_DOMAIN; fi
    if [ -n "${FLY_APP_NAME:-}" ]; then PUBLIC_URL=https://$FLY_APP_NAME.fly.dev; fi
    export PUBLIC_URL
fi

flask --app wsgi migrate
exec gunicorn wsgi:app
