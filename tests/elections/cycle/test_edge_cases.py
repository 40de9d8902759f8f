"""Edge cases 8 to 11 and 20 of the domain brief §12, with exact numbers. The others are named in docs/domain.md."""

from datetime import timedelta

import pytest
from django.urls import reverse

from elections import gates, slates
from elections.enums import ElectionMode, Inclusion, StepState
from elections.models import CommunityCycle, PartyMember, PartyOrganization, StepRecord
from elections.queries.cycle import past_their_term
from elections.queries.facts import communities_due
from elections.queries.gates import judgements, resting_steps
from elections.queries.registration import registered_voters
from elections.queries.rule_sets import cycle_parameters
from elections.queries.schedule import propose_for_community, schedule_of
from elections.rules.ballot_paper import Standing, check_choice
from elections.rules.intervals import Force
from elections.rules.registration import Sums
from elections.rules.resting import BY_ORDER, LATER_BY_ORDER
from elections.rules.thresholds import turnout_needed, turnout_valid
from elections.services.cycle import change_schedule, set_inclusion
from elections.services.procedure import complete_step
from elections.services.registration import enter_sums
from elections.services.rule_sets import set_parameter
from elections.services.territory import merge_communities
from huanjie.shared.verdict import YES, Refused

SEATS = {"committee_chair": 1, "committee_member": 4}


def done(community_cycle, *codes, on):
    community_cycle.step_records.filter(code__in=codes).update(state=StepState.DONE, done_on=on)


def step(community_cycle, code):
    return StepRecord.objects.select_related("step", "community_cycle__cycle").get(
        community_cycle=community_cycle, code=code
    )


@pytest.fixture
def other(cycle):
    """东湖乙社区, in the same street."""
    return CommunityCycle.objects.get(cycle=cycle, area_code="420199001002")


# --- 8: a candidate withdraws after publication
def standing(*posts):
    return [Standing(post, f"候选人{place}") for place, post in enumerate(posts)]


def test_case_08_of_six_formal_candidates_for_five_seats_one_withdraws(community_cycle, today, monkeypatch):
    """Six for five is a choice, five for five is none: the list shows it, and the ballot is refused until the next by
    nominations stands."""
    count = {"committee_people": 6, "committee_women": 2}
    monkeypatch.setattr(slates, "_counts", [lambda members: {community_cycle.pk: count}])
    monkeypatch.setattr(slates, "_seats", [lambda members: {community_cycle.pk: SEATS}])
    done(community_cycle, "RC15", on=today)
    assert "H6" not in [each.rule for each in schedule_of(community_cycle).broken]
    count["committee_people"] = 5
    (found,) = [each for each in schedule_of(community_cycle).broken if each.rule == "H6"]
    assert (found.words, found.remedy, found.force) == (
        "候选人名额应当多于应选名额：居民委员会应选 5 名，正式候选人 5 名。", "请补充提名，正式候选人不少于 6 名。", Force.LAW
    )  # fmt: skip
    ballot = {"side": "residents_committee", "kind": "first_ballot", "seats": SEATS}
    rules = cycle_parameters(community_cycle.cycle)
    five = standing("committee_chair", *["committee_member"] * 4)
    refused = check_choice(people=five, parameters=rules, **ballot)
    assert refused.reason == "应选 5 名，候选人 5 名，没有差额。"
    six = standing("committee_chair", *["committee_member"] * 5)
    assert check_choice(people=six, parameters=rules, **ballot) == YES


def test_case_08_without_time_to_fill_the_list_the_vote_moves_and_what_is_out_is_corrected(
    cycle, community_cycle, today
):
    done(community_cycle, "RC03", "RC15", on=today)
    found = propose_for_community(community_cycle, election_day=cycle.election_day + timedelta(days=7))
    assert [line.subject.announcement.name for line in found.corrections] == [
        "第1号公告 关于确定选举日的公告", "第9号公告 正式候选人名单"
    ]  # fmt: skip
    moved = {shift.step.code: (shift.after - shift.before).days for shift in found.results[0][2].ripple.shifts}
    assert (moved["RC16"], moved["RC19"], "RC15" in moved) == (7, 7, False)


def test_case_08_on_the_party_side_the_list_is_proposed_approved_and_published_again(community_cycle, today):
    """Of six for five seats one leaves: the fifth is missing, and PA16 is taken back in full view of what stands on it."""
    rules = cycle_parameters(community_cycle.cycle)
    ballot = {"side": "party", "kind": "first_ballot", "seats": {"party_committee_member": 5}, "parameters": rules}
    assert check_choice(people=standing(*["party_committee_member"] * 6), **ballot) == YES
    refused = check_choice(people=standing(*["party_committee_member"] * 5), **ballot)
    assert (refused.reason, refused.remedy) == ("委员应选 5 名，候选人 5 名，差额不足。", "至少需要 6 名候选人。")
    done(community_cycle, "PA16", "PA17", "PA18", on=today)
    assert [(each.code, each.why) for each in resting_steps(step(community_cycle, "PA16"))] == [
        ("PA17", BY_ORDER), ("PA18", LATER_BY_ORDER)
    ]  # fmt: skip


