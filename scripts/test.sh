#!/usr/bin/env bash
# The whole suite, on SQLite with the embedded broker and on PostgreSQL with Redis. With arguments: just those tests.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/servers.sh
scratch=$(mktemp -d)
export HUANJIE_FONTS_DIR=${HUANJIE_FONTS_DIR:-${HUANJIE_DATA_DIR:-$PWD/var}/fonts}
trap 'stop_servers; rm -rf "$scratch"' EXIT
start_servers
failed=()

embedded() { # label, then pytest arguments
  part "$1（SQLite + 内置队列）" env -u DATABASE_URL -u REDIS_URL HUANJIE_DATA_DIR="$(mktemp -d -p "$scratch")" \
    .venv/bin/python -m pytest -q "${@:2}"
}

served() {
  part "$1（PostgreSQL + Redis）" env DATABASE_URL="$TEST_DATABASE_URL" REDIS_URL="$TEST_REDIS_URL" \
    HUANJIE_DATA_DIR="$(mktemp -d -p "$scratch")" \
    .venv/bin/python -m pytest -q "${@:2}"
}

part() { # a part that fails does not keep the others from being run
  echo && echo "== $1"
  "${@:2}" || failed+=("$1")
}

tell() {
  [ ${#failed[@]} -gt 0 ] || return 0
  echo
  printf '没有通过：%s\n' "${failed[@]}" >&2
  exit 1
}

if [ $# -gt 0 ]; then
  embedded "指定的测试" "$@"
  served "指定的测试" "$@"
  tell
  exit
fi
quick="not browser and not faults"
embedded "全部" -n 2 -m "$quick" --ignore=tests/benchmarks # their smoke is played below, as they measure PostgreSQL
served "全部" -n 2 -m "$quick"
embedded "浏览器" -m browser
served "浏览器" -m browser tests/browser/test_the_day.py
embedded "故障" -m faults
served "故障" -m faults
tell
