"""Days, steps and terms in the database: what moves, what is refused with its article, what is written down."""

from datetime import date, timedelta

import pytest

from elections.enums import StepState
from elections.enums_schedule import PartyForm
from elections.models import CommunityCycle, Step, StepRecord
from elections.published import _answers, register_published
from elections.queries.schedule import propose_for_community, propose_for_cycle, schedule_of, template_of
from elections.rules.procedure_template import BY_CODE, STEPS, kept_fields
from elections.services.cycle import change_schedule, close_cycle, set_election_mode, update_cycle
from elections.services.procedure import complete_step, set_step_needed
from elections.services.steps import add_step, drop_step, edit_step, remove_own_step, restore_step
from huanjie.activity.models import ActivityEntry
from huanjie.shared.verdict import Refused, Stale

LAW = "城市居民委员会组织法"


def days(number: int) -> timedelta:
    return timedelta(days=number)


def planned(community_cycle) -> dict[str, date]:
    return dict(community_cycle.step_records.values_list("code", "planned_on"))


def done(community_cycle, code: str, on: date) -> StepRecord:
    """A step that was done on a day, as the records hold it."""
    StepRecord.objects.filter(community_cycle=community_cycle, code=code).update(
        state=StepState.DONE, done_on=on, evidence="第4号公告"
    )
    return StepRecord.objects.get(community_cycle=community_cycle, code=code)


@pytest.fixture
def other(cycle):
    return CommunityCycle.objects.get(cycle=cycle, area_code="420199001002")


# --- the cycle keeps its own copy ------------------------------------------------------------------------------------
def test_a_step_read_back_is_the_template_s(cycle):
    assert [template_of(step) for step in Step.objects.filter(cycle=cycle)] == list(STEPS)


def test_cycles_opened_before_get_what_the_template_says(cycle):
    from importlib import import_module

    from django.apps import apps

    blank = {"owner": "", "documents": "", "predecessors": [], "gates": [], "intervals": [], "announcements": []}
    Step.objects.update(**blank)
    Step.objects.filter(code="PA23").update(condition="")
    Step.objects.filter(code="RC08").update(offset_days=-25)
    import_module("elections.migrations.0004_schedule").fill_from_the_template(apps, None)
    row = Step.objects.get(code="RC08")
    assert {name: getattr(row, name) for name in blank} == kept_fields(BY_CODE["RC08"])
    assert row.offset_days == -25
    assert Step.objects.get(code="PA23").condition == "设委员会的"


def test_the_schedule_of_a_community_shows_what_is_stored(cycle, community_cycle, today):
    done(community_cycle, "RC01", today - days(20))
    found = schedule_of(community_cycle)
    assert {each.code: each.planned for each in found.steps} == planned(community_cycle)
    assert found.by_code["RC01"].done_on == today - days(20)
    assert found.breaks == []


# --- moving the cycle's day ------------------------------------------------------------------------------------------
def test_a_proposal_says_everything_and_writes_nothing(cycle, community_cycle, other, today):
    done(community_cycle, "RC03", today - days(5))
    before = {row.pk: row.planned_on for row in StepRecord.objects.all()}
    found = propose_for_cycle(cycle, election_day=cycle.election_day + days(3))
    assert (found.moved, found.kept, found.unlawful) == (6, 1, [])
    moves = {line.subject.step.code: (line.subject.days, line.count) for line in found.shifts}
    assert (moves["RC19"], moves["RC03"], "PA01" in moves) == ((3, 6), (3, 5), False)
    [paper] = found.corrections
    assert (paper.subject.announcement.number, paper.count, paper.names) == ("1", 1, "东湖甲社区")
    assert {row.pk: row.planned_on for row in StepRecord.objects.all()} == before


def test_a_day_too_near_the_published_list_is_refused_with_the_article(cycle, community_cycle, other, organizer, today):
    done(community_cycle, "RC08", today)
    done(other, "RC08", today - days(3))
    near = today + days(19)
    with pytest.raises(Refused, match="选民名单应当在选举日的二十日前公布") as refused:
        update_cycle(cycle=cycle, by=organizer, election_day=near)
    assert refused.value.verdict.article == f"{LAW}第17条"
    assert "推迟 1 天" in refused.value.verdict.remedy
    cycle.refresh_from_db()
    assert cycle.election_day == today + days(30)
    assert update_cycle(cycle=cycle, by=organizer, election_day=today + days(20)).election_day == today + days(20)


