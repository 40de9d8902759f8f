"""The text of the briefing: exact sentences, silence where a figure is absent, and the paper made of it."""

import copy
import io
import re

import pytest
from django.conf import settings
from django.template import Context, Engine
from hypothesis import given
from hypothesis import settings as speed
from hypothesis import strategies as st
from pypdf import PdfReader

from huanjie.shared.pdf import fonts_present, render_pdf
from reports.rules.briefing import briefing_context, briefing_text, headline
from reports.rules.briefing.ranking import ranking
from reports.rules.briefing.tables import community_table, street_table
from reports.rules.briefing.words import moment, ordinal, percent, whole
from reports.rules.snapshot import validate

FIGURES = {
    "communities_due": ("应换届社区", "个", 40, 40),
    "started": ("已启动", "个", 40, 39),
    "party_requested": ("已请示", "个", 38, 38),
    "party_elected": ("党组织已选举", "个", 30, 28),
    "party_approved": ("党组织已批复", "个", 25, 25),
    "committee_formed": ("已推选选委会", "个", 36, 36),
    "registration_done": ("已完成登记", "个", 34, 34),
    "voter_list_published": ("已公布名单", "个", 33, 33),
    "nominated": ("已提名", "个", 20, 20),
    "formal_list_published": ("已公布正式候选人", "个", 12, 11),
    "voted": ("已投票", "个", 8, 5),
    "handed_over": ("已移交", "个", 2, 2),
    "candidates_nominated": ("提名人选", "人", 420, 400),
    "review_sent": ("送审", "人", 400, 390),
    "review_passed": ("通过", "人", 380, 370),
    "review_not_passed": ("未通过", "人", 6, 6),
    "audits_due": ("应审计", "项", 120, 120),
    "audits_reported": ("已出报告", "项", 118, 118),
    "audits_published": ("已公布", "项", 110, 109),
    "party_members": ("党员", "人", 9000, 9002),
    "difficult": ("难点社区", "个", 3, 3),
    "registered_voters": ("登记选民", "人", 193, 193),
    "ballots_cast": ("参加投票", "人", 184, 180),
    "petitions": ("信访举报", "件", 5, 5),
    "petitions_closed": ("已办结", "件", 4, 4),
    "publicity": ("宣传", "场次", 77, 70),
    "talks": ("谈话", "人次", 640, 640),
    "surveys": ("摸排", "次", 80, 80),
}
RATIOS = {
    "completion": ("换届完成率", "voted", "communities_due"),
    "party_completion": ("党组织换届完成率", "party_elected", "communities_due"),
    "turnout": ("参选率", "ballots_cast", "registered_voters"),
    "audit_publication": ("审计公布率", "audits_published", "audits_due"),
    "review_pass_rate": ("联审通过率", "review_passed", "review_sent"),
}
REPORTING = {"due": 40, "filed": 39, "on_time": 38, "late": 1, "missing": 1, "nil": 2, "approved": 30}


def make(*, absent=(), **parts):
    """A snapshot of two streets of the invented 云陵区; `absent` figures and reporting counts have no value."""
    figures = {
        key: {"label": label, "unit": unit, "group": "", "value": value, "previous": previous}
        for key, (label, unit, value, previous) in FIGURES.items()
    }
    for key in absent:
        if key in figures:
            figures[key] |= {"value": None, "previous": None}
    ratios = {
        key: {
            "label": label,
            "numerator": figures[top]["value"],
            "denominator": figures[bottom]["value"],
            "previous_numerator": figures[top]["previous"],
            "previous_denominator": figures[bottom]["previous"],
        }
        for key, (label, top, bottom) in RATIOS.items()
    }
    ratios["on_time"] = {"label": "按时率", "numerator": 38, "denominator": 40}
    reporting = REPORTING | {"discrepancies": 3, "days_reported": 22}
    streets = [("420199001", "兰台街道", 5), ("420199002", "桂园街道", 3)]
    return {
        "schema": 1,
        "area": {"code": "420199", "name": "云陵区", "full_name": "武汉市云陵区"},
        "cycle": {"name": "2026年社区“两委”换届", "election_day": "2026-12-10"},
        "on": "2026-11-24",
        "as_of": "2026-11-24T17:00:00+08:00",
        "number": 24,
        "year": 2026,
        "is_demo": True,
        "issuer": "云陵区社区“两委”换届工作协调小组办公室",
        "previous_on": "2026-11-23",
        "figures": figures,
        "ratios": ratios,
        "columns": ["communities_due", "voted", "registered_voters"],
        "streets": [
            {
                "code": code,
                "name": name,
                "figures": {"communities_due": 20, "voted": voted, "registered_voters": 96},
                "reporting": dict(REPORTING),
            }
            for code, name, voted in streets
        ],
        "communities": [
            {
                "code": f"{code}001",
                "name": f"{name[:2]}社区",
                "street": code,
                "figures": {"communities_due": 1, "voted": 1, "registered_voters": 96, "party_members": 812},
            }
            for code, name, _ in streets
        ],
        "trend": [{"on": f"2026-11-{day}", "figures": {"voted": day - 16}} for day in range(20, 25)],
        "reporting": {key: None if key in absent else value for key, value in reporting.items()},
        "late_steps": [
            {
                "street": "兰台街道",
                "community": "春晨社区",
                "step": "公布选民名单",
                "planned_on": "2026-11-20",
                "days_late": 4,
            }
        ],
        "missing": [{"street": "桂园街道", "community": "安华社区"}],
        "notes": [],
        "largest_party_organization": {"community": "兰台社区", "members": 812},
        "problems": ["部分社区后备人选不足"],
        "next_steps": [],
    } | parts


