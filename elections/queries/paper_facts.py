"""The facts that papers are made of, read from the records of one community. Nothing personal but names is read here,
and of candidates what is published by law anyway."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.db.models import Q

from elections.enums import BallotPost, BallotState, ElectionMode, ElectState, Side
from elections.models import (
    AttendanceExclusion,
    Ballot,
    BallotEntry,
    CommitteeVote,
    CommunityCycle,
    ElectedPerson,
    Handover,
    PartyMember,
    PartyOrganization,
    Representative,
    StepRecord,
    SupervisionChoice,
)
from elections.queries.electorate import attendance_in
from elections.queries.registration import registered_voters
from elections.queries.rule_sets import cycle_parameters
from elections.rules.electorate import DUE, EXCLUDED, PENDING
from elections.rules.paper_facts import ASKS, DAY, LINES, NUMBER, Missing, missing_in
from elections.rules.paper_kind import PaperKind
from elections.slates import slate_of
from huanjie.shared.strokes import by_surname

PARTY_POSTS = {"party_secretary", "party_deputy_secretary", "party_committee_member"}
LEADERS = {"party_secretary": "书记", "party_deputy_secretary": "副书记"}
COMMITTEE_POSTS = {"committee_chair": "主任", "committee_deputy_chair": "副主任", "committee_member": "委员"}
BEFORE_THE_FORMAL_LIST = ("nominated", "preliminary_review", "joint_review", "passed", "formal")
APPROVED = ("passed", "formal")


def facts_for(community_cycle: CommunityCycle, kind: PaperKind, given: Mapping) -> tuple[dict, list[Missing]]:
    """What the kind's text needs, as JSON, and what of it is missing."""
    wanted = {*kind.needs, *kind.optional}
    known = _known(community_cycle, wanted, given)
    facts = {key: _plain(known[key]) for key in sorted(wanted) if known.get(key) is not None}
    return facts, missing_in(kind.needs, facts, lambda key: _step_label(community_cycle, key))


def _known(community_cycle, wanted: set[str], given: Mapping) -> dict:
    known = {**_places(community_cycle), **_answers(given), **_mode(community_cycle)}
    known |= _sums(known)
    for keys, read in SOURCES:
        if wanted & keys:
            known |= read(community_cycle, known)
    parameters = cycle_parameters(community_cycle.cycle)
    for key in wanted - known.keys():
        if key.startswith("on_"):
            known[key] = _step_day(community_cycle, key[3:])
        elif key in parameters:
            known[key] = parameters[key]
    return known


def _answers(given: Mapping) -> dict:
    """What the drafter typed, read by the kind of its question."""
    read = {}
    for key, value in given.items():
        if key not in ASKS or value in ("", None, []):
            continue
        kind = ASKS[key].kind
        if kind == LINES:
            read[key] = [line.strip() for line in str(value).splitlines() if line.strip()]
        else:
            read[key] = int(value) if kind == NUMBER else str(value).strip()
    return read


def _places(community_cycle) -> dict:
    community = community_cycle.community
    street = community.subdistrict
    organization = PartyOrganization.objects.filter(community=community, parent__isnull=True).order_by("pk").first()
    term_ends = community_cycle.last_day_of_term
    return {
        "community": community.name,
        "street": street.name,
        "district": street.district.name,
        "street_party": f"中共{street.district.name}{street.name}工作委员会",
        "street_office": f"{street.name}办事处",
        "steering": f"{street.name}居民委员会换届选举指导组",
        "committee": f"{community.name}居民委员会",
        "election_committee": f"{community.name}居民选举委员会",
        "cycle_name": community_cycle.cycle.name,
        "election_day": community_cycle.day,
        "organization": organization.name if organization else None,
        "organization_committee": _committee_of(organization.name) if organization else None,
        "organization_kind": organization.get_kind_display() if organization else None,
        **({"party_term_ends": term_ends} if term_ends else {}),
    }


