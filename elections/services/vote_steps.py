"""A declared result completes the step of its vote; a result taken back takes the step back."""

from elections.enums import StepState
from elections.models import Ballot, StepRecord
from elections.queries.gates import resting_steps
from elections.queries.vote_steps import may_be_recorded, record_of_ballot
from elections.services.procedure import EVIDENCE_LENGTH, complete_step, reopen_step, set_step_needed

EVIDENCE = "选举结果报告单"


def evidence_of(ballot: Ballot) -> str:
    """What a step completed by this round leaves behind."""
    return f"{EVIDENCE} {ballot.report_number}".strip()[:EVIDENCE_LENGTH]


def complete_by_result(ballot: Ballot, by) -> StepRecord | None:
    """Record the step of a declared round as done on the day of the vote, where it may be. Where not, the page of the round
    says why (`queries.vote_steps.result_step`); the result stands all the same."""
    record = record_of_ballot(ballot)
    if record is None or record.state == StepState.DONE or not may_be_recorded(record, ballot):
        return None
    return complete_step(record=record, done_on=ballot.held_on, evidence=evidence_of(ballot), by=by)


def take_back_with_result(ballot: Ballot, reason: str, by) -> StepRecord | None:
    """Take the step back that this round completed, unless later steps stand on it: then it stays as it is."""
    record = record_of_ballot(ballot)
    if record is None or record.state != StepState.DONE or record.evidence != evidence_of(ballot):
        return None
    if record.done_on != ballot.held_on or resting_steps(record):
        return None
    return reopen_step(record=record, reason=reason, by=by)


def call_for_step(ballot: Ballot, by) -> StepRecord | None:
    """A later round makes its step apply (PA22, RC20), where nobody has said so yet."""
    record = record_of_ballot(ballot)
    if record is None or record.is_needed or record.state != StepState.NOT_STARTED:
        return None
    return set_step_needed(record=record, is_needed=True, reason=f"{ballot}：{ballot.get_kind_display()}。", by=by)
