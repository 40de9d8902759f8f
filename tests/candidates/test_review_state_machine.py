"""No path makes a formal candidate by silence. Hypothesis plays nominations, signatures, corrections, recusals, days that
pass, conclusions, reconsiderations, notices and objections in any order, through the real services on a real database;
whoever comes onto the formal list is judged by an oracle that reads the rows itself."""

from datetime import datetime, time, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from candidates.enums_review import Answer, Bar
from candidates.models import (
    Candidate,
    CandidateNotice,
    Circumstance,
    DepartmentOpinion,
    JointReview,
    NoticeObjection,
    Reconsideration,
    Recusal,
    ReviewBatch,
    ReviewConclusion,
    ReviewDepartment,
)
from candidates.queries.review_content import facts_of
from candidates.rules.circumstances import applies_to, bar_for
from candidates.rules.review_content import digest_of
from candidates.services import correct_candidate, nominate, send_to_joint_review, start_preliminary_review, withdraw
from candidates.services import objection as objections
from candidates.services.background import add_discipline
from candidates.services.circumstances import edit_circumstance, ensure_review_setup
from candidates.services.conclusion import co_sign, conclude, notify_person, reopen
from candidates.services.formal import make_formal, make_formal_list
from candidates.services.joint_review import close_batch, open_batch, renew_expired, send_batch, sign, sign_many_clear
from candidates.services.notice import correct_notice, end_notice, publish_notice
from candidates.services.reconsideration import decide_reconsideration, file_reconsideration
from candidates.services.recusal import declare_recusal
from elections.models import ElectionCycle
from huanjie.accounts.models import Assignment, User
from huanjie.accounts.viewers import Viewer
from huanjie.activity.models import StateChange
from huanjie.shared import clock
from huanjie.shared.verdict import Refused
from tests.candidates.review_fixtures import SMALL, officer_of
from tests.candidates.reviewed import chair_audited, seats

RC = "residents_committee"
PEOPLE = st.integers(0, 3)
FIRST_HANDS = ("nominated", "preliminary_review", "joint_review")
SAID = {"document_number": "公函〔2026〕1号", "facts": "依据生效文书。"}


class World:
    """What every example begins with: four people nominated with their proof, officers, seats, a published audit."""

    def __init__(self, cycle, place, people, organizer, street):
        self.cycle, self.place, self.people, self.organizer, self.street = cycle, place, people, organizer, street
        self.second = _organizer("second-organizer")
        departments = {row.code: row for row in ReviewDepartment.objects.filter(cycle=cycle, code__in=SMALL)}
        self.officers = {code: [officer_of(row, n) for n in (1, 2)] for code, row in departments.items()}
        self.today = timezone.localdate()
        self.reached = {"formal": 0, "refused": 0}


def _organizer(name) -> Viewer:
    user = User.objects.create(username=name, name=name)
    starts_on = timezone.localdate() - timedelta(days=400)
    return Viewer.of(
        Assignment.objects.create(user=user, role="district_organizer", area_code="420199", starts_on=starts_on)
    )


