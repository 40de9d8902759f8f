from candidates.models.candidate import Candidate

__all__ = ["Candidate"]