def _committee_of(name: str) -> str:
    """中共某社区支部委员会 is the committee already; 某社区党支部 has one."""
    return name if name.endswith("委员会") else f"{name}委员会"


def _mode(community_cycle) -> dict:
    mode = ElectionMode(community_cycle.election_mode)
    words = {ElectionMode.HOUSEHOLDS: "户代表", ElectionMode.REPRESENTATIVES: "居民代表"}
    return {
        "mode": mode.label,
        "by_voters": mode == ElectionMode.ALL_VOTERS or None,
        "by_households": mode == ElectionMode.HOUSEHOLDS or None,
        "by_representatives": mode == ElectionMode.REPRESENTATIVES or None,
        "representative_word": words.get(mode),
    }


def _sums(known: Mapping) -> dict:
    """What follows from the answers."""
    seats = [known.get(key) for key in ("chair_seats", "deputy_chair_seats", "member_seats")]
    leaders = known.get("group_leaders")
    return {
        "committee_seats": sum(seats) if None not in seats else None,
        "group_leader_count": len(leaders) if leaders else None,
    }


def _step_day(community_cycle, code: str) -> date | None:
    row = StepRecord.objects.filter(community_cycle=community_cycle, code=code, is_needed=True).first()
    return (row.done_on or row.planned_on) if row else None


def _step_label(community_cycle, key: str) -> str:
    return f"步骤 {key[3:]} 的日期" if key.startswith("on_") else ""


# --- the Party's electorate ------------------------------------------------------------------------------------------


def _assembly(community_cycle, known) -> dict:
    congress = StepRecord.objects.filter(community_cycle=community_cycle, code="PA11", is_needed=True).exists()
    return {"assembly": "党员代表大会" if congress else "党员大会"}


def _attendance(community_cycle, known) -> dict:
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


# --- candidates ------------------------------------------------------------------------------------------------------


def _party_candidates(community_cycle, known) -> dict:
    lines = [line for line in slate_of(community_cycle, Side.PARTY, states=APPROVED) if set(line.posts) & PARTY_POSTS]
    ordered = by_surname(lines, lambda line: line.name)
    leaders = [line for line in ordered if set(line.posts) & LEADERS.keys()]
    names = [name for name in known.get("leaders_order") or [] if name in {line.name for line in leaders}]
    in_order = [next(line for line in leaders if line.name == name) for name in names]
    complete = len(in_order) == len(leaders)
    return {
        "party_names": [line.name for line in ordered] or None,
        "party_member_candidate_count": len(ordered) or None,
        "party_members_table": _people(ordered, lambda line: "委员") if ordered else None,
        "party_leaders_table": _people(in_order, _leader_post) if in_order and complete else None,
        "party_leader_names": [line.name for line in in_order] if in_order and complete else None,
        "leader_seats": len(in_order) if in_order and complete else None,
    }


def _leader_post(line) -> str:
    return next(label for post, label in LEADERS.items() if post in line.posts)


def _committee_candidates(states) -> Callable:
    def read(community_cycle) -> list:
        lines = slate_of(community_cycle, Side.RESIDENTS_COMMITTEE, **({"states": states} if states else {}))
        return by_surname([line for line in lines if set(line.posts) & COMMITTEE_POSTS.keys()], lambda line: line.name)

    return read


def _preliminary(community_cycle, known) -> dict:
    lines = _committee_candidates(BEFORE_THE_FORMAL_LIST)(community_cycle)
    table = _people(lines, _committee_post) if lines else None
    return {"preliminary_table": table, "recommended_table": table}


def _formal(community_cycle, known) -> dict:
    lines = _committee_candidates(None)(community_cycle)
    of_post = {post: [line.name for line in lines if post in line.posts] or None for post in COMMITTEE_POSTS}
    return {
        "formal_table": _people(lines, _committee_post) if lines else None,
        "formal_names": [line.name for line in lines] or None,
        "chair_candidates": of_post["committee_chair"],
        "deputy_chair_candidates": of_post["committee_deputy_chair"],
        "member_candidates": of_post["committee_member"],
    }


