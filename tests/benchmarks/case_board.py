"""(g) The district's board, 200 communities × 52 steps, against one `values_list` and a bare template of the same cells."""

from datetime import timedelta
from itertools import groupby

from django.db import connection
from django.template import Context, Engine
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.enums import Inclusion, StepState
from elections.models import CommunityCycle, StepRecord
from elections.rules.procedure_template import STEPS
from huanjie.accounts.enums import Role
from huanjie.shared import clock
from tests.benchmarks import field
from tests.benchmarks.measuring import Options, in_turn, line, median, rounded, say

STREETS, FEW, GOAL = 17, 20, 3
BARE = Engine().from_string(
    "<table>{% for name, cells in rows %}<tr><th>{{ name }}</th>{% for _, pk, state in cells %}"
    '<td class="c look-{{ state }}"><a href="/elections/steps/{{ pk }}/" aria-label="{{ state }}">{{ state }}</a></td>'
    "{% endfor %}</tr>{% endfor %}</table>"
)


def run(options: Options) -> list[dict]:
    few, communities, times = (2, 10, 2) if options.quick else (FEW, 200, 20)
    times = options.times or times
    field.settle(STREETS if communities > 20 else 2, communities)
    cycle = field.open_district()
    say(f"{communities} 个社区 × {len(STEPS)} 步")
    play_steps(cycle)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client(SERVER_NAME="localhost")
    client.force_login(
        field.account("zuzhibu", Role.DISTRICT_ORGANIZER, field.DISTRICT),
        backend="django.contrib.auth.backends.ModelBackend",
    )  # fmt: skip
    address = f"/elections/cycles/{cycle.pk}/board/?side=all"
    everybody = CommunityCycle.objects.filter(cycle=cycle)
    kept = list(everybody.order_by("area_code").values_list("pk", flat=True)[:few])
    everybody.exclude(pk__in=kept).update(inclusion=Inclusion.NOT_DUE)
    queries_few = _queries(client, address, few)
    everybody.update(inclusion=Inclusion.DUE)
    queries = _queries(client, address, communities)
    assert queries == queries_few, (queries_few, queries)
    say(f"轮流 {times} 次")
    taken = in_turn(times, ours=lambda: client.get(address), floor=lambda: bare(cycle))
    ours, floor = median(taken["ours"].clock), median(taken["floor"].clock)
    words = f"board of {communities} communities × {len(STEPS)} steps, one values_list and a bare template"
    return [
        line("g", words, ours * 1000, floor * 1000, f"≤ {GOAL} × floor", ours <= GOAL * floor, "ms",
             f"median of {times}, in turn; the whole page with what is late and what is blocked by what; queries "
             f"{queries_few} for {few} communities, {queries} for {communities}", kept=communities * len(STEPS),
             queries=queries, queries_few=queries_few, kb=len(client.get(address).content) // 1024,
             floor_kb=len(bare(cycle)) // 1024, ours_s=taken["ours"].as_dict(), floor_s=taken["floor"].as_dict(),
             cpu_ratio=rounded(median(taken["ours"].cpu) / median(taken["floor"].cpu))),
    ]  # fmt: skip


def play_steps(cycle) -> None:
    """Every community has done what was due some days ago, one in six all of it: some are late, some are blocked."""
    today = clock.today()
    for number, member in enumerate(CommunityCycle.objects.filter(cycle=cycle).order_by("area_code")):
        due = today - timedelta(days=3 * (number % 6))
        rows = StepRecord.objects.filter(community_cycle=member, planned_on__lte=due, is_needed=True)
        rows.update(state=StepState.DONE, done_on=due, evidence="会议记录")


def _queries(client: Client, address: str, communities: int) -> int:
    """How many queries the page takes, once everything is warm; it must show every cell."""
    for _ in range(3):
        page = client.get(address)
    cells = page.content.decode().count('<td class="c look-')
    assert (page.status_code, cells) == (200, communities * len(STEPS)), (page.status_code, cells)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def bare(cycle) -> str:
    """The floor: the rows of one query as cells of the same markup; nothing is worked out and no page is around it."""
    rows = (
        StepRecord.objects.filter(community_cycle__cycle=cycle, community_cycle__inclusion=Inclusion.DUE)
        .order_by("area_code", "step__position")
        .values_list("community_cycle__community__name", "pk", "state")
    )
    by_community = [(name, list(cells)) for name, cells in groupby(rows, key=lambda row: row[0])]
    return BARE.render(Context({"rows": by_community}))
