"""(a) A roster of 100,000 × 12 from its bytes to its rows, against the bare floor and a stock import-export resource."""

import io
from contextlib import ExitStack, contextmanager
from functools import wraps
from time import perf_counter
from unittest.mock import patch

import xlsxwriter
from django.db import connection, models, transaction
from django.db.models import Q
from import_export import fields, resources
from import_export.widgets import ForeignKeyWidget
from python_calamine import CalamineWorkbook
from tablib import Dataset

from elections.jobs import ROSTER
from elections.models import Community, PartyMember, PartyOrganization
from elections.resources import RosterResource
from huanjie.accounts.viewers import Viewer
from huanjie.activity.models import ActivityEntry
from huanjie.files.imports.bulk import insert_rows
from huanjie.files.models import ImportRun
from huanjie.files.services.imports import import_rows
from huanjie.shared import clock
from reports.demo.people import People
from tests.benchmarks import field
from tests.benchmarks.measuring import Options, Taken, line, rounded, say

HEADER = ("序号", "姓名", "性别", "民族", "身份证号码", "学历", "入党时间", "转正时间", "党员类别", "所在党支部", "社区", "联系电话")  # fmt: skip
STOCK_ROWS = 5000
BATCH = 2000


class BareMember(models.Model):
    """A table of the roster's shape, its keys and indexes included, for the floor and the stock resource."""

    name = models.CharField(max_length=50)
    gender = models.CharField(max_length=10)
    ethnicity = models.CharField(max_length=20, blank=True)
    birth_date = models.DateField(null=True)
    id_number = models.CharField(max_length=64, blank=True, default="", db_index=True)
    id_number_hash = models.CharField(max_length=64, blank=True, default="")
    id_number_masked = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=64, blank=True, default="")
    phone_masked = models.CharField(max_length=20, blank=True)
    organization = models.ForeignKey(PartyOrganization, models.PROTECT, related_name="+")
    community = models.ForeignKey(Community, models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=12, db_index=True)
    education = models.CharField(max_length=20, blank=True)
    join_date = models.CharField(max_length=10)
    full_date = models.CharField(max_length=10, blank=True)
    is_probationary = models.BooleanField(default=False)
    remark = models.CharField(max_length=200, blank=True)
    left_on = models.DateField(null=True, blank=True)
    batch = models.ForeignKey("files.FileJob", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "reports"
        indexes = [models.Index(fields=["area_code", "name"], name="bare_area_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["id_number"], condition=Q(left_on__isnull=True) & ~Q(id_number=""), name="bare_member_once"
            )
        ]

    def __str__(self):
        return self.name


class StockResource(resources.ModelResource):
    """What the manual of import-export would have one write."""

    name = fields.Field("name", "姓名")
    gender = fields.Field("gender", "性别")
    ethnicity = fields.Field("ethnicity", "民族")
    id_number = fields.Field("id_number", "身份证号码")
    education = fields.Field("education", "学历")
    join_date = fields.Field("join_date", "入党时间")
    full_date = fields.Field("full_date", "转正时间")
    organization = fields.Field("organization", "所在党支部", widget=ForeignKeyWidget(PartyOrganization, "name"))
    community = fields.Field("community", "社区", widget=ForeignKeyWidget(Community, "name"))
    phone = fields.Field("phone", "联系电话")

    class Meta:
        model = BareMember
        fields = ("name", "gender", "ethnicity", "id_number", "education", "join_date", "full_date", "organization",
                  "community", "phone")  # fmt: skip
        import_id_fields = ("id_number",)


def run(options: Options) -> list[dict]:
    where = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    field.settle()
    _prepare()
    rows, few = options.rows, options.rows if options.full else min(options.rows, STOCK_ROWS)
    say(f"写 {rows:,} 行 × {len(HEADER)} 列的花名册")
    content = workbook(rows)
    stages: list[dict] = []
    takers = {
        "floor": lambda: _floor(content, rows),
        "copy": lambda: _barest(content, rows),
        "ours": lambda: stages.append(_ours(content, rows)),
    }
    say("裸库与本系统轮流导入")
    taken = _timed(takers, options.times or (1 if options.quick else 3))
    ours, floor, barest = (min(taken[name].clock) for name in ("ours", "floor", "copy"))
    say(f"import-export 原样，{few:,} 行")
    part = content if few == rows else workbook(few)
    _clear()
    stock = Taken().measure(lambda: _stock(part, few)) * rows / few
    times = len(taken["ours"].clock)
    note = f"best of {times}, in turn; read, checked, normalised, encrypted, written, receipt and log"
    scaled = "whole file" if few == rows else f"stock measured on the first {few:,} rows and scaled by {rows / few:g}"
    return [
        line("a", f"roster {rows:,} × {len(HEADER)}, bare floor, {where}", ours, floor, "≤ 2.0 × floor", ours <= 2 * floor, "s",
             note, rows=rows, kept=rows, stages=stages[taken["ours"].clock.index(ours)], ours_s=taken["ours"].as_dict(),
             floor_s=taken["floor"].as_dict()),
        line("a", f"roster {rows:,} × {len(HEADER)}, floor without models, {where}", ours, barest, "", None, "s",
             "the harder floor, for the record: COPY on PostgreSQL, executemany on SQLite", rows=rows, kept=rows,
             floor_s=taken["copy"].as_dict()),
        line("a", f"roster {rows:,} × {len(HEADER)}, stock import-export, {where}", ours, stock, "≤ 0.2 (≥ 5 × faster)", stock >= 5 * ours,
             "s", scaled, rows=rows, kept=rows, times_faster=rounded(stock / ours)),
    ]  # fmt: skip


def workbook(rows: int) -> bytes:
    """An xlsx of invented people, the header in its first line (so that the stock resource can read it too)."""
    people, today = People(7), clock.today()
    communities = list(Community.objects.order_by("code").values_list("name", flat=True))
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("党员花名册")
        sheet.write_row(0, 0, HEADER)
        for number in range(1, rows + 1):
            person, community = people.person(today), communities[number % len(communities)]
            sheet.write_row(
                number, 0,
                (number, person.name, person.gender, person.ethnicity, person.id_number, person.education, person.join_date,
                 person.full_date, "预备党员" if person.is_probationary else "正式党员",
                 branch(community, number), community, person.phone),
            )  # fmt: skip
    return target.getvalue()


def branch(community: str, number: int) -> str:
    return f"{community}第{'一二三'[number % 3]}党支部"


def _prepare() -> None:
    """The floor's table, and the organizations that floor and stock find by name."""
    with connection.schema_editor() as editor:
        editor.create_model(BareMember)
    PartyOrganization.objects.bulk_create(
        PartyOrganization(name=branch(community.name, n), kind="branch", community=community, area_code=community.code)
        for community in Community.objects.all()
        for n in range(3)
    )


def _clear() -> None:
    """Both tables empty and as new."""
    with connection.cursor() as cursor:
        for model in (BareMember, PartyMember):
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"TRUNCATE {table} CASCADE" if connection.vendor == "postgresql" else f"DELETE FROM {table}")


