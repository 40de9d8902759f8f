"""What the texts of papers ask for: facts from the records, and facts that only the person drafting the paper knows.

A recorded fact that is missing is entered where it belongs, never typed into a paper; `RECORDED` says where. An asked
fact is typed once and offered again for every later paper of the same community.
"""

from collections.abc import Mapping
from dataclasses import dataclass

DAY, TEXT, LONG, NUMBER, LINES = "day", "text", "long", "number", "lines"


@dataclass(frozen=True)
class Ask:
    """A question to the person drafting: `kind` is day, text, long, number or lines (one a line)."""

    label: str
    kind: str = TEXT
    help: str = ""


@dataclass(frozen=True)
class Recorded:
    """A fact of the records: what it is called, and where it is entered (in words and as a page of the community)."""

    label: str
    place: str
    url_name: str = "elections:community_cycle"


@dataclass(frozen=True)
class Missing:
    """Why a paper cannot be finished: which fact, and where to enter it."""

    key: str
    label: str
    place: str
    url_name: str = ""


MARK_HELP = "照原件填写，如：东湖社区党〔2026〕3号"
ASKS: dict[str, Ask] = {
    "document_mark": Ask("发文字号", TEXT, "由街道发文登记簿编号，如：东湖街工〔2026〕12号"),
    "signer": Ask("签发人", TEXT, "上行文注明签发人姓名"),
    "group_head": Ask("组长"), "group_deputies": Ask("副组长"), "group_members": Ask("成员", LONG, "用顿号隔开"),
    "party_term_began": Ask("本届党组织委员会产生日期", DAY), "party_term_ends": Ask("本届党组织委员会届满日期", DAY),
    "party_seats": Ask("委员应选名额", NUMBER, "以上级批复为准"), "secretary_seats": Ask("书记名额", NUMBER),
    "party_deputy_seats": Ask("副书记名额", NUMBER, "没有的填 0"),
    "party_candidate_count": Ask("拟提委员候选人数", NUMBER, "差额不少于应选人数的百分之二十"),
    "request_mark": Ask("换届请示的发文字号", TEXT, MARK_HELP),
    "exclusion_request_mark": Ask("不计入应到会请示的发文字号", TEXT, MARK_HELP),
    "candidates_request_mark": Ask("预备人选请示的发文字号", TEXT, MARK_HELP),
    "result_request_mark": Ask("选举结果请示的发文字号", TEXT, MARK_HELP),
    "delegate_seats": Ask("代表名额", NUMBER), "delegate_allocation": Ask("名额分配", LINES, "每行一个选举单位和名额"),
    "inspection_from": Ask("考察开始日期", DAY), "inspection_to": Ask("考察结束日期", DAY),
    "publicity_from": Ask("公示开始日期", DAY), "publicity_to": Ask("公示结束日期", DAY),
    "publicity_outcome": Ask("公示结果", LONG, "如：没有收到不同意见"),
    "party_chief_scrutineer": Ask("总监票人"), "party_scrutineers": Ask("监票人", LONG), "party_counters": Ask("计票人", LONG),
    "leaders_order": Ask("书记、副书记候选人顺序", LINES, "照上级批复的顺序，每行一个姓名"),
    "audit_unit": Ask("审计单位"), "audited_person": Ask("被审计人姓名"), "audit_period": Ask("任期起止", TEXT, "如：2021年至2026年"),
    "audit_results": Ask("审计结果", LINES, "每行一项"),
    "decided_by": Ask("作出决定的会议或机关", TEXT, "如：居民代表会议"),
    "chair_seats": Ask("主任应选名额", NUMBER), "deputy_chair_seats": Ask("副主任应选名额", NUMBER),
    "member_seats": Ask("委员应选名额", NUMBER),
    "committee_chosen_by": Ask("推选居民选举委员会的会议", TEXT, "居民会议或者居民代表会议"),
    "left_member": Ask("退出的成员"), "left_reason": Ask("退出原因"),
    "successor": Ask("递补的成员", TEXT, "按原推选得票依次递补；需要另行推选的不填"),
    "registration_from": Ask("登记开始日期", DAY), "registration_to": Ask("登记结束日期", DAY),
    "registration_hours": Ask("每日登记时间", TEXT, "如：9时至18时"), "registration_place": Ask("登记地点"),
    "appeal_place": Ask("申诉地点"),
    "representatives_from": Ask("推选开始日期", DAY), "representatives_to": Ask("推选结束日期", DAY),
    "representative_seats": Ask("代表名额", NUMBER), "group_leader_seats": Ask("居民小组长名额", NUMBER),
    "group_leaders": Ask("居民小组长", LINES, "每行一个，如：第一居民小组 张某"),
    "nomination_from": Ask("提名开始日期", DAY), "nomination_to": Ask("提名结束日期", DAY), "nomination_place": Ask("提名受理地点"),
    "objection_until": Ask("提出不同意见的截止日期", DAY),
    "primary_time": Ask("预选时间", TEXT, "如：2026年12月10日上午9时"), "primary_place": Ask("预选地点"),
    "primary_people": Ask("参加预选的人员", TEXT, "如：居民代表、居民小组长"), "primary_due": Ask("预选应到人数", NUMBER),
    "primary_present": Ask("预选实到人数", NUMBER), "primary_results": Ask("预选结果", LINES, "每行一人：姓名、得票、是否为正式候选人"),
    "meeting_that_passed": Ask("通过选举办法的会议", TEXT, "如：居民代表会议"),
    "voting_hours": Ask("投票起止时间", TEXT, "如：上午8时30分至12时"), "voting_places": Ask("投票地点", LINES, "每行一处"),
    "chief_scrutineer": Ask("总监票人"), "scrutineers": Ask("监票人", LONG), "counters": Ask("计票人", LONG),
    "callers": Ask("唱票人", LONG), "helpers": Ask("发票、登记和引导人员", LONG),
    "mobile_box_voters": Ask("流动票箱投票选民", LINES, "每行一人：姓名、居民小组、原因（不写病情和住址）"),
    "mobile_box_hours": Ask("流动票箱投票时间", TEXT, "如：上午8时30分至11时"),
    "ballot_writers": Ask("代写人", LINES, "每行一人"),
    "supplementary_on": Ask("另行选举日期", DAY), "supplementary_place": Ask("另行选举投票地点"),
    "supplementary_candidates": Ask("另行选举候选人", LINES, "每行一人：姓名、职务、第一次得票"),
    "appellant": Ask("申诉人"), "appeal_received_on": Ask("收到申诉日期", DAY), "appeal_matter": Ask("申诉事项"),
    "appeal_decision": Ask("处理决定", LONG), "appeal_reason": Ask("理由", LONG),
    "voters_added": Ask("增列的选民", LONG, "只写姓名，用顿号隔开；没有的不填"),
    "voters_removed": Ask("不列入名单的选民", LONG, "只写姓名；没有的不填"),
}  # fmt: skip

