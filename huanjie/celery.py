"""The Celery application; every setting is in `huanjie.settings` under `CELERY_`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huanjie.settings")

app = Celery("huanjie")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