def _timed(takers: dict, times: int) -> dict[str, Taken]:
    taken = {name: Taken() for name in takers}
    for _ in range(times):
        for name, work in takers.items():
            _clear()
            say(f"{name} {taken[name].measure(work):.1f} s")
    return taken


def _floor(content: bytes, rows: int) -> None:
    """The fastest reader and one bulk insert: every cell as it stands, nothing checked."""
    organizations = dict(PartyOrganization.objects.values_list("name", "pk"))
    communities = dict(Community.objects.values_list("name", "pk"))
    cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    with transaction.atomic():
        BareMember.objects.bulk_create(
            [
                BareMember(
                    name=name, gender=gender, ethnicity=ethnicity, id_number=id_number, education=education,
                    join_date=join_date, full_date=full_date, is_probationary=kind == "预备党员",
                    organization_id=organizations[organization], community_id=communities[community], phone=phone,
                )
                for _, name, gender, ethnicity, id_number, education, join_date, full_date, kind, organization, community, phone
                in cells[1:]
            ],
            batch_size=BATCH,
        )  # fmt: skip
    assert BareMember.objects.count() == rows


def _barest(content: bytes, rows: int) -> None:
    """The same without Django's models: COPY on PostgreSQL, one executemany on SQLite."""
    organizations = dict(PartyOrganization.objects.values_list("name", "pk"))
    communities = dict(Community.objects.values_list("name", "pk"))
    cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    now = BareMember._meta.get_field("created_at").get_db_prep_save(clock.now(), connection)
    columns = ("name", "gender", "ethnicity", "id_number", "education", "join_date", "full_date", "is_probationary",
               "organization_id", "community_id", "phone", "id_number_hash", "id_number_masked", "phone_masked", "area_code",
               "remark", "version", "created_at", "updated_at")  # fmt: skip
    with transaction.atomic():
        insert_rows(
            BareMember, columns,
            [
                (name, gender, ethnicity, id_number, education, join_date, full_date, kind == "预备党员",
                 organizations[organization], communities[community], phone, "", "", "", "", "", 1, now, now)
                for _, name, gender, ethnicity, id_number, education, join_date, full_date, kind, organization, community, phone
                in cells[1:]
            ],
        )  # fmt: skip
    assert BareMember.objects.count() == rows


def _ours(content: bytes, rows: int) -> dict:
    """The whole import. Returns where the time went."""
    started = perf_counter()
    with stopwatches(RosterResource, "read", "plan", "prepare", "import_data") as spent:
        _, result, done = import_rows(
            kind=ROSTER, content=content, by=Viewer.system(field.DISTRICT), area=field.DISTRICT, file_name="花名册.xlsx"
        )
    spent["receipt, log and commit"] = perf_counter() - started - sum(spent.values())
    assert result.totals["new"] == rows == PartyMember.objects.count(), dict(result.totals)
    assert ImportRun.objects.get(pk=done.pk).created_count == rows
    assert ActivityEntry.objects.filter(verb="import_run.written", subject_id=str(done.pk)).exists()
    return {name: rounded(value) for name, value in spent.items()}


@contextmanager
def stopwatches(owner, *names: str):
    """Within the body, how long the owner's methods take, by name."""
    spent = dict.fromkeys(names, 0.0)

    def watched(name, method):
        @wraps(method)
        def timed(*args, **kwargs):
            started = perf_counter()
            try:
                return method(*args, **kwargs)
            finally:
                spent[name] += perf_counter() - started

        return timed

    with ExitStack() as stack:
        for name in names:
            stack.enter_context(patch.object(owner, name, watched(name, getattr(owner, name))))
        yield spent


def _stock(content: bytes, rows: int) -> None:
    data = Dataset().load(content, format="xlsx")
    StockResource().import_data(data, dry_run=False, raise_errors=True)
    assert BareMember.objects.count() == rows
