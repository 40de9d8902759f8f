"""Acts on the electorate of both sides with the numbers of domain brief §12."""

from datetime import timedelta

import pytest

from elections import slates
from elections.enums import Side
from elections.models import CommitteeVote, CommunityCycle, DuplicateVoter, PartyMember, PartyOrganization, VoterRoll
from elections.queries import election_committee as committees
from elections.queries.electorate import (
    communities_with_halls,
    expected_attendance,
    expected_in,
    member_counts,
)
from elections.queries.registration import overdue_objections, registered_voters, representatives
from elections.rules.registration import Sums
from elections.rules.representatives import Line as RepLine
from elections.rules.thresholds import turnout_needed
from elections.services import assembly as meetings
from elections.services import election_committee as committee_services
from elections.services import electorate as rights
from elections.services import registration as registration
from elections.services.representatives import add_representatives, make_group_leader
from huanjie.activity.models import ActivityEntry
from huanjie.shared.verdict import Refused, Stale

SUMS = Sums(3000, 400, 2, 1, 1700, 3)
NUMBER = "42019919600101001X"


def exclude(row, member, by, street, today, *, superior=True, passed=True):
    item = rights.propose_exclusion(
        community_cycle=row, member=member, ground="bedridden", since=today, evidence="证明", by=by
    )
    if superior:
        rights.record_superior_consent(
            community_cycle=row, exclusion=item, document_number="东街发〔2026〕1号", on=today, by=street
        )
    if passed:
        rights.record_assembly_resolution(
            community_cycle=row, exclusion=item, document_number="决议1号", on=today, by=by
        )  # fmt: skip
    return item


@pytest.mark.parametrize(("superior", "passed", "expected"), [(1, 1, 49), (1, 0, 50), (0, 1, 50), (0, 0, 50)])
def test_both_approvals_take_a_person_out(superior, passed, expected, row, branch, enrol, clerk, street, today):
    members = enrol(branch, 50)
    exclude(row, members[0], clerk, street, today, superior=superior, passed=passed)
    due = expected_attendance(branch, today)
    assert (due.expected, due.excluded_pending) == (expected, int(expected == 50))


def test_the_community_cannot_record_its_superiors_consent(row, branch, enrol, clerk, today):
    item = exclude(row, enrol(branch, 1)[0], clerk, None, today, superior=False)
    with pytest.raises(Refused, match="只有街道工作人员和区委组织部"):
        rights.record_superior_consent(community_cycle=row, exclusion=item, document_number="1号", on=today, by=clerk)


def test_an_approval_without_a_number_or_from_tomorrow_is_none(row, branch, enrol, clerk, street, today):
    item = exclude(row, enrol(branch, 1)[0], clerk, street, today, superior=False, passed=False)
    ask = {"community_cycle": row, "exclusion": item, "by": street}
    with pytest.raises(Refused, match="还没有填写文号"):
        rights.record_superior_consent(document_number=" ", on=today, **ask)
    with pytest.raises(Refused, match="还没有到"):
        rights.record_superior_consent(document_number="1号", on=today + timedelta(1), **ask)
    with pytest.raises(Stale):
        rights.record_superior_consent(document_number="1号", on=today, expected_version=7, **ask)


def test_one_running_exclusion_of_a_person(row, branch, enrol, clerk, street, today):
    member = enrol(branch, 1)[0]
    item = exclude(row, member, clerk, street, today)
    with pytest.raises(Refused, match="已有一条没有结束的"):
        exclude(row, member, clerk, street, today)
    rights.end_exclusion(community_cycle=row, exclusion=item, on=today, by=clerk)
    assert expected_attendance(branch, today).expected == 1


def test_branches_under_an_organization_meet_with_it(row, branch, enrol, today):
    above = PartyOrganization.objects.create(
        name="党委", kind="party_committee", community=row.community, area_code=row.area_code
    )
    PartyOrganization.objects.filter(pk=branch.pk).update(parent=above)
    enrol(branch, 4), enrol(above, 2)
    enrol(branch, 1, left_on=today), enrol(branch, 1, left_on=today + timedelta(1))
    assert (expected_attendance(above, today).expected, expected_attendance(branch, today).expected) == (7, 5)


