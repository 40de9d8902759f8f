"""一、主要做法: 三个到位, 三情, 三关 (domain §9.4, rows one to five), as far as figures exist."""

from .parts import point
from .ranking import ranking
from .words import some, whole


def practice(facts):
    """The points of the first part."""
    return [found for found in (_in_place(facts), _known(facts), _gates(facts)) if found]


def _in_place(facts):
    words = {"whole": whole(facts.snapshot["area"]["name"])}
    all_started = facts.equal("started", "communities_due")
    organised = [
        facts.say(
            "{whole}{count.streets}个街道、{communities_due}个应换届社区全部纳入换届台账，按步骤跟踪、按社区销号。",
            when=facts.value("count.streets") > 1 and facts.positive("communities_due"),
            **words,
        )
    ]
    arranged = [
        facts.say("{communities_due}个应换届社区已全部启动换届。", when=all_started)
        or facts.say("已启动换届的社区{started}个{started~}。", when=facts.positive("started")),
        facts.say(
            "已提交换届请示的社区党组织{party_requested}个{party_requested~}。", when=facts.positive("party_requested")
        ),
    ]
    publicity = [
        facts.say("累计开展换届政策和换届纪律宣传{publicity}场次{publicity~}。", when=facts.positive("publicity"))
    ]
    return point(
        "加强组织部署，推动换届工作有序开展",
        ("组织引导到位。", organised),
        ("安排部署到位。", arranged),
        ("政策宣传到位。", publicity),
        several=(3, "坚持“三个到位”，推动换届工作有序开展"),
    )


def _known(facts):
    words = {"whole": whole(facts.snapshot["area"]["name"])}
    society = [
        facts.say("累计组织摸底排查{surveys}次{surveys~}。", when=facts.positive("surveys")),
        facts.say("确定换届难点社区{difficult}个{difficult~}，列入重点跟踪。", when=facts.positive("difficult")),
    ]
    people = [
        facts.say("累计开展谈心谈话{talks}人次{talks~}，听取意见建议，掌握思想动态。", when=facts.positive("talks")),
        facts.say(
            "收到换届信访举报{petitions}件{petitions~}，已办结{petitions_closed}件。", when=facts.positive("petitions")
        ),
    ]
    election = [
        facts.say(
            "{whole}社区现有党员{party_members}人{party_members~}。", when=facts.positive("party_members"), **words
        ),
        facts.say("本届登记选民{registered_voters}人{registered_voters~}。", when=facts.positive("registered_voters")),
        facts.say(
            "各社区已提名人选{candidates_nominated}人{candidates_nominated~}。",
            when=facts.positive("candidates_nominated"),
        ),
    ]
    return point(
        "深入摸底排查，做到底数清楚、情况明了",
        ("摸清社情。", society),
        ("听取民情。", people),
        ("研判选情。", election),
        several=(3, "摸准“三情”，做到底数清楚、情况明了"),
    )


def _gates(facts):
    return point(
        "严格把关，确保换届质量和进度",
        ("严把资格关。", _qualification(facts)),
        ("严把审计关。", _audit(facts)),
        ("严把进度关。", [*_reporting(facts), *_party(facts), *_committee(facts), *_streets(facts)]),
        several=(3, "把好“三关”，确保换届质量和进度"),
    )


def _qualification(facts):
    return [
        facts.say(
            "落实街道预审、部门联审机制，累计提交联审{review_sent}人{review_sent~}，联审通过{review_passed}人，"
            "通过率{%review_pass_rate}。",
            when=facts.positive("review_sent", "review_passed"),
        )
        or facts.say(
            "落实街道预审、部门联审机制，累计提交联审{review_sent}人{review_sent~}。",
            when=facts.positive("review_sent"),
        ),
        facts.say(
            "联审未通过{review_not_passed}人{review_not_passed~}，按规定程序办理。",
            when=facts.positive("review_not_passed"),
        ),
    ]


def _audit(facts):
    all_published = facts.equal("audits_published", "audits_due")
    return [
        facts.say("{audits_due}项应审计事项已全部出具报告并公布结果，接受居民监督。", when=all_published)
        or facts.say(
            "应审计{audits_due}项，已出具报告{audits_reported}项，已公布结果{audits_published}项{audits_published~}，"
            "公布率{%audit_publication}。",
            when=facts.positive("audits_due", "audits_published"),
        )
        or facts.say(
            "应审计{audits_due}项，已出具报告{audits_reported}项{audits_reported~}。",
            when=facts.positive("audits_due", "audits_reported"),
        )
        or facts.say("应审计{audits_due}项。", when=facts.positive("audits_due"))
    ]


def _reporting(facts):
    due, on_time = facts.positive("reporting.due"), facts.positive("reporting.on_time")
    return [
        facts.say(
            "实行换届进度日报告制度，已形成日报{reporting.days_reported}期。",
            when=facts.positive("reporting.days_reported"),
        ),
        facts.say("当日{reporting.due}个社区全部按时报送。", when=facts.equal("reporting.on_time", "reporting.due"))
        or facts.say(
            "当日应报社区{reporting.due}个，已报{reporting.filed}个，其中按时报送{reporting.on_time}个，"
            "按时率{%on_time}{%on_time~}。",
            when=due and on_time,
        )
        or facts.say("当日应报社区{reporting.due}个，已报{reporting.filed}个。", when=due),
    ]


def _party(facts):
    all_elected = facts.equal("party_elected", "communities_due")
    return [
        facts.say("{communities_due}个社区党组织已全部完成选举。", when=all_elected)
        or facts.say(
            "社区党组织完成选举{party_elected}个{party_elected~}，完成率{%party_completion}。",
            when=facts.positive("party_elected"),
        ),
        facts.say("党组织选举结果已获批复{party_approved}个{party_approved~}。", when=facts.positive("party_approved")),
    ]


def _committee(facts):
    return [
        facts.listing(
            "居民委员会换届方面，",
            (
                "已推选产生居民选举委员会{committee_formed}个",
                "完成选民登记{registration_done}个",
                "公布选民名单{voter_list_published}个",
                "完成候选人提名{nominated}个",
                "公布正式候选人{formal_list_published}个",
                "完成投票选举{voted}个",
                "完成工作移交{handed_over}个",
            ),
        ),
        facts.say(
            "参加投票选民{ballots_cast}人{ballots_cast~}，占{whole}登记选民的{%turnout}。",
            when=facts.positive("ballots_cast"),
            whole=whole(facts.snapshot["area"]["name"]),
        ),
    ]


def _streets(facts):
    found = ranking(facts.snapshot)
    if not found:
        return []
    complete, stage = len(found.complete), found.stage
    return [
        facts.say(
            "{names}{number}已全部完成{stage}。",
            when=complete,
            names=some(found.complete),
            number=f"{complete}个街道" if complete > 3 else "",
            stage=stage,
        ),
        facts.say("{stage}进度居前的为{names}。", when=found.ahead, stage=stage, names=some(found.ahead)),
        facts.say("{stage}进度靠后的为{names}。", when=found.behind, stage=stage, names=some(found.behind)),
    ]
