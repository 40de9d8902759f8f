"""A code file over the web: upload, what would change, confirm."""

import uuid

from django.contrib import messages
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date

from elections.enums import ChangeKind
from elections.forms.territory import CodeFileForm
from elections.permissions_territory import can_load_divisions
from elections.rules.divisions import DivisionError, lines_of, read_edition, read_renames
from elections.services.divisions import load_divisions, preview_divisions
from huanjie.accounts.queries import installation
from huanjie.shared.verdict import require

KEY = "divisions-upload"
SHOWN = 300


def _home() -> str:
    row = installation.current()
    return row.area_code if row else ""


def upload(request):
    """Take the file in and go to the comparison; nothing is written to the register yet."""
    require(can_load_divisions(request.viewer))
    form = CodeFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, renames = form.cleaned_data["file"], form.cleaned_data["renames"]
        content = file.read()
        try:
            read_edition(lines_of(content), _home())
            listed = sorted(read_renames(lines_of(renames.read()))) if renames else []
        except DivisionError as problem:
            form.add_error("file", str(problem))
        else:
            _drop(request)
            name = default_storage.save(f"uploads/divisions/{uuid.uuid4()}.csv", ContentFile(content))
            request.session[KEY] = {"file": name, "name": file.name[-120:], "renames": listed,
                                    "on": str(form.cleaned_data["on"])}  # fmt: skip
            return redirect("elections:divisions_preview")
    crumbs = [("区划", reverse("elections:territory")), ("上传代码文件", "")]
    return render(request, "elections/territory_upload.html", {"form": form, "breadcrumb": crumbs})


def preview(request):
    """What would change; POST confirms exactly this."""
    require(can_load_divisions(request.viewer))
    held = request.session.get(KEY)
    if not held or not default_storage.exists(held["file"]):
        messages.error(request, "没有待确认的代码文件，请重新上传。")
        return redirect("elections:divisions_upload")
    with default_storage.open(held["file"]) as file:
        edition = read_edition(lines_of(file.read()), _home())
    if request.method == "POST":
        if "cancel" in request.POST:
            _drop(request)
            return redirect("elections:territory")
        summary = load_divisions(
            edition=edition, by=request.viewer, area=_home(), on=parse_date(held["on"]), source=held["name"],
            renames=held["renames"], expected=held.get("expected"),
        )  # fmt: skip
        _drop(request)
        messages.success(request, f"代码文件已导入：{_words(summary)}。")
        return redirect("elections:territory_changes")
    comparison, summary = preview_divisions(edition=edition, area=_home(), renames=held["renames"])
    request.session[KEY] = {**held, "expected": summary.as_dict()}
    rows = [{"kind": ChangeKind(c.kind).label, "old": c.old, "new": c.new} for c in comparison.changes[:SHOWN]]
    crumbs = [("区划", reverse("elections:territory")), ("上传代码文件", reverse("elections:divisions_upload")),
              ("核对变化", "")]  # fmt: skip
    return render(request, "elections/territory_preview.html", {
        "held": held, "summary": summary, "counts": [(ChangeKind(k).label, n) for k, n in summary.counts.items()],
        "rows": rows, "more": len(comparison.changes) - len(rows), "total": len(comparison.changes),
        "lost": "、".join(summary.lost[:10]), "breadcrumb": crumbs,
    })  # fmt: skip


def _words(summary) -> str:
    return "，".join(f"{ChangeKind(kind).label} {n}" for kind, n in summary.counts.items() if n) or "没有变化"


def _drop(request) -> None:
    held = request.session.pop(KEY, None)
    if held:
        default_storage.delete(held["file"])
