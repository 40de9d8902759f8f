from reports.models.briefing import Briefing
from reports.models.daily_report import DailyReport
from reports.models.report_form import ReportForm
from reports.models.summary import AreaSummary
from reports.models.weekly_report import WeeklyReport

__all__ = ["AreaSummary", "Briefing", "DailyReport", "ReportForm", "WeeklyReport"]
