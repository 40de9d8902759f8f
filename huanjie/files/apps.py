from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "huanjie.files"
    label = "files"
    verbose_name = "任务与文件"
