"""The pages of the cycle: who gets them, what the forms say, how many queries."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from elections.enums import StepState
from elections.models import Community, CommunityCycle, ElectionCycle, StepRecord, Subdistrict
from elections.services.procedure import complete_step
from huanjie.activity.models import ActivityEntry


@pytest.fixture
def street_client(cycle, client_as):
    return client_as("street_staff", "420199001")


@pytest.fixture
def district_client(cycle, client_as):
    return client_as("district_organizer", "420199")


def url(name, *args):
    return reverse(f"elections:{name}", args=args)


def text(answer) -> str:
    return answer.content.decode()


def grow(cycle, count):
    """More communities with their steps, as `open_cycle` makes them."""
    street = Subdistrict.objects.get(code="420199001000")
    first = CommunityCycle.objects.filter(cycle=cycle).first()
    steps = list(first.step_records.select_related("step"))
    communities = Community.objects.bulk_create(
        Community(code=f"420199001{n:03}", name=f"新{n}社区", subdistrict=street) for n in range(100, 100 + count)
    )
    members = CommunityCycle.objects.bulk_create(
        CommunityCycle(cycle=cycle, community=each, area_code=each.code) for each in communities
    )
    StepRecord.objects.bulk_create(
        StepRecord(
            community_cycle=member, step=r.step, code=r.code, area_code=member.area_code, planned_on=r.planned_on
        )
        for member in members
        for r in steps
    )


PAGES = ("cycles", "cycle_now", "cycle", "cycle_communities", "cycle_board", "board", "community_cycle", "step_record",
         "cycle_step")  # fmt: skip


def address(name, cycle, record):
    args = {
        "cycle": [cycle.pk], "cycle_communities": [cycle.pk], "cycle_board": [cycle.pk],
        "community_cycle": [record.community_cycle_id], "step_record": [record.pk], "cycle_step": [cycle.pk, "PA07"],
    }.get(name, [])  # fmt: skip
    return url(name, *args)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("role", "area", "status"),
    [("community_clerk", "420199001001", 200), ("street_staff", "420199001", 200), ("leader", "420199", 200),
     ("leader", "", 200), ("reviewing_department", "420199", 200), ("auditor", "420199001", 200),
     ("system_administrator", "", 403), ("activity_administrator", "", 403)],
)  # fmt: skip
def test_who_gets_which_page(cycle, record, client_as, name, role, area, status):
    assert client_as(role, area).get(address(name, cycle, record)).status_code == status


@pytest.mark.parametrize("name", ("cycle", "cycle_communities", "cycle_board", "cycle_step"))
def test_another_district_has_no_such_cycle(cycle, record, client_as, name):
    assert client_as("district_organizer", "420198").get(address(name, cycle, record)).status_code == 404


def test_another_street_has_no_such_community_or_step(cycle, record, client_as):
    other = client_as("street_staff", "420199002")
    assert other.get(address("community_cycle", cycle, record)).status_code == 404
    assert other.get(address("step_record", cycle, record)).status_code == 404
    assert other.post(url("step_act", record.pk, "complete"), {}).status_code == 404
    assert other.post(url("adjust_community_cycle", record.community_cycle_id, "mode"), {}).status_code == 404
    assert "东湖甲社区" not in text(other.get(address("cycle_board", cycle, record)))


@pytest.mark.parametrize("name", ("cycle", "cycle_communities", "cycle_board", "cycle_step"))
def test_queries_do_not_grow_with_the_communities(
    cycle, record, district_client, django_assert_num_queries, django_assert_max_num_queries, name
):
    where = address(name, cycle, record)
    district_client.get(where)
    with django_assert_max_num_queries(40) as few:
        district_client.get(where)
    grow(cycle, 135)
    with django_assert_num_queries(len(few)):
        answer = district_client.get(where)
    assert "新100社区" in text(answer) or name == "cycle"


def test_the_board_shows_shapes_with_words_and_filters_late(cycle, record, district_client, organizer, today):
    StepRecord.objects.filter(pk=record.pk).update(planned_on=today - timedelta(days=3))
    everything = text(district_client.get(url("cycle_board", cycle.pk) + "?side=party"))
    assert 'aria-label="逾期" title="东湖甲社区 上届委员会研究换届：逾期">■</a>' in everything
    assert 'aria-label="不适用">–</a>' in everything
    StepRecord.objects.exclude(pk=record.pk).update(planned_on=today + timedelta(days=9))
    late = text(district_client.get(url("cycle_board", cycle.pk) + "?side=party&late=on"))
    assert ("东湖甲社区" in late, "东湖乙社区" in late) == (True, False)
    complete_step(record=record, done_on=today, evidence="请示", by=organizer)
    assert "没有符合条件的社区" in text(district_client.get(url("cycle_board", cycle.pk) + "?side=party&late=on"))


def test_the_board_is_exported_in_words(cycle, district_client):
    answer = district_client.get(url("cycle_board", cycle.pk) + "?side=party&export=csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 7
    assert lines[0].startswith("街道,社区,难点,PA01 换届提醒,")
    assert lines[1].startswith("东湖街道,东湖甲社区,—,") or lines[1].startswith("东湖街道,东湖甲社区,,")
    assert ActivityEntry.objects.filter(verb="list.exported").get().detail == {"format": "csv", "rows": 6}


def test_the_board_shows_one_stage_and_who_stands_in_it(cycle, district_client, today):
    """东湖甲社区 has the Party's preparation behind it and PA07 before it; everybody else has nothing done."""
    first = StepRecord.objects.filter(area_code="420199001001", code__in=[f"PA0{n}" for n in range(1, 7)])
    first.update(state=StepState.DONE, done_on=today)

    def shown(query):
        answer = district_client.get(url("cycle_board", cycle.pk) + query)
        page = answer.context["board"]
        return [step.code for step in page.steps], [row.community_cycle.area_code for row in page.rows]

    request = ["PA07", "PA08", "PA09", "PA10", "PA11"]
    everybody = [f"42019900{street}00{n}" for street in (1, 2) for n in (1, 2, 3)]
    assert shown("?side=party_request") == (request, everybody)
    assert shown("?side=party_request&here=on") == (request, everybody[:1])
    assert shown("?side=party_preparation&here=on")[1] == everybody[1:]
    assert shown("?side=party_preparation&here=on&street=420199002")[1] == everybody[3:]
    assert shown("?side=party_vote&here=on")[1] == []
    assert shown("?side=party&here=on")[1] == everybody
    page = text(district_client.get(url("cycle_board", cycle.pk) + "?side=party_request&here=on"))
    assert '<option value="party_request" selected>' in page and 'name="here" checked' in page
    assert 'name="here"' not in text(district_client.get(url("cycle_board", cycle.pk) + "?side=party"))
    exported = district_client.get(url("cycle_board", cycle.pk) + "?side=party_request&here=on&export=csv")
    lines = b"".join(exported.streaming_content).decode("utf-8-sig").splitlines()
    assert [name[:4] for name in lines[0].split(",")[3:]] == request
    assert [line.split(",")[1] for line in lines[1:]] == ["东湖甲社区"]


