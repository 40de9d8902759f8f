"""Rule sets: complete, sourced, bounded by law; what a cycle freezes."""

import json
from datetime import date

import pytest

from elections.enums import Side
from elections.rules.parameters import OWN, Kind, Parameter, Ratio, Shape, check_value, show, show_bound
from elections.rules.rule_sets import (
    OFFICE_PARAMETERS,
    RULE_SETS,
    Overlay,
    check_overlay,
    freeze,
    freeze_for_cycle,
    parameter_of,
    parameters_for,
    rule_set_in_force,
)

EVERY = [*(p for each in RULE_SETS.values() for p in each.parameters), *OFFICE_PARAMETERS]
LAW = RULE_SETS["csjwh-2026"]
CONFIG_TABLE = {
    "rc_seats", "election_mode", "voter_list_lead_days", "appeal_days", "appeal_decide_days", "nomination_min_joint",
    "proxy_max", "proxy_relative_only", "proxy_allowed_in_rep_mode", "runoff_ratio", "rep_quorum",
    "formal_list_lead_days", "candidate_publicity_days", "handover_days", "open_days_min", "recall_initiator_ratio",
    "party_quorum", "party_win", "party_margin", "margin_rounding", "party_request_lead_days", "party_reminder_months",
    "audit_before_stage", "joint_review_depts", "joint_review_days", "second_review_hours", "qualification_list",
    "cooling_months", "year_age_basis", "under35_rule", "vote_recording", "data_mask_level",
}  # fmt: skip
"""Domain brief §14; `rule_version` are the codes themselves, `targets[]` the keys that begin with target_."""


def test_every_key_of_the_config_table_is_there():
    assert sorted(CONFIG_TABLE - set(parameters_for({}))) == []


@pytest.mark.parametrize("parameter", EVERY, ids=lambda p: p.key)
def test_a_parameter_says_what_it_is_and_where_it_comes_from(parameter: Parameter):
    assert parameter.label and parameter.source
    assert check_value(parameter, json.loads(json.dumps(parameter.default))).ok
    assert (parameter.kind == Kind.PRACTICE) == (parameter.source == OWN)
    if parameter.kind == Kind.STATUTE:
        assert "第" in parameter.article and parameter.in_force is not None


@pytest.mark.parametrize("code", RULE_SETS)
def test_no_key_twice(code):
    keys = [p.key for p in (*RULE_SETS[code].parameters, *OFFICE_PARAMETERS)]
    assert len(keys) == len(set(keys))


def test_no_float_anywhere():
    def floats(value):
        if isinstance(value, dict):
            return [f for each in value.values() for f in floats(each)]
        if isinstance(value, list | tuple):
            return [f for each in value for f in floats(each)]
        return [value] if isinstance(value, float) else []

    assert [p.key for p in EVERY if floats([p.default, p.bound.minimum, p.bound.maximum, p.bound.exactly])] == []


def test_the_law_in_force_on_a_day():
    side = Side.RESIDENTS_COMMITTEE
    assert rule_set_in_force(side, date(2025, 12, 31)).code == "csjwh-2018"
    assert rule_set_in_force(side, date(2026, 1, 1)).code == "csjwh-2026"
    assert rule_set_in_force(side, date(1980, 1, 1)).code == "csjwh-2018"
    assert rule_set_in_force(Side.PARTY, date(2026, 1, 1)).code == "party-2020"


def test_the_old_law_knew_less():
    old = parameters_for(freeze(party="party-2020", residents_committee="csjwh-2018"))
    assert (old["rc_households"], old["rc_women_min"], old["rc_relatives_barred"]) == ([100, 700], 0, False)
    assert old["proxy_relative_only"] is True
    assert RULE_SETS["csjwh-2018"]["voter_list_lead_days"].kind == Kind.POLICY
    assert RULE_SETS["csjwh-2018"]["rc_seats"].kind == Kind.STATUTE


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("voter_list_lead_days", 19, "“选民名单提前公布”不得少于 20 天，不能改为 19 天。"),
        ("rc_seats", [3, 9], "“居委会职数”不得少于 5 名，不能改为 3—9 名。"),
        ("rc_seats", [5, 11], "“居委会职数”不得超过 9 名，不能改为 5—11 名。"),
        ("nomination_min_joint", 9, "“联合提名的选民”不得少于 10 名，不能改为 9 名。"),
        ("runoff_ratio", "1/4", "“另行选举得票不少于”不得少于 1/3，不能改为 1/4。"),
        ("rep_quorum", "1/2", "“居民代表方式参加投票超过”只能是 2/3，不能改为 1/2。"),
        ("proxy_max", 4, "“一人接受委托”不得超过 3 人，不能改为 4 人。"),
        ("proxy_allowed_in_rep_mode", True, "“居民代表方式可以委托投票”只能是否，不能改为是。"),
        ("handover_days", 11, "“移交期限，产生之日后”不得超过 10 天，不能改为 11 天。"),
        ("appeal_days", 6, "“对名单提出申诉”只能是 5 天，不能改为 6 天。"),
        (
            "election_mode",
            "show_of_hands",
            "“选举方式”只能是“全体选民”、“户代表”、“居民代表”之一，不能改为show_of_hands。",
        ),
    ],
)
def test_a_value_beyond_the_law_is_refused_with_the_article(key, value, words):
    verdict = check_value(LAW[key], value)
    assert (verdict.ok, verdict.reason, verdict.article) == (False, words, LAW[key].article)
    assert verdict.remedy


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("voter_list_lead_days", "20"), ("voter_list_lead_days", 20.0), ("voter_list_lead_days", True),
        ("voter_list_lead_days", -1), ("rc_seats", [9, 5]), ("rc_seats", [5]), ("rc_seats", 7), ("runoff_ratio", 0.34),
        ("runoff_ratio", "1/0"), ("runoff_ratio", "3/2"), ("runoff_ratio", "1/2/3"), ("proxy_relative_only", 0),
        ("election_mode", None),
    ],
)  # fmt: skip
def test_a_value_of_another_shape_is_refused(key, value):
    verdict = check_value(LAW[key], value)
    assert (verdict.ok, verdict.reason) == (False, f"“{LAW[key].label}”的值写法不对。")


