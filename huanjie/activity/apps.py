from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "huanjie.activity"
    label = "activity"
    verbose_name = "操作日志"
