"""The circumstances in which somebody is not put forward, and the departments that can know (城市居民委员会组织法 2025
第16、18、22、23条; 基层组织选举工作条例 2020 第5条; domain brief §3.2, §4.2). The wording is our own, neutral and such that a
department can check it; a district may replace it, but not what the law says."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from candidates.enums_review import Applies, Bar, HitAction
from candidates.rules.review_content import CONTENT_FIELDS, DISCIPLINES, posts_in_scope
from candidates.rules.sides import posts_of_side
from elections.enums import Side
from huanjie.shared.verdict import YES, Verdict, no

LAW = "城市居民委员会组织法"
STRICTNESS = (Bar.POLICY, Bar.PARTY_RULE, Bar.STATUTORY)
PARTY_STANDING = ("political_status", "join_date", "full_date", DISCIPLINES)
SITUATION = ("current_post", "work_unit", "is_household_registered", "resident_since")
SETTLED = frozenset({"Q02", "Q04", "Q05"})
"""Not asked again in a second review while the first answer is in date. They turn on findings about a closed past, and a
new one announces itself under a circumstance that is asked again: an expulsion (Q02) and a political finding (Q05) are
preceded by an open case (Q06), an illegal cult (Q04) by a penalty or a charge (Q01, Q07)."""


@dataclass(frozen=True)
class DefaultDepartment:
    code: str
    name: str
    short_name: str


@dataclass(frozen=True)
class DefaultCircumstance:
    code: str
    title: str
    statement: str
    bar: Bar
    party_bar: Bar
    hit_action: HitAction
    departments: tuple[str, ...]
    evidence: str
    article: str
    applies: Applies = Applies.BOTH
    content_fields: tuple[str, ...] = ()


DEPARTMENTS: tuple[DefaultDepartment, ...] = (
    DefaultDepartment("discipline", "区纪委监委机关", "纪委监委"),
    DefaultDepartment("organization", "区委组织部", "组织部"),
    DefaultDepartment("publicity", "区委宣传部", "宣传部"),
    DefaultDepartment("united_front", "区委统战部", "统战部"),
    DefaultDepartment("political_legal", "区委政法委", "政法委"),
    DefaultDepartment("social_work", "区委社会工作部", "社会工作部"),
    DefaultDepartment("court", "区法院", "法院"),
    DefaultDepartment("procuratorate", "区检察院", "检察院"),
    DefaultDepartment("police", "公安分局", "公安"),
    DefaultDepartment("civil_affairs", "区民政局", "民政"),
    DefaultDepartment("justice", "区司法局", "司法"),
    DefaultDepartment("finance", "区财政局", "财政"),
    DefaultDepartment("human_resources", "区人社局", "人社"),
    DefaultDepartment("natural_resources", "自然资源分局", "自然资源"),
    DefaultDepartment("housing", "区住建局", "住建"),
    DefaultDepartment("health", "区卫健局", "卫健"),
    DefaultDepartment("audit", "区审计局", "审计"),
    DefaultDepartment("petitions", "区信访局", "信访"),
    DefaultDepartment("market", "区市场监管局", "市场监管"),
)
"""Nineteen of the coordinating group (domain brief §4.2), in their order. A district adds, renames and rests them."""

CIRCUMSTANCES: tuple[DefaultCircumstance, ...] = (
    DefaultCircumstance(
        "Q01", "受过刑事处罚或被剥夺政治权利",
        "因犯罪被人民法院判处刑罚（包括宣告缓刑和单独判处附加刑），或者依法被剥夺政治权利、尚未恢复。",
        Bar.STATUTORY, Bar.POLICY, HitAction.REJECT, ("court", "police", "procuratorate", "justice"),
        "生效裁判文书案号；社区矫正名册比对", f"{LAW}第16条、第18条",
    ),
    DefaultCircumstance(
        "Q02", "被开除党籍", "曾被开除中国共产党党籍。",
        Bar.STATUTORY, Bar.PARTY_RULE, HitAction.REJECT, ("discipline", "organization"),
        "处分决定文号", f"{LAW}第18条", content_fields=PARTY_STANDING,
    ),
    DefaultCircumstance(
        "Q03", "涉黑涉恶、利用宗族势力、充当保护伞",
        "组织、参加黑恶势力，利用黑恶势力或者宗族势力从事非法活动，或者为其充当保护伞，经主管机关认定。",
        Bar.STATUTORY, Bar.POLICY, HitAction.REJECT, ("political_legal", "police", "court", "discipline"),
        "线索核查结论；处罚决定或裁判文书", f"{LAW}第18条",
    ),
    DefaultCircumstance(
        "Q04", "参加非法宗教活动、邪教活动", "组织或者参加过非法宗教活动、邪教活动，以主管机关的认定为准。",
        Bar.STATUTORY, Bar.POLICY, HitAction.REJECT, ("police", "political_legal", "united_front"),
        "查处材料或者认定文书", f"{LAW}第18条",
    ),
    DefaultCircumstance(
        "Q05", "政治品行问题", "公开发表、传播违背党的理论和路线方针政策的言论，或者对组织不忠诚老实，造成不良影响，经查实。",
        Bar.POLICY, Bar.POLICY, HitAction.REVIEW, ("organization", "publicity", "discipline", "united_front"),
        "核查报告", "地方换届文件",
    ),
    DefaultCircumstance(
        "Q06", "正被审查调查或处于处分影响期",
        "正被纪检监察、司法机关立案审查调查、侦查或者起诉；受党纪政务处分、组织处理，影响期未满；党员权利被停止或者中止。",
        Bar.POLICY, Bar.PARTY_RULE, HitAction.REVIEW, ("discipline", "organization", "procuratorate", "police"),
        "立案或处分文号、起止日期", "基层组织选举工作条例第5条；纪律处分条例", content_fields=PARTY_STANDING,
    ),
    DefaultCircumstance(
        "Q07", "因违反治安管理受行政拘留以上处罚",
        "在期限内因卖淫嫖娼、吸毒、赌博、寻衅滋事、殴打他人、妨害公务等受过行政拘留以上处罚。",
        Bar.POLICY, Bar.POLICY, HitAction.REVIEW, ("police",), "处罚决定书号", "地方换届文件",
    ),
    DefaultCircumstance(
        "Q08", "破坏选举、煽动闹事",
        "在上届或者本届选举中拉票贿选、伪造选票、操纵干扰选举，或者组织煽动聚众闹事、违法信访，受过处理。",
        Bar.POLICY, Bar.POLICY, HitAction.REVIEW, ("discipline", "police", "petitions"),
        "查处结论；举报办结单", f"{LAW}第22条；地方换届文件",
    ),
    DefaultCircumstance(
        "Q09", "经济、诚信问题尚未整改",
        "侵占、截留集体或者惠民资金，审计发现的问题拒不整改，拖欠集体款项，被列为失信被执行人，欠缴税款，"
        "或者违法用地、违章建设、破坏生态环境被责令改正，至今没有改正。",
        Bar.POLICY, Bar.POLICY, HitAction.REVIEW,
        ("audit", "finance", "court", "market", "natural_resources", "housing", "civil_affairs", "human_resources"),
        "审计报告；执行信息；整改回执", "地方换届文件", content_fields=SITUATION,
    ),
    DefaultCircumstance(
        "Q10", "不能正常履行职务",
        "无民事行为能力或者限制民事行为能力；连续两次民主评议不称职；任期内被罢免或者责令辞职；近三年被评为不合格党员；"
        "连续外出六个月以上、不能履行职务；不签履职承诺；不服从近亲属回避。",
        Bar.POLICY, Bar.POLICY, HitAction.REVIEW,
        ("organization", "civil_affairs", "social_work", "health", "human_resources", "market"),
        "评议结果；诊断证明；本人书面声明", f"{LAW}第23条、第37条（行为能力、评议）；地方换届文件", content_fields=SITUATION,
    ),
)  # fmt: skip


def applies_to(circumstance, posts: Collection[str]) -> bool:
    """Whether somebody with these posts is asked about at all."""
    return bool(posts_in_scope(circumstance.applies, posts))


def bar_for(circumstance, posts: Collection[str]) -> Bar:
    """Where the bar comes from for these posts: a post of the residents' committee has the law's, Party posts alone have
    the Party's, both together the stricter."""
    bars = []
    if posts_of_side(posts, Side.RESIDENTS_COMMITTEE):
        bars.append(Bar(circumstance.bar))
    if posts_of_side(posts, Side.PARTY):
        bars.append(Bar(circumstance.party_bar))
    return max(bars or [Bar(circumstance.bar)], key=STRICTNESS.index)


