"""(c) Every community of a district files at the cut-off: 20 clients, two web workers, the real pages."""

import os
import queue
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client

from huanjie.accounts.enums import Role
from huanjie.activity.models import ActivityEntry, StateChange
from huanjie.activity.queries.chain import verify_chain
from huanjie.shared import clock
from reports.models import AreaSummary, DailyReport
from reports.queries.rollup import differences
from reports.services.days import open_day
from tests.benchmarks import field
from tests.benchmarks.browsers import TYPED, Http, Visit
from tests.benchmarks.measuring import Options, line, rounded, say
from tests.benchmarks.stampede_floor import bare_filing

CLIENTS, WORKERS, THREADS = 20, 2, 4  # workers and threads as in scripts/run.sh


def run(options: Options) -> list[dict]:
    districts, streets, communities, clients = (2, 2, 5, 4) if options.quick else (15, 17, 141, CLIENTS)
    codes = [str(420199 - n) for n in range(districts)]
    say(f"{districts} 个区，各 {streets} 个街道、{communities} 个社区")
    field.settle(streets, communities, codes)
    cycles = [field.open_district(code) for code in codes]
    today = clock.today()
    before = today - timedelta(days=1)
    for cycle in cycles:
        open_day(cycle=cycle, on=before)
    field.type_figures(DailyReport.objects.filter(on=before))
    prefixes = field.streets_of(DailyReport.objects.filter(on=before))
    visits = [Visit(prefix, session_of(prefix)) for prefix in prefixes]
    analyse()
    floor = bare_filing(before, prefixes)
    count = districts * communities
    with Server(quick=options.quick) as server:
        say("打开各街道的日报页")
        stampede(server, visits, clients, lambda visit, http: visit.open(http, before))
        say(f"{clients} 个客户端提交 {len(visits)} 个街道、{count:,} 份日报")
        pressed = stampede(server, visits, clients, lambda visit, http: visit.submit(http))
        check(before, count, visits)
        for cycle in cycles:
            open_day(cycle=cycle, on=today)
        analyse()
        say("再来一天：打开、填数、提交、看结果")
        whole = stampede(server, visits, clients, lambda visit, http: visit.whole(http, today))
        check(today, count, visits)
    assert not list(differences(before, today)), "the roll-ups must say what the reports say"
    chain = verify_chain()
    assert chain.broken_at is None, chain
    floor_rate, rate, whole_rate = count / floor, count / pressed.seconds, count / whole.seconds
    kept = f"all {count:,} kept; roll-ups and log verified"
    shape = {"districts": districts, "streets": len(visits), "reports": count, "clients": clients, "workers": WORKERS,
             "threads": THREADS, "kept": count, "log_entries": chain.entries}  # fmt: skip
    return [
        line("c", f"stampede, {clients} clients press submit, bare SQL", rate, floor_rate, "≥ 200 reports/s", rate >= 200,
             "reports/s", f"{kept}; one POST a street", **shape, **pressed.as_dict()),
        line("c", "the whole visit: open, type, submit, read", whole_rate, floor_rate, "", None, "reports/s",
             f"{kept}; {len(TYPED)} cells of every community typed in the page", **shape, **whole.as_dict()),
    ]  # fmt: skip


def analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def session_of(prefix: str) -> str:
    """A street's staff, signed in: the session cookie."""
    client = Client(SERVER_NAME="localhost")
    user = field.account(f"jd{prefix}", Role.STREET_STAFF, prefix)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


