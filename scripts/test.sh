#!/usr/bin/env bash
# The whole suite, on SQLite with the embedded broker and on PostgreSQL with Redis. With arguments: just those tests.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/servers.sh
scratch=$(mktemp -d)
export HUANJIE_FONTS_DIR=${HUANJIE_FONTS_DIR:-${HUANJIE_DATA_DIR:-$PWD/var}/fonts}
trap 'stop_servers; rm -rf "$scratch"' EXIT
start_servers

embedded() { # label, then pytest arguments
  echo && echo "== $1（SQLite + 内置队列）" && shift
  env -u DATABASE_URL -u REDIS_URL HUANJIE_DATA_DIR="$(mktemp -d -p "$scratch")" .venv/bin/python -m pytest -q "$@"
}

served() {
  echo && echo "== $1（PostgreSQL + Redis）" && shift
  DATABASE_URL="$TEST_DATABASE_URL" REDIS_URL="$TEST_REDIS_URL" HUANJIE_DATA_DIR="$(mktemp -d -p "$scratch")" \
    .venv/bin/python -m pytest -q "$@"
}

if [ $# -gt 0 ]; then
  embedded "指定的测试" "$@"
  served "指定的测试" "$@"
  exit
fi
quick="not browser and not faults"
embedded "全部" -n 2 -m "$quick"
served "全部" -n 2 -m "$quick"
embedded "浏览器" -m browser
served "浏览器" -m browser tests/browser/test_the_day.py
embedded "故障" -m faults
served "故障" -m faults
