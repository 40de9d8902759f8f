"""What happened to a thing."""

from huanjie.activity.models import ActivityEntry, StateChange


def changes_of(subject):
    """The state changes of one row, oldest first."""
    return StateChange.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))


def entries_of(subject):
    """The log entries about one row, newest first."""
    return ActivityEntry.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
