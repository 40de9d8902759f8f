from huanjie.files.services.cancel import cancel_job, retry_job
from huanjie.files.services.enqueue import enqueue
from huanjie.files.services.run import run_job
from huanjie.files.services.sweep import sweep

__all__ = ["cancel_job", "enqueue", "retry_job", "run_job", "sweep"]