def test_what_a_rule_calls_usual_is_remarked_on_and_allowed():
    verdict = check_value(RULE_SETS["party-2020"]["party_extension_months"], 18)
    assert verdict.ok
    assert verdict.reason == "“延期换届期限”一般不超过 12 个月，请保留批准依据。"


def test_statutory_circumstances_cannot_be_switched_off_nor_shortened():
    listed = parameter_of({}, "qualification_list")
    assert check_value(listed, [f"Q{n:02}" for n in range(1, 10)]).ok
    assert check_value(listed, [f"Q{n:02}" for n in range(2, 11)]).ok is False
    months = parameter_of({}, "cooling_months")
    assert check_value(months, months.default | {"Q05": 36}).ok
    assert check_value(months, months.default | {"Q01": 60}).ok is False
    assert check_value(months, {"Q01": None}).ok is False


def test_a_cycle_freezes_a_copy_that_is_plain_json():
    frozen = freeze_for_cycle(date(2025, 12, 1), date(2026, 3, 1))
    assert (frozen["party"], frozen["residents_committee"]) == ("party-2020", "csjwh-2026")
    assert json.loads(json.dumps(frozen)) == frozen
    kept = parameters_for(frozen | {"parameters": frozen["parameters"] | {"voter_list_lead_days": 25}})
    assert (kept["voter_list_lead_days"], kept["appeal_days"]) == (25, 5)
    assert kept.ratio("rep_quorum") == Ratio(2, 3)
    assert kept.rule_set(Side.PARTY).code == "party-2020"
    with pytest.raises(TypeError):
        kept["appeal_days"] = 9


def test_a_cycle_that_votes_under_the_old_law_keeps_the_old_law():
    assert freeze_for_cycle(date(2025, 9, 1), date(2025, 12, 20))["residents_committee"] == "csjwh-2018"


def test_a_cycle_without_frozen_values_reads_the_defaults():
    kept = parameters_for({"party": "party-2020", "residents_committee": "csjwh-2026"})
    assert (kept["voter_list_lead_days"], kept["party_quorum"]) == (20, "4/5")


PROVINCE = Overlay(
    "江汉省选举办法", "省人大常委会", "江汉常〔2026〕3号", {"voter_list_lead_days": 25, "rc_margin_scope": "per_post"}
)


def test_a_province_may_be_stricter():
    frozen = freeze_for_cycle(date(2026, 10, 1), date(2026, 12, 20), PROVINCE)
    assert parameters_for(frozen)["voter_list_lead_days"] == 25
    bound = parameter_of(frozen, "voter_list_lead_days")
    verdict = check_value(bound, 22)
    assert verdict.ok is False
    assert verdict.article == "城市居民委员会组织法第17条；江汉省选举办法（江汉常〔2026〕3号）"
    assert check_value(bound, 28).ok


@pytest.mark.parametrize(
    ("values", "number", "start"),
    [
        ({"voter_list_lead_days": 15}, "x", "省级规定不能放宽法律：“选民名单提前公布”不得少于 20 天"),
        ({"proxy_max": 5}, "x", "省级规定不能放宽法律：“一人接受委托”不得超过 3 人"),
        ({"rep_quorum": "1/2"}, "x", "省级规定不能放宽法律：“居民代表方式参加投票超过”只能是 2/3"),
        ({"nothing": 1}, "x", "省级规定中有不认识的参数“nothing”。"),
        ({"voter_list_lead_days": 25}, " ", "省级规定没有文号。"),
    ],
)
def test_a_province_is_never_milder(values, number, start):
    overlay = Overlay("省办法", "省", number, values)
    verdict = check_overlay(overlay)
    assert verdict.ok is False
    assert verdict.reason.startswith(start)
    with pytest.raises(ValueError, match=start[:6]):
        freeze_for_cycle(date(2026, 10, 1), date(2026, 12, 20), overlay)


def test_values_and_bounds_in_words():
    assert show(LAW["rc_seats"], [5, 9]) == "5—9 名"
    assert show_bound(LAW["voter_list_lead_days"]) == "不少于 20 天"
    assert show_bound(LAW["appeal_days"]) == "固定为 5 天"
    assert (
        show(parameter_of({}, "cooling_months"), {"Q01": None, "Q05": 60, "Q06": 0})
        == "受过刑事处罚或被剥夺政治权利 终身；政治品行问题 60 个月；在查、在处分期 现时状态"
    )
    assert [p.key for p in EVERY if p.shape == Shape.CHOICE and not p.bound.one_of] == []
