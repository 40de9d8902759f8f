"""`manage.py decide_result`: an outcome for a file that can be read, exit 2 with the place for one that cannot."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

DOMAIN = Path(__file__).resolve().parents[3] / "docs/domain.md"
GOOD = {
    "side": "residents_committee", "mode": "representatives", "due": 39, "attended": 27,
    "posts": [
        {
            "post": "committee_chair", "seats": 1,
            "ballots": [{"issued": 27, "returned": 27, "valid": 26, "invalid": 1}],
            "people": [{"name": "甲", "votes": 14, "gender": "female"}, {"name": "乙", "votes": 12}],
        }
    ],
}  # fmt: skip


def run(tmp_path, text) -> tuple[dict | None, str, int]:
    file = tmp_path / "count.json"
    file.write_bytes(
        text if isinstance(text, bytes) else (text if isinstance(text, str) else json.dumps(text)).encode()
    )
    out, err = StringIO(), StringIO()
    try:
        call_command("decide_result", str(file), stdout=out, stderr=err)
    except SystemExit as stop:
        return None, err.getvalue(), stop.code
    return json.loads(out.getvalue()), err.getvalue(), 0


def test_a_count_is_decided(tmp_path):
    outcome, _, code = run(tmp_path, GOOD)
    assert code == 0
    assert (outcome["is_decided"], outcome["is_valid"], outcome["is_complete"]) == (True, True, True)
    assert outcome["elected"] == [{"key": "甲", "name": "甲", "post": "committee_chair", "votes": 14}]
    assert (
        outcome["reasons"][0]["words"] == "居民代表 39 人，参加投票 27 人，超过三分之二（须 27 人），参加人数符合规定。"
    )
    assert outcome["posts"][0]["people"][0]["label"] == "当选"


def test_numbers_that_contradict_each_other_are_an_answer_too(tmp_path):
    bad = json.loads(json.dumps(GOOD))
    bad["posts"][0]["ballots"][0]["invalid"] = 2
    outcome, _, code = run(tmp_path, bad)
    assert (code, outcome["is_decided"]) == (0, False)
    assert outcome["problems"] == [
        {"place": "居委会主任", "words": "有效 26 张与无效 2 张之和 28，不等于收回 27 张。",
         "remedy": "请对照签字的报告单核对。", "article": "", "weight": "wrong"}
    ]  # fmt: skip


def test_votes_at_places(tmp_path):
    count = {
        "side": "party", "due": 50, "venues": [{"name": "一楼", "attended": 30}, {"name": "二楼", "attended": 12}],
        "posts": [
            {
                "post": "party_committee_member", "seats": 1,
                "ballots": [
                    {"venue": "一楼", "issued": 30, "returned": 30, "valid": 30, "invalid": 0},
                    {"venue": "二楼", "issued": 12, "returned": 12, "valid": 12, "invalid": 0},
                ],
                "people": [{"name": "甲", "yes": 26, "no": 16, "abstain": 0, "at": {"一楼": [20, 10, 0], "二楼": [6, 6, 0]}}],
            }
        ],
    }  # fmt: skip
    outcome, _, _ = run(tmp_path, count)
    assert [p["result"] for p in outcome["posts"][0]["people"]] == ["elected"]
    count["posts"][0]["people"][0]["yes"] = 27
    outcome, _, _ = run(tmp_path, count)
    assert [p["words"] for p in outcome["problems"]] == ["甲各投票点得票之和 26，不等于合计 27。"]


def test_parameters_within_the_law(tmp_path):
    second = GOOD | {"round": "supplementary_ballot", "parameters": {"runoff_ratio": "1/2"}}
    outcome, _, _ = run(tmp_path, second)
    assert outcome["posts"][0]["needed"] == 14
    _, error, code = run(tmp_path, GOOD | {"parameters": {"runoff_ratio": "1/4"}})
    assert code == 2
    assert "parameters.runoff_ratio：“另行选举得票不少于”不得少于 1/3，不能改为 1/4。" in error
    assert "城市居民委员会组织法第19条" in error


def test_the_rules_in_force_on_the_day(tmp_path):
    outcome, _, _ = run(tmp_path, GOOD | {"held_on": "2021-03-01", "attended": 26} | {"posts": [
        {"post": "committee_chair", "seats": 1, "ballots": [{"valid": 26}], "people": [{"name": "甲", "votes": 14}]}
    ]})  # fmt: skip
    assert outcome["is_valid"] is True


def without(key):
    return {k: v for k, v in GOOD.items() if k != key}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "第 1 行第 2 列：不是 JSON，请核对括号、引号和逗号。"),
        ("[]", "文件：应为一个对象 {…}。"),
        ('{"due": 39.5}', "数字 39.5：票数和人数只能是整数。"),
        ('{"due": NaN}', "数字 NaN：票数和人数只能是整数。"),
        (b"\xff\xfe\x00", "文件：打不开或不是 UTF-8 文字：编码不对。"),
        ("[" * 100_000, "文件：嵌套太深。"),
        (without("side"), "side：没有填写。"),
        (without("posts"), "posts：没有填写。"),
        (GOOD | {"side": "both"}, "side：应为 party、residents_committee 之一。"),
        (GOOD | {"due": "39"}, "due：应为不小于 0 的整数。"),
        (GOOD | {"due": -1}, "due：应为不小于 0 的整数。"),
        (GOOD | {"due": True}, "due：应为不小于 0 的整数。"),
        (GOOD | {"mode": "hands"}, "mode：应为 all_voters、households、representatives 之一。"),
        (GOOD | {"turnout": 3}, "turnout：没有这一项，请核对名称。"),
        (GOOD | {"held_on": "2026年"}, "held_on：应为 2026-12-10 这样的日期。"),
        (GOOD | {"rule_set": "csjwh-1989"}, "rule_set：应为 party-2020、csjwh-2026、csjwh-2018 之一。"),
        (GOOD | {"parameters": {"unknown": 1}}, "parameters.unknown：没有这个参数。"),
        (GOOD | {"relatives": [["甲"]]}, 'relatives[0]：近亲属请写成两个不同的人，如 ["甲", "乙"]。'),
        (GOOD | {"posts": [{"post": "committee_chair"}]}, "posts[0].seats：没有填写。"),
        (GOOD | {"posts": [GOOD["posts"][0] | {"people": [{"name": "甲", "yes": 3}]}]},
         "posts[0].people[0].yes：居民委员会的得票请写 votes。"),
        (GOOD | {"posts": [GOOD["posts"][0] | {"people": [{"name": "甲", "at": {"东站": 3}}]}]},
         "posts[0].people[0].at.东站：没有这个投票点的选票，请先在 ballots 中写明。"),
        (GOOD | {"posts": [GOOD["posts"][0] | {"people": [{"name": " "}]}]}, "posts[0].people[0].name：应为文字。"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_names_the_place(tmp_path, text, words):
    outcome, error, code = run(tmp_path, text)
    assert (outcome, code) == (None, 2)
    assert error.endswith(f"读不懂。{words}\n")


def test_a_file_that_is_not_there(tmp_path):
    err = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("decide_result", str(tmp_path / "none.json"), stderr=err)
    assert stop.value.code == 2
    assert "文件：打不开" in err.getvalue()


def test_the_example_in_the_documents_is_decided_as_it_says(tmp_path):
    section = DOMAIN.read_text().split("### The file of a count")[1]
    example, answer = re.findall(r"```json\n(.+?)```", section, re.DOTALL)[:2]
    outcome, _, code = run(tmp_path, example)
    assert code == 0
    expected = json.loads(answer)
    assert {key: outcome[key] for key in expected} == expected
