"""Navigation, to-dos and log words of the candidates."""

from importlib import import_module

from django.urls import reverse

from candidates.permissions import READERS
from huanjie.accounts.enums import Role
from huanjie.activity import verbs
from huanjie.navigation import Entry, Todo, register, register_todos

register(Entry("候选人", "candidates:candidates", "users", order=30, roles=READERS))
verbs.register(
    {
        "candidate.corrected": "修改候选人登记",
        "candidate.sent_in_batch": "批量送资格联审",
        "candidate.identity_revealed": "查看候选人身份证号",
        "review.set_up": "建立不宜情形清单和联审单位",
        "circumstance.edited": "修改不宜情形",
        "review_department.added": "增加联审单位",
        "review_department.changed": "修改联审单位",
        "review_batch.opened": "建立联审批次",
        "review_batch.asked": "送联审单位核查",
        "opinion.signed": "签署联审意见",
        "opinion.signed_clear": "批量签署“未发现”",
        "opinion.evidence_added": "上传佐证材料",
        "opinion.voided": "联审意见因登记变化失效",
        "opinion.renewed": "请单位重新核查",
    }
)


def waiting_candidates(viewer):
    """Candidates whose next act is this viewer's."""
    from candidates.queries.candidate import candidates_of
    from elections.queries.cycle import current_cycle

    wanted = {
        Role.STREET_STAFF: (("nominated", "待预审的候选人"), ("preliminary_review", "预审中待送联审的候选人")),
        Role.DISTRICT_ORGANIZER: (("joint_review", "待作联审结论的候选人"), ("passed", "待确定为正式候选人")),
    }.get(viewer.role)
    if not wanted:
        return
    cycle = current_cycle(viewer)
    if cycle is None or cycle.state != "open":
        return
    mine = candidates_of(cycle, viewer)
    for state, label in wanted:
        yield Todo(label, f"{reverse('candidates:candidates')}?state={state}", mine.filter(state=state).count())


register_todos(waiting_candidates)

for _wing in ("reserve", "background", "review", "circumstances", "decisions", "notices", "slate", "papers"):
    import_module(f"candidates.navigation_{_wing}")