class ReviewMachine(RuleBasedStateMachine):
    world: World

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.days = 0
        self.judged: set[int] = set()
        self.refusals: list[str] = []

    def teardown(self):
        transaction.savepoint_rollback(self.savepoint)

    # the means

    @property
    def today(self):
        return self.world.today + timedelta(days=self.days)

    def do(self, service, **arguments):
        """Call a service at the moment it is; a refusal is an answer, anything else is a failure of the house."""
        moment = timezone.make_aware(datetime.combine(self.today, time(12)))
        with clock.played(moment):
            try:
                return service(**arguments)
            except Refused as refusal:
                self.refusals.append(str(refusal))
                return None

    def person(self, n) -> Candidate:
        return Candidate.objects.select_related("community_cycle__cycle").get(pk=self.world.people[n])

    def cells(self, n, **which):
        rows = DepartmentOpinion.objects.filter(candidate=self.world.people[n], voided_at__isnull=True, **which)
        return list(rows.select_related("department", "circumstance").order_by("pk"))

    def officer(self, cell, which=0) -> Viewer:
        return self.world.officers[cell.department.code][which]

    def ask(self, people, round_="first"):
        wanted = [self.person(n) for n in people]
        batch = self.do(
            open_batch, cycle=self.world.cycle, candidates=wanted, name="批次", departments=SMALL, as_of=self.today,
            due_on=self.today + timedelta(days=5), round=round_, by=self.world.organizer,
        )  # fmt: skip
        if batch is not None:
            self.do(send_batch, batch=batch, on=self.today, by=self.world.organizer)

    # what happens

    @rule(n=PEOPLE)
    def street_sends(self, n):
        self.do(start_preliminary_review, candidate=self.person(n), on=self.today, by=self.world.street)
        self.do(send_to_joint_review, candidate=self.person(n), on=self.today, by=self.world.street)

    @rule(n=PEOPLE, round_=st.sampled_from(["first", "second", "reconsideration"]))
    def organizer_asks(self, n, round_):
        self.ask([n], round_)

    @rule(n=PEOPLE, which=st.integers(0, 1), days=st.integers(0, 12))
    def departments_clear(self, n, which, days):
        as_of = self.today - timedelta(days=days)
        for code, officers in self.world.officers.items():
            if cells := self.cells(n, answer="", department__code=code):
                self.do(sign_many_clear, opinions=cells, as_of=as_of, by=officers[which])

    @rule(n=PEOPLE, at=st.integers(0, 11), which=st.integers(0, 1), answer=st.sampled_from(Answer.values))
    def department_signs(self, n, at, which, answer):
        if cells := self.cells(n):
            cell = cells[at % len(cells)]
            self.do(sign, opinion=cell, answer=answer, as_of=self.today, by=self.officer(cell, which), **SAID)

    @rule(
        n=PEOPLE,
        change=st.sampled_from(
            [{"name": "改名"}, {"work_unit": "另一单位"}, {"join_date": "2007-01"}, {"remark": "备注"},
             {"posts": ["committee_chair"]}, {"posts": ["committee_member"]}]
        ),
    )  # fmt: skip
    def district_corrects(self, n, change):
        self.do(correct_candidate, candidate=self.person(n), by=self.world.organizer, **change)

    @rule(n=PEOPLE)
    def a_discipline_comes_up(self, n):
        self.do(
            add_discipline, candidate=self.person(n), measure="party_warning", document_number="纪〔2026〕1号",
            effective_on=self.today, source="区纪委监委函", by=self.world.organizer,
        )  # fmt: skip

    @rule(n=PEOPLE, code=st.sampled_from(sorted(SMALL)), which=st.integers(0, 1))
    def officer_stays_away(self, n, code, which):
        officer = self.world.officers[code][which]
        self.do(declare_recusal, candidate=self.person(n), note="申请回避", by=officer)

    @rule(days=st.integers(1, 16))
    def days_pass(self, days):
        self.days += days

    @rule(n=PEOPLE)
    def organizer_renews(self, n):
        self.do(renew_expired, candidate=self.person(n), by=self.world.organizer)

    @rule(code=st.sampled_from(["Q01", "Q06", "Q07"]))
    def the_list_is_edited(self, code):
        current = Circumstance.objects.get(cycle=self.world.cycle, code=code, replaced_on__isnull=True)
        statement = f"{current.statement}（另见附件）"
        self.do(
            edit_circumstance, circumstance=current, statement=statement, reason="区委文件", by=self.world.organizer
        )  # fmt: skip

    @rule(n=PEOPLE, decision=st.sampled_from(["passed", "passed", "not_passed"]))
    def organizer_concludes(self, n, decision):
        self.do(
            conclude, candidate=self.person(n), decision=decision, reason="依据核查意见综合研究。",
            document_number="联审〔2026〕1号", on=self.today, by=self.world.organizer,
        )  # fmt: skip
        for waiting in ReviewConclusion.objects.filter(candidate=self.world.people[n], state="awaiting_second"):
            self.do(co_sign, conclusion=waiting, agreed=True, by=self.world.second)

    @rule(n=PEOPLE)
    def organizer_reopens(self, n):
        self.do(reopen, candidate=self.person(n), reason="核查意见有变化", by=self.world.organizer)

    @rule(n=PEOPLE, granted=st.booleans())
    def person_asks_again(self, n, granted):
        for refused in ReviewConclusion.objects.filter(candidate=self.world.people[n], state="in_force"):
            self.do(
                notify_person, conclusion=refused, number="告〔2026〕1号", told_on=self.today, method="当面",
                by=self.world.organizer,
            )  # fmt: skip
            self.do(
                file_reconsideration, conclusion=refused, grounds="不服", filed_on=self.today, by=self.world.organizer
            )
        for asked in Reconsideration.objects.filter(candidate=self.world.people[n], state="open"):
            self.do(
                decide_reconsideration, reconsideration=asked, granted=granted, document_number="复〔2026〕1号",
                answer="经复核，答复如下：维持或撤销。", on=self.today, by=self.world.second,
            )  # fmt: skip

    @rule(n=PEOPLE)
    def person_withdraws(self, n):
        if self.days % 3 == 0:
            self.do(withdraw, candidate=self.person(n), on=self.today, reason="本人申请", by=self.world.organizer)

    @rule()
    def street_publishes(self):
        days = {"starts_on": self.today, "ends_on": self.today + timedelta(days=2)}
        standing = CandidateNotice.objects.exclude(state="corrected").first()
        if standing is None:
            self.do(publish_notice, community_cycle=self.world.place, side=RC, by=self.world.street, **days)
        else:
            self.do(correct_notice, notice=standing, reason="名单有变化", by=self.world.street, **days)

    @rule()
    def the_notice_ends(self):
        self.days += 3
        for notice in CandidateNotice.objects.filter(state="published"):
            self.do(end_notice, notice=notice, by=self.world.street)

    @rule(n=PEOPLE)
    def somebody_objects(self, n):
        if notice := CandidateNotice.objects.exclude(state="corrected").first():
            self.do(
                objections.receive, notice=notice, candidate=self.person(n), text="反映一件事。", by=self.world.street
            )

    @rule(result=st.sampled_from(["not_confirmed", "confirmed_no_effect", "disqualified"]), looked_into=st.booleans())
    def an_objection_is_closed(self, result, looked_into):
        for row in NoticeObjection.objects.exclude(state="closed")[:1]:
            self.do(objections.start_investigation, objection=row, by=self.world.street)
            if looked_into:
                self.do(
                    objections.close, objection=row, result=result, findings="经核实。", on=self.today,
                    document_number="核〔2026〕1号", by=self.world.organizer,
                )  # fmt: skip

    @rule()
    def batches_close(self):
        for batch in ReviewBatch.objects.filter(state="sent"):
            self.do(close_batch, batch=batch, by=self.world.organizer)

    @initialize(stop=st.integers(0, 8))
    def the_example_begins_somewhere_on_the_plain_way(self, stop):
        self.everything_goes_its_way(stop)

    @precondition(lambda self: self.days < 60)
    @rule(stop=st.sampled_from([3, 8]))
    def everything_goes_its_way(self, stop):
        """The plain way as far as `stop`, so that the odd events fall on every stage of it."""
        everyone = range(4)
        steps = [
            lambda: [self.street_sends(n) for n in everyone],
            lambda: [self.ask([n]) for n in everyone],
            lambda: [self.departments_clear(n, which, 0) for n in everyone for which in (0, 1)],
            lambda: [self.organizer_concludes(n, "passed") for n in everyone],
            self.street_publishes,
            self.the_notice_ends,
            lambda: [self.an_objection_is_closed("not_confirmed", True) for _ in everyone],
            self.the_formal_list_is_made,
        ]
        for step in steps[:stop]:
            step()

    @rule()
    def the_formal_list_is_made(self):
        self.do(
            make_formal_list, community_cycle=self.world.place, side=RC, on=self.today, by=self.world.organizer
        )  # fmt: skip

    @rule(n=PEOPLE)
    def one_is_made_formal(self, n):
        self.do(make_formal, candidate=self.person(n), side=RC, on=self.today, by=self.world.organizer)

    # what must hold

    @invariant()
    def whoever_became_formal_was_really_reviewed(self):
        formal = set(Candidate.objects.filter(state="formal").values_list("pk", flat=True))
        for pk in formal - self.judged:
            judge(pk, self.today)
            self.world.reached["formal"] += 1
        self.judged |= formal

    @invariant()
    def nothing_is_said_without_a_name(self):
        unsigned = DepartmentOpinion.objects.exclude(answer="").filter(signed_by_id__isnull=True)
        assert not unsigned.exists()
        open_reviews = JointReview.objects.filter(closed_at__isnull=True).values_list("candidate", flat=True)
        assert len(open_reviews) == len(set(open_reviews))

    @invariant()
    def nobody_is_back_under_review_while_a_conclusion_stands(self):
        for conclusion in ReviewConclusion.objects.filter(state="in_force").select_related("candidate"):
            expected = {"passed": ("passed", "formal", "withdrawn"), "not_passed": ("not_passed",)}[conclusion.decision]
            assert conclusion.candidate.state in expected


