"""The one door for a state change: lock, check the table, write the state, the history row and the log together."""

from collections.abc import Iterable

from huanjie.activity.models import StateChange
from huanjie.activity.services.log import act
from huanjie.shared import clock
from huanjie.shared.verdict import Stale, require


def change_state(*, subject, to, by, comment: str = "", expected_version: int | None = None, set_fields=None):
    """Move `subject` (a model with `state`, `version` and a class attribute `TRANSITIONS`) to the state `to`.

    `expected_version` is the version the page showed: another one raises Stale and writes nothing. `set_fields` are
    further columns written with the state (dates, for instance). Returns the fresh, saved row. Raises Refused when the
    table does not allow the step.
    """
    model = type(subject)
    with act() as log:
        row = model.objects.select_for_update().get(pk=subject.pk)
        if expected_version is not None and row.version != expected_version:
            raise Stale(str(row))
        before, after = type(to)(row.state), to
        require(model.TRANSITIONS.check(before, after))
        for name, value in (set_fields or {}).items():
            setattr(row, name, value)
        row.state = after
        row.version += 1
        row.save()
        record_changes(subjects=[row], before={row.pk: before}, by=by, comment=comment)
        log.record(
            by=by,
            verb=f"{model._meta.model_name}.{after.value}",
            subject=row,
            detail={"before": before.value, "after": after.value, "comment": comment},
        )
    return row


def record_changes(*, subjects: Iterable, before: dict, by, comment: str = "") -> None:
    """Write the history rows of many subjects whose `state` was just changed together. `before` maps pk to the old
    state. The caller is inside an act, holds the locks and logs the act."""
    now = clock.now()
    StateChange.objects.bulk_create(
        StateChange(
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            area_code=getattr(subject, "area_code", "") or "",
            before=str(before[subject.pk].value),
            after=str(subject.state.value if hasattr(subject.state, "value") else subject.state),
            comment=comment,
            at=now,
            by_id=by.user_id,
            by_name=by.name,
            role=by.role,
        )
        for subject in subjects
    )