_ROSTER = "“党员名册”中登记本社区的党组织和党员"
_CANDIDATES = "“候选人”中登记并确定候选人"
_REGISTRATION = "本社区“选民登记”页面"
_RESULTS = "本社区“选举结果”页面录入并确认报告单"
RECORDED: dict[str, Recorded] = {
    "organization": Recorded("社区党组织名称", _ROSTER, "elections:organizations"),
    "organization_committee": Recorded("社区党组织名称", _ROSTER, "elections:organizations"),
    "organization_kind": Recorded("社区党组织类型", _ROSTER, "elections:organizations"),
    "members_total": Recorded("党员总数", _ROSTER, "elections:members"),
    "voting_members": Recorded("有选举权的党员人数", _ROSTER, "elections:members"),
    "voting_member_names": Recorded("有选举权的党员名单", _ROSTER, "elections:members"),
    "expected": Recorded("应到会人数", "本社区“应到会”页面核定", "elections:assembly"),
    "quorum": Recorded("会议有效的最低到会人数", "本社区“应到会”页面核定", "elections:assembly"),
    "excluded_count": Recorded("不计入应到会的人数", "本社区“应到会”页面登记", "elections:assembly"),
    "proposed_count": Recorded("提请不计入应到会的人数", "本社区“应到会”页面登记", "elections:assembly"),
    "excluded_table": Recorded("不计入应到会的党员", "本社区“应到会”页面登记", "elections:assembly"),
    "party_names": Recorded("委员候选人名单", _CANDIDATES, "candidates:candidates"),
    "party_member_candidate_count": Recorded("委员候选人数", _CANDIDATES, "candidates:candidates"),
    "party_members_table": Recorded("委员候选人名册", _CANDIDATES, "candidates:candidates"),
    "party_leaders_table": Recorded("书记、副书记候选人名册", _CANDIDATES, "candidates:candidates"),
    "party_leader_names": Recorded("书记、副书记候选人名单", _CANDIDATES, "candidates:candidates"),
    "leader_seats": Recorded("书记、副书记名额", _CANDIDATES, "candidates:candidates"),
    "recommended_table": Recorded("居委会候选人推荐名册", _CANDIDATES, "candidates:candidates"),
    "preliminary_table": Recorded("居委会初步候选人名册", _CANDIDATES, "candidates:candidates"),
    "formal_table": Recorded("居委会正式候选人名册", _CANDIDATES, "candidates:candidates"),
    "formal_names": Recorded("居委会正式候选人名单", _CANDIDATES, "candidates:candidates"),
    "chair_candidates": Recorded("主任正式候选人", _CANDIDATES, "candidates:candidates"),
    "deputy_chair_candidates": Recorded("副主任正式候选人", _CANDIDATES, "candidates:candidates"),
    "member_candidates": Recorded("委员正式候选人", _CANDIDATES, "candidates:candidates"),
    "registered_voters": Recorded("登记选民人数", _REGISTRATION, "elections:registration"),
    "representatives": Recorded("代表人数", _REGISTRATION, "elections:registration"),
    "representatives_table": Recorded("代表名单", "本社区“居民代表”页面", "elections:registration"),
    "proxies": Recorded("委托投票名单", "本社区“委托投票”页面", "elections:proxies"),
    "election_committee_table": Recorded("居民选举委员会成员名单", "本社区“居民选举委员会”页面", "elections:election_committee"),
    "committee_seats": Recorded("居委会应选名额合计", "本页面填写主任、副主任、委员名额"),
    "group_leader_count": Recorded("居民小组长人数", "本页面填写居民小组长"),
    "party_held_on": Recorded("党员大会选举日期", _RESULTS, "elections:ballots"),
    "party_figures_words": Recorded("党员大会到会和投票情况", _RESULTS, "elections:ballots"),
    "party_rounds": Recorded("党组织各轮得票情况", _RESULTS, "elections:ballots"),
    "party_elected_words": Recorded("当选名单", _RESULTS, "elections:ballots"),
    "party_duties_table": Recorded("当选的党组织成员", _RESULTS, "elections:ballots"),
    "leaders_held_on": Recorded("书记、副书记选举日期", _RESULTS, "elections:ballots"),
    "leaders_meeting": Recorded("选举书记、副书记的会议", _RESULTS, "elections:ballots"),
    "leader_rounds": Recorded("书记、副书记得票情况", _RESULTS, "elections:ballots"),
    "leaders_elected_words": Recorded("书记、副书记当选名单", _RESULTS, "elections:ballots"),
    "secretary_elected": Recorded("当选书记", _RESULTS, "elections:ballots"),
    "committee_held_on": Recorded("居委会选举日期", _RESULTS, "elections:ballots"),
    "committee_figures_words": Recorded("居委会投票情况", _RESULTS, "elections:ballots"),
    "committee_rounds": Recorded("居委会各轮得票情况", _RESULTS, "elections:ballots"),
    "committee_elected_table": Recorded("居委会当选人名单", _RESULTS, "elections:ballots"),
    "committee_duties_table": Recorded("居委会当选人名单", _RESULTS, "elections:ballots"),
    "committee_sealing_table": Recorded("居委会各轮票数", _RESULTS, "elections:ballots"),
    "committee_seats_voted": Recorded("居委会应选名额", _RESULTS, "elections:ballots"),
    "supplementary_after": Recorded("需要另行选举的那一轮投票", _RESULTS, "elections:ballots"),
    "supplementary_seats": Recorded("另行选举的名额", _RESULTS, "elections:ballots"),
    "supervision_held_on": Recorded("居务监督委员会推选日期", "本社区“居务监督委员会”页面", "elections:supervision"),
    "supervision_meeting": Recorded("推选居务监督委员会的会议", "本社区“居务监督委员会”页面", "elections:supervision"),
    "supervision_table": Recorded("居务监督委员会成员", "本社区“居务监督委员会”页面", "elections:supervision"),
    "handover_table": Recorded("移交事项", "本社区“工作移交”页面", "elections:handover"),
    "representative_word": Recorded("代表的种类", "本社区“选举方式”（全体选民方式不推选代表）"),
}  # fmt: skip
OPTIONAL_RECORDS = frozenset({
    "party_shortfall", "party_unsettled", "party_attended_count", "party_elected_names", "deputies_elected", "committee_shortfall",
    "committee_unsettled", "election_committee_meeting_words",
    "election_committee_votes_table", "by_voters", "by_households", "by_representatives",
})  # fmt: skip
"""Recorded facts that are simply absent when there is nothing of the kind."""


