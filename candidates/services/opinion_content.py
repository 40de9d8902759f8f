"""Opinions whose ground moved: voided where what they were asked about changed, asked anew where they ran out."""

from candidates.enums_review import BatchState
from candidates.models import Candidate, Circumstance, DepartmentOpinion, JointReview, ReviewBatch, ReviewDepartment
from candidates.permissions_review import can_send_batch
from candidates.queries.review_content import facts_of
from candidates.queries.standing import cells_by_candidate
from candidates.rules.circumstances import applies_to, can_change
from candidates.rules.review_content import digest_of
from candidates.rules.standing import Cell, standing_of
from candidates.services.asking import empty_cell, store, void
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.verdict import Refused, no, require

CHANGED = "登记内容有变化"
NOT_ASKED = "拟任职务有变化，不再核查此项"


def void_changed(*, candidate: Candidate, by) -> int:
    """After a correction: signed cells whose content changed are voided and asked anew, unsigned ones ask about what
    stands now, what new posts bring in is asked too. The others stay. Returns how many cells were touched."""
    with act() as log:
        review = _open_review(candidate.pk)
        if review is None:
            return 0
        facts = facts_of([candidate.pk])[candidate.pk]
        cells = list(_live(review).select_for_update(of=("self",)).order_by("pk"))
        new, touched = _newly_asked(review, cells, facts), []
        for cell in cells:
            if not applies_to(cell.circumstance, facts.posts):
                void(cell, NOT_ASKED)
            elif cell.content_digest == (now := digest_of(facts, cell.circumstance)):
                continue
            elif cell.answer:
                void(cell, CHANGED)
                new.append(empty_cell(review, cell.department_id, cell.circumstance, facts))
            else:
                _ask_about(cell, now)
            touched.append(cell.circumstance.code)
        store(new)
        if new or touched:
            log.record(
                by=by, verb="opinion.voided", subject=review.candidate, label="候选人",
                detail={"cells": len(touched), "asked": len(new), "circumstances": sorted(set(touched))},
            )  # fmt: skip
    return len(touched)


def _ask_about(cell: DepartmentOpinion, digest: str) -> None:
    cell.content_digest = digest
    cell.version += 1
    cell.save(update_fields=["content_digest", "version"])


def _open_review(candidate_id: int) -> JointReview | None:
    rows = JointReview.objects.filter(
        candidate=candidate_id, closed_at__isnull=True, batch__state=BatchState.SENT
    )  # fmt: skip
    return rows.select_related("batch", "candidate").defer("candidate__id_number", "candidate__phone").first()


def _live(review: JointReview):
    return DepartmentOpinion.objects.filter(joint_review=review, voided_at__isnull=True).select_related("circumstance")


def _newly_asked(review, cells, facts) -> list[DepartmentOpinion]:
    """What the batch's duties ask of these posts and nobody was asked yet. The edition is the one the batch asked
    others about, else the one in force."""
    batch = review.batch
    asked = {(cell.department_id, cell.circumstance.code) for cell in cells}
    editions = {
        each.code: each
        for each in [
            *Circumstance.objects.filter(cycle=batch.cycle_id, replaced_on__isnull=True, is_active=True),
            *Circumstance.objects.filter(opinions__joint_review__batch=batch).distinct(),
        ]
    }
    departments = dict(ReviewDepartment.objects.filter(cycle=batch.cycle_id).values_list("code", "pk"))
    second = batch.round == "second"
    return [
        empty_cell(review, departments[department], editions[code], facts)
        for department, codes in batch.duties.items()
        for code in codes
        if code in editions
        and (departments[department], code) not in asked
        and applies_to(editions[code], facts.posts)
        and not (second and not can_change(code))
    ]


def renew_expired(*, candidate: Candidate | None = None, batch: ReviewBatch | None = None, by) -> int:
    """Ask anew what no longer counts: out of date, about something that changed, or signed by somebody who should not
    have. Of one candidate, or of everybody still under review in a batch. Returns how many cells are asked."""
    if (candidate is None) == (batch is None):
        raise TypeError("one of candidate and batch")
    with act() as log:
        reviews = _reviews(candidate, batch)
        if not reviews and candidate is not None:
            raise Refused(no("此人没有进行中的联审。", "请建立新的批次（已通过的建立二次联审）。"))
        for each in {review.batch_id: review.batch for review in reviews}.values():
            require(can_send_batch(by, each))
        keys = [review.candidate_id for review in reviews]
        list(Candidate.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
        cells, facts = cells_by_candidate(keys), facts_of(keys)
        count = 0
        for review in reviews:
            spoiled = standing_of(cells[review.candidate_id], clock.today()).spoiled
            count += _renew(review, spoiled, facts[review.candidate_id])
        if count:
            log.record(
                by=by, verb="opinion.renewed", subject=batch or reviews[0].batch,
                detail={"cells": count, "candidates": len(reviews)},
            )  # fmt: skip
    return count


def _reviews(candidate, batch) -> list[JointReview]:
    rows = JointReview.objects.filter(closed_at__isnull=True, batch__state=BatchState.SENT)
    rows = rows.filter(candidate=candidate) if batch is None else rows.filter(batch=batch)
    return list(rows.select_related("batch__cycle").order_by("candidate_id"))


def _renew(review: JointReview, spoiled: tuple[Cell, ...], facts) -> int:
    reasons = {cell.key: _why(cell) for cell in spoiled}
    rows = list(
        DepartmentOpinion.objects.select_for_update(of=("self",))
        .filter(pk__in=reasons)
        .select_related("circumstance")
        .order_by("pk")
    )
    new = []
    for row in rows:
        if row.joint_review_id == review.pk:
            void(row, reasons[row.pk])
        if applies_to(row.circumstance, facts.posts):
            new.append(empty_cell(review, row.department_id, row.circumstance, facts))
    store(new)
    return len(new)


def _why(cell: Cell) -> str:
    if cell.is_recused:
        return "签署人应当回避"
    return "意见已过有效期" if cell.is_current else CHANGED
