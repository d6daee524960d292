"""Commands that say what went wrong as one sentence instead of a traceback."""

from typing import Any

import click
from flask import current_app

from webapp.errors import AppError, StorageError
from webapp.services import health


class Command(click.Command):
    """A command whose foreseen errors are told in their own words, and end it with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            text = _text(error)
            if text is None:
                raise
            raise click.ClickException(text) from error


def _text(error: Exception) -> str | None:
    if isinstance(error, AppError | StorageError):
        return error.text
    return health.outage(current_app.extensions["redraw"], error)
