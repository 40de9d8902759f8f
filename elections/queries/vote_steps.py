"""The step a round of voting belongs to, and whether it may be recorded."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from elections.enums import BallotState, RoundKind, StepState
from elections.models import Ballot, CommunityCycle, StepRecord
from elections.queries.ballot import latest_outcome
from elections.queries.gates import judgements
from elections.rules.gates import Judgement, in_words
from elections.rules.procedure_template import FIRST_PLENARY
from elections.rules.vote_steps import vote_step
from huanjie.shared.verdict import YES, Verdict, no


def record_of_round(member: CommunityCycle, *, side: str, kind: str, posts: Collection[str]) -> StepRecord | None:
    """The record of the step whose vote this is; None when the cycle has no such step."""
    has_plenary = member.step_records.filter(code=FIRST_PLENARY, is_needed=True).exists()
    code = vote_step(side=side, kind=kind, posts=posts, has_plenary=has_plenary)
    rows = member.step_records.select_related("step", "community_cycle__cycle", "community_cycle__community")
    return rows.filter(code=code).first()


def record_of_ballot(ballot: Ballot) -> StepRecord | None:
    """The record of the step this round belongs to."""
    posts = ballot.seats.values_list("post", flat=True)
    return record_of_round(ballot.community_cycle, side=ballot.side, kind=ballot.kind, posts=list(posts))


def judged_vote(member: CommunityCycle, *, side: str, posts: Collection[str], on: date) -> Judgement:
    """What stands in the way of a first ballot on this day: what stands in the way of its step. Nothing once the step is
    recorded, or when the cycle does not have it."""
    record = record_of_round(member, side=side, kind=RoundKind.FIRST_BALLOT, posts=posts)
    if record is None or record.state == StepState.DONE or not record.is_needed:
        return Judgement()
    return judgements([record], on)[record.pk]


@dataclass(frozen=True)
class ResultStep:
    """The step of a declared round. `verdict`: why it is not recorded as done, or why it should not be."""

    record: StepRecord
    verdict: Verdict

    @property
    def is_done(self) -> bool:
        return self.record.state == StepState.DONE


def settles(ballot: Ballot) -> Verdict:
    """Whether the declared outcome completes the step: a void vote is held again first."""
    outcome = latest_outcome(ballot)
    if outcome is None:
        return no("结果还没有确认。")
    again = any(each["kind"] == RoundKind.RERUN_ELECTION for each in outcome.next_rounds)
    if not outcome.is_valid or again:
        return no("选举无效或者有职务要重新选举。", "重新选举有效后再登记完成。")
    return YES


def result_step(ballot: Ballot) -> ResultStep | None:
    """What the page of a declared round says of its step; None before it is declared or when it has no step."""
    record = record_of_ballot(ballot) if ballot.state == BallotState.DECLARED else None
    if record is None:
        return None
    done = record.state == StepState.DONE
    return ResultStep(record, settles(ballot) if done else may_be_recorded(record, ballot))


def may_be_recorded(record: StepRecord, ballot: Ballot) -> Verdict:
    """Whether the step may be recorded as done on the day of this round."""
    settled = settles(ballot)
    if not settled:
        return settled
    if not record.is_needed:
        return no("本社区不适用这个步骤。", "如确需进行，请先改为适用。")
    return in_words(judgements([record], ballot.held_on)[record.pk])
