"""Celery tasks of the clock; safe to run twice."""

from celery import shared_task

from reports.services import timed


@shared_task
def open_days() -> None:
    """Open today's report rows."""
    timed.open_days()


@shared_task
def compile_due_briefings() -> None:
    """Compile the briefings whose cut-off has passed."""
    timed.compile_due_briefings()
