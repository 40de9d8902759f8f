"""(h) The matrix of 200 candidates × 19 departments × 10 circumstances against one values_list in a bare template."""

from datetime import timedelta

from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.models import Candidate, DepartmentOpinion
from candidates.services.joint_review import open_batch, send_batch, sign_many_clear
from huanjie.shared import clock
from tests.benchmarks import candidates_field, field
from tests.benchmarks.case_district_view import _client
from tests.benchmarks.measuring import Options, in_turn, line, median, rounded, say

BARE = Template(
    "<table>{% for row in rows %}<tr><th>{{ row.0 }}</th>{% for text in row.1 %}<td>{{ text }}</td>{% endfor %}</tr>"
    "{% endfor %}</table>"
)


def run(options: Options) -> list[dict]:
    few, many, times = (5, 20, 2) if options.quick else (20, 200, 20)
    field.settle(*((2, 5) if options.quick else (17, 141)))
    cycle = field.open_district()
    by = candidates_field.organizer()
    officers = candidates_field.departments(cycle, by)
    say(f"{len(officers)} 个单位；{few} 人和 {many} 人各一批")
    small = _sent(cycle, by, few, 0, officers)
    large = _sent(cycle, by, many, few, officers)
    client = _client(field.User.objects.get(pk=by.user_id))
    address = f"{reverse('candidates:matrix')}?per=200&batch="
    queries = {}
    for batch, count in ((small, few), (large, many)):
        for _ in range(2):
            page = client.get(f"{address}{batch.pk}")
        assert page.status_code == 200, page.status_code
        assert page.content.decode().count("候选") >= count
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{address}{batch.pk}")
        queries[count] = len(captured)
    taken = in_turn(options.times or times, ours=lambda: client.get(f"{address}{large.pk}"), floor=lambda: _bare(large))
    ours, floor = median(taken["ours"].clock), median(taken["floor"].clock)
    cells = DepartmentOpinion.objects.filter(joint_review__batch=large).count()
    flat = queries[few] == queries[many]
    return [
        line("h", f"matrix {many} × {len(officers)} ({cells:,} cells), values_list and bare template", ours * 1000,
             floor * 1000, "as many queries as for few", flat, "ms",
             f"queries {queries[many]}, for {few} candidates {queries[few]}", kept=many, queries=queries[many],
             queries_few=queries[few], cells=cells, kilobytes=len(page.content) // 1024,
             ours_s=taken["ours"].as_dict(), floor_s=taken["floor"].as_dict(),
             cpu_ratio=rounded(median(taken["ours"].cpu) / median(taken["floor"].cpu)))
    ]  # fmt: skip


def _sent(cycle, by, count: int, first: int, officers):
    """A batch of which every other department has answered."""
    candidates_field.in_review(cycle, count, first)
    waiting = Candidate.objects.filter(community_cycle__cycle=cycle, joint_reviews=None)
    today = clock.today()
    batch = open_batch(cycle=cycle, candidates=waiting, name=f"{count} 人", as_of=today,
                       due_on=today + timedelta(days=5), by=by)  # fmt: skip
    batch = send_batch(batch=batch, on=today, by=by) or batch
    for department, officer in officers[::2]:
        cells = list(DepartmentOpinion.objects.filter(joint_review__batch=batch, department=department))
        sign_many_clear(opinions=cells, as_of=today, by=officer, expected_versions={c.pk: c.version for c in cells})
    return batch


def _bare(batch) -> str:
    rows: dict = {}
    cells = DepartmentOpinion.objects.filter(joint_review__batch=batch).order_by("candidate_id", "department_id")
    for name, department, answer in cells.values_list("candidate__name", "department_id", "answer"):
        rows.setdefault(name, {})[department] = answer
    return BARE.render(Context({"rows": [(name, list(said.values())) for name, said in rows.items()]}))
