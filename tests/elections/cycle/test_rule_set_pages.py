"""The page of a cycle's rules: who sees it, who changes what, what the forms say."""

import pytest
from django.urls import reverse

from elections.enums import CycleState
from elections.models import ElectionCycle, ParameterChange
from elections.permissions_rule_sets import can_set_parameter, can_set_parameters
from elections.queries.rule_sets import cycle_parameters
from elections.rules.rule_sets import RULE_SETS
from elections.services.cycle import close_cycle
from elections.services.rule_sets import set_parameter
from huanjie.accounts.enums import EVERYONE_IN_THE_FIELD, Role
from huanjie.accounts.viewers import Viewer

AREAS = {
    Role.COMMUNITY_CLERK: "420199001001", Role.STREET_STAFF: "420199001", Role.STREET_LEADER: "420199001",
    Role.AUDITOR: "420199001",
}  # fmt: skip
LAW = RULE_SETS["csjwh-2026"]


def url(cycle, name="cycle_rules", *more):
    return reverse(f"elections:{name}", args=[cycle.pk, *more])


def text(answer) -> str:
    return answer.content.decode()


def fresh(cycle) -> ElectionCycle:
    return ElectionCycle.objects.get(pk=cycle.pk)


@pytest.fixture
def organizer_client(cycle, client_as):
    return client_as("district_organizer", "420199")


def test_every_role_and_every_act():
    cycle = ElectionCycle(area_code="420199", state=CycleState.OPEN)
    closed = ElectionCycle(area_code="420199", state=CycleState.CLOSED)
    lead, fixed = LAW["voter_list_lead_days"], LAW["appeal_days"]

    def allowed(check, *things):
        return {role for role in Role if check(Viewer(1, "某人", role, AREAS.get(role, "420199")), *things)}

    assert {
        "set": allowed(can_set_parameters, cycle),
        "set one": allowed(can_set_parameter, cycle, lead),
        "set a fixed one": allowed(can_set_parameter, cycle, fixed),
        "set in an ended cycle": allowed(can_set_parameters, closed),
    } == {
        "set": {Role.DISTRICT_ORGANIZER}, "set one": {Role.DISTRICT_ORGANIZER}, "set a fixed one": set(),
        "set in an ended cycle": set(),
    }  # fmt: skip
    assert not can_set_parameters(Viewer(1, "某人", Role.DISTRICT_ORGANIZER, "420198"), cycle)


@pytest.mark.parametrize("role", list(Role))
def test_everybody_in_the_field_reads_and_the_organizer_changes(cycle, client_as, role):
    client = client_as(role, AREAS.get(role, "420199"))
    answer = client.get(url(cycle))
    assert answer.status_code == (200 if role in EVERYONE_IN_THE_FIELD else 403)
    edit = client.get(url(cycle, "cycle_rule", "voter_list_lead_days")).status_code
    province = client.get(url(cycle, "cycle_province_rules")).status_code
    assert (edit, province) == ((200, 200) if role == Role.DISTRICT_ORGANIZER else (403, 403))


def test_another_district_finds_nothing(cycle, client_as):
    assert client_as("district_organizer", "420198").get(url(cycle)).status_code == 404


def test_the_page_says_value_bound_source_and_who_changed_it(cycle, organizer_client, viewer):
    set_parameter(cycle=cycle, key="voter_list_lead_days", value=25, reason="按省里的办法", by=viewer())
    page = text(organizer_client.get(url(cycle)))
    row = page.split('<tr id="voter_list_lead_days">')[1].split("</tr>")[0]
    for words in (
        "<strong>25 天</strong>",
        "不少于 20 天",
        "法律",
        "城市居民委员会组织法第17条",
        "2026-01-01 起施行",
        "按省里的办法",
    ):
        assert words in row
    assert page.count("业务惯例，须由业务方核对") > 5
    assert "登记省级规定" in page


def test_a_clerk_reads_without_links_to_change(cycle, client_as):
    page = text(client_as("community_clerk", "420199001001").get(url(cycle)))
    assert "只有区委组织部可以修改本届规则参数。" in page
    assert "voter_list_lead_days/" not in page


def test_the_number_of_queries_does_not_grow_with_changes(cycle, organizer_client, viewer, django_assert_num_queries):
    def count():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            organizer_client.get(url(cycle))
        return len(queries)

    set_parameter(cycle=cycle, key="voter_list_lead_days", value=25, reason="一", by=viewer())
    count()
    first = count()
    for value in (26, 27):
        set_parameter(cycle=fresh(cycle), key="voter_list_lead_days", value=value, reason="又", by=viewer())
    assert count() == first


def save(client, cycle, key, **data):
    return client.post(url(cycle, "cycle_rule", key), {"version": fresh(cycle).version, "reason": "按文件"} | data)


def test_a_value_is_changed_with_its_reason(cycle, organizer_client):
    answer = save(organizer_client, cycle, "voter_list_lead_days", value="25", document_number="江汉发〔2026〕8号")
    assert (answer.status_code, answer.url) == (302, url(cycle) + "#voter_list_lead_days")
    assert cycle_parameters(fresh(cycle))["voter_list_lead_days"] == 25
    assert ParameterChange.objects.get().document_number == "江汉发〔2026〕8号"


