"""`python -m tests.benchmarks.run [a b c d e f g h i] [--quick]`: measure, print one JSON object and a table.

Every case runs in a process and a database of its own. PostgreSQL is taken from BENCH_DATABASE_URL, TEST_DATABASE_URL or
DATABASE_URL (`scripts/bench.sh` starts a durable one); without any of them everything runs on SQLite. Progress goes to
standard error. The exit code is 0 when everything was measured, whether or not a goal was met.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

from tests.benchmarks.databases import Databases
from tests.benchmarks.measuring import Options, say

ROOT = Path(__file__).resolve().parents[2]
CASES = {
    "a": "case_roster",
    "b": "case_district_view",
    "c": "case_stampede",
    "d": "case_briefing",
    "e": "case_rollup",
    "f": "case_schedule",
    "g": "case_board",
    "h": "case_matrix",
    "i": "case_joint_review",
}
ON_BOTH = {"a"}
QUICK_ROWS = 400


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="*", metavar="|".join(CASES))
    parser.add_argument("--quick", action="store_true", help="small sizes: does it run, not how fast")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if unknown := set(wanted.cases) - set(CASES):
        parser.error(f"no such case: {' '.join(sorted(unknown))}")
    options = Options(
        quick=wanted.quick, full=bool(os.environ.get("BENCH_FULL")),
        rows=int(os.environ.get("BENCH_ROWS") or (QUICK_ROWS if wanted.quick else 100_000)),
        times=int(os.environ.get("BENCH_TIMES") or 0),
    )  # fmt: skip
    if wanted.child:
        return measure(wanted.cases[0], options, wanted.child)
    return measure_all(wanted.cases or list(CASES), options, wanted.quick)


def measure(case: str, options: Options, target: Path) -> int:
    """In a process of its own: one case on the database of the environment."""
    import django

    django.setup()
    lines = import_module(f"tests.benchmarks.{CASES[case]}").run(options)
    target.write_text(json.dumps(lines, ensure_ascii=False, default=str))
    return 0


def measure_all(cases: list[str], options: Options, quick: bool) -> int:
    started = time.monotonic()
    names = ("BENCH_DATABASE_URL", "TEST_DATABASE_URL", "DATABASE_URL")
    url = next((os.environ[name] for name in names if os.environ.get(name, "").startswith("postgres")), "")
    if url and os.environ.get("TEST_REDIS_URL"):
        os.environ.setdefault("REDIS_URL", os.environ["TEST_REDIS_URL"])
    lines, failed = [], []
    with tempfile.TemporaryDirectory(prefix="huanjie-bench-") as scratch:
        folder = Path(scratch)
        servers = [Databases(url, folder)] if url else []
        if not url or ON_BOTH & set(cases):
            servers.append(Databases("", folder))
        facts = machine(servers[0])
        for server in servers:
            try:
                _migrate(server)
                for case in cases:
                    if server is servers[0] or case in ON_BOTH:
                        found = _one(server, case, options, folder)
                        lines += found or []
                        failed += [] if found else [case]
            finally:
                for name in list(server.made):
                    server.drop(name)
    lines.sort(key=lambda row: row["case"])
    answer = {
        "machine": facts,
        "quick": quick,
        "seconds": round(time.monotonic() - started),
        "failed": failed,
        "lines": lines,
    }
    print(json.dumps(answer, ensure_ascii=False))
    print(table(lines), flush=True)
    return 1 if failed else 0


def _migrate(server: Databases) -> None:
    say(f"{server.kind}：建库")
    server.create("template")
    _python(server.environment("template"), "manage.py", "migrate", "-v0")


def _one(server: Databases, case: str, options: Options, folder: Path) -> list[dict]:
    say(f"（{case}）{server.kind}")
    server.create(case, copy_of="template")
    target = folder / f"{case}.json"
    try:
        quick = ["--quick"] if options.quick else []
        _python(server.environment(case), "-m", "tests.benchmarks.run", case, "--child", str(target), *quick)
        return json.loads(target.read_text())
    except subprocess.CalledProcessError as problem:
        say(f"（{case}）没有测成：{problem}")
        return []
    finally:
        server.drop(case)


def _python(environment: dict, *arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True, stdout=sys.stderr)


def machine(server: Databases) -> dict:
    """What the numbers were measured on."""
    facts = {
        "date": time.strftime("%Y-%m-%d %H:%M"), "system": platform.platform(), "cores": os.cpu_count(),
        "processor": _from_proc("/proc/cpuinfo", "model name"), "memory": _from_proc("/proc/meminfo", "MemTotal"),
        "load_before": [round(value, 1) for value in os.getloadavg()], "python": platform.python_version(),
    }  # fmt: skip
    return facts | {f"postgresql_{name}": value for name, value in server.facts().items()}


def _from_proc(path: str, name: str) -> str:
    try:
        found = (row for row in Path(path).read_text().splitlines() if row.startswith(name))
        return next(found, ":").split(":", 1)[1].strip()
    except OSError:
        return ""


def table(lines: list[dict]) -> str:
    """The lines as Markdown."""
    rows = ["| | what | ours | floor | ratio | goal | met |", "|---|---|---:|---:|---:|---|---|"]
    for row in lines:
        met = {True: "yes", False: "**no**", None: "–"}[row["met"]]
        ratio = "–" if row["ratio"] is None else f"{row['ratio']:.4g}"
        rows.append(
            f"| {row['case']} | {row['name']} | {_number(row['ours'])} {row['unit']} | {_number(row['floor'])} {row['unit']} "
            f"| {ratio} | {row['goal'] or '–'} | {met} |"
        )
    notes = [f"({row['case']}) {row['name']}: {row['note']}" for row in lines if row["note"]]
    return "\n".join([*rows, "", *notes])


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


if __name__ == "__main__":
    raise SystemExit(main())