# --- 9: communities merged
def test_case_09_a_merged_community_leaves_the_count_by_a_document_and_brings_its_roster(
    cycle, community_cycle, other, organizer, today
):
    """Five of six stay due; two members and three are five. The term that ends first binds: it ends ten days before the
    vote, which has to be answered for."""
    for row, members in ((community_cycle, 2), (other, 3)):
        branch = PartyOrganization.objects.create(
            name=f"{row.community.name}党支部", kind="party_branch", community=row.community, area_code=row.area_code
        )
        PartyMember.objects.bulk_create(
            PartyMember(name=f"甲{n}", gender="male", organization=branch, community=row.community, join_date="1990",
                        area_code=row.area_code) for n in range(members)
        )  # fmt: skip
    merge = {
        "communities": [other.community], "survivor": community_cycle.community, "document_number": "滨政函〔2026〕5号",
        "on": today, "by": organizer,
    }  # fmt: skip
    assert communities_due(cycle).count() == 6
    with pytest.raises(Refused, match="东湖乙社区正在换届，不能撤并或划转"):
        merge_communities(**merge)
    with pytest.raises(Refused, match="请填写批准文件的文号"):
        set_inclusion(community_cycle=other, inclusion=Inclusion.NOT_DUE, by=organizer)
    set_inclusion(community_cycle=other, inclusion=Inclusion.NOT_DUE, document_number="滨政函〔2026〕5号", by=organizer)
    merge_communities(**merge)
    assert communities_due(cycle).count() == 5
    assert PartyMember.objects.filter(community=community_cycle.community).count() == 5
    assert PartyMember.objects.filter(community=other.community).count() == 0
    ends = cycle.election_day - timedelta(days=10)
    with pytest.raises(Refused, match=f"“投票、计票、当场公布”最迟 {ends}，现计划 {cycle.election_day}，晚 10 天"):
        change_schedule(community_cycle=community_cycle, by=organizer, term_ends_on=ends)
    kept = change_schedule(
        community_cycle=community_cycle, by=organizer, term_ends_on=ends, reason="两届届满日不同，从早"
    )
    assert kept.last_day_of_term == ends


# --- 10: a new community's first committee
def test_case_10_a_first_committee_needs_no_committee_before_it(cycle, community_cycle, other, street, clerk, today):
    """Three steps fall away, of 47 there remain 44; the request goes up without a committee before, and no chair is audited."""
    needed = community_cycle.step_records.filter(is_needed=True)
    assert needed.count() == 47
    with pytest.raises(Refused, match="“上届委员会研究换届”还没有完成"):
        complete_step(record=step(community_cycle, "PA08"), done_on=today, evidence="请示", by=clerk)
    assert not gates.verdicts("audit", [community_cycle])[community_cycle.pk]
    found = propose_for_community(community_cycle, is_first_term=True)
    assert [line.subject.code for line in found.leaves] == ["PA06", "PA07", "RC02"]
    change_schedule(community_cycle=community_cycle, by=street, is_first_term=True)
    first = CommunityCycle.objects.get(pk=community_cycle.pk)
    assert needed.count() == 44
    assert complete_step(record=step(first, "PA08"), done_on=today, evidence="请示", by=clerk).state == StepState.DONE
    verdicts = gates.verdicts("audit", [first, other])
    assert (verdicts[first.pk], verdicts[other.pk].ok) == (YES, False)
    done(first, "RC08", "RC09", "RC15", "RC16", "RC17", on=today - timedelta(days=25))
    assert judgements([step(first, "RC19")], today)[step(first, "RC19").pk].ok
    change_schedule(community_cycle=first, by=street, is_first_term=False, reason="原村委会视为上届")
    assert needed.count() == 47


def test_case_10_the_page_asks_whether_it_is_the_first_committee(community_cycle, client_as):
    client, url = (
        client_as("street_staff", "420199001"),
        reverse("elections:change_schedule", args=[community_cycle.pk]),
    )
    assert "新建社区，首届选举" in client.get(url).content.decode()
    typed = {"election_mode": "all_voters", "is_first_term": "on"}
    preview = client.post(url, typed)
    page = preview.content.decode()
    assert "新建社区，首届选举" in page and "上届委员会研究换届" in page and 'name="is_first_term" value="True"' in page
    assert client.post(url, typed | {"is_first_term": "True", "confirmed": "1"}).status_code == 302
    assert CommunityCycle.objects.get(pk=community_cycle.pk).is_first_term
    schedule = client.get(reverse("elections:schedule", args=[community_cycle.pk])).content.decode()
    assert "新建社区首届选举，没有上届委员会" in schedule


