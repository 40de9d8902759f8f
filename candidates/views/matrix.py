"""The matrix: candidates × departments."""

from html import escape
from io import BytesIO

from django.core.paginator import Paginator
from django.http import FileResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from candidates.forms.review import MatrixForm
from candidates.models import Candidate, ReviewBatch
from candidates.permissions_queue import can_see_matrix
from candidates.queries.matrix import asked_candidates, departments_of, matrix_of, opened
from candidates.rules.matrix import LOOKS
from elections.queries.cycle import current_cycle
from huanjie import exports
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.scope import within
from huanjie.shared.verdict import no, require

SIZES = (50, 100, 200)
NOTHING = mark_safe('<td class="c"></td>')


def cycle_for_review(request):
    """The running cycle, or a refusal in words."""
    cycle = current_cycle(request.viewer)
    if cycle is None:
        require(no("还没有换届届次，没有联审。", "请由区委组织部先开启换届。"))
    request.cycle_shown = cycle
    return cycle


def matrix(request):
    """Every department's standing on every candidate; `?open=` unfolds one, `?export=` gives the same as a file."""
    require(can_see_matrix(request.viewer))
    cycle, today = cycle_for_review(request), clock.today()
    batches = list(ReviewBatch.objects.filter(cycle=cycle, sent_on__isnull=False))
    form = MatrixForm(request.GET, cycle=cycle, viewer=request.viewer, batches=batches)
    form.is_valid()
    chosen = form.cleaned_data
    batch = next((each for each in batches if str(each.pk) == chosen.get("batch")), None)
    rows = asked_candidates(cycle, request.viewer, batch=batch, only=chosen.get("only") or "", on=today)
    rows = rows.filter(**within(chosen.get("street") or "")).filter(name__icontains=chosen.get("name") or "")
    rows = rows.order_by("area_code", "name", "pk")
    departments = list(departments_of(cycle))
    if request.GET.get("export") in exports.KINDS:
        return _export(request, cycle, matrix_of(rows, departments, batch=batch, on=today), request.GET["export"])
    page = Paginator(rows, _size(request)).get_page(request.GET.get("page"))
    shown = matrix_of(page.object_list, departments, batch=batch, on=today)
    return render(
        request,
        "candidates/matrix_page.html",
        {
            "cycle": cycle,
            "form": form,
            "matrix": shown,
            "lines": _lines(shown, _opened(request, shown, batch, today)),
            "page": page,
            "sizes": SIZES,
            "size": _size(request),
            "today": today,
            "looks": [(state, shape, word) for state, (shape, word) in LOOKS.items()],
            "is_filtered": any(chosen.get(name) for name in ("batch", "street", "only", "name")),
            "breadcrumb": [("联审批次", reverse("candidates:batches")), ("联审总表", "")],
        },
    )


def _size(request) -> int:
    asked = request.GET.get("per", "")
    return int(asked) if asked in {str(size) for size in SIZES} else SIZES[0]


def _opened(request, shown, batch, today):
    wanted = request.GET.get("open", "")
    row = next((row for row in shown.rows if str(row.candidate.pk) == wanted), None)
    return opened(row.candidate, shown.departments, batch=batch, on=today) if row else None


def _lines(shown, unfolded):
    """(row, its cells as one piece of HTML, the unfolded part or None): 200 × 19 cells are too many for a template."""
    names = [escape(each.short_name) for each in shown.departments]
    for row in shown.rows:
        is_open = unfolded is not None and unfolded.candidate.pk == row.candidate.pk
        yield row, _cells(row, names), unfolded if is_open else None


def _cells(row, names: list[str]) -> str:
    parts = [
        f'<td class="c fold-{fold.state}" title="{name}：{fold.words}">'
        f'<span aria-hidden="true">{fold.shape}</span><span class="visually-hidden">{LOOKS[fold.state][1]}</span></td>'
        if fold else NOTHING
        for name, fold in zip(names, row.folds, strict=True)
    ]  # fmt: skip
    return mark_safe("".join(parts))  # names are escaped, everything else is ours


def _export(request, cycle, shown, kind):
    """Words instead of shapes; noted in the log like every export."""
    headers = [
        "街道",
        "社区",
        "姓名",
        "拟任职务",
        "状态",
        "已反馈",
        "应反馈",
        *(each.name for each in shown.departments),
    ]
    rows = [
        [
            _community(row.candidate).subdistrict.name, _community(row.candidate).name, row.candidate.name,
            row.candidate.posts_label, row.candidate.get_state_display(), row.answered, row.total,
            *(fold.words if fold else None for fold in row.folds),
        ]
        for row in shown.rows
    ]  # fmt: skip
    target = BytesIO()
    (exports.write_xlsx if kind == "xlsx" else exports.write_csv)(headers, rows, target)
    target.seek(0)
    with act() as log:
        log.record(
            by=request.viewer, verb="list.exported", label="联审总表", subject=cycle, area=request.viewer.area,
            detail={"format": kind, "rows": len(rows)},
        )  # fmt: skip
    return FileResponse(target, as_attachment=True, filename=f"联审总表-{timezone.localtime():%Y%m%d-%H%M}.{kind}")


def _community(candidate: Candidate):
    return candidate.community_cycle.community
