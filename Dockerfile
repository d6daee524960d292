# The app in a container: no root, nothing to write to but /data and /tmp. docs/self-hosting/compose.md
FROM python:3.13-slim AS app

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app

COPY requirements*.txt ./
RUN pip install -r requirements-oidc.txt -r requirements-s3.txt -r requirements-sentry.txt

COPY . .
RUN python -m compileall -q . \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin redraw \
    && install -d -o redraw -g redraw /data

ENV DATA_DIR=/data PORT=8000
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "deploy/healthy.py"]
CMD ["sh", "deploy/start.sh"]

# For platforms that give volumes to root and start nothing as root by themselves: becomes `redraw` by start.sh.
FROM app AS volume-of-root

FROM app
USER redraw
