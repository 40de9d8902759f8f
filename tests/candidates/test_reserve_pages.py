"""The pages of the reserve pool."""

from datetime import date

import pytest
from django.urls import reverse

from candidates.models import Candidate, PostPlan, ReservePool
from candidates.services.reserve import enter, leave, set_willingness
from huanjie.activity.models import ActivityEntry


def url(name, *args):
    return reverse(f"candidates:{name}", args=args)


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def street_client(cycle, client_as):
    return client_as("street_staff", "420199001")


@pytest.fixture
def put(place, number, street, today):
    """put(n, **other) → somebody in the pool."""

    def make(n=0, **other):
        facts = {
            "community_cycle": place, "name": f"后备{'甲乙丙丁'[n]}", "gender": "male", "birth_date": date(1983, 6, 15),
            "id_number": number(n), "source": "veteran", "posts": ["committee_member"], "entered_on": today,
        }  # fmt: skip
        return enter(by=street, **facts | other)

    return make


@pytest.mark.parametrize(
    ("role", "area", "status"),
    [("community_clerk", "420199001001", 200), ("street_staff", "420199001", 200), ("street_leader", "420199001", 200),
     ("district_organizer", "420199", 200), ("reviewing_department", "420199", 403), ("leader", "420199", 403),
     ("auditor", "420199001", 403), ("system_administrator", "", 403)],
)  # fmt: skip
def test_who_sees_the_pool(put, client_as, role, area, status):
    row, client = put(), client_as(role, area)
    pages = [
        url("reserve"),
        row.get_absolute_url(),
        url("reserve_places"),
        url("reserve_place", row.community_cycle_id),
    ]
    assert [client.get(page).status_code for page in pages] == [status] * 4


def test_outside_the_area_there_is_no_such_person(put, client_as):
    row, other = put(), client_as("street_staff", "420199002")
    assert [
        other.get(row.get_absolute_url()).status_code, other.get(url("reserve_correct", row.pk)).status_code,
        other.post(url("reserve_act", row.pk, "leave"), {}).status_code,
        other.post(url("reserve_reveal", row.pk), {}).status_code,
        other.get(url("reserve_place", row.community_cycle_id)).status_code,
        other.post(url("reserve_place", row.community_cycle_id), {}).status_code,
    ] == [404] * 6  # fmt: skip
    assert "后备甲" not in text(other.get(url("reserve")))


def test_filters_and_export(put, street, other_place, street_client, today):
    put(0), put(1, source="graduate", community_cycle=other_place, posts=["committee_chair"])
    set_willingness(person=ReservePool.objects.get(name="后备甲"), willingness="willing", by=street)
    leave(person=put(2), on=today, reason="已调离", by=street)

    def names(query):
        page = text(street_client.get(url("reserve") + query))
        return [name for name in ("后备甲", "后备乙", "后备丙") if f">{name}</a>" in page]

    assert names("") == ["后备甲", "后备乙", "后备丙"]
    assert names("?source=graduate") == ["后备乙"]
    assert names("?willingness=willing") == ["后备甲"]
    assert names("?community=420199001002") == ["后备乙"]
    assert names("?post=committee_chair") == ["后备乙"]
    assert names("?standing=in") == ["后备甲", "后备乙"]
    assert names("?standing=left&street=420199001") == ["后备丙"]
    answer = street_client.get(url("reserve") + "?export=csv&columns=name,source,id_number_masked&source=graduate")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    masked = ReservePool.objects.get(name="后备乙").id_number_masked
    assert lines == ["姓名,来源,身份证号", f"后备乙,大学生,{masked}"]


def test_the_lists_are_flat_in_queries(put, street_client, django_assert_num_queries, django_assert_max_num_queries):
    put(0)
    for page in (url("reserve"), url("reserve_places")):
        street_client.get(page)
        with django_assert_max_num_queries(20) as few:
            street_client.get(page)
        for n in (1, 2):
            if not ReservePool.objects.filter(name=f"后备{'甲乙丙丁'[n]}").exists():
                put(n)
        with django_assert_num_queries(len(few)):
            street_client.get(page)