# --- the rush ---------------------------------------------------------------------------------------------------------
@dataclass
class Rush:
    """How long all of it took, and how long each visit."""

    seconds: float
    visits: list[float]
    web_cpu: float = 0.0
    database_cpu: float = 0.0

    def as_dict(self) -> dict:
        taken = sorted(self.visits)
        return {
            "seconds": rounded(self.seconds), "visits_per_s": rounded(len(taken) / self.seconds),
            "visit_median_s": rounded(taken[len(taken) // 2]), "visit_p95_s": rounded(taken[int(len(taken) * 0.95)]),
            "visit_max_s": rounded(taken[-1]), "web_cpu_ms_a_visit": rounded(self.web_cpu * 1000 / len(taken)),
            "database_cpu_ms_a_visit": rounded(self.database_cpu * 1000 / len(taken)),
        }  # fmt: skip


def stampede(server: "Server", visits: list[Visit], clients: int, deed) -> Rush:
    """All clients take the next street as soon as they are done with one. The first failure is raised."""
    waiting: queue.SimpleQueue[Visit] = queue.SimpleQueue()
    for visit in visits:
        waiting.put(visit)
    gate, taken, problems = threading.Barrier(clients + 1), [], []

    def client():
        http = Http(server.port)
        gate.wait()
        while not problems:
            try:
                visit = waiting.get_nowait()
            except queue.Empty:
                return
            started = time.perf_counter()
            try:
                deed(visit, http)
            except Exception as problem:  # noqa: BLE001 - handed to the caller
                problems.append(problem)
            taken.append(time.perf_counter() - started)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    web, database = server.cpu(), database_cpu()
    gate.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    web, database = spent(web, server.cpu()), spent(database, database_cpu())
    if problems:
        raise AssertionError(f"{problems[0]!r}\n{server.log()}") from problems[0]
    return Rush(seconds, taken, web, database)


def database_cpu() -> dict[int, float]:
    """What the database's processes for us have computed, as far as they run on this machine."""
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return {pid: cpu_of(pid) for (pid,) in cursor.fetchall()}


def spent(before: dict, after: dict) -> float:
    """Seconds computed between two looks; of a process that ended meanwhile nothing is known."""
    return sum(value - before.get(pid, 0.0) for pid, value in after.items())


def cpu_of(pid: int | str) -> float:
    """Seconds a process has computed; 0 for one that is gone or on another machine."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# --- the server ------------------------------------------------------------------------------------------------------
class Server:
    """gunicorn as `scripts/run.sh` starts it, on a free port, with its static files collected."""

    def __init__(self, quick: bool):
        self.quick = quick

    def __enter__(self) -> "Server":
        if not self.quick:
            subprocess.run(
                [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], check=True, stdout=sys.stderr
            )
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._log = tempfile.NamedTemporaryFile("w+", suffix=".log")  # noqa: SIM115 - closed on exit
        gunicorn = Path(sys.executable).with_name("gunicorn")
        self.process = subprocess.Popen(
            [str(gunicorn), "huanjie.wsgi", "--bind", f"127.0.0.1:{self.port}", "--workers", str(WORKERS), "--threads",
             str(THREADS), "--preload", "--max-requests", "5000", "--max-requests-jitter", "500", "--log-level", "warning"],
            env=os.environ, stdout=self._log, stderr=self._log,
        )  # fmt: skip
        limit = time.monotonic() + 60
        while time.monotonic() < limit and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.1)
        self.__exit__()
        raise AssertionError(f"gunicorn did not start: {self.log()}")

    def __exit__(self, *problem) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def cpu(self) -> dict[int, float]:
        """What the web workers have computed."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return {int(pid): cpu_of(pid) for pid in children.read_text().split()} if children.exists() else {}

    def log(self) -> str:
        self._log.flush()
        return Path(self._log.name).read_text()[-2000:]


# --- all kept? -------------------------------------------------------------------------------------------------------
def check(day, count: int, visits: list[Visit]) -> None:
    """Every report is filed once, with its history, its log entry and its place in every sum."""
    reports = DailyReport.objects.filter(on=day)
    keys = set(reports.filter(state="submitted").values_list("pk", flat=True))
    assert len(keys) == reports.count() == count, (len(keys), count)
    changes = StateChange.objects.filter(subject_type="reports.dailyreport", after="submitted")
    once = [int(pk) for pk in changes.values_list("subject_id", flat=True) if int(pk) in keys]
    assert sorted(once) == sorted(keys), "one change of state for each report"
    entries = ActivityEntry.objects.filter(verb="daily_report.submitted").values_list("area_code", "detail")
    filed = {area: detail["reports"] for area, detail in entries if detail["reports"][0] in keys}
    assert filed.keys() == {visit.prefix for visit in visits}, "one log entry for each street"
    assert sorted(pk for pks in filed.values() for pk in pks) == sorted(keys)
    nation = AreaSummary.objects.get(on=day, area_code="")
    assert (nation.filed_count, nation.due_count) == (count, count)
