"""The record of a vote: set up, typed in twice by two people, corrected under a document. Declaring is in
`elections.services.declaration`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from elections.enums import POSTS_OF, BallotPost, BallotState, ElectState, RoundKind, Side, VenueKind
from elections.models import Ballot, BallotEntry, BallotPerson, BallotSeat, BallotVenue, CommunityCycle, ElectedPerson
from elections.permissions_ballot import can_correct_ballot, can_enter_ballot, can_prepare_ballot, can_start_over
from elections.queries.ballot import paper_form, standing_entries
from elections.rules.tally import Reading, differences
from huanjie.activity.services import act, change_state
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Refused, Verdict, no, require

LAW = "城市居民委员会组织法"
PARTY_RULES = "中国共产党基层组织选举工作条例"


@dataclass(frozen=True)
class Standing:
    """A person on the ballot of a post."""

    post: str
    name: str
    gender: str = ""
    key: str = ""


def prepare_ballot(
    *, community_cycle: CommunityCycle, side: str, held_on: date, due_count: int, seats: Mapping[str, int],
    people: Iterable[Standing], venues: Iterable[tuple[str, str]], by, kind: str = RoundKind.FIRST_BALLOT,
    follows: Ballot | None = None,
) -> Ballot:  # fmt: skip
    """Set up one round: who could vote, the posts, the names as printed, the places of counting.

    The first round needs none before it; a later one names the round it follows (`services.declaration` makes it from
    that round's outcome). Raises Refused with the article where the ballot itself would be unlawful.
    """
    side, kind = Side(side), RoundKind(kind)
    people, venues = list(people), list(venues)
    with act() as log:
        member = (
            CommunityCycle.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=community_cycle.pk)
        )
        require(can_prepare_ballot(by, member))
        require(check_paper(side=side, due_count=due_count, seats=seats, people=people, venues=venues))
        require(_check_day(member, held_on))
        last = Ballot.objects.filter(community_cycle=member, side=side).aggregate(last=Max("round_number"))["last"] or 0
        require(_check_round(side, last, follows))
        if kind == RoundKind.FIRST_BALLOT:
            require(check_choice(side=side, seats=seats, people=people))
        ballot = Ballot.objects.create(
            community_cycle=member, area_code=member.area_code, side=side, round_number=last + 1, kind=kind,
            follows=follows, mode="" if side == Side.PARTY else member.election_mode, held_on=held_on,
            due_count=due_count,
        )  # fmt: skip
        _write_paper(ballot, seats, people, venues)
        log.record(
            by=by, verb="ballot.prepared", subject=ballot,
            detail={"side": side.value, "round": last + 1, "kind": kind.value, "seats": dict(seats), "people": len(people)},
        )  # fmt: skip
    return ballot


def check_paper(*, side, due_count, seats, people, venues) -> Verdict:
    """The paper can be filled in at all: posts of this side, seats, names once for a post, venues once."""
    wrong = [BallotPost(post).label for post in seats if post not in POSTS_OF[side]]
    if wrong:
        return no(f"{'、'.join(wrong)}不是{side.label}的职务。", "请核对职务。")
    if not seats or min(seats.values()) < 1:
        return no("还没有填写应选名额。", "请至少为一个职务填写名额。")
    if due_count < 1:
        return no("有权参加投票的人数应大于 0。", "党组织填应到会有选举权人数，居委会填登记选民数或代表人数。")
    twice = sorted({each.name for each in people if people.count(each) > 1})
    if twice:
        return no(f"{'、'.join(twice)}在同一职务中写了两次。", "请删去重复的一行；同名的两人请在姓名后注明。")
    homeless = [each.name for each in people if each.post not in seats]
    if homeless:
        return no(f"{'、'.join(homeless)}的职务没有应选名额。", "请填写该职务的名额，或改正职务。")
    names = [name for name, _ in venues]
    if not names or len(set(names)) < len(names):
        return no("投票点至少一个，名称不能重复。", "请核对投票点。")
    if side == Side.PARTY and any(kind != VenueKind.HALL for _, kind in venues):
        return no("党内选举在会场投票，不设流动票箱，不委托投票。", "请只填会场。", PARTY_RULES)
    return YES


def check_choice(*, side, seats, people) -> Verdict:
    """More candidates than seats: the residents' committee as a whole (csjwh-2026 art. 18; whether post by post is for
    the province to say); Party committee members by a fifth at least; secretary and deputies may be equal in number."""
    if side == Side.RESIDENTS_COMMITTEE:
        wanted, standing = sum(seats.values()), len({each.key or each.name for each in people})
        if standing <= wanted:
            return no(
                f"应选 {wanted} 名，候选人 {standing} 名，没有差额。",
                "候选人应当多于应选名额，请补足候选人。",
                f"{LAW}第18条",
            )
        return YES
    count = seats.get(BallotPost.PARTY_MEMBER, 0)
    standing = sum(each.post == BallotPost.PARTY_MEMBER for each in people)
    if standing * 5 < count * 6:
        least = -(-count * 6 // 5)
        return no(
            f"委员应选 {count} 名，候选人 {standing} 名，差额不足 20%。", f"至少需要 {least} 名候选人。", PARTY_RULES
        )
    return YES


def _check_day(member: CommunityCycle, held_on: date) -> Verdict:
    if held_on > clock.today():
        return no(f"投票日期 {held_on} 还没有到。", "投票结束后再登记，请填写实际日期。")
    if held_on < member.cycle.starts_on:
        return no(f"投票日期 {held_on} 早于本届启动日期 {member.cycle.starts_on}。", "请核对年份和日期。")
    return YES


def _check_round(side, last: int, follows: Ballot | None) -> Verdict:
    if follows is None:
        return YES if last == 0 else no(f"{side.label}的首次投票已经登记。", "请在已有的一轮中继续办理。")
    if follows.side != side or follows.round_number != last or follows.state != BallotState.DECLARED:
        return no("只能接着最近一轮、结果已经确认的投票再投一轮。", "请刷新页面查看最新情况。")
    return YES


def _write_paper(ballot: Ballot, seats, people: list[Standing], venues) -> None:
    BallotSeat.objects.bulk_create(BallotSeat(ballot=ballot, post=post, count=count) for post, count in seats.items())
    BallotVenue.objects.bulk_create(
        BallotVenue(ballot=ballot, position=place, name=name, kind=kind)
        for place, (name, kind) in enumerate(venues, start=1)
    )
    places: dict[str, int] = {}
    rows = []
    for each in people:
        places[each.post] = places.get(each.post, 0) + 1
        rows.append(BallotPerson(ballot=ballot, post=each.post, position=places[each.post], name=each.name,
                                 gender=each.gender, key=each.key))  # fmt: skip
    BallotPerson.objects.bulk_create(rows)


def enter_reading(*, ballot: Ballot, reading: Reading, by, expected_version: int | None = None) -> Ballot:
    """Keep one person's reading of the paper. The first waits for a second person; two that agree make the ballot
    verified, two that do not are shown side by side until one of the two people types it anew."""
    if reading.flaws:
        raise Refused(no(f"报告单还有 {len(reading.flaws)} 处没有填对，没有保存。", "请按提示逐处填写。"))
    with act():
        row = _locked(ballot)
        require(can_enter_ballot(by, row))
        standing = standing_entries(row)
        sheet = _sheet_for(standing, by)
        BallotEntry.objects.filter(ballot=row, sheet=sheet, is_superseded=False).update(is_superseded=True)
        entry = BallotEntry.objects.create(
            ballot=row, sheet=sheet, data=reading.data, entered_by_id=by.user_id, entered_by=by.name,
            entered_at=clock.now(),
        )  # fmt: skip
        other = next((each for each in standing if each.sheet != sheet), None)
        to = _after(row, entry, other)
        return change_state(
            subject=row, to=to, by=by, expected_version=expected_version, comment=f"第 {sheet} 遍录入",
        )  # fmt: skip


def _sheet_for(standing: list[BallotEntry], by) -> int:
    for entry in standing:
        if entry.entered_by_id == by.user_id:
            return entry.sheet
    if len(standing) == 2:
        names = "、".join(entry.entered_by for entry in standing)
        raise Refused(no(f"报告单已由{names}各录一遍。", "要换人录入，请街道先清除录入，重新开始。"))
    return 2 if standing and standing[0].sheet == 1 else 1


def _after(ballot: Ballot, entry: BallotEntry, other: BallotEntry | None) -> BallotState:
    if other is None:
        return BallotState.ENTERED
    same = not differences(paper_form(ballot), entry.data, other.data)
    return BallotState.VERIFIED if same else BallotState.DIFFERING


def start_over(*, ballot: Ballot, reason: str, by, expected_version: int | None = None) -> Ballot:
    """Set both readings aside (they stay in the history) and begin again with two people."""
    require(YES if reason.strip() else no("清除录入要写明原因。", "请填写原因。"))
    with act():
        row = _locked(ballot)
        require(can_start_over(by, row))
        return _begin_again(row, reason.strip(), by, expected_version)


def correct_ballot(
    *, ballot: Ballot, reason: str, document_number: str, by, expected_version: int | None = None
) -> Ballot:
    """Take a declared result back under the number of a correction sheet (domain brief §12.23): its people are no
    longer elected by it, both readings are typed anew, and the old outcome stays readable."""
    require(YES if reason.strip() else no("更正结果要写明原因。", "请填写原因。"))
    require(YES if document_number.strip() else no("更正结果要有更正单。", "请填写更正单编号。"))
    with act():
        row = _locked(ballot)
        require(can_correct_ballot(by, row))
        later = Ballot.objects.filter(follows=row).first()
        if later is not None:
            raise Refused(no(f"在这一轮之后已经登记了第 {later.round_number} 轮。", "请先更正后一轮，再更正这一轮。"))
        for person in ElectedPerson.objects.filter(ballot=row).exclude(state=ElectState.VOID):
            change_state(
                subject=person, to=ElectState.VOID, by=by, comment=reason.strip()[:500],
                set_fields={"document_number": document_number.strip()},
            )  # fmt: skip
        comment = f"{reason.strip()}（更正单 {document_number.strip()}）"
        return _begin_again(row, comment, by, expected_version)


def _begin_again(row: Ballot, comment: str, by, expected_version) -> Ballot:
    BallotEntry.objects.filter(ballot=row, is_superseded=False).update(is_superseded=True)
    return change_state(
        subject=row, to=BallotState.PREPARED, by=by, comment=comment[:500], expected_version=expected_version
    )


def _locked(ballot: Ballot) -> Ballot:
    return (
        Ballot.objects.select_for_update(of=("self",))
        .select_related("community_cycle__cycle", "community_cycle__community")
        .get(pk=ballot.pk)
    )
