"""The parameters of the residents' committee: the law in force since 2026-01-01, and the one before it for past cycles
(domain brief §2.1, §2.2, §2.4, §14)."""

from dataclasses import replace
from datetime import date

from elections.rules.parameters import FREE, OWN, Bound, Kind, Parameter, Shape

LAW = "城市居民委员会组织法"
LAW_2026 = f"{LAW}（2025-10-28 修订）"
LAW_2018 = f"{LAW}（2018 修正）"
IN_FORCE = date(2026, 1, 1)
VILLAGE = "浙江省村民委员会选举办法（参照）"

MODES = (("all_voters", "全体选民"), ("households", "户代表"), ("representatives", "居民代表"))


def _law(key, label, default, number, unit="", shape=Shape.COUNT, help="", **bound):
    return Parameter(
        key, label, default, unit, Bound(**bound), f"{LAW}第{number}条", LAW_2026, Kind.STATUTE, shape, IN_FORCE, help
    )


def _local(key, label, default, source, unit="", shape=Shape.COUNT, help="", article="", **bound):
    kind = Kind.PRACTICE if source == OWN else Kind.POLICY
    return Parameter(key, label, default, unit, Bound(**bound), article, source, kind, shape, None, help)


COMMITTEE_PARAMETERS: tuple[Parameter, ...] = (
    _law("rc_households", "一个居委会的户数", [1000, 3000], 3, "户", Shape.RANGE, usual=(1000, 3000)),
    _law("rc_seats", "居委会职数", [5, 9], 8, "名", Shape.RANGE, minimum=5, maximum=9, help="主任、副主任和委员合计。"),
    _law("rc_women_min", "妇女成员", 1, 8, "名", minimum=1),
    _law("rc_relatives_barred", "实行近亲属回避", True, 8, shape=Shape.SWITCH, exactly=True),
    _local("relatives_order", "近亲属同时当选时留任", "post_then_votes", VILLAGE, shape=Shape.CHOICE, one_of=(("post_then_votes", "职务高的留任，职务相同得票多的留任，得票相等再次投票"), ("authority", "由街道按省里的规定确定")), help="法律只规定回避，没有规定谁留任，按省里的办法。"),
    _law("households_per_representative", "每名居民代表的户数", [20, 50], 13, "户", Shape.RANGE, usual=(20, 50)),
    _law("rc_term_years", "居委会任期", 5, 14, "年", exactly=5),
    _law("election_mode", "选举方式", "all_voters", 14, shape=Shape.CHOICE, one_of=MODES, help="各社区可以另选，在社区页面登记。"),
    _local("election_committee_seats", "选举委员会人数", [5, 9], "北京、某市旧办法（5—9 人、7—11 人）", "名", Shape.RANGE, minimum=3, help="宜为奇数。"),
    _law("election_committee_relatives_withdraw", "成员或其近亲属被提名即退出选举委员会", True, 15, shape=Shape.SWITCH, exactly=True),
    _law("voter_min_age", "选民年龄", 18, 16, "周岁", exactly=18),
    _local("voting_age_includes_birthday", "选举日当天满十八周岁有选举权", True, OWN, shape=Shape.SWITCH, article=f"{LAW}第16条", help="各地“以前出生”含不含当日写法不同，须与选举办法一致。"),
    _local("registration_residence_months", "户籍不在本社区的常住期限", 6, "甘肃 2026 年办法；有的旧办法为一年", "个月", article=f"{LAW}第16条", maximum=12),
    _law("registration_worker_months", "社区工作者在本社区工作", 6, 16, "个月", exactly=6),
    _law("voter_list_lead_days", "选民名单提前公布", 20, 17, "天", minimum=20),
    _law("representatives_with_voter_list", "代表名单与选民名单同时公布", True, 17, shape=Shape.SWITCH, exactly=True),
    _law("appeal_days", "对名单提出申诉", 5, 17, "天", exactly=5),
    _law("appeal_decide_days", "处理申诉", 3, 17, "天", minimum=1, maximum=3),
    _law("nomination_min_joint", "联合提名的选民", 10, 18, "名", minimum=10),
    _law("rc_margin_min", "候选人多于应选", 1, 18, "名", minimum=1),
    _local("rc_margin_scope", "差额的算法", "combined", "按省里的办法", shape=Shape.CHOICE, article=f"{LAW}第18条", one_of=(("combined", "各职务合并计算"), ("per_post", "逐个职务计算"))),
    _law("rc_meeting_with_residents", "组织候选人与居民见面", True, 18, shape=Shape.SWITCH, exactly=True),
    _local("formal_list_lead_days", "正式候选人提前公布", 5, "按省里的办法（5—7 天）", "天", minimum=5, maximum=7),
    _local("candidate_withdraw_days", "候选人提出退出，投票日前", 3, VILLAGE, "天", minimum=1),
    _law("turnout_all_voters", "全体选民方式参加投票超过", "1/2", 19, shape=Shape.RATIO, exactly="1/2", help="恰好一半无效。"),
    _law("turnout_households", "户代表方式参加投票超过", "1/2", 19, shape=Shape.RATIO, exactly="1/2", help="恰好一半无效。"),
    _law("rep_quorum", "居民代表方式参加投票超过", "2/3", 19, shape=Shape.RATIO, exactly="2/3", help="恰好三分之二无效：39 名代表须有 27 人投票。"),
    _law("rc_win", "当选得票超过参加投票人数的", "1/2", 19, shape=Shape.RATIO, exactly="1/2", help="恰好一半不当选。"),
    _law("runoff_ratio", "另行选举得票不少于", "1/3", 19, shape=Shape.RATIO, minimum="1/3", help="占另行选举已投选票总数，恰好三分之一可以当选。"),
    _local("supplementary_days", "另行选举期限，投票日后", 30, "浙江、上海村委会选举办法（参照）", "天", minimum=1, maximum=60),
    _local("turnout_in_later_rounds", "再次投票、另行选举也须达到参加投票的比例", True, OWN, shape=Shape.SWITCH, article=f"{LAW}第19条", help="法律没有分别规定，默认按较严的口径。"),
    _law("proxy_max", "一人接受委托", 3, 19, "人", maximum=3),
    _law("proxy_relative_only", "只能委托近亲属", False, 19, shape=Shape.SWITCH, exactly=False, help="2026 年起可以委托本社区任何其他选民。"),
    _law("proxy_candidate_allowed", "候选人可以接受委托", False, 19, shape=Shape.SWITCH, exactly=False),
    _law("proxy_allowed_in_rep_mode", "居民代表方式可以委托投票", False, 19, shape=Shape.SWITCH, exactly=False),
    _local("overcount_scope", "某投票点收回多于发出时", "whole_post", "按省里的办法；浙江村办法", shape=Shape.CHOICE, one_of=(("whole_post", "该职务全部重新投票"), ("station", "只作废该投票点的选票")), help="默认全部重新投票。"),
    _law("recall_initiator_ratio", "提出罢免的选民或户代表", "1/10", 20, shape=Shape.RATIO, exactly="1/10"),
    _law("recall_initiator_ratio_representatives", "提出罢免的居民代表", "1/3", 20, shape=Shape.RATIO, exactly="1/3"),
    _law("handover_days", "移交期限，产生之日后", 10, 25, "天", minimum=1, maximum=10),
    _law("meeting_notice_days", "居民会议提前通知", 10, 26, "天", minimum=10, help="遇有特殊情况可以临时通知。"),
    _law("residents_meeting_quorum", "居民会议到会超过", "1/2", 27, shape=Shape.RATIO, exactly="1/2"),
    _law("representatives_meeting_share", "居民代表占代表会议组成人员不少于", "4/5", 28, shape=Shape.RATIO, exactly="4/5"),
    _law("representatives_meeting_call", "提议召开代表会议的居民代表不少于", "1/5", 28, shape=Shape.RATIO, exactly="1/5"),
    _law("representatives_meeting_quorum", "居民代表会议到会不少于", "2/3", 29, shape=Shape.RATIO, exactly="2/3", help="含三分之二：39 名到 26 人可以开会，与投票选举的要求不同。"),
    _law("open_days_min", "居务公开期限", 15, 34, "天", minimum=15),
    _law("supervision_relatives_barred", "居委会成员及其近亲属不得担任居务监督委员会成员", True, 36, shape=Shape.SWITCH, exactly=True),
    _law("evaluation_failures", "民主评议连续不称职而职务终止", 2, 37, "次", exactly=2),
    _law("audit_published_before_election", "离任审计结果在选举前公布", True, 38, shape=Shape.SWITCH, exactly=True),
    _local("rc_extension_months", "延期换届期限", 6, "浙江村（参照）；重庆由街道报区政府批准", "个月", usual=(0, 6)),
    _local("period_counts_first_day", "期间开始当日计入", False, "民法典第201条，选举未明文", shape=Shape.SWITCH),
    _local("period_rolls_over_rest_days", "期间末日为法定休假日时顺延", False, "民法典第203条，选举未明文", shape=Shape.SWITCH, help="法定期间按自然日计算，开始当日不计入。"),
)  # fmt: skip


