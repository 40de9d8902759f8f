"""The frame as a Django app: finds by name what the apps declare."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class HuanjieConfig(AppConfig):
    name = "huanjie"
    verbose_name = "换届"

    def ready(self):
        from huanjie import checks  # noqa: F401  registers the system checks

        autodiscover_modules("navigation", "jobs", "search")
