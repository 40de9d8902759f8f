"""Tags and filters: what a page writes for a value."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from audits.enums import AuditState
from candidates.enums import CandidateState
from elections.enums import CycleState, StepState
from huanjie.badges import PLAIN, face_of, word_of
from huanjie.files.enums import JobState
from huanjie.formats import wording
from reports.enums import Face, ReportState


def render(source, **context):
    return Template("{% load huanjie_ui %}" + source).render(Context(context))


STATES = [
    member for enum in (AuditState, CandidateState, CycleState, StepState, JobState, Face, ReportState)
    for member in enum
]  # fmt: skip


@pytest.mark.parametrize("member", STATES, ids=str)
def test_every_state_has_a_shape_and_its_own_word(member):
    assert face_of(member) is not PLAIN
    assert face_of(member) == face_of(member.value)
    assert word_of(member) == member.label


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (StepState.DONE, "✓"),
        (StepState.UNDER_WAY, "●"),
        (StepState.NOT_STARTED, "○"),
        ("due_soon", "▲"),
        ("overdue", "■"),
        ("blocked", "◆"),
        (ReportState.RETURNED, "↩"),
        (Face.NIL, "–"),
        (Face.MISSING, "■"),
        (JobState.FAILED, "■"),
    ],
)
def test_shapes(value, shape):
    assert face_of(value).shape == shape


def test_badge_of_a_bare_value_takes_the_label_given():
    html = render("{% badge value label %}", value="under_way", label="审计中")
    assert "tone-running" in html
    assert "●" in html
    assert "审计中" in html


def test_badge_escapes_its_label_and_an_unknown_value_gets_no_shape():
    html = render("{% badge value %}", value="<b>")
    assert "&lt;b&gt;" in html
    assert "tone-plain" in html


@pytest.mark.parametrize(
    ("value", "text"), [(3412, "3,412"), (0, "0"), (None, "—"), (-3, "-3"), (2.0, "2"), (1234.5, "1,234.5")]
)
def test_number(value, text):
    assert render("{{ value|number }}", value=value) == text


@pytest.mark.parametrize(("value", "text"), [(14, "+14"), (-3, "−3"), (0, ""), (None, ""), (-1200, "−1,200")])
def test_delta(value, text):
    assert render("{{ value|delta }}", value=value) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (184, 193, "95.3%"),
        (193, 193, "100%"),
        (0, 193, "0%"),
        (9999, 10000, "99.99%"),
        (1, 10000, "0.01%"),
        (1, 3, "33.3%"),
        (1, 8, "12.5%"),
        (3, 2, "150.0%"),
        (1, 0, "—"),
        (None, 3, "—"),
    ],
)
def test_percent(part, whole, text):
    assert wording.percent(part, whole) == text


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_percent_never_says_all_or_nothing_when_it_is_not(part, whole):
    text = wording.percent(part, whole)
    assert (text == "100%") == (part == whole)
    assert (text == "0%") == (part == 0)
    assert abs(Fraction(text[:-1]) - Fraction(100 * part, whole)) <= Fraction(1, 20)


@given(st.integers(0, 10**5), st.integers(1, 10**5))
def test_page_and_paper_round_alike(part, whole):
    from reports.rules.briefing import words

    assert wording.percent(part, whole) == words.percent(part, whole)


def test_percent_carries_its_two_integers():
    html = render("{% percent 184 1930 %}")
    assert "9.5%" in html
    assert "（184/1,930）" in html
    assert 'tabindex="0"' in html
    assert 'href="/rows/"' in render("{% percent 1 2 '/rows/' %}")


def test_month_day_and_moment_are_local():
    late = datetime(2026, 12, 9, 17, 2, tzinfo=UTC)
    assert render("{{ value|month_day }}", value=late) == "12月10日"
    assert render("{{ value|month_day }}", value=date(2026, 2, 3)) == "2月3日"
    assert "2026-12-10 01:02" in render("{% moment value %}", value=late)
    assert render("{% moment value %}", value=None) == "—"


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(seconds=20), "刚刚"),
        (timedelta(minutes=5, seconds=59), "5 分钟前"),
        (timedelta(hours=3), "3 小时前"),
        (timedelta(days=2), "2 天前"),
        (timedelta(days=40), ""),
        (timedelta(minutes=-38), "还有 38 分钟"),
        (timedelta(seconds=-20), "马上"),
    ],
)
def test_relative(ago, text):
    now = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
    assert wording.relative(now - ago, now) == text


@pytest.mark.parametrize(("seconds", "text"), [(3, "约 5 秒"), (61, "约 2 分钟"), (3601, "约 2 小时")])
def test_duration(seconds, text):
    assert wording.duration(seconds) == text


def test_query_with_changes_and_drops():
    request = RequestFactory().get("/list/?a=1&a=2&page=3")
    assert render("{% query_with page=4 %}", request=request) == "/list/?a=1&amp;a=2&amp;page=4"
    assert render("{% query_with page=None a='' %}", request=request) == "/list/"


def test_hidden_query_keeps_the_rest_and_escapes():
    request = RequestFactory().get("/", {"name": '"><b>', "sort": "x", "page": "2"})
    html = render("{% hidden_query 'sort' %}", request=request)
    assert html == '<input type="hidden" name="name" value="&quot;&gt;&lt;b&gt;">'


def test_icon_is_hidden_unless_named_and_unknown_ones_draw_nothing():
    assert 'aria-hidden="true"' in render('{% icon "inbox" %}')
    assert 'aria-label="待办"' in render('{% icon "inbox" label="待办" %}')
    assert render('{% icon "no-such-icon" %}') == ""


def test_labels_of_roles_and_verbs():
    assert render("{{ 'street_staff'|role_label }} {{ 'system'|role_label }}") == "街道工作人员 系统"
    assert render("{{ 'list.exported'|verb_label }} {{ 'x.y'|verb_label }}") == "导出列表 x.y"
    assert render("{{ 'candidate.passed'|verb_label }}") == "候选人：联审通过"
