"""The columns of a progress report and the words for what can be wrong with its rows."""

from huanjie.shared.spreadsheet.header import Column, Layout
from huanjie.shared.spreadsheet.results import PERSON_COLUMNS, PERSON_TEXTS, Phrasebook

_PARTY = ("党组织", "党委换届", "社区党组织")
_COMMITTEE = ("居委会", "居民委员会", "居委")
_RESULT = ("选举结果", "选举情况", "选举方式")
_REVIEW = ("联审", "资格审查", "候选人审查")

LAYOUT = Layout(
    columns=(
        Column("index", "序号", ("编号", "序")),
        Column("street", "街道", ("街道名称", "单位", "填报单位", "街道乡镇", "乡镇街道", "街镇", "所属街道", "所在街道", "街", "单位名称",
                                 "报送单位")),
        Column("community", "社区", ("社区名称", "所在社区", "所属社区", "居委会", "社区居委会", "村社区")),
        Column("date", "日期", ("填报日期", "报告日期", "上报日期", "填报时间", "时间", "截止日期", "截止时间", "统计日期", "报送日期",
                               "上报时间")),
        Column("due", "应换届社区数", ("应换届数", "应换届社区", "应换届", "社区总数", "社区数", "应换届村社区数", "居委会总数", "应换届总数",
                                      "参加换届选举居数")),
        Column("party_done", "已完成", ("完成", "已换届", "完成数", "已完成数", "党组织换届完成", "党组织已换届"), _PARTY),
        Column("party_doing", "进行中", ("正在进行", "正在换届", "进行"), _PARTY),
        Column("party_todo", "未启动", ("未开展", "未进行", "未开始", "未换届", "待启动", "未完成"), _PARTY),
        Column("committee_formed", "成立选委会", ("选委会成立", "推选选委会", "成立选举委员会", "选委会", "已成立选委会",
                                                "居民选举委员会成立")),
        Column("registration_done", "完成选民登记", ("选民登记完成", "选民登记", "已完成选民登记", "登记完成")),
        Column("nominated", "提名候选人", ("候选人提名", "提名完成", "完成提名", "已提名候选人", "产生候选人", "提名")),
        Column("review_done", "完成联审", ("联审完成", "已联审", "已完成联审", "资格联审完成")),
        Column("elected", "已选举", ("完成选举", "选举完成", "已完成选举", "已投票选举", "已选", "已换届选举"), ),
        Column("first_time", "一次性成功", ("一次成功", "一次选举成功", "一次性选举", "一次性选举成功", "一次性")),
        Column("further", "另行选举", ("另选",)),
        Column("re_elect", "重新选举", ("重选",)),
        Column("registered", "登记选民数", ("选民登记数", "登记选民", "选民总数", "选民数", "本届登记选民总数", "登记选民人数", "选民人数",
                                          "登记选民总数")),
        Column("voted", "参加投票数", ("投票数", "参选人数", "参加投票人数", "参投人数", "投票人数", "参加投票", "参加投票总数", "参选数")),
        Column("turnout", "参选率", ("投票率", "参投率", "参选比例")),
        Column("review_sent", "报送", ("报送数", "报送人数", "联审报送", "报审", "送审", "送审人数", "上报"), _REVIEW),
        Column("review_pass", "通过", ("通过数", "通过人数", "联审通过", "合格"), _REVIEW),
        Column("review_fail", "不通过", ("不通过数", "未通过", "不合格", "联审不通过", "未通过人数", "不通过人数"), _REVIEW),
        Column("petitions", "信访件数", ("信访", "信访数", "信访件", "信访举报件数", "来信来访件数", "信访举报")),
        Column("difficult", "重点难点社区数", ("难点社区数", "重点难点社区", "难点社区", "重难点社区数")),
        Column("remark", "备注", ("说明", "情况说明", "其他")),
    ),
    required=(frozenset({"street", "community"}),
              frozenset({"due", "party_done", "elected", "registered", "committee_formed"})),
    prefix=r"(?:社区|其中)?(?:两委|党组织|党委|居委会|居民委员会|选举|换届|联审|资格审查|候选人|人选)"
           r"(?:换届|选举|结果|情况|方式|人选|工作|进度|审查|联审)*[-—:：/]?",
)  # fmt: skip

COUNTS = ("due", "party_done", "party_doing", "party_todo", "committee_formed", "registration_done", "nominated",
          "review_done", "elected", "first_time", "further", "re_elect", "registered", "voted", "review_sent",
          "review_pass", "review_fail", "petitions")  # fmt: skip
STAGE_COUNTS = ("committee_formed", "registration_done", "nominated", "review_done", "elected")
UNKNOWN_WHEN_BLANK = frozenset({"registered", "voted"})
"""A blank count of communities means none; a blank number of voters means that it is not known yet."""

BOOK = Phrasebook(
    texts={
        **PERSON_TEXTS,
        "duplicate_row": "同一单位在本表出现两次。请删除一行；如系更正，请在单位名称后注明“（更正）”。",
        "street_name_short": "街道没有写全称，已按简称匹配。请写全称。",
        "township_level_unit_not_a_街道": "该单位是街道级单位但不是街道，已按代码匹配。无需修改。",
        "number_with_unit": "数字后带有单位，已只取数字。请只填数字。",
        "approximate_number": "“{}”写的是约数，已取其中的数字。请核实后填准确数字。",
        "invalid_number": "“{}”不是整数。请只填数字。",
        "negative_number": "“{}”是负数。请核对。",
        "party_done_exceeds_due": "党组织已完成数大于应换届社区数。请核对两个数字。",
        "party_sum_mismatch": "党组织已完成、进行中、未启动之和不等于应换届社区数。请核对。",
        "exceeds_due": "“{}”大于应换届社区数。请核对两个数字。",
        "result_sum_mismatch": "已选举数不等于一次性成功、另行选举、重新选举之和。请核对。",
        "elected_without_votes": "已有社区完成选举，但没有参加投票数。请补填参加投票数。",
        "voted_exceeds_registered": "参加投票数大于登记选民数。请核对两个数字。",
        "turnout_mismatch": "填写的参选率与“参加投票数÷登记选民数”不符（{}）。请核对三个数字。",
        "review_sum_exceeds_sent": "联审通过与不通过之和大于报送人数。请核对。",
        "due_differs_from_register": "应换届社区数与区划名录不一致（{}）。如有撤并或延期，请在备注说明。",
        "zero_report_no_change": "零报告：各项数字与前一日相同。",
        "empty_report": "本行没有任何数字，也没有写明无变化。请填写数字，或注明“较昨日无变化”。",
        "superseded_by_row": "本行已被第 {} 行更正，不再导入。",
        "voided_row": "本行注明作废，不导入。如仍有效，请删去“作废”字样。",
        "correction_row": "更正行：以本行为准。",
    },
    columns={
        **PERSON_COLUMNS,
        "duplicate_row": "street", "street_name_short": "street", "township_level_unit_not_a_街道": "street",
        "party_done_exceeds_due": "party_done", "party_sum_mismatch": "party_done", "result_sum_mismatch": "elected",
        "elected_without_votes": "voted", "voted_exceeds_registered": "voted", "turnout_mismatch": "turnout",
        "review_sum_exceeds_sent": "review_sent", "due_differs_from_register": "due", "superseded_by_row": "street",
        "voided_row": "street", "correction_row": "street",
    },
    labels=LAYOUT.labels,
)  # fmt: skip
