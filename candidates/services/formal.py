"""Put candidates on the formal list of a side. The list stands or it does not: the gate looks at all of it."""

from datetime import date

from candidates.enums import CandidateState
from candidates.models import Candidate
from candidates.permissions_notices import can_make_list
from candidates.queries.formal import formal_gate
from candidates.queries.listed import is_formal_on
from candidates.queries.recusal import is_recused
from candidates.rules.sides import posts_of_side, sides_of
from candidates.services.review import check_day
from elections.enums import Side
from elections.models import CommunityCycle
from huanjie.activity.services import act, change_state
from huanjie.shared import clock
from huanjie.shared.verdict import Refused, Stale, no, require


def make_formal(
    *, candidate: Candidate, on: date, by, side: str | None = None, expected_version: int | None = None
) -> Candidate:
    """Add one candidate to a list that stands with them: on the side named, or on every side they stand for and are not
    on yet."""
    with act():
        member = _locked_place(candidate.community_cycle_id)
        require(can_make_list(by, member))
        row = Candidate.objects.select_for_update().get(pk=candidate.pk)
        if expected_version is not None and row.version != expected_version:
            raise Stale("候选人登记")
        sides = [Side(side)] if side else list(sides_of(row.posts))
        wanted = [each for each in sides if posts_of_side(row.posts, each) and not is_formal_on(row, each)]
        if not wanted:
            raise Refused(no("此人已在正式候选人名单上，或没有这一类职务。", "请刷新页面查看。"))
        _require_may_be_listed(row)
        for each in wanted:
            require(formal_gate(member, each, on, only=[row.pk]).verdict)
        for each in wanted:
            row = _enter(row, each, on, by)
    return row


def make_formal_list(
    *, community_cycle: CommunityCycle, side: str, on: date, by, expected_versions: dict[int, int] | None = None
) -> list[Candidate]:
    """Put everybody of this side on the formal list, or nobody: as long as one of them is not ready, or the list would
    not stand, it is refused with everything that is in the way, by name."""
    with act() as log:
        member = _locked_place(community_cycle.pk)
        require(can_make_list(by, member))
        gate = formal_gate(member, side, on)
        require(gate.verdict)
        keys = [found.person.key for found in gate.people if not found.person.is_on_list]
        rows = list(Candidate.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        if not rows:
            raise Refused(no("名单上的人都已是正式候选人。", "请刷新页面查看。"))
        for row in rows:
            if expected_versions is not None and expected_versions.get(row.pk) != row.version:
                raise Stale(f"“{row.name}”的登记")
        rows = [_enter(row, Side(side), on, by) for row in rows]
        log.record(
            by=by, verb="candidate.formal_list_made", label=f"{member.community.name}{Side(side).label}正式候选人名单",
            area=member.area_code, detail={"side": side, "on": str(on), "candidates": keys},
        )  # fmt: skip
    return rows


def _require_may_be_listed(row: Candidate) -> None:
    if row.state != CandidateState.FORMAL:
        require(Candidate.TRANSITIONS.check(CandidateState(row.state), CandidateState.FORMAL))


def _enter(row: Candidate, side: Side, on: date, by) -> Candidate:
    """On this side's list: the state once, the second side beside it."""
    if is_recused(by.user_id, row.pk):
        raise Refused(no(f"您与“{row.name}”有应当回避的关系，不能确定。", "请由其他工作人员办理。"))
    _require_may_be_listed(row)
    require(check_day(row, on, clock.today()))
    if row.state != CandidateState.FORMAL:
        return change_state(
            subject=row, to=CandidateState.FORMAL, by=by, set_fields={"formal_on": on, "formal_sides": [side.value]}
        )  # fmt: skip
    with act() as log:
        row.formal_sides = [*(row.formal_sides or []), side.value]
        row.version += 1
        row.save(update_fields=["formal_sides", "version"])
        log.record(
            by=by, verb="candidate.formal_on_side", subject=row, label="候选人", detail={"side": side.value, "on": str(on)}
        )  # fmt: skip
    return row


def _locked_place(pk: int) -> CommunityCycle:
    return CommunityCycle.objects.select_for_update(of=("self",)).select_related("cycle", "community").get(pk=pk)
