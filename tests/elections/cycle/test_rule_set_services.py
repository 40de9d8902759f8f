"""A cycle's parameters: within the law only, with reason, history and log; a province's overlay."""

import pytest

from elections.models import ElectionCycle, ParameterChange
from elections.queries.rule_sets import changes_of_rules, cycle_parameters, groups_of
from elections.rules.rule_sets import Overlay, freeze
from elections.services.cycle import close_cycle
from elections.services.rule_sets import set_overlay, set_parameter, set_parameters
from huanjie.activity.models import ActivityEntry
from huanjie.shared.verdict import Refused, Stale


@pytest.fixture
def organizer(viewer, cycle):
    return viewer("district_organizer", "420199")


def fresh(cycle) -> ElectionCycle:
    return ElectionCycle.objects.get(pk=cycle.pk)


def change(cycle, organizer, **more):
    given = {"key": "voter_list_lead_days", "value": 25, "reason": "按省办法", "document_number": "江汉发〔2026〕8号"}
    return set_parameter(cycle=cycle, by=organizer, **(given | more))


def test_a_change_is_kept_with_who_when_and_why(cycle, organizer):
    row = change(cycle, organizer)
    assert (cycle_parameters(row)["voter_list_lead_days"], row.version) == (25, cycle.version + 1)
    assert cycle_parameters(fresh(cycle))["appeal_days"] == 5
    (kept,) = ParameterChange.objects.filter(cycle=cycle)
    assert (kept.key, kept.before, kept.after, kept.reason, kept.document_number, kept.by_name, kept.role) == (
        "voter_list_lead_days", 20, 25, "按省办法", "江汉发〔2026〕8号", "区委组织部", "district_organizer",
    )  # fmt: skip
    entry = ActivityEntry.objects.get(verb="cycle.parameters_set")
    assert entry.detail["changed"] == {"voter_list_lead_days": [20, 25]}
    assert [(c.label, c.before, c.after) for c in changes_of_rules(row)] == [("选民名单提前公布", "20 天", "25 天")]


def test_the_history_cannot_be_edited(cycle, organizer):
    change(cycle, organizer)
    with pytest.raises(TypeError):
        ParameterChange.objects.update(reason="别的")
    with pytest.raises(TypeError):
        ParameterChange.objects.all().delete()


def test_a_value_beyond_the_law_is_refused_with_the_article_and_nothing_is_written(cycle, organizer):
    with pytest.raises(Refused) as refusal:
        set_parameters(
            cycle=cycle, by=organizer, reason="减少", values={"formal_list_lead_days": 6, "voter_list_lead_days": 18}
        )  # fmt: skip
    verdict = refusal.value.verdict
    assert verdict.reason == "“选民名单提前公布”不得少于 20 天，不能改为 18 天。"
    assert verdict.article == "城市居民委员会组织法第17条"
    assert cycle_parameters(fresh(cycle))["formal_list_lead_days"] == 5
    assert (ParameterChange.objects.count(), fresh(cycle).version) == (0, cycle.version)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"reason": " "}, "本届已经开启，修改规则参数要写明原因。"),
        ({"key": "no_such"}, "没有名为“no_such”的规则参数。"),
        ({"key": "party_extension_months", "value": 18, "document_number": ""},
         "“延期换届期限”一般不超过 12 个月，请保留批准依据。"),
        ({"key": "appeal_days", "value": 7}, "“对名单提出申诉”只能是 5 天，不能改为 7 天。"),
    ],
)  # fmt: skip
def test_refusals(cycle, organizer, more, words):
    with pytest.raises(Refused) as refusal:
        change(cycle, organizer, **more)
    assert refusal.value.verdict.reason == words


def test_beyond_the_usual_with_a_document(cycle, organizer):
    row = change(cycle, organizer, key="party_extension_months", value=18)
    assert cycle_parameters(row)["party_extension_months"] == 18


def test_the_same_value_changes_nothing(cycle, organizer):
    assert change(cycle, organizer, value=20).version == cycle.version
    assert ParameterChange.objects.count() == 0


def test_a_closed_cycle_and_a_stale_page(cycle, organizer):
    with pytest.raises(Stale):
        change(cycle, organizer, expected_version=cycle.version - 1)
    close_cycle(cycle=cycle, by=organizer)
    with pytest.raises(Refused) as refusal:
        change(cycle, organizer)
    assert refusal.value.verdict.reason == f"“{cycle.name}”已经结束，规则参数不能再修改。"


def test_a_cycle_that_kept_no_values_reads_the_defaults_and_keeps_them_all_at_the_first_change(cycle, organizer):
    ElectionCycle.objects.filter(pk=cycle.pk).update(
        rule_set={"party": "party-2020", "residents_committee": "csjwh-2018"}
    )
    row = change(fresh(cycle), organizer, key="rc_women_min", value=1)
    frozen = freeze(party="party-2020", residents_committee="csjwh-2018")
    assert row.rule_set == frozen | {"parameters": frozen["parameters"] | {"rc_women_min": 1}}


PROVINCE = Overlay(
    "江汉省办法", "省人大常委会", "第12号公告",
    {"voter_list_lead_days": 25, "rc_margin_scope": "per_post", "proxy_max": 2},
)  # fmt: skip


def test_a_province_is_laid_over_a_running_cycle(cycle, organizer):
    change(cycle, organizer, value=30)
    row = set_overlay(cycle=cycle, overlay=PROVINCE, by=organizer)
    values = cycle_parameters(row)
    assert (values["voter_list_lead_days"], values["rc_margin_scope"], values["proxy_max"]) == (30, "per_post", 2)
    assert ActivityEntry.objects.get(verb="cycle.province_rules_set").detail["changed"] == [
        "proxy_max",
        "rc_margin_scope",
    ]
    with pytest.raises(Refused) as refusal:
        change(row, organizer, value=22)
    assert refusal.value.verdict.article == "城市居民委员会组织法第17条；江汉省办法（第12号公告）"
    assert cycle_parameters(change(row, organizer, value=25))["voter_list_lead_days"] == 25


def test_a_milder_province_is_refused(cycle, organizer):
    milder = Overlay("江汉省办法", "省", "第12号公告", {"proxy_max": 5})
    with pytest.raises(Refused) as refusal:
        set_overlay(cycle=cycle, overlay=milder, by=organizer)
    assert refusal.value.verdict.reason == "省级规定不能放宽法律：“一人接受委托”不得超过 3 人，不能改为 5 人。"
    assert "overlay" not in fresh(cycle).rule_set


def test_the_page_shows_every_parameter_once(cycle, organizer):
    row = change(cycle, organizer)
    groups = groups_of(row)
    assert [group.key for group in groups] == ["party", "residents_committee", "office"]
    keys = [line.parameter.key for group in groups for line in group.lines]
    assert sorted(keys) == sorted(cycle_parameters(row))
    line = next(line for group in groups for line in group.lines if line.parameter.key == "voter_list_lead_days")
    assert (line.value, line.bound, line.is_default, line.change.by_name) == (
        "25 天",
        "不少于 20 天",
        False,
        "区委组织部",
    )


def test_a_new_cycle_freezes_its_rules_when_it_opens(cycle):
    kept = fresh(cycle).rule_set
    assert (kept["party"], kept["residents_committee"]) == ("party-2020", "csjwh-2026")
    assert kept["parameters"]["voter_list_lead_days"] == 20
