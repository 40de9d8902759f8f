"""`manage.py check_schedule`: dates, broken bounds with articles, exit codes, plain words for bad input."""

import io
import json

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db
PUBLISHED = ("--step", "RC08=2026-11-22", "--step", "RC07=2026-12-04", "--step", "RC09=2026-11-29")


def run(*arguments) -> tuple[int, str, str]:
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command("check_schedule", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        code = end.code
    return code, out.getvalue(), err.getvalue()


def test_a_lawful_schedule_exits_with_zero():
    code, out, _ = run("--mode", "representatives", "--election-day", "2026-12-20", "--json")
    answer = json.loads(out)
    assert (code, answer["broken"], answer["uncovered_years"]) == (0, [], [2027])
    steps = {step["code"]: step for step in answer["steps"]}
    assert len(steps) == 52
    assert steps["RC08"] == {
        "code": "RC08", "name": "审核并公布选民名单", "owner": "居民选举委员会", "needed": True, "earliest": None,
        "planned": "2026-11-28", "latest": "2026-11-30", "statutory": True, "article": "城市居民委员会组织法第17条",
        "broken": [],
    }  # fmt: skip
    assert [(each["name"], each["on"]) for each in answer["deadlines"]] == [
        ("居民会议最迟通知", "2026-11-05"), ("审计结果公布满期", "2026-11-15"), ("名单申诉截止", "2026-12-03"),
        ("移交最迟完成", "2026-12-30"),
    ]  # fmt: skip


@pytest.mark.parametrize(("mode", "code", "rules"), [("all_voters", 0, []), ("households", 1, ["H2"]), ("representatives", 1, ["H2"])])  # fmt: skip
def test_the_published_template_is_caught_where_representatives_vote(mode, code, rules):
    ended, out, _ = run("--mode", mode, "--election-day", "2026-12-20", *PUBLISHED, "--json")
    found = json.loads(out)["broken"]
    assert (ended, [each["rule"] for each in found]) == (code, rules)
    assert [each["article"] for each in found] == ["城市居民委员会组织法第17条"] * len(rules)


def test_a_term_that_ends_before_and_an_extension():
    ask = ("--mode", "all_voters", "--election-day", "2026-12-20", "--term-ends", "2026-12-10")
    code, out, _ = run(*ask)
    assert code == 1
    assert "【不符合规定 H7】任期届满应当及时换届，推迟须有批准的延期" in out
    assert run(*ask, "--extended-to", "2027-03-01")[0] == 0


def test_the_words_for_people_name_what_is_not_covered():
    _, out, _ = run("--mode", "all_voters", "--election-day", "2026-12-20")
    assert "2027 年的放假安排尚未公布，涉及工作日的日期按周一至周五推算。" in out
    assert (
        "RC08           —  2026-11-28  2026-11-30  审核并公布选民名单（居民选举委员会）城市居民委员会组织法第17条"
        in out
    )


@pytest.mark.parametrize(("arguments", "words"), [
    ((), "没有写选举方式。请用 --mode 写明：all_voters（全体选民）、households（户代表）、representatives（居民代表）。"),
    (("--mode", "online"), "“online”不是选举方式。"),
    (("--mode", "all_voters"), "请用 --election-day 写明选举日"),
    (("--mode", "all_voters", "--election-day", "2026-02-30"), "--election-day 的日期“2026-02-30”读不懂。"),
    (("--mode", "all_voters", "--election-day", "0026-12-20"), "年份 26 不对"),
    (("--mode", "all_voters", "--election-day", "2026-12-20", "--step", "RC99=2026-12-01"), "“RC99”不是步骤编号。"),
    (("--mode", "all_voters", "--election-day", "2026-12-20", "--step", "RC07"), "没有写日期。"),
    (("--mode", "all_voters", "--election-day", "2026-12-20", "--starts-on", "2027-01-01"), "晚于选举日"),
    (("--mode", "all_voters", "--election-day", "2026-12-20", "--extended-to", "2027-01-01"), "应晚于 --term-ends"),
    (("--mode", "all_voters", "--election-day", "2026-12-20", "--organization-kind", "x"), "“x”不是党组织类型。"),
])  # fmt: skip
def test_bad_input_is_answered_in_words(arguments, words):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert words in err
