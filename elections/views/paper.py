"""The papers of a community: what is due and what is out, drafting beside the preview, issuing, correcting, files."""

from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from elections.enums import Side
from elections.enums_paper import PaperState
from elections.forms.acts import attempt
from elections.forms.paper import AnswersForm, CorrectForm, WithdrawForm
from elections.permissions_paper import can_correct, can_draft, can_issue, can_see_papers
from elections.queries.cycle import community_cycles
from elections.queries.paper import communities_with_papers, kind_of_paper, lines_of, papers
from elections.rules.paper_facts import asked_in
from elections.rules.paper_form import layout, spoken_digest
from elections.rules.papers import CATALOGUE
from elections.services import paper as services
from elections.services.paper_files import JOB_KIND, file_name, order_package, paper_docx, paper_pdf
from huanjie.activity.queries.history import changes_of
from huanjie.activity.services import act
from huanjie.files.models import FileJob
from huanjie.shared import clock
from huanjie.shared.pdf import PdfError
from huanjie.shared.verdict import Refused, no, require
from huanjie.tables import Column, Empty, ListPage, render_list

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def _community(request, pk):
    require(can_see_papers(request.viewer))
    return get_object_or_404(community_cycles(request.viewer), pk=pk)


def _paper(request, pk):
    require(can_see_papers(request.viewer))
    return get_object_or_404(papers(request.viewer), pk=pk)


PLACES = ListPage(
    title="换届文书",
    columns=[
        Column("community", "社区", lambda row: row.community.name, sort="area_code",
               url=lambda row: reverse("elections:papers", args=[row.pk])),
        Column("street", "街道", lambda row: row.community.subdistrict.name, sort="area_code"),
        Column("issued_count", "已发布", numeric=True, unit="份", sort="issued_count"),
        Column("draft_count", "草稿", numeric=True, unit="份", sort="draft_count"),
        Column("corrected_count", "已更正", numeric=True, unit="份", sort="corrected_count"),
        Column("last_on", "最近发布", sort="last_on"),
    ],
    default_sort="community",
    empty=Empty("还没有进行中的换届", "开启换届后，各社区的文书在这里起草和发布。"),
)  # fmt: skip


def places(request):
    """The communities of the running cycle with their papers; a clerk's own is opened at once."""
    require(can_see_papers(request.viewer))
    rows = communities_with_papers(request.viewer)
    if len(request.viewer.area) == 12 and (only := rows.first()):
        return redirect("elections:papers", pk=only.pk)
    return render_list(request, queryset=rows, page=PLACES)


def papers_page(request, pk):
    """Every paper of the way in one community: due, drafted, issued, corrected."""
    row = _community(request, pk)
    side = request.GET.get("side") if request.GET.get("side") in Side.values else Side.RESIDENTS_COMMITTEE
    lines = lines_of(row, side, clock.today())
    only = request.GET.get("show", "")
    shown = [line for line in lines if not only or (line.look == only) or (only == "done" and line.papers)]
    jobs = FileJob.objects.visible_to(request.viewer).filter(kind=JOB_KIND, area_code=row.area_code)
    return render(request, "elections/papers_page.html", {
        "row": row, "cycle": row.cycle, "lines": shown, "side": side, "sides": Side.choices, "show": only,
        "counts": {look: sum(line.look == look for line in lines) for look in ("overdue", "in_progress", "done")},
        "total": len(lines), "may_draft": can_draft(request.viewer, row), "job": jobs.order_by("-created_at").first(),
        "title": f"{row.community.name}换届文书",
        "public_url": reverse("public:community", args=[row.area_code]),
        "breadcrumb": [(row.cycle.name, row.cycle.get_absolute_url()), (row.community.name, row.get_absolute_url()),
                       ("文书", "")],
    })  # fmt: skip


@require_POST
def paper_new(request, pk, code):
    """Begin a draft of one kind."""
    row = _community(request, pk)
    if code not in CATALOGUE:
        raise Http404
    return redirect(services.draft_paper(community_cycle=row, code=code, by=request.viewer))


def paper_page(request, pk):
    """A draft with its questions and preview, or an issued paper with its digest and files."""
    row = _paper(request, pk)
    if row.state == PaperState.DRAFT:
        return _draft(request, row)
    return render(request, "elections/paper_page.html", {
        **_frame(row), "paper_layout": services.layout_of(row), "digest": spoken_digest(row.digest) if row.digest else "",
        "is_intact": services.is_intact(row) if row.issued_on else None, "changes": changes_of(row), "states": PaperState,
        "may_correct": can_correct(request.viewer, row), "corrected_by": row.corrections.exclude(
            state=PaperState.WITHDRAWN).first(),
    })  # fmt: skip


def _frame(row) -> dict:
    community_cycle = row.community_cycle
    return {
        "paper": row, "kind": kind_of_paper(row), "cycle": community_cycle.cycle, "row": community_cycle,
        "title": row.title,
        "breadcrumb": [(community_cycle.community.name, community_cycle.get_absolute_url()),
                       ("文书", f"{reverse('elections:papers', args=[community_cycle.pk])}?side={row.side}"), (row.title, "")],
    }  # fmt: skip


