from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ElectionsConfig(AppConfig):
    name = "elections"
    verbose_name = "换届选举"

    def ready(self):
        autodiscover_modules("gates", "slates", "public_notices")  # the floors above answer here
