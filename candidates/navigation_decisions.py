"""Navigation, to-dos and log words of conclusions, reconsideration, recusal and need to know."""

from django.urls import reverse

from candidates.acts import CandidateAct, register_act
from candidates.enums import SENT_STATES
from candidates.permissions_decisions import (
    can_conclude,
    can_declare_recusal,
    can_open_reasons,
    can_see_conclusions,
)
from huanjie.accounts.enums import Role
from huanjie.activity import verbs
from huanjie.navigation import Entry, Todo, register, register_todos
from huanjie.shared.verdict import Verdict, no

ORGANIZERS = frozenset({Role.DISTRICT_ORGANIZER})


def _can_follow_conclusion(viewer, candidate) -> Verdict:
    """Where a conclusion may be: once the candidate was sent."""
    allowed = can_see_conclusions(viewer)
    return no("还没有送联审。") if allowed and candidate.state not in SENT_STATES else allowed


register(
    Entry("联审结论", "candidates:conclusions", "gavel", order=53, roles=ORGANIZERS),
    Entry("复议", "candidates:reconsiderations", "scale", order=54, roles=ORGANIZERS),
    Entry("回避", "candidates:recusals", "user-x", order=55, roles=ORGANIZERS),
)
register_act(CandidateAct("conclude", "作出联审结论", "candidates:conclude", can_conclude, 10))
register_act(CandidateAct("conclusion", "结论、告知和复议", "candidates:conclusion_of", _can_follow_conclusion, 20))
register_act(CandidateAct("reasons", "查看核查情况和理由", "candidates:reasons", can_open_reasons, 30))
register_act(CandidateAct("recusal", "申请回避", "candidates:recusal_declare", can_declare_recusal, 90))
verbs.register(
    {
        "conclusion.signed": "签署联审结论",
        "conclusion.told": "登记书面告知",
        "conclusion.answered": "登记本人申辩",
        "reconsideration.filed": "登记复议申请",
        "recusal.declared": "申请回避",
        "recusal.inferred": "系统比对回避",
        "recusal.lifted": "撤销回避",
        "recusal.reassigned": "回避后另行指定经办人",
        "candidate.reasons_opened": "查看核查情况和理由",
    }
)


def waiting_decisions(viewer):
    """What waits for this organizer's signature or has to be sent, and units that have nobody left."""
    from candidates.queries import decisions
    from candidates.queries.recusal import without_replacement
    from elections.queries.cycle import current_cycle
    from huanjie.shared import clock

    if viewer.role not in ORGANIZERS:
        return
    cycle = current_cycle(viewer)
    if cycle is None or cycle.state != "open":
        return
    listed = reverse("candidates:conclusions")
    yield Todo("待我会签的联审结论", f"{listed}?waiting=second", decisions.waiting_for_second(viewer, cycle).count())
    yield Todo("待书面告知本人的结论", f"{listed}?waiting=tell", decisions.to_be_told(viewer, cycle).count())
    rows = list(decisions.open_reconsiderations(viewer, cycle).values_list("due_on", flat=True))
    if rows:
        first, place = min(rows), f"{reverse('candidates:reconsiderations')}?state=open"
        yield Todo(f"待决定的复议，最早 {first} 前答复", place, len(rows), "late" if first < clock.today() else "due")
    for unit, count in _alone(without_replacement(viewer, cycle)):
        yield Todo(f"{unit}没有其他经办人", f"{reverse('candidates:recusals')}?standing=alone", count, "late")


def _alone(rows):
    from django.db.models import Count

    return rows.order_by("unit").values_list("unit").annotate(Count("pk"))


register_todos(waiting_decisions)
