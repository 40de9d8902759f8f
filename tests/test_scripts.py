"""What the commands of the README do before Python is there: settings from `.env`, and no false word of a start."""

import http.server
import os
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import environ
import pytest

ROOT = Path(__file__).resolve().parents[1]
DOTENV = """# a comment
HUANJIE_DATA_DIR=/srv/two words/var
DATABASE_URL=postgres://huanjie:p$HOME;`id`#&x@db:5432/huanjie
export HUANJIE_HOSTS="one.example,two.example"
HUANJIE_ISSUER='单 引号'
PORT=9000
HUANJIE_TLS=
"""
NAMES = ("HUANJIE_DATA_DIR", "DATABASE_URL", "HUANJIE_HOSTS", "HUANJIE_ISSUER", "HUANJIE_TLS", "PORT")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / ".env").write_text(DOTENV)
    return tmp_path


def bash(script: str, folder: Path, **variables) -> str:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **variables}
    return subprocess.run(["bash", "-euc", script], cwd=folder, env=environment, capture_output=True, text=True,
                          check=True).stdout  # fmt: skip


def test_the_scripts_read_dot_env_as_the_application_does(folder, monkeypatch):
    shown = bash(f". {ROOT}/scripts/environment.sh; for n in {' '.join(NAMES)}; do printenv $n; done", folder)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(environ.Env, "ENVIRON", {})
    environ.Env.read_env(folder / ".env")
    assert shown.splitlines() == [environ.Env.ENVIRON[name] for name in NAMES]


def test_what_the_environment_says_goes_before_dot_env(folder):
    assert bash(f". {ROOT}/scripts/environment.sh; echo $PORT", folder, PORT="8123") == "8123\n"


def wait_for(*arguments) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, str(ROOT / "scripts/wait_for.py"), *map(str, arguments)],
                          capture_output=True, text=True, timeout=20)  # fmt: skip


def test_waiting_ends_when_an_address_answers_even_with_an_error():
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert wait_for(f"http://127.0.0.1:{server.server_port}/").returncode == 0
        server.shutdown()


def test_waiting_ends_when_the_process_that_should_answer_is_gone():
    gone = subprocess.Popen(["true"])
    gone.wait()
    with socket.socket() as quiet:
        quiet.bind(("127.0.0.1", 0))  # bound, never listening
        told = wait_for(f"http://127.0.0.1:{quiet.getsockname()[1]}/", gone.pid)
    assert (told.returncode, told.stderr) == (1, "网页服务没有应答。\n")


def test_a_taken_port_is_told_before_anything_is_written(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        environment = {**os.environ, "PORT": str(port), "HUANJIE_DATA_DIR": str(tmp_path / "var")}
        environment.pop("HUANJIE_BIND", None)
        told = subprocess.run(["bash", str(ROOT / "scripts/run.sh")], env=environment, capture_output=True, text=True,
                              timeout=60)  # fmt: skip
    assert told.returncode == 1
    assert f"不能使用 127.0.0.1:{port}" in told.stderr
    assert not (tmp_path / "var").exists()


def manage(folder: Path, *arguments: str, **variables) -> subprocess.CompletedProcess:
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
    environment |= {"HUANJIE_DATA_DIR": str(folder), **variables}
    return subprocess.run([sys.executable, str(ROOT / "manage.py"), *arguments], env=environment, cwd=ROOT,
                          capture_output=True, text=True, timeout=60)  # fmt: skip


def test_a_data_directory_that_cannot_be_is_told_by_script_and_application(tmp_path):
    (tmp_path / "file").write_text("")
    wanted = tmp_path / "file" / "var"
    told = subprocess.run(["bash", "-c", f". {ROOT}/scripts/environment.sh; make_data_dir {wanted}; echo went on"],
                          cwd=tmp_path, capture_output=True, text=True)  # fmt: skip
    assert (told.returncode, told.stdout) == (1, "")
    assert f"数据目录不可写：{wanted}" in told.stderr
    told = manage(wanted, "check")
    assert told.returncode == 1
    assert told.stderr.startswith(f"配置有误：不能建立目录：{wanted}")
    assert "Traceback" not in told.stderr


def test_the_data_directory_is_closed_to_others(tmp_path):
    bash(f"umask 022; . {ROOT}/scripts/environment.sh; make_data_dir 'a b/var'", tmp_path)
    assert stat.S_IMODE((tmp_path / "a b/var").stat().st_mode) == 0o700


def test_a_database_that_does_not_answer_is_told_in_a_sentence(tmp_path):
    with socket.socket() as quiet:
        quiet.bind(("127.0.0.1", 0))
        url = f"postgres://huanjie:secret-word@127.0.0.1:{quiet.getsockname()[1]}/huanjie"
        told = manage(tmp_path, "migrate", DATABASE_URL=url)
        full = manage(tmp_path, "migrate", "--traceback", DATABASE_URL=url)
    assert told.returncode == full.returncode == 1
    assert told.stderr.startswith("数据库不能使用，请检查 DATABASE_URL：")
    assert "Traceback" not in told.stderr
    assert "Traceback" in full.stderr
    assert "secret-word" not in told.stderr + full.stderr


def test_a_command_that_is_broken_off_says_so(tmp_path):
    told = manage(tmp_path, "shell", "-v", "0", "-c", "raise KeyboardInterrupt")
    assert (told.returncode, told.stderr) == (1, "已中断。\n")
