#!/usr/bin/env bash
# Measures on a private, durable PostgreSQL and a private Redis; prints one JSON object and a table.
# Usage: bench.sh [a b c d e f g h i] [--quick]. BENCH_ROWS: roster rows (100000); BENCH_FULL=1: the stock resource reads the whole
# file; BENCH_TIMES: how often each thing is measured.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/servers.sh
scratch=$(mktemp -d)
export HUANJIE_FONTS_DIR=${HUANJIE_FONTS_DIR:-${HUANJIE_DATA_DIR:-$PWD/var}/fonts}
export PG_OPTIONS=${PG_OPTIONS:--c fsync=on} # a commit is on the disk when it says so, unlike in the tests
trap 'stop_servers; rm -rf "$scratch"' EXIT
start_servers
TMPDIR="$scratch" .venv/bin/python -m tests.benchmarks.run "$@"
