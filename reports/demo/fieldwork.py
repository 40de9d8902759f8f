"""What happens in the communities: steps, candidates, audits, each day a little."""

from collections import defaultdict
from datetime import date, timedelta

from audits.enums import AuditKind, AuditState
from audits.models import Audit
from audits.services.audit import plan_audit, publish_audit, report_audit, start_audit
from candidates.enums import CandidateState, Nomination, PoliticalStatus, Post
from candidates.models import Candidate
from candidates.services import nominate, send_many_to_joint_review, start_preliminary_review
from candidates.services.background import set_proof
from elections.enums import Gender, StepState
from elections.models import CommunityCycle, StepRecord
from elections.queries.gates import judgements
from elections.rules.intervals import Force
from elections.services.cycle import set_difficult
from elections.services.procedure import complete_steps
from reports.demo.stage import Stage

EDUCATION = {
    "研究生及以上": "postgraduate", "大学本科": "university", "大学专科": "college", "高中及中专": "high_school",
    "初中及以下": "below",
}  # fmt: skip
PARTY_SLATE = ((Post.PARTY_SECRETARY, Post.COMMITTEE_CHAIR), (Post.PARTY_DEPUTY_SECRETARY,), (Post.PARTY_MEMBER,))
COMMITTEE_SLATE = ((Post.COMMITTEE_DEPUTY_CHAIR,), (Post.COMMITTEE_MEMBER,), (Post.COMMITTEE_MEMBER,))
DIFFICULTIES = ("老旧小区集中，选民人户分离多", "拆迁安置未完，户籍底数不清", "上届有信访积案未化解")
PARTY_BEFORE, COMMITTEE_BEFORE = timedelta(days=40), timedelta(days=20)