def test_opening_freezes_who_was_due(row, branch, enrol, clerk, street, today):
    members = enrol(branch, 50)
    meeting = meetings.plan_assembly(
        community_cycle=row, kind="assembly", planned_on=today, organizations=[branch], by=clerk
    )
    meetings.open_assembly(assembly=meeting, by=clerk)
    rights.restrict_rights(
        community_cycle=row, member=members[0], kind="detained", since=today - timedelta(1), until=None,
        document_number="1号", by=street,
    )  # fmt: skip
    assert (expected_in(row), expected_attendance(branch, today).expected) == (50, 49)
    with pytest.raises(Refused, match="会议已经开过"):
        meetings.open_assembly(assembly=meeting, by=clerk)


def test_a_meeting_is_not_opened_before_its_day(row, branch, enrol, clerk, today):
    enrol(branch, 3)
    meeting = meetings.plan_assembly(
        community_cycle=row, kind="assembly", planned_on=today + timedelta(1), organizations=[branch], by=clerk
    )
    with pytest.raises(Refused, match="还没有到"):
        meetings.open_assembly(assembly=meeting, by=clerk)


@pytest.mark.parametrize(("members", "approval", "words"), [
    (499, "东工委〔2026〕1号", "党员 499 名，不到 500 名"), (500, "", "须经上级党组织批准"), (500, "东工委〔2026〕1号", ""),
])  # fmt: skip
def test_a_congress_needs_five_hundred_and_an_approval(members, approval, words, row, branch, enrol, clerk, today):
    enrol(branch, members)
    ask = {
        "community_cycle": row, "kind": "congress", "planned_on": today, "organizations": [branch],
        "approval_number": approval, "by": clerk,
    }  # fmt: skip
    if words:
        with pytest.raises(Refused, match=words):
            meetings.plan_assembly(**ask)
    else:
        assert meetings.plan_assembly(**ask).approval_number == approval


def test_five_hundred_members_in_two_halls(row, branch, enrol, clerk, today):
    enrol(branch, 320), enrol(branch, 10, is_probationary=True)
    second = PartyOrganization.objects.create(
        name="第二党支部", kind="party_branch", community=row.community, area_code=row.area_code
    )
    enrol(second, 180)
    meetings.save_venue(community_cycle=row, name="剧院", address="路1号", capacity=400, by=clerk)
    meeting = meetings.plan_assembly(
        community_cycle=row, kind="assembly", planned_on=today, organizations=[branch, second], by=clerk
    )
    with pytest.raises(Refused, match="参会 510 人，会场共 400 个座位，缺 110 个。"):
        meetings.arrange_venues(assembly=meeting, by=clerk)
    meetings.save_venue(community_cycle=row, name="礼堂", address="路2号", capacity=200, by=clerk)
    made = meetings.arrange_venues(assembly=meeting, by=clerk)
    assert [(each.is_main, each.heads, each.expected) for each in made] == [(True, 330, 320), (False, 180, 180)]
    meetings.open_assembly(assembly=meeting, by=clerk)
    first, other = meeting.meetings.all()
    told = {first.pk: meetings.Turnout(240, 240, 240), other.pk: meetings.Turnout(159, 159, 159)}
    assert not meetings.record_turnout(assembly=meeting, halls=told, by=clerk)
    told[other.pk] = meetings.Turnout(160, 160, 161)
    assert str(meetings.record_turnout(assembly=meeting, halls=told, by=clerk)).startswith(
        "收回选票 401 张，多于发出 400 张"
    )
    told[other.pk] = meetings.Turnout(160, 160, 160)
    assert meetings.record_turnout(assembly=meeting, halls=told, by=clerk)


def test_a_joint_branch_counts_in_one_community(row, other, branch, enrol, clerk, organizer, today):
    enrol(branch, 12)
    rights.cover_community(community_cycle=row, organization=branch, community=other.community, by=clerk)
    counts = member_counts("420199", today)
    assert counts == {row.area_code: 12}
    listed = {each.area_code: each.party_members for each in communities_with_halls(row.cycle, organizer)}
    assert (listed[row.area_code], listed[other.area_code], sum(listed.values())) == (
        12,
        0,
        PartyMember.objects.count(),
    )
    with pytest.raises(Refused, match="本来就在这个社区"):
        rights.cover_community(community_cycle=row, organization=branch, community=row.community, by=clerk)


# --- the residents' side


def publish(row, by, today, **more):
    registration.enter_sums(community_cycle=row, on=today, sums=SUMS, by=by)
    return registration.publish_list(community_cycle=row, on=today, by=by)


