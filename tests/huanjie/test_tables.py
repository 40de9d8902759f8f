"""The list machinery, on file jobs and the activity log."""

import csv
import io
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import django_filters
import pytest
from django.contrib.messages import get_messages
from django.test import RequestFactory
from openpyxl import load_workbook

from huanjie import exports
from huanjie.activity.models import ActivityEntry
from huanjie.files.enums import JobState
from huanjie.files.models import FileJob
from huanjie.tables import Bulk, Column, Empty, ListPage, build_table, render_list, selected

START = datetime(2026, 12, 10, 1, 0, tzinfo=UTC)

PAGE = ListPage(
    title="任务清单",
    columns=[
        Column("title", "任务", sort="title", url=lambda job: f"/files/{job.pk}/"),
        Column("state", "状态", badge=JobState, sort="state"),
        Column("done", "已处理", "done_count", sort="done_count", numeric=True, unit="条"),
        Column("owner", "发起人", "owner.name"),
        Column("finished_at", "结束时间", sort="finished_at"),
        Column("error", "说明", default=False),
    ],
    default_sort="title",
    empty=Empty("还没有任务", "导入会出现在这里。", "/files/new/", "开始导入"),
    bulk=[Bulk("again", "重新处理", "所选任务将重新排队", "home")],
)


class JobFilter(django_filters.FilterSet):
    title = django_filters.CharFilter("title", "contains")
    state = django_filters.ChoiceFilter(choices=JobState)
    done = django_filters.RangeFilter("done_count")

    class Meta:
        model = FileJob
        fields = []


@pytest.fixture
def ask(viewer):
    """ask("?sort=title") → a request with a viewer, as the middleware leaves it."""
    from django.contrib.messages.storage.cookie import CookieStorage

    who = viewer()

    def make(query=""):
        request = RequestFactory().get("/list/" + query)
        request.viewer, request.assignments, request.htmx = who, [], False
        request._messages = CookieStorage(request)
        return request

    return make


@pytest.fixture
def jobs(viewer):
    """jobs("甲", "乙", ...) → stored jobs of one owner, done counts 10, 20, ..."""
    owner = viewer().user_id

    def make(*titles, **fields):
        return FileJob.objects.bulk_create(
            FileJob(kind="k", title=title, owner_id=owner, done_count=10 * n, **fields)
            for n, title in enumerate(titles, start=1)
        )

    return make


def queryset():
    return FileJob.objects.select_related("owner")


def titles(request, **options):
    return [row.row.title for row in build_table(request, queryset=queryset(), page=PAGE, **options).rows]


def page_of(request, **options):
    return render_list(request, queryset=queryset(), page=PAGE, **options).content.decode()


def read_csv(response):
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def read_xlsx(response):
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


# --- sorting, paging, columns -----------------------------------------------------------------------------------------


def test_sorts_by_default_by_key_and_backwards(ask, jobs):
    jobs("c", "a", "b")
    assert titles(ask()) == ["a", "b", "c"]
    assert titles(ask("?sort=-title")) == ["c", "b", "a"]
    assert titles(ask("?sort=done")) == ["c", "a", "b"]


def test_a_sort_nobody_offered_is_the_default_one(ask, jobs):
    jobs("b", "a")
    assert titles(ask("?sort=owner__password")) == ["a", "b"]
    assert titles(ask("?sort=owner")) == ["a", "b"]


def test_rows_without_a_value_come_last_in_both_directions(ask, jobs):
    jobs("none")
    jobs("old", finished_at=START)
    jobs("new", finished_at=START + timedelta(days=1))
    assert titles(ask("?sort=finished_at")) == ["old", "new", "none"]
    assert titles(ask("?sort=-finished_at")) == ["new", "old", "none"]


def test_pages_hold_every_row_once(ask, jobs):
    jobs(*["same"] * 45)
    seen = []
    for number in (1, 2, 3):
        table = build_table(ask(f"?per=20&page={number}"), queryset=queryset(), page=PAGE)
        seen += [row.row.pk for row in table.rows]
    assert len(seen) == len(set(seen)) == table.total == 45


@pytest.mark.parametrize(("asked", "per"), [("20", 20), ("200", 200), ("5000", 50), ("x", 50), ("", 50)])
def test_page_size_is_one_of_four(ask, db, asked, per):
    assert build_table(ask(f"?per={asked}"), queryset=queryset(), page=PAGE).per == per


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", ["title", "state", "done", "owner", "finished_at"]),
        ("?columns=error,done", ["title", "done", "error"]),
        ("?columns=done&columns=error", ["title", "done", "error"]),
        ("?columns=password", ["title", "state", "done", "owner", "finished_at"]),
    ],
)
def test_columns_are_chosen_by_address_and_the_first_stays(ask, db, query, keys):
    table = build_table(ask(query), queryset=queryset(), page=PAGE)
    assert [column.key for column in table.columns] == keys


def test_header_links_keep_the_rest_of_the_address_and_turn_round(ask, jobs):
    jobs("a")
    table = build_table(ask("?state=queued&sort=done&page=3"), queryset=queryset(), page=PAGE)
    by_key = {header["column"].key: header for header in table.headers}
    assert parse_qs(urlsplit(by_key["done"]["url"]).query) == {"state": ["queued"], "sort": ["-done"]}
    assert by_key["done"]["direction"] == "ascending"
    assert by_key["owner"]["url"] == ""


# --- filters ----------------------------------------------------------------------------------------------------------


def test_filters_and_says_so(ask, jobs):
    jobs("甲一", "甲二", "乙")
    request = ask("?title=甲&done_min=15")
    table = build_table(request, queryset=queryset(), page=PAGE, filterset_class=JobFilter)
    assert [row.row.title for row in table.rows] == ["甲二"]
    assert table.filter_names == ["done_min", "title"]
    assert "已筛选" in page_of(request, filterset_class=JobFilter)


