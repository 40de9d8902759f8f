"""What the printed papers of a candidate say. Reasons and findings are decrypted here, for a viewer who was asked why."""

from datetime import date

from candidates.enums_review import BatchState, ConclusionState, Decision
from candidates.models import Candidate, DepartmentOpinion, JointReview, ReviewBatch, ReviewConclusion
from candidates.queries.standing import standings
from candidates.rules.review_papers import NONE, UNKNOWN
from elections.queries.paper import is_demo

DEFAULT_ISSUER = "区社区“两委”换届工作协调小组办公室"
YES_NO = {True: "是", False: "否", None: UNKNOWN}


def with_background(rows):
    """Candidates with all a paper needs, but nothing that is encrypted."""
    return (
        rows.select_related("community_cycle__cycle", "community_cycle__community__subdistrict", "proof")
        .prefetch_related("relatives", "disciplines")
        .defer("id_number", "phone")
    )


def person_facts(row: Candidate) -> dict:
    """The person as registered; ID number and phone masked."""
    community = row.community_cycle.community
    return {
        "is_demo": is_demo(), "cycle": row.community_cycle.cycle.name, "community": community.name,
        "street": community.subdistrict.name, "name": row.name, "gender": row.get_gender_display(),
        "ethnicity": row.ethnicity, "born": f"{row.birth_date:%Y-%m}" if row.birth_date else "",
        "native_place": row.native_place, "political_status": row.get_political_status_display(),
        "join_date": row.join_date, "full_date": row.full_date, "education": row.get_education_display(),
        "id_number": row.id_number_masked, "phone": row.phone_masked, "source": row.get_source_display(),
        "current_post": row.current_post, "work_unit": row.work_unit, "incumbent": YES_NO[row.is_incumbent],
        "household": {True: "本社区", False: "非本社区", None: UNKNOWN}[row.is_household_registered],
        "residence": f"自 {row.resident_since}" if row.resident_since else "", "certificate": row.certificate or NONE,
        "posts": row.posts_label, "relatives": [_relative(each) for each in row.relatives.all()],
    }  # fmt: skip


def registration_facts(row: Candidate) -> dict:
    """登记表: the person and how nominated."""
    return person_facts(row) | {
        "nomination": row.get_nomination_display() or UNKNOWN, "proof": _proof(row), "predecessor": row.predecessor_name,
        "disciplines": [_discipline(each) for each in row.disciplines.all()], "remark": row.remark,
    }  # fmt: skip


def review_facts(row: Candidate, on: date) -> dict:
    """联审表: what each department said, what was concluded."""
    opinions = standing_opinions(row)
    review = JointReview.objects.filter(candidate=row).select_related("batch").order_by("-pk").first()
    batch = review.batch if review else None
    conclusions = list(ReviewConclusion.objects.filter(candidate=row).order_by("pk"))
    answered = sum(1 for each in opinions if each.answer)
    spoiled = _spoiled(row, on)
    return person_facts(row) | {
        "on": on, "batch": batch.name if batch else UNKNOWN, "round": batch.get_round_display() if batch else UNKNOWN,
        "as_of": batch.as_of if batch else None, "sent_on": batch.sent_on if batch else row.review_sent_on,
        "due_on": batch.due_on if batch else None, "progress": f"已反馈 {answered} / {len(opinions)} 项",
        "opinions": [_opinion(each, spoiled) for each in opinions],
        "circumstances": sorted({(each.circumstance.code, each.circumstance.title) for each in opinions}),
        "conclusions": [_conclusion(each) for each in conclusions],
        "refusals": [line for each in conclusions if (line := _refusal(each))],
        "reconsiderations": [
            f"{each.filed_on} 申请，{each.get_state_display()}{f'（{each.document_number}）' if each.document_number else ''}"
            for each in row.reconsiderations.order_by("pk")
        ],
    }  # fmt: skip


def standing_opinions(row: Candidate) -> list[DepartmentOpinion]:
    """The live cells of every round, the newest of each department and circumstance, in the departments' order."""
    rows = (
        DepartmentOpinion.objects.filter(candidate=row, voided_at=None)
        .select_related("department", "circumstance")
        .order_by("department__position", "department_id", "circumstance__code", "pk")
    )
    return list({(each.department_id, each.circumstance.code): each for each in rows}.values())