def _committee_post(line) -> str:
    return "、".join(label for post, label in COMMITTEE_POSTS.items() if post in line.posts)


def _people(lines, post: Callable) -> dict:
    """A table of candidates: what is published of them, never more (domain brief §11.4)."""
    return {
        "columns": [["姓名", 24], ["性别", 14], ["出生年月", 30], ["政治面貌", 30], ["文化程度", 30], ["拟任职务", 0]],
        "rows": [
            [
                line.name, line.gender_label, f"{line.birth_date:%Y.%m}" if line.birth_date else "—",
                line.political_status_label or "—", line.education_label or "—", post(line),
            ]
            for line in lines
        ],
    }  # fmt: skip


# --- the residents' side ---------------------------------------------------------------------------------------------


def _registration(community_cycle, known) -> dict:
    return {"registered_voters": registered_voters(community_cycle)}


def _representatives(community_cycle, known) -> dict:
    rows = list(Representative.objects.filter(community_cycle=community_cycle, left_on__isnull=True))
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row.name)
    table = {
        "columns": [["居民小组", 40], ["人数", 16], ["姓名（按姓氏笔画为序）", 0]],
        "rows": [[group, str(len(names)), "、".join(by_surname(names))] for group, names in groups.items()],
    }
    return {"representatives": len(rows) or None, "representatives_table": table if rows else None}


def _election_committee(community_cycle, known) -> dict:
    serving = CommitteeVote.objects.filter(committee__community_cycle=community_cycle, state="serving")
    order = {"chair": 0, "deputy_chair": 1}
    rows = sorted(serving, key=lambda row: (order.get(row.post, 2), row.rank))
    table = {
        "columns": [["姓名", 40], ["性别", 20], ["职务", 0]],
        "rows": [[row.name, row.get_gender_display() or "—", row.get_post_display() or "委员"] for row in rows],
    }
    return {"election_committee_table": table if rows else None}


# --- results ---------------------------------------------------------------------------------------------------------


def _declared(community_cycle, side) -> Ballot | None:
    return (
        Ballot.objects.filter(community_cycle=community_cycle, side=side, state=BallotState.DECLARED)
        .order_by("-round_number")
        .first()
    )


def _seats(community_cycle, side) -> int:
    """The seats of the first round: later rounds fill what it left open."""
    first = Ballot.objects.filter(community_cycle=community_cycle, side=side).order_by("round_number").first()
    posts = [BallotPost.PARTY_MEMBER] if side == Side.PARTY else BallotPost.values
    return sum(seat.count for seat in first.seats.all() if seat.post in posts)


def _counts(ballot: Ballot) -> dict:
    """The paper's sums: {post: {"issued", ..., "votes": {person: [..]}, "write_ins": [..]}} and by venue."""
    entry = BallotEntry.objects.filter(ballot=ballot, is_superseded=False).order_by("sheet").first()
    posts: dict[str, dict] = {}
    for venue in (entry.data["venues"] if entry else {}).values():
        for post, numbers in venue["posts"].items():
            total = posts.setdefault(post, {"votes": {}, "write_ins": []})
            for key in ("issued", "returned", "valid", "invalid"):
                total[key] = total.get(key, 0) + numbers[key]
            for person, marks in numbers["votes"].items():
                before = total["votes"].get(person, [0] * len(marks))
                total["votes"][person] = [a + b for a, b in zip(before, marks, strict=True)]
            total["write_ins"] += numbers.get("write_ins", [])
    return {"posts": posts, "entry": entry}