def _draft(request, row):
    kind = kind_of_paper(row)
    asked = asked_in(kind.needs, kind.optional)
    may = can_draft(request.viewer, row.community_cycle)
    if request.method == "POST":
        require(may)
        form = AnswersForm(request.POST, asked=asked)
        if form.is_valid() and attempt(form, lambda: services.redraft(
            paper=row, given=form.answers, by=request.viewer, expected_version=form.expected_version)):  # fmt: skip
            messages.success(request, "已保存草稿。")
            return redirect(row)
    else:
        form = AnswersForm(initial={**row.given, "version": row.version}, asked=asked)
    shown = _shown(row, kind)
    return render(request, "elections/paper_draft.html", {
        **_frame(row), "form": form, "asks": bool(asked), "may_draft": may, "may_issue": can_issue(request.viewer, row),
        "shown": shown, "changed": row.words and shown.words and row.words != shown.words,
        "paper_layout": layout(kind, shown.words, mark="", issued_on="", is_draft=True) if shown.words else None,
        "missing": [(item, _where(item, row)) for item in shown.missing],
    }, status=422 if form.errors else 200)  # fmt: skip


def _shown(row, kind):
    return services.preview(
        community_cycle=row.community_cycle, kind=kind, given=row.given, corrects=row.corrects, reason=row.reason
    )


def _where(item, row) -> str:
    """The page on which a missing fact is entered."""
    if not item.url_name:
        return ""
    for arguments in ([row.community_cycle_id], []):
        try:
            return reverse(item.url_name, args=arguments)
        except NoReverseMatch:
            continue
    return row.community_cycle.get_absolute_url()


def paper_issue(request, pk):
    """Ask, then issue: what was confirmed is what is issued."""
    row = _paper(request, pk)
    verdict = can_issue(request.viewer, row)
    kind = kind_of_paper(row)
    if request.method == "POST":
        require(verdict)
        issued = services.issue_paper(paper=row, by=request.viewer, seen=request.POST.get("seen", ""))
        messages.success(request, f"已发布{issued}。")
        return redirect(issued)
    shown = _shown(row, kind)
    happens = [
        "给出编号，正文和数据定稿，以后不能再改，只能更正。",
        "在公众页面公布，任何人可以查看。" if kind.is_public else "不对外公布，供打印、盖章、归档。",
        *([f"{row.corrects}改为“已更正”。"] if row.corrects_id else []),
        *shown.doubts,
    ]
    if verdict and shown.missing:
        verdict = no(f"还缺少 {len(shown.missing)} 项内容。", "补齐后再发布。")
    return render(request, "components/confirm.html", {
        "title": "发布文书", "thing": f"《{row.title}》", "happens": happens, "action_label": "发布这份文书",
        "back": row.get_absolute_url(), "hidden": [("seen", shown.digest)], "verdict": verdict,
        "items": [f"还缺少：{item.label}，在{item.place}填写" for item in shown.missing],
        "breadcrumb": _frame(row)["breadcrumb"],
    })  # fmt: skip


def paper_correct(request, pk):
    """Begin a correction: a new draft that names the old paper."""
    return _reasoned(request, _paper(request, pk), CorrectForm, can_correct, "更正文书", "起草更正", _correct)


def paper_withdraw(request, pk):
    """Take a paper back."""
    row = _paper(request, pk)
    is_draft = row.state == PaperState.DRAFT
    may = (lambda viewer, paper: can_draft(viewer, paper.community_cycle)) if is_draft else can_correct
    return _reasoned(request, row, WithdrawForm, may, "撤回文书", "撤回这份文书", _withdraw)


def _correct(row, form, by):
    return services.begin_correction(paper=row, reason=form.cleaned_data["reason"], by=by)


def _withdraw(row, form, by):
    return services.withdraw_paper(
        paper=row, reason=form.cleaned_data["reason"], by=by, expected_version=form.expected_version
    )


def _reasoned(request, row, form_class, may, title, label, work):
    verdict = may(request.viewer, row)
    form = form_class(request.POST or None, initial={"version": row.version})
    if request.method == "POST":
        require(verdict)
        if form.is_valid() and (done := attempt(form, lambda: work(row, form, request.viewer))):
            messages.success(request, "已起草更正，核对后发布。" if form_class is CorrectForm else "已撤回。")
            return redirect(done)
    return render(request, "elections/paper_reason.html", {
        **_frame(row), "title": title, "form": form, "label": label, "verdict": verdict,
    }, status=422 if form.errors else 200)  # fmt: skip


@csp_update({"object-src": ["'self'"], "style-src": ["'self'", "'unsafe-inline'"]})
def paper_file(request, pk, kind):
    """The paper as PDF or DOCX; a download is noted in the log."""
    row = _paper(request, pk)
    try:
        content = paper_pdf(row) if kind == "pdf" else paper_docx(row)
    except PdfError as problem:
        raise Refused(str(problem)) from problem
    shown = kind == "pdf" and request.GET.get("show") == "1"
    if not shown:
        with act() as log:
            log.record(by=request.viewer, verb="paper.downloaded", subject=row, detail={"kind": kind})
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer["Content-Disposition"] = content_disposition_header(not shown, f"{file_name(row)}.{kind}")
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def package(request, pk):
    """Order the package; its card waits on the page of papers."""
    row = _community(request, pk)
    order_package(community_cycle=row, by=request.viewer)
    messages.success(request, "正在生成文书包，完成后在本页下载。")
    return redirect("elections:papers", pk=row.pk)