def sentences(snapshot):
    return [sentence.text for sentence in briefing_text(snapshot).sentences()]


def section(snapshot, number):
    return [
        f"{point.heading}：{''.join(map(str, i.sentences))}"
        for point in briefing_text(snapshot).sections[number].points
        for i in point.items
    ]


def test_snapshot_of_the_tests_is_valid():
    validate(make())


def test_title_and_lead():
    text = briefing_text(make())
    assert text.title == "武汉市云陵区2026年社区“两委”换届工作进展情况"
    assert text.title_lines == ("武汉市云陵区2026年社区“两委”换届", "工作进展情况")
    assert [str(sentence) for sentence in text.lead] == [
        "2026年社区“两委”换届工作启动以来，全区坚持党的领导、依法依规、公开公正，统筹推进各阶段任务。",
        "截至2026年11月24日17时，40个应换届社区中已有8个完成投票选举，较上期增加3个，换届完成率20.0%(8/40)。",
        "文中“上期”指11月23日。",
        "现将有关情况汇报如下。",
    ]
    assert [part.heading for part in text.sections] == ["一、主要做法", "二、存在的问题", "三、下一步工作重点"]


def test_a_long_title_breaks_where_its_sense_allows():
    area = {"code": "420199", "name": "东湖新区", "full_name": "武汉东湖新技术开发区"}
    assert briefing_text(make(area=area)).title_lines == ("武汉东湖新技术开发区", "2026年社区“两委”换届工作进展情况")
    area["full_name"] = "江城市滨江新区"  # with half-width digits it would fit; with those of the face it does not
    assert briefing_text(make(area=area)).title_lines == ("江城市滨江新区", "2026年社区“两委”换届工作进展情况")


def test_practice_has_the_three_parts_of_the_source():
    points = briefing_text(make()).sections[0].points
    assert [point.heading for point in points] == [
        "（一）坚持“三个到位”，推动换届工作有序开展",
        "（二）摸准“三情”，做到底数清楚、情况明了",
        "（三）把好“三关”，确保换届质量和进度",
    ]
    assert [f"{item.mark}{item.name}" for item in points[2].items] == [
        "一是严把资格关。",
        "二是严把审计关。",
        "三是严把进度关。",
    ]
    assert "".join(map(str, points[2].items[0].sentences)) == (
        "落实街道预审、部门联审机制，累计提交联审400人，较上期增加10人，联审通过380人，通过率95.0%(380/400)。"
        "联审未通过6人，按规定程序办理。"
    )
    assert "参加投票选民184人，较上期增加4人，占全区登记选民的95.3%(184/193)。" in sentences(make())