def _elected(community_cycle, side) -> list[ElectedPerson]:
    rows = ElectedPerson.objects.filter(community_cycle=community_cycle, side=side).exclude(
        Q(state=ElectState.VOID) | Q(state=ElectState.WITHDRAWN) | Q(state=ElectState.AWAITING_REVIEW)
    )
    return list(rows)


def _party_results(community_cycle, known) -> dict:
    ballot = _declared(community_cycle, Side.PARTY)
    if ballot is None:
        return {}
    counts = _counts(ballot)
    posts = counts["posts"]
    post = posts.get(BallotPost.PARTY_MEMBER) or next(iter(posts.values()), None)
    elected = by_surname({person.name for person in _elected(community_cycle, Side.PARTY)})
    seats = _seats(community_cycle, Side.PARTY)
    return {
        "party_held_on": ballot.held_on,
        "party_attendance_words": f"应到会有选举权的党员{ballot.due_count}名，实到会{_attended(counts)}名。",
        "party_turnout_words": _turnout(post) if post else None,
        "party_votes_table": _votes(ballot, posts, ["赞成", "不赞成", "弃权"]),
        "party_write_ins": _write_ins(posts),
        "party_elected_names": elected or None,
        "party_elected_list": elected or None,
        "party_shortfall": (seats - len(elected)) if seats > len(elected) else None,
    }


def _attended(counts) -> int:
    entry = counts["entry"]
    return sum(venue["attended"] for venue in entry.data["venues"].values()) if entry else 0


def _turnout(post: Mapping) -> str:
    return f"发出选票{post['issued']}张，收回选票{post['returned']}张，其中有效票{post['valid']}张，无效票{post['invalid']}张。"


def _write_ins(posts) -> list[str] | None:
    found = [f"{line['name']}{line['votes']}票" for numbers in posts.values() for line in numbers["write_ins"]]
    return found or None


def _votes(ballot: Ballot, posts: Mapping, marks: list[str]) -> dict | None:
    people = list(ballot.people.all())
    rows = [
        [person.name, BallotPost(person.post).label, *(str(n) for n in posts[person.post]["votes"][str(person.pk)])]
        for person in people
        if str(person.pk) in posts.get(person.post, {}).get("votes", {})
    ]
    width = max((len(row) for row in rows), default=0) - 2
    labels = marks if width == len(marks) else ["得票"]
    return {"columns": [["姓名", 30], ["职务", 0], *([label, 24] for label in labels)], "rows": rows} if rows else None


def _committee_results(community_cycle, known) -> dict:
    ballot = _declared(community_cycle, Side.RESIDENTS_COMMITTEE)
    if ballot is None:
        return {}
    counts = _counts(ballot)
    posts = counts["posts"]
    elected = _elected(community_cycle, Side.RESIDENTS_COMMITTEE)
    order = list(BallotPost.values)
    rows = sorted(by_surname(elected, lambda person: person.name), key=lambda person: order.index(person.post))
    seats = _seats(community_cycle, Side.RESIDENTS_COMMITTEE)
    word = {ElectionMode.HOUSEHOLDS: "户代表", ElectionMode.REPRESENTATIVES: "居民代表"}.get(ballot.mode, "登记选民")
    first = next(iter(posts.values()), None)
    return {
        "committee_held_on": ballot.held_on,
        "committee_turnout_words": first
        and f"{word}{ballot.due_count}名，参加投票{_attended(counts)}名。{_turnout(first)}",
        "committee_votes_table": _votes(ballot, posts, ["赞成", "不赞成", "弃权"]),
        "committee_venues_table": _venues(ballot, counts["entry"]),
        "committee_elected_table": {
            "columns": [["姓名", 36], ["性别", 20], ["职务", 0], ["得票", 30]],
            "rows": [[p.name, p.get_gender_display() or "—", p.get_post_display(), str(p.votes)] for p in rows],
        }
        if rows
        else None,
        "committee_elected_names": [person.name for person in rows] or None,
        "committee_seats_voted": seats,
        "committee_shortfall": (seats - len(rows)) if seats > len(rows) else None,
    }