def asked_in(needs: list[str], optional: list[str]) -> dict[str, bool]:
    """Which questions a paper puts to the person drafting it: key → whether an answer is needed."""
    asked = {key: True for key in needs if key in ASKS}
    if {"committee_seats"} & set(needs):
        asked |= dict.fromkeys(("chair_seats", "deputy_chair_seats", "member_seats"), True)
    if {"party_leader_names", "party_leaders_table", "leader_seats"} & set(needs):
        asked["leaders_order"] = True
    if "group_leader_count" in needs:
        asked["group_leaders"] = True
    return asked | {key: False for key in optional if key in ASKS and key not in asked}


def missing_in(needs: list[str], facts: Mapping, label_of=lambda key: "") -> list[Missing]:
    """What the text needs and the facts do not give, each with its place."""
    found = []
    for key in needs:
        value = facts.get(key)
        if value is not None and value != "" and value != []:
            continue
        if key in ASKS:
            found.append(Missing(key, ASKS[key].label, "本页面“需要填写的内容”"))
        elif key in RECORDED:
            record = RECORDED[key]
            found.append(Missing(key, record.label, record.place, record.url_name))
        else:
            found.append(Missing(key, label_of(key) or key, "本届换届的参数和步骤", "elections:community_cycle"))
    return found
