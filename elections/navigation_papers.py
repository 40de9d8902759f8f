"""Navigation and to-dos of papers and of what the public brings forward; names of their acts; what is out for the schedule."""

from django.urls import reverse

from elections.community_links import CommunityLink, register_link
from elections.permissions_cycle import PLANNERS
from elections.permissions_paper import READERS
from elections.published import register_published
from elections.queries.paper import announced
from elections.queries.public import clocks
from huanjie.activity import verbs
from huanjie.navigation import Entry, Todo, register, register_todos
from huanjie.shared import clock

register(Entry("文书", "elections:paper_places", "file-text", order=45, roles=frozenset(READERS)))
register(Entry("异议举报", "elections:public_reports", "message-square-warning", order=55, roles=frozenset(PLANNERS)))
verbs.register(
    {
        "paper.drafted": "起草文书",
        "paper.redrafted": "修改文书草稿",
        "paper.downloaded": "下载文书",
        "public_report.received": "收到群众异议或举报",
        "public_report.opened": "打开群众异议或举报",
    }
)
register_published(announced)


def waiting_reports(viewer):
    """Reports of the public that wait for a first look or an answer."""
    if viewer.role not in PLANNERS:
        return
    now = clocks(viewer, clock.now())
    url = reverse("elections:public_reports")
    yield Todo("超期未办的群众异议和举报", f"{url}?late=true", now.late, "late")
    yield Todo("待办的群众异议和举报", url, now.waiting - now.late, "due")


register_todos(waiting_reports)

register_link(CommunityLink("换届文书", "elections:papers", frozenset(READERS)))