def test_problems_are_facts():
    assert section(make(), 1) == [
        "（一）个别社区进度滞后：1个社区的1项步骤未按计划时间完成。"
        "兰台街道春晨社区“公布选民名单”应于11月20日完成，逾期4天。",
        "（二）日报报送和数据质量还有差距：当日未报送日报的社区1个，为桂园街道安华社区。当日迟报1个。"
        "填报数与流程记录不一致3处，正在核实。",
        "（三）部分社区党员人数多，会场组织压力较大：党员300人以上的社区2个。"
        "其中党员人数最多的兰台社区有党员812人。"
        "党员大会到会人数不得少于应到会人数的五分之四，选举场地和现场组织需提前落实。",
        "（四）资格联审尚未全部办结：已提交联审人选中，尚有14人未作出结论。",
        "（五）部分审计结果尚未公布：应审计事项中，尚有10项未公布审计结果。",
        "（六）信访举报尚未全部办结：换届信访举报尚有1件未办结。",
        "（七）其他需要协调解决的问题：部分社区后备人选不足。",
    ]


def test_next_steps_count_the_days():
    assert section(make(), 2)[0] == (
        "（一）紧盯时间节点，确保换届按期完成：距2026年12月10日选举日还有16天，要倒排工期、逐日调度。"
        "对尚未完成投票选举的32个社区，逐一核对步骤、时限和责任人。对逾期的1项步骤挂账督办、逐项销号。"
    )


def test_every_number_can_be_linked():
    found = {
        piece.key: piece for sentence in briefing_text(make()).sentences() for piece in sentence.pieces if piece.key
    }
    assert (found["turnout"].text, found["turnout"].kind) == ("95.3%(184/193)", "ratio")
    assert (found["review_sent"].kind, found["review_sent"].value) == ("delta", 10)
    assert (found["communities_due-voted"].text, found["communities_due-voted"].kind) == ("32", "difference")
    assert (found["reporting.days_reported"].kind, found["largest.members"].kind) == ("reporting", "fact")


def test_an_absent_figure_takes_its_whole_sentence_with_it():
    full, less = sentences(make()), sentences(make(absent=["review_passed"]))
    assert [sentence for sentence in less if sentence not in full] == [
        "落实街道预审、部门联审机制，累计提交联审400人，较上期增加10人。"
    ]
    assert not any("尚有14人" in sentence for sentence in less)


def test_three_are_only_named_when_there_are_three():
    points = briefing_text(make(absent=["publicity", "surveys", "difficult"])).sections[0].points
    assert points[0].heading == "（一）加强组织部署，推动换届工作有序开展"
    assert points[1].heading == "（二）深入摸底排查，做到底数清楚、情况明了"


def test_no_previous_means_no_change_is_claimed():
    snapshot = make(previous_on=None)
    for figure in snapshot["figures"].values():
        figure["previous"] = None
    for ratio in snapshot["ratios"].values():
        ratio["previous_numerator"] = ratio["previous_denominator"] = None
    assert "上期" not in briefing_text(snapshot).text
    assert [item.change for item in headline(snapshot)] == [""] * 4


def test_a_quiet_day_says_so():
    snapshot = make(late_steps=[], missing=[], problems=[], absent=[*FIGURES, *REPORTING, "discrepancies"])
    snapshot["communities"] = []
    assert section(snapshot, 1) == ["（一）总体平稳：截至目前，没有逾期步骤和缺报社区，未登记需要协调解决的问题。"]


def test_ranking_makes_no_order_among_equals():
    def streets(*done):
        rows = [
            {"name": f"{name}街道", "figures": {"voted": d, "communities_due": 10}}
            for name, d in zip("甲乙丙丁戊己", done, strict=False)
        ]
        return make(streets=rows)

    assert ranking(streets(9, 8, 7, 6, 5, 4)).ahead == ("甲街道", "乙街道", "丙街道")
    assert ranking(streets(9, 8, 7, 6, 5, 4)).behind == ("己街道", "戊街道", "丁街道")
    assert ranking(streets(9, 8, 8, 8, 5, 5)).ahead == ("甲街道",)
    assert ranking(streets(5, 5, 5, 5, 5, 5)).ahead == ()
    assert ranking(streets(10, 10, 5, 4, 3, 2)).complete == ("甲街道", "乙街道")
    assert ranking(streets(10, 10, 5, 4, 3, 2)).behind == ("己街道", "戊街道", "丁街道")


