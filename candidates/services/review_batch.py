"""Batches of the joint review: put together, sent out, closed. Departments, circumstances and days are chosen once."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from candidates.enums import CandidateState
from candidates.enums_review import Answer, BatchState, ReviewRound
from candidates.models import Candidate, Circumstance, DepartmentOpinion, JointReview, ReviewBatch, ReviewDepartment
from candidates.permissions_review import STATES_OF_ROUND, can_open_batch, can_send_batch
from candidates.queries.review_content import facts_of
from candidates.queries.standing import cells_by_candidate
from candidates.rules.circumstances import applies_to, can_change, check_coverage
from candidates.rules.standing import standing_of
from candidates.services.asking import empty_cell, some_at_a_time, store
from candidates.services.circumstances import ensure_review_setup
from candidates.services.recusal import infer_recusals
from elections.models import ElectionCycle
from huanjie.activity.services import act, change_state
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Refused, Verdict, no, require

PEOPLE_AT_ONCE = 200


def open_batch(
    *,
    cycle: ElectionCycle,
    candidates: Iterable[Candidate],
    name: str,
    departments: Mapping[str, Collection[str]] | None = None,
    as_of: date,
    due_on: date,
    round: str = ReviewRound.FIRST,
    by,
) -> ReviewBatch:
    """A draft of candidates with who is asked about what (`departments`: department code → circumstance codes; None for
    what the circumstances name). The first round and a reconsideration take people in joint review, the second those who
    passed. Nobody is under two reviews at once."""
    wanted = {candidate.pk for candidate in candidates}
    if not name.strip():
        raise Refused(no("没有填写批次名称。"))
    if due_on < clock.today():
        raise Refused(no(f"要求反馈日期 {due_on} 已经过去。", "请填写今天或以后的日期。"))
    with act() as log:
        cycle = ElectionCycle.objects.select_for_update().get(pk=cycle.pk)
        require(can_open_batch(by, cycle))
        ensure_review_setup(cycle, by)
        people = _people(cycle, wanted, ReviewRound(round))
        duties = _duties(cycle, departments)
        require(_covered(cycle, people, duties, round))
        last = ReviewBatch.objects.filter(cycle=cycle).order_by("-number").first()
        batch = ReviewBatch.objects.create(
            cycle=cycle, area_code=cycle.area_code, number=(last.number if last else 0) + 1, name=name.strip(),
            round=round, duties=duties, as_of=as_of, due_on=due_on, made_by_id=by.user_id, made_by_name=by.name,
        )  # fmt: skip
        JointReview.objects.bulk_create(
            [JointReview(batch=batch, candidate=row, area_code=row.area_code) for row in people], batch_size=1000
        )
        log.record(
            by=by, verb="review_batch.opened", subject=batch, detail={"candidates": len(people), "round": str(round)}
        )  # fmt: skip
    return batch


def _people(cycle, wanted: set[int], round_: ReviewRound) -> list[Candidate]:
    people = list(
        Candidate.objects.select_for_update(of=("self",))
        .filter(pk__in=wanted, community_cycle__cycle=cycle)
        .defer("id_number", "phone")
        .order_by("pk")
    )
    if not people or len(people) != len(wanted):
        raise Refused(no("没有选择候选人，或名单已有变化。", "请回到列表重新选择。"))
    states = STATES_OF_ROUND[round_]
    if wrong := [row.name for row in people if row.state not in states]:
        labels = "或".join(f"“{state.label}”" for state in states)
        raise Refused(no(f"{_names(wrong)}不能列入{round_.label}。", f"这一轮只收{labels}的候选人。"))
    _let_go(people)
    busy = JointReview.objects.filter(candidate__in=wanted, closed_at__isnull=True).values_list(
        "candidate__name", flat=True
    )
    if busy:
        raise Refused(no(f"{_names(list(busy))}还在另一批联审中。", "请先办结那一批中的联审。"))
    return people


def _let_go(people: list[Candidate]) -> None:
    """Reviews that ended with a conclusion."""
    done = [row.pk for row in people if row.state in (CandidateState.PASSED, CandidateState.FORMAL)]
    ended = JointReview.objects.filter(candidate__in=done, closed_at__isnull=True)
    ended.exclude(batch__round=ReviewRound.SECOND).update(closed_at=clock.now())


def _names(names: list[str]) -> str:
    shown = "、".join(f"“{name}”" for name in names[:5])
    return f"{shown}等 {len(names)} 人" if len(names) > 5 else shown


def _duties(cycle, departments) -> dict[str, list[str]]:
    """Department code → circumstance codes, of those in force."""
    active = list(ReviewDepartment.objects.filter(cycle=cycle, is_active=True).values_list("code", flat=True))
    current = _current(cycle)
    if departments is None:
        chosen = {code: [each.code for each in current.values() if code in each.departments] for code in active}
    else:
        chosen = {code: sorted(set(codes)) for code, codes in departments.items()}
    if unknown := sorted(set(chosen) - set(active)):
        raise Refused(no(f"没有参加联审的单位“{'、'.join(unknown)}”。", "请从列表中选择。"))
    if unknown := sorted({code for codes in chosen.values() for code in codes} - set(current)):
        raise Refused(no(f"情形 {'、'.join(unknown)} 没有启用。", "请从列表中选择。"))
    return {code: codes for code, codes in chosen.items() if codes}


def _current(cycle) -> dict[str, Circumstance]:
    rows = Circumstance.objects.filter(cycle=cycle, is_active=True, replaced_on__isnull=True)
    return {row.code: row for row in rows}


def _covered(cycle, people, duties, round_) -> Verdict:
    """Every circumstance of the law that applies to one of them has a department that answers; and each is asked
    something."""
    current = [each for each in _current(cycle).values() if _asked_in(round_, each.code)]
    posts = {tuple(row.posts) for row in people}
    verdict = check_coverage([each for each in current if any(applies_to(each, some) for some in posts)], duties)
    if not verdict:
        return verdict
    asked = [each for each in current if any(each.code in codes for codes in duties.values())]
    if not all(any(applies_to(each, some) for each in asked) for some in posts):
        return no("有候选人没有任何一项要核查。", "请为其拟任职务选择核查情形。")
    return YES


def _asked_in(round_, code: str) -> bool:
    return round_ != ReviewRound.SECOND or can_change(code)


def send_batch(*, batch: ReviewBatch, on: date, by, expected_version: int | None = None) -> ReviewBatch:
    """Ask the departments: one empty cell for each department, circumstance and candidate it applies to. A second round
    asks what can have changed and what is no longer in date. Who withdrew in the meantime is left out."""
    with act() as log:
        row = ReviewBatch.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=batch.pk)
        require(can_send_batch(by, row))
        people = _still_here(row)
        require(_check_sending(row, people, on))
        row = change_state(
            subject=row, to=BatchState.SENT, by=by, expected_version=expected_version, set_fields={"sent_on": on}
        )
        count = 0
        for some in some_at_a_time(people, PEOPLE_AT_ONCE):
            cells = list(_cells(row, some))
            store(cells)
            count += len(cells)
        infer_recusals(candidates=people, by=by)
        log.record(
            by=by, verb="review_batch.asked", subject=row,
            detail={"on": str(on), "candidates": len(people), "cells": count},
        )  # fmt: skip
    return row


def _still_here(batch: ReviewBatch) -> list[Candidate]:
    """Those of the batch who may still be asked about; the reviews of the others end here."""
    states = STATES_OF_ROUND[ReviewRound(batch.round)]
    reviews = JointReview.objects.filter(batch=batch, closed_at__isnull=True)
    reviews.exclude(candidate__state__in=states).update(closed_at=clock.now())
    rows = Candidate.objects.select_for_update(of=("self",)).filter(joint_reviews__in=reviews, state__in=states)
    return list(rows.defer("id_number", "phone").order_by("pk"))


def _check_sending(batch, people, on: date) -> Verdict:
    if not people:
        return no("批次中已没有可以送审的候选人。", "请重新建立批次。")
    if on > clock.today():
        return no(f"日期 {on} 还没有到。", "请填写实际送出的日期。")
    if late := [row.name for row in people if row.review_sent_on and row.review_sent_on > on]:
        return no(f"日期 {on} 早于街道送审的日期（{_names(late)}）。", "请核对日期。")
    if on > batch.due_on:
        return no(f"要求反馈日期 {batch.due_on} 早于送出日期 {on}。", "请重新建立批次，改定反馈日期。")
    return _covered(batch.cycle, people, batch.duties, batch.round)


def _cells(batch, people) -> Iterator[DepartmentOpinion]:
    keys = [row.pk for row in people]
    facts, reviews = facts_of(keys), {row.candidate_id: row for row in batch.reviews.filter(candidate__in=keys)}
    departments = dict(ReviewDepartment.objects.filter(cycle=batch.cycle_id).values_list("code", "pk"))
    current, kept, stale = _current(batch.cycle_id), _editions_of(keys), _stale(batch, keys)
    for key in keys:
        editions = current | kept.get(key, {})
        asked = {(code, each) for code, codes in batch.duties.items() for each in codes if _asked_in(batch.round, each)}
        for department, code in sorted(asked | stale.get(key, set())):
            circumstance = editions.get(code)
            if circumstance is not None and applies_to(circumstance, facts[key].posts):
                yield empty_cell(reviews[key], departments[department], circumstance, facts[key])


def _editions_of(keys) -> dict[int, dict[str, Circumstance]]:
    """The editions people were asked about before: a change of the list touches only those who were not."""
    found: dict[int, dict[str, Circumstance]] = {}
    cells = DepartmentOpinion.objects.filter(candidate__in=keys, voided_at__isnull=True)
    pairs = list(cells.order_by("pk").values_list("candidate_id", "circumstance_id"))
    rows = Circumstance.objects.in_bulk({circumstance for _, circumstance in pairs})
    for candidate, circumstance in pairs:
        found.setdefault(candidate, {})[rows[circumstance].code] = rows[circumstance]
    return found


def _stale(batch, keys) -> dict[int, set[tuple[str, str]]]:
    """(department, circumstance) whose earlier opinion no longer counts: asked again whatever the duties say."""
    cells = cells_by_candidate(keys)
    return {
        key: {(cell.department, cell.circumstance) for cell in standing_of(found, batch.sent_on).spoiled}
        for key, found in cells.items()
    }


def close_batch(*, batch: ReviewBatch, by, expected_version: int | None = None) -> ReviewBatch:
    """The batch is finished: everybody is concluded or left; in a second round, every question is answered."""
    with act():
        row = ReviewBatch.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=batch.pk)
        require(can_send_batch(by, row))
        require(ReviewBatch.TRANSITIONS.check(BatchState(row.state), BatchState.CLOSED))
        open_reviews = JointReview.objects.filter(batch=row, closed_at__isnull=True)
        require(_check_closing(row, open_reviews))
        open_reviews.update(closed_at=clock.now())
        return change_state(
            subject=row, to=BatchState.CLOSED, by=by, expected_version=expected_version,
            set_fields={"closed_on": clock.today()},
        )  # fmt: skip


def _check_closing(batch, open_reviews) -> Verdict:
    waiting = open_reviews.filter(candidate__state__in=STATES_OF_ROUND[ReviewRound(batch.round)])
    if batch.round != ReviewRound.SECOND:
        count = waiting.count()
        return no(f"还有 {count} 名候选人没有联审结论。", "请先作出结论，或登记退出。") if count else YES
    cells = DepartmentOpinion.objects.filter(joint_review__in=waiting, voided_at__isnull=True)
    count = cells.filter(answer__in=("", Answer.CHECK_FURTHER)).count()
    return no(f"还有 {count} 项没有核查结果。", "未反馈不等于未发现，请催办。") if count else YES
