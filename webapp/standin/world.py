"""The stand-in's world: every message ever made, in one folder that threads and processes share.

What a message's state is follows from what was written down and the clock (`schedule`), so nothing has to run
for time to pass. Only drawing and telling webhooks are work; whoever submits or asks starts a thread for it.
"""

import logging
import re
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from webapp.standin import gallery, labels, masks, orders, prompts, store, wire
from webapp.standin.drawing import Engine
from webapp.standin.easel import Easel
from webapp.standin.helper import Helper, in_thread
from webapp.standin.ledger import Ledger
from webapp.standin.records import Record
from webapp.standin.schedule import RUNNING_AT_ONCE, Standing
from webapp.standin.store import Store
from webapp.standin.wire import Rejected
from webapp.standin.words import Effect, MagicWord

BASE_URL = "http://standin.invalid"
"""Where the embedded stand-in is reached; the name can never be resolved, so nothing is ever sent there."""

Deliver = Callable[[str, dict[str, Any]], None]

_UNKNOWN_FOR_S = 1.0
_TICK_S = 0.25
_RETRY_AFTER_S = 3
_UNLIMITED = 1000
_UNKNOWN = "Message not found"

_log = logging.getLogger(__name__)


class World:
    """One provider account with its queue and pictures, kept in `folder`.

    `speed` 2 is twice as fast; with 0 a picture is drawn within the call, regions with a flat fill, and DONE
    at the first poll. `deliver(url, body)` sends webhooks and is called on the background thread alone, with
    no lock held. `public_base` is where webhooks say pictures are. Make one per process, after any fork.
    """

    def __init__(
        self,
        folder: Path,
        speed: float = 1.0,
        clock: Callable[[], float] = time.time,
        deliver: Deliver | None = None,
        public_base: str = BASE_URL,
        *,
        engine: Engine | None = None,
        spawn: Callable[[Callable[[], None]], None] = in_thread,
        sleep: Callable[[float], None] = time.sleep,
        new_id: Callable[[], str] = lambda: str(uuid.uuid4()),
    ) -> None:
        self._speed = speed
        self._clock = clock
        self._deliver = deliver
        self._public_base = public_base
        self._new_id = new_id
        self._store = Store(folder / "world.sqlite")
        self._ledger = Ledger(self._store, clock, RUNNING_AT_ONCE if speed else _UNLIMITED)
        self._easel = Easel(self._store, folder / "pictures", clock, engine, flat=speed == 0)
        self._helper = Helper(self._step, spawn, sleep)
        with self._store.writing() as db:
            for sample in gallery.SAMPLES:
                store.insert(db, gallery.as_record(sample, clock()))

    def imagine(self, prompt: str, *, ref: str | None = None, webhook: str | None = None) -> dict[str, Any]:
        """Take a prompt; returns the provider's answer or raises `Rejected`."""
        try:
            prompts.size(prompt)
        except prompts.FlagError as error:
            raise Rejected(400, [f"Invalid parameter: {error}"]) from None
        word = self._refuse_by_magic(prompt, ref)
        record = orders.imagine(self._new_id(), prompt, self._speed)
        return self._submit(replace(record, ref=ref, webhook=webhook), word)

    def press(
        self,
        message_id: str,
        button: str,
        *,
        mask: object = None,
        prompt: str | None = None,
        ref: str | None = None,
        webhook: str | None = None,
    ) -> dict[str, Any]:
        """Press a button the message offers; returns the provider's answer or raises `Rejected`.

        `mask` is the wire form, as it came; only Vary (Region) looks at it.
        """
        parent, _ = self._look_up(message_id)
        if button == labels.CANCEL_JOB:
            return self._cancel(parent)
        if button not in _offered(parent):
            raise Rejected(400, f'"{button}" is not offered by this message')
        content = self._mask(parent, button, mask)
        word = self._refuse_by_magic(prompt, ref)
        record = orders.press(parent, self._new_id(), button, prompt, self._speed)
        return self._submit(replace(record, ref=ref, webhook=webhook), word, content)

    def message(self, message_id: str, base: str | None = None) -> dict[str, Any]:
        """The message as it stands now; raises `Rejected` 404 where it is unknown, or not known yet.

        `base` is the address its pictures are served under.
        """
        record, standing = self._look_up(message_id)
        if record.needs_drawing:
            if self._speed == 0:
                self._easel.draw_next(record.id)
                record, standing = self._look_up(message_id)
            else:
                self._helper.wake()
        now = self._clock()
        # The provider, too, does not know a message at once that it has just named.
        hidden_s = _UNKNOWN_FOR_S / max(1.0, self._speed) if self._speed else 0.0
        if standing.finished_at is None and now < record.created_at + hidden_s:
            raise Rejected(404, _UNKNOWN)
        return wire.message(record, standing, base or self._public_base, now)

    def account(self) -> dict[str, Any]:
        """The balance, as the provider tells it."""
        return wire.account()

    def picture(self, name: str) -> Path | bytes | None:
        """A finished message's picture by its file name, or for `<id>-<1..4>.<ext>` a variation's bytes."""
        found = re.fullmatch(r"(.+?)(?:-([1-4]))?(\.[a-z]+)", name)
        if found is None:
            return None
        with self._store.reading() as db:
            record = store.find(db, found[1])
        if record is None or not _is_done(record) or not (record.file or "").endswith(found[3]):
            return None
        if found[2] is None:
            return self._easel.path(record)
        return None if labels.makes_single(record.recipe) else self._easel.quarter(record, int(found[2]))

    def _submit(self, record: Record, word: MagicWord | None, mask: bytes | None = None) -> dict[str, Any]:
        with self._store.writing() as db:
            # Read under the lock: see `ledger`.
            record = replace(orders.under(word, record), created_at=self._clock())
            store.insert(db, record, mask)
        if self._speed == 0:
            self._easel.draw_next(record.id)
        if self._speed or self._deliver:
            self._helper.wake()
        if word is not None and word.effect is Effect.LOSE_ANSWER:
            _log.info("message %s is made, and its answer lost as its prompt asks for", record.id)
            raise Rejected(word.status, HTTPStatus(word.status).phrase)
        return wire.accepted(record.id, record.created_at)

    def _cancel(self, record: Record) -> dict[str, Any]:
        cancelled_at = self._ledger.cancel(record.id)
        if cancelled_at is None:
            raise Rejected(400, f'"{labels.CANCEL_JOB}" is only possible while progress is below 100')
        if self._deliver:
            self._helper.wake()
        return wire.accepted(None, cancelled_at)

    def _refuse_by_magic(self, prompt: str | None, caller: str | None) -> MagicWord | None:
        """The magic word of the call, unless it is one that refuses the call here and now."""
        word = orders.find_word(prompt)
        if word is None or word.effect not in (Effect.REFUSE, Effect.REFUSE_IN_SUCCESS):
            return word
        if word.times is not None:
            with self._store.writing() as db:
                if store.count_refusal(db, caller or prompt or "", word.text) > word.times:
                    return None
        if word.effect is Effect.REFUSE_IN_SUCCESS:
            raise Rejected(200, word.text)
        raise Rejected(word.status, word.text, _RETRY_AFTER_S if word.status == 429 else None)

    def _mask(self, parent: Record, button: str, mask: object) -> bytes | None:
        """The mask a message is drawn with: the one sent, checked; for a re-roll the one of last time."""
        if button == labels.REROLL:
            with self._store.reading() as db:
                return store.find_mask(db, parent.id)
        if button != labels.VARY_REGION or parent.size is None:
            return None
        try:
            return masks.read(mask, parent.size)
        except masks.MaskError as error:
            raise Rejected(400, [str(error)]) from None

    def _look_up(self, message_id: str) -> tuple[Record, Standing]:
        found = self._ledger.look_up(message_id)
        if found is None:
            raise Rejected(404, _UNKNOWN)
        return found

    def _step(self) -> float | None:
        """Tell whoever is to be told and draw one picture; how long to rest then, None when all is done."""
        is_awaited = self._announce()
        if self._easel.draw_next():
            return 0.0
        return _TICK_S if is_awaited else None

    def _announce(self) -> bool:
        """Send the webhooks that are due; True while some message's end is still to be told."""
        if self._deliver is None:
            return False
        for record, standing in self._ledger.announcements():
            body = wire.message(record, standing, self._public_base, self._clock())
            try:
                self._deliver(record.webhook or "", body)
            except Exception as error:
                # Neither the address, which holds a secret, nor the text, which may quote it.
                _log.warning("webhook of message %s not delivered: %s", record.id, type(error).__name__)
        with self._store.reading() as db:
            return bool(store.unannounced(db))


def _is_done(record: Record) -> bool:
    return record.finished_at is not None and record.error is None


def _offered(record: Record) -> tuple[str, ...]:
    """The buttons a message offers now: none before its picture is there."""
    if not _is_done(record) or record.size is None:
        return ()
    return labels.offered(record.recipe, record.prompt, record.size)