def object_to(row, by, today):
    return registration.receive_objection(
        community_cycle=row, received_on=today, name="甲一", group="第一组", matter="left_out", by=by
    )


def test_a_second_entry_of_the_day_keeps_the_first(row, clerk, today):
    assert registered_voters(row) is None
    registration.enter_sums(community_cycle=row, on=today, sums=SUMS, by=clerk)
    registration.enter_sums(community_cycle=row, on=today, sums=Sums(3002, 400, 2, 1, 1700, 3), by=clerk)
    assert registered_voters(row) == 3403
    assert list(row.registration_sums.order_by("pk").values_list("local", "is_superseded")) == [
        (3000, True),
        (3002, False),
    ]


def test_an_objection_moves_the_threshold_and_calls_for_a_correction(row, clerk, today):
    publish(row, clerk, today)
    assert (registered_voters(row), turnout_needed("all_voters", registered_voters(row))) == (3401, 1701)
    registration.decide_objection(
        objection=object_to(row, clerk, today), outcome="added", on=today, explanation="在册", by=clerk
    )
    assert (registered_voters(row), turnout_needed("all_voters", registered_voters(row))) == (3402, 1702)
    assert VoterRoll.objects.get().correction_due_since == today
    registration.announce_correction(community_cycle=row, number="第4-1号", on=today, by=clerk)
    assert VoterRoll.objects.get().correction_due_since is None


def test_a_rejected_objection_changes_nothing(row, clerk, today):
    publish(row, clerk, today)
    registration.decide_objection(
        objection=object_to(row, clerk, today), outcome="rejected", on=today, explanation="无", by=clerk
    )
    assert (registered_voters(row), VoterRoll.objects.get().correction_due_since) == (3401, None)


def test_objections_are_overdue_after_three_days(row, clerk, organizer, today):
    publish(row, clerk, today)
    item = object_to(row, clerk, today)
    assert item.decide_by == today + timedelta(3)
    assert not overdue_objections(organizer, row.cycle, today + timedelta(3)).exists()
    assert overdue_objections(organizer, row.cycle, today + timedelta(4)).get() == item


def test_no_objection_before_the_list_and_no_sums_after_it(row, clerk, today):
    with pytest.raises(Refused, match="还没有公布"):
        object_to(row, clerk, today)
    publish(row, clerk, today)
    with pytest.raises(Refused, match="不能再直接改登记数"):
        registration.enter_sums(community_cycle=row, on=today, sums=SUMS, by=clerk)


def test_the_representatives_are_published_with_the_list(row, clerk, today):
    CommunityCycle.objects.filter(pk=row.pk).update(election_mode="representatives")
    row.refresh_from_db()
    with pytest.raises(Refused, match="居民代表名单须与选民名单同时公布"):
        publish(row, clerk, today)
    lines = [RepLine(f"第{n % 3}组", f"代表{n}", "female") for n in range(39)]
    made = add_representatives(community_cycle=row, kind="resident", lines=lines, by=clerk)
    roll = publish(row, clerk, today)
    assert (representatives(row), roll.representatives_published_on, roll.representatives_count) == (39, today, 39)
    assert turnout_needed("representatives", representatives(row)) == 27
    leaders = [make_group_leader(representative=each, by=clerk) for each in (made[0], made[3])]
    made[0].refresh_from_db()
    assert (leaders[1].group, made[0].is_group_leader, leaders[1].is_group_leader) == ("第0组", False, True)


def test_a_double_registration_is_frozen_in_one_place(row, other, clerk, street, today, viewer):
    publish(row, clerk, today)
    ask = {"community_cycle": row, "other": other, "name": "甲一", "group": "第一组", "id_number": NUMBER, "by": clerk}
    item = registration.report_duplicate(**ask)
    with pytest.raises(Refused, match="已有社区报告"):
        registration.report_duplicate(**ask)
    assert (registered_voters(row), len(item.id_number_hash)) == (3401, 64)
    with pytest.raises(Refused):
        registration.settle_duplicate(duplicate=item, frozen_in=row, by=clerk)
    registration.settle_duplicate(duplicate=item, frozen_in=row, by=street)
    assert (registered_voters(row), VoterRoll.objects.get().correction_due_since) == (3400, today)
    kept = " ".join(str(value) for value in DuplicateVoter.objects.values_list().get())
    logged = " ".join(f"{e.subject_label} {e.detail}" for e in ActivityEntry.objects.all())
    assert NUMBER not in kept and NUMBER not in logged and "甲一" not in logged


