"""(e) The cost of one more submitted report with a district's, a province's and the nation's communities loaded."""

import csv
import gzip
import json
import os
from collections import defaultdict
from datetime import date, time
from pathlib import Path
from statistics import median

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from elections.models import Community, CommunityCycle, District, ElectionCycle, Region, Subdistrict
from huanjie.activity.models import StateChange
from huanjie.files.imports.bulk import insert_rows
from huanjie.shared import clock
from huanjie.shared.scope import Level, level_of, parent_of
from reports.figures import ALWAYS_RECORDED, DEFAULT_FORM, FIGURES
from reports.models import AreaSummary, DailyReport
from reports.models.summary import COUNTS
from reports.queries.rollup import differences
from reports.services.daily_report import submit_street
from reports.services.days import open_day
from reports.services.rollup import climb
from tests.benchmarks import field
from tests.benchmarks.databases import copy_beside, drop_beside
from tests.benchmarks.measuring import Options, Taken, line, rounded, say

HUBEI, NATION = 27_057, 619_336
STREET_SIZE = 8
REAL_CODES = Path(os.environ.get("BENCH_DIVISIONS", settings.BASE_DIR.parent / "shared/data/divisions"))
REAL_DISTRICT = "420102"  # 江岸区: the invented district of the same size stands in its place
CHUNK = 50_000


def run(options: Options) -> list[dict]:
    counts, rounds = ((12, 60, 200), 1) if options.quick else ((141, HUBEI, NATION), 3)
    rounds = options.times or rounds
    field.settle(*((2, 12) if options.quick else (17, 141)))
    cycle, today = field.open_district(), clock.today()
    open_day(cycle=cycle, on=today)
    field.type_figures(DailyReport.objects.of_day(cycle, today))
    settings_dict = connection.settings_dict
    databases, made = {counts[0]: settings_dict["NAME"]}, []
    size = STREET_SIZE if not options.quick else 6
    streets = [s for s in field.streets_of(DailyReport.objects.all()) if DailyReport.objects.in_area(s).count() == size]
    try:
        for count in counts[1:]:
            connection.close()
            databases[count] = copy_beside(settings_dict, f"{count}")
            made.append(databases[count])
            use(databases[count])
            say(f"装入 {count:,} 个社区")
            with transaction.atomic():
                load(codes(count, counts), today)
            settle_down()
            assert DailyReport.objects.filter(on=today).count() == count == Community.objects.count()
        taken = {count: Taken() for count in counts}
        say(f"每种规模 {rounds} 轮，各提交 {len(streets)} 个街道（每个 {size} 个社区）")
        for turn in range(rounds + 1):
            for count, name in databases.items():
                use(name)
                _round(cycle, today, streets, Taken() if turn == 0 else taken[count])  # the first round warms up
        for count, name in databases.items():
            use(name)
            verify(cycle, today, streets, count, (rounds + 1) * size * len(streets))
    finally:
        use(databases[counts[0]])
        connection.close()
        for name in made:
            drop_beside(settings_dict, name)
    least = median(taken[counts[0]].clock)
    lines = []
    for count in counts[1:]:
        ours = median(taken[count].clock)
        lines.append(
            line("e", f"one street of {size} with {count:,} communities, with {counts[0]}", ours * 1000, least * 1000,
                 "≤ 1.2 × the smallest", ours <= 1.2 * least, "ms",
                 f"median of {len(taken[count].clock)} acts, sizes in turn; one report is 1/{size} of it",
                 kept=count, cpu_ratio=rounded(median(taken[count].cpu) / median(taken[counts[0]].cpu)),
                 ours_s=taken[count].as_dict(), smallest_s=taken[counts[0]].as_dict(), codes=source())
        )  # fmt: skip
    return lines


def use(name: str) -> None:
    """Turn Django's connection to another database of the same server."""
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()


def _round(cycle, today: date, streets: list[str], taken: Taken) -> None:
    """Submit each street (that is measured), then take it back to what it was before."""
    for street in streets:
        by = field.street_viewer(street)
        taken.measure(lambda street=street, by=by: submit_street(cycle=cycle, subdistrict=street, on=today, by=by))
    for street in streets:
        DailyReport.objects.of_day(cycle, today).in_area(street).update(state="draft", first_submitted_at=None)
        with transaction.atomic():
            climb(today, {street})


