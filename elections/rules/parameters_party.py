"""The parameters of the Party side, 《中国共产党基层组织选举工作条例》 2020 (domain brief §1.1, §1.2, §14)."""

from datetime import date

from elections.enums_electorate import ExclusionGround
from elections.rules.parameters import OWN, Bound, Kind, Parameter, Shape

RULES = "中国共产党基层组织选举工作条例"
BRANCH_RULES = "中国共产党支部工作条例（试行）"
IN_FORCE = date(2020, 7, 13)

EXCLUSIONS = {ground.value: ground.label for ground in ExclusionGround}
"""The six who may be left out of 应到会, each with two approvals (domain brief §1.2)."""


def _party(
    key, label, default, unit="", article="", source=RULES, kind=Kind.PARTY_RULE, shape=Shape.COUNT, help="",
    names=(), **bound,
):  # fmt: skip
    in_force = IN_FORCE if kind == Kind.PARTY_RULE and article.startswith(RULES) else None
    return Parameter(key, label, default, unit, Bound(**bound), article, source, kind, shape, in_force, help, names)


def _rule(key, label, default, unit="", number="", **more):
    """A rule of the regulation; `number` is its article where we know it."""
    return _party(key, label, default, unit, f"{RULES}{f'第{number}条' if number else ''}", **more)


PARTY_PARAMETERS: tuple[Parameter, ...] = (
    _rule("party_term_years", "党组织任期", 5, "年", exactly=5, help="村和社区的党委、总支、支部委员会任期一律五年。"),
    _rule("party_extension_months", "延期换届期限", 12, "个月", "3", usual=(0, 12), help="延期或提前换届须报上级党组织批准，一般不超过一年。"),
    _party("party_reminder_months", "届满提醒提前", 6, "个月", BRANCH_RULES, BRANCH_RULES, usual=(6, 6), minimum=1),
    _party("party_request_lead_days", "换届请示提前", 30, "天", "", "各地制度（届满前一至二个月请示）", Kind.POLICY, minimum=30, maximum=120),
    _party("party_reply_days", "换届请示批复", 7, "个工作日", "", OWN, Kind.PRACTICE, minimum=3, maximum=7),
    _rule("party_congress_min_members", "可开党员代表大会的党员数", 500, "名", "4", usual=(500, None), help="达到人数是“可以”，不是“必须”，并须上级批准；驻地分散的也可以申请。"),
    _rule("party_delegate_seats", "党员代表大会代表名额", [100, 200], "名", shape=Shape.RANGE, maximum=300),
    _party("party_delegate_margin", "代表候选人差额", "1/5", "", RULES, OWN, Kind.PRACTICE, Shape.RATIO, minimum="1/5"),
    _party("party_branch_min_members", "成立党支部的正式党员数", 3, "名", BRANCH_RULES, BRANCH_RULES, usual=(3, 3)),
    _party("party_branch_max_members", "党支部党员人数", 50, "名", BRANCH_RULES, BRANCH_RULES, usual=(0, 50)),
    _party("party_joint_branch_units", "联合党支部覆盖单位数", 5, "个", BRANCH_RULES, BRANCH_RULES, usual=(0, 5)),
    _party("party_general_branch_members", "设党总支的党员数", 50, "名", "", "基层党组织设置规定（须上级批准）", usual=(50, None)),
    _party("party_committee_members", "设党委的党员数", 100, "名", "", "基层党组织设置规定（须上级批准）", usual=(100, None)),
    _party("party_branch_committee_members", "设支部委员会的正式党员数", 7, "名", BRANCH_RULES, BRANCH_RULES, usual=(7, 7), help="不足的只设书记，必要时设副书记，由党员大会直接选举。"),
    _party("party_branch_seats", "支部委员会委员职数", [3, 5], "名", BRANCH_RULES, BRANCH_RULES, shape=Shape.RANGE, usual=(3, 7)),
    _party("party_general_branch_seats", "党总支委员职数", [5, 7], "名", "", "某机关党组织规范", Kind.POLICY, Shape.RANGE, usual=(5, 9)),
    _party("party_committee_seats", "党委委员职数", [5, 9], "名", "", "某机关党组织规范", Kind.POLICY, Shape.RANGE, usual=(5, 11)),
    _rule("party_exclusions", "可不计入应到会的情形", list(EXCLUSIONS), "", source="选举工作问答、工作手册", shape=Shape.CODES, names=tuple(EXCLUSIONS.items()), help="每人都要报上级党组织同意并经党员大会通过，缺一不可；此外的请假、外出、住院都计入应到会。"),
    _rule("party_away_months", "外出、出国的期限", 6, "个月", minimum=6, help="“半年以上”含半年。"),
    _rule("party_quorum", "到会有效比例", "4/5", "", shape=Shape.RATIO, exactly="4/5", help="实到会不少于应到会有选举权人数的五分之四，恰好五分之四有效。"),
    _rule("party_win", "当选比例", "1/2", "", shape=Shape.RATIO, exactly="1/2", help="赞成票超过应到会有选举权人数的半数，恰好一半不当选。"),
    _rule("party_margin", "委员候选人差额", "1/5", "", shape=Shape.RATIO, minimum="1/5", help="候选人数不少于应选人数的百分之一百二十。"),
    _rule("margin_rounding", "差额取整", "ceil", "", shape=Shape.CHOICE, one_of=(("ceil", "向上取整"),), help="“不少于百分之二十”只能向上取整；四舍五入会使七选八不足百分之二十。"),
    _rule("party_proxy_allowed", "党内可以委托投票", False, shape=Shape.SWITCH, exactly=False),
    _party("party_mobile_box_allowed", "党内可以用流动票箱", False, "", "", OWN, Kind.PRACTICE, Shape.SWITCH, help="各地口径不一，默认不用。"),
    _party("party_writer_allowed", "不能填票者可以请非候选人代写", True, "", "", OWN, Kind.PRACTICE, Shape.SWITCH),
    _rule("party_write_in_allowed", "投不赞成票者可以另选他人", True, shape=Shape.SWITCH, exactly=True),
    _rule("party_abstain_write_in_allowed", "投弃权票者可以另选他人", False, shape=Shape.SWITCH, exactly=False),
    _rule("party_ballot_order", "委员选票排列", "strokes", shape=Shape.CHOICE, one_of=(("strokes", "姓氏笔画"),)),
    _party("party_ballot_order_secretary", "书记、副书记选票排列", "approved", "", "", OWN, Kind.PRACTICE, Shape.CHOICE, one_of=(("approved", "上级批准的顺序"), ("strokes", "姓氏笔画"))),
    _rule("party_reduce_consent", "减少名额须经选举人同意", "more_than_half", shape=Shape.CHOICE, one_of=(("more_than_half", "超过半数"), ("half_or_more", "半数以上，含半数")), help="接近应选名额时，经选举人同意或大会主席团决定，可减少名额不再选。默认按较严的口径。"),
    _party("party_relatives_barred", "党组织领导班子实行近亲属回避", False, "", "", "部分地方文件", Kind.POLICY, Shape.SWITCH, help="居委会一侧由法律规定；党组织一侧按当地文件。"),
    _party("party_report_days", "选举结果报告期限", 3, "天", "", OWN, Kind.PRACTICE, minimum=1, maximum=31, help="有的地方规定一个月以内。"),
    _party("candidate_publicity_days", "候选人公示", 5, "个工作日", "", OWN, Kind.PRACTICE, minimum=3, maximum=7),
)  # fmt: skip