@pytest.mark.parametrize(
    ("key", "data", "words"),
    [
        ("voter_list_lead_days", {"value": "19"}, "不得少于 20 天，不能改为 19 天。"),
        ("voter_list_lead_days", {"value": "19"}, "（城市居民委员会组织法第17条）"),
        ("voter_list_lead_days", {"value": ""}, "请填写。"),
        ("voter_list_lead_days", {"value": "二十五"}, "写法不对，请核对。"),
        ("voter_list_lead_days", {"value": "25", "reason": ""}, "请填写修改原因。"),
        ("runoff_ratio", {"value": "0.4"}, "请填写分数，如 1/3。"),
        ("rc_seats", {"value_low": "5", "value_high": "11"}, "不得超过 9 名，不能改为 5—11 名。"),
        ("rc_seats", {"value_low": "9", "value_high": "5"}, "请填写从小到大的两个整数。"),
        ("election_mode", {"value": "hands"}, "请从列表中选择。"),
        (
            "qualification_list",
            {"value": ["Q05", "Q06"]},
            "不能去掉受过刑事处罚或被剥夺政治权利、被开除党籍、涉黑涉恶、邪教、非法宗教（法定项）",
        ),
        ("party_extension_months", {"value": "18"}, "一般不超过 12 个月，请保留批准依据。请填写批准文件的文号。"),
    ],
)
def test_what_cannot_be_saved_says_why(cycle, organizer_client, key, data, words):
    answer = save(organizer_client, cycle, key, **data)
    assert answer.status_code == 200
    assert words in text(answer)
    assert ParameterChange.objects.count() == 0


@pytest.mark.parametrize(
    ("key", "data", "after"),
    [
        ("runoff_ratio", {"value": "2/5"}, "2/5"),
        ("rc_seats", {"value_low": "7", "value_high": "9"}, [7, 9]),
        ("election_mode", {"value": "households"}, "households"),
        ("party_mobile_box_allowed", {"value": "true"}, True),
        ("qualification_list", {"value": [f"Q{n:02}" for n in range(1, 10)]}, [f"Q{n:02}" for n in range(1, 10)]),
        ("cooling_months", {f"value_Q{n:02}": m for n, m in ((5, 36), (6, 0), (7, 60), (8, 60), (9, 0), (10, 36))},
         {"Q01": None, "Q02": None, "Q03": None, "Q04": None, "Q05": 36, "Q06": 0, "Q07": 60, "Q08": 60, "Q09": 0, "Q10": 36}),
    ],
)  # fmt: skip
def test_every_shape_has_its_field(cycle, organizer_client, key, data, after):
    assert organizer_client.get(url(cycle, "cycle_rule", key)).status_code == 200
    assert save(organizer_client, cycle, key, **data).status_code == 302
    assert cycle_parameters(fresh(cycle))[key] == after


def test_a_fixed_parameter_an_unknown_one_and_an_ended_cycle(cycle, organizer_client, viewer):
    answer = organizer_client.get(url(cycle, "cycle_rule", "appeal_days"))
    assert answer.status_code == 403
    assert "“对名单提出申诉”由规定固定，不能修改。" in text(answer)
    assert organizer_client.get(url(cycle, "cycle_rule", "no_such")).status_code == 404
    close_cycle(cycle=cycle, by=viewer())
    assert organizer_client.get(url(cycle, "cycle_rule", "voter_list_lead_days")).status_code == 403
    assert organizer_client.get(url(cycle)).status_code == 200


def test_a_stale_page_changes_nothing(cycle, organizer_client):
    answer = save(organizer_client, cycle, "voter_list_lead_days", value="25", version="0")
    assert "已被他人更新" in text(answer)
    assert ParameterChange.objects.count() == 0


DOCUMENT = {"name": "江汉省办法", "source": "省人大常委会", "document_number": "第12号公告"}


def test_a_provinces_measures_are_laid_over(cycle, organizer_client):
    address = url(cycle, "cycle_province_rules")
    answer = organizer_client.post(address, DOCUMENT | {"version": cycle.version, "voter_list_lead_days": "25", "rc_margin_scope": "per_post"})  # fmt: skip
    assert (answer.status_code, answer.url) == (302, url(cycle))
    assert fresh(cycle).rule_set["overlay"]["values"] == {"voter_list_lead_days": 25, "rc_margin_scope": "per_post"}
    assert "<strong>江汉省办法</strong>（省人大常委会，第12号公告）" in text(organizer_client.get(url(cycle)))
    assert 'value="25"' in text(organizer_client.get(address))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"proxy_max": "5"}, "不得超过 3 人，不能改为 5 人。"),
        ({}, "没有填写任何规定。请至少填写一项，或返回。"),
        ({"proxy_max": "2", "document_number": ""}, "请填写文号或通过日期。"),
    ],
)
def test_a_province_that_is_milder_or_says_nothing(cycle, organizer_client, data, words):
    answer = organizer_client.post(url(cycle, "cycle_province_rules"), DOCUMENT | {"version": cycle.version} | data)
    assert answer.status_code == 200
    assert words in text(answer)
    assert "overlay" not in fresh(cycle).rule_set


def test_the_cycles_page_leads_here(cycle, organizer_client):
    page = text(organizer_client.get(cycle.get_absolute_url()))
    assert f'<a href="{url(cycle)}">规则参数</a>' in page
    assert "中国共产党基层组织选举工作条例（2020）" in page
