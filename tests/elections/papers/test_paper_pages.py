"""The pages of papers: who sees, drafts, issues; how many questions they ask of the database."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elections.models import Paper
from elections.permissions_cycle import PLANNERS, RECORDERS
from elections.permissions_paper import READERS, can_correct, can_draft, can_issue, can_see_papers, can_see_reports
from elections.services import paper as services
from huanjie.accounts.enums import Role
from huanjie.accounts.viewers import Viewer
from huanjie.files.models import FileJob
from huanjie.files.services.run import run_job
from tests.elections.papers.conftest import COMMUNITY, FIRST, THIRD

AREAS = {Role.COMMUNITY_CLERK: COMMUNITY, Role.STREET_STAFF: "420199001", Role.STREET_LEADER: "420199001"}


def eyes(role):
    return Viewer(1, "某人", role, AREAS.get(role, "420199"))


@pytest.mark.parametrize("role", Role)
def test_who_may_do_what(role, community_cycle):
    draft = Paper(community_cycle=community_cycle, area_code=COMMUNITY, state="draft")
    issued = Paper(community_cycle=community_cycle, area_code=COMMUNITY, state="issued")
    viewer = eyes(role)
    assert bool(can_see_papers(viewer)) == (role in READERS)
    assert bool(can_draft(viewer, community_cycle)) == (role in RECORDERS)
    assert bool(can_issue(viewer, draft)) == (role in PLANNERS)
    assert bool(can_correct(viewer, issued)) == (role in PLANNERS)
    assert not can_issue(viewer, issued) and not can_correct(viewer, draft)
    assert bool(can_see_reports(viewer)) == (role in PLANNERS)


@pytest.mark.parametrize("role", Role)
def test_the_list_opens_for_those_who_may_read(role, client_as, community_cycle):
    client = client_as(role, AREAS.get(role, "420199"))
    answer = client.get(reverse("elections:papers", args=[community_cycle.pk]))
    assert answer.status_code == (200 if role in READERS else 403)


def test_outside_the_area_there_is_nothing(client_as, issue):
    paper = issue("RC-A1", **FIRST)
    client = client_as("street_staff", "420199002")
    for name, key in (("papers", paper.community_cycle_id), ("paper", paper.pk), ("issue_paper", paper.pk)):
        assert client.get(reverse(f"elections:{name}", args=[key])).status_code == 404


def test_a_clerk_drafts_and_the_street_issues(client_as, community_cycle):
    clerk, street = client_as("community_clerk", COMMUNITY), client_as("street_staff", "420199001")
    clerk.post(reverse("elections:paper_new", args=[community_cycle.pk, "RC-A3"]))
    draft = Paper.objects.get()
    url = draft.get_absolute_url()
    page = clerk.get(url).content.decode()
    assert "还缺少 4 项" in page and "登记地点" in page
    clerk.post(url, {**THIRD, "version": 1})
    page = clerk.get(url).content.decode()
    assert "社区服务中心一楼。" in page and "只有街道工作人员和区委组织部可以发布文书" in page
    seen = services.preview(community_cycle=community_cycle, kind=services.kind_of_paper(draft), given=THIRD).digest
    assert clerk.post(f"{url}issue/", {"seen": seen}).status_code == 403
    asked = street.get(f"{url}issue/").content.decode()
    assert seen in asked and "在公众页面公布" in asked
    street.post(f"{url}issue/", {"seen": seen})
    draft.refresh_from_db()
    assert (draft.state, draft.mark) == ("issued", "第3号公告")
    assert "与发布时一致" in street.get(url).content.decode()


def test_bad_answers_are_named(client_as, community_cycle):
    client = client_as("street_staff", "420199001")
    client.post(reverse("elections:paper_new", args=[community_cycle.pk, "RC-A7"]))
    answer = client.post(
        Paper.objects.get().get_absolute_url(), {"chair_seats": "一", "nomination_from": "明天", "version": 1}
    )
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "主任应选名额请填整数。" in words and "提名开始日期写法不对。" in words


def test_a_stale_page_changes_nothing(client_as, community_cycle):
    client = client_as("street_staff", "420199001")
    client.post(reverse("elections:paper_new", args=[community_cycle.pk, "RC-A3"]))
    url = Paper.objects.get().get_absolute_url()
    client.post(url, {**THIRD, "version": 1})
    answer = client.post(url, {**THIRD, "registration_place": "别处", "version": 1})
    assert answer.status_code == 422 and "已被他人更新" in answer.content.decode()
    assert Paper.objects.get().given["registration_place"] == "社区服务中心一楼"


def test_files_come_with_their_names(client_as, issue):
    paper = issue("RC-A1", **FIRST)
    client = client_as("street_staff", "420199001")
    for kind, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = client.get(reverse("elections:paper_file", args=[paper.pk, kind]))
        assert answer.content[:4].startswith(start) and "attachment" in answer["Content-Disposition"]


def test_a_draft_with_gaps_gives_no_file(client_as, community_cycle):
    client = client_as("street_staff", "420199001")
    client.post(reverse("elections:paper_new", args=[community_cycle.pk, "RC-A3"]))
    assert client.get(reverse("elections:paper_file", args=[Paper.objects.get().pk, "pdf"])).status_code == 403


def test_correcting_and_withdrawing_in_the_browser(client_as, issue):
    paper = issue("RC-A1", **FIRST)
    client = client_as("street_staff", "420199001")
    assert client.post(reverse("elections:correct_paper", args=[paper.pk]), {"reason": ""}).status_code == 422
    client.post(reverse("elections:correct_paper", args=[paper.pk]), {"reason": "人数有误"})
    draft = Paper.objects.get(corrects=paper)
    assert "发布前，原件仍然有效" in client.get(draft.get_absolute_url()).content.decode()
    client.post(reverse("elections:withdraw_paper", args=[draft.pk]), {"reason": "不用了", "version": draft.version})
    draft.refresh_from_db()
    assert draft.state == "withdrawn"


def test_the_package_holds_every_issued_paper_twice(client_as, issue, community_cycle):
    issue("RC-A1", **FIRST)
    issue("RC-A3", **THIRD)
    client = client_as("street_staff", "420199001")
    client.post(reverse("elections:papers_package", args=[community_cycle.pk]))
    job = FileJob.objects.get()
    assert run_job(job.pk, renew=False) == "succeeded"
    job.refresh_from_db()
    with zipfile.ZipFile(io.BytesIO(job.result_file.read())) as package:
        assert sorted(package.namelist()) == [
            "01-第1号公告-东湖甲社区居民委员会换届选举公告.docx", "01-第1号公告-东湖甲社区居民委员会换届选举公告.pdf",
            "02-第3号公告-东湖甲社区选民登记公告.docx", "02-第3号公告-东湖甲社区选民登记公告.pdf", "目录.txt",
        ]  # fmt: skip
    assert (
        "下载 东湖甲社区换届文书包.zip"
        in client.get(reverse("elections:papers", args=[community_cycle.pk])).content.decode()
    )


def test_without_issued_papers_there_is_no_package(client_as, community_cycle):
    client = client_as("street_staff", "420199001")
    assert client.post(reverse("elections:papers_package", args=[community_cycle.pk])).status_code == 403
    assert not FileJob.objects.exists()


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


def test_one_paper_or_three_cost_the_same(client_as, issue, community_cycle):
    client = client_as("street_staff", "420199001")
    url = reverse("elections:papers", args=[community_cycle.pk])
    issue("RC-A1", **FIRST)
    once = queries(client, url)
    issue("RC-A3", **THIRD)
    issue("RC-A16")
    assert queries(client, url) == once


def test_the_list_of_communities_costs_the_same_with_more_papers(client_as, issue):
    client = client_as("district_organizer", "420199")
    url = reverse("elections:paper_places")
    once = queries(client, url)
    issue("RC-A1", **FIRST)
    issue("RC-A3", **THIRD)
    assert queries(client, url) == once
    page = client.get(url).content.decode()
    assert page.count("东湖甲社区") >= 1 and "共 <strong>6</strong> 条" in page


def test_a_clerk_comes_to_the_own_community_at_once(client_as, community_cycle):
    client = client_as("community_clerk", COMMUNITY)
    assert client.get(reverse("elections:paper_places")).url == reverse("elections:papers", args=[community_cycle.pk])


def test_a_draft_with_gaps_cannot_be_issued_from_its_page(client_as, community_cycle):
    client = client_as("street_staff", "420199001")
    client.post(reverse("elections:paper_new", args=[community_cycle.pk, "RC-A3"]))
    page = client.get(reverse("elections:issue_paper", args=[Paper.objects.get().pk])).content.decode()
    assert "还缺少 4 项内容。" in page and 'type="submit" disabled' in page


def test_a_draft_warns_of_private_words_and_leads_to_the_record(client_as, community_cycle):
    client = client_as("street_staff", "420199001")
    client.post(reverse("elections:paper_new", args=[community_cycle.pk, "RC-A3"]))
    url = Paper.objects.get().get_absolute_url()
    client.post(url, {**THIRD, "registration_place": "东湖路3号501室", "version": 1})
    assert "对外公布的文书不得出现个人信息" in client.get(url).content.decode()
    client.post(reverse("elections:paper_new", args=[community_cycle.pk, "RC-A9"]))
    page = client.get(Paper.objects.get(code="RC-A9").get_absolute_url()).content.decode()
    assert f'<a href="{reverse("candidates:candidates")}">' in page
