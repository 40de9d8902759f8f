"""What a nomination must show for itself, by its channel, before it goes to the joint review.

城市居民委员会组织法 2025 第18条: candidates of the residents' committee are put forward by the community's Party organization
or jointly by ten or more voters; the law sets no limit to how many people one voter may help to nominate. 中国共产党基层组织
选举工作条例 2020: candidates of the Party organization come from the recommendation of the members; with 两推, also of
residents (domain brief §1.3).
"""

from dataclasses import dataclass
from datetime import date

from candidates.enums import Nomination
from candidates.rules.nomination import COMMITTEE_POSTS, ELECTION_RULES, LAW
from huanjie.shared.dates import age_on
from huanjie.shared.verdict import YES, Verdict, no

VOTERS_NEEDED = 10
ADULT = 18
JOINT_ARTICLE = f"{LAW}第18条"
PARTY_ARTICLE = "中国共产党基层组织选举工作条例"


@dataclass(frozen=True)
class Proof:
    """The figures of a 提名依据. `nominators` are distinct voters, the candidate not among them."""

    document_number: str = ""
    met_on: date | None = None
    members_due: int | None = None
    members_present: int | None = None
    member_votes: int | None = None
    residents_present: int | None = None
    resident_votes: int | None = None
    nominators: int = 0


def check_proof(nomination: str, posts, proof: Proof | None, nominated_on: date) -> Verdict:
    """Whether the nomination shows what its channel asks for. Nothing on record is never enough."""
    proof = proof or Proof()
    if nomination == Nomination.ORGANIZATION:
        return _document(proof, "组织推荐要有推荐文件或会议纪要的文号。", JOINT_ARTICLE)
    if nomination == Nomination.JOINT:
        return _voters(proof)
    if nomination == Nomination.TWO_RECOMMENDATIONS:
        return check_meeting(proof, nominated_on)
    if nomination == Nomination.SELF:
        return _self(posts, proof)
    return no("没有登记提名方式。", "请先在候选人登记中选择提名方式。", JOINT_ARTICLE)


def _document(proof: Proof, words: str, article: str) -> Verdict:
    return YES if proof.document_number.strip() else no(words, "请在“提名依据”中填写文号。", article)


def _voters(proof: Proof) -> Verdict:
    if proof.nominators >= VOTERS_NEEDED:
        return YES
    return no(
        f"联名推荐要有十名以上选民，现登记 {proof.nominators} 名。", "请在“提名依据”中补齐联名选民，同一人只算一名，候选人本人不算。",
        JOINT_ARTICLE,
    )  # fmt: skip


def _self(posts, proof: Proof) -> Verdict:
    """Nobody stands by his own word alone."""
    if proof.document_number.strip():
        return YES
    if COMMITTEE_POSTS & set(posts) and proof.nominators >= VOTERS_NEEDED:
        return YES
    return no(
        "个人自荐须由社区党组织推荐，或由十名以上选民联合提名后才能送审。",
        "请在“提名依据”中填写党组织推荐文号，或登记联名选民。", JOINT_ARTICLE,
    )  # fmt: skip


def check_meeting(proof: Proof, nominated_on: date) -> Verdict:
    """两推: a meeting on a day, more than half of the members there, and no more votes than people."""
    needed = (
        ("推荐会议日期", proof.met_on), ("应到党员", proof.members_due), ("实到党员", proof.members_present),
        ("党员推荐票", proof.member_votes), ("参加推荐群众", proof.residents_present), ("群众推荐票", proof.resident_votes),
    )  # fmt: skip
    missing = [label for label, value in needed if value is None]
    if missing:
        return no(f"两推的提名依据还没有填写{'、'.join(missing)}。", "请按会议记录补填。", PARTY_ARTICLE)
    counted = check_counts(proof)
    if not counted:
        return counted
    if proof.met_on > nominated_on:
        return no(f"推荐会议 {proof.met_on} 晚于提名日期 {nominated_on}。", "请核对日期。", PARTY_ARTICLE)
    if proof.members_present * 2 <= proof.members_due:
        return no(
            f"应到党员 {proof.members_due} 人，实到 {proof.members_present} 人，没有超过半数。",
            "请核对会议记录；人数不足的应重新组织推荐。", PARTY_ARTICLE,
        )  # fmt: skip
    if not proof.member_votes or not proof.resident_votes:
        return no("两推要有党员推荐票和群众推荐票，其中一项为零。", "请核对会议记录。", PARTY_ARTICLE)
    return YES


def check_counts(proof: Proof) -> Verdict:
    """Figures of one meeting fit one another, as far as they are filled in."""
    for more, less, words in (
        (proof.members_due, proof.members_present, "实到党员多于应到党员"),
        (proof.members_present, proof.member_votes, "党员推荐票多于实到党员"),
        (proof.residents_present, proof.resident_votes, "群众推荐票多于参加推荐的群众"),
    ):
        if more is not None and less is not None and less > more:
            return no(f"{words}（{less} 多于 {more}）。", "请对照会议记录核对人数。", ELECTION_RULES)
    return YES


def check_nominator(*, birth_date: date, is_candidate: bool, election_day: date) -> Verdict:
    """A joint nominator is a voter of at least eighteen, and not the candidate himself (第16条, 第18条)."""
    if is_candidate:
        return no("候选人本人不能联名推荐自己。", "请登记其他选民。", JOINT_ARTICLE)
    if age_on(birth_date, election_day) < ADULT:
        return no("联名选民到选举日未满十八周岁。", "请核对身份证号。", f"{LAW}第16条")
    return YES