def judge(pk: int, day) -> None:
    """The oracle: from the rows alone, without the house's own reading of them."""
    person = Candidate.objects.get(pk=pk)
    cells = list(DepartmentOpinion.objects.filter(candidate=pk).select_related("circumstance").order_by("pk"))
    live = {(cell.department_id, cell.circumstance.code): cell for cell in cells if cell.voided_at is None}
    facts, gone = facts_of([pk])[pk], set()
    for cell in cells:
        if (cell.department_id, cell.circumstance.code) not in live:
            assert not applies_to(cell.circumstance, person.posts), "only void cells are left of a question"
            gone.add(cell.pk)
    assert {"Q01", "Q02", "Q03", "Q04"} <= {code for _, code in live}, "a circumstance of the law was not asked"
    recused = set(Recusal.objects.filter(candidate=pk, lifted_at__isnull=True).values_list("user_id", flat=True))
    hands = set(
        StateChange.objects.filter(
            subject_type="candidates.candidate",
            subject_id=str(pk),
            after__in=FIRST_HANDS,
            before__in=("", *FIRST_HANDS),
        ).values_list("by_id", flat=True)
    )
    for cell in live.values():
        assert cell.answer, "an empty cell"
        assert cell.answer != Answer.CHECK_FURTHER, "a doubt that was not resolved"
        assert cell.expires_on >= day, "an opinion out of date"
        assert cell.content_digest == digest_of(facts, cell.circumstance), "about something that changed"
        assert cell.signed_by_id not in recused, "signed by somebody recused"
        assert cell.signed_by_id not in hands, "signed by who nominated"
        if cell.answer == Answer.FOUND:
            assert bar_for(cell.circumstance, person.posts) != Bar.STATUTORY, "a hit of the law"
            assert ReviewConclusion.objects.filter(candidate=pk, state="in_force", second_by_id__isnull=False).exists()
    assert person.held_on is None, "on hold"
    assert not NoticeObjection.objects.filter(candidate=pk).exclude(state="closed").exists(), "an open objection"
    assert ReviewConclusion.objects.get(candidate=pk, state="in_force").decision == "passed"


