"""Sign what a returned sheet says: through the same door, with the same checks, as on the page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from candidates.enums_review import Answer
from candidates.models import DepartmentOpinion
from candidates.permissions_review import can_sign_cell, not_barred
from candidates.rules.review_sheet import DIGEST_PREFIX
from candidates.services.joint_review import sign, sign_many_clear
from huanjie.activity.services import act
from huanjie.shared.verdict import Refused, Stale, no


@dataclass(frozen=True)
class SheetSignature:
    """One answer of the sheet with the cell it belongs to (None when that is no longer there)."""

    opinion: DepartmentOpinion | None
    version: int
    answer: str
    document_number: str
    facts: str
    as_of: date


def check_returned(row, answer, opinion: DepartmentOpinion | None, by, why: str | None) -> str:
    """Why this answer cannot be signed, in words; nothing when it can."""
    if opinion is None:
        return "这一项已失效或不归您单位核查，请重新下载回执表。"
    allowed = can_sign_cell(by, opinion) and not_barred(why)
    if not allowed:
        return str(allowed)
    if opinion.answer:
        return f"已于 {opinion.as_of} 签署过“{opinion.get_answer_display()}”，没有再读取。"
    if opinion.content_digest[:DIGEST_PREFIX] != answer.digest or opinion.version != answer.version:
        return "候选人的登记内容在下载后有变化，要按新内容重新核查，请重新下载回执表。"
    person = opinion.candidate
    if (row.name, row.masked) != (person.name, person.id_number_masked):
        return "姓名或身份证号与下载时不一致，请核对是否串行。"
    return ""


def sign_sheet(*, batch, signatures: Sequence[SheetSignature], by) -> int:
    """Sign the answers of one returned sheet: all of them or, when one is refused, none."""
    if not signatures:
        raise Refused(no("回执表中没有可以签署的结果。"))
    if any(each.opinion is None for each in signatures):
        raise Stale("回执表中的联审项")
    with act() as log:
        for as_of, group in _clear_by_day(signatures).items():
            versions = {each.opinion.pk: each.version for each in group}
            sign_many_clear(opinions=[each.opinion for each in group], as_of=as_of, by=by, expected_versions=versions)
        for each in signatures:
            if not _is_bare_clear(each):
                sign(
                    opinion=each.opinion, answer=each.answer, as_of=each.as_of, document_number=each.document_number,
                    facts=each.facts, by=by, expected_version=each.version,
                )  # fmt: skip
        DepartmentOpinion.objects.filter(pk__in=[each.opinion.pk for each in signatures]).update(from_sheet=True)
        log.record(
            by=by, verb="review_sheet.imported", subject=batch, label=f"{batch.name} 回执表",
            detail={"cells": len(signatures)},
        )  # fmt: skip
    return len(signatures)


def _is_bare_clear(each: SheetSignature) -> bool:
    return each.answer == Answer.CLEAR and not each.document_number


def _clear_by_day(signatures) -> dict[date, list[SheetSignature]]:
    days = defaultdict(list)
    for each in signatures:
        if _is_bare_clear(each):
            days[each.as_of].append(each)
    return days
