"""HTTP in, one service call, answer: the views, one module per room of the site."""

from flask import Blueprint

from webapp.views import health, home, hook, job, mask_tool, paint, picture, team

BLUEPRINTS: tuple[Blueprint, ...] = (
    home.views,
    picture.views,
    paint.views,
    job.views,
    mask_tool.views,
    hook.views,
    team.views,
    health.views,
)
