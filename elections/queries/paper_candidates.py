"""Facts of papers about those who stand: of candidates what is published by law anyway, and nothing else."""

from collections.abc import Callable

from elections.enums import Side
from elections.slates import slate_of
from huanjie.shared.strokes import by_surname

PARTY_POSTS = {"party_secretary", "party_deputy_secretary", "party_committee_member"}
LEADERS = {"party_secretary": "书记", "party_deputy_secretary": "副书记"}
COMMITTEE_POSTS = {"committee_chair": "主任", "committee_deputy_chair": "副主任", "committee_member": "委员"}
BEFORE_THE_FORMAL_LIST = ("nominated", "preliminary_review", "joint_review", "passed", "formal")
APPROVED = ("passed", "formal")


def party_candidates(community_cycle, known) -> dict:
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


def preliminary(community_cycle, known) -> dict:
    lines = _committee_candidates(BEFORE_THE_FORMAL_LIST)(community_cycle)
    table = _people(lines, _committee_post) if lines else None
    return {"preliminary_table": table, "recommended_table": table}


def formal(community_cycle, known) -> dict:
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


SOURCES = (
    (frozenset({"party_names", "party_member_candidate_count", "party_members_table", "party_leaders_table",
                "party_leader_names", "leader_seats"}), party_candidates),
    (frozenset({"preliminary_table", "recommended_table"}), preliminary),
    (frozenset({"formal_table", "formal_names", "chair_candidates", "deputy_chair_candidates", "member_candidates"}),
     formal),
)  # fmt: skip
