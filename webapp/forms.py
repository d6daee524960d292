"""What the pages post, as Flask-WTF forms; each gives plain values or raises `BadInput`."""

from typing import BinaryIO, TypeVar, cast

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import PasswordField, StringField

from webapp.errors import BadInput

Form = TypeVar("Form", bound=FlaskForm)


class AddPicture(FlaskForm):  # type: ignore[misc]
    """One of: a message id, words, an image (with or without a message id)."""

    message_id = StringField()
    prompt = StringField()
    image = FileField()
    key = StringField()


class SubmitJob(FlaskForm):  # type: ignore[misc]
    """A button of the provider, with the painting where it is Vary (Region)."""

    button = StringField()
    prompt = StringField()
    mask = FileField()
    key = StringField()
    fingerprint = StringField()


class AttachMessage(FlaskForm):  # type: ignore[misc]
    """The message id that the provider made of an uncertain job."""

    message_id = StringField()


class ConvertMask(FlaskForm):  # type: ignore[misc]
    """A painting from the mask tool, and the wanted format."""

    mask = FileField()
    format = StringField()


class SignIn(FlaskForm):  # type: ignore[misc]
    """Who one is, by name and password."""

    name = StringField()
    password = PasswordField()


class NewPassword(FlaskForm):  # type: ignore[misc]
    """A new password, with the present one where somebody changes their own."""

    present = PasswordField()
    password = PasswordField()


class Invite(FlaskForm):  # type: ignore[misc]
    """What an invite is for: a role, for so many days and people."""

    role = StringField()
    days = StringField()
    uses = StringField()


class SetBudget(FlaskForm):  # type: ignore[misc]
    """How many jobs a day and a month may have, each as it was typed; empty for no limit."""

    per_day = StringField()
    per_month = StringField()


class AskTeammate(FlaskForm):  # type: ignore[misc]
    """Whom to ask to paint, and a line that says what."""

    to = StringField()
    note = StringField()


class SetWebhook(FlaskForm):  # type: ignore[misc]
    """Where the webhook tells of jobs."""

    url = StringField()


class ChangeRole(FlaskForm):  # type: ignore[misc]
    """A member's new role."""

    role = StringField()


class MakeShare(FlaskForm):  # type: ignore[misc]
    """What to share of a picture, for how long, and how guarded."""

    what = StringField()
    days = StringField()
    passphrase = PasswordField()
    with_prompt = StringField()


class Unlock(FlaskForm):  # type: ignore[misc]
    """The passphrase of a share link."""

    passphrase = PasswordField()


class MakeToken(FlaskForm):  # type: ignore[misc]
    """A personal token: what it is for, what it may do, for how long."""

    name = StringField()
    scope = StringField()
    days = StringField()


def read(form: type[Form]) -> Form:
    """The posted form, its fields stripped of nothing; `BadInput` names the first field that is wrong."""
    posted = form()
    if not posted.validate_on_submit():
        name, messages = next(iter(posted.errors.items()), ("form", ["is missing"]))
        raise BadInput(f"The field {name} is wrong: {messages[0]}")
    return cast("Form", posted)


def uploaded(field: FileField) -> FileStorage | None:
    """The file of a field, or None where none was chosen."""
    file = field.data
    return file if isinstance(file, FileStorage) and file.filename is not None else None


def content(file: FileStorage) -> BinaryIO:
    """What a file part holds, to be read."""
    return cast("BinaryIO", file.stream)


def text(field: StringField) -> str:
    return field.data or ""
