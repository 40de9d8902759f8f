"""The parameters of the election office that belong to both committees (domain brief §3.2, §4, §7, §14)."""

from elections.rules.parameters import FREE, OWN, Bound, Kind, Parameter, Shape

LAW = "城市居民委员会组织法"
CIRCUMSTANCES = {
    "Q01": "受过刑事处罚或被剥夺政治权利", "Q02": "被开除党籍", "Q03": "涉黑涉恶", "Q04": "邪教、非法宗教",
    "Q05": "政治品行问题", "Q06": "在查、在处分期", "Q07": "黄赌毒及治安违法", "Q08": "破坏选举与煽动闹事",
    "Q09": "经济与诚信问题未整改", "Q10": "不能正常履职",
}  # fmt: skip
STATUTORY = ("Q01", "Q02", "Q03", "Q04")
COOLING = {
    "Q01": None, "Q02": None, "Q03": None, "Q04": None, "Q05": 60, "Q06": 0, "Q07": 60, "Q08": 60, "Q09": 0, "Q10": 36,
}  # fmt: skip


def _office(key, label, default, source, unit="", shape=Shape.COUNT, article="", help="", names=(), **bound):
    kind = Kind.PRACTICE if source == OWN else Kind.POLICY
    return Parameter(
        key, label, default, unit, Bound(**bound) if bound else FREE, article, source, kind, shape, None, help, names
    )


OFFICE_PARAMETERS: tuple[Parameter, ...] = (
    _office("audit_before_stage", "审计公布须早于", "formal_candidates", "地方换届文件", shape=Shape.CHOICE, article=f"{LAW}第38条", one_of=(("formal_candidates", "正式候选人确定"), ("voting", "投票")), help="法律的底线是选举之前公布。"),
    _office("joint_review_depts", "参加联审的单位数", [11, 19], "莆田 2026（11 个）、区协调小组成员单位（19 个）", "个", Shape.RANGE, minimum=1),
    _office("joint_review_days", "联审单位反馈", 5, "莆田 2026 日程", "天", minimum=1, maximum=10),
    _office("reconsideration_file_days", "申请复议期限", 5, OWN, "个工作日", minimum=3, maximum=30, help="自告知书送达次日起算，逾期不再受理。"),
    _office("reconsideration_answer_days", "复议答复期限", 7, OWN, "个工作日", minimum=3, maximum=30, help="自申请次日起算。"),
    _office("second_review_hours", "二次联审，选票付印前", 48, OWN, "小时", minimum=24, maximum=120),
    _office("opinion_valid_days", "联审意见有效期", 45, OWN, "天", minimum=15, maximum=120, help="自核查截至日算起；到期的意见要重新核查。"),
    _office("qualification_list", "不宜作为候选人的情形", list(CIRCUMSTANCES), "默认清单，随届次锁定", shape=Shape.CODES, names=tuple(CIRCUMSTANCES.items()), article=f"{LAW}第18条", required=STATUTORY),
    _office("cooling_months", "各情形的期限", dict(COOLING), "默认清单，各地文件不一", shape=Shape.MONTHS, names=tuple(CIRCUMSTANCES.items()), article=f"{LAW}第18条", required=STATUTORY, help="留空为终身；0 为现时状态。"),
    _office("year_age_basis", "年龄计算到", "election_day", OWN, shape=Shape.CHOICE, one_of=(("election_day", "选举日"), ("year_end", "当年年底"))),
    _office("under35_rule", "每个班子 35 岁以下成员", 1, "根河等地文件", "名"),
    _office("under35_age", "“35 岁以下”算到", 35, OWN, "周岁", minimum=30, maximum=40, help="默认含 35 周岁。"),
    _office("target_women", "每个班子妇女成员目标", 1, "根河等地文件", "名"),
    _office("target_dual_office_percent", "书记、主任一肩挑目标", 100, "2020—2021 届多地公布数", "%", maximum=100, help="目标按当地文件，不拦截选举结果。"),
    _office("target_cross_percent", "交叉任职目标", 0, "当地文件；公布数 15.1%—39%", "%", maximum=100),
    _office("target_secretary_education", "新任书记学历", "college", "根河等地文件", shape=Shape.CHOICE, one_of=(("none", "不设要求"), ("high_school", "高中及中专以上"), ("college", "大学专科以上"), ("university", "大学本科以上"))),
    _office("target_party_share_above_last", "居委会党员比例高于上届", True, "根河等地文件", shape=Shape.SWITCH),
    _office("targets_blocking", "未达目标时拦截", False, OWN, shape=Shape.SWITCH, help="结构目标是工作要求，不是法定的当选条件；默认只提示。"),
    _office("vote_recording", "选票登记方式", "paper_report", "无记名投票、公开计票、当场公布", shape=Shape.CHOICE, exactly="paper_report", article=f"{LAW}第19条", one_of=(("paper_report", "只登记纸质报告单的结果"),), help="不提供线上投票。"),
    _office("data_mask_level", "人员信息显示", "internal", OWN, shape=Shape.CHOICE, one_of=(("public", "公示"), ("internal", "内部"), ("authorised", "授权"))),
)  # fmt: skip
