"""All figures, in the order people read them."""

from audits.queries import facts as audits
from candidates.queries import facts as candidates
from elections.queries import facts as elections
from reports.figures.declaration import Figure, Ratio, Source

R, T = Source.RECORDED, Source.TYPED


def _step(key: str, label: str, code: str, short: str, group: str) -> Figure:
    """Communities whose step `code` was done."""
    return Figure(key, label, "个", group, R, lambda c, on: elections.step_done(c, code, on), short=short, step=code)


FIGURES: dict[str, Figure] = {
    figure.key: figure
    for figure in (
        Figure("communities_due", "应换届社区", "个", "范围", R, lambda c, on: elections.communities_due(c), cumulative=False),
        Figure("difficult", "难点社区", "个", "范围", R, lambda c, on: elections.difficult_communities(c), cumulative=False),
        Figure("party_members", "党员数", "人", "范围", R, lambda c, on: elections.party_members(c), cumulative=False),
        _step("party_requested", "党组织已请示", "PA08", "已请示", "党组织"),
        _step("party_elected", "党组织已选举", "PA21", "已选举", "党组织"),
        _step("party_approved", "党组织已批复备案", "PA25", "已批复", "党组织"),
        _step("committee_formed", "已推选选委会", "RC04", "选委会", "居委会"),
        _step("registration_done", "完成选民登记", "RC06", "选民登记", "居委会"),
        _step("voter_list_published", "已公布选民名单", "RC08", "名单公布", "居委会"),
        _step("nominated", "已提名候选人", "RC11", "提名", "居委会"),
        _step("formal_list_published", "已公布正式候选人", "RC15", "正式名单", "居委会"),
        _step("voted", "已完成投票选举", "RC19", "已投票", "居委会"),
        _step("handed_over", "已完成移交", "RC23", "移交", "居委会"),
        Figure("candidates_nominated", "提名人选", "人", "联审", R, lambda c, on: candidates.nominated_by(c, on),
               short="提名", cumulative=False),
        Figure("review_sent", "联审报送", "人", "联审", R, lambda c, on: candidates.sent_by(c, on), short="报送",
               cumulative=False),
        Figure("review_passed", "联审通过", "人", "联审", R, lambda c, on: candidates.passed_by(c, on), short="通过",
               limit="review_sent", cumulative=False),
        Figure("review_not_passed", "联审不通过", "人", "联审", R, lambda c, on: candidates.not_passed_by(c, on),
               short="不通过", limit="review_sent"),
        Figure("audits_due", "应审计", "项", "审计", R, lambda c, on: audits.due(c), short="应审", cumulative=False),
        Figure("audits_reported", "审计已出报告", "项", "审计", R, lambda c, on: audits.reported_by(c, on), short="已报告",
               limit="audits_due"),
        Figure("audits_published", "审计已公布", "项", "审计", R, lambda c, on: audits.published_by(c, on), short="已公布",
               limit="audits_due"),
        Figure("registered_voters", "登记选民数", "人", "选民", T, short="登记选民", cumulative=False),
        Figure("ballots_cast", "参加投票选民数", "人", "选民", T, short="参加投票", limit="registered_voters"),
        Figure("petitions", "信访举报件数", "件", "信访", T, short="信访", help="本届累计收件"),
        Figure("petitions_closed", "信访举报办结", "件", "信访", T, short="办结", limit="petitions"),
        Figure("publicity", "宣传活动", "场次", "工作", T, short="宣传", help="本届累计"),
        Figure("talks", "谈心谈话", "人次", "工作", T, short="谈话", help="本届累计"),
        Figure("surveys", "摸底排查", "次", "工作", T, short="摸排", help="本届累计"),
    )
}  # fmt: skip

RATIOS: dict[str, Ratio] = {
    ratio.key: ratio
    for ratio in (
        Ratio("completion", "换届完成率", "voted", "communities_due", "批准延期的社区不在分母"),
        Ratio("party_completion", "党组织换届完成率", "party_elected", "communities_due", "批准延期的社区不在分母"),
        Ratio("turnout", "参选率", "ballots_cast", "registered_voters", "含委托投票，不含重复"),
        Ratio("audit_publication", "审计公布率", "audits_published", "audits_due"),
        Ratio("review_pass_rate", "联审通过率", "review_passed", "review_sent"),
    )
}

DEFAULT_FORM = (
    "registered_voters", "ballots_cast", "party_requested", "party_elected", "committee_formed", "registration_done",
    "voter_list_published", "nominated", "formal_list_published", "voted", "handed_over", "review_sent",
    "review_passed", "review_not_passed", "audits_reported", "audits_published", "petitions", "petitions_closed",
    "publicity", "talks",
)  # fmt: skip
"""The day sheet a new cycle starts with (domain brief §6.3)."""

ALWAYS_RECORDED = ("communities_due", "difficult", "party_members", "candidates_nominated", "audits_due")
"""Figures nobody reports, but every summary carries: they are the denominators."""
