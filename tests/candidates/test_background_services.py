"""Proof of a nomination, joint nominators, relatives, disciplines."""

from datetime import timedelta

import pytest

from candidates.models import CandidateRelative, DisciplineRecord, JointNominator, NominationProof
from candidates.rules.nominator_lines import Voter, read_voters
from candidates.services import correct_candidate, nominate, send_to_joint_review, start_preliminary_review
from candidates.services.background import (
    add_discipline,
    add_nominator,
    add_nominators,
    add_relative,
    check_proof,
    check_proofs,
    remove_discipline,
    remove_nominator,
    remove_relative,
    set_proof,
)
from elections.services.cycle import close_cycle
from huanjie.activity.models import ActivityEntry
from huanjie.shared.verdict import Refused, Stale


@pytest.fixture
def joint(facts, clerk):
    """戚志远, nominated jointly, no voter on record yet."""
    return nominate(by=clerk, **facts(nomination="joint", posts=["committee_chair"]))


@pytest.fixture
def voters(number):
    def make(first, count):
        return [Voter(n, f"选民{'甲乙丙丁戊己庚辛壬癸子丑'[n % 12]}", number(n)) for n in range(first, first + count)]

    return make


def test_ten_are_ten_different_people_and_not_the_candidate(joint, voters, number, clerk, street, today):
    add_nominators(candidate=joint, voters=voters(1, 9), by=clerk)
    row = start_preliminary_review(candidate=joint, on=today, by=street)
    with pytest.raises(Refused, match="现登记 9 名"):
        send_to_joint_review(candidate=row, on=today, by=street)
    for again, words in ((number(3), "同一人只算一名"), (number(), "候选人本人不能"), ("42019", "身份证号不正确")):
        with pytest.raises(Refused, match=words):
            add_nominator(candidate=joint, name="选民", id_number=again, by=street)
    assert (JointNominator.objects.count(), bool(check_proof(joint))) == (9, False)
    last = add_nominator(candidate=joint, name="选民癸", id_number=number(10), by=street)
    assert bool(check_proof(joint))
    remove_nominator(nominator=last, by=street)
    with pytest.raises(Refused, match="现登记 9 名"):
        send_to_joint_review(candidate=row, on=today, by=street)
    add_nominator(candidate=joint, name="选民癸", id_number=number(10), by=street)
    assert send_to_joint_review(candidate=row, on=today, by=street).state == "joint_review"


def test_a_list_is_taken_whole_or_not_at_all(joint, number, clerk):
    text = f"选民甲 {number(1)}\n选民乙 {number(2)}\n选民丙 42019919830615"
    with pytest.raises(Refused, match="第 3 行身份证号不正确。请改正后重新提交，本次没有登记任何人。"):
        add_nominators(candidate=joint, voters=read_voters(text), by=clerk)
    with pytest.raises(Refused, match="第 2 行的选民已经登记"):
        add_nominators(candidate=joint, voters=read_voters(f"选民甲 {number(1)}\n选民乙 {number(1)}"), by=clerk)
    young = number(4, birth="20200101")
    with pytest.raises(Refused, match="第 1 行：联名选民到选举日未满十八周岁"):
        add_nominators(candidate=joint, voters=read_voters(f"选民丁 {young}"), by=clerk)
    assert JointNominator.objects.count() == 0


def test_a_candidate_who_turns_out_to_be_one_of_the_ten_is_not_counted(joint, voters, number, clerk):
    add_nominators(candidate=joint, voters=voters(1, 10), by=clerk)
    assert bool(check_proof(joint))
    correct_candidate(candidate=joint, by=clerk, id_number=number(4))
    assert str(check_proof(joint)).startswith("联名推荐要有十名以上选民，现登记 9 名。")


def test_one_voter_may_nominate_several(joint, facts, number, voters, clerk):
    """Art. 18 sets no limit."""
    other = nominate(
        by=clerk, **facts(id_number=number(40), name="另一人", nomination="joint", posts=["committee_member"])
    )
    for person in (joint, other):
        add_nominators(candidate=person, voters=voters(1, 10), by=clerk)
    assert {pk: bool(verdict) for pk, verdict in check_proofs([joint, other]).items()} == {
        joint.pk: True,
        other.pk: True,
    }


