from audits.models.audit import Audit

__all__ = ["Audit"]
