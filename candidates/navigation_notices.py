"""Navigation, to-dos and log words of notices, objections and the formal list."""

from django.urls import reverse

from candidates.permissions_notices import LIST_READERS, NOTICE_READERS, PUBLISHERS
from elections.community_links import CommunityLink, register_link
from huanjie.accounts.enums import Role
from huanjie.activity import verbs
from huanjie.navigation import Entry, Todo, register, register_todos

register(
    Entry("候选人公示", "candidates:notices", "megaphone", order=56, roles=frozenset(NOTICE_READERS)),
    Entry("公示异议", "candidates:objections", "message-circle-warning", order=57, roles=frozenset(PUBLISHERS)),
    Entry("正式候选人名单", "candidates:formal_lists", "list-checks", order=58, roles=frozenset(LIST_READERS)),
)
register_link(CommunityLink("候选人公示和正式名单", "candidates:formal_list", frozenset(LIST_READERS), order=40))
verbs.register(
    {
        "candidate_notice.hung": "发布候选人公示",
        "notice_objection.registered": "登记公示异议",
        "notice_objection.taken_over": "网上异议登记为公示异议",
        "notice_objection.opened": "打开公示异议",
        "candidate.held": "暂缓候选人",
        "candidate.released": "解除候选人暂缓",
        "candidate.formal_list_made": "确定正式候选人名单",
        "candidate.formal_on_side": "列入另一类正式候选人名单",
    }
)


def waiting_notices(viewer):
    """Objections to look into, notices to close or correct, lists to put together."""
    if viewer.role not in PUBLISHERS:
        return
    from candidates.models import Candidate
    from candidates.queries import notice as queries
    from elections.queries.cycle import current_cycle

    cycle = current_cycle(viewer)
    if cycle is None or cycle.state != "open":
        return
    late, waiting = queries.late_objections(viewer, cycle).count(), queries.open_objections(viewer, cycle).count()
    objections, notices = reverse("candidates:objections"), reverse("candidates:notices")
    yield Todo("超期未核、未结的公示异议", f"{objections}?late=yes", late, "late")
    yield Todo("待办的公示异议", objections, waiting - late, "due")
    wrong = queries.notices_to_correct(viewer, cycle)
    place = reverse("candidates:notice", args=[wrong[0].pk]) if len(wrong) == 1 else f"{notices}?to_correct=yes"
    yield Todo("名单有变化、须更正的公示", place, len(wrong), "late")
    yield Todo("期满待登记的公示", f"{notices}?state=published", queries.notices_to_end(viewer, cycle).count(), "due")
    if viewer.role == Role.DISTRICT_ORGANIZER:
        ready = Candidate.objects.visible_to(viewer).filter(
            community_cycle__cycle=cycle, state="passed", held_on__isnull=True,
            community_cycle__candidate_notices__state="ended",
        ).values("community_cycle").distinct()  # fmt: skip
        yield Todo(
            "公示期满、待确定正式名单的社区", f"{reverse('candidates:formal_lists')}?standing=ready", ready.count()
        )


register_todos(waiting_notices)
