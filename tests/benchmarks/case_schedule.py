"""(f) The schedule of a province's communities recomputed and stored, against the same rows written with no computing."""

from datetime import date, time, timedelta
from time import perf_counter

from django.db import connection, transaction
from django.utils import timezone

from elections.enums import ElectionMode
from elections.models import Community, CommunityCycle, District, ElectionCycle, Step, StepRecord, Subdistrict
from elections.queries.calendar import work_calendar
from elections.queries.schedule import frame_of, members_of, rows_of, situation_of
from elections.rules.procedure_template import STEPS, kept_fields
from elections.rules.rule_sets import freeze_for_cycle
from elections.rules.schedule import schedule
from elections.services.calendar import seed_holidays
from elections.services.cycle import update_cycle
from huanjie.files.imports.bulk import insert_rows
from huanjie.shared import clock
from huanjie.shared.scope import within
from tests.benchmarks import field
from tests.benchmarks.case_rollup import HUBEI, REAL_CODES, _generated, _real, _stored, _units, settle_down, source
from tests.benchmarks.measuring import Options, Taken, line, median, rounded, say

DISTANCE = 7
CHUNK = 4_000
MODES = tuple(ElectionMode.values)
DONE_STEPS = (0, 0, 3, 9, 21)
"""How many of the first steps a community has done, by turns."""
BATCH = 500