def cycle_form(today, **other):
    return {
        "name": "下一届", "starts_on": str(today), "election_day": str(today + timedelta(days=100)),
        "ends_on": str(today + timedelta(days=170)), "street_cutoff": "17:00", "district_cutoff": "18:00",
        "weekly_weekday": "4", "issuer": "",
    } | other  # fmt: skip


def test_opening_shows_what_will_be_made_before_it_is_made(district, client_as, today):
    client = client_as("district_organizer", "420199")
    preview = client.post(url("open_cycle"), cycle_form(today))
    assert "参加社区" in text(preview) and "312" in text(preview)
    assert ElectionCycle.objects.count() == 0
    done = client.post(url("open_cycle"), cycle_form(today, confirmed="1"))
    cycle = ElectionCycle.objects.get()
    assert done.url == cycle.get_absolute_url()
    assert (cycle.name, cycle.reports_on_rest_days, cycle.communities.count()) == ("下一届", False, 6)


def test_the_opening_form_speaks_plainly(district, client_as, today):
    client = client_as("district_organizer", "420199")
    page = text(client.post(url("open_cycle"), cycle_form(today, name="", ends_on=str(today), election_day="昨天")))
    assert "请填写届次名称。" in page
    assert "选举日写法不对，应为 2026-12-10 这样的日期。" in page
    assert ElectionCycle.objects.count() == 0


def test_only_the_district_opens_and_edits(cycle, street_client, today):
    assert street_client.get(url("open_cycle")).status_code == 403
    assert street_client.post(url("open_cycle"), cycle_form(today, confirmed="1")).status_code == 403
    assert street_client.get(url("edit_cycle", cycle.pk)).status_code == 403
    assert street_client.post(url("close_cycle", cycle.pk)).status_code == 403


def test_editing_an_old_page_is_refused_in_words(cycle, district_client, today):
    data = cycle_form(cycle.starts_on, name="新名", version="1", election_day=str(cycle.election_day))
    page = text(district_client.post(url("edit_cycle", cycle.pk), data))
    assert "已被他人更新，本次操作没有保存。" in page
    good = district_client.post(url("edit_cycle", cycle.pk), data | {"version": cycle.version})
    cycle.refresh_from_db()
    assert (good.status_code, cycle.name) == (302, "新名")


