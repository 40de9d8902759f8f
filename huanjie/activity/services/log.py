"""One transaction with its log.

The entries of an act are held back and written as its last statement, so the chain's single row is locked only while
the transaction commits, and always after every other lock: acts cannot deadlock on it.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import transaction

from huanjie.activity.chain import entry_hash
from huanjie.activity.models import ActivityEntry, ChainHead
from huanjie.shared import clock

_open_log: ContextVar["Log | None"] = ContextVar("open_log", default=None)


@dataclass
class Log:
    """The entries of the act now running."""

    entries: list[ActivityEntry] = field(default_factory=list)

    def record(self, *, by, verb: str, subject=None, label: str = "", area: str = "", detail: dict | None = None):
        """Note one thing done. `by` is the Viewer; `verb` a dotted name such as "daily_report.submitted"; `detail` is
        JSON for the reader of the log and must hold no personal data."""
        self.entries.append(
            ActivityEntry(
                at=clock.now(),
                actor_id=by.user_id,
                actor_name=by.name,
                role=by.role,
                actor_area=by.area,
                verb=verb,
                subject_type=subject._meta.label_lower if subject is not None else "",
                subject_id=str(subject.pk) if subject is not None else "",
                subject_label=(label or (str(subject) if subject is not None else ""))[:200],
                area_code=area or getattr(subject, "area_code", "") or "",
                detail=detail or {},
            )
        )


@contextmanager
def act():
    """Run the body in one transaction and log it; if the log cannot be written, nothing is. An act inside an act joins
    the outer one (its own entries are dropped if it fails and the outer one goes on)."""
    outer = _open_log.get()
    if outer is not None:
        mark = len(outer.entries)
        try:
            with transaction.atomic():
                yield outer
        except BaseException:
            del outer.entries[mark:]
            raise
        return
    log = Log()
    token = _open_log.set(log)
    try:
        with transaction.atomic():
            yield log
            _append(log.entries)
    finally:
        _open_log.reset(token)


def _append(entries: list[ActivityEntry]) -> None:
    if not entries:
        return
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
    for entry in entries:
        entry.number = head.last_number + 1
        entry.previous_hash = head.last_hash
        entry.hash = entry_hash(entry)
        head.last_number, head.last_hash = entry.number, entry.hash
    ActivityEntry.objects.bulk_create(entries, batch_size=500)
    head.save(update_fields=["last_number", "last_hash"])
