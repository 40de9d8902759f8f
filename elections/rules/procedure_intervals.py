"""Bounds, order, gates and announcements of the steps (domain brief §1.1, §1.4, §2.1, §2.3, §2.4, §4, §5.3).

`ORDER` holds what must be done before a step, no more than law, Party rules or the thing itself demand. `GATES` are
answered by the floors above. Bounds marked OFFICE or USUAL come from practice: they are said, never refused.
"""

from elections.rules.intervals import Announcement, Force, Interval, Relation

LAW = "城市居民委员会组织法"
PARTY_RULES = "基层组织选举工作条例"
PROVINCE = "省、自治区、直辖市的选举办法"
NOT_AFTER, NOT_BEFORE, WITHIN = Relation.NOT_AFTER, Relation.NOT_BEFORE, Relation.WITHIN

VOTE, ASSEMBLY = "RC19", "PA21"
"""The two days everything is counted from: the residents' ballot and the Party's assembly."""

ORDER: dict[str, tuple[str, ...]] = {
    "PA08": ("PA07",),
    "PA09": ("PA08",),
    "PA10": ("PA07",),
    "PA11": ("PA09",),
    "PA12": ("PA09",),
    "PA13": ("PA12",),
    "PA14": ("PA13",),
    "PA15": ("PA13",),
    "PA16": ("PA14", "PA15"),
    "PA17": ("PA16",),
    "PA18": ("PA17",),
    "PA19": ("PA09",),
    "PA20": ("PA17",),
    "PA21": ("PA10", "PA11", "PA17", "PA18", "PA19"),
    "PA22": ("PA21",),
    "PA23": ("PA21",),
    "PA24": ("PA21", "PA23"),
    "PA25": ("PA24",),
    "PA26": ("PA24",),
    "RC03": ("RC01",),
    "RC04": ("RC03",),
    "RC05": ("RC04",),
    "RC06": ("RC04",),
    "RC07": ("RC04",),
    "RC08": ("RC06", "RC07"),
    "RC09": ("RC08",),
    "RC10": ("RC08",),
    "RC11": ("RC10",),
    "RC12": ("RC11",),
    "RC13": ("RC12",),
    "RC14": ("RC12",),
    "RC15": ("RC13", "RC14"),
    "RC16": ("RC15",),
    "RC17": ("RC15",),
    "RC18": ("RC05",),
    "RC19": ("RC08", "RC09", "RC15", "RC16", "RC17"),
    "RC20": ("RC19",),
    "RC21": ("RC19",),
    "RC22": ("RC19",),
    "RC23": ("RC19",),
    "RC24": ("RC19",),
    "RC25": ("RC23",),
}

GATES: dict[str, tuple[str, ...]] = {
    "PA16": ("review",),
    "RC15": ("audit", "review"),
    "RC19": ("audit",),
}
"""§5.3: no formal candidates, and by art. 38 no ballot, before the audit is published. §4: none before the joint review."""


def _law(rule, relation, other, days, parameters, article, why, **more) -> Interval:
    return Interval(rule, relation, other, days, parameters, article=f"{LAW}第{article}条", why=why, **more)