def test_ending_asks_with_the_name(cycle, district_client):
    assert cycle.name in text(district_client.get(url("close_cycle", cycle.pk)))
    district_client.post(url("close_cycle", cycle.pk), {"version": cycle.version})
    cycle.refresh_from_db()
    assert cycle.state == "closed"
    district_client.post(url("reopen_cycle", cycle.pk), {"reason": "补录", "version": cycle.version})
    cycle.refresh_from_db()
    assert cycle.state == "open"


def test_completing_a_step_on_its_page(record, street_client, today, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    data = {"complete-version": "1", "complete-done_on": str(today), "complete-evidence": "请示〔2026〕1号",
            "complete-evidence_file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}  # fmt: skip
    answer = street_client.post(url("step_act", record.pk, "complete"), data)
    record.refresh_from_db()
    assert (answer.url, record.state) == (record.community_cycle.get_absolute_url(), StepState.DONE)
    scan = street_client.get(url("step_evidence", record.pk))
    assert (scan["Content-Type"], scan["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert ActivityEntry.objects.filter(verb="steprecord.evidence_opened").count() == 1


def test_a_step_form_says_what_is_missing(record, street_client, today):
    answer = street_client.post(
        url("step_act", record.pk, "complete"), {"complete-done_on": "", "complete-version": "1"}
    )
    assert answer.status_code == 422
    assert "请填写完成日期。" in text(answer) and "请填写材料或文号。" in text(answer)
    future = street_client.post(
        url("step_act", record.pk, "complete"),
        {"complete-done_on": str(today + timedelta(days=1)), "complete-evidence": "x", "complete-version": "1"},
    )
    assert "还没有到。请填写实际日期。" in text(future)


def test_a_leader_sees_the_step_and_why_not_to_act(record, client_as):
    page = text(client_as("leader", "420199").get(record.get_absolute_url()))
    assert "您的角色只能查看，不能登记步骤。" in page
    assert client_as("leader", "420199").post(url("step_act", record.pk, "start"), {}).status_code == 403


def test_adjusting_a_community(community_cycle, district_client):
    where = url("adjust_community_cycle", community_cycle.pk, "inclusion")
    bad = district_client.post(where, {"inclusion-inclusion": "postponed"})
    assert (bad.status_code, "请填写批准文件的文号。" in text(bad)) == (422, True)
    district_client.post(
        where, {"inclusion-inclusion": "postponed", "inclusion-inclusion_document": "滨政函〔2026〕8号"}
    )
    community_cycle.refresh_from_db()
    assert community_cycle.inclusion == "postponed"
    assert "依据：滨政函〔2026〕8号" in text(district_client.get(community_cycle.get_absolute_url()))


def test_many_communities_are_shown_before_they_are_done(cycle, street_client, street, today):
    records = list(StepRecord.objects.filter(code="PA07", area_code__startswith="420199001"))
    complete_step(record=records[0], done_on=today, evidence="请示", by=street)
    outside = StepRecord.objects.get(code="PA07", area_code="420199002001")
    ids = [record.pk for record in records] + [outside.pk]
    preview = text(street_client.post(url("complete_steps"), {"ids": ids}))
    assert "将登记完成 2 个社区" in preview and "不登记 1 个社区" in preview and "南山" not in preview
    data = {"ids": [r.pk for r in records[1:]], "confirmed": "1", "done_on": str(today), "evidence": "东街发〔2026〕3号",
            **{f"version-{r.pk}": r.version for r in records[1:]}}  # fmt: skip
    assert street_client.post(url("complete_steps"), data).status_code == 302
    assert StepRecord.objects.filter(code="PA07", state="done").count() == 3
    again = street_client.post(url("complete_steps"), data)
    assert again.status_code == 422
    assert StepRecord.objects.filter(code="PA07", state="done").count() == 3


def test_what_waits_is_counted(cycle, record, street, today):
    from elections.navigation_cycle import waiting_steps

    StepRecord.objects.update(planned_on=today + timedelta(days=5))
    StepRecord.objects.filter(pk=record.pk).update(planned_on=today - timedelta(days=1))
    StepRecord.objects.filter(code="PA09", area_code="420199001001").update(planned_on=today)
    assert [(todo.label, todo.count, todo.tone) for todo in waiting_steps(street)] == [
        ("逾期未完成的步骤", 1, "late"), ("今天到期的步骤", 1, "due"),
    ]  # fmt: skip
