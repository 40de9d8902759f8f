"""Celery tasks: primitives in, a service called. Safe to run twice."""

from celery import shared_task

from huanjie.files import services


@shared_task
def run_file_job(job_id: str) -> None:
    """Do the job; one that is done, taken or gone is left alone."""
    services.run_job(job_id)


@shared_task
def sweep() -> None:
    """Find jobs nobody is doing."""
    services.sweep()
