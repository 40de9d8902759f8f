# Sourced: private PostgreSQL and Redis on free ports in a temporary folder, unless TEST_DATABASE_URL / TEST_REDIS_URL
# name others. start_servers exports both; stop_servers takes away what was started. Set `scratch` before.

free_port() {
  .venv/bin/python -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'
}

as_postgres() { # PostgreSQL refuses to run as root
  if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "$(printf '%q ' "$@")"; else "$@"; fi
}

start_servers() {
  local port
  if [ -z "${TEST_DATABASE_URL:-}" ]; then
    pg_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
    [ -n "$pg_bin" ] || { echo "没有找到 PostgreSQL，请先执行 make setup-dev。" >&2; exit 1; }
    port=$(free_port)
    chmod 755 "$scratch"
    mkdir "$scratch/pg"
    [ "$(id -u)" != 0 ] || chown postgres "$scratch/pg"
    as_postgres "$pg_bin/initdb" -D "$scratch/pg" -U huanjie -A trust -E UTF8 --no-locale --no-sync >/dev/null
    as_postgres "$pg_bin/pg_ctl" -D "$scratch/pg" -w -l "$scratch/pg/log" -o "-p $port -c listen_addresses=127.0.0.1 \
      -c unix_socket_directories= -c max_connections=100 ${PG_OPTIONS:--c fsync=off}" start >/dev/null
    export TEST_DATABASE_URL="postgres://huanjie@127.0.0.1:$port/postgres"
  fi
  if [ -z "${TEST_REDIS_URL:-}" ]; then
    port=$(free_port)
    redis-server --bind 127.0.0.1 --port "$port" --save "" --appendonly no --dir "$scratch" >/dev/null &
    redis_pid=$!
    export TEST_REDIS_URL="redis://127.0.0.1:$port/0"
  fi
}

stop_servers() {
  [ -z "${redis_pid:-}" ] || kill "$redis_pid" 2>/dev/null || true
  [ -z "${pg_bin:-}" ] || as_postgres "$pg_bin/pg_ctl" -D "$scratch/pg" -m immediate stop >/dev/null 2>&1 || true
}
