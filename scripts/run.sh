#!/usr/bin/env bash
# Migrates, loads the demo district on first start, and runs web server, worker and beat until Ctrl-C.
set -euo pipefail
umask 077 # the data directory holds personal data
cd "$(dirname "$0")/.."
. scripts/environment.sh
export HUANJIE_DATA_DIR=${HUANJIE_DATA_DIR:-$PWD/var}
export PORT=${PORT:-8000}
export C_FORCE_ROOT=1 # a container's only user may be root
export PYTHONUNBUFFERED=1 # what is said appears when it is said, also through a pipe
python=.venv/bin/python # modules are run through it: the programs beside it name a folder that may have been moved
bind=${HUANJIE_BIND:-127.0.0.1}
address=${bind/#0.0.0.0/127.0.0.1}:$PORT # where this machine reaches what is bound to every address
logs=$HUANJIE_DATA_DIR/log
names=()
pids=()

start() { # name, log, command: in a session of its own, so that Ctrl-C reaches only this script, which stops all in order
  local name=$1 log=$2
  shift 2
  setsid "$@" >>"$logs/$log.log" 2>&1 &
  names+=("$name")
  pids+=($!)
}

stop() {
  set +e # a closed terminal must not end this half-way
  trap - EXIT
  trap 'hurry=QUIT' INT TERM HUP # asked twice: a task under way is left to the sweeper
  local hurry=TERM pid
  [ ${#pids[@]} -gt 0 ] || return 0
  echo "  正在停止……"
  kill -TERM "${pids[@]}" 2>/dev/null
  for pid in "${pids[@]}"; do
    while kill -0 "$pid" 2>/dev/null; do
      [ $hurry = TERM ] || kill -QUIT "$pid" 2>/dev/null
      sleep 0.2
    done
    kill -KILL -- "-$pid" 2>/dev/null # what a killed process left behind
  done
  echo "  已停止。"
}

say_who_died() {
  local i
  for i in "${!pids[@]}"; do
    kill -0 "${pids[$i]}" 2>/dev/null || echo "  ${names[$i]}已意外退出，其余进程一并停止。请查看 $logs，然后重新执行 make run。" >&2
  done
}

port_is_free() { # another program's answer must not pass for ours
  "$python" - "$bind" "$PORT" <<'P'
import socket, sys
host, port = sys.argv[1].strip("[]"), int(sys.argv[2])
with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind((host, port))
    except OSError as problem:
        sys.exit(f"不能使用 {host}:{port}（{problem.strerror}）。请用 make run PORT=另一个端口，或检查 HUANJIE_BIND。")
P
}

collect_static() { # compressing every file takes longer than the rest of a start: only when one of them has changed
  local stamp=$HUANJIE_DATA_DIR/static-collected now
  now=$({ echo "${HUANJIE_STATIC_ROOT:-}"; find . \( -name .venv -o -path ./var -o -name .git \) -prune -o -path '*/static/*' -type f \
    -printf '%p %s %T@\n' | sort; cat requirements.txt huanjie/settings.py; } | sha256sum)
  if [ "$now" = "$(cat "$stamp" 2>/dev/null)" ] && [ -d "${HUANJIE_STATIC_ROOT:-$HUANJIE_DATA_DIR/static}/css" ]; then
    return 0
  fi
  "$python" manage.py collectstatic --noinput -v0
  echo "$now" >"$stamp"
}

load_first_data() { # a real district that was begun is not turned into a demonstration by a forgotten variable
  if [ "${HUANJIE_DEMO:-1}" = 1 ] && [ ! -e "$HUANJIE_DATA_DIR/setup-code.txt" ]; then
    "$python" manage.py seed_demo --if-empty ${DISTRICT_FILE:+--district-file "$DISTRICT_FILE"}
  elif code=$("$python" manage.py setup_code 2>/dev/null); then # refused once the set-up is done
    echo "  初始设置码：$code（打开网页后填写）"
  fi
}

port_is_free
make_data_dir "$HUANJIE_DATA_DIR"
mkdir -p "$logs"
"$python" manage.py migrate -v0
collect_static
load_first_data

trap stop EXIT
trap 'exit 130' INT TERM HUP
start 网页服务 web "$python" -m gunicorn huanjie.wsgi --bind "$bind:$PORT" --workers "${HUANJIE_WEB_WORKERS:-2}" \
  --threads 4 --preload --max-requests 5000 --max-requests-jitter 500 --log-level warning
start 任务进程 worker "$python" -m celery -A huanjie worker --concurrency "${HUANJIE_WORKERS:-2}" --loglevel WARNING \
  --without-gossip --without-mingle
# It only says when each clock rang last; left half-written by a crash it would stop the clock.
rm -f "$HUANJIE_DATA_DIR"/beat-schedule*
start 定时器 beat "$python" -m celery -A huanjie beat --loglevel WARNING --pidfile=
"$python" scripts/wait_for.py "http://$address/healthz" "${pids[0]}" || { tail -20 "$logs/web.log" >&2; exit 1; }
echo
echo "  换届工作系统已启动： http://$address"
"$python" manage.py demo_accounts
echo "  运行日志在 $logs。按 Ctrl-C 停止。"
wait -n "${pids[@]}" || true
say_who_died
exit 1
