#!/usr/bin/env bash
# Makes the README's pictures from a fresh demonstration district.
set -euo pipefail
cd "$(dirname "$0")/.."
export HUANJIE_FONTS_DIR=${HUANJIE_FONTS_DIR:-${HUANJIE_DATA_DIR:-$PWD/var}/fonts}
scratch=$(mktemp -d)
export HUANJIE_DATA_DIR=$scratch
unset DATABASE_URL REDIS_URL
trap 'kill $server 2>/dev/null; rm -rf "$scratch"' EXIT
.venv/bin/python manage.py migrate -v0
.venv/bin/python manage.py seed_demo
.venv/bin/python manage.py collectstatic --noinput -v0
port=$(.venv/bin/python -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
.venv/bin/gunicorn huanjie.wsgi --bind "127.0.0.1:$port" --workers 1 --threads 4 --log-level warning & server=$!
sleep 3
.venv/bin/python scripts/screenshots.py "http://127.0.0.1:$port" docs/screenshots "$@"
