"""The pages of days and steps: who gets them, what they show before anything is saved, how many queries."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from elections.enums import CycleState, StepState
from elections.models import CommunityCycle, ElectionCycle, Step, StepRecord
from elections.permissions_schedule import (
    can_add_step,
    can_change_schedule,
    can_drop_step,
    can_edit_template,
    can_remove_step,
)
from elections.services.cycle import update_cycle
from elections.services.steps import add_step
from huanjie.accounts.enums import Role
from huanjie.activity.models import ActivityEntry
from tests.elections.cycle.test_cycle_pages import cycle_form, grow
from tests.elections.cycle.test_cycle_permissions import DISTRICT, PLANNERS, RECORDERS, allowed, viewer


def url(name, *args):
    return reverse(f"elections:{name}", args=args)


def text(answer) -> str:
    return answer.content.decode()


def days(number: int) -> timedelta:
    return timedelta(days=number)


@pytest.fixture
def street_client(cycle, client_as):
    return client_as("street_staff", "420199001")


@pytest.fixture
def district_client(cycle, client_as):
    return client_as("district_organizer", "420199")


@pytest.fixture
def clerk_client(cycle, client_as):
    return client_as("community_clerk", "420199001001")


# --- who -------------------------------------------------------------------------------------------------------------
def things(cycle_state=CycleState.OPEN, statutory=False, own=None, state=StepState.NOT_STARTED):
    cycle = ElectionCycle(area_code="420199", state=cycle_state)
    row = CommunityCycle(cycle=cycle, area_code="420199001001")
    step = Step(cycle=cycle, code="RX01", name="某步", is_statutory=statutory, article="某法", community_cycle_id=own)
    record = StepRecord(community_cycle=row, step=step, area_code="420199001001", state=state)
    return cycle, row, step, record


def test_every_role_and_every_act():
    cycle, row, step, _ = things()
    own = things(own=1)[3]
    assert {
        "template": allowed(can_edit_template, cycle),
        "drop": allowed(can_drop_step, step),
        "schedule": allowed(can_change_schedule, row),
        "add": allowed(can_add_step, row),
        "remove": allowed(can_remove_step, own),
    } == {"template": DISTRICT, "drop": DISTRICT, "schedule": PLANNERS, "add": RECORDERS, "remove": RECORDERS}


def test_steps_of_law_shared_steps_begun_steps_and_ended_cycles():
    organizer, clerk = viewer(Role.DISTRICT_ORGANIZER), viewer(Role.COMMUNITY_CLERK)
    assert can_drop_step(organizer, things(statutory=True)[2]).article == "某法"
    assert not can_remove_step(clerk, things()[3])
    assert not can_remove_step(clerk, things(own=1, state=StepState.DONE)[3])
    cycle, row, _, record = things(CycleState.CLOSED, own=1)
    checks = (can_edit_template(organizer, cycle), can_change_schedule(organizer, row), can_add_step(clerk, row),
              can_remove_step(clerk, record))  # fmt: skip
    assert [bool(each) for each in checks] == [False] * 4
    assert not can_add_step(viewer(Role.COMMUNITY_CLERK, "420199001002"), things()[1])


LOOKED_AT = ("schedule", "cycle_template", "template_step")
CHANGED = {"change_schedule": PLANNERS, "add_step": RECORDERS, "add_template_step": DISTRICT}
AREAS = {
    "community_clerk": "420199001001",
    "street_staff": "420199001",
    "street_leader": "420199001",
    "auditor": "420199001",
}
ADMINISTRATORS = ("system_administrator", "security_administrator", "activity_administrator")


def address(name, cycle, community_cycle):
    args = {"schedule": [community_cycle.pk], "change_schedule": [community_cycle.pk], "add_step": [community_cycle.pk],
            "cycle_template": [cycle.pk], "add_template_step": [cycle.pk], "template_step": [cycle.pk, "RC08"]}  # fmt: skip
    return url(name, *args[name])


@pytest.mark.parametrize("role", list(Role))
def test_who_gets_which_page(cycle, community_cycle, client_as, role):
    client = client_as(role, "" if role in ADMINISTRATORS else AREAS.get(role, "420199"))
    seen = {name: client.get(address(name, cycle, community_cycle)).status_code for name in (*LOOKED_AT, *CHANGED)}
    wanted = dict.fromkeys(LOOKED_AT, 403 if role in ADMINISTRATORS else 200)
    assert seen == wanted | {name: 200 if role in roles else 403 for name, roles in CHANGED.items()}
    if role not in DISTRICT:
        assert client.post(address("template_step", cycle, community_cycle), {"name": "x"}).status_code == 403
        assert client.post(url("switch_step", cycle.pk, "PA05", "drop"), {"act-reason": "x"}).status_code == 403


def test_other_areas_have_no_such_pages(cycle, community_cycle, client_as):
    other = client_as("street_staff", "420199002")
    assert [
        other.get(address(name, cycle, community_cycle)).status_code
        for name in ("schedule", "change_schedule", "add_step")
    ] == [404] * 3
    away = client_as("district_organizer", "420198")
    assert [
        away.get(address(name, cycle, community_cycle)).status_code for name in ("cycle_template", "template_step")
    ] == [404] * 2


# --- the schedule of a community -------------------------------------------------------------------------------------
def test_the_schedule_shows_days_owners_articles_and_papers(cycle, community_cycle, clerk_client):
    page = text(clerk_client.get(url("schedule", community_cycle.pk)))
    day = cycle.election_day
    for words in ("居民选举委员会", f"{day - days(22)}", f"{day - days(20)}", "城市居民委员会组织法第17条", "第4号公告 选民名单",
                  "名单申诉截止", "年的放假安排尚未公布或未录入"):  # fmt: skip
        assert words in page
    assert "调整日程" not in page
    assert "不符合规定：" not in page


def test_a_broken_bound_stands_on_the_page_with_article_and_remedy(cycle, community_cycle, clerk_client):
    StepRecord.objects.filter(community_cycle=community_cycle, code="RC08").update(
        planned_on=cycle.election_day - days(19)
    )
    page = text(clerk_client.get(url("schedule", community_cycle.pk)))
    assert "选民名单应当在选举日的二十日前公布" in page
    assert f"请把“审核并公布选民名单”提前到 {cycle.election_day - days(20)} 或以前" in page
    assert 'class="is-broken"' in page


def test_the_schedule_is_taken_along_as_a_workbook(cycle, community_cycle, clerk_client):
    answer = clerk_client.get(url("schedule", community_cycle.pk) + "?export=xlsx")
    rows = list(openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert rows[0][:7] == ("编号", "类别", "步骤", "责任主体", "最早", "计划", "最迟")
    [line] = [row for row in rows if row[0] == "RC08"]
    assert (line[2], line[3], line[5].date()) == ("审核并公布选民名单", "居民选举委员会", cycle.election_day - days(22))
    assert len(rows) == 1 + 52 - 5
    assert ActivityEntry.objects.get(verb="list.exported").detail == {"format": "xlsx", "rows": 47}


def test_the_page_asks_the_database_as_often_with_a_step_more(
    cycle, community_cycle, clerk, clerk_client, django_assert_num_queries, django_assert_max_num_queries
):
    where = url("schedule", community_cycle.pk)
    add_step(cycle=cycle, community_cycle=community_cycle, side="party", name="一", offset_days=-9, by=clerk)
    clerk_client.get(where)
    with django_assert_max_num_queries(30) as few:
        clerk_client.get(where)
    for name in ("二", "三"):
        add_step(cycle=cycle, community_cycle=community_cycle, side="party", name=name, offset_days=-9, by=clerk)
    with django_assert_num_queries(len(few)):
        assert "三" in text(clerk_client.get(where))


# --- a community's own days ------------------------------------------------------------------------------------------
def schedule_form(**other):
    return {"election_mode": "all_voters", "organization_kind": "", "election_day": "", "party_day": "", "term_ends_on": "",
            "extended_to": "", "extension_document": ""} | other  # fmt: skip


def test_a_community_s_day_is_looked_at_before_it_is_saved(cycle, community_cycle, street_client, today):
    StepRecord.objects.filter(community_cycle=community_cycle, code="RC03").update(
        state="done", done_on=today - days(5), evidence="第1号公告"
    )
    where, day = url("change_schedule", community_cycle.pk), cycle.election_day + days(4)
    preview = street_client.post(where, schedule_form(election_day=str(day)))
    page = text(preview)
    community_cycle.refresh_from_db()
    assert (preview.status_code, community_cycle.election_day) == (200, None)
    assert "须出更正公告" in page and "第1号公告 关于确定选举日的公告" in page
    assert f"{cycle.election_day}</td>" in page and f"{day}</td>" in page
    seen = preview.context["proposal"].digest
    done = street_client.post(where, schedule_form(election_day=str(day), confirmed="1", seen=seen))
    community_cycle.refresh_from_db()
    assert (done.url, community_cycle.election_day) == (url("schedule", community_cycle.pk), day)


def test_another_way_of_electing_comes_from_the_community_s_page(community_cycle, street_client):
    asked = street_client.post(url("adjust_community_cycle", community_cycle.pk, "mode"), {"mode-mode": "households"})
    assert asked.url == url("change_schedule", community_cycle.pk) + "?election_mode=households"
    page = text(street_client.get(asked.url))
    assert "推选户代表、居民代表、小组长" in page and "新增适用" in page
    community_cycle.refresh_from_db()
    assert community_cycle.election_mode == "all_voters"
    street_client.post(
        url("change_schedule", community_cycle.pk), schedule_form(election_mode="households", confirmed="1")
    )
    assert community_cycle.step_records.get(code="RC07").is_needed is True


def test_what_the_law_forbids_cannot_be_confirmed(cycle, community_cycle, street_client, today):
    StepRecord.objects.filter(community_cycle=community_cycle, code="RC08").update(
        state="done", done_on=today, evidence="第4号公告"
    )
    where = url("change_schedule", community_cycle.pk)
    data = schedule_form(election_mode="representatives")
    page = text(street_client.post(where, data))
    assert "法律不允许这样安排，不能保存" in page and "城市居民委员会组织法第17条" in page and "disabled" in page
    forced = street_client.post(where, data | {"confirmed": "1"})
    community_cycle.refresh_from_db()
    assert (forced.status_code, community_cycle.election_mode) == (422, "all_voters")


def test_the_form_says_what_is_missing(cycle, community_cycle, street_client):
    where = url("change_schedule", community_cycle.pk)
    answer = street_client.post(where, schedule_form(election_day="明天", election_mode="online"))
    page = text(answer)
    assert answer.status_code == 422
    assert "本社区选举日写法不对，应为 2026-12-10 这样的日期。" in page and "请从列表中选择。" in page
    outside = street_client.post(where, schedule_form(election_day=str(cycle.ends_on + days(1))))
    assert (outside.status_code, "请核对日期，或由区先调整本届的日期。" in text(outside)) == (422, True)


# --- the cycle's day -------------------------------------------------------------------------------------------------
def test_moving_the_cycle_s_day_shows_the_ripple_first(cycle, community_cycle, organizer, district_client, today):
    StepRecord.objects.filter(community_cycle=community_cycle, code="RC03").update(
        state="done", done_on=today - days(5), evidence="第1号公告"
    )
    cycle = update_cycle(cycle=cycle, by=organizer, term_ends_on=cycle.election_day)
    day = cycle.election_day + days(5)
    data = cycle_form(cycle.starts_on, name=cycle.name, election_day=str(day), ends_on=str(cycle.ends_on),
                      term_ends_on=str(cycle.term_ends_on), version=cycle.version, reports_on_rest_days="on")  # fmt: skip
    preview = district_client.post(url("edit_cycle", cycle.pk), data)
    page = text(preview)
    for words in ("核对改动的影响", "须出更正公告", "东湖甲社区，共 1 个社区", "任期届满应当及时换届", "城市居民委员会组织法第14条",
                  "6 个社区一起调整"):  # fmt: skip
        assert words in page
    cycle.refresh_from_db()
    assert cycle.election_day == day - days(5)
    data |= {"confirmed": "1", "seen": preview.context["proposal"].digest}
    unanswered = district_client.post(url("edit_cycle", cycle.pk), data)
    assert (unanswered.status_code, "请写明原因和依据文号" in text(unanswered)) == (422, True)
    saved = district_client.post(url("edit_cycle", cycle.pk), data | {"reason": "滨政函〔2026〕8号"})
    cycle.refresh_from_db()
    assert (saved.url, cycle.election_day) == (cycle.get_absolute_url(), day)


def test_the_preview_does_not_ask_more_with_more_communities(
    cycle, district_client, django_assert_num_queries, django_assert_max_num_queries
):
    data = cycle_form(cycle.starts_on, election_day=str(cycle.election_day + days(2)), version=cycle.version)
    where = url("edit_cycle", cycle.pk)
    district_client.post(where, data)
    with django_assert_max_num_queries(40) as few:
        district_client.post(where, data)
    grow(cycle, 60)
    with django_assert_num_queries(len(few)):
        assert "66 个社区一起调整" in text(district_client.post(where, data))


def test_opening_too_late_says_what_it_breaks(district, client_as, today):
    client = client_as("district_organizer", "420199")
    page = text(client.post(url("open_cycle"), cycle_form(today, election_day=str(today + days(15)))))
    assert "处不符合规定：" in page and "选民名单应当在选举日的二十日前公布" in page


# --- the cycle's list of steps ---------------------------------------------------------------------------------------
def step_form(step, **other):
    return {"name": step.name, "owner": step.owner, "documents": step.documents, "evidence_name": step.evidence_name,
            "offset_days": step.offset_days, "after": "", "version": step.version} | other  # fmt: skip


def test_an_edit_of_a_step_and_its_history(cycle, district_client):
    step = Step.objects.get(cycle=cycle, code="RC18")
    where = url("template_step", cycle.pk, "RC18")
    answer = district_client.post(where, step_form(step, owner="选举委员会", after="RC17"))
    step.refresh_from_db()
    assert (answer.status_code, step.owner) == (302, "选举委员会")
    page = text(district_client.get(where))
    assert "责任主体：居民选举委员会 → 选举委员会" in page and "修改步骤模板" in page


def test_an_edit_against_the_law_stays_in_the_form_with_the_article(cycle, district_client):
    step = Step.objects.get(cycle=cycle, code="RC08")
    answer = district_client.post(
        url("template_step", cycle.pk, "RC08"), step_form(step, offset_days="-19", after="RC07")
    )
    page = text(answer)
    assert (answer.status_code, "改为 -19 天就不符合规定" in page) == (422, True)
    assert "城市居民委员会组织法第17条" in page
    assert "法定步骤，不能停用" in page
    assert district_client.post(url("switch_step", cycle.pk, "RC08", "drop"), {"act-reason": "省事"}).status_code == 403


def test_a_usual_step_is_left_out_on_its_page(cycle, district_client):
    district_client.post(url("switch_step", cycle.pk, "PA05", "drop"), {"act-reason": "并入动员会", "act-version": "1"})
    assert Step.objects.get(cycle=cycle, code="PA05").is_dropped is True
    assert "本届停用" in text(district_client.get(url("cycle_template", cycle.pk)))
    district_client.post(
        url("switch_step", cycle.pk, "PA05", "restore"), {"act-reason": "单独开展", "act-version": "2"}
    )
    assert Step.objects.get(cycle=cycle, code="PA05").is_dropped is False


def test_a_clerk_adds_a_step_and_takes_it_back(cycle, community_cycle, clerk_client):
    answer = clerk_client.post(
        url("add_step", community_cycle.pk),
        {
            "side": "party",
            "name": "走访老党员",
            "offset_days": "-40",
            "owner": "",
            "documents": "",
            "evidence_name": "",
        },
    )
    record = community_cycle.step_records.get(code="PX01")
    assert answer.url == url("schedule", community_cycle.pk)
    assert "走访老党员" in text(clerk_client.get(answer.url))
    assert "走访老党员" in text(clerk_client.get(url("remove_step", record.pk)))
    clerk_client.post(url("remove_step", record.pk), {"confirmed": "1"})
    assert community_cycle.step_records.filter(code="PX01").count() == 0
    shared = community_cycle.step_records.get(code="RC08")
    assert clerk_client.post(url("remove_step", shared.pk), {"confirmed": "1"}).status_code == 403


def test_the_list_asks_as_often_with_more_steps(
    cycle, organizer, district_client, django_assert_num_queries, django_assert_max_num_queries
):
    where = url("cycle_template", cycle.pk)
    add_step(cycle=cycle, side="party", name="一", offset_days=-9, by=organizer)
    district_client.get(where)
    with django_assert_max_num_queries(25) as few:
        district_client.get(where)
    for name in ("二", "三"):
        add_step(cycle=cycle, side="party", name=name, offset_days=-9, by=organizer)
    with django_assert_num_queries(len(few)):
        district_client.get(where)