def _venues(ballot: Ballot, entry) -> dict | None:
    if entry is None:
        return None
    rows = []
    for venue in ballot.venues.all():
        numbers = entry.data["venues"].get(str(venue.pk))
        post = next(iter(numbers["posts"].values()), None) if numbers else None
        if post:
            cells = [numbers["attended"], post["issued"], post["returned"], post["valid"], post["invalid"]]
            rows.append([venue.name, *(str(cell) for cell in cells)])
    labels = ("参加", "发出", "收回", "有效", "无效")
    return {"columns": [["投票点", 0], *([label, 22] for label in labels)], "rows": rows} if rows else None


def _supervision(community_cycle, known) -> dict:
    choice = SupervisionChoice.objects.filter(community_cycle=community_cycle).first()
    if choice is None:
        return {}
    people = [person for person in choice.members.all() if person.is_elected]
    table = {
        "columns": [["姓名", 40], ["性别", 20], ["职务", 0]],
        "rows": [[p.name, p.get_gender_display() or "—", "主任" if p.is_chair else "成员"] for p in people],
    }
    return {
        "supervision_held_on": choice.held_on,
        "supervision_meeting": choice.get_meeting_display(),
        "supervision_table": table if people else None,
    }


def _handover(community_cycle, known) -> dict:
    row = Handover.objects.filter(community_cycle=community_cycle).first()
    if row is None or not row.items:
        return {}
    return {
        "handover_table": {
            "columns": [["序号", 14], ["移交事项", 0], ["情况", 30], ["说明", 44]],
            "rows": [
                [str(n), item["name"], "已移交" if item.get("is_done") else "", item.get("note", "")]
                for n, item in enumerate(row.items, start=1)
            ],
            "by_hand": True,
        }
    }


Source = Callable[[CommunityCycle, Mapping], dict]
SOURCES: tuple[tuple[frozenset[str], Source], ...] = (
    (frozenset({"assembly"}), _assembly),
    (frozenset({"members_total", "voting_members", "voting_member_names", "expected", "quorum", "excluded_count", "proposed_count",
                "excluded_table"}), _attendance),
    (frozenset({"party_names", "party_member_candidate_count", "party_members_table", "party_leaders_table",
                "party_leader_names", "leader_seats"}), _party_candidates),
    (frozenset({"preliminary_table", "recommended_table"}), _preliminary),
    (frozenset({"formal_table", "formal_names", "chair_candidates", "deputy_chair_candidates", "member_candidates"}),
     _formal),
    (frozenset({"registered_voters"}), _registration),
    (frozenset({"representatives", "representatives_table"}), _representatives),
    (frozenset({"election_committee_table"}), _election_committee),
    (frozenset({"party_held_on", "party_attendance_words", "party_turnout_words", "party_votes_table",
                "party_elected_names", "party_elected_list", "party_shortfall", "party_write_ins"}), _party_results),
    (frozenset({"committee_held_on", "committee_turnout_words", "committee_votes_table", "committee_venues_table",
                "committee_elected_table", "committee_elected_names", "committee_shortfall",
                "committee_seats_voted"}), _committee_results),
    (frozenset({"supervision_held_on", "supervision_meeting", "supervision_table"}), _supervision),
    (frozenset({"handover_table"}), _handover),
)  # fmt: skip


def _plain(value):
    """A fact as JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Iterable) and not isinstance(value, str | dict):
        return [_plain(item) for item in value]
    return value


def dates_in(facts: Mapping) -> dict[str, str]:
    """The days a paper names: for the schedule, when the election day moves."""
    keys = {key for key, ask in ASKS.items() if ask.kind == DAY}
    return {
        key: value
        for key, value in facts.items()
        if isinstance(value, str)
        and (key in keys or key.startswith("on_") or key in ("election_day", "party_term_ends"))
    }