def test_a_community_that_voted_stays_where_it_was(cycle, community_cycle, other, organizer):
    done(community_cycle, "RC19", cycle.election_day - days(1))
    StepRecord.objects.filter(community_cycle=community_cycle, code="RC23").update(
        planned_on=cycle.election_day + days(9)
    )
    update_cycle(cycle=cycle, by=organizer, election_day=cycle.election_day + days(7))
    assert planned(community_cycle)["RC23"] == cycle.election_day + days(9)
    assert planned(other)["RC23"] == cycle.election_day + days(17)


def test_a_day_after_the_term_wants_a_reason_that_is_kept(cycle, organizer):
    cycle = update_cycle(cycle=cycle, by=organizer, term_ends_on=cycle.election_day)
    with pytest.raises(Refused, match="任期届满应当及时换届") as refused:
        update_cycle(cycle=cycle, by=organizer, election_day=cycle.election_day + days(7))
    assert (refused.value.verdict.article, "请写明原因" in refused.value.verdict.remedy) == (f"{LAW}第14条", True)
    update_cycle(cycle=cycle, by=organizer, election_day=cycle.election_day + days(7), reason="滨政函〔2026〕8号")
    assert ActivityEntry.objects.filter(verb="cycle.updated").latest("number").detail["reason"] == "滨政函〔2026〕8号"


def test_what_was_looked_at_is_what_is_saved(cycle, community_cycle, organizer, today):
    day = cycle.election_day + days(3)
    seen = propose_for_cycle(cycle, election_day=day).digest
    done(community_cycle, "RC03", today - days(5))
    with pytest.raises(Refused, match="核对之后，社区的步骤或公告有了变化"):
        update_cycle(cycle=cycle, by=organizer, election_day=day, seen=seen)
    seen = propose_for_cycle(cycle, election_day=day).digest
    assert update_cycle(cycle=cycle, by=organizer, election_day=day, seen=seen).election_day == day


def test_the_party_s_day_moves_its_side_alone(cycle, community_cycle, organizer):
    before = planned(community_cycle)
    party_day = before["PA21"] + days(4)
    update_cycle(cycle=cycle, by=organizer, party_day=party_day)
    after = planned(community_cycle)
    assert after["PA21"] == party_day
    assert {code for code in after if after[code] != before[code] and code.startswith("R")} == set()
    assert after["PA17"] == before["PA17"] + days(4)


def test_queries_do_not_grow_with_the_communities(
    cycle, community_cycle, organizer, django_assert_max_num_queries, today
):
    from tests.elections.cycle.test_cycle_pages import grow

    with django_assert_max_num_queries(90) as few:
        update_cycle(cycle=cycle, by=organizer, election_day=cycle.election_day + days(1))
    grow(cycle, 60)
    cycle.refresh_from_db()
    with django_assert_max_num_queries(len(few) + 8):
        update_cycle(cycle=cycle, by=organizer, election_day=cycle.election_day + days(1))


def test_published_announcements_are_asked_of_who_keeps_them(cycle, community_cycle, today):
    def answer(members):
        return {community_cycle.pk: {"10": today}}

    register_published(answer)
    try:
        found = propose_for_cycle(cycle, election_day=cycle.election_day + days(3))
    finally:
        _answers.remove(answer)
    assert [(line.subject.announcement.number, line.count) for line in found.corrections] == [("10", 1)]


# --- a community's own days ------------------------------------------------------------------------------------------
def test_a_community_may_vote_on_another_day(cycle, community_cycle, other, street, organizer):
    before = planned(other)
    day = cycle.election_day + days(5)
    row = change_schedule(community_cycle=community_cycle, by=street, election_day=day)
    assert (row.day, planned(row)["RC19"], planned(other)) == (day, day, before)
    entry = ActivityEntry.objects.get(verb="community_cycle.schedule")
    assert (entry.detail["before"], entry.detail["after"]) == ({"election_day": None}, {"election_day": str(day)})
    update_cycle(cycle=cycle, by=organizer, election_day=cycle.election_day + days(2))
    assert planned(row)["RC19"] == day
    back = change_schedule(community_cycle=community_cycle, by=street, election_day=None)
    assert planned(back)["RC19"] == cycle.election_day + days(2)


def test_a_day_outside_the_cycle_is_refused(cycle, community_cycle, street):
    with pytest.raises(Refused, match="不在本届"):
        change_schedule(community_cycle=community_cycle, by=street, election_day=cycle.ends_on + days(1))


