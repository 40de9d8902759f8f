"""街道日报: the sheet of a street and day, and the same page as a plain form."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from elections.models import ElectionCycle, Subdistrict
from elections.queries.cycle import current_cycle
from huanjie.formats import wording
from huanjie.shared import clock
from huanjie.shared.verdict import Refused, Stale, require
from reports.forms.day_sheet import SheetForm, base_json
from reports.permissions import can_see_sheet
from reports.queries.day_sheet import day_sheet
from reports.queries.day_sheet_parts import Sheet
from reports.queries.day_sheets import street_days
from reports.services.daily_report import SheetProblems, mark_unchanged, submit_street
from reports.services.days import ensure_day, is_report_day
from reports.views.day_sheet_keeping import Kept, keep, overlay

STREET_DIGITS = 9


def cycle_of(viewer) -> ElectionCycle:
    """The running cycle of the viewer's district, or its last one."""
    cycle = current_cycle(viewer)
    if cycle is None:
        raise Refused("本区还没有开启换届，暂不需要填报日报。")
    return cycle


def street_of(viewer, cycle, code: str) -> Subdistrict | None:
    """The street asked for, or the viewer's own; None for a district's viewer who has not chosen one."""
    code = code[:STREET_DIGITS] or viewer.area[:STREET_DIGITS]
    if len(code) < STREET_DIGITS:
        return None
    inside = code.startswith(cycle.area_code) and (viewer.sees(code) or viewer.area.startswith(code))
    street = Subdistrict.objects.filter(code=f"{code}000").order_by("-valid_from").first() if inside else None
    if street is None:
        raise Http404
    return street


def day_of(text: str) -> date:
    """The day in the address; today without one. A day to come has no sheet."""
    try:
        day = date.fromisoformat(text) if text else clock.today()
    except ValueError:
        raise Http404 from None
    if day > clock.today():
        raise Http404
    return day


def sheet_url(street: Subdistrict, on: date) -> str:
    """The address of one street's day."""
    return f"{reverse('reports:sheet')}?{urlencode({'street': street.prefix, 'on': on.isoformat()})}"


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request):
    """One street's day; for the district without a street the list of its streets."""
    viewer = request.viewer
    require(can_see_sheet(viewer))
    cycle = cycle_of(viewer)
    asked = request.POST if request.method == "POST" else request.GET
    on = day_of(asked.get("on", ""))
    street = street_of(viewer, cycle, asked.get("street", ""))
    if street is None:
        return _streets(request, cycle, on)
    if on == clock.today():
        ensure_day(cycle=cycle, on=on)
    is_post = request.method == "POST"
    page = day_sheet(cycle=cycle, subdistrict=street, on=on, viewer=viewer, with_records=not is_post)
    return _post(request, page) if is_post else show(request, page)


def _streets(request, cycle, on):
    if on == clock.today():
        ensure_day(cycle=cycle, on=on)
    days = street_days(cycle=cycle, on=on, viewer=request.viewer)
    wanted = is_report_day(cycle, on)
    return render(request, "reports/sheet_list.html", {"cycle": cycle, "on": on, "days": days, "wanted": wanted,
                                                       "today": clock.today(), "title": "日报填报"})  # fmt: skip


def show(request, page: Sheet, *, kept: Kept | None = None, summary: str = "", notices=(), status: int = 200):
    """Draw the sheet. `kept` is what could not be saved, laid over what is stored; `summary` heads a list of every
    open question with links to the cells; `notices` are (tone, words)."""
    if kept is not None:
        overlay(page, kept)
    wanted = is_report_day(page.cycle, page.on)
    context = {
        "title": f"{page.subdistrict.name} · {wording.month_day(page.on)} 日报", "sheet": page, "cycle": page.cycle,
        "rows": [(row, base_json(row)) for row in page.rows], "wanted": wanted, "notices": notices,
        "summary_title": summary, "summary": [row for row in page.rows if row.is_blocked and row.is_open] if summary else [],
        "lost": kept.lost if kept is not None else [], "clock": clock_words(page.minutes_left, page.would_be_late),
        "previous_url": sheet_url(page.subdistrict, page.previous_day) if page.previous_day else "",
        "next_url": sheet_url(page.subdistrict, page.next_day) if page.next_day else "",
        "totals": link_figures(page, max(page.subdistrict.prefix, request.viewer.area, key=len)),
    }  # fmt: skip
    return render(request, "reports/sheet.html", context, status=status)


def link_figures(page: Sheet, area_shown: str) -> list[tuple]:
    """Give every recorded number the address of the rows behind it; returns the totals with theirs, over the area shown:
    the street, or the one community of a clerk."""
    pattern = reverse("reports:figure", args=["FIGURE"])

    def address(figure, area: str) -> str:
        query = urlencode({"area": area, "on": page.on.isoformat()})
        return f"{pattern.replace('FIGURE', figure.key)}?{query}" if figure.is_recorded else ""

    for row in page.rows:
        for cell in filter(None, row.cells):
            cell.url = address(cell.figure, row.report.area_code)
    return [(total, address(total.figure, area_shown)) for total in page.totals]


