"""Facts of papers about those who vote: the Party's assembly and its 应到会, registered voters, representatives, the
residents' election committee."""

from elections.enums_electorate import Standing
from elections.models import (
    AttendanceExclusion,
    CommitteeMeeting,
    CommitteeVote,
    PartyMember,
    Representative,
    StepRecord,
)
from elections.queries.electorate import attendance_in
from elections.queries.proxies import proxies_of
from elections.queries.registration import registered_voters
from elections.rules.electorate import DUE, EXCLUDED, PENDING
from elections.rules.paper_markup import spoken
from elections.rules.representatives import group_order
from huanjie.shared.strokes import by_surname


def assembly(community_cycle, known) -> dict:
    congress = StepRecord.objects.filter(community_cycle=community_cycle, code="PA11", is_needed=True).exists()
    return {"assembly": "党员代表大会" if congress else "党员大会"}


def attendance(community_cycle, known) -> dict:
    """应到会 of the meeting day, with the names of those who vote and of those proposed to be left out."""
    found = attendance_in(community_cycle)
    if not found.members:
        return {}
    names = dict(PartyMember.objects.filter(pk__in=found.reasons).values_list("pk", "name"))
    voting = [names[pk] for pk in found.keys(DUE, PENDING)]
    proposed = _proposed(found.keys(EXCLUDED, PENDING))
    return {
        "members_total": found.members,
        "voting_members": found.entitled,
        "voting_member_names": by_surname(voting) or None,
        "expected": found.expected or None,
        "quorum": found.quorum_needed,
        "excluded_count": found.excluded_count,
        "proposed_count": len(proposed) or None,
        "excluded_table": _excluded_table(proposed) if proposed else None,
    }


def _proposed(keys) -> list[AttendanceExclusion]:
    """Everybody proposed to be left out, approved or not: the request names them all."""
    rows = AttendanceExclusion.objects.filter(member_id__in=keys, ended_on__isnull=True).select_related("member")
    return by_surname(rows, lambda row: row.member.name)


def _excluded_table(rows: list[AttendanceExclusion]) -> dict:
    return {
        "columns": [["姓名", 28], ["情形", 0], ["证明材料", 48]],
        "rows": [[row.member.name, row.get_ground_display(), row.evidence] for row in rows],
    }


def registration(community_cycle, known) -> dict:
    return {"registered_voters": registered_voters(community_cycle)}


def representatives(community_cycle, known) -> dict:
    rows = list(Representative.objects.filter(community_cycle=community_cycle, left_on__isnull=True))
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row.name)
    table = {
        "columns": [["居民小组", 40], ["人数", 16], ["姓名（按姓氏笔画为序）", 0]],
        "rows": [
            [group, str(len(groups[group])), "、".join(by_surname(groups[group]))]
            for group in sorted(groups, key=group_order)
        ],
    }
    return {"representatives": len(rows) or None, "representatives_table": table if rows else None}


def election_committee(community_cycle, known) -> dict:
    serving = CommitteeVote.objects.filter(committee__community_cycle=community_cycle, state=Standing.SERVING)
    order = {"chair": 0, "deputy_chair": 1}
    rows = sorted(serving, key=lambda row: (order.get(row.post, 2), row.rank))
    table = {
        "columns": [["姓名", 40], ["性别", 20], ["职务", 0]],
        "rows": [[row.name, row.get_gender_display() or "—", row.get_post_display() or "委员"] for row in rows],
    }
    return {"election_committee_table": table if rows else None}


def first_choice(community_cycle, known) -> dict:
    """The meeting that chose the election committee and everybody it voted on, in the order of votes (art. 15)."""
    meeting = CommitteeMeeting.objects.filter(committee__community_cycle=community_cycle).order_by("number").first()
    if meeting is None:
        return {}
    rows = [
        [row.name, row.get_gender_display() or "—", str(row.votes), _chosen(row, meeting.seats)]
        for row in meeting.votes.order_by("rank")
    ]
    return {
        "election_committee_meeting_words": (
            f"{spoken(meeting.held_on)}召开{meeting.get_kind_display()}，应到{meeting.due_count}人，"
            f"实到{meeting.attended_count}人，推选居民选举委员会成员{meeting.seats}名。"
        ),
        "election_committee_votes_table": {
            "columns": [["姓名", 36], ["性别", 20], ["得票数", 26], ["推选结果", 0]], "rows": rows,
        },
    }  # fmt: skip


def written_proxies(community_cycle, known) -> dict:
    """Who lets whom vote on the election day, one holder after the other: published by name in announcement 13 (art. 19)."""
    rows = sorted(
        proxies_of(community_cycle, community_cycle.day), key=lambda row: (*group_order(row.holder_group), row.holder)
    )
    lines = [f"{row.principal}（{row.principal_group}）委托{row.holder}（{row.holder_group}）" for row in rows]
    return {"proxies": lines or None}


def _chosen(row: CommitteeVote, seats: int) -> str:
    """What the vote made of a person on the day, whatever happened since."""
    if row.state == Standing.NOT_CHOSEN:
        return Standing.NOT_CHOSEN.label
    return "当选" if row.rank <= seats else "列入递补名单"


SOURCES = (
    (frozenset({"assembly"}), assembly),
    (frozenset({"members_total", "voting_members", "voting_member_names", "expected", "quorum", "excluded_count",
                "proposed_count", "excluded_table"}), attendance),
    (frozenset({"registered_voters"}), registration),
    (frozenset({"representatives", "representatives_table"}), representatives),
    (frozenset({"proxies"}), written_proxies),
    (frozenset({"election_committee_table"}), election_committee),
    (frozenset({"election_committee_meeting_words", "election_committee_votes_table"}), first_choice),
)  # fmt: skip