# --- the election committee

VOTES = [("甲", 48), ("乙", 47), ("丙", 46), ("丁", 45), ("戊", 44), ("己", 30), ("庚", 29), ("辛", 20)]


def choose(row, by, today, votes=VOTES, seats=5, due=60, attended=50, kind="representatives"):
    meeting = committee_services.Meeting(kind, today, due, attended, seats, "记录1号")
    lines = [committee_services.Line(name, count) for name, count in votes]
    return committee_services.choose_committee(community_cycle=row, meeting=meeting, people=lines, by=by)


@pytest.fixture
def nominated(monkeypatch):
    """nominated(*names): these people stand for the residents' committee."""
    names = []

    def answer(community_cycle, side, states):
        return [slates.SlateLine(n, n, "", None, ("committee_member",), "nominated") for n in names
                if side == Side.RESIDENTS_COMMITTEE]  # fmt: skip

    monkeypatch.setattr(slates, "_answers", [answer])
    return names.extend


def test_a_member_nominated_leaves_and_the_next_of_the_order_comes(row, clerk, today, nominated):
    committee = choose(row, clerk, today)
    person = CommitteeVote.objects.get(name="乙")
    with pytest.raises(Refused, match="提名名单中没有“乙”"):
        committee_services.withdraw(person=person, ground="self", on=today, by=clerk)
    nominated(["乙"])
    assert [c.member.name for c in committees.conflicts_in(committee)] == ["乙"]
    assert committee_services.withdraw(person=person, ground="self", on=today, by=clerk).name == "己"
    assert sorted(committees.serving(committee).values_list("name", flat=True)) == sorted("甲丙丁戊己")


def test_a_near_relative_nominated_and_the_order_used_up(row, clerk, today, nominated):
    committee = choose(row, clerk, today)
    people = {each.name: each for each in CommitteeVote.objects.all()}
    committee_services.declare_relative(person=people["丙"], name="丙妻", relation="spouse", by=clerk)
    nominated(["丙妻", "己", "庚"])
    assert committee_services.withdraw(person=people["丙"], ground="relative", on=today, by=clerk) is None
    assert committees.serving(committee).count() == 4
    meeting = committee_services.Meeting("representatives", today, 60, 50, 1, "记录2号")
    committee_services.choose_again(
        committee=committee, meeting=meeting, people=[committee_services.Line("壬", 40)], by=clerk
    )
    assert sorted(committees.serving(committee).values_list("name", flat=True)) == sorted("甲乙丁戊壬")
    assert list(committee.people.values_list("meeting__number", "rank", "name"))[-2:] == [(1, 8, "辛"), (2, 1, "壬")]


def test_another_vote_only_when_nobody_is_left_to_call_in(row, clerk, today, nominated):
    committee = choose(row, clerk, today, votes=VOTES[:4] + [("己", 30)], seats=5)
    meeting = committee_services.Meeting("representatives", today, 60, 50, 1, "记录2号")
    with pytest.raises(Refused, match="没有缺额"):
        committee_services.choose_again(committee=committee, meeting=meeting, people=[], by=clerk)


@pytest.mark.parametrize(("due", "attended", "kind", "works"), [
    (39, 26, "representatives", True), (39, 25, "representatives", False), (50, 25, "residents", False),
    (49, 25, "residents", True),
])  # fmt: skip
def test_the_meeting_has_its_own_quorum(due, attended, kind, works, row, clerk, today):
    votes = [(name, 20) for name, _ in VOTES[:5]]
    if works:
        assert choose(row, clerk, today, votes, due=due, attended=attended, kind=kind).people.count() == 5
    else:
        with pytest.raises(Refused, match="请重新召开"):
            choose(row, clerk, today, votes, due=due, attended=attended, kind=kind)


def test_equal_votes_at_the_last_seat_decide_nothing(row, clerk, today):
    with pytest.raises(Refused, match="票数相等"):
        choose(row, clerk, today, VOTES[:4] + [("戊", 30), ("己", 30)])


def test_one_chair(row, clerk, today):
    choose(row, clerk, today)
    first, second = CommitteeVote.objects.filter(name__in="甲乙").order_by("rank")
    committee_services.give_office(person=first, post="chair", by=clerk)
    with pytest.raises(Refused, match="已有主任"):
        committee_services.give_office(person=second, post="chair", by=clerk)