def test_an_extension_follows_the_term_and_has_its_document(cycle, community_cycle, street):
    term = cycle.election_day - days(10)
    with pytest.raises(Refused, match="先有届满日"):
        change_schedule(community_cycle=community_cycle, by=street, extended_to=term)
    with pytest.raises(Refused, match="不晚于届满日"):
        change_schedule(community_cycle=community_cycle, by=street, term_ends_on=term, extended_to=term)
    with pytest.raises(Refused, match="批准文号"):
        change_schedule(community_cycle=community_cycle, by=street, term_ends_on=term, extended_to=term + days(90))
    with pytest.raises(Refused, match="任期届满应当及时换届"):
        change_schedule(community_cycle=community_cycle, by=street, term_ends_on=term)
    row = change_schedule(
        community_cycle=community_cycle, by=street, term_ends_on=term, extended_to=term + days(90),
        extension_document="滨政函〔2026〕8号",
    )  # fmt: skip
    assert (row.last_day_of_term, schedule_of(row).breaks) == (term + days(90), [])


def test_representatives_after_the_list_is_out_are_refused(community_cycle, street, today):
    done(community_cycle, "RC08", today)
    with pytest.raises(Refused, match="代表须先于名单公布选出") as refused:
        set_election_mode(community_cycle=community_cycle, mode="representatives", by=street)
    assert refused.value.verdict.article == f"{LAW}第17条"
    community_cycle.refresh_from_db()
    assert community_cycle.election_mode == "all_voters"


def test_a_branch_without_a_committee_has_no_first_meeting_of_it(community_cycle, street):
    row = change_schedule(
        community_cycle=community_cycle, by=street, organization_kind=PartyForm.BRANCH_WITHOUT_COMMITTEE
    )
    record = row.step_records.get(code="PA23")
    assert record.is_needed is False
    assert [line.subject.code for line in propose_for_community(row, organization_kind="party_committee").joins] == [
        "PA23"
    ]
    with pytest.raises(Refused, match="由本社区的党组织类型决定"):
        set_step_needed(record=record, is_needed=True, reason="要", by=street)


def test_a_step_of_law_cannot_be_called_unneeded(community_cycle, street):
    with pytest.raises(Refused, match="每个社区都要做") as refused:
        set_step_needed(record=community_cycle.step_records.get(code="RC08"), is_needed=False, reason="省事", by=street)
    assert refused.value.verdict.article == f"{LAW}第17条"


def test_nothing_of_a_community_changes_in_an_ended_cycle(cycle, community_cycle, organizer):
    close_cycle(cycle=cycle, by=organizer)
    with pytest.raises(Refused, match="已结束"):
        change_schedule(community_cycle=community_cycle, by=organizer, election_mode="households")


# --- the cycle's list of steps ---------------------------------------------------------------------------------------
def step(cycle, code) -> Step:
    return Step.objects.get(cycle=cycle, code=code)


def test_words_and_days_of_a_step_are_edited_and_remembered(cycle, community_cycle, organizer):
    day = planned(community_cycle)["RC09"]
    row = edit_step(
        step=step(cycle, "RC09"), by=organizer, expected_version=1, name="受理申诉", owner="选举委员会", offset_days=-15
    )  # fmt: skip
    assert (row.name, row.owner, row.offset_days, row.version) == ("受理申诉", "选举委员会", -15, 2)
    assert planned(community_cycle)["RC09"] == day - days(1)
    entry = ActivityEntry.objects.get(verb="step.changed")
    assert entry.detail["comment"] == (
        "名称：受理申诉、处理并公布 → 受理申诉；责任主体：居民选举委员会 → 选举委员会；距选举日天数：-14 → -15"
    )
    assert entry.detail["replanned"] == 6
    with pytest.raises(Stale):
        edit_step(step=row, by=organizer, expected_version=1, name="别名")


def test_a_refusal_names_the_step_that_stands_in_the_way(cycle, organizer):
    with pytest.raises(Refused) as refused:
        edit_step(step=step(cycle, "RC08"), by=organizer, offset_days=-24)
    assert refused.value.verdict.remedy == "“推选户代表、居民代表、小组长”现为 -23 天，请先调整它。"


@pytest.mark.parametrize(("code", "offset", "words", "article"), [
    ("RC08", -19, "选民名单应当在选举日的二十日前公布", f"{LAW}第17条"),
    ("RC07", -21, "代表须先于名单公布选出", f"{LAW}第17条"),
    ("RC23", 11, "十日内完成移交", f"{LAW}第25条"),
    ("RC02", 0, "离任审计结果应当在选举之前公布", f"{LAW}第38条"),
    ("RC20", 31, "另行选举应在规定期限内进行", "省、自治区、直辖市的选举办法"),
    ("RC04", -36, "要在“确定选举日、选举方式和职数”之后", f"{LAW}第15条"),
])  # fmt: skip
def test_an_edit_against_the_law_is_refused_with_the_article(cycle, organizer, code, offset, words, article):
    with pytest.raises(Refused, match=words) as refused:
        edit_step(step=step(cycle, code), by=organizer, offset_days=offset)
    assert refused.value.verdict.article == article
    assert refused.value.verdict.remedy
    assert step(cycle, code).offset_days == BY_CODE[code].offset_days


