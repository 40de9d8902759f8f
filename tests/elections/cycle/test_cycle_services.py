"""Opening, changing and ending a cycle; what is adjusted in its communities."""

from datetime import time, timedelta

import pytest

from elections.enums import CycleState, Inclusion, StepState
from elections.models import Community, CommunityCycle, District, ElectionCycle, Step, StepRecord
from elections.rules.procedure_template import STEPS
from elections.rules.rule_sets import freeze_for_cycle
from elections.services.cycle import (
    close_cycle,
    open_cycle,
    reopen_cycle,
    set_difficult,
    set_election_mode,
    set_inclusion,
    update_cycle,
)
from elections.services.procedure import complete_step
from huanjie.activity.models import ActivityEntry
from huanjie.activity.queries.history import changes_of
from huanjie.shared.verdict import Refused, Stale


def opened(district, by, today, **other):
    days = {"starts_on": today - timedelta(days=60), "election_day": today + timedelta(days=30),
            "ends_on": today + timedelta(days=60)}  # fmt: skip
    return open_cycle(district=district, name="本届", by=by, **(days | other))


def test_a_new_cycle_runs_with_its_steps_and_every_community(cycle, organizer):
    assert (cycle.state, cycle.version, cycle.rule_set, cycle.area_code) == (
        CycleState.OPEN, 2, freeze_for_cycle(cycle.starts_on, cycle.election_day), "420199"
    )  # fmt: skip
    assert (cycle.street_cutoff, cycle.district_cutoff, cycle.weekly_weekday) == (time(17), time(18), 4)
    assert list(Step.objects.values_list("code", flat=True)) == [step.code for step in STEPS]
    assert list(CommunityCycle.objects.values_list("area_code", "inclusion")) == [
        (f"42019900{street}00{n}", "due") for street in (1, 2) for n in (1, 2, 3)
    ]
    assert StepRecord.objects.count() == 6 * len(STEPS) == 312
    assert list(changes_of(cycle).values_list("before", "after")) == [("preparing", "open")]
    assert list(ActivityEntry.objects.filter(verb__startswith="cycle").values_list("verb", "detail")) == [
        ("cycle.opened", {"communities": 6, "steps": 52})
    ]


def test_a_step_is_planned_from_the_election_day_but_never_before_the_start(cycle, community_cycle):
    planned = dict(community_cycle.step_records.values_list("code", "planned_on"))
    assert planned == {
        step.code: max(cycle.election_day + timedelta(days=step.offset_days), cycle.starts_on) for step in STEPS
    }
    assert planned["RC19"] == cycle.election_day
    assert planned["PA01"] == cycle.starts_on


def test_steps_that_only_some_communities_need_wait_unneeded(community_cycle):
    waiting = community_cycle.step_records.filter(is_needed=False).values_list("code", flat=True)
    assert list(waiting) == ["PA11", "PA22", "RC07", "RC13", "RC20"]


def test_a_second_open_cycle_is_refused(cycle, district, organizer, today):
    with pytest.raises(Refused, match="已有正在进行的换届"):
        opened(district, organizer, today)
    assert ElectionCycle.objects.count() == 1


def test_dates_out_of_order_are_refused(district, viewer, today):
    with pytest.raises(Refused, match="日期顺序不对"):
        opened(district, viewer(), today, ends_on=today)
    assert ElectionCycle.objects.count() == 0


def test_a_district_without_communities_is_refused(db, viewer, today):
    empty = District.objects.create(code="420198000000", name="空区")
    with pytest.raises(Refused, match="还没有社区"):
        opened(empty, viewer(), today)


def test_only_the_district_s_own_current_communities_join(district, viewer, today):
    stranger = Community(code="420198001001", name="外区社区")
    with pytest.raises(Refused, match="外区社区不是滨江区的现有社区"):
        opened(district, viewer(), today, communities=[stranger])
    chosen = list(Community.objects.filter(code__startswith="420199001"))
    cycle = opened(district, viewer(), today, communities=chosen)
    assert cycle.communities.count() == 3


def test_a_retired_community_stays_out(district, viewer, today):
    Community.objects.filter(code="420199002003").update(valid_to=today)
    assert opened(district, viewer(), today).communities.count() == 5


def test_moving_the_election_day_moves_what_is_not_done(cycle, record, organizer, today):
    done = complete_step(record=record, done_on=today, evidence="请示", by=organizer)
    before = dict(StepRecord.objects.values_list("pk", "planned_on"))
    moved = update_cycle(
        cycle=cycle, by=organizer, expected_version=cycle.version, election_day=cycle.election_day + timedelta(days=7)
    )
    after = dict(StepRecord.objects.values_list("pk", "planned_on"))
    offsets = dict(StepRecord.objects.values_list("pk", "step__offset_days"))
    wanted = {
        pk: max(moved.election_day + timedelta(days=days), cycle.starts_on) for pk, days in offsets.items()
    }  # fmt: skip
    assert after == wanted | {done.pk: before[done.pk]}
    assert moved.version == cycle.version + 1
    count = sum(before[pk] != day for pk, day in after.items())
    assert ActivityEntry.objects.filter(verb="cycle.updated").get().detail["replanned"] == count
    at_the_start = {"PA01", "PA02", "PA03"}  # they stood at the cycle's first day, and the engine leaves them there
    assert count == 6 * (len(STEPS) - len(at_the_start)) - 1


