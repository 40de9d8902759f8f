"""The facts about a candidate's eligibility, read from the records."""

from datetime import date

from candidates.enums import CandidateState
from candidates.enums_review import Relation
from candidates.models import Candidate
from candidates.rules.eligibility import Discipline, Fact, Person, Relative, facts_of
from elections.enums import ElectState
from elections.models import ElectedPerson
from huanjie.shared import clock

GONE = (CandidateState.WITHDRAWN, CandidateState.NOT_PASSED)


def eligibility_of(candidate: Candidate, on: date | None = None) -> list[Fact]:
    """What is on record, as of the review's day (today when none is given). Nothing is decided."""
    person = Person(
        posts=candidate.posts, birth_date=candidate.birth_date, political_status=candidate.political_status,
        join_date=candidate.join_date, full_date=candidate.full_date,
        is_household_registered=candidate.is_household_registered, resident_since=candidate.resident_since,
        current_post=candidate.current_post, work_unit=candidate.work_unit, is_incumbent=candidate.is_incumbent,
        relatives=_relatives(candidate), disciplines=_disciplines(candidate),
    )  # fmt: skip
    return facts_of(person, election_day=candidate.community_cycle.day, review_day=on or clock.today())


def _relatives(candidate: Candidate) -> list[Relative]:
    rows = list(candidate.relatives.all())
    if not rows:
        return []
    names = {row.name for row in rows}
    others = Candidate.objects.filter(community_cycle=candidate.community_cycle_id, name__in=names)
    others = others.exclude(pk=candidate.pk).exclude(state__in=GONE)
    met = {
        name: "现任成员" if incumbent else "候选人" for name, incumbent in others.values_list("name", "is_incumbent")
    }
    sitting = ElectedPerson.objects.filter(area_code=candidate.area_code, name__in=names).exclude(state=ElectState.VOID)
    met |= dict.fromkeys(sitting.values_list("name", flat=True), "当选人")
    return [
        Relative(Relation(row.relation).label, row.name, row.unit, row.post, met.get(row.name, "")) for row in rows
    ]  # fmt: skip


def _disciplines(candidate: Candidate) -> list[Discipline]:
    return [
        Discipline(row.measure, row.effective_on, row.rights_restored_on, row.document_number, row.source)
        for row in candidate.disciplines.all()
    ]
