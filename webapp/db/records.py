"""Rows to records and back: the only place that knows both."""

from dataclasses import fields
from typing import Any

from sqlalchemy import Row

from webapp.models import Account, Job, JobEvent, JobStatus, Picture, ProviderName
from webapp.team_models import Approval

_PICTURE_FIELDS = tuple(field.name for field in fields(Picture))
_JOB_FIELDS = tuple(field.name for field in fields(Job))


def to_picture(row: Row[Any]) -> Picture:
    values = {name: getattr(row, name) for name in _PICTURE_FIELDS}
    values["provider"] = ProviderName(values["provider"])
    values["buttons"] = tuple(values["buttons"])
    return Picture(**values)


def to_job(row: Row[Any]) -> Job:
    values = row._asdict()
    values["status"] = JobStatus(values["status"])
    values["provider"] = ProviderName(values["provider"])
    values["result_buttons"] = tuple(values["result_buttons"])
    values["approval"] = Approval(values["approval"]) if values["approval"] else None
    return Job(**values)


def to_event(row: Row[Any]) -> JobEvent:
    return JobEvent(row.job_id, row.at, JobStatus(row.status), row.text, row.data)


def to_account(row: Row[Any]) -> Account:
    return Account(**{field.name: getattr(row, field.name) for field in fields(Account)})


def picture_values(picture: Picture) -> dict[str, Any]:
    return {name: _plain(getattr(picture, name)) for name in _PICTURE_FIELDS}


def job_values(job: Job) -> dict[str, Any]:
    return {name: _plain(getattr(job, name)) for name in _JOB_FIELDS}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, JobStatus | ProviderName | Approval) else value
