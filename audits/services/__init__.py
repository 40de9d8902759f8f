from audits.services.audit import (
    correct_audit,
    plan_audit,
    publish_audit,
    report_audit,
    start_audit,
    withdraw_report,
)

__all__ = ["correct_audit", "plan_audit", "publish_audit", "report_audit", "start_audit", "withdraw_report"]
