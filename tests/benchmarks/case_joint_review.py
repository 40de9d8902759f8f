"""(i) 3,000 candidates × 19 departments sent out and signed in bulk, against the same rows written bare."""

import resource
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from candidates.models import Candidate, DepartmentOpinion, JointReview, ReviewBatch, ReviewDepartment
from candidates.services.joint_review import open_batch, send_batch, sign_many_clear
from huanjie.activity.models import ActivityEntry
from huanjie.shared import clock
from tests.benchmarks import candidates_field, field
from tests.benchmarks.measuring import Options, Taken, line, rounded, say

SIGNED = ["answer", "as_of", "signed_at", "signed_by_id", "signed_by_name", "version"]


def run(options: Options) -> list[dict]:
    count = 30 if options.quick else 3000
    field.settle(*((2, 5) if options.quick else (17, 141)))
    cycle = field.open_district()
    by = candidates_field.organizer()
    officers = candidates_field.departments(cycle, by)
    candidates_field.in_review(cycle, count)
    people = Candidate.objects.filter(community_cycle__cycle=cycle)
    say(f"{count} 人 × {len(officers)} 个单位：送出、签署")
    ours, cells, before = _ours(cycle, by, people, officers)
    after = _megabytes()
    assert DepartmentOpinion.objects.filter(answer="clear").count() == cells
    assert DepartmentOpinion.objects.filter(answer="").count() == 0
    entries = ActivityEntry.objects.filter(verb__startswith="opinion").count()
    say("同样的行，不作任何检查")
    floor = _floor(cycle)
    memory = f"peak {after:.0f} MB, before {before:.0f} MB"
    lines = []
    for name, words in (("send", f"send {count:,} × {len(officers)} = {cells:,} cells, bare bulk_create"),
                        ("sign", f"sign {cells:,} cells in bulk, bare bulk_update")):  # fmt: skip
        taken, bare = ours[name].clock[0], floor[name].clock[0]
        lines.append(line("i", words, taken, bare, "≤ 3 × floor", taken <= 3 * bare, "s",
                          f"{cells / taken:,.0f} and {cells / bare:,.0f} rows/s; {memory}", kept=count, cells=cells,
                          entries=entries, memory_mb=rounded(after), memory_before_mb=rounded(before),
                          cpu=rounded(ours[name].cpu[0]), floor_cpu=rounded(floor[name].cpu[0])))  # fmt: skip
    return lines


def _ours(cycle, by, people, officers):
    """Through the services: one batch, then each department signs its whole queue."""
    today, send, sign = clock.today(), Taken(), Taken()
    _analyze()
    before = _megabytes()

    def send_out():
        batch = open_batch(
            cycle=cycle, candidates=people, name="全部", as_of=today, due_on=today + timedelta(days=5), by=by
        )
        send_batch(batch=batch, on=today, by=by)

    def sign_all():
        for department, officer in officers:
            mine = list(DepartmentOpinion.objects.filter(department=department).defer("facts"))
            sign_many_clear(opinions=mine, as_of=today, by=officer, expected_versions={c.pk: c.version for c in mine})

    send.measure(send_out)
    cells = DepartmentOpinion.objects.count()
    sign.measure(sign_all)
    return {"send": send, "sign": sign}, cells, before


def _floor(cycle):
    """The rows of the batch again into emptied tables: one bulk_create, one bulk_update a department."""
    batch = list(ReviewBatch.objects.all())
    reviews, cells = list(JointReview.objects.all()), list(DepartmentOpinion.objects.all())
    _empty()
    for cell in cells:
        cell.answer, cell.signed_at, cell.signed_by_id, cell.signed_by_name, cell.as_of = "", None, None, "", None
    send, sign = Taken(), Taken()

    def create():
        with transaction.atomic():
            ReviewBatch.objects.bulk_create(batch)
            JointReview.objects.bulk_create(reviews, batch_size=500)
            DepartmentOpinion.objects.bulk_create(cells, batch_size=500)

    def update():
        now, today = timezone.now(), clock.today()
        for department in ReviewDepartment.objects.filter(cycle=cycle):
            with transaction.atomic():
                mine = list(DepartmentOpinion.objects.filter(department=department).defer("facts"))
                for cell in mine:
                    cell.answer, cell.as_of, cell.signed_at = "clear", today, now
                    cell.signed_by_id, cell.signed_by_name, cell.version = 1, "某人", cell.version + 1
                DepartmentOpinion.objects.bulk_update(mine, SIGNED, batch_size=500)

    send.measure(create)
    sign.measure(update)
    return {"send": send, "sign": sign}


def _empty() -> None:
    tables = [model._meta.db_table for model in (DepartmentOpinion, JointReview, ReviewBatch)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        else:
            for table in tables:
                cursor.execute(f"DELETE FROM {table}")


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _megabytes() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