INTERVALS: dict[str, tuple[Interval, ...]] = {
    "PA08": (
        Interval("P25", Relation.TERM, days=30, parameters=("party_request_lead_days",), force=Force.OFFICE,
                 article="各地制度", why="换届请示应在任期届满前提前呈报"),
    ),
    "PA09": (
        Interval("PA09", WITHIN, "PA08", 7, ("party_reply_days",), working=True, force=Force.OFFICE,
                 article="业务惯例", why="上级党组织应及时批复"),
    ),
    "PA18": (
        Interval("PA18", NOT_BEFORE, "PA17", 5, ("candidate_publicity_days",), working=True, force=Force.OFFICE,
                 article="业务惯例", why="候选人公示应当期满"),
    ),
    "PA21": (
        Interval("P1", Relation.TERM, force=Force.LOCAL, article=f"{PARTY_RULES}第3条",
                 why="任期届满应按期换届，延期须经上级党组织批准"),
        Interval("P·C", NOT_AFTER, VOTE, 0, force=Force.USUAL, article="通行做法", why="一般先党组织、后居民委员会"),
    ),
    "PA24": (
        Interval("PA24", WITHIN, "PA21", 3, ("party_report_days",), force=Force.OFFICE, article="业务惯例",
                 why="选举结果应及时报告"),
    ),
    "RC02": (
        _law("H9", NOT_AFTER, VOTE, 1, (), 38, "离任审计结果应当在选举之前公布"),
        Interval("H9", NOT_AFTER, "RC15", 0, force=Force.LOCAL, article=f"{LAW}第38条，地方换届文件",
                 why="审计公布应早于确定正式候选人", when="audit_before_stage=formal_candidates"),
    ),
    "RC03": (
        _law("H10", Relation.NOTICE, "", 10, ("meeting_notice_days",), 26,
             "召集居民会议应当提前十日通知（遇有特殊情况的可以临时通知）", force=Force.LOCAL),
    ),
    "RC07": (
        _law("H2", NOT_AFTER, "RC08", 0, (), 17,
             "采取户代表或者居民代表方式的，代表名单应与选民名单同时公布，代表须先于名单公布选出"),
    ),
    "RC08": (_law("H1", NOT_AFTER, VOTE, 20, ("voter_list_lead_days",), 17, "选民名单应当在选举日的二十日前公布"),),
    "RC09": (
        _law("H3", NOT_BEFORE, "RC08", 5, ("appeal_days",), 17, "对名单有异议的，五日内可以申诉，期满才能办结"),
        _law("H4", WITHIN, "RC08", 8, ("appeal_days", "appeal_decide_days"), 17, "收到申诉后三日内应当处理并公布"),
    ),
    "RC10": (
        Interval("RC02", NOT_BEFORE, "RC02", 15, ("open_days_min",), force=Force.USUAL,
                 article=f"{LAW}第34条、第38条", why="审计结果公布满十五日后再启动提名为宜"),
    ),
    "RC11": (_law("H5", NOT_BEFORE, "RC08", 1, (), 18, "提名人须为已登记公布的选民，提名结束应晚于名单公布"),),
    "RC14": (
        Interval("RC14", NOT_BEFORE, "RC12", 5, ("joint_review_days",), force=Force.OFFICE, article="当地联审规定",
                 why="应给联审单位留足反馈时间"),
    ),
    "RC15": (
        Interval("RC15", NOT_AFTER, VOTE, 5, ("formal_list_lead_days",), force=Force.OFFICE, article=PROVINCE,
                 why="正式候选人名单应在选举日前公布"),
    ),
    "RC19": (
        _law("H7", Relation.TERM, "", 0, (), 14, "任期届满应当及时换届，推迟须有批准的延期", force=Force.LOCAL),
    ),
    "RC20": (
        Interval("H11", WITHIN, VOTE, 30, ("supplementary_days",), force=Force.LOCAL, article=PROVINCE,
                 why="另行选举应在规定期限内进行"),
    ),
    "RC23": (_law("H8", WITHIN, VOTE, 10, ("handover_days",), 25, "应当自新一届产生之日起十日内完成移交"),),
}  # fmt: skip

ANNOUNCEMENTS: dict[str, tuple[Announcement, ...]] = {
    "PA09": (Announcement("", "召开党员大会的批复", (ASSEMBLY,)),),
    "PA18": (Announcement("", "候选人公示", ("PA18",)),),
    "RC03": (Announcement("1", "关于确定选举日的公告", (VOTE,)),),
    "RC04": (Announcement("2", "居民选举委员会名单"), Announcement("2-1", "选举委员会成员退出与递补")),
    "RC06": (Announcement("3", "选民登记", ("RC06", VOTE)),),
    "RC07": (
        Announcement("5", "居民代表、小组长选举", ("RC07",)),
        Announcement("6", "居民代表名单"),
        Announcement("6-1", "小组长、户代表名单"),
    ),
    "RC08": (Announcement("4", "选民名单", ("RC09",)),),
    "RC09": (Announcement("补充公告", "选民名单更正"),),
    "RC10": (Announcement("7", "初步候选人提名", ("RC11",)),),
    "RC12": (Announcement("8", "初步候选人名单"),),
    "RC15": (Announcement("9", "正式候选人名单", (VOTE,)),),
    "RC17": (
        Announcement("10", "投票时间和地点", (VOTE,)),
        Announcement("11", "选举工作人员"),
        Announcement("12", "流动票箱", (VOTE,)),
        Announcement("13", "委托投票名单"),
        Announcement("14", "代写人员"),
    ),
    "RC18": (Announcement("15", "无效票认定规则"),),
    "RC19": (Announcement("17", "选举结果"),),
    "RC21": (Announcement("17-1", "居务监督委员会推选结果"),),
}
