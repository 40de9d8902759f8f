"""A whole installation in processes of its own: to be played in by a browser, or killed."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import uuid
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[1]
DIVISIONS = """code,name,level,parent_code
420000000000,江汉省,1,
420100000000,江城市,2,420000000000
420199000000,滨江区,3,420100000000
420199001000,东湖街道,4,420199000000
420199001001,甲社区,5,420199001000
420199001002,乙社区,5,420199001000
420199001003,丙社区,5,420199001000
420199002000,南山街道,4,420199000000
420199002001,丁社区,5,420199002000
"""
PRELUDE = """
import json, sys
from django.utils import timezone
from elections.models import *
from reports.models import *
from huanjie.files.models import *
from huanjie.accounts.models import *
from huanjie.accounts.viewers import Viewer
from huanjie.activity.models import *
cycle = ElectionCycle.objects.first()
organizer = Viewer.of(Assignment.objects.select_related("user").get(user__username="qwzzb"))
street = Viewer.of(Assignment.objects.select_related("user").get(user__username="jiedao01"))
def say(value): print("SAID " + json.dumps(value, default=str))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """One installation: its data directory, database and broker, and the processes it was asked to start."""

    def __init__(self, folder: Path, database_url: str, redis_port: int | None):
        self.folder, self.redis_port, self.processes = folder, redis_port, []
        self.environment = {
            **os.environ, "HUANJIE_DATA_DIR": str(folder), "HUANJIE_JOB_LEASE_SECONDS": "3",
            "HUANJIE_CLOCK_SECONDS": "1", "DJANGO_SETTINGS_MODULE": "huanjie.settings",
        }  # fmt: skip
        for name in ("DATABASE_URL", "REDIS_URL"):
            self.environment.pop(name, None)
        if database_url:
            self.environment["DATABASE_URL"] = database_url
        if redis_port:
            self.environment["REDIS_URL"] = f"redis://127.0.0.1:{redis_port}/0"

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def run(self, code: str):
        """Run Python in the installation; what it gives to say() comes back."""
        out = self.manage("shell", "-v", "0", "-c", PRELUDE + code)
        said = [line[5:] for line in out.splitlines() if line.startswith("SAID ")]
        return json.loads(said[-1]) if said else None

    def start(self, *command: str) -> subprocess.Popen:
        process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.processes.append(process)
        return process

    def worker(self) -> subprocess.Popen:
        return self.start(sys.executable, "-m", "celery", "-A", "huanjie", "worker", "--concurrency", "1",
                          "--without-gossip", "--without-mingle", "-n", f"{uuid.uuid4().hex}@test")  # fmt: skip

    def beat(self) -> subprocess.Popen:
        schedule = self.folder / f"beat-{uuid.uuid4().hex}"
        return self.start(sys.executable, "-m", "celery", "-A", "huanjie", "beat", "--pidfile=", "-s", str(schedule))

    def web(self) -> str:
        """Start a web server and return its address."""
        port = free_port()
        self.start(sys.executable, "-m", "gunicorn", "huanjie.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4")
        self.wait(lambda: _answers(port), "the web server starts", 30)
        return f"http://127.0.0.1:{port}"

    def redis(self) -> subprocess.Popen:
        process = self.start("redis-server", "--bind", "127.0.0.1", "--port", str(self.redis_port), "--save", "",
                             "--appendonly", "no", "--dir", str(self.folder))  # fmt: skip
        self.wait(lambda: _answers(self.redis_port), "redis starts", 10)
        return process

    def kill(self, process: subprocess.Popen) -> None:
        """kill -9, children too."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def wait(self, condition, what: str, seconds: float = 60):
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            if found := condition():
                return found
            time.sleep(0.05)
        raise AssertionError(f"waited {seconds} s in vain: {what}")

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                self.kill(process)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


SERVER = os.environ.get("DATABASE_URL", "")
SERVED = SERVER.startswith("postgres")


def _on_server(statement: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(statement)


def _database(name: str) -> str:
    return SERVER.rsplit("/", 1)[0] + "/" + name if SERVED else ""


@pytest.fixture(scope="session")
def model_site(tmp_path_factory):
    """A small demonstration district, made once; each test gets a copy. Gives its folder and database name."""
    folder, name = tmp_path_factory.mktemp("model"), f"faults_model_{uuid.uuid4().hex[:8]}"
    if SERVED:
        _on_server(f"CREATE DATABASE {name}")
    site = Site(folder, _database(name), None)
    site.manage("migrate", "-v0")
    (folder / "divisions.csv").write_text(DIVISIONS)
    site.manage("seed_demo", "--district-file", str(folder / "divisions.csv"), "--days", "4")
    yield folder, name
    if SERVED:
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def site(model_site, tmp_path):
    """An installation with a small demonstration district; PostgreSQL and a Redis of its own where the run has them."""
    folder, model = model_site
    shutil.copytree(folder, tmp_path / "site")
    name = f"faults_{uuid.uuid4().hex[:10]}"
    if SERVED:
        _on_server(f"CREATE DATABASE {name} TEMPLATE {model}")
    site = Site(tmp_path / "site", _database(name), free_port() if SERVED else None)
    try:
        if SERVED:
            site.redis_process = site.redis()
        yield site
    finally:
        site.stop()
        if SERVED:
            _on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def rows_of(site):
    """rows_of(sql) → rows, read beside Django so that waiting costs nothing."""

    def read(sql: str):
        if "DATABASE_URL" in site.environment:
            with psycopg.connect(site.environment["DATABASE_URL"], autocommit=True) as connection:
                return connection.execute(sql).fetchall()
        with sqlite3.connect(site.folder / "huanjie.sqlite3", timeout=20) as connection:
            return connection.execute(sql).fetchall()

    return read