def test_headline():
    assert [(item.label, item.text, item.detail, item.change, item.trend) for item in headline(make())] == [
        ("换届完成率", "20.0%", "8/40", "较上期提高7.5个百分点", 1),
        ("参选率", "95.3%", "184/193", "较上期提高2个百分点", 1),
        ("党组织换届完成率", "75.0%", "30/40", "较上期提高5个百分点", 1),
        ("联审通过率", "95.0%", "380/400", "较上期提高0.1个百分点", 1),
    ]


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(184, 193, "95.3%"), (31088, 34157, "91.0%"), (995, 1002, "99.3%"), (5263, 5888, "89.4%"), (0, 5, "0%")]
    + [(5, 5, "100%"), (1999, 2000, "99.95%"), (1, 4000, "0.03%"), (1, 0, None), (None, 3, None)],
)
def test_percent_of_published_figures(numerator, denominator, shown):
    """Real published rows (domain §6.5); 100% is written only of what is complete."""
    assert percent(numerator, denominator) == shown


def test_words():
    assert moment("2026-11-24T17:30:00+08:00") == "2026年11月24日17时30分"
    assert [ordinal(number) for number in (1, 10, 12, 20, 23)] == ["一", "十", "十二", "二十", "二十三"]
    assert [whole(name) for name in ("云陵区", "大智街道", "某新城")] == ["全区", "全街道", "全域"]


def test_tables():
    streets, communities = street_table(make()), community_table(make())
    assert [column.label for column in streets.columns] == ["应换届社区", "已投票", "登记选民（人）", "完成率"]
    assert streets.total.cells == ("40", "8", "193", "20.0%")
    assert [line[2:] for line in communities.lines()][:3] == [
        ("兰台街道", []),
        ("兰台社区", [("√", True), ("96", False)]),
        ("小计", [("5", True), ("96", False)]),
    ]


NUMBERS = st.one_of(st.none(), st.integers(0, 5), st.integers(0, 10**6))


@speed(max_examples=150, deadline=None)
@given(st.data())
def test_any_figures_read_without_holes(data):
    """Whatever is known and whatever is not: no X, no None, no empty bracket, no number left out of its words."""
    snapshot = copy.deepcopy(make())
    for figure in snapshot["figures"].values():
        figure |= {"value": data.draw(NUMBERS), "previous": data.draw(NUMBERS)}
    for ratio in snapshot["ratios"].values():
        ratio |= {
            key: data.draw(NUMBERS)
            for key in ("numerator", "denominator", "previous_numerator", "previous_denominator")
        }
    snapshot["reporting"] = {key: data.draw(NUMBERS) for key in snapshot["reporting"]}
    for kind in ("late_steps", "missing", "problems", "streets", "communities", "trend"):
        snapshot[kind] = snapshot[kind][: data.draw(st.integers(0, 2))]
    snapshot["largest_party_organization"] = data.draw(st.sampled_from([None, {"community": "兰台社区", "members": 9}]))
    text = briefing_text(snapshot)
    assert not re.search(r"X|×|None|null|\{|\}|~|\(\)|（）|\(/|/\)|、、|，，|。。|，。|-\d", text.text)
    assert all(str(sentence).endswith("。") for sentence in text.sentences())
    assert len(headline(snapshot)) <= 4
    briefing_context(snapshot)


@pytest.fixture(scope="module")
def paper():
    if missing := fonts_present():
        pytest.skip(f"缺少字体 {missing}")
    context = briefing_context(
        make(), verify_url="https://example.gov.cn/v/1", distribution={"报": ["区委书记"]}, copies=6
    )
    page = Engine(dirs=[settings.BASE_DIR / "templates"]).get_template("documents/briefing.html")
    html = page.render(Context(context, use_l10n=False))
    return html, render_pdf(html, base_url=settings.BASE_DIR / "static")


def test_paper_holds_the_text_and_its_figures(paper):
    reader = PdfReader(io.BytesIO(paper[1]))
    read = "".join(page.extract_text() for page in reader.pages).replace("\n", "")
    assert all(sentence in read for sentence in ("95.3%(184/193)", "（2026年第24期）", "报：区委书记", "（共印6份）"))
    assert all("演示数据" in page.extract_text() for page in reader.pages)
    assert "— 1 —" in reader.pages[0].extract_text()
    assert " ".join(briefing_context(make())["digest_groups"].split()[:4]) in read


def test_paper_is_the_same_twice(paper):
    html, made = paper
    assert render_pdf(html, base_url=settings.BASE_DIR / "static") == made


def test_remarks_are_escaped():
    snapshot = make(problems=["<b>加粗</b>"])
    page = Engine(dirs=[settings.BASE_DIR / "templates"]).get_template("documents/briefing.html")
    assert "&lt;b&gt;加粗&lt;/b&gt;。" in page.render(Context(briefing_context(snapshot), use_l10n=False))