def test_voters_stay_closed(joint, number, clerk):
    add_nominator(candidate=joint, name="选民甲", id_number=number(1), by=clerk)
    row = JointNominator.objects.get()
    assert (row.id_number_masked, str(row.birth_date), row.gender) == (
        "420***********" + number(1)[-4:],
        "1983-06-15",
        "male",
    )
    entry = ActivityEntry.objects.get(verb="candidate.nominators_added")
    assert (entry.detail, entry.subject_label) == ({"voters": 1}, "候选人")


def test_the_proof_of_two_recommendations(facts, clerk, street, today):
    row = nominate(by=clerk, **facts(nomination="two_recommendations"))
    figures = {"met_on": today - timedelta(days=22), "members_due": 60, "members_present": 41, "member_votes": 35,
               "residents_present": 30, "resident_votes": 28}  # fmt: skip
    for wrong, words in (
        ({"member_votes": 42}, "党员推荐票多于实到党员"),
        ({"met_on": today + timedelta(1)}, "还没有到"),
    ):
        with pytest.raises(Refused, match=words):
            set_proof(candidate=row, by=clerk, **figures | wrong)
    assert NominationProof.objects.count() == 0
    proof = set_proof(candidate=row, by=clerk, **figures, expected_version=0)
    assert (proof.version, bool(check_proof(row))) == (1, True)
    with pytest.raises(Stale):
        set_proof(candidate=row, by=street, **figures, expected_version=0)
    set_proof(candidate=row, by=street, **figures | {"members_present": 30, "member_votes": 30}, expected_version=1)
    assert "没有超过半数" in str(check_proof(row))


def test_many_proofs_cost_what_one_costs(candidate, facts, number, clerk, django_assert_num_queries):
    rows = [candidate, *(nominate(by=clerk, **facts(id_number=number(n), name=f"候选{n}")) for n in range(1, 4))]
    with django_assert_num_queries(2):
        check_proofs(rows[:1])
    with django_assert_num_queries(2):
        assert [bool(verdict) for verdict in check_proofs(rows).values()] == [False] * 4


def test_relatives_and_disciplines_are_declared(candidate, clerk, today):
    relative = add_relative(
        candidate=candidate, relation="spouse", name="贺小红", unit="东湖甲社区", post="网格员", by=clerk
    )
    discipline = add_discipline(
        candidate=candidate, measure="party_warning", document_number="滨纪〔2026〕1号", effective_on=today, by=clerk,
        source="区纪委监委函",
    )  # fmt: skip
    assert (list(candidate.relatives.all()), list(candidate.disciplines.all())) == ([relative], [discipline])
    assert [entry.detail for entry in ActivityEntry.objects.filter(verb__endswith="_added")] == [{}, {}]
    remove_relative(relative=relative, by=clerk)
    remove_discipline(discipline=discipline, by=clerk)
    assert (CandidateRelative.objects.count(), DisciplineRecord.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"measure": "shouting"}, "没有选择处分种类"),
        ({"document_number": " "}, "没有填写处分文号"),
        ({"source": ""}, "没有填写来源"),
        ({"days": 1}, "还没有到"),
        ({"restored": 0}, "只有留党察看"),
        ({"measure": "party_probation", "restored": -400}, "早于处分生效日期"),
    ],
)
def test_a_discipline_is_what_its_document_says(candidate, clerk, today, changes, words):
    data = {"measure": "party_warning", "document_number": "滨纪〔2026〕1号", "source": "区纪委监委函"} | changes
    on = today + timedelta(days=data.pop("days", -30))
    restored = data.pop("restored", None)
    restored = None if restored is None else today + timedelta(days=restored)
    with pytest.raises(Refused, match=words):
        add_discipline(candidate=candidate, by=clerk, effective_on=on, rights_restored_on=restored, **data)
    assert DisciplineRecord.objects.count() == 0


def test_after_the_conclusion_and_after_the_cycle_nothing_changes(passed, cycle, organizer, street):
    with pytest.raises(Refused, match="不能再修改提名依据和申报情况"):
        add_relative(candidate=passed, relation="spouse", name="贺小红", by=organizer)
    close_cycle(cycle=cycle, by=organizer)
    with pytest.raises(Refused, match="不能再填报"):
        set_proof(candidate=passed, document_number="东党〔2026〕3号", by=street)
