"""The steps a new cycle starts with (domain brief §1.4 and §2.3). Data, copied into each cycle and adjustable there.

`offset_days` counts natural days from the election day (the residents' committee's ballot). Those of the residents'
committee follow §2.3 and are lawful under all three ways of electing: the list of voters and the list of
representatives are published together, 22 days before (csjwh-2026 art. 17). Those of the Party side are our judgement:
the Party elects first, with the periods of §1.1 between request, reply, publicity and assembly.

`condition` names when a step is needed at all; such a step waits unneeded in every community until somebody calls it.
Two follow from the community itself: RC07 from its way of electing, PA23 from its Party organization. What a step waits
for, its bounds, gates and announcements are in `procedure_intervals`.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from elections.enums import ElectionMode, Side
from elections.enums_schedule import PartyForm
from elections.rules.intervals import Announcement, Interval
from elections.rules.procedure_intervals import ANNOUNCEMENTS, GATES, INTERVALS, LAW, ORDER, PARTY_RULES
from huanjie.shared.verdict import YES, Verdict, no

PARTY, COMMITTEE = Side.PARTY, Side.RESIDENTS_COMMITTEE


@dataclass(frozen=True)
class StepTemplate:
    """One step: what it is called, whose it is, when it is due, whether law or Party rules demand it, what it brings
    forth and must leave behind, what it waits for, and how law binds its day."""

    code: str
    side: Side
    name: str
    offset_days: int
    is_statutory: bool
    article: str
    evidence_name: str
    condition: str = ""
    owner: str = ""
    documents: str = ""
    predecessors: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    intervals: tuple[Interval, ...] = ()
    announcements: tuple[Announcement, ...] = ()

    @property
    def number(self) -> int:
        """Its place on its side."""
        return int(self.code[-2:])


def _party(number, name, offset, statutory, article, evidence, condition=""):
    return StepTemplate(f"PA{number:02}", PARTY, name, offset, statutory, article, evidence, condition)


def _committee(number, name, offset, article, evidence, condition=""):
    law = f"{LAW}第{article}条" if article else ""
    return StepTemplate(f"RC{number:02}", COMMITTEE, name, offset, bool(article), law, evidence, condition)


def _whole(step: StepTemplate) -> StepTemplate:
    """A line of the list with all that is said of it elsewhere."""
    announcements = ANNOUNCEMENTS.get(step.code, ())
    numbered = [each.name for each in announcements if each.number]
    return replace(
        step, owner=OWNERS[step.code], documents="；".join([*numbered, *PAPERS.get(step.code, ())]) or step.evidence_name,
        predecessors=ORDER.get(step.code, ()), gates=GATES.get(step.code, ()), intervals=INTERVALS.get(step.code, ()),
        announcements=announcements,
    )  # fmt: skip


STREET, COMMUNITY, ELECTION_COMMITTEE = "街道党工委", "社区党组织", "居民选举委员会"
OWNERS: dict[str, str] = {
    "PA01": STREET, "PA02": "街道、社区", "PA03": "区、街道", "PA04": STREET, "PA05": "街道", "PA06": "街道（组织审计）",
    "PA07": COMMUNITY, "PA08": COMMUNITY, "PA09": STREET, "PA10": COMMUNITY, "PA11": "各支部", "PA12": "街道、社区",
    "PA13": STREET, "PA14": "街道、区联审办", "PA15": STREET, "PA16": COMMUNITY, "PA17": "街道党工委、区委组织部",
    "PA18": COMMUNITY, "PA19": COMMUNITY, "PA20": "区联审办", "PA21": "上届委员会（主持）", "PA22": "上届委员会（主持）",
    "PA23": "推荐的新当选委员（主持）", "PA24": COMMUNITY, "PA25": STREET, "PA26": "街道、社区", "PA27": "街道",
    "RC01": "街道选举指导组", "RC02": "街道办事处（组织）", "RC03": "居民会议或居民代表会议", "RC04": "居民会议或居民代表会议",
    "RC05": ELECTION_COMMITTEE, "RC06": ELECTION_COMMITTEE, "RC07": "居民小组、居民选举委员会", "RC08": ELECTION_COMMITTEE,
    "RC09": ELECTION_COMMITTEE, "RC10": ELECTION_COMMITTEE, "RC11": "社区党组织、选民", "RC12": "居民选举委员会、街道",
    "RC13": ELECTION_COMMITTEE, "RC14": "区联审办、街道党工委", "RC15": ELECTION_COMMITTEE, "RC16": ELECTION_COMMITTEE,
    "RC17": ELECTION_COMMITTEE, "RC18": ELECTION_COMMITTEE, "RC19": ELECTION_COMMITTEE, "RC20": ELECTION_COMMITTEE,
    "RC21": "居民会议或居民代表会议", "RC22": "居民选举委员会、街道", "RC23": "居民选举委员会（主持）、街道（监督）",
    "RC24": "居民委员会", "RC25": "街道、社区",
}  # fmt: skip

PAPERS: dict[str, tuple[str, ...]] = {
    "RC03": ("会议记录",), "RC04": ("推选得票记录",), "RC06": ("选民登记册",), "RC09": ("申诉登记表", "处理决定"),
    "RC12": ("初审意见",), "RC17": ("工作人员分工",), "RC19": ("选举大会记录", "唱票记录", "选举结果报告单"),
}  # fmt: skip
"""What a step brings forth beside its announcements, where that is not just its evidence."""

_LINES: tuple[StepTemplate, ...] = (
    _party(1, "换届提醒", -180, False, "", "换届提醒函"),
    _party(2, "摸底研判、选情评估", -110, False, "", "摸底表、班子研判报告、人事调整初步方案"),
    _party(3, "成立换届领导小组、选派指导员", -100, False, "", "成立通知、分工表"),
    _party(4, "制定实施方案", -95, False, "", "实施方案、流程图、日程表"),
    _party(5, "宣传、培训", -90, False, "", "宣传台账、培训签到、课件、照片"),
    _party(6, "任期（离任）审计、财务公开", -60, False, "", "审计报告、公示"),
    _party(7, "上届委员会研究换届", -85, True, PARTY_RULES, "会议记录"),
    _party(8, "呈报换届请示", -80, True, PARTY_RULES, "关于召开党员大会进行换届选举的请示"),
    _party(9, "批复换届请示", -73, True, PARTY_RULES, "批复（时间、形式、职数、差额）"),
    _party(10, "核定党员名册与应到会人数", -60, True, f"{PARTY_RULES}第5条", "党员名册、不计入应到会人员情况表及批复"),
    _party(11, "代表名额分配、推选、资格审查", -58, True, f"{PARTY_RULES}第4条", "代表名额分配方案、选举报告单、资格审查报告、代表名册", "召开党员代表大会的"),
    _party(12, "党员推荐、群众推荐（两推）", -65, False, "", "推荐票样、推荐情况汇总表、会议记录"),
    _party(13, "党工委研究初步人选", -62, False, "", "会议纪要、初步人选名册"),
    _party(14, "街道预审、区级联审", -58, False, "", "预审表、联审表、联审结果反馈函"),
    _party(15, "组织考察", -54, True, PARTY_RULES, "考察方案、考察预告、谈话记录、考察材料"),
    _party(16, "确定候选人预备人选并请示", -52, True, PARTY_RULES, "委员候选人酝酿情况报告、书记副书记预备人选请示"),
    _party(17, "预备人选批复、书记人选备案", -50, True, PARTY_RULES, "批复（通知）、备案表"),
    _party(18, "候选人公示", -42, False, "", "公示、公示情况报告、举报登记"),
    _party(19, "大会筹备", -41, True, PARTY_RULES, "选举办法草案、主持词、工作报告、选票、监计票人建议名单"),
    _party(20, "二次联审", -40, False, "", "二次联审确认单"),
    _party(21, "党员大会选举", -38, True, PARTY_RULES, "签到册、到会情况报告、会议记录、选举结果报告单"),
    _party(22, "再次投票、另行选举", -38, True, PARTY_RULES, "补充报告单、表决记录", "当选不足或票数相等的"),
    _party(23, "新一届委员会第一次全体会议", -38, True, PARTY_RULES, "全委会选举办法、选票、报告单、会议记录、分工表", "设委员会的"),
    _party(24, "选举结果报告与请示", -35, True, PARTY_RULES, "选举结果报告、选举结果请示"),
    _party(25, "结果批复、备案", -30, True, PARTY_RULES, "任职批复、委员备案"),
    _party(26, "结果公布、任职谈话、工作交接", -28, False, "", "公告、谈话记录、承诺书、移交清单"),
    _party(27, "培训、总结、验收、归档", 60, False, "", "总结报告、统计表、档案目录"),
    _committee(1, "成立选举指导组、方案、培训、摸底", -45, "", "成立文件、工作方案、培训记录、摸底表"),
    _committee(2, "主任任期（离任）审计完成并公布", -50, "38", "审计报告、审计结果公示（不少于15日）"),
    _committee(3, "确定选举日、选举方式和职数", -35, "14", "第1号公告、会议记录"),
    _committee(4, "推选居民选举委员会", -34, "15", "第2号公告、推选得票记录"),
    _committee(5, "表决选举工作方案和选举办法", -34, "", "选举办法、会议记录"),
    _committee(6, "选民登记", -29, "16", "第3号公告、选民登记册"),
    _committee(7, "推选户代表、居民代表、小组长", -23, "13", "第5号、第6号、第6-1号公告", "户代表或居民代表方式的"),
    _committee(8, "审核并公布选民名单", -22, "17", "第4号公告"),
    _committee(9, "受理申诉、处理并公布", -14, "17", "申诉登记表、处理决定、补充公告"),
    _committee(10, "公布职数与提名办法", -15, "18", "第7号公告"),
    _committee(11, "提名候选人", -14, "18", "组织推荐函、联合提名表"),
    _committee(12, "汇总、初审、公布初步候选人", -13, "18", "第8号公告（姓氏笔画为序）"),
    _committee(13, "预选", -10, "", "预选办法公告、预选结果公告", "初步候选人超过差额数的"),
    _committee(14, "区级联审、党工委考察", -6, "18", "联审表、结果反馈函"),
    _committee(15, "公布正式候选人", -5, "18", "第9号公告"),
    _committee(16, "候选人与居民见面", -2, "18", "见面会记录"),
    _committee(17, "公布投票时间地点、工作人员、流动票箱", -2, "19", "第10号至第14号公告"),
    _committee(18, "公布无效票认定规则", -1, "", "第15号公告"),
    _committee(19, "投票、计票、当场公布", 0, "19", "选举大会记录、唱票记录、选举结果报告单、第17号公告"),
    _committee(20, "另行选举", 30, "19", "另行选举公告、报告单", "当选不足应选名额的"),
    _committee(21, "推选居务监督委员会", 0, "36", "第17-1号公告"),
    _committee(22, "结果备案、颁发当选证、封存选票", 3, "", "备案报告、当选证、选票封存单"),
    _committee(23, "工作移交", 10, "25", "移交清单"),
    _committee(24, "下属委员会、分工、法人证书变更", 30, "9", "分工表、变更回执"),
    _committee(25, "验收、总结、归档", 60, "39", "总结、统计表、档案目录"),
)  # fmt: skip

STEPS: tuple[StepTemplate, ...] = tuple(map(_whole, _LINES))
BY_CODE: dict[str, StepTemplate] = {step.code: step for step in STEPS}


def kept_fields(step: StepTemplate) -> dict:
    """What a cycle keeps of a step beside its first columns: texts, and lists as JSON holds them."""
    return {
        "owner": step.owner,
        "documents": step.documents,
        "predecessors": list(step.predecessors),
        "gates": list(step.gates),
        "intervals": [bound.as_dict() for bound in step.intervals],
        "announcements": [paper.as_dict() for paper in step.announcements],
    }


REPRESENTATIVES = "RC07"
"""Needed exactly when the community does not elect by all voters."""
FIRST_PLENARY = "PA23"
"""Needed unless the branch is too small for a committee: its assembly elects the secretary itself (§1.1, P8)."""
OF_THE_PREVIOUS_TERM = frozenset({"PA06", "PA07", "RC02"})
"""Asked of a committee that was there before: a community founded anew has none, its superior guides a preparatory group
(§12.10)."""
BY_COMMUNITY = frozenset({REPRESENTATIVES, FIRST_PLENARY}) | OF_THE_PREVIOUS_TERM


def planned_day(*, election_day: date, offset_days: int, starts_on: date) -> date:
    """When a step is due: so many days from the election day, but never before the cycle itself begins."""
    return max(election_day + timedelta(days=offset_days), starts_on)


def is_needed_at_first(
    template: StepTemplate,
    mode: str = ElectionMode.ALL_VOTERS,
    organization_kind: str = "",
    is_first_term: bool = False,
) -> bool:
    """Whether a community starts with this step on its list."""
    if template.code in OF_THE_PREVIOUS_TERM:
        return not is_first_term
    if template.code == REPRESENTATIVES:
        return mode != ElectionMode.ALL_VOTERS
    if template.code == FIRST_PLENARY:
        return organization_kind != PartyForm.BRANCH_WITHOUT_COMMITTEE
    return not template.condition


def check_needed(template, *, is_needed: bool, mode: str, organization_kind: str = "") -> Verdict:
    """Whether a community may say that a step applies to it or not. `template` has code, name, condition and article: a
    step of law or habit is left out only by its own condition (a community may add steps, never take one away)."""
    if not template.condition:
        return no(
            f"“{template.name}”每个社区都要做，不能改为不适用。", "法定程序不变通，规定步骤不减少。", template.article
        )
    if template.code not in BY_COMMUNITY:
        return YES
    if is_needed == is_needed_at_first(BY_CODE[template.code], mode, organization_kind):
        return YES
    what = "选举方式" if template.code == REPRESENTATIVES else "党组织类型"
    return no(f"“{template.name}”是否适用由本社区的{what}决定。", f"请先在“调整日程”中修改{what}。", template.article)
