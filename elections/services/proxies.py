"""Acts on written proxies (csjwh-2026 art. 19): recorded before the result of the vote is declared, ended again."""

from collections.abc import Sequence
from datetime import date

from elections.enums import BallotState, Side
from elections.models import Ballot, CommunityCycle, VotingProxy
from elections.queries import proxies as queries
from elections.queries.rule_sets import cycle_parameters
from elections.rules.proxies import Proxy, Voter, may_entrust
from elections.services.electorate_locks import locked_community
from elections.slates import slate_of
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.crypto import lookup_hash
from huanjie.shared.verdict import Refused, Stale, no, require


def add_proxies(*, community_cycle: CommunityCycle, voting_on: date, lines: Sequence[Proxy], by) -> list[VotingProxy]:
    """Record the written proxies for the vote of a day; all of them or, where one is not lawful, none."""
    with act() as log:
        member = locked_community(community_cycle, by)
        _require_open(member, voting_on)
        standing = queries.as_rules(queries.proxies_of(member, voting_on))
        candidates = {line.name for line in slate_of(member, Side.RESIDENTS_COMMITTEE)}
        most = cycle_parameters(member.cycle)["proxy_max"]
        for each in lines:
            require(may_entrust(
                each, standing=standing, mode=member.election_mode, candidates=candidates, most=most
            ))  # fmt: skip
            standing.append(each)
        rows = VotingProxy.objects.bulk_create(_row(member, voting_on, each) for each in lines)
        log.record(
            by=by, verb="proxies.added", subject=member, detail={"on": voting_on.isoformat(), "count": len(rows)}
        )
    return rows


def end_proxy(*, proxy: VotingProxy, by, expected_version: int | None = None) -> VotingProxy:
    """The proxy was taken back before the vote: the voter comes in person or entrusts somebody else."""
    with act() as log:
        member = locked_community(proxy.community_cycle, by)
        row = VotingProxy.objects.select_for_update().get(pk=proxy.pk)
        if expected_version is not None and row.version != expected_version:
            raise Stale("这条委托")
        _require_open(member, row.voting_on)
        if row.ended_on is not None:
            raise Refused(no("这条委托已经撤销。"))
        row.ended_on, row.version = clock.today(), row.version + 1
        row.save(update_fields=["ended_on", "version"])
        log.record(by=by, verb="proxies.ended", subject=member, detail={"on": row.voting_on.isoformat()})
    return row


def _require_open(member: CommunityCycle, voting_on: date) -> None:
    if voting_on < member.cycle.starts_on:
        raise Refused(no(f"投票日期 {voting_on} 早于本届启动日期 {member.cycle.starts_on}。", "请核对年份和日期。"))
    counted = Ballot.objects.filter(
        community_cycle=member, side=Side.RESIDENTS_COMMITTEE, held_on=voting_on, state=BallotState.DECLARED
    )
    if counted.exists():
        raise Refused(no("这一天投票的结果已经确认，委托名单不能再改。", "确有差错的，请先按更正程序更正结果。"))


def _row(member: CommunityCycle, voting_on: date, line: Proxy) -> VotingProxy:
    return VotingProxy(
        community_cycle=member, area_code=member.area_code, voting_on=voting_on, recorded_at=clock.now(),
        principal=line.principal.name, principal_group=line.principal.group,
        principal_hash=_hash(member, line.principal), holder=line.holder.name, holder_group=line.holder.group,
        holder_hash=_hash(member, line.holder),
    )  # fmt: skip


def _hash(member: CommunityCycle, voter: Voter) -> str:
    return lookup_hash(f"voter|{member.pk}|{voter.group}|{voter.name}")
