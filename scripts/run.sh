#!/usr/bin/env bash
# Migrates, loads the demo district on first start, and runs web server, worker and beat until Ctrl-C.
set -euo pipefail
umask 077 # the data directory holds personal data
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
  code=$($bin/python manage.py setup_code 2>/dev/null) && echo "  初始设置码：$code" || true
fi

logs=$HUANJIE_DATA_DIR/log
mkdir -p "$logs"
pids=()
stop() { trap - INT TERM EXIT; kill "${pids[@]}" 2>/dev/null; wait; }
trap stop INT TERM EXIT
address=${HUANJIE_BIND:-127.0.0.1}:$PORT
export C_FORCE_ROOT=1 # a container's only user may be root
$bin/gunicorn huanjie.wsgi --bind "$address" --workers "${HUANJIE_WEB_WORKERS:-2}" --threads 4 --preload \
  --max-requests 5000 --max-requests-jitter 500 --log-level warning 2>>"$logs/web.log" & pids+=($!)
$bin/celery -A huanjie worker --concurrency "${HUANJIE_WORKERS:-2}" --loglevel WARNING --without-gossip \
  --without-mingle >>"$logs/worker.log" 2>&1 & pids+=($!)
$bin/celery -A huanjie beat --loglevel WARNING --pidfile= >>"$logs/beat.log" 2>&1 & pids+=($!)
$bin/python scripts/wait_for.py "http://$address/healthz" || { tail -20 "$logs/web.log" >&2; exit 1; }
echo
echo "  换届工作系统已启动： http://$address"
$bin/python manage.py demo_accounts
echo "  运行日志在 $logs。按 Ctrl-C 停止。"
wait -n "${pids[@]}" || true
echo "  有一个进程已退出，请查看 $logs。" >&2
exit 1