def verify(cycle, today: date, streets: list[str], count: int, filings: int) -> None:
    """File once more and recompute the sums that climbed: nothing was lost on the way."""
    for street in streets:
        submit_street(cycle=cycle, subdistrict=street, on=today, by=field.street_viewer(street))
    mine = sum(DailyReport.objects.in_area(street).count() for street in streets)
    whole = AreaSummary.objects.get(on=today, area_code="")
    others = count - DailyReport.objects.of_day(cycle, today).count()
    assert (whole.due_count, whole.filed_count) == (count, others + mine), (whole.due_count, whole.filed_count)
    assert StateChange.objects.filter(after="submitted").count() == filings + mine
    assert not list(differences(today, today, field.DISTRICT))


def settle_down() -> None:
    """What the server does by itself some minutes after such a load."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")
        else:
            cursor.execute("ANALYZE")


# --- the country around the district -----------------------------------------------------------------------------------
def source() -> str:
    return "national codes of 2023" if REAL_CODES.is_dir() else "generated in the national shape"


def codes(count: int, counts: tuple[int, ...]) -> list[str]:
    """The community codes to be there beside the invented district, `count` together with it."""
    wanted = count - counts[0]
    if count in (HUBEI, NATION) and REAL_CODES.is_dir():
        found = [code for code in _real(count) if not code.startswith(REAL_DISTRICT)]
    else:
        found = _generated(wanted)
    return found[:wanted]


def _real(count: int) -> list[str]:
    if count == HUBEI:
        text = (REAL_CODES / "hubei_province.csv").read_text(encoding="utf-8-sig")
    else:
        text = gzip.decompress((REAL_CODES / "national.csv.gz").read_bytes()).decode("utf-8-sig")
    return [row["code"] for row in csv.DictReader(text.splitlines()) if row["level"] == "5"]


def _generated(wanted: int) -> list[str]:
    """Provinces of 11 cities of 9 districts of 13 streets of 16 communities, the district's own province first."""
    found = []
    for province in (42, *(n for n in range(11, 66) if n != 42)):
        for city in range(1, 12):
            for district in range(1, 10):
                for street in range(1, 14):
                    prefix = f"{province}{city:02}{district:02}{street:03}"
                    found += [f"{prefix}{n:03}" for n in range(1, 17)]
                    if len(found) >= wanted:
                        return found
    return found


def load(wanted: list[str], on: date) -> None:
    """Put communities, a cycle for each district and an approved report for each community beside what is there, and
    every sum from the streets up; the sums above the invented district are made anew from all their children."""
    now = timezone.now()
    here = Community.objects.values_list("code", flat=True)
    wanted = sorted(set(wanted) - set(here))
    streets, districts = sorted({code[:9] for code in wanted}), sorted({code[:6] for code in wanted})
    regions = {code[:2] for code in wanted} | {code[:4] for code in wanted}
    known = set(Region.objects.values_list("code", flat=True))
    _units(Region, [code for code in sorted(regions) if code.ljust(12, "0") not in known])
    district_ids = _units(District, districts, known=True)
    street_ids = _units(Subdistrict, streets, "district_id", district_ids, 6, known=True)
    community_ids = _units(Community, wanted, "subdistrict_id", street_ids, 9)
    cycles = _cycles({code: district_ids[code] for code in districts}, on, now)
    values = dict.fromkeys(DEFAULT_FORM, 3)
    recorded = {
        key: 3 if key in DEFAULT_FORM else 1 for key in (*DEFAULT_FORM, *ALWAYS_RECORDED) if FIGURES[key].is_recorded
    }
    standing = {**values, **recorded}
    fixed = _report_columns(values, standing, recorded, on, now)
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        joined = insert_rows(
            CommunityCycle,
            ("cycle_id", "community_id", "area_code", "inclusion", "inclusion_document", "election_mode", "is_difficult", "difficulty"),
            [(cycles[code[:6]], community_ids[code], code, "due", "", "all_voters", False, "") for code in part],
        )  # fmt: skip
        insert_rows(
            DailyReport, ("cycle_id", "community_cycle_id", "area_code", *fixed),
            [(cycles[code[:6]], pk, code, *fixed.values()) for code, pk in zip(part, joined, strict=True)],
        )  # fmt: skip
    _sums(wanted, standing, on)