def clock_words(minutes: int | None, would_be_late: bool = True) -> tuple[str, str]:
    """The countdown in words and its tone: "", soon (under an hour) or late. What was in time and came back stays so."""
    if minutes is None:
        return "", ""
    hours, rest = divmod(abs(minutes), 60)
    span = f"{hours} 小时 {rest} 分" if hours and rest else f"{hours} 小时" if hours else f"{rest} 分"
    if hours >= 24:
        span = f"{hours // 24} 天"
    if minutes < 0:
        return (f"已过 {span}，现在提交记为迟报", "late") if would_be_late else ("已过，退回的改好后重新提交", "")
    return f"还有 {span}", "soon" if minutes < 60 else ""


def _post(request, page: Sheet):
    form = SheetForm(page, request.POST)
    act = request.POST.get("act", "save")
    kept = keep(form.changes, by=request.viewer)
    if not kept.is_whole:
        if form.errors:
            return _again(request, page, kept, summary=_words_of(kept), status=422)
        return _again(request, page, kept, notices=[("error", _words_of(kept))], status=409)
    try:
        if act.startswith("unchanged"):
            return _mark(request, page, act)
        if act == "submit":
            return _submit(request, page, form.seen, kept)
    except SheetProblems as problems:
        return _again(request, page, kept, summary=str(problems), status=422)
    except Stale:
        words = "您打开本页之后，有的数字被他人改过，尚未提交。请核对标出的数字，再次提交。"
        return _again(request, page, kept, notices=[("warning", words)], status=409, posted=form)
    except Refused as refused:
        return _again(request, page, kept, notices=[("error", str(refused.verdict))], status=409)
    messages.success(request, "已保存。")
    return redirect(sheet_url(page.subdistrict, page.on))


def _again(request, page: Sheet, kept: Kept, *, posted: SheetForm | None = None, **drawn):
    """The page anew from what is stored now; `posted` marks what others changed since it was opened."""
    fresh = day_sheet(cycle=page.cycle, subdistrict=page.subdistrict, on=page.on, viewer=request.viewer)
    if posted is not None:
        _mark_changes_of_others(fresh, posted, kept)
    return show(request, fresh, kept=kept, **drawn)


def _mark_changes_of_others(fresh: Sheet, posted: SheetForm, kept: Kept) -> None:
    for row in fresh.rows:
        base, mine = posted.base_of(row), kept.saved_keys.get(row.pk, set())
        for cell in row.cells:
            if cell and cell.key in base and cell.key not in mine and base[cell.key] != cell.value:
                cell.theirs = f"{row.report.saved_by or '台账'}已改为 {wording.number(cell.value)}，原为 {wording.number(base[cell.key])}"


def _words_of(kept: Kept) -> str:
    if kept.conflicts:
        return "有的单元格刚刚被他人改过，您填的数字保留在原处，请核对后再保存。"
    if kept.refused:
        return "有的社区已不能再改，没有保存。"
    return "有的单元格不是数字，没有保存。其余内容已经保存。"


def _submit(request, page: Sheet, seen: dict[int, int], kept: Kept):
    for pk, (before, after) in kept.versions.items():
        if seen.get(pk) == before:
            seen[pk] = after
    count = submit_street(
        cycle=page.cycle, subdistrict=page.subdistrict.prefix, on=page.on, by=request.viewer, seen=seen
    )
    if count:
        late = "（迟报）" if page.would_be_late else ""
        messages.success(request, f"已提交 {count} 个社区的日报{late}。")
    else:
        messages.info(request, "本街道日报已经提交，没有重复提交。")
    return redirect(sheet_url(page.subdistrict, page.on))


def _mark(request, page: Sheet, act: str):
    fresh = day_sheet(cycle=page.cycle, subdistrict=page.subdistrict, on=page.on, viewer=request.viewer)
    chosen = act.removeprefix("unchanged").removeprefix("-")
    if chosen:
        row = fresh.row(int(chosen)) if chosen.isdecimal() else None
        if row is None:
            raise Http404
        mark_unchanged(reports=[row.report], by=request.viewer)
        messages.success(request, f"{row.name}今日无变化，已记为零报告，随街道日报一并提交。")
        return redirect(sheet_url(page.subdistrict, page.on))
    rows = fresh.may_be_nil
    if not rows:
        raise Refused(
            "没有可以标为“今日无变化”的社区：今日都有变化，或还没有上期数据。数据已按台账填好，核对后直接提交即可。"
        )
    mark_unchanged(reports=[row.report for row in rows], by=request.viewer)
    others = [row.name for row in fresh.open_rows if row.edit and row not in rows and not row.report.is_nil]
    rest = (
        f"；{'、'.join(others[:3])}{f'等 {len(others)} 个社区' if len(others) > 3 else ''}今日有变化，未标记"
        if others
        else ""
    )
    messages.success(request, f"已将 {len(rows)} 个社区记为今日无变化{rest}。")
    return redirect(sheet_url(page.subdistrict, page.on))
