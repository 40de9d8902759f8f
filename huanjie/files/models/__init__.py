from huanjie.files.models.import_run import ImportChunk, ImportRun
from huanjie.files.models.job import FileJob

__all__ = ["FileJob", "ImportChunk", "ImportRun"]
