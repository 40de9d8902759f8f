"""The benchmarks run, say what they are asked to say, and lose nothing. How fast is not asked here."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVED = os.environ.get("DATABASE_URL", "").startswith("postgres")
KEYS = {"case", "name", "ours", "floor", "ratio", "goal", "met", "unit", "note", "detail"}
KEPT = {
    "a": [400] * (6 if SERVED else 3),
    "b": [15, 15],
    "c": [10, 10],
    "d": [None],
    "e": [60, 200],
    "f": [60, 60],
    "g": [520],
    "h": [20],
    "i": [30, 30],
}


def bench(tmp_path, *arguments: str) -> subprocess.CompletedProcess:
    """Run the benchmarks in processes and databases of their own."""
    environment = {**os.environ, "HUANJIE_DATA_DIR": str(tmp_path / "data"), "TMPDIR": str(tmp_path)}
    for name in ("BENCH_ROWS", "BENCH_TIMES", "BENCH_FULL", "BENCH_DATABASE_URL"):
        environment.pop(name, None)
    if not SERVED:  # this run is the embedded one, whatever else is at hand
        environment.pop("TEST_DATABASE_URL", None)
    command = [sys.executable, "-m", "tests.benchmarks.run", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_every_case_measures_and_keeps_everything(tmp_path):
    done = bench(tmp_path, "--quick")
    assert done.returncode == 0, done.stderr[-3000:]
    first, _, table = done.stdout.partition("\n")
    answer = json.loads(first)
    assert (answer["failed"], answer["quick"]) == ([], True)
    assert answer["machine"]["cores"] == os.cpu_count()
    kept = {case: [] for case in KEPT}
    for line in answer["lines"]:
        assert line.keys() == KEYS
        assert min(line["ours"], line["floor"], line["ratio"]) > 0
        assert f"| {line['case']} | {line['name']} |" in table
        kept[line["case"]].append(line["detail"].get("kept"))
    assert kept == KEPT


def test_an_unknown_case_is_refused(tmp_path):
    done = bench(tmp_path, "z")
    assert done.returncode == 2
    assert "no such case: z" in done.stderr