@pytest.fixture
def world(cycle, place, facts, number, prove, organizer, street, today):
    ensure_review_setup(cycle, organizer)
    rules = cycle.rule_set
    rules.setdefault("parameters", {})["opinion_valid_days"] = 15
    ElectionCycle.objects.filter(pk=cycle.pk).update(
        rule_set=rules, election_day=today + timedelta(days=200), ends_on=today + timedelta(days=230)
    )
    seats(place, committee_chair=1, committee_member=1)
    chair_audited(place)
    wanted = [
        ("戚志远", ["party_secretary", "committee_chair"], False), ("谢小燕", ["committee_chair"], True),
        ("林晓", ["committee_member"], True), ("周敏", ["committee_member"], False),
    ]  # fmt: skip
    people = []
    for n, (name, posts, woman) in enumerate(wanted):
        given = facts(id_number=number(n, woman=woman), gender="female" if woman else "male", name=name, posts=posts)
        people.append(prove(nominate(by=street, **given)).pk)
    return World(cycle, place, people, organizer, street)


def _machine(world):
    return type("Machine", (ReviewMachine,), {"world": world})


def test_the_plain_way_leads_to_the_list(world):
    """Nothing refused on the way, and the oracle agrees: the machine is not one that refuses everything."""
    machine = _machine(world)()
    machine.everything_goes_its_way(8)
    machine.whoever_became_formal_was_really_reviewed()
    assert (machine.refusals, len(machine.judged)) == ([], 4)


def test_no_path_makes_a_formal_candidate_by_silence(world):
    run_state_machine_as_test(
        _machine(world),
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.reuse, Phase.generate],
        ),
    )
    assert world.reached["formal"] > 0, "no example came as far as the formal list: the test shows nothing"
