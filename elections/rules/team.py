"""What to look at beside the votes: the team's size and women (csjwh-2026 art. 8), who may hold office, both posts in one
hand (domain brief §12.13, §12.22, §6.5 R1)."""

from collections.abc import Iterator

from elections.enums import BallotPost
from elections.rules.concluding import CHOSEN, LAW, UNSETTLED, Alert, PersonOutcome, PostOutcome, Urgency
from elections.rules.counting import Count, DualPlan, Holder
from elections.rules.taking_part import Base

ARTICLE_8 = f"{LAW}第8条"


def alerts(count: Count, bases: list[Base], posts: list[PostOutcome], parameters) -> tuple[Alert, ...]:
    """All of them, in an order that does not depend on the input's."""
    found = {*_numbers_not_stated(bases), *_set_aside(bases), *_barred(count), *_reviews(posts), *_dual(count, posts)}
    if not count.is_party:
        found |= {*_size(count, posts, parameters), *_women(count, posts, parameters)}
    return tuple(sorted(found, key=lambda alert: (alert.code, alert.words)))


def _numbers_not_stated(bases: list[Base]) -> Iterator[Alert]:
    for base in bases:
        if not base.is_stated:
            words = f"{base.post.label}的报告单没有参加投票人数，按已知的 {base.taking_part} 张选票计算。"
            yield Alert("attendance_derived", words, "请补填参加投票人数。")
        if not base.post.people:
            yield Alert(
                "votes_unknown", f"{base.post.label}没有逐人得票，不能计算当选人。", "请按报告单补填每人得票。"
            )  # fmt: skip


def _set_aside(bases: list[Base]) -> Iterator[Alert]:
    for base in bases:
        if base.void and not base.is_void:
            words = f"{'、'.join(base.void)}收回选票多于发出，这里的{base.post.label}选票作废，其余投票点照计。"
            yield Alert("places_void", words, "请按省里的选举办法核对。", f"{LAW}第19条", Urgency.MUST)


def _barred(count: Count) -> Iterator[Alert]:
    """Art. 18 forbids standing; being written in is reviewed afterwards."""
    for post in count.posts:
        for person in post.people:
            if person.barred and not person.is_write_in:
                words = f"{person.name}列为{post.label}候选人，但{person.barred}，不得作为候选人。"
                yield Alert(
                    "barred_candidate", words, "请报街道和区级联审确认后处理，确认前不公布其当选。",
                    f"{LAW}第18条" if not count.is_party else "", Urgency.MUST,
                )  # fmt: skip


def _reviews(posts: list[PostOutcome]) -> Iterator[Alert]:
    for person in _chosen(posts):
        if person.is_write_in:
            words = f"{person.name}是另选人，得票够当选，须先审查资格再公布。"
            yield Alert(
                "write_in_review", words, "请送联审；不符合条件的，该名额另行选举。", f"{LAW}第18条", Urgency.MUST
            )


def _chosen(posts: list[PostOutcome]) -> list[PersonOutcome]:
    return [person for post in posts for person in post.chosen]


def _size(count: Count, posts: list[PostOutcome], parameters) -> Iterator[Alert]:
    """Art. 8: five to nine. An alert, never a refusal: published figures of past cycles fall outside (R1)."""
    size = count.committee_size
    labels = {post.post for post in count.posts}
    if size is None and count.elects_anew and {BallotPost.COMMITTEE_CHAIR, BallotPost.COMMITTEE_MEMBER} <= labels:
        size = sum(post.seats if post.declared is None else post.declared for post in posts)
    if size is None:
        return
    low, high = parameters["rc_seats"]
    who = "居委会" if count.units == 1 else f"{count.units} 个居委会"
    whole = "" if count.units == 1 else f"（合计 {low * count.units} 至 {high * count.units} 名）"
    if not low * count.units <= size <= high * count.units:
        words = f"{who}成员共 {size} 名，法律规定每个居委会 {low} 至 {high} 名{whole}。"
        yield Alert("seats_outside_law", words, "请核对职数；确实超出的，按规定调整。", ARTICLE_8)


def _women(count: Count, posts: list[PostOutcome], parameters) -> Iterator[Alert]:
    least, chosen = parameters["rc_women_min"], _chosen(posts)
    team = {p.key: p.gender for p in (*count.already, *chosen)}
    if not least or not chosen or not (count.elects_anew or count.already):
        return
    women = sum(gender == "female" for gender in team.values())
    if women >= least:
        return
    if "" in team.values():
        unknown = sum(gender == "" for gender in team.values())
        words = f"当选人中有 {unknown} 人没有填写性别，不能核对有没有妇女成员。"
        yield Alert("women_unknown", words, "请补填性别。", ARTICLE_8)
        return
    vacant = sum(post.vacant + post.unsettled for post in posts)
    rest = f"还有 {vacant} 个名额没有选出" if vacant else "名额已经选满"
    words = f"已当选的 {len(team)} 人中，妇女 {women} 人，应当不少于 {least} 人；{rest}。"
    remedy = "请在另行选举的候选人中安排妇女。" if vacant else "请报街道，按省里的选举办法保证有妇女成员。"
    yield Alert("no_woman", words, remedy, ARTICLE_8, Urgency.MUST)


def _dual(count: Count, posts: list[PostOutcome]) -> Iterator[Alert]:
    """Both posts in one hand are done only when both votes succeeded (domain brief §12.13)."""
    top = BallotPost.PARTY_SECRETARY if count.is_party else BallotPost.COMMITTEE_CHAIR
    if top not in [post.post for post in posts]:
        return
    people = {p.key: p for post in posts if post.post == top for p in post.people}
    holders = {holder.key: holder for holder in count.already if holder.post == top}
    for plan in count.dual:
        here = people.get(plan.key) or holders.get(plan.key)
        if here is not None:
            yield _dual_of(plan, here, top)


def _dual_of(plan: DualPlan, here: PersonOutcome | Holder, top: BallotPost) -> Alert:
    result = getattr(here, "result", None)
    won = result is None or result in CHOSEN
    other = BallotPost(plan.other_post).label
    if result in UNSETTLED or (won and plan.other_elected is None):
        waiting = "尚未选举" if plan.other_elected is None else "已当选" if plan.other_elected else "未当选"
        words = f"{here.name}拟一肩挑：{top.label}{'当选' if won else '还没有结果'}，{other}{waiting}。"
        return Alert("dual_office_open", words, "请在两侧都有结果后再认定。", ARTICLE_8, Urgency.NOTE)
    if won and plan.other_elected:
        words = f"{here.name}当选{top.label}和{other}，一肩挑完成。"
        return Alert("dual_office_done", words, "", ARTICLE_8, Urgency.NOTE)
    mine, theirs = "当选" if won else "没有当选", "已当选" if plan.other_elected else "没有当选"
    if plan.other_elected is None:
        theirs = "尚未选举"
    words = f"{here.name}拟一肩挑，{top.label}{mine}，{other}{theirs}，一肩挑没有完成。"
    return Alert(
        "dual_office_half", words, "两个职务分别按选举结果认定；班子结构的变化请报上级研究。", ARTICLE_8, Urgency.MUST
    )
