"""The pages of the slates."""

import pytest
from django.urls import reverse

from candidates.services import nominate
from candidates.services.reserve import plan_posts
from elections.models import CommunityCycle


def url(name, *args):
    return reverse(f"candidates:{name}", args=args)


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def slate(candidate, facts, number, place, clerk):
    """Two candidates for one chair and one member."""
    plan_posts(community_cycle=place, plan={"committee_chair": (1, 1), "committee_member": (1, 1)}, by=clerk)
    wife = facts(id_number=number(1, woman=True), gender="female", name="贺小红", posts=["committee_member"],
                 political_status="none", join_date="", is_incumbent=False)  # fmt: skip
    return candidate, nominate(by=clerk, **wife)


@pytest.mark.parametrize(
    ("role", "area", "status"),
    [("community_clerk", "420199001001", 200), ("street_staff", "420199001", 200), ("street_leader", "420199001", 200),
     ("district_organizer", "420199", 200), ("reviewing_department", "420199", 403), ("leader", "420199", 403),
     ("auditor", "420199001", 403), ("system_administrator", "", 403)],
)  # fmt: skip
def test_who_sees_the_slates(place, client_as, role, area, status):
    client = client_as(role, area)
    assert [client.get(url("slates")).status_code, client.get(url("slate", place.pk)).status_code] == [status] * 2


def test_outside_the_area_there_is_no_such_slate(slate, place, client_as):
    assert client_as("street_staff", "420199002").get(url("slate", place.pk)).status_code == 404


def test_what_if_one_is_refused(slate, place, facts, number, clerk, client_as):
    first, woman = slate
    third = facts(id_number=number(2), name="邹凯", posts=["committee_member"], is_incumbent=False)
    nominate(by=clerk, **third)
    client = client_as("district_organizer", "420199")
    page = text(client.get(url("slate", place.pk)))
    assert "3 名候选人，应选 2 名" in page and "因此新增" not in page
    assert f'贺小红</a></th><td>居委会候选人差额、居委会妇女</td><td><a href="?without={woman.pk}">' in page
    then = text(client.get(url("slate", place.pk) + f"?without={woman.pk}"))
    assert "以下按“贺小红”不列为候选人推算" in then and "2 名候选人，应选 2 名" in then
    assert then.count("<strong>因此新增</strong>") == 2
    assert "1 名候选人，应选" not in then
    for wrong in ("0", "x", str(woman.pk + 99)):
        assert client.get(url("slate", place.pk) + f"?without={wrong}").status_code == 404


def test_the_list_shows_gaps_and_filters_them(slate, place, client_as):
    client = client_as("street_staff", "420199001")
    answer = client.get(url("slates") + "?export=csv&columns=community,people,count,unknown&name=东湖甲")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == ["社区,候选人（人）,缺口（项）,缺资料不能比较", "东湖甲社区,2,4,党组织候选人差额"]
    page = text(client.get(url("slates") + "?law=yes"))
    assert ("东湖甲社区" in page, "居委会候选人差额" in page) == (True, True)
    assert "东湖甲社区" not in text(client.get(url("slates") + "?gap=no"))


def test_the_pages_are_flat_in_queries(
    slate, place, facts, number, clerk, client_as, django_assert_num_queries, django_assert_max_num_queries
):  # fmt: skip
    client = client_as("district_organizer", "420199")
    pages = (url("slates"), url("slate", place.pk))
    counts = []
    for page in pages:
        client.get(page)
        with django_assert_max_num_queries(20) as few:
            client.get(page)
        counts.append(len(few))
    for row in CommunityCycle.objects.exclude(pk=place.pk):
        n = row.pk % 900 + 3
        nominate(by=clerk, **facts(id_number=number(n % 400 + 3), name="旁人", community_cycle=row))
    for n in (401, 402):
        nominate(by=clerk, **facts(id_number=number(n), name=f"又一人{n}", posts=["committee_member"]))
    for page, count in zip(pages, counts, strict=True):
        with django_assert_num_queries(count):
            client.get(page)
