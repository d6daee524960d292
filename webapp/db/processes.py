"""The processes that run, by their heartbeats."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from webapp.db.upkeep_tables import processes
from webapp.upkeep_models import Process, ProcessKind

_LAST_BEAT = select(func.max(processes.c.beat_at)).where(processes.c.kind == bindparam("of_kind"))


def beat(connection: Connection, process: Process) -> None:
    """Write down that a process is alive."""
    values = {field.name: getattr(process, field.name) for field in fields(Process)}
    seen = update(processes).where(processes.c.id == process.id).values(beat_at=process.beat_at)
    if connection.execute(seen).rowcount == 0:
        connection.execute(insert(processes).values(**values | {"kind": str(process.kind)}))


def last_beat(connection: Connection, kind: ProcessKind) -> datetime | None:
    """When any process of this kind was last heard of."""
    found: datetime | None = connection.execute(_LAST_BEAT, {"of_kind": str(kind)}).scalar()
    return found


def every(connection: Connection) -> list[Process]:
    """All that are remembered, the last heard of first."""
    columns = [processes.c[field.name] for field in fields(Process)]
    found = select(*columns).order_by(processes.c.beat_at.desc(), processes.c.id)
    return [Process(row.id, ProcessKind(row.kind), *row[2:]) for row in connection.execute(found)]


def forget(connection: Connection, process_id: str) -> None:
    connection.execute(delete(processes).where(processes.c.id == process_id))


def forget_before(connection: Connection, at: datetime) -> int:
    """Forget those that were not heard of since then; how many."""
    return connection.execute(delete(processes).where(processes.c.beat_at < at)).rowcount
