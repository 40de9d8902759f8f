"""Every kind of paper is complete once its facts are there, and looks like paper."""

import io
import re

import docx
import pytest
from django.conf import settings
from django.template.loader import render_to_string
from pypdf import PdfReader

from elections.enums_paper import Genre
from elections.rules.paper_facts import ASKS, DAY, LINES, NUMBER, OPTIONAL_RECORDS, RECORDED, asked_in
from elections.rules.paper_form import layout, title_lines
from elections.rules.paper_markup import MissingFacts, fill, plain_text
from elections.rules.paper_privacy import leaks
from elections.rules.papers import CATALOGUE, kind_of, kinds_of
from elections.rules.procedure_template import STEPS
from elections.rules.rule_sets import RULE_SETS
from huanjie.shared.docx import render_docx
from huanjie.shared.pdf import render_pdf

PARAMETERS = {parameter.key for rules in RULE_SETS.values() for parameter in rules.parameters}
PLACES = {
    "community": "东湖甲社区", "street": "东湖街道", "district": "滨江区", "street_party": "中共滨江区东湖街道工作委员会",
    "street_office": "东湖街道办事处", "steering": "东湖街道居民委员会换届选举指导组", "committee": "东湖甲社区居民委员会",
    "election_committee": "东湖甲社区居民选举委员会", "cycle_name": "2026年社区“两委”换届", "election_day": "2026-12-20",
    "organization": "中共东湖甲社区支部委员会", "organization_committee": "中共东湖甲社区支部委员会", "organization_kind": "党支部", "mode": "全体选民", "by_voters": True,
    "assembly": "党员大会",
}  # fmt: skip
NAMES = ["丁一", "马飚", "王小兰", "李四", "欧阳丹"]
TABLE = {"columns": [["姓名", 30], ["性别", 20], ["职务", 0]], "rows": [[name, "女", "委员"] for name in NAMES]}


def sample(key):
    """A fact of the kind that the key stands for."""
    if key in PLACES:
        return PLACES[key]
    if key in ASKS:
        kind = ASKS[key].kind
        return {DAY: "2026-12-01", NUMBER: 3, LINES: ["第一居民小组 丁一", "第二居民小组 马飚"]}.get(
            kind, "居民代表会议"
        )
    if key.endswith("_table"):
        return TABLE
    if key.endswith("_rounds"):
        return [
            {"heading": "首次投票（2026年11月12日）", "lines": ["参加投票42名。"], "tables": [["各投票点：", TABLE]]}
        ]
    if key.endswith(("_names", "_list", "_candidates")) or key in ("party_names", "proxies"):
        return NAMES
    if key.endswith("_on") or key.startswith("on_"):
        return "2026-11-12"
    if key.endswith("_words"):
        return "应到会50名，实到会42名。"
    return 5


def facts_of(kind):
    return {key: sample(key) for key in {*kind.needs, *kind.optional}} | {
        "by_households": None,
        "by_representatives": None,
    }


def test_every_fact_a_text_asks_for_has_a_source():
    known = set(ASKS) | set(RECORDED) | set(PLACES) | PARAMETERS
    unknown = {
        (kind.code, key) for kind in CATALOGUE.values() for key in [*kind.needs, *kind.optional]
        if key not in known | OPTIONAL_RECORDS and not key.startswith("on_")
    }  # fmt: skip
    assert unknown == set()


def test_every_paper_belongs_to_a_step():
    steps = {step.code: step.side for step in STEPS}
    assert [kind.code for kind in CATALOGUE.values() if steps.get(kind.step) != kind.side] == []


def test_the_announcements_are_complete():
    numbers = {kind.number for kind in kinds_of("residents_committee") if kind.genre == Genre.ANNOUNCEMENT}
    assert numbers >= {str(n) for n in range(1, 18)} | {"2-1", "6-1", "17-1", "补"}


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_paper_fills_without_a_gap(code):
    kind = kind_of(code)
    words = fill(kind.text, facts_of(kind))
    text = plain_text(words)
    assert words["title"] and not re.search(r"[{}\[\]]|\bX\b|×个|None|____", text)
    html = render_to_string("documents/paper.html", {"paper": layout(kind, words, mark="", issued_on="2026-11-25")})
    assert words["title"] in html.replace("<br>", "")


@pytest.mark.parametrize("code", [kind.code for kind in CATALOGUE.values() if kind.needs])
def test_without_its_facts_it_is_refused(code):
    with pytest.raises(MissingFacts):
        fill(kind_of(code).text, {})


@pytest.mark.parametrize("code", [kind.code for kind in CATALOGUE.values() if kind.is_public])
def test_the_texts_themselves_say_nothing_private(code):
    kind = kind_of(code)
    assert leaks(plain_text(fill(kind.text, facts_of(kind)))) == []


@pytest.mark.parametrize("code", ["RC-A4", "PA-08Q", "PA-19B", "PA-21A", "RC-19R"])
def test_the_pdf_says_the_same_and_is_the_same_twice(code):
    kind = kind_of(code)
    words = fill(kind.text, facts_of(kind))
    html = render_to_string(
        "documents/paper.html", {"paper": layout(kind, words, mark="第4号公告", issued_on="2026-11-25", is_demo=True)}
    )
    first, second = (
        render_pdf(html, base_url=settings.BASE_DIR / "static", font_dir=settings.FONTS_DIR) for _ in range(2)
    )
    assert first == second
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(first)).pages)
    bare = re.sub(r"\s", "", text)
    assert re.sub(r"\s", "", words["title"]) in bare and "演示数据" in bare


def test_the_docx_has_the_margins_of_the_standard_and_the_words():
    kind = kind_of("RC-A4")
    words = fill(kind.text, facts_of(kind))
    made = layout(kind, words, mark="第4号公告", issued_on="2026-11-25")
    assert render_docx(made) == render_docx(made)
    document = docx.Document(io.BytesIO(render_docx(made)))
    section = document.sections[0]
    margins = [
        round(each.mm)
        for each in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    ]
    assert margins == [37, 35, 28, 26]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert made["title_lines"] == ["东湖甲社区选民名单公告"]
    assert "东湖甲社区选民名单公告" in text and "登记选民共5名" in text and "2026年11月25日" in text
    body = next(p for p in document.paragraphs if "登记选民共" in p.text)
    assert body.paragraph_format.line_spacing.pt == 28.95


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_paper_becomes_a_docx(code):
    kind = kind_of(code)
    words = fill(kind.text, facts_of(kind))
    assert render_docx(layout(kind, words, mark="1号", issued_on="2026-11-25"))[:2] == b"PK"


def test_seats_are_asked_where_their_sum_is_needed():
    kind = kind_of("RC-A1")
    assert asked_in(kind.needs, kind.optional) == {
        "decided_by": True, "chair_seats": True, "deputy_chair_seats": True, "member_seats": True,
    }  # fmt: skip


def test_long_titles_are_broken_behind_a_word_and_lose_nothing():
    titles = [fill(kind.text, facts_of(kind))["title"] for kind in CATALOGUE.values()]
    for title in titles:
        lines = title_lines(title)
        assert "".join(lines) == title and all(2 < len(line) <= 19 for line in lines)
    assert title_lines("关于召开党员大会进行换届选举的请示") == ["关于召开党员大会进行换届选举的请示"]
    assert title_lines("东湖甲社区居民委员会换届选举办法（草案）") == ["东湖甲社区居民委员会", "换届选举办法（草案）"]
