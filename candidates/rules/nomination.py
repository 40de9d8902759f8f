"""Who may be nominated for what: facts with a reason, never a judgement of a person (domain brief §1, §2.1).

Whether somebody is qualified is what the review asks; nothing here passes anybody.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from candidates.enums import Nomination, PoliticalStatus, Post
from huanjie.shared.dates import age_on, first_day, last_day
from huanjie.shared.verdict import YES, Verdict, no

PARTY_POSTS = frozenset({Post.PARTY_SECRETARY, Post.PARTY_DEPUTY_SECRETARY, Post.PARTY_MEMBER})
COMMITTEE_POSTS = frozenset({Post.COMMITTEE_CHAIR, Post.COMMITTEE_DEPUTY_CHAIR, Post.COMMITTEE_MEMBER})
COMMITTEES = (("社区党组织", PARTY_POSTS), ("居民委员会", COMMITTEE_POSTS))
IN_THE_PARTY = frozenset({PoliticalStatus.PARTY_MEMBER, PoliticalStatus.PROBATIONARY})
ADULT = 18

ELECTION_RULES = "中国共产党基层组织选举工作条例第5条"
LAW = "城市居民委员会组织法"


def check_posts(posts: Sequence[str]) -> Verdict:
    """At least one post, known ones, and in each committee no more than one."""
    if not posts:
        return no("没有选择拟任职务。", "请至少选择一个职务。")
    if set(posts) - set(Post.values):
        return no("拟任职务不在职务表内。", "请从列表中选择。")
    if max(Counter(posts).values()) > 1:
        return no("同一职务填写了两次。", "请保留一个。")
    for committee, members in COMMITTEES:
        chosen = [Post(post).label for post in posts if post in members]
        if len(chosen) > 1:
            return no(
                f"{'、'.join(chosen)}都是{committee}的职务，一人在同一委员会只能提名一个职务。", "请保留一个职务。"
            )
    return YES


def check_party_posts(posts: Sequence[str], political_status: str) -> Verdict:
    """A post in the Party organization needs a full member; a probationary one cannot be elected."""
    wanted = [Post(post).label for post in posts if post in PARTY_POSTS]
    if not wanted or political_status == PoliticalStatus.PARTY_MEMBER:
        return YES
    who = "预备党员没有被选举权" if political_status == PoliticalStatus.PROBATIONARY else "非中共党员"
    return no(
        f"{'、'.join(wanted)}须由中共正式党员担任，{who}。", "请核对政治面貌，或只提名居民委员会职务。", ELECTION_RULES
    )


def check_age(birth_date: date, election_day: date) -> Verdict:
    """Eighteen years old on the election day; the birthday itself counts."""
    age = age_on(birth_date, election_day)
    if age < ADULT:
        return no(f"选举日 {election_day} 时年龄为 {age} 周岁，不满 18 周岁。", "请核对出生日期。", f"{LAW}第16条")
    return YES


def check_joining(political_status: str, join_date: str, birth_date: date, today: date) -> Verdict:
    """A Party member's day of joining is known, lies in the past and after the eighteenth birthday."""
    if political_status not in IN_THE_PARTY:
        return no("非中共党员不应填写入党时间。", "请核对政治面貌。") if join_date else YES
    if not join_date:
        return no("中共党员（含预备党员）应填写入党时间。", "请按“年-月”填写，如 2006-07。")
    if first_day(join_date) > today:
        return no("入党时间还没有到。", "请核对年月。")
    if age_on(birth_date, last_day(join_date)) < ADULT:
        return no("入党时不满 18 周岁。", "请核对入党时间和出生日期。")
    return YES


def check_full_date(political_status: str, join_date: str, full_date: str, today: date) -> Verdict:
    """A full member's day of confirmation is not before joining; a probationary one has none (党章第7条: 预备期一年)."""
    if not full_date:
        return YES
    if political_status != PoliticalStatus.PARTY_MEMBER:
        return no("只有中共正式党员填写转正时间。", "请核对政治面貌；不是正式党员的请留空。")
    if first_day(full_date) > today:
        return no("转正时间还没有到。", "请核对年月。")
    if join_date and last_day(full_date) < first_day(join_date):
        return no("转正时间早于入党时间。", "请核对两个日期。")
    return YES


def check_resident_since(resident_since: str, today: date) -> Verdict:
    """Nobody lives somewhere since a day to come."""
    if resident_since and first_day(resident_since) > today:
        return no("居住起始时间还没有到。", "请核对年月。")
    return YES


def check_identity(*, written_birth: date, written_gender: str, card_birth: str, card_gender: str) -> Verdict:
    """The ID card decides (elections follow the card): birth date and sex must be what the number says."""
    if written_birth.isoformat() != card_birth:
        return no(f"出生日期与身份证号不一致，身份证号对应 {card_birth}。", "选举以身份证为准，请核对。")
    if written_gender != card_gender:
        return no("性别与身份证号不一致。", "请核对身份证号。")
    return YES


def cautions(posts: Sequence[str], nomination: str) -> list[str]:
    """What the page points out without refusing it."""
    found = []
    if nomination == Nomination.SELF and COMMITTEE_POSTS & set(posts):
        found.append(
            f"居民委员会成员候选人由社区党组织或十名以上选民联合提名推荐，个人自荐须经其中一种方式提名（{LAW}第18条）。"
        )
    if nomination == Nomination.JOINT and PARTY_POSTS & set(posts):
        found.append(f"十名以上选民联合提名是居民委员会成员候选人的提名方式（{LAW}第18条），党组织职务请核对提名方式。")
    if nomination == Nomination.TWO_RECOMMENDATIONS and not PARTY_POSTS & set(posts):
        found.append("“两推”是党组织委员会成员的推荐方式，居民委员会职务请核对提名方式。")
    return found