def test_a_day_somebody_set_moves_by_as_many_days(cycle, record, organizer):
    StepRecord.objects.filter(pk=record.pk).update(planned_on=record.planned_on + timedelta(days=2))
    update_cycle(cycle=cycle, by=organizer, election_day=cycle.election_day + timedelta(days=7))
    after = StepRecord.objects.get(pk=record.pk).planned_on
    assert after == record.planned_on + timedelta(days=9)


def test_an_edit_of_an_old_page_is_stale(cycle, organizer):
    update_cycle(cycle=cycle, by=organizer, expected_version=cycle.version, issuer="区换届办")
    with pytest.raises(Stale):
        update_cycle(cycle=cycle, by=organizer, expected_version=cycle.version, issuer="别人的")
    cycle.refresh_from_db()
    assert cycle.issuer == "区换届办"


def test_an_edit_without_change_writes_nothing(cycle, organizer):
    entries = ActivityEntry.objects.count()
    assert update_cycle(cycle=cycle, by=organizer, name=cycle.name).version == cycle.version
    assert ActivityEntry.objects.count() == entries


def test_an_ended_cycle_takes_no_more_steps_until_it_is_opened_again(cycle, record, organizer, today):
    ended = close_cycle(cycle=cycle, by=organizer, expected_version=cycle.version)
    with pytest.raises(Refused, match="已结束，不能再填报"):
        complete_step(record=record, done_on=today, evidence="请示", by=organizer)
    with pytest.raises(Refused, match="已经结束"):
        update_cycle(cycle=ended, by=organizer, issuer="x")
    with pytest.raises(Refused, match="写明"):
        reopen_cycle(cycle=ended, reason=" ", by=organizer)
    again = reopen_cycle(cycle=ended, reason="补录结果", by=organizer, expected_version=ended.version)
    assert again.state == CycleState.OPEN
    assert list(changes_of(cycle).values_list("before", "after", "comment")) == [
        ("preparing", "open", ""), ("open", "closed", ""), ("closed", "open", "补录结果")
    ]  # fmt: skip


def test_closing_twice_is_refused(cycle, organizer):
    close_cycle(cycle=cycle, by=organizer)
    with pytest.raises(Refused, match="不能直接变为"):
        close_cycle(cycle=cycle, by=organizer)


def test_an_ended_cycle_stays_ended_while_another_runs(cycle, district, organizer, today):
    close_cycle(cycle=cycle, by=organizer)
    opened(district, organizer, today)
    with pytest.raises(Refused, match="已有正在进行的换届"):
        reopen_cycle(cycle=cycle, reason="补录", by=organizer)


@pytest.mark.parametrize("inclusion", [Inclusion.POSTPONED, Inclusion.NOT_DUE])
def test_leaving_the_count_needs_a_document(community_cycle, organizer, inclusion):
    with pytest.raises(Refused, match="要有依据"):
        set_inclusion(community_cycle=community_cycle, inclusion=inclusion, by=organizer)
    row = set_inclusion(
        community_cycle=community_cycle, inclusion=inclusion, document_number="滨政函〔2026〕8号", by=organizer
    )
    assert (row.inclusion, row.inclusion_document) == (inclusion, "滨政函〔2026〕8号")
    back = set_inclusion(community_cycle=community_cycle, inclusion=Inclusion.DUE, by=organizer)
    assert (back.inclusion, back.inclusion_document) == (Inclusion.DUE, "")
    assert ActivityEntry.objects.filter(verb="community_cycle.inclusion").count() == 2


def test_a_difficult_community_has_a_reason(community_cycle, organizer):
    with pytest.raises(Refused, match="难点原因"):
        set_difficult(community_cycle=community_cycle, is_difficult=True, by=organizer)
    row = set_difficult(community_cycle=community_cycle, is_difficult=True, difficulty="场地不足", by=organizer)
    assert (row.is_difficult, row.difficulty) == (True, "场地不足")
    off = set_difficult(community_cycle=community_cycle, is_difficult=False, difficulty="场地不足", by=organizer)
    assert (off.is_difficult, off.difficulty) == (False, "")


def test_choosing_representatives_is_a_step_only_where_they_vote(community_cycle, organizer):
    def needed():
        return community_cycle.step_records.get(code="RC07").is_needed

    set_election_mode(community_cycle=community_cycle, mode="representatives", by=organizer)
    assert needed() is True
    set_election_mode(community_cycle=community_cycle, mode="all_voters", by=organizer)
    assert needed() is False
    assert StepState(community_cycle.step_records.get(code="RC07").state) == StepState.NOT_STARTED
