"""Jobs: submit one, advance it step by step, and what a person may do to it.

`submit` stores a job before anything is sent. `advance` takes one step of a due job; it is safe to call at
any time from any process. The states and what leads from one to the next stand in ARCHITECTURE.md.
"""

from webapp.services.jobs.actions import attach, cancel, delete, give_up, resend
from webapp.services.jobs.advance import advance, next_due_at, work, work_once
from webapp.services.jobs.approve import approve, count_held, held, refuse
from webapp.services.jobs.hook import receive_hook
from webapp.services.jobs.receipt import as_curl, button_url, receipt
from webapp.services.jobs.submit import MOST_PROMPT, Order, submit, submitted_before
from webapp.services.jobs.upkeep import keep_up, let_go, take_over
from webapp.services.jobs.view import (
    Action,
    JobView,
    actions_of,
    explain,
    get,
    history,
    mask_file,
    of_picture,
    painted_before,
    poll_after_s,
    poll_all_after_s,
    status,
    unfinished,
    view_of,
    watched,
)

__all__ = [
    "MOST_PROMPT",
    "Action",
    "JobView",
    "Order",
    "actions_of",
    "advance",
    "approve",
    "as_curl",
    "attach",
    "button_url",
    "cancel",
    "count_held",
    "delete",
    "explain",
    "get",
    "give_up",
    "held",
    "history",
    "keep_up",
    "let_go",
    "mask_file",
    "next_due_at",
    "of_picture",
    "painted_before",
    "poll_after_s",
    "poll_all_after_s",
    "receipt",
    "receive_hook",
    "refuse",
    "resend",
    "status",
    "submit",
    "submitted_before",
    "take_over",
    "unfinished",
    "view_of",
    "watched",
    "work",
    "work_once",
]
