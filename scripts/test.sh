#!/usr/bin/env bash
# The whole suite: on SQLite with the embedded broker, then on PostgreSQL with Redis; private servers unless given.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
data_dir=${HUANJIE_DATA_DIR:-$PWD/var}
export HUANJIE_FONTS_DIR=${HUANJIE_FONTS_DIR:-$data_dir/fonts}
stop() {
  [ -n "${redis_pid:-}" ] && kill "$redis_pid" 2>/dev/null || true
  [ -n "${pg_bin:-}" ] && as_pg "$pg_bin/pg_ctl" -D "$scratch/pg" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$scratch"
}
trap stop EXIT

free_port() { .venv/bin/python -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }
as_pg() { if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "$(printf '%q ' "$@")"; else "$@"; fi; }

if [ -z "${TEST_DATABASE_URL:-}" ]; then
  pg_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
  [ -n "$pg_bin" ] || { echo "没有找到 PostgreSQL，请先执行 make setup-dev。" >&2; exit 1; }
  port=$(free_port)
  chmod 755 "$scratch"; mkdir "$scratch/pg"; [ "$(id -u)" = 0 ] && chown postgres "$scratch/pg"
  as_pg "$pg_bin/initdb" -D "$scratch/pg" -U huanjie -A trust -E UTF8 --no-sync >/dev/null
  as_pg "$pg_bin/pg_ctl" -D "$scratch/pg" -w -l "$scratch/pg/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=100" start >/dev/null
  export TEST_DATABASE_URL="postgres://huanjie@127.0.0.1:$port/postgres"
fi
if [ -z "${TEST_REDIS_URL:-}" ]; then
  port=$(free_port)
  redis-server --bind 127.0.0.1 --port "$port" --save "" --appendonly no --dir "$scratch" >/dev/null & redis_pid=$!
  export TEST_REDIS_URL="redis://127.0.0.1:$port/0"
fi

run() { # label, then pytest arguments
  echo; echo "== $1"; shift
  .venv/bin/python -m pytest -q "$@"
}

if [ $# -gt 0 ]; then
  HUANJIE_DATA_DIR="$scratch/sqlite" run "指定的测试（SQLite）" "$@"
  exit
fi
HUANJIE_DATA_DIR="$scratch/sqlite" run "SQLite + 内置队列" -n 2 -m "not browser and not faults"
DATABASE_URL="$TEST_DATABASE_URL" REDIS_URL="$TEST_REDIS_URL" HUANJIE_DATA_DIR="$scratch/served" \
  run "PostgreSQL + Redis" -n 2 -m "not browser and not faults"
HUANJIE_DATA_DIR="$scratch/browser" run "浏览器（SQLite + 内置队列）" -m browser
DATABASE_URL="$TEST_DATABASE_URL" REDIS_URL="$TEST_REDIS_URL" HUANJIE_DATA_DIR="$scratch/browser-served" \
  run "浏览器（PostgreSQL + Redis）" -m browser tests/browser/test_the_day.py
DATABASE_URL="$TEST_DATABASE_URL" REDIS_URL="$TEST_REDIS_URL" HUANJIE_DATA_DIR="$scratch/faults" \
  run "故障" -m faults
HUANJIE_DATA_DIR="$scratch/faults-sqlite" run "故障（SQLite + 内置队列）" -m faults