def test_an_unreadable_filter_shows_nothing_and_names_the_field(ask, jobs):
    jobs("a")
    html = page_of(ask("?state=nonsense"), filterset_class=JobFilter)
    assert "筛选条件有误" in html
    assert 'aria-invalid="true"' in html


def test_empty_list_says_what_belongs_here_and_a_filtered_one_how_to_clear(ask, db):
    assert "导入会出现在这里。" in page_of(ask())
    html = page_of(ask("?title=x&per=20"), filterset_class=JobFilter)
    assert "没有符合条件的记录" in html
    assert 'href="/list/?per=20"' in html


# --- the page ---------------------------------------------------------------------------------------------------------


def test_page_shows_badges_numbers_and_ticks(ask, jobs):
    jobs("任务甲")
    FileJob.objects.update(done_count=3412)
    html = page_of(ask())
    assert "已处理（条）" in html
    assert '<td class="number">3,412' in html
    assert "tone-idle" in html and "等待处理" in html
    assert 'name="ids"' in html and 'formaction="/"' in html


def test_cell_text_is_escaped(ask, jobs):
    jobs("<script>alert(1)</script>")
    assert "<script>alert" not in page_of(ask())


def test_number_of_queries_does_not_grow_with_the_rows(ask, jobs, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    jobs("a")
    with CaptureQueriesContext(connection) as one:
        page_of(ask(), filterset_class=JobFilter)
    jobs("b", "c")
    with django_assert_num_queries(len(one)):
        page_of(ask(), filterset_class=JobFilter)


# --- export -----------------------------------------------------------------------------------------------------------


def test_export_is_what_is_shown_on_all_pages(ask, jobs):
    jobs(*[f"任务{n:03}" for n in range(1, 61)], state=JobState.SUCCEEDED)
    jobs("别的")
    query = "?title=任务&sort=-done&per=20&columns=state,done,error"
    table = build_table(ask(query), queryset=queryset(), page=PAGE, filterset_class=JobFilter)
    expected = [[f"任务{n:03}", "已完成", n * 10, ""] for n in range(60, 0, -1)]
    assert [[cell.value for cell in row.cells] for row in table.rows] == [
        [title, "succeeded", done, error] for title, _, done, error in expected[:20]
    ]

    answers = {
        kind: render_list(ask(f"{query}&export={kind}"), queryset=queryset(), page=PAGE, filterset_class=JobFilter)
        for kind in exports.KINDS
    }
    head = ["任务", "状态", "已处理（条）", "说明"]
    assert read_csv(answers["csv"]) == [head, *([str(value) for value in row] for row in expected)]
    assert read_xlsx(answers["xlsx"]) == [
        head,
        *([value if value != "" else None for value in row] for row in expected),
    ]


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_starts_a_formula_in_csv(ask, jobs, text):
    jobs(text)
    rows = read_csv(render_list(ask("?export=csv"), queryset=queryset(), page=PAGE))
    assert rows[1][0] == f"'{text}"


@pytest.mark.parametrize("text", FORMULAS[:4])
def test_no_cell_is_a_formula_in_xlsx(ask, jobs, text):
    jobs(text)
    response = render_list(ask("?export=xlsx"), queryset=queryset(), page=PAGE)
    cell = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active["A2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


def test_negative_numbers_stay_numbers():
    target = io.BytesIO()
    exports.write_csv(["差额"], [[-3], [None], [True]], target)
    assert target.getvalue().decode("utf-8-sig").splitlines() == ["差额", "-3", '""', "是"]


def test_days_moments_and_long_numbers_in_xlsx():
    target = io.BytesIO()
    exports.write_xlsx(["日", "时", "号"], [[START.date(), START, 420102199001011234]], target)
    day, moment, number = next(load_workbook(target).active.iter_rows(min_row=2))
    assert day.value == datetime(2026, 12, 10) and day.number_format == "yyyy-mm-dd"
    assert moment.value == datetime(2026, 12, 10, 9, 0)
    assert number.value == "420102199001011234"


def test_export_beyond_the_limit_is_refused_in_words(ask, jobs, monkeypatch):
    monkeypatch.setattr(exports, "LIMIT", 2)
    jobs("a", "b", "c")
    request = ask("?export=csv&sort=-title")
    answer = render_list(request, queryset=queryset(), page=PAGE)
    assert (answer.status_code, answer.url) == (302, "/list/?sort=-title")
    assert "上限 2 行" in str(next(iter(get_messages(request))))
    assert not ActivityEntry.objects.filter(verb="list.exported").exists()


def test_export_is_logged_without_the_values_of_its_filters(ask, jobs):
    jobs("张三")
    request = ask("?export=csv&title=张三")
    b"".join(render_list(request, queryset=queryset(), page=PAGE, filterset_class=JobFilter).streaming_content)
    entry = ActivityEntry.objects.get(verb="list.exported")
    assert (entry.actor_id, entry.subject_label) == (request.viewer.user_id, "任务清单")
    assert entry.detail == {
        "format": "csv",
        "rows": 1,
        "columns": ["title", "state", "done", "owner", "finished_at"],
        "filters": ["title"],
    }


# --- selection --------------------------------------------------------------------------------------------------------


def test_selected_rows_are_those_ticked_within_what_is_visible(jobs):
    mine, other, outside = jobs("a", "b", "外")
    request = RequestFactory().post("/", {"ids": [mine.pk, outside.pk, "no-id"]})
    chosen = selected(request, FileJob.objects.exclude(title="外"))
    assert list(chosen) == [mine]
