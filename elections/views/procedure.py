"""A step in one community: its page, its acts, its evidence."""

from pathlib import PurePath

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from elections.enums import StepState
from elections.forms.acts import attempt
from elections.forms.procedure import CompleteForm, ExceptionForm, NeededForm, ReopenForm, ReplanForm, StartForm
from elections.permissions_cycle import (
    can_grant_exception,
    can_record_step,
    can_reopen_step,
    can_replan_step,
    can_see_cycles,
    can_set_needed,
)
from elections.queries.gates import exceptions_of, judgements, resting_steps
from elections.queries.procedure import LOOKS, look_of, records
from elections.queries.schedule import template_of
from elections.rules.evidence import BY_SUFFIX
from elections.rules.gates import Judgement
from elections.rules.schedule_facts import is_called
from elections.services import procedure as services
from elections.services.exceptions import grant_exception
from huanjie.activity.queries.history import changes_of
from huanjie.activity.services import act as acting
from huanjie.shared import clock
from huanjie.shared.verdict import require

SAID = {
    "start": "已登记开始。",
    "complete": "已登记完成。",
    "reopen": "已退回，可重新登记。",
    "replan": "已调整计划日期。",
    "needed": "已保存。",
    "except": "已登记批准的例外，本步骤可以继续。",
}


def _record(request, pk):
    require(can_see_cycles(request.viewer))
    return get_object_or_404(records(request.viewer), pk=pk)


def step_page(request, pk):
    """One step of one community."""
    return _page(request, _record(request, pk))


@require_POST
def step_act(request, pk, act):
    """Do one of the acts on the page."""
    record = _record(request, pk)
    permitted, _, _, form_class = _acts(record)[act]
    require(permitted(request.viewer, record))
    more = _more(act, record, _judged(record) if act == "except" else None)
    form = form_class(request.POST, request.FILES or None, prefix=act, **more)
    if form.is_valid() and attempt(form, lambda: _do(act, record, form, request)) is not None:
        messages.success(request, f"{record.step.name}：{SAID[act]}")
        return redirect(record if act in ("start", "replan", "needed", "except") else record.community_cycle)
    return _page(request, record, {act: form}, status=422)


def _acts(record) -> dict:
    """Act → permission, title, verb on the button, form class; in the order of the page."""
    needed = "改为不适用" if record.is_needed else "本社区需要这个步骤"
    return {
        "complete": (can_record_step, "登记完成", "登记完成", CompleteForm),
        "start": (can_record_step, "登记开始", "登记开始", StartForm),
        "reopen": (can_reopen_step, "退回重新登记", "退回重新登记", ReopenForm),
        "replan": (can_replan_step, "调整计划日期", "调整计划日期", ReplanForm),
        "needed": (can_set_needed, needed, needed, NeededForm),
        "except": (can_grant_exception, "登记批准的例外", "登记例外", ExceptionForm),
    }


def _judged(record) -> Judgement:
    """What stands in the way of recording the step today; nothing for one that is done or does not apply."""
    if record.state == StepState.DONE or not record.is_needed:
        return Judgement()
    return judgements([record], clock.today())[record.pk]


def _grantable(judged: Judgement) -> list:
    return [each for each in judged.refusals if each.may_be_excepted]


def _do(act, record, form, request):
    data, common = form.cleaned_data, {"by": request.viewer, "expected_version": form.expected_version}
    if act == "start":
        return services.start_step(record=record, on=data["on"], **common)
    if act == "complete":
        return services.complete_step(
            record=record, done_on=data["done_on"], evidence=data["evidence"],
            evidence_file=data["evidence_file"] or None, **common,
        )  # fmt: skip
    if act == "reopen":
        return services.reopen_step(record=record, reason=data["reason"], resting=form.codes_shown, **common)
    if act == "replan":
        return services.replan_step(record=record, planned_on=data["planned_on"], reason=data["reason"], **common)
    if act == "except":
        return grant_exception(record=record, rule=data["rule"], reason=data["reason"],
                               document_number=data["document_number"], by=request.viewer)  # fmt: skip
    return services.set_step_needed(record=record, is_needed=not record.is_needed, reason=data["reason"], **common)


def _initial(act, record) -> dict:
    today = clock.today()
    first = {
        "start": {"on": today},
        "complete": {"done_on": today, "evidence": record.evidence},
        "replan": {"planned_on": record.planned_on},
    }
    return {"version": record.version, **first.get(act, {})}


def _more(act, record, judged) -> dict:
    """What a form is told beside what was typed."""
    if act == "complete":
        return {"evidence_name": record.step.evidence_name}
    if act == "start":
        return {"is_called": is_called(template_of(record.step).intervals)}
    if act == "reopen":
        return {"resting": resting_steps(record)}
    return {"refusals": _grantable(judged)} if act == "except" else {}


def _form(act, form_class, record, judged):
    return form_class(prefix=act, initial=_initial(act, record), **_more(act, record, judged))


def _page(request, record, bound=None, status=200):
    bound = bound or {}
    today = clock.today()
    look = look_of(record.state, record.planned_on, record.is_needed, today)
    judged, offered = _judged(record), []
    for act, (permitted, title, verb, form_class) in _acts(record).items():
        if act == "start" and record.state != StepState.NOT_STARTED or act == "except" and not _grantable(judged):
            continue
        if permitted(request.viewer, record):
            offered.append({
                "act": act, "title": title, "verb": verb, "is_open": act in bound or act == "complete",
                "form": bound.get(act) or _form(act, form_class, record, judged),
                "url": reverse("elections:step_act", args=[record.pk, act]),
            })  # fmt: skip
    community_cycle = record.community_cycle
    return render(
        request,
        "elections/step_page.html",
        {
            "record": record,
            "cycle": community_cycle.cycle,
            "look": look,
            "look_word": LOOKS[look][1],
            "days_late": (today - record.planned_on).days,
            "offered": offered,
            "can_record": can_record_step(request.viewer, record),
            "judged": judged,
            "exceptions": [each for each in exceptions_of(community_cycle) if each.step_id == record.step_id],
            "changes": changes_of(record),
            "states": StepState,
            "file_kind": BY_SUFFIX.get(PurePath(record.evidence_file.name).suffix[1:])
            if record.evidence_file
            else None,
            "step_url": reverse("elections:cycle_step", args=[community_cycle.cycle_id, record.code]),
            "breadcrumb": [
                (community_cycle.cycle.name, community_cycle.cycle.get_absolute_url()),
                (community_cycle.community.name, community_cycle.get_absolute_url()),
                (record.step.name, ""),
            ],
        },
        status=status,
    )


def evidence(request, pk):
    """The scan, to those who see the step; noted in the log. Pictures and PDFs open, Word documents are downloaded."""
    record = _record(request, pk)
    if not record.evidence_file:
        raise Http404
    suffix = PurePath(record.evidence_file.name).suffix[1:]
    kind = BY_SUFFIX.get(suffix)
    if kind is None:
        raise Http404
    with acting() as log:
        log.record(
            by=request.viewer, verb="steprecord.evidence_opened", subject=record,
            label=f"{record.community_cycle.community.name}{record.step.name}",
        )  # fmt: skip
    name = f"{record.community_cycle.community.name}-{record.step.name}.{suffix}"
    answer = FileResponse(
        record.evidence_file.open("rb"), as_attachment=suffix == "docx", filename=name, content_type=kind.content_type
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
