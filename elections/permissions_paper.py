"""Who may read, draft, issue and correct papers, and who looks after what the public brings forward."""

from elections.enums import CycleState
from elections.enums_paper import PaperState, ReportKind, ReportState
from elections.permissions_cycle import ELSEWHERE, PLANNERS, RECORDERS
from huanjie.accounts.enums import SYSTEM, Role
from huanjie.shared.verdict import YES, Verdict, no

READERS = RECORDERS | {Role.STREET_LEADER, Role.LEADER}
SOURCE = "中国共产党机关公文处理规定：公文由发文机关负责人审批签发"


def can_see_papers(viewer) -> Verdict:
    """Papers of the way, drafts among them: the offices and the leaders; departments and auditors have their own."""
    if viewer.has(READERS) or viewer.role == SYSTEM:
        return YES
    return no("您的角色不查看换届文书。", "如工作需要，请联系区委组织部。")


def can_draft(viewer, community_cycle) -> Verdict:
    """Write a draft: the community's clerk, the street, the district."""
    if not viewer.has(RECORDERS):
        return no("您的角色只能查看，不能起草文书。", "请由社区填报员或街道工作人员起草。")
    if not viewer.sees(community_cycle.area_code):
        return no(ELSEWHERE)
    return _running(community_cycle.cycle)


def can_issue(viewer, paper) -> Verdict:
    """Issue a draft: the street and the district, who answer for it; not the clerk who wrote it."""
    if not viewer.has(PLANNERS) or not viewer.sees(paper.area_code):
        return no("只有街道工作人员和区委组织部可以发布文书。", "请把草稿报街道审核发布。", SOURCE)
    if paper.state != PaperState.DRAFT:
        return no("这份文书不是草稿。", "请刷新页面查看最新状态。")
    return _running(paper.community_cycle.cycle)


def can_correct(viewer, paper) -> Verdict:
    """Correct or withdraw what was issued."""
    if not viewer.has(PLANNERS) or not viewer.sees(paper.area_code):
        return no("只有街道工作人员和区委组织部可以更正或撤回文书。")
    if paper.state != PaperState.ISSUED:
        return no("只有已发布、还没有更正过的文书可以更正。", "请刷新页面查看最新状态。")
    return _running(paper.community_cycle.cycle)


def can_see_reports(viewer) -> Verdict:
    """Objections and reports of the public: the street and the district only; they may concern the community itself."""
    if viewer.has(PLANNERS):
        return YES
    return no("群众的异议和举报由街道和区委组织部受理，您的角色不能查看。")


def can_handle_report(viewer, report) -> Verdict:
    """Note the first look, answer."""
    allowed = can_see_reports(viewer)
    if not allowed:
        return allowed
    if not viewer.sees(report.area_code):
        return no(ELSEWHERE)
    if report.state == ReportState.ANSWERED:
        return no("这一件已经答复，不能再改。", "如有新的情况，请当事人另行提出。")
    return YES


def can_take_as_objection(viewer, report) -> Verdict:
    """Take an appeal about the list of voters into the objections, once (csjwh-2026 art. 17)."""
    allowed = can_handle_report(viewer, report)
    if not allowed:
        return allowed
    if report.kind != ReportKind.VOTER_LIST:
        return no("只有对选民名单的申诉可以转为选民名单异议。", "其他意见请初核后答复。")
    if getattr(report, "objection", None) is not None:
        return no("这一件已经转为选民名单异议。", "请在“选民名单异议”中处理。")
    return _running(report.community_cycle.cycle)


def _running(cycle) -> Verdict:
    if cycle.state != CycleState.OPEN:
        return no(f"本届换届{CycleState(cycle.state).label}，文书只供查阅。", "如有需要，请联系区委组织部。")
    return YES