# --- 11: a village that became a community
def test_case_11_months_of_residence_are_the_provinces_within_a_year(cycle, community_cycle, organizer):
    """Six months by the law of communities, twelve where old measures say a year; thirteen are nobody's to ask."""
    months = {"cycle": cycle, "key": "registration_residence_months", "by": organizer, "reason": "村改居过渡"}
    assert cycle_parameters(cycle)["registration_residence_months"] == 6
    set_parameter(value=12, **months)
    cycle.refresh_from_db()
    assert cycle_parameters(cycle)["registration_residence_months"] == 12
    with pytest.raises(Refused):
        set_parameter(value=13, **months)
    with pytest.raises(Refused):  # a worker's six months are the law's own
        set_parameter(**months | {"key": "registration_worker_months", "value": 12})


def test_case_11_the_threshold_follows_the_registered_of_all_three_categories(community_cycle, clerk, today):
    """900 at home, 60 residents of six months, 4 workers of 5 confirmed: 964 need 483 votes, exactly half is void."""
    sums = Sums(local=900, resident=60, worker_applied=5, worker=4, women=480, minority=0)
    enter_sums(community_cycle=community_cycle, on=today, sums=sums, by=clerk)
    assert registered_voters(community_cycle) == 964
    assert turnout_needed(ElectionMode.ALL_VOTERS, 964) == 483
    assert [turnout_valid(ElectionMode.ALL_VOTERS, cast, 964) for cast in (482, 483)] == [False, True]


# --- 20: a postponed community
@pytest.fixture
def postponed(community_cycle, organizer, today):
    """东湖甲社区: term over for forty days, put off until yesterday."""
    row = set_inclusion(
        community_cycle=community_cycle,
        inclusion=Inclusion.POSTPONED,
        document_number="滨政函〔2026〕8号",
        by=organizer,
    )
    CommunityCycle.objects.filter(pk=row.pk).update(
        term_ends_on=today - timedelta(days=40), extended_to=today - timedelta(days=1), extension_document="8号"
    )
    return row


def test_case_20_a_postponed_community_is_in_no_denominator_but_warned_of(cycle, postponed, other, today):
    """Five of six are due. Past their term are the postponed one and 东湖乙社区; one that votes leaves the warning, one whose
    extension runs until today is not in it yet."""
    CommunityCycle.objects.filter(pk=other.pk).update(term_ends_on=today - timedelta(days=1))

    def warned():
        return list(past_their_term(cycle.communities.all(), today).values_list("area_code", flat=True))

    assert communities_due(cycle).count() == 5
    assert warned() == [postponed.area_code, other.area_code]
    done(other, "PA21", on=today)
    assert warned() == [postponed.area_code, other.area_code]  # one side is not both
    done(other, "RC19", on=today)
    assert warned() == [postponed.area_code]
    CommunityCycle.objects.filter(pk=postponed.pk).update(extended_to=today)
    assert warned() == []
    CommunityCycle.objects.filter(pk=postponed.pk).update(extended_to=None, inclusion=Inclusion.NOT_DUE)
    assert warned() == []


def test_case_20_the_pages_say_who_is_past_the_term(cycle, postponed, client_as):
    client = client_as("district_organizer")
    page = client.get(reverse("elections:cycle", args=[cycle.pk])).content.decode()
    assert "超期未换届" in page and "?overterm=yes" in page and "<dt>批准延期</dt><dd>1 个社区</dd>" in page
    rows = client.get(f"{reverse('elections:cycle_communities', args=[cycle.pk])}?overterm=yes").content.decode()
    assert "东湖甲社区" in rows and "东湖乙社区" not in rows
    assert "超期未换届的社区" in client.get(reverse("home")).content.decode()
    assert "超期未换届的社区" not in client_as("street_staff", "420199002").get(reverse("home")).content.decode()


def test_case_20_an_extension_ends_the_steps_of_the_vote_with_it(cycle, community_cycle, organizer):
    """Term over ten days before the vote: eleven days of extension are enough, nine are not."""
    ends = cycle.election_day - timedelta(days=10)
    extended = {"term_ends_on": ends, "extension_document": "滨政函〔2026〕8号", "by": organizer}
    with pytest.raises(Refused, match="晚 1 天"):
        change_schedule(community_cycle=community_cycle, extended_to=ends + timedelta(days=9), **extended)
    change_schedule(community_cycle=community_cycle, extended_to=ends + timedelta(days=10), **extended)
    assert "H7" not in [each.rule for each in schedule_of(CommunityCycle.objects.get(pk=community_cycle.pk)).broken]