def action_for(circumstance, posts: Collection[str]) -> HitAction:
    """What a hit does for these posts. The law's bar always rejects. Where the law bars only from the residents'
    committee and policy from Party posts, a hit of somebody who stands for Party posts alone is weighed by two people."""
    bar = bar_for(circumstance, posts)
    if bar == Bar.STATUTORY:
        return HitAction.REJECT
    if bar == Bar.POLICY and circumstance.bar == Bar.STATUTORY:
        return HitAction.REVIEW
    return HitAction(circumstance.hit_action)


def can_change(code: str) -> bool:
    """Whether a second review asks this again while the first answer is in date. What a district adds is asked again."""
    return code not in SETTLED


def is_statutory(circumstance) -> bool:
    """Whether the law bars from any post."""
    return Bar.STATUTORY in (circumstance.bar, circumstance.party_bar)


def check_coverage(circumstances: Sequence, duties: Mapping[str, Collection[str]]) -> Verdict:
    """Every circumstance of the law that is asked has a department that answers."""
    asked = {code for codes in duties.values() for code in codes}
    missing = sorted({each.code for each in circumstances if is_statutory(each)} - asked)
    if missing:
        return no(
            f"法律规定的情形 {'、'.join(missing)} 没有单位核查。", "每一项法律规定的情形至少要有一个单位核查。", f"{LAW}第18条"
        )  # fmt: skip
    return YES


