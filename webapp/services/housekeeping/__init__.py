"""Housekeeping: what has to be done now and then, once in its time over all processes.

Each task is a row in the database, claimed by compare-and-set. A task goes step by step, each small and safe
to repeat, and remembers where it was: a process that is killed in it costs one step.
"""

from webapp.services.housekeeping.keeping import Kept, overview, run_due
from webapp.services.housekeeping.tasks import OF_EACH_MACHINE, TASKS

__all__ = ["OF_EACH_MACHINE", "TASKS", "Kept", "overview", "run_due"]