def _units(model, prefixes, parent: str = "", parents=None, length: int = 0, known: bool = False) -> dict[str, int]:
    found = {}
    if known:
        stored = dict(model.objects.values_list("code", "pk"))
        found = {prefix: stored[prefix.ljust(12, "0")] for prefix in prefixes if prefix.ljust(12, "0") in stored}
    new = [prefix for prefix in prefixes if prefix not in found]
    columns = ("code", "name", "valid_from", "valid_to", *([parent] if parent else []))
    rows = [
        (prefix.ljust(12, "0"), f"{prefix}号", "1949-10-01", None, *([parents[prefix[:length]]] if parent else []))
        for prefix in new
    ]
    return found | dict(zip(new, insert_rows(model, columns, rows), strict=True))


def _stored(model, name: str, value):
    """A value as the column stores it, JSON as its text."""
    column = model._meta.get_field(name)
    return (
        json.dumps(value) if column.get_internal_type() == "JSONField" else column.get_db_prep_save(value, connection)
    )


def _cycles(districts: dict[str, int], on: date, now) -> dict[str, int]:
    there = dict(ElectionCycle.objects.values_list("area_code", "pk"))
    new = [code for code in districts if code not in there]
    fields = {
        "state": "open", "version": 1, "starts_on": on, "election_day": on, "ends_on": on, "rule_set": {},
        "street_cutoff": time(17), "district_cutoff": time(18), "weekly_weekday": 4, "reports_on_rest_days": True,
        "issuer": "", "created_at": now, "name": "换届",
    }  # fmt: skip
    stored = {name: _stored(ElectionCycle, name, value) for name, value in fields.items()}
    rows = [(districts[code], code, *stored.values()) for code in new]
    return there | dict(zip(new, insert_rows(ElectionCycle, ("district_id", "area_code", *stored), rows), strict=True))


def _report_columns(values, previous, recorded, on: date, now) -> dict:
    fields = {
        "on": on, "state": "approved", "version": 3, "values": values, "previous": previous, "recorded": recorded,
        "reasons": {}, "note": "", "is_nil": False, "is_late": False, "discrepancy_count": 0, "due_at": now,
        "first_submitted_at": now, "submitted_at": now, "submitted_by": "街道", "decided_at": now, "decided_by": "组织部",
        "return_comment": "", "saved_at": now, "saved_by": "街道",
    }  # fmt: skip
    return {name: _stored(DailyReport, name, value) for name, value in fields.items()}


def _sums(wanted: list[str], standing: dict[str, int], on: date) -> None:
    """New areas at once, by multiplication; those above the invented district by adding to what is stored."""
    number: dict[str, int] = defaultdict(int)
    for code in wanted:
        for length in (9, 6, 4, 2, 0):
            number[code[:length]] += 1
    one = dict.fromkeys(COUNTS, 0) | dict.fromkeys(
        ("due_count", "filed_count", "on_time_count", "complete_count", "approved_count"), 1
    )
    stored = {row.area_code: row for row in AreaSummary.objects.filter(on=on)}
    rows = []
    for area, count in number.items():
        row = stored.get(area)
        if row is None:
            values = json.dumps({key: value * count for key, value in standing.items()})
            rows.append(
                (
                    area,
                    parent_of(area) if area else "-",
                    int(level_of(area)),
                    on.isoformat(),
                    values,
                    *(one[c] * count for c in COUNTS),
                )
            )
            continue
        row.values = {key: row.values.get(key, 0) + standing.get(key, 0) * count for key in {*row.values, *standing}}
        for name in COUNTS:
            setattr(row, name, getattr(row, name) + one[name] * count)
        row.save()
    insert_rows(AreaSummary, ("area_code", "parent_code", "level", "on", "values", *COUNTS), rows)
    assert all(level_of(area) != Level.COMMUNITY for area in number)
