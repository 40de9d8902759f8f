"""How a candidate was nominated, and what he declared: proof, joint nominators, relatives, disciplines.

What the review was asked about may change with these: the opinions it touches are voided and asked anew.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import IntegrityError, transaction

from candidates.enums import OPEN_TO_CORRECTION, CandidateState
from candidates.enums_review import Measure, Relation
from candidates.models import Candidate, CandidateRelative, DisciplineRecord, JointNominator, NominationProof
from candidates.queries.background import proofs_of
from candidates.rules.nominator_lines import Voter
from candidates.rules.proof import Proof, check_counts, check_nominator
from candidates.rules.proof import check_proof as judge
from candidates.services.identity import set_identity
from candidates.services.joint_review import void_changed
from elections.enums import CycleState, Gender
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.crypto import lookup_hash
from huanjie.shared.identity import parse_id_number
from huanjie.shared.verdict import Refused, Stale, Verdict, no, require

GENDERS = {label: value for value, label in Gender.choices}


def check_proof(candidate: Candidate) -> Verdict:
    """Whether the nomination shows what its channel asks for."""
    return check_proofs([candidate])[candidate.pk]


def check_proofs(candidates: Iterable[Candidate]) -> dict[int, Verdict]:
    """The same for many, at a constant number of queries."""
    rows = list(candidates)
    proofs = proofs_of(rows)
    return {row.pk: judge(row.nomination, row.posts, proofs[row.pk], row.nominated_on) for row in rows}


def set_proof(
    *,
    candidate: Candidate,
    document_number: str = "",
    met_on: date | None = None,
    members_due: int | None = None,
    members_present: int | None = None,
    member_votes: int | None = None,
    residents_present: int | None = None,
    resident_votes: int | None = None,
    by,
    expected_version: int | None = None,
) -> NominationProof:
    """Write down what the nomination rests on. Figures that contradict one another are refused; what is still missing
    is said when the nomination is sent to the review."""
    figures = {
        "document_number": document_number.strip(), "met_on": met_on, "members_due": members_due,
        "members_present": members_present, "member_votes": member_votes, "residents_present": residents_present,
        "resident_votes": resident_votes,
    }  # fmt: skip
    require(check_counts(Proof(**figures)))
    if met_on is not None and met_on > clock.today():
        raise Refused(no(f"推荐会议日期 {met_on} 还没有到。", "请填写实际日期。"))
    with act() as log:
        person = _locked(candidate)
        proof = NominationProof.objects.filter(candidate=person).first()
        if expected_version is not None and (proof.version if proof else 0) != expected_version:
            raise Stale("提名依据")
        if proof is None:
            proof = NominationProof(candidate=person, area_code=person.area_code, version=0)
        for name, value in figures.items():
            setattr(proof, name, value)
        proof.version += 1
        proof.nominator_count = person.nominators.count()
        proof.save()
        log.record(by=by, verb="candidate.proof_set", subject=person, label="候选人")
    return proof


def add_nominator(*, candidate: Candidate, name: str, id_number: str, by) -> JointNominator:
    """One voter more."""
    return add_nominators(candidate=candidate, voters=[Voter(1, name.strip(), id_number)], by=by)[0]


def add_nominators(*, candidate: Candidate, voters: Sequence[Voter], by) -> list[JointNominator]:
    """The voters who nominate jointly: all of the list or, when one line is not good, none. A voter already there is a
    line that is not good. The words name lines, never numbers."""
    if not voters:
        raise Refused(no("没有填写联名选民。", "请每行写一名选民的姓名和身份证号。"))
    bad = [f"第 {voter.line} 行{voter.problem}" for voter in voters if voter.problem]
    if bad:
        raise Refused(no(f"{'；'.join(bad[:5])}。", "请改正后重新提交，本次没有登记任何人。"))
    with act() as log:
        person = _locked(candidate)
        election_day = person.community_cycle.day
        known = set(person.nominators.values_list("id_number_hash", flat=True))
        rows = [_nominator(person, voter, known, election_day) for voter in voters]
        try:
            with transaction.atomic():
                JointNominator.objects.bulk_create(rows)
        except IntegrityError:
            raise Refused(no("名单中有人已经登记。", "请刷新页面查看。")) from None
        _recount(person)
        log.record(
            by=by, verb="candidate.nominators_added", subject=person, label="候选人", detail={"voters": len(rows)}
        )  # fmt: skip
    return rows


def _nominator(person: Candidate, voter: Voter, known: set[str], election_day: date) -> JointNominator:
    row = JointNominator(candidate=person, area_code=person.area_code, name=voter.name.strip())
    if not row.name:
        raise Refused(no(f"第 {voter.line} 行没有填写姓名。"))
    set_identity(row, voter.id_number, "")
    card = parse_id_number(row.id_number)
    row.birth_date, row.gender = date.fromisoformat(card.birth_date), GENDERS[card.gender]
    if row.id_number_hash in known:
        raise Refused(no(f"第 {voter.line} 行的选民已经登记，同一人只算一名。", "请删除重复的行。"))
    is_candidate = row.id_number_hash == lookup_hash(person.id_number)
    verdict = check_nominator(birth_date=row.birth_date, is_candidate=is_candidate, election_day=election_day)
    if not verdict:
        raise Refused(no(f"第 {voter.line} 行：{verdict.reason}", verdict.remedy, verdict.article))
    known.add(row.id_number_hash)
    return row


def remove_nominator(*, nominator: JointNominator, by) -> None:
    """Take a voter off the list."""
    with act() as log:
        person = _locked(nominator.candidate)
        JointNominator.objects.filter(pk=nominator.pk).delete()
        _recount(person)
        log.record(by=by, verb="candidate.nominator_removed", subject=person, label="候选人")


def add_relative(
    *, candidate: Candidate, relation: str, name: str, unit: str = "", post: str = "", by
) -> CandidateRelative:
    """A near relative as the candidate declares."""
    if relation not in Relation.values:
        raise Refused(no("没有选择亲属关系。", "请从列表中选择。"))
    if not name.strip():
        raise Refused(no("没有填写近亲属姓名。"))
    with act() as log:
        person = _locked(candidate)
        row = CandidateRelative.objects.create(
            candidate=person, area_code=person.area_code, relation=relation, name=name.strip(), unit=unit.strip(),
            post=post.strip(),
        )  # fmt: skip
        log.record(by=by, verb="candidate.relative_added", subject=person, label="候选人")
        _content_changed(person, by)
    return row


def remove_relative(*, relative: CandidateRelative, by) -> None:
    """The declaration was wrong."""
    with act() as log:
        person = _locked(relative.candidate)
        CandidateRelative.objects.filter(pk=relative.pk).delete()
        log.record(by=by, verb="candidate.relative_removed", subject=person, label="候选人")
        _content_changed(person, by)


def add_discipline(
    *,
    candidate: Candidate,
    measure: str,
    document_number: str,
    effective_on: date,
    rights_restored_on: date | None = None,
    source: str,
    by,
) -> DisciplineRecord:
    """A discipline with its document. The period of its consequence is computed."""
    _check_discipline(measure, document_number, effective_on, rights_restored_on, source)
    with act() as log:
        person = _locked(candidate)
        row = DisciplineRecord.objects.create(
            candidate=person, area_code=person.area_code, measure=measure, document_number=document_number.strip(),
            effective_on=effective_on, rights_restored_on=rights_restored_on, source=source.strip(),
        )  # fmt: skip
        log.record(by=by, verb="candidate.discipline_added", subject=person, label="候选人")
        _content_changed(person, by)
    return row


def remove_discipline(*, discipline: DisciplineRecord, by) -> None:
    """The record does not belong to this person."""
    with act() as log:
        person = _locked(discipline.candidate)
        DisciplineRecord.objects.filter(pk=discipline.pk).delete()
        log.record(by=by, verb="candidate.discipline_removed", subject=person, label="候选人")
        _content_changed(person, by)


def _check_discipline(measure, document_number, effective_on, rights_restored_on, source) -> None:
    if measure not in Measure.values:
        raise Refused(no("没有选择处分种类。", "请从列表中选择。"))
    if not document_number.strip():
        raise Refused(no("没有填写处分文号。", "处分以文件为准，请填写处分决定的文号。"))
    if not source.strip():
        raise Refused(no("没有填写来源。", "请写明由谁提供，如“区纪委监委函”。"))
    if effective_on > clock.today():
        raise Refused(no(f"生效日期 {effective_on} 还没有到。", "请填写处分决定上的日期。"))
    if rights_restored_on is None:
        return
    if measure != Measure.PARTY_PROBATION:
        raise Refused(no("只有留党察看填写恢复党员权利日期。", "请核对处分种类。"))
    if rights_restored_on < effective_on:
        raise Refused(no("恢复党员权利日期早于处分生效日期。", "请核对日期。"))


def _locked(candidate: Candidate) -> Candidate:
    row = (
        Candidate.objects.select_for_update(of=("self",))
        .select_related("community_cycle__cycle")
        .get(pk=candidate.pk)
    )  # fmt: skip
    cycle = row.community_cycle.cycle
    if cycle.state != CycleState.OPEN:
        raise Refused(no(f"“{cycle}”{cycle.get_state_display()}，不能再填报。", "如有需要，请联系区委组织部。"))
    if row.state not in OPEN_TO_CORRECTION:
        raise Refused(
            no(
                f"候选人当前为“{row.get_state_display()}”，不能再修改提名依据和申报情况。",
                "如有错误，请联系区委组织部。",
            )
        )
    return row


def _recount(person: Candidate) -> None:
    NominationProof.objects.filter(candidate=person).update(nominator_count=person.nominators.count())


def _content_changed(person: Candidate, by) -> None:
    """Opinions on what was declared before are voided and asked anew."""
    if person.state == CandidateState.JOINT_REVIEW:
        void_changed(candidate=person, by=by)
