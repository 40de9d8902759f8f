from huanjie.files.models.job import FileJob

__all__ = ["FileJob"]
