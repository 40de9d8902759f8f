"""Signing: each department its own cells, one at a time or many that found nothing; never by default."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import PurePath

from django.db.models import F

from candidates.enums_review import Answer
from candidates.models import Candidate, DepartmentOpinion, OpinionEvidence
from candidates.permissions_review import can_sign, can_sign_cell, not_barred
from candidates.queries.signing import barred
from candidates.rules.signing import check_answer, check_as_of, expires_on
from candidates.services.asking import some_at_a_time, void
from elections.models import ElectionCycle
from elections.queries.rule_sets import cycle_parameters
from elections.services.procedure import stored_evidence
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Refused, Stale, Verdict, no, require

AT_ONCE = 1000
MOST_FILES = 10
NEEDS_FACTS = (Answer.FOUND, Answer.CHECK_FURTHER)


def sign(
    *,
    opinion: DepartmentOpinion,
    answer: str,
    as_of: date,
    document_number: str = "",
    facts: str = "",
    by,
    expected_version: int | None = None,
) -> DepartmentOpinion:
    """Sign one cell. One that was signed already becomes history and a new one takes its place. Returns the cell that
    stands."""
    document_number, facts = document_number.strip(), facts.strip()
    with act() as log:
        row = _locked(opinion, expected_version)
        require(can_sign(by, row))
        require(check_answer(answer, document_number, facts))
        valid = _valid_days(row.candidate.community_cycle.cycle)
        require(check_as_of(as_of, row.joint_review.batch.sent_on, valid, clock.today()))
        again = bool(row.answer)
        row = _anew(row, answer) if again else row
        for name, value in _signature(answer, as_of, valid, by).items():
            setattr(row, name, value)
        row.document_number, row.facts = document_number, facts
        row.version += 1
        row.save()
        log.record(
            by=by, verb="opinion.signed", subject=row, label=f"{row.department.short_name} {row.circumstance.code}",
            detail={"circumstance": row.circumstance.code, "candidate": row.candidate_id, "again": again},
        )  # fmt: skip
    return row


def _locked(opinion: DepartmentOpinion, expected_version: int | None) -> DepartmentOpinion:
    """The candidate first, then the cell: a conclusion and a signature wait for one another."""
    Candidate.objects.select_for_update(no_key=True).only("pk").get(pk=opinion.candidate_id)
    row = (
        DepartmentOpinion.objects.select_for_update(of=("self",))
        .select_related("department", "circumstance", "joint_review__batch", "candidate__community_cycle__cycle")
        .defer("candidate__id_number", "candidate__phone")
        .get(pk=opinion.pk)
    )
    if row.voided_at is not None or (expected_version is not None and row.version != expected_version):
        raise Stale(f"{row.department.short_name}对 {row.circumstance.code} 的意见")
    return row


def _anew(row: DepartmentOpinion, answer: str) -> DepartmentOpinion:
    """A fresh cell in the place of one that was signed; its evidence comes along unless nothing was found."""
    void(row, "经办人重新签署")
    new = DepartmentOpinion(
        joint_review=row.joint_review, candidate=row.candidate, department=row.department, circumstance=row.circumstance,
        area_code=row.area_code, content_digest=row.content_digest, version=0,
    )  # fmt: skip
    new.answer = ""
    new.save()
    if answer in NEEDS_FACTS:
        files = [OpinionEvidence(**_copied(each), opinion=new) for each in row.evidence.all()]
        OpinionEvidence.objects.bulk_create(files)
    return new


def _copied(evidence: OpinionEvidence) -> dict:
    kept = ("area_code", "file", "original_name", "sha256", "size", "added_by_id", "added_by_name")
    return {name: getattr(evidence, name) for name in kept}


def _signature(answer: str, as_of: date, valid_days: int, by) -> dict:
    return {
        "answer": answer, "as_of": as_of, "expires_on": expires_on(as_of, valid_days), "signed_at": clock.now(),
        "signed_by_id": by.user_id, "signed_by_name": by.name,
    }  # fmt: skip


def _valid_days(cycle: ElectionCycle) -> int:
    return cycle_parameters(cycle)["opinion_valid_days"]


def sign_many_clear(
    *, opinions: Iterable[DepartmentOpinion], as_of: date, by, expected_versions: Mapping[int, int] | None = None
) -> list[DepartmentOpinion]:
    """Sign 未发现 for cells nobody has signed yet: all of them or, when one cannot be, none."""
    keys = sorted({opinion.pk for opinion in opinions})
    if not keys:
        raise Refused(no("没有选择要签署的项。", "请回到列表重新选择。"))
    with act() as log:
        signed = []
        for some in some_at_a_time(keys, AT_ONCE):
            signed += _sign_clear(some, as_of, by, expected_versions)
        log.record(
            by=by, verb="opinion.signed_clear", label=f"{by.unit}签署 {len(signed)} 项“未发现”", area=by.area,
            detail={"cells": len(signed), "as_of": str(as_of)},
        )  # fmt: skip
    return signed


def _sign_clear(keys: list[int], as_of, by, expected_versions) -> list[DepartmentOpinion]:
    rows = list(
        DepartmentOpinion.objects.select_for_update(of=("self",))
        .filter(pk__in=keys)
        .select_related("department", "circumstance", "joint_review__batch", "candidate__community_cycle__cycle")
        .defer("facts", "candidate__id_number", "candidate__phone")
        .order_by("pk")
    )
    why = barred(by.user_id, {row.candidate_id for row in rows})
    valid = _valid_days(rows[0].candidate.community_cycle.cycle) if rows else 0
    for row in rows:
        if (
            row.voided_at
            or row.answer
            or (expected_versions is not None and expected_versions.get(row.pk) != row.version)
        ):
            raise Stale("待签署的名单")
        verdict = can_sign_cell(by, row) and not_barred(why.get(row.candidate_id))
        verdict = verdict and check_as_of(as_of, row.joint_review.batch.sent_on, valid, clock.today())
        if not verdict:
            raise Refused(no(f"“{row.candidate.name}”的 {row.circumstance.code}：{verdict.reason}", verdict.remedy))
    if len(rows) != len(keys):
        raise Stale("待签署的名单")
    signature = _signature(Answer.CLEAR, as_of, valid, by)
    DepartmentOpinion.objects.filter(pk__in=keys).update(version=F("version") + 1, **signature)
    for row in rows:
        row.version += 1
        for name, value in signature.items():
            setattr(row, name, value)
    return rows


def add_evidence(*, opinion: DepartmentOpinion, file, by) -> OpinionEvidence:
    """A file that shows what a signed cell says: PDF, picture or Word by its content, not too large. The hash stays."""
    stored = stored_evidence(file)
    content = stored.read()
    stored.seek(0)
    with act() as log:
        row = _locked(opinion, None)
        require(can_sign(by, row))
        require(_may_hold(row))
        evidence = OpinionEvidence.objects.create(
            opinion=row, area_code=row.area_code, file=stored, original_name=PurePath(file.name).name[-120:],
            sha256=sha256(content).hexdigest(), size=len(content), added_by_id=by.user_id, added_by_name=by.name,
        )  # fmt: skip
        log.record(
            by=by, verb="opinion.evidence_added", subject=row, label=f"{row.department.short_name} {row.circumstance.code}",
            detail={"sha256": evidence.sha256, "size": evidence.size},
        )  # fmt: skip
    return evidence


def _may_hold(row: DepartmentOpinion) -> Verdict:
    if not row.answer:
        return no("这一项还没有签署，不能上传佐证材料。", "请先选择核查结果并签署。")
    if row.evidence.count() >= MOST_FILES:
        return no(f"一项意见最多 {MOST_FILES} 份佐证材料。", "请合并后上传。")
    return YES
