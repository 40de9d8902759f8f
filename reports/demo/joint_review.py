"""The joint review as the demonstration plays it: batches by street, officers who sign, persons who conclude."""

from collections import defaultdict
from datetime import date, timedelta

from candidates.enums import CandidateState, Post
from candidates.enums_review import Answer, Decision, NoticeState
from candidates.models import Candidate, CandidateNotice, DepartmentOpinion, ReviewBatch
from candidates.queries.standing import standings
from candidates.services.circumstances import ensure_review_setup
from candidates.services.conclusion import co_sign, conclude, notify_person, record_answer
from candidates.services.joint_review import close_batch, open_batch, send_batch, sign, sign_many_clear
from candidates.services.notice import end_notice, publish_notice
from candidates.services.reconsideration import decide_reconsideration, file_reconsideration
from elections.enums import Side
from elections.queries.calendar import work_calendar
from reports.demo.stage import Stage, first_of_each_street

DUE_IN = timedelta(days=5)
FOUND = (
    # department, circumstance, document, facts
    ("police", "Q07", "公行罚决字〔{year}〕{n}号", "因赌博受行政拘留，距今已满四年。"),
    ("court", "Q01", "（{year}）刑初{n}号", "因犯罪被判处刑罚，缓刑考验期已满。"),
    ("audit", "Q09", "审报〔{year}〕{n}号", "审计指出的集体资金问题尚未整改到位。"),
    ("court", "Q09", "（{year}）执{n}号", "列为失信被执行人，已达成和解。"),
)  # fmt: skip
COMMITTEE_POSTS = frozenset({Post.COMMITTEE_CHAIR, Post.COMMITTEE_DEPUTY_CHAIR, Post.COMMITTEE_MEMBER})
UNDER_REVIEW = (CandidateState.PRELIMINARY_REVIEW, CandidateState.JOINT_REVIEW)
SHARE_WITH_FINDING = 0.04
SLOW = "market"


def advance(stage: Stage, day: date) -> None:
    """One day: what streets sent goes out, departments sign, who is complete gets a conclusion."""
    ensure_review_setup(cycle=stage.cycle, by=stage.organizer)
    _send_out(stage, day)
    _sign(stage, day)
    _conclude(stage, day)
    close_finished(stage)
    _publish(stage, day)


def _send_out(stage: Stage, day: date) -> None:
    waiting = defaultdict(list)
    people = Candidate.objects.filter(community_cycle__cycle=stage.cycle, state=CandidateState.JOINT_REVIEW)
    for row in people.filter(joint_reviews=None).select_related("community_cycle__community__subdistrict"):
        waiting[row.area_code[:9]].append(row)
    for rows in waiting.values():
        name = f"{rows[0].community_cycle.community.subdistrict.name}{day.month}月{day.day}日批次"
        batch = open_batch(cycle=stage.cycle, candidates=rows, name=name, as_of=day, due_on=day + DUE_IN,
                           by=stage.organizer)  # fmt: skip
        send_batch(batch=batch, on=day, by=stage.organizer)
        for row in rows:
            _maybe_finding(stage, row)


def _maybe_finding(stage: Stage, row: Candidate) -> None:
    """The first four findings are one of each kind, later ones by chance."""
    if stage.random.random() < SHARE_WITH_FINDING and COMMITTEE_POSTS & set(row.posts):
        stage.findings[row.pk] = len(stage.findings) % len(FOUND)


def _sign(stage: Stage, day: date) -> None:
    """Each department takes its queue after its own number of days; one is slow and over the due day."""
    for place, (code, officer) in enumerate(stage.officers.items()):
        lag = timedelta(days=7 if code == SLOW and day.day % 2 else 1 + place % 4)
        mine = DepartmentOpinion.objects.filter(
            department__cycle=stage.cycle, department__code=code, answer="", voided_at=None, joint_review__closed_at=None,
            joint_review__batch__sent_on__lte=day - lag,
        )  # fmt: skip
        clear = list(mine.exclude(candidate__in=stage.findings).only("pk", "version"))
        found = []
        for cell in mine.filter(candidate__in=stage.findings).select_related("circumstance").defer("facts"):
            (clear if _found_in(stage, cell, code) is None else found).append(cell)
        if clear:
            sign_many_clear(opinions=clear, as_of=day, by=officer, expected_versions={c.pk: c.version for c in clear})
        for cell in found:
            _, _, document, facts = FOUND[_found_in(stage, cell, code)]
            sign(opinion=cell, answer=Answer.FOUND, as_of=day, facts=facts, by=officer, expected_version=cell.version,
                 document_number=document.format(year=day.year - 4, n=cell.pk % 900 + 11))  # fmt: skip


def _found_in(stage: Stage, cell: DepartmentOpinion, code: str) -> int | None:
    kind = stage.findings.get(cell.candidate_id)
    if kind is None:
        return None
    department, circumstance, _, _ = FOUND[kind]
    return kind if (department, circumstance) == (code, cell.circumstance.code) else None


