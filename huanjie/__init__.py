"""huanjie: the ground that carries an application of scoped roles, logged acts and long jobs."""

from huanjie.celery import app as celery_app

__all__ = ["celery_app"]
