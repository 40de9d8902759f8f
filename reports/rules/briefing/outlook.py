"""二、存在的问题 and 三、下一步工作重点 (domain §9.4, last two rows; §1.1 quorum, §13 hand-over)."""

from .facts import LARGE_PARTY_ORGANIZATION, Piece, Sentence
from .parts import plain, point
from .words import closed, day, days_until, full_day, some

NAMED = 3  # communities named in a sentence; the rest stand in the annexed table
WAITING = "review_sent-review_passed-review_not_passed"


def problems(facts):
    """The points of the second part."""
    builders = (_late, _reports, _venues, _reviews, _audits, _petitions)
    found = [built for builder in builders if (built := builder(facts))]
    if said := _said(facts.snapshot["problems"]):
        found.append(point("其他需要协调解决的问题", *said))
    if not found and not facts.snapshot["late_steps"] and not facts.snapshot["missing"]:
        quiet = facts.say("截至目前，没有逾期步骤和缺报社区，未登记需要协调解决的问题。")
        found.append(plain("总体平稳", quiet))
    return found


def next_steps(facts):
    """The points of the third part: towards the vote, or, when all have voted, after it."""
    after = facts.equal("voted", "communities_due")
    builders = (_handover, _stability) if after else (_schedule, _people, _procedure, _stability)
    found = [built for builder in builders if (built := builder(facts))]
    if said := _said(facts.snapshot["next_steps"]):
        found.append(point("落实专项安排", *said))
    return found


def _late(facts):
    rows = sorted(facts.snapshot["late_steps"], key=lambda row: -row["days_late"])
    if not rows:
        return None
    named = "；".join(
        f"{row['street']}{row['community']}“{row['step']}”应于{day(row['planned_on'])}完成，逾期{row['days_late']}天"
        for row in rows[:NAMED]
    )
    return plain(
        "个别社区进度滞后" if facts.value("count.late_communities") <= NAMED else "部分社区进度滞后",
        facts.say("{count.late_communities}个社区的{count.late_steps}项步骤未按计划时间完成。"),
        facts.say("其中，{named}。" if len(rows) > NAMED else "{named}。", named=named),
    )


def _reports(facts):
    names = [f"{row['street']}{row['community']}" for row in facts.snapshot["missing"]]
    verb = "为" if len(names) <= NAMED else "包括"
    missing = "当日未报送日报的社区{count.missing}个，{verb}{names}。"
    return plain(
        "日报报送和数据质量还有差距",
        facts.say(missing, when=names, verb=verb, names=some(names, most=NAMED)),
        facts.say("当日迟报{reporting.late}个。", when=facts.positive("reporting.late")),
        facts.say(
            "填报数与流程记录不一致{reporting.discrepancies}处，正在核实。",
            when=facts.positive("reporting.discrepancies"),
        ),
    )


def _venues(facts):
    """Quorum of a general meeting of Party members: four fifths of those due to attend (domain §1.1). Moot once all
    Party organisations have voted."""
    largest = facts.snapshot.get("largest_party_organization")
    if not facts.positive("count.large") or facts.equal("party_elected", "communities_due"):
        return None
    return plain(
        "部分社区党员人数多，会场组织压力较大",
        facts.say("党员{limit}人以上的社区{count.large}个。", limit=LARGE_PARTY_ORGANIZATION),
        facts.say(
            "其中党员人数最多的{community}有党员{largest.members}人。",
            when=largest,
            community=(largest or {}).get("community", ""),
        ),
        facts.say("党员大会到会人数不得少于应到会人数的五分之四，选举场地和现场组织需提前落实。"),
    )


def _reviews(facts):
    waiting = facts.say("已提交联审人选中，尚有{" + WAITING + "}人未作出结论。", when=facts.positive(WAITING))
    return plain("资格联审尚未全部办结", waiting)


def _audits(facts):
    left = facts.positive("audits_due-audits_published")
    waiting = facts.say("应审计事项中，尚有{audits_due-audits_published}项未公布审计结果。", when=left)
    return plain("部分审计结果尚未公布", waiting)


def _petitions(facts):
    left = facts.positive("petitions-petitions_closed")
    waiting = facts.say("换届信访举报尚有{petitions-petitions_closed}件未办结。", when=left)
    return plain("信访举报尚未全部办结", waiting)


def _said(remarks):
    return [("", [Sentence((Piece(text),))]) for remark in remarks if (text := closed(remark))]


def _schedule(facts):
    day_of_vote = facts.snapshot["cycle"]["election_day"]
    left = days_until(facts.snapshot["on"], day_of_vote)
    voting = facts.positive("communities_due-voted")
    countdown = "距{date}选举日还有{days}天，要倒排工期、逐日调度。"
    today = "当日为选举日，各社区要全程在岗值守。"
    return plain(
        "紧盯时间节点，确保换届按期完成",
        facts.say(countdown if left else today, when=voting and left >= 0, date=full_day(day_of_vote), days=left),
        facts.say("对尚未完成投票选举的{communities_due-voted}个社区，逐一核对步骤、时限和责任人。", when=voting),
        _overdue(facts),
    )


def _overdue(facts):
    return facts.say("对逾期的{count.late_steps}项步骤挂账督办、逐项销号。", when=facts.positive("count.late_steps"))


def _people(facts):
    return plain(
        "严格人选标准，确保审核把关到位",
        facts.say("对尚未作出联审结论的{" + WAITING + "}人，督促联审单位限时反馈。", when=facts.positive(WAITING)),
        facts.say(
            "对未公布审计结果的{audits_due-audits_published}项，督促在投票选举前公布到位。",
            when=facts.positive("audits_due-audits_published"),
        ),
        facts.say("坚持德才兼备、群众公认，对照不宜确定为候选人的情形逐条把关，把不符合条件的人员挡在门外。"),
    )


def _procedure(facts):
    return plain(
        "规范选举流程，确保工作程序落实到位",
        facts.say("坚持法定程序不变通、规定步骤不减少，严格执行选民登记、候选人公布、投票计票各环节时限要求。"),
        facts.say("主动接受党员群众监督，做到全程公开、结果公开。"),
    )


def _handover(facts):
    """Hand-over within ten days of the new committee (domain §13)."""
    left = facts.positive("communities_due-handed_over")
    handover = (
        "对尚未完成移交的{communities_due-handed_over}个社区，督促自新一届居民委员会产生之日起十日内完成工作移交。"
    )
    return plain(
        "抓好交接收尾，确保新老班子平稳衔接",
        facts.say(handover, when=left),
        _overdue(facts),
        facts.say("组织新一届班子成员履职培训，按规定整理归档换届资料。"),
    )


def _stability(facts):
    return plain(
        "强化风险防控，确保换届平稳有序",
        facts.say("对{difficult}个难点社区持续联系督导，落实一社一策。", when=facts.positive("difficult")),
        facts.say(
            "对未办结的{petitions-petitions_closed}件信访举报，明确责任单位和办结时限。",
            when=facts.positive("petitions-petitions_closed"),
        ),
        facts.say("对突发情况第一时间报告、第一时间处置。"),
    )