def run(options: Options) -> list[dict]:
    count, times = (60, 1) if options.quick else (HUBEI, 2)
    times = options.times or times
    field.settle(1, 1)
    seed_holidays(by=field.SYSTEM)
    wanted = _real(HUBEI) if count == HUBEI and REAL_CODES.is_dir() else _generated(count)[:count]
    say(f"装入 {len(wanted):,} 个社区，每个 {len(STEPS)} 步")
    with transaction.atomic():
        day = load(wanted)
    settle_down()
    cycles = list(ElectionCycle.objects.order_by("area_code"))
    assert StepRecord.objects.count() == len(wanted) * len(STEPS)
    moving = StepRecord.objects.filter(community_cycle__election_day=None).exclude(state="done").count()
    say(f"{len(cycles)} 届，推迟 {DISTANCE} 天，{moving:,} 条步骤记录顺移；轮流 {times} 次")
    ours, floor = Taken(), Taken()
    for version in range(2, 2 * times + 1, 2):
        ours.measure(lambda: move_all(cycles, day + timedelta(days=DISTANCE)))
        changed = verify(cycles, moving, version)
        floor.measure(lambda version=version: write_all(cycles, day, version))
    part = cycles[: max(1, len(cycles) // 20)]
    say(f"Django 的 bulk_update，{len(part)} 届")
    stock, rows = stock_update(part)
    scale = changed / rows
    say("逐个社区推算，不存")
    engine, computed = engine_alone(cycles)
    mine, bare = median(ours.clock), median(floor.clock)
    words = f"schedule of {len(wanted):,} communities × {len(STEPS)} steps"
    return [
        line("f", f"{words}, one UPDATE a district with no computing", mine, bare, "", None, "s",
             f"median of {times}, in turn; every record read and locked, both schedules and the ripple worked out, checked "
             f"against the law, written, logged; {len(cycles)} districts, {changed:,} rows written", kept=len(wanted),
             rows=changed, ours_s=ours.as_dict(), floor_s=floor.as_dict(), codes="generated" if options.quick else source(),
             engine_s=rounded(engine), engine_per_s=round(computed / engine),
             cpu_ratio=rounded(median(ours.cpu) / max(median(floor.cpu), 1e-9))),
        line("f", f"{words}, bulk_update with no computing", mine, stock * scale, "≤ 1 (no slower)", mine <= stock * scale, "s",
             f"stock measured on {rows:,} rows and scaled by {scale:.3g}", kept=len(wanted)),
    ]  # fmt: skip


def load(wanted: list[str]) -> date:
    """A running cycle for every district, its communities in different situations, their records as the plan has them."""
    today = clock.today()
    day = today + timedelta(days=60)
    for model in (CommunityCycle, Community, Subdistrict):
        model.objects.all().delete()
    streets, districts = sorted({code[:9] for code in wanted}), sorted({code[:6] for code in wanted})
    district_ids = _units(District, districts, known=True)
    street_ids = _units(Subdistrict, streets, "district_id", district_ids, 6)
    community_ids = _units(Community, wanted, "subdistrict_id", street_ids, 9)
    cycles = _cycles(district_ids, day)
    steps = _steps(list(cycles.values()))
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        facts = [_facts(number, day) for number in range(start, start + len(part))]
        members = insert_rows(
            CommunityCycle,
            ("cycle_id", "community_id", "area_code", "inclusion", "inclusion_document", "election_mode", "is_difficult",
             "difficulty", "election_day"),
            [(cycles[code[:6]], community_ids[code], code, "due", "", mode, False, "", own)
             for code, (mode, own, _) in zip(part, facts, strict=True)],
        )  # fmt: skip
        rows = []
        for code, member, (mode, own, done) in zip(part, members, facts, strict=True):
            rows += _records(code, member, steps[cycles[code[:6]]], own or day, mode, done)
        insert_rows(
            StepRecord,
            ("community_cycle_id", "step_id", "code", "area_code", "state", "version", "planned_on", "is_needed", "done_on",
             "evidence", "evidence_file"),
            rows,
        )  # fmt: skip
    return day


def _facts(number: int, day: date) -> tuple[str, date | None, int]:
    """Way of electing, a day of its own for one in ten, steps done: no neighbour is in the same situation."""
    own = day + timedelta(days=number % 5 + 1) if number % 10 == 9 else None
    return MODES[number % 3], own, DONE_STEPS[number // 3 % 5]


def _cycles(districts: dict[str, int], day: date) -> dict[str, int]:
    fields = {
        "state": "open", "version": 1, "starts_on": day - timedelta(days=400), "election_day": day,
        "ends_on": day + timedelta(days=120), "rule_set": freeze_for_cycle(day, day), "street_cutoff": time(17),
        "district_cutoff": time(18), "weekly_weekday": 4, "reports_on_rest_days": False, "issuer": "",
        "created_at": timezone.now(), "name": "换届",
    }  # fmt: skip
    stored = {name: _stored(ElectionCycle, name, value) for name, value in fields.items()}
    rows = [(pk, code, *stored.values()) for code, pk in districts.items()]
    return dict(zip(districts, insert_rows(ElectionCycle, ("district_id", "area_code", *stored), rows), strict=True))


def _steps(cycles: list[int]) -> dict[int, list[int]]:
    made = Step.objects.bulk_create(
        (
            Step(
                cycle_id=cycle, code=t.code, side=t.side, name=t.name, position=place, offset_days=t.offset_days,
                is_statutory=t.is_statutory, article=t.article, evidence_name=t.evidence_name, condition=t.condition,
                **kept_fields(t),
            )
            for cycle in cycles
            for place, t in enumerate(STEPS, start=1)
        ),
        batch_size=500,
    )  # fmt: skip
    found: dict[int, list[int]] = {}
    for step in made:
        found.setdefault(step.cycle_id, []).append(step.pk)
    return found


def _records(code: str, member: int, steps: list[int], day: date, mode: str, done: int) -> list[tuple]:
    from elections.rules.procedure_template import is_needed_at_first

    rows = []
    for place, (pk, step) in enumerate(zip(steps, STEPS, strict=True)):
        planned = day + timedelta(days=step.offset_days)
        is_done = place < done
        rows.append((
            member, pk, step.code, code, "done" if is_done else "not_started", 1, planned, is_needed_at_first(step, mode),
            planned if is_done else None, "记录" if is_done else "", "",
        ))  # fmt: skip
    return rows


def move_all(cycles: list[ElectionCycle], day: date) -> None:
    """What the district does, in every district."""
    for cycle in cycles:
        update_cycle(cycle=cycle, by=field.SYSTEM, election_day=day)


def write_all(cycles: list[ElectionCycle], day: date, version: int) -> None:
    """The floor, which also takes everything back: the very same rows, one transaction and one statement a district."""
    shift = f"planned_on - {DISTANCE}" if connection.vendor == "postgresql" else f"date(planned_on, '-{DISTANCE} days')"
    records, members = StepRecord._meta.db_table, CommunityCycle._meta.db_table
    for cycle in cycles:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {records} SET planned_on = {shift}, version = version + 1 WHERE version = %s AND community_cycle_id IN "
                f"(SELECT id FROM {members} WHERE cycle_id = %s)",
                [version, cycle.pk],
            )
            ElectionCycle.objects.filter(pk=cycle.pk).update(election_day=day)


def verify(cycles: list[ElectionCycle], moving: int, version: int) -> int:
    """Every record stands where the engine puts it; nothing done and nobody with a day of its own has moved."""
    changed = StepRecord.objects.filter(version=version).count()
    assert abs(changed - moving) <= moving // 20, (changed, moving)
    for cycle in (cycles[0], cycles[-1]):
        cycle.refresh_from_db()
        frame = frame_of(cycle)
        members = members_of(cycle)
        rows = rows_of(members)
        for member in members[:20]:
            found = situation_of(frame, member, rows[member.pk])
            day = member.election_day or cycle.election_day
            assert found.fixed["RC25"] == day + timedelta(days=60)
            assert not schedule(found).unlawful
    return changed


def stock_update(cycles: list[ElectionCycle]) -> tuple[float, int]:
    """Django's own bulk_update of the same column, nothing worked out."""
    rows = []
    for cycle in cycles:
        rows += StepRecord.objects.filter(**within(cycle.area_code), version__gt=1)
    for row in rows:
        row.planned_on += timedelta(days=DISTANCE)
        row.version += 1
    taken = Taken()

    def write():
        with transaction.atomic():
            StepRecord.objects.bulk_update(rows, ["planned_on", "version"], batch_size=BATCH)

    return taken.measure(write), len(rows)


def engine_alone(cycles: list[ElectionCycle]) -> tuple[float, int]:
    """Seconds to work out the schedule of every community by itself, nothing shared and nothing stored."""
    work_calendar()
    seconds, count = 0.0, 0
    for cycle in cycles:
        frame, members = frame_of(cycle), members_of(cycle)
        rows = rows_of(members)
        situations = [situation_of(frame, member, rows[member.pk]) for member in members]
        start = perf_counter()
        for situation in situations:
            schedule(situation)
        seconds += perf_counter() - start
        count += len(situations)
    return seconds, count