def test_a_step_of_law_is_never_left_out(cycle, organizer):
    with pytest.raises(Refused, match="法定步骤，不能停用") as refused:
        drop_step(step=step(cycle, "RC08"), reason="省事", by=organizer)
    assert refused.value.verdict.article == f"{LAW}第17条"


def test_a_usual_step_is_left_out_and_taken_back(cycle, community_cycle, organizer, today):
    row = drop_step(step=step(cycle, "PA05"), reason="并入动员会", by=organizer)
    record = community_cycle.step_records.get(code="PA05")
    assert (row.is_dropped, record.is_needed) == (True, False)
    assert "PA05" not in schedule_of(community_cycle).by_code
    back = restore_step(step=row, reason="单独开展", by=organizer, expected_version=row.version)
    record.refresh_from_db()
    assert (back.is_dropped, record.is_needed) == (False, True)
    complete_step(record=record, done_on=today, evidence="签到", by=organizer)
    with pytest.raises(Refused, match="已有 1 个社区开始"):
        drop_step(step=back, reason="不要了", by=organizer)


def test_a_step_is_put_elsewhere_but_not_before_what_it_waits_for(cycle, organizer):
    edit_step(step=step(cycle, "RC18"), by=organizer, after="RC06")
    codes = list(Step.objects.filter(cycle=cycle).values_list("code", flat=True))
    assert codes.index("RC18") == codes.index("RC06") + 1
    with pytest.raises(Refused, match="要排在“选民登记”之后"):
        edit_step(step=step(cycle, "RC08"), by=organizer, after="RC05")


def test_a_community_adds_a_step_and_takes_only_that_one_back(cycle, community_cycle, other, clerk):
    added = add_step(
        cycle=cycle, community_cycle=community_cycle, side="residents_committee", name="征求驻区单位意见", offset_days=-30,
        by=clerk,
    )  # fmt: skip
    record = community_cycle.step_records.get(step=added)
    assert (added.code, added.is_statutory, record.planned_on) == ("RX01", False, cycle.election_day - days(30))
    assert other.step_records.filter(step=added).count() == 0
    assert "RX01" in schedule_of(community_cycle).by_code
    second = add_step(
        cycle=cycle, community_cycle=other, side="residents_committee", name="另一步", offset_days=-9, by=clerk
    )
    assert second.code == "RX02"
    remove_own_step(record=record, by=clerk)
    assert Step.objects.filter(pk=added.pk).count() == 0
    with pytest.raises(Refused, match="社区可以增设步骤，不能减少") as refused:
        remove_own_step(record=community_cycle.step_records.get(code="RC08"), by=clerk)
    assert refused.value.verdict.article == f"{LAW}第17条"
    assert ActivityEntry.objects.filter(verb="step.removed").count() == 1


def test_an_own_step_moves_with_the_day_and_stays_once_begun(cycle, community_cycle, clerk, organizer, today):
    added = add_step(cycle=cycle, community_cycle=community_cycle, side="party", name="走访", offset_days=-20, by=clerk)
    update_cycle(cycle=cycle, by=organizer, election_day=cycle.election_day + days(7))
    record = community_cycle.step_records.get(step=added)
    assert record.planned_on == cycle.election_day - days(13)
    complete_step(record=record, done_on=today, evidence="走访记录", by=clerk)
    with pytest.raises(Refused, match="已经开始"):
        remove_own_step(record=record, by=clerk)


def test_the_district_adds_a_step_for_all(cycle, organizer):
    added = add_step(cycle=cycle, side="party", name="召开动员会", offset_days=-92, by=organizer, owner="区委组织部")
    assert added.records.count() == 6
    assert {record.planned_on for record in added.records.all()} == {cycle.starts_on}


def test_a_period_from_the_published_list_stays_though_somebody_set_its_day(cycle, community_cycle, organizer, today):
    listed = cycle.election_day - days(22)
    done(community_cycle, "RC08", listed)
    StepRecord.objects.filter(community_cycle=community_cycle, code="RC09").update(planned_on=listed + days(7))
    update_cycle(cycle=cycle, by=organizer, election_day=cycle.election_day + days(9))
    assert planned(community_cycle)["RC09"] == listed + days(8)
    assert schedule_of(community_cycle).breaks == []
