"""HTTP in, one service call, answer: the views, one module per room of the site."""

from flask import Blueprint

from webapp.views import (
    api,
    api_page,
    hand_over,
    health,
    home,
    hook,
    job,
    log,
    mask_tool,
    me,
    oidc,
    operations,
    paint,
    picture,
    share,
    sharing,
    sign_in,
    team,
    usage,
    webhook,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    home.views,
    picture.views,
    paint.views,
    job.views,
    mask_tool.views,
    hook.views,
    sign_in.views,
    oidc.views,
    me.views,
    team.views,
    log.views,
    operations.views,
    usage.views,
    hand_over.views,
    webhook.views,
    sharing.views,
    share.views,
    api.views,
    api_page.views,
    health.views,
)
