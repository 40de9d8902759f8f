"""Navigation and log words of the wing papers."""

from candidates.acts import CandidateAct, register_act
from candidates.permissions_papers import STATISTICS_READERS, can_print_any
from huanjie.activity import verbs
from huanjie.navigation import Entry, register

register(Entry("联审统计", "candidates:review_statistics", "chart-column", order=36, roles=STATISTICS_READERS))

verbs.register({"candidate.paper_made": "打印候选人表格", "candidate.papers_ordered": "按批次打印候选人表格"})
register_act(
    CandidateAct(
        "papers", "打印表格", "candidates:candidate_papers", lambda viewer, candidate: can_print_any(viewer), order=200
    )
)