def _before_2026() -> tuple[Parameter, ...]:
    """What the old law said itself, and what it left to provinces and habit (domain brief §2.1, column 2018)."""
    old_law = {
        "rc_seats": 7,
        "rc_term_years": 8,
        "election_mode": 8,
        "voter_min_age": 8,
        "residents_meeting_quorum": 10,
    }
    changed = {"rc_households": replace(_by_key("rc_households"), default=[100, 700], bound=Bound(usual=(100, 700)))}
    old_law["rc_households"] = 6
    absent = {
        "rc_women_min": 0, "rc_relatives_barred": False, "rc_margin_min": 0, "proxy_relative_only": True,
        "audit_published_before_election": False, "supervision_relatives_barred": False,
        "election_committee_relatives_withdraw": False, "representatives_with_voter_list": False,
        "rc_meeting_with_residents": False, "rep_quorum": "1/2", "nomination_min_joint": 10, "proxy_max": 3,
    }  # fmt: skip
    return tuple(
        _of_the_law(changed.get(p.key, p), old_law[p.key])
        if p.key in old_law
        else _left_to_provinces(p, absent.get(p.key, p.default))
        for p in COMMITTEE_PARAMETERS
    )


def _by_key(key: str) -> Parameter:
    return next(p for p in COMMITTEE_PARAMETERS if p.key == key)


def _of_the_law(parameter: Parameter, number: int) -> Parameter:
    return replace(
        parameter, article=f"{LAW_2018}第{number}条", source=LAW_2018, in_force=date(1990, 1, 1), help=""
    )  # fmt: skip


def _left_to_provinces(parameter: Parameter, default) -> Parameter:
    if parameter.kind != Kind.STATUTE:
        return parameter
    bound = parameter.bound if parameter.shape == Shape.CHOICE else FREE
    return replace(
        parameter, default=default, bound=bound, article="", source="旧法没有规定，按当时的省级选举办法",
        kind=Kind.POLICY, in_force=None, help="",
    )  # fmt: skip


COMMITTEE_PARAMETERS_2018: tuple[Parameter, ...] = _before_2026()
