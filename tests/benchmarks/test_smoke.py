"""The benchmarks run, say what they are asked to say, and lose nothing. How fast is not asked here."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINES = {"a": 2, "b": 2, "c": 2, "d": 1, "e": 2}
KEYS = {"case", "name", "ours", "floor", "ratio", "goal", "met", "unit", "note", "detail"}


@pytest.fixture
def bench(tmp_path):
    """bench(case) → the answer of its quick mode, in processes and databases of its own."""

    def run(case: str) -> tuple[dict, str]:
        environment = {**os.environ, "HUANJIE_DATA_DIR": str(tmp_path / "data"), "TMPDIR": str(tmp_path)}
        if not environment.get("DATABASE_URL"):  # this run is the embedded one, whatever else is at hand
            environment.pop("TEST_DATABASE_URL", None)
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.run", case, "--quick"], cwd=ROOT, env=environment,
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        answer, _, table = done.stdout.partition("\n")
        return json.loads(answer), table

    return run


@pytest.mark.parametrize("case", LINES)
def test_a_case_measures_and_keeps_everything(bench, case):
    answer, table = bench(case)
    assert (answer["failed"], answer["quick"]) == ([], True)
    assert answer["machine"]["cores"] == os.cpu_count()
    databases = 2 if case == "a" and os.environ.get("DATABASE_URL") else 1
    assert len(answer["lines"]) == LINES[case] * databases
    for line in answer["lines"]:
        assert line.keys() == KEYS
        assert line["case"] == case
        assert line["ours"] > 0 and line["floor"] > 0 and line["ratio"] > 0
        assert f"| {case} | {line['name']} |" in table
        wanted = {"a": 400, "b": 15, "c": 10, "d": None, "e": (60, 200)}[case]
        kept = line["detail"].get("kept")
        assert kept in wanted if isinstance(wanted, tuple) else kept == wanted


def test_an_unknown_case_is_refused():
    done = subprocess.run([sys.executable, "-m", "tests.benchmarks.run", "z"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "no such case: z" in done.stderr