def _conclude(stage: Stage, day: date) -> None:
    people = list(
        Candidate.objects.filter(
            community_cycle__cycle=stage.cycle, state=CandidateState.JOINT_REVIEW, review_sent_on__lte=day - DUE_IN,
            conclusions=None,
        ).select_related("community_cycle__cycle", "community_cycle__community")
    )  # fmt: skip
    found = standings(people, day)
    for row in people:
        if found[row.pk].is_complete:
            _one(stage, row, found[row.pk], day)


def _one(stage: Stage, row: Candidate, standing, day: date) -> None:
    common = {"candidate": row, "on": day, "by": stage.organizer, "expected_version": row.version}
    number = f"换联审〔{day.year}〕{row.pk}号"
    if standing.may_pass and not standing.needs_second_signature:
        conclude(decision=Decision.PASSED, **common)
        return
    if standing.statutory_hits:
        conclusion = conclude(
            decision=Decision.NOT_PASSED, document_number=number, reason="属法律规定不得列为候选人的情形。", **common
        )
        _told(stage, conclusion, day)
        return
    passes = stage.findings.get(row.pk) != 2
    conclusion = conclude(
        decision=Decision.PASSED if passes else Decision.NOT_PASSED, document_number=number,
        reason="处理已满期限，表现良好，不影响履职。" if passes else "审计问题尚未整改到位。", **common,
    )  # fmt: skip
    stage.weighed += 1
    if not _waits(stage, row):
        co_sign(conclusion=conclusion, agreed=True, note="同意。", by=stage.second)
        conclusion.refresh_from_db()
        if not passes:
            _told(stage, conclusion, day)


def _waits(stage: Stage, row: Candidate) -> bool:
    """One weighed conclusion is left for the visitor to sign, not the first one and not where a notice is to hang."""
    if stage.left_to_sign or stage.weighed == 1 or row.community_cycle in first_of_each_street(stage):
        return False
    stage.left_to_sign = True
    return True


def _told(stage: Stage, conclusion, day: date) -> None:
    """The person is told; the first answers and asks for reconsideration, which is decided; the next one's is open."""
    notify_person(conclusion=conclusion, number=f"换告〔{day.year}〕{conclusion.pk}号", told_on=day,
                  method="当面送达，本人签收", by=stage.organizer)  # fmt: skip
    stage.told += 1
    if stage.told > 2:
        return
    record_answer(
        conclusion=conclusion, answer="对查实情况没有异议，请求考虑近年表现。", answered_on=day, by=stage.organizer
    )
    asked = file_reconsideration(
        conclusion=conclusion, grounds="处理已过多年，请求重新审查。", filed_on=day, by=stage.organizer
    )
    if stage.told == 1:
        decide_reconsideration(
            reconsideration=asked, granted=False, document_number=f"换复〔{day.year}〕1号",
            answer="经复核，情形属实，属法律规定不得列为候选人，维持原结论。", on=day, by=stage.third,
        )  # fmt: skip


def _publish(stage: Stage, day: date) -> None:
    """The first community of each street hangs its Party list once everybody of that side is concluded, and takes it
    down when its days are over."""
    for notice in CandidateNotice.objects.filter(
        community_cycle__cycle=stage.cycle, state=NoticeState.PUBLISHED, ends_on__lt=day
    ):
        end_notice(notice=notice, by=stage.street_viewers[notice.area_code[:9]])
    for row in first_of_each_street(stage):
        people = Candidate.objects.filter(community_cycle=row, posts__icontains="party_")
        busy = people.filter(state__in=(CandidateState.NOMINATED, *UNDER_REVIEW)).exists()
        hung = CandidateNotice.objects.filter(community_cycle=row, side=Side.PARTY).exists()
        if busy or hung or not people.filter(state=CandidateState.PASSED).exists():
            continue
        publish_notice(community_cycle=row, side=Side.PARTY, starts_on=day, ends_on=_after_working_days(day, 5),
                       by=stage.street_viewers[row.area_code[:9]])  # fmt: skip


def _after_working_days(day: date, count: int) -> date:
    """A day by which at least `count` working days have passed, the first one counted."""
    calendar, ahead = work_calendar(), count
    while len(calendar.working_days(day, day + timedelta(days=ahead))) < count:
        ahead += 1
    return day + timedelta(days=ahead)


def close_finished(stage: Stage) -> None:
    """Batches in which everybody has a conclusion are closed."""
    open_people = Candidate.objects.filter(state=CandidateState.JOINT_REVIEW).values("pk")
    done = ReviewBatch.objects.filter(cycle=stage.cycle, state="sent").exclude(reviews__candidate__in=open_people)
    for batch in done:
        close_batch(batch=batch, by=stage.organizer)
