"""The roster's pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elections.models import Community, PartyMember, PartyOrganization
from huanjie.accounts.enums import Role
from huanjie.activity.models import ActivityEntry

from .conftest import OTHER_STREET, STREET, id_number, make_member


def url(name, *args):
    return reverse(f"elections:{name}", args=args)


def form(branch, **other) -> dict:
    return {
        "name": "王小二", "id_number": id_number(7), "phone": "", "ethnicity": "汉族", "education": "college",
        "organization": branch.pk, "membership": "full", "join_date": "2005.7", "full_date": "2006年7月",
        "remark": "",
    } | other  # fmt: skip


class TestList:
    def test_masks_and_hides_those_who_left(self, client, member, organization):
        gone = make_member(organization, 1, "冯小三")
        PartyMember.objects.filter(pk=gone.pk).update(left_on="2026-01-01")
        shown = client.get(url("members")).text
        assert "郑小一" in shown and "冯小三" not in shown and id_number(0) not in shown and "420*" in shown
        assert "冯小三" in client.get(url("members"), {"standing": "left"}).text

    @pytest.mark.parametrize(("query", "found"), [
        ({"name": "小一"}, True), ({"name": "小九"}, False), ({"place": STREET}, True), ({"place": STREET + "002"}, False),
        ({"membership": "probationary"}, False), ({"education": "college"}, True), ({"organization": "第一"}, True),
        ({"place": OTHER_STREET}, False),
    ])  # fmt: skip
    def test_filters(self, client, member, query, found):
        assert ("郑小一" in client.get(url("members"), query).text) is found

    def test_export_is_masked(self, client, member):
        body = b"".join(client.get(url("members"), {"export": "csv"}).streaming_content).decode("utf-8-sig")
        assert "郑小一" in body and id_number(0) not in body and "420***********" in body

    def test_costs_the_same_for_one_and_three(self, client, member, organization):
        client.get(url("members"))  # the session's own first write
        counts = []
        for n in (0, 2):
            for k in range(n):
                make_member(organization, k + 1, f"钱小{k}")
            for name in ("members", "organizations"):
                with CaptureQueriesContext(connection) as queries:
                    client.get(url(name))
                counts.append(len(queries))
        assert counts[:2] == counts[2:]

    @pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR, Role.REVIEWING_DEPARTMENT, Role.SYSTEM_ADMINISTRATOR])
    def test_others_see_nobody(self, client_as, member, role):
        client = client_as(role, "420199")
        for address in (
            url("members"),
            url("member", member.pk),
            url("member_reveal", member.pk),
            url("member_lookup"),
        ):
            answer = client.get(address)
            assert answer.status_code == 403 and "郑小一" not in answer.text

    def test_leader_sees_counts(self, client_as, member):
        shown = client_as(Role.LEADER, "420199").get(url("organizations")).text
        assert "东湖甲社区第一党支部" in shown and "郑小一" not in shown and "/members/" not in shown


class TestOutside:
    def test_is_not_found(self, client_as, member, organization):
        client = client_as(Role.STREET_STAFF, OTHER_STREET)
        for name in ("member", "member_edit", "member_leave", "member_reveal"):
            assert client.get(url(name, member.pk)).status_code == 404
            assert client.post(url(name, member.pk), {}).status_code in (404, 405)
        for name in ("organization", "organization_edit"):
            assert client.get(url(name, organization.pk)).status_code == 404


class TestLookup:
    def test_finds_by_hash_and_leaves_no_trace_of_the_number(self, client, member):
        answer = client.post(url("member_lookup"), {"id_number": id_number(0)})
        assert (
            "郑小一" in answer.text
            and id_number(0) not in answer.text
            and "no-store" in answer.headers["Cache-Control"]
        )
        entry = ActivityEntry.objects.get(verb="party_member.looked_up")
        assert entry.detail == {"found": 1}

    def test_does_not_tell_about_other_areas(self, client_as, member):
        client = client_as(Role.STREET_STAFF, OTHER_STREET)
        shown = client.post(url("member_lookup"), {"id_number": id_number(0)}).text
        assert "您管辖的名册中没有" in shown and "东湖" not in shown


class TestReveal:
    def test_asks_the_purpose_and_is_logged(self, client, member):
        address = url("member_reveal", member.pk)
        assert id_number(0) not in client.get(address).text
        assert client.post(address, {"purpose": ""}).status_code == 422
        assert not ActivityEntry.objects.filter(verb="party_member.revealed").exists()
        answer = client.post(address, {"purpose": "identity"})
        assert id_number(0) in answer.text and "no-store" in answer.headers["Cache-Control"]
        entry = ActivityEntry.objects.get(verb="party_member.revealed")
        assert entry.detail["purpose"] == "identity" and id_number(0) not in str(vars(entry)) + entry.subject_label
        assert "查看完整身份证号" in client.get(url("member", member.pk)).text

    def test_leader_of_the_street_may(self, client_as, member):
        client = client_as(Role.STREET_LEADER, STREET)
        assert id_number(0) in client.post(url("member_reveal", member.pk), {"purpose": "identity"}).text
        assert client.get(url("member_edit", member.pk)).status_code == 403


class TestForms:
    def test_add(self, client, organization):
        answer = client.post(url("member_add"), form(organization))
        member = PartyMember.objects.get()
        assert answer.url == member.get_absolute_url()
        assert (member.id_number, member.gender, str(member.birth_date)) == (id_number(7), "male", "1980-05-12")
        assert (member.join_date, member.full_date, member.area_code) == ("2005-07", "2006-07", organization.area_code)

    @pytest.mark.parametrize(("wrong", "words"), [
        ({"id_number": "420199198005120000"}, "身份证号"), ({"id_number": id_number(7)[:-1] + "0"}, "校验位"),
        ({"name": "王?"}, "无法辨认"), ({"join_date": "1990.13"}, "不是存在的日期"), ({"join_date": "1990"}, "未满十八"),
        ({"full_date": "2001"}, "早于入党时间"), ({"phone": "12"}, "不是有效号码"), ({"organization": ""}, "请选择所在党组织"),
        ({"join_date": "2099.1"}, "晚于今天"),
    ])  # fmt: skip
    def test_rules_are_those_of_the_import(self, client, organization, wrong, words):
        answer = client.post(url("member_add"), form(organization, **wrong))
        assert answer.status_code == 422 and words in answer.text and not PartyMember.objects.exists()

    def test_same_number_elsewhere_is_refused_without_saying_where(self, client_as, member, district):
        community = Community.objects.get(code=OTHER_STREET + "001")
        there = PartyOrganization.objects.create(
            name="南山支部", kind="party_branch", community=community, area_code=community.code
        )
        client = client_as(Role.STREET_STAFF, OTHER_STREET)
        shown = client.post(url("member_add"), form(there, id_number=id_number(0))).text
        assert "已在其他单位名册中" in shown and "东湖" not in shown

    def test_organization_outside_is_no_choice(self, client_as, organization, district):
        client = client_as(Role.STREET_STAFF, OTHER_STREET)
        assert client.post(url("member_add"), form(organization)).status_code == 422

    def test_edit_keeps_what_is_left_blank_and_logs_fields_only(self, client, member, organization):
        data = form(organization, id_number="", name="郑小一", version=1, education="university")
        client.post(url("member_edit", member.pk), data)
        member.refresh_from_db()
        assert (member.education, member.id_number, member.phone, member.version) == (
            "university",
            id_number(0),
            "16000000000",
            2,
        )
        detail = ActivityEntry.objects.get(verb="party_member.changed").detail
        assert set(detail) == {"fields"} and "education" in detail["fields"] and "phone" not in detail["fields"]

    def test_stale_edit_changes_nothing(self, client, member, organization):
        client.post(url("member_edit", member.pk), form(organization, id_number="", version=1))
        answer = client.post(url("member_edit", member.pk), form(organization, id_number="", version=1, name="王小三"))
        assert answer.status_code == 422 and "已被他人更新" in answer.text
        member.refresh_from_db()
        assert member.name == "王小二"

    def test_leave(self, client, member, organization):
        client.post(url("member_leave", member.pk), {"on": "2026-09-01", "reason": "transferred", "version": 1})
        member.refresh_from_db()
        assert str(member.left_on) == "2026-09-01"
        assert client.get(url("member_edit", member.pk)).status_code == 403
        assert client.post(url("member_add"), form(organization, id_number=id_number(0))).status_code == 302

    def test_leaving_in_the_future_is_refused(self, client, member):
        answer = client.post(
            url("member_leave", member.pk), {"on": "2199-09-01", "reason": "transferred", "version": 1}
        )
        assert answer.status_code == 422 and "不能晚于今天" in answer.text


class TestOrganizations:
    def test_add_and_edit(self, client, organization):
        data = {
            "community": organization.community_id,
            "name": "东湖甲社区党委",
            "kind": "party_committee",
            "parent": "",
        }
        client.post(url("organization_add"), data)
        committee = PartyOrganization.objects.get(name="东湖甲社区党委")
        edit = {"name": organization.name, "kind": "party_branch", "parent": committee.pk}
        client.post(url("organization_edit", organization.pk), edit)
        organization.refresh_from_db()
        assert organization.parent == committee
        assert "下级党组织" in client.get(url("organization", committee.pk)).text
        assert "已有同名党组织" in client.post(url("organization_add"), data).text

    def test_counts_those_on_the_roster(self, client, member, organization):
        make_member(organization, 1)
        PartyMember.objects.filter(pk=member.pk).update(left_on="2026-01-01")
        row = client.get(url("organization", organization.pk)).context["organization"]
        assert (row.member_count, row.probationary_count) == (1, 0)
