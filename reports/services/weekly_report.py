"""The weekly report: drafted from the days, worded by the street, submitted, returned, approved."""

from collections.abc import Mapping
from datetime import date, timedelta

from huanjie.accounts.enums import STREET
from huanjie.activity.services import act, change_state
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Refused, Stale, no, require
from reports.enums import FILED, ReportState
from reports.figures import FIGURES
from reports.models import WeeklyReport
from reports.permissions import can_decide, can_edit_weekly
from reports.queries.weekly_report import week_figures
from reports.rules.weekly_report import monday_of, progress_words

WORDS = ("progress", "problems", "next_steps")


class WordsChanged(Stale):
    """Somebody else rewrote these paragraphs meanwhile. `texts` maps the field to what stands there now."""

    def __init__(self, texts: dict[str, str]):
        self.texts = texts
        names = "、".join(WeeklyReport._meta.get_field(name).verbose_name for name in texts)
        super().__init__(f"“{names}”")


def drafted(cycle, area: str, monday: date) -> tuple[dict, str]:
    """The figures of a week and the paragraph they give."""
    figures = week_figures(cycle, area, monday)
    last = min(monday + timedelta(days=6), clock.today())
    return figures, progress_words(FIGURES, figures, last)


def start_weekly(*, cycle, subdistrict, week_starts_on: date, by) -> WeeklyReport:
    """The street's report of a week: made as a draft from the days the first time, the same one ever after."""
    if week_starts_on != monday_of(week_starts_on):
        raise Refused("周报从周一算起，请选择周一的日期。")
    require(_may_start(cycle, subdistrict, week_starts_on, by))
    with act() as log:
        figures, words = drafted(cycle, subdistrict.prefix, week_starts_on)
        report, is_new = WeeklyReport.objects.get_or_create(
            cycle=cycle, subdistrict=subdistrict, week_starts_on=week_starts_on,
            defaults={"area_code": subdistrict.prefix, "state": ReportState.DRAFT, "figures": figures, "progress": words},
        )  # fmt: skip
        if is_new:
            log.record(by=by, verb="weekly_report.started", subject=report)
    return report


def _may_start(cycle, subdistrict, monday: date, by):
    if not by.has(STREET) or not by.sees(subdistrict.prefix):
        return no("只有本街道工作人员或负责人可以填写周报。")
    if monday > clock.today() or monday + timedelta(days=6) < cycle.starts_on or monday > cycle.ends_on:
        return no("这一周不在本届换届的报送期内。")
    return YES


def save_weekly(
    *, report: WeeklyReport, by, words: Mapping[str, str], base: Mapping[str, str] | None = None
) -> WeeklyReport:
    """Keep paragraphs as typed. `base` gives what the page showed of each: one that somebody else rewrote meanwhile
    raises WordsChanged and nothing of this call is saved."""
    wanted = {name: text for name, text in words.items() if name in WORDS}
    for name, text in wanted.items():
        field = WeeklyReport._meta.get_field(name)
        if len(text) > field.max_length:
            raise Refused(
                no(f"“{field.verbose_name}”有 {len(text)} 个字，最多 {field.max_length} 个字。", "请精简后再保存。")
            )
    with act() as log:
        row = WeeklyReport.objects.select_for_update().get(pk=report.pk)
        require(can_edit_weekly(by, row))
        changed = {
            name: getattr(row, name)
            for name, text in wanted.items()
            if base is not None and name in base and getattr(row, name) not in (base[name], text)
        }
        if changed:
            raise WordsChanged(changed)
        fresh = [name for name, text in wanted.items() if getattr(row, name) != text]
        if not fresh:
            return row
        for name in fresh:
            setattr(row, name, wanted[name])
        row.version += 1
        row.save(update_fields=[*fresh, "version"])
        log.record(by=by, verb="weekly_report.saved", subject=row, detail={"fields": fresh})
    return row


def renew_weekly(*, report: WeeklyReport, by) -> WeeklyReport:
    """Draft 本周进展 again from the days as they are now; the other paragraphs stay."""
    figures, words = drafted(report.cycle, report.area_code, report.week_starts_on)
    with act():
        row = save_weekly(report=report, by=by, words={"progress": words})
        row.figures = figures
        row.save(update_fields=["figures"])
    return row


def submit_weekly(*, report: WeeklyReport, by, expected_version: int | None = None) -> WeeklyReport:
    """Hand the week in: its figures are taken from the days once more and stand still from now on. A report already
    handed in is given back as it is."""
    with act():
        row = WeeklyReport.objects.select_for_update().select_related("cycle").get(pk=report.pk)
        if row.state in FILED and by.sees(row.area_code):
            return row
        require(can_edit_weekly(by, row))
        if not row.progress.strip():
            raise Refused(no("“本周进展”还没有填写。", "请填写，或用“按日报重新生成”。"))
        figures = week_figures(row.cycle, row.area_code, row.week_starts_on)
        return change_state(
            subject=row, to=ReportState.SUBMITTED, by=by, expected_version=expected_version,
            set_fields={"figures": figures, "submitted_at": clock.now(), "submitted_by": by.name, "return_comment": ""},
        )  # fmt: skip


def return_weekly(*, report: WeeklyReport, comment: str, by, expected_version: int | None = None) -> WeeklyReport:
    """Send a week back to its street with a comment."""
    require(can_decide(by, report.area_code))
    if not comment.strip():
        raise Refused("请写明退回的原因，街道才知道要改什么。")
    return change_state(
        subject=report, to=ReportState.RETURNED, by=by, comment=comment.strip(), expected_version=expected_version,
        set_fields={"return_comment": comment.strip()[:500]},
    )  # fmt: skip


def approve_weekly(*, report: WeeklyReport, by, expected_version: int | None = None) -> WeeklyReport:
    """Accept a week."""
    require(can_decide(by, report.area_code))
    return change_state(subject=report, to=ReportState.APPROVED, by=by, expected_version=expected_version)