def mark_difficult(stage: Stage) -> None:
    """One community in twelve has its reasons."""
    for row in stage.random.sample(stage.communities, max(1, len(stage.communities) // 12)):
        set_difficult(
            community_cycle=row, is_difficult=True, difficulty=stage.random.choice(DIFFICULTIES), by=stage.organizer
        )
        row.is_difficult = True


def plan_audits(stage: Stage) -> None:
    """A departure audit of each outgoing chair, and the accounts of each community."""
    for row in stage.communities:
        planned_on = stage.cycle.election_day - timedelta(days=stage.random.randint(12, 40))
        chair = stage.people.person(stage.first, youngest=35, oldest=62)
        plan_audit(community_cycle=row, kind=AuditKind.DEPARTURE, person_name=chair.name, person_post="居委会主任",
                   auditor_unit="街道审计组", planned_on=planned_on, by=stage.organizer)  # fmt: skip
        plan_audit(community_cycle=row, kind=AuditKind.REVENUE_AND_EXPENDITURE, auditor_unit="街道审计组",
                   planned_on=planned_on, by=stage.organizer)  # fmt: skip


def advance_steps(stage: Stage, day: date) -> None:
    """Each street does what its plan says and the procedure allows, some days late; difficult communities take longer."""
    groups = defaultdict(list)
    waiting = StepRecord.objects.filter(community_cycle__cycle=stage.cycle, planned_on__lte=day, is_needed=True)
    for record in waiting.exclude(state=StepState.DONE).select_related("step", "community_cycle__cycle"):
        late = 0 if _is_bound_by_law(record.step) else stage.lag(record.area_code)
        if record.planned_on + timedelta(days=late) <= day:
            groups[record.area_code[:9], record.step].append(record)
    for (street, step), records in groups.items():
        judged = judgements(records, day)
        records = [record for record in records if judged[record.pk].ok]
        if not records:
            continue
        complete_steps(step=step, records=records, done_on=day, evidence=(step.evidence_name or "会议记录")[:200],
                       by=stage.street_viewers[street])  # fmt: skip


def _is_bound_by_law(step) -> bool:
    """Even slow streets keep the law's own days: a list of voters that is out too late costs the election day."""
    return any(each.get("force") == Force.LAW for each in step.intervals)


def advance_audits(stage: Stage, day: date) -> None:
    """Audits begin, are reported and published, each some days after the other."""
    waiting = Audit.objects.filter(community_cycle__cycle=stage.cycle).exclude(state=AuditState.PUBLISHED)
    for audit in waiting.select_related("community_cycle"):
        late = timedelta(days=stage.lag(audit.area_code))
        by = stage.street_viewers[audit.area_code[:9]]
        if audit.state == AuditState.PLANNED and audit.planned_on - timedelta(days=20) + late <= day:
            start_audit(audit=audit, on=day, by=by)
        elif audit.state == AuditState.UNDER_WAY and audit.planned_on - timedelta(days=6) + late <= day:
            report_audit(audit=audit, report_number=f"街审报〔{day.year}〕{audit.pk}号", reported_on=day,
                         problem_count=stage.random.choice((0, 0, 1, 2, 3)), by=by)  # fmt: skip
        elif audit.state == AuditState.REPORTED and audit.reported_on + timedelta(days=3) <= day:
            publish_audit(audit=audit, published_on=day, by=by)


def advance_candidates(stage: Stage, day: date) -> None:
    """Nominations before each side's day, then the street's review."""
    for row in stage.communities:
        late = timedelta(days=stage.lag(row.area_code))
        if not stage.nominated[row.pk, "party"] and stage.cycle.election_day - PARTY_BEFORE + late <= day:
            _slate(stage, row, day, PARTY_SLATE, "party")
        if not stage.nominated[row.pk, "committee"] and stage.cycle.election_day - COMMITTEE_BEFORE + late <= day:
            _slate(stage, row, day, COMMITTEE_SLATE, "committee")
    people = Candidate.objects.filter(community_cycle__cycle=stage.cycle).select_related("community_cycle")
    for candidate in people.filter(state=CandidateState.NOMINATED, nominated_on__lte=day - timedelta(days=1)):
        start_preliminary_review(candidate=candidate, on=day, by=stage.street_viewers[candidate.area_code[:9]])
    ready = defaultdict(list)
    for candidate in people.filter(
        state=CandidateState.PRELIMINARY_REVIEW, preliminary_on__lte=day - timedelta(days=2)
    ):
        ready[candidate.area_code[:9]].append(candidate)
    for street, batch in ready.items():
        send_many_to_joint_review(candidates=batch, on=day, by=stage.street_viewers[street])


def _slate(stage: Stage, row: CommunityCycle, day: date, slate, side: str) -> None:
    stage.nominated[row.pk, side] = True
    for posts in slate:
        person = stage.people.person(stage.first, youngest=24, oldest=58)
        in_party = side == "party" or stage.random.random() < 0.5
        in_party = in_party and not person.is_probationary
        if side == "party" and not in_party:
            posts = (Post.COMMITTEE_MEMBER,)
        candidate = nominate(
            community_cycle=row, name=person.name, gender=Gender.MALE if person.gender == "男" else Gender.FEMALE,
            ethnicity=person.ethnicity, birth_date=person.birth_date, id_number=person.id_number, phone=person.phone,
            posts=[str(post) for post in posts], nomination=Nomination.ORGANIZATION,
            political_status=PoliticalStatus.PARTY_MEMBER if in_party else PoliticalStatus.NONE,
            join_date=person.join_date if in_party else "", education=EDUCATION[person.education],
            current_post=stage.random.choice(("社区工作者", "社区居委会委员", "网格员", "退役军人", "物业项目经理")),
            is_incumbent=stage.random.random() < 0.4, nominated_on=day, by=stage.street_viewers[row.area_code[:9]],
        )  # fmt: skip
        set_proof(
            candidate=candidate, document_number=f"党工委荐〔{day.year}〕{candidate.pk}号",
            by=stage.street_viewers[row.area_code[:9]],
        )  # fmt: skip
