#!/usr/bin/env bash
# Migrates, loads the demo district on first start, and runs web server, worker and beat until Ctrl-C.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -f .env ] && { set -a; . ./.env; set +a; }
export HUANJIE_DATA_DIR=${HUANJIE_DATA_DIR:-$PWD/var}
export PORT=${PORT:-8000}
bin=.venv/bin
mkdir -p "$HUANJIE_DATA_DIR"

$bin/python manage.py migrate -v0
$bin/python manage.py collectstatic --noinput -v0
if [ "${HUANJIE_DEMO:-1}" = 1 ]; then
  $bin/python manage.py seed_demo --if-empty ${DISTRICT_FILE:+--district-file "$DISTRICT_FILE"}
else
  $bin/python manage.py setup_code
fi

pids=()
stop() { trap - INT TERM EXIT; kill "${pids[@]}" 2>/dev/null; wait; }
trap stop INT TERM EXIT
$bin/gunicorn huanjie.wsgi --bind "${HUANJIE_BIND:-127.0.0.1}:$PORT" --workers "${HUANJIE_WEB_WORKERS:-2}" --threads 4 \
  --preload --max-requests 5000 --max-requests-jitter 500 --log-level warning & pids+=($!)
$bin/celery -A huanjie worker --concurrency "${HUANJIE_WORKERS:-2}" --loglevel WARNING --without-gossip --without-mingle & pids+=($!)
$bin/celery -A huanjie beat --loglevel WARNING --pidfile= & pids+=($!)
sleep 2
echo
echo "  换届工作系统已启动： http://${HUANJIE_BIND:-127.0.0.1}:$PORT"
$bin/python manage.py demo_accounts 2>/dev/null || true
echo "  按 Ctrl-C 停止。"
wait -n "${pids[@]}"