def test_from_registration_to_nomination_on_the_pages(place, number, street_client, today):
    form = {
        "name": "后备甲", "gender": "male", "birth_date": "1983-06-15", "id_number": number(), "source": "veteran",
        "posts": ["committee_member"], "willingness": "unknown", "community_cycle": place.pk, "entered_on": str(today),
    }  # fmt: skip
    bad = street_client.post(url("reserve_enter"), form | {"source": ""})
    assert (bad.status_code, "请选择来源。" in text(bad)) == (422, True)
    row_url = street_client.post(url("reserve_enter"), form).url
    row = ReservePool.objects.get()
    assert row_url == row.get_absolute_url()
    page = text(street_client.get(row_url))
    assert row.id_number not in page and row.id_number_masked in page and "还没有登记培养措施" in page
    street_client.post(url("reserve_act", row.pk, "measure"), {"measure-on": str(today), "measure-what": "岗位实习"})
    street_client.post(
        url("reserve_act", row.pk, "willingness"), {"willingness-willingness": "willing", "willingness-version": "1"}
    )
    page = text(street_client.get(row_url))
    assert "岗位实习" in page and "<dd>愿意</dd>" in page
    answer = street_client.post(
        url("reserve_act", row.pk, "nominate"),
        {"nominate-posts": ["committee_member"], "nominate-nomination": "joint", "nominate-political_status": "none",
         "nominate-nominated_on": str(today), "nominate-version": "2"},
    )  # fmt: skip
    assert answer.url == Candidate.objects.get().get_absolute_url()
    assert "候选人登记</a>" in text(street_client.get(row_url))
    again = {"name": "后备甲", "gender": "male", "birth_date": "1983-06-15", "source": "graduate", "version": "3",
             "entered_on": str(today), "ethnicity": "汉族"}  # fmt: skip
    assert street_client.post(url("reserve_correct", row.pk), again).status_code == 302
    row.refresh_from_db()
    assert (row.source, row.id_number) == ("graduate", number())
    stale = street_client.post(url("reserve_act", row.pk, "leave"), {"leave-on": str(today), "leave-reason": "调离",
                                                                     "leave-version": "1"})  # fmt: skip
    assert (stale.status_code, "已被他人更新" in text(stale)) == (422, True)


def test_showing_the_number_is_logged_and_not_kept(put, street_client, number, client_as):
    row = put()
    shown = street_client.post(url("reserve_reveal", row.pk), {"reveal-purpose": "与公安核对身份"})
    assert (shown.status_code, shown["Cache-Control"], number() in text(shown)) == (200, "no-store", True)
    assert ActivityEntry.objects.filter(verb="reserve.identity_revealed").count() == 1
    leader = client_as("street_leader", "420199001")
    assert leader.post(url("reserve_reveal", row.pk), {"reveal-purpose": "与公安核对身份"}).status_code == 403


def test_the_plan_of_posts_on_the_page(put, street, place, street_client, client_as):
    set_willingness(person=put(), willingness="willing", by=street)
    where = url("reserve_place", place.pk)
    bad = street_client.post(where, {"seats-committee_member": "2", "vacant-committee_member": "3", "state": ""})
    assert (bad.status_code, "预计空缺 3 名，多于职数 2 名。" in text(bad), PostPlan.objects.count()) == (422, True, 0)
    good = {"seats-committee_member": "4", "vacant-committee_member": "2", "seats-committee_chair": "1", "state": ""}
    assert street_client.post(where, good).status_code == 302
    assert list(PostPlan.objects.values_list("post", "seats", "falling_vacant")) == [
        ("committee_chair", 1, 0), ("committee_member", 4, 2),
    ]  # fmt: skip
    page = text(street_client.get(where))
    assert '<th scope="row">居委会委员</th><td class="number">2</td><td class="number">1</td>' in page
    assert "退役军人" in page
    stale = street_client.post(where, good | {"seats-committee_member": "5"})
    assert (stale.status_code, "已被他人更新" in text(stale)) == (422, True)
    leader = client_as("street_leader", "420199001")
    assert leader.post(where, good).status_code == 403
    assert "保存职数" not in text(leader.get(where))
    gaps = text(street_client.get(url("reserve_places") + "?gap=yes"))
    assert ("东湖甲社区" in gaps, "东湖乙社区" in gaps) == (True, False)
