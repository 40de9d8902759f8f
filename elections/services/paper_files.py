"""Papers as files: PDF, DOCX, and the package of a community as a job."""

import io
import zipfile

from django.conf import settings
from django.template.loader import render_to_string

from elections.enums_paper import PaperState
from elections.models import CommunityCycle, Paper
from elections.permissions_paper import can_see_papers
from elections.services.paper import layout_of
from huanjie.files.kinds import JobProblem, Outcome
from huanjie.files.services import enqueue
from huanjie.shared.docx import render_docx
from huanjie.shared.pdf import PdfError, render_pdf
from huanjie.shared.verdict import Refused, no, require

JOB_KIND = "papers"
STAMP = (2020, 1, 1, 0, 0, 0)


def paper_pdf(paper: Paper) -> bytes:
    """The PDF of a paper: the same words give the same bytes. Raises PdfError."""
    _require_words(paper)
    html = render_to_string("documents/paper.html", {"paper": layout_of(paper)})
    return render_pdf(html, base_url=settings.BASE_DIR / "static", font_dir=settings.FONTS_DIR)


def paper_docx(paper: Paper) -> bytes:
    """The same paper for a word processor."""
    _require_words(paper)
    return render_docx(layout_of(paper))


def _require_words(paper: Paper) -> None:
    if not paper.words:
        raise Refused(no("这份草稿还缺少内容，不能生成文件。", "请先补齐页面上列出的内容。"))


def order_package(*, community_cycle: CommunityCycle, by):
    """Start the job that makes the package of a community's issued papers."""
    require(can_see_papers(by))
    rows = Paper.objects.filter(community_cycle=community_cycle).out()
    if not rows.exists():
        raise Refused(no("本社区还没有发布的文书。", "发布后再下载文书包。"))
    return enqueue(
        kind=JOB_KIND, title=f"文书包：{community_cycle.community.name}", by=by, area=community_cycle.area_code,
        params={"community_cycle": community_cycle.pk},
    )  # fmt: skip


def package_job(job, progress) -> Outcome:
    """The work: each issued paper as PDF and DOCX, with a list of contents and digests, in one zip."""
    community_cycle = CommunityCycle.objects.select_related("community").get(pk=job.params["community_cycle"])
    papers = list(Paper.objects.filter(community_cycle=community_cycle).out().order_by("step_code", "pk"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for place, paper in enumerate(papers, start=1):
            progress.at(f"生成 {paper.title[:30]}", place - 1, len(papers))
            name = file_name(paper, place)
            try:
                _put(package, f"{name}.pdf", paper_pdf(paper))
            except PdfError as problem:
                raise JobProblem(str(problem)) from problem
            _put(package, f"{name}.docx", paper_docx(paper))
        _put(package, "目录.txt", _contents(papers).encode("utf-8-sig"))
    name = f"{community_cycle.community.name}换届文书包.zip"
    return Outcome(result={"papers": len(papers)}, file=(name, buffer.getvalue()))


def file_name(paper: Paper, place: int | None = None) -> str:
    """01-第4号公告-选民名单公告, corrected papers in a folder of their own."""
    words = "-".join(part for part in (f"{place:02}" if place else "", paper.mark, paper.title) if part)
    clean = "".join("_" if letter in '\\/:*?"<>|\n' else letter for letter in words)[:90]
    return f"已更正/{clean}" if place and paper.state == PaperState.CORRECTED else clean


def _put(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    package.writestr(zipfile.ZipInfo(name, STAMP), content, zipfile.ZIP_DEFLATED)


def _contents(papers: list[Paper]) -> str:
    lines = ["序号\t文号\t标题\t发布日期\t状态\t摘要（SM3）"]
    lines += [
        f"{n}\t{p.mark}\t{p.title}\t{p.issued_on}\t{p.get_state_display()}\t{p.digest}" for n, p in enumerate(papers, 1)
    ]
    return "\r\n".join(lines) + "\r\n"