def conclusion_to_tell(row: Candidate) -> ReviewConclusion | None:
    """The conclusion in force."""
    rows = ReviewConclusion.objects.filter(candidate=row, state=ConclusionState.IN_FORCE)
    return rows.select_related("notification").order_by("-pk").first()


def notification_facts(row: Candidate, conclusion: ReviewConclusion) -> dict:
    """告知书 of a conclusion; number and days once the delivery is registered."""
    note = getattr(conclusion, "notification", None)
    cycle = row.community_cycle.cycle
    found = (
        DepartmentOpinion.objects.filter(candidate=row, circumstance__code__in=conclusion.circumstances)
        .values_list("circumstance__code", "circumstance__statement", "circumstance__article")
        .order_by("circumstance__code", "circumstance__edition")
    )
    return person_facts(row) | {
        "passed": conclusion.decision == Decision.PASSED, "decided_on": conclusion.decided_on,
        "document_number": conclusion.document_number, "reason": conclusion.reason,
        "grounds": list({code: (code, statement, article or UNKNOWN) for code, statement, article in found}.values()),
        "number": note.number if note else "", "told_on": note.told_on if note else None,
        "reconsider_until": note.reconsider_until if note else None, "issuer": cycle.issuer or DEFAULT_ISSUER,
    }  # fmt: skip


def _relative(row) -> str:
    where = "".join(part for part in (row.unit, row.post) if part)
    return f"{row.get_relation_display()} {row.name}" + (f"，{where}" if where else "")


def _discipline(row) -> str:
    restored = f"，{row.rights_restored_on} 恢复党员权利" if row.rights_restored_on else ""
    return (
        f"{row.get_measure_display()}（{row.document_number}），{row.effective_on} 生效{restored}，来源：{row.source}"
    )


def _proof(row) -> list[str]:
    proof = getattr(row, "proof", None)
    if proof is None:
        return ["提名依据未登记"]
    lines = []
    if proof.document_number or proof.met_on:
        lines.append("，".join(str(part) for part in (proof.document_number, proof.met_on) if part))
    if proof.members_present is not None:
        lines.append(
            f"应到党员 {proof.members_due} 名，实到 {proof.members_present} 名，得推荐票 {proof.member_votes} 票"
        )
    if proof.residents_present is not None:
        lines.append(f"参加推荐群众 {proof.residents_present} 名，得推荐票 {proof.resident_votes} 票")
    if proof.nominator_count:
        lines.append(f"联名选民 {proof.nominator_count} 名")
    return lines


def _spoiled(row, on: date) -> dict[int, str]:
    """Answered cells that no longer count though they are in date: key → why."""
    found = standings([row], on)[row.pk].spoiled
    return {cell.key: "签署人应回避，须重新核查" if cell.is_recused else "登记已改，须重新核查" for cell in found
            if cell.is_recused or not cell.is_current}  # fmt: skip


def _opinion(row, spoiled: dict[int, str]) -> dict:
    return {
        "spoiled": spoiled.get(row.pk, ""),
        "department": row.department.name, "circumstance": row.circumstance.code, "facts": row.facts,
        "answer": row.get_answer_display() if row.answer else "", "document_number": row.document_number,
        "expires_on": row.expires_on, "as_of": row.as_of, "signed_by": row.signed_by_name,
    }  # fmt: skip


def _conclusion(row) -> str:
    parts = [f"{row.decided_on} {row.get_decision_display()}", row.get_state_display(), row.document_number]
    second = f"，会签：{row.second_by_name}" if row.second_by_name else ""
    reason = f"。理由：{row.reason}" if row.reason else ""
    return "，".join(part for part in parts if part) + f"，签署：{row.decided_by_name}{second}{reason}"


def _refusal(row) -> str:
    if row.decision != Decision.NOT_PASSED or row.state != ConclusionState.IN_FORCE:
        return ""
    return f"{row.decided_on} 取消候选人资格，涉及 {'、'.join(row.circumstances) or UNKNOWN}"


def batches_to_print(viewer):
    """Sent batches with somebody of the viewer's area, the newest first."""
    mine = JointReview.objects.visible_to(viewer).values("batch")
    return ReviewBatch.objects.filter(pk__in=mine).exclude(state=BatchState.DRAFT).order_by("-number")