def check_edit(before, after, known_departments: Collection[str]) -> Verdict:
    """Whether a circumstance may read like this. What the law bars cannot be switched off or narrowed."""
    if not after.title.strip() or not after.statement.strip():
        return no("短标题和完整表述不能为空。", "联审单位据此签署，请写清楚。")
    if unknown := sorted(set(after.departments) - set(known_departments)):
        return no(f"没有代号为 {'、'.join(unknown)} 的联审单位。", "请从列表中选择。")
    if after.is_active and not after.departments:
        return no("没有选择核查单位。", "请至少选择一个核查单位。")
    if unknown := sorted(set(after.content_fields) - set(CONTENT_FIELDS)):
        return no(f"登记内容 {'、'.join(unknown)} 不能随之重核。")
    if after.bar == Bar.STATUTORY and after.hit_action != HitAction.REJECT:
        return no("法律规定的情形查实后只能不列为候选人。", "", f"{LAW}第18条")
    return _check_statutory(before, after) if is_statutory(before) else YES


def _check_statutory(before, after) -> Verdict:
    article = before.article or f"{LAW}第18条"
    if not after.is_active:
        return no("法律规定的情形不能停用。", "", article)
    weaker = [
        name
        for name in ("bar", "party_bar")
        if STRICTNESS.index(Bar(getattr(after, name))) < STRICTNESS.index(Bar(getattr(before, name)))
    ]
    if weaker or (before.hit_action == HitAction.REJECT and after.hit_action != HitAction.REJECT):
        return no("法律规定的情形不能改为较宽的性质或处理。", "", article)
    if after.applies not in (before.applies, Applies.BOTH):
        return no("法律规定的情形不能缩小适用的职务。", "", article)
    if after.lookback_months is not None and (
        before.lookback_months is None or after.lookback_months < before.lookback_months
    ):
        return no("法律规定的情形不能缩短回溯期。", "", article)
    if set(before.content_fields) - set(after.content_fields):
        return no("法律规定的情形不能减少随之重核的登记内容。", "", article)
    return YES
