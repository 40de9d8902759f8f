#!/usr/bin/env bash
# Installs what is missing. Usage: setup.sh run | test | fonts
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-run}
data_dir=${HUANJIE_DATA_DIR:-var}
python=${PYTHON:-python3}

packages_run=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk fonts-lxgw-wenkai)
packages_test=(postgresql redis-server chromium poppler-utils)

missing() { # names of packages that are not installed
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || echo "$package"
  done
}

install_packages() {
  command -v dpkg-query >/dev/null || { echo "不是 Debian 系统，请自行安装：$*" >&2; return 0; }
  local wanted
  wanted=$(missing "$@")
  [ -z "$wanted" ] && return 0
  if [ "$(id -u)" = 0 ]; then as_root=(env); elif sudo -n true 2>/dev/null; then as_root=(sudo); else
    echo "缺少系统包，且当前用户不能安装：" $wanted >&2
    echo "请让系统管理员执行：apt-get install --no-install-recommends" $wanted >&2
    echo "没有这些包也能启动网页，但生成 PDF 的任务会失败并说明原因。" >&2
    return 0
  fi
  echo "正在安装系统包：" $wanted
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq update
  # Services that come with a package are not started here: the tests start their own.
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -qq -y install --no-install-recommends $wanted >/dev/null
}

make_environment() {
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "需要 Python 3.11 或更高版本。" >&2
    exit 1
  }
  if [ ! -x .venv/bin/python ]; then
    "$python" -c 'import ensurepip' 2>/dev/null || install_packages python3-venv
    rm -rf .venv
    "$python" -m venv .venv
  fi
  local file=requirements.txt
  [ "$purpose" = test ] && file=requirements-dev.txt
  local stamp
  stamp=".venv/installed-$file-$(cat requirements.txt "$file" | sha256sum | cut -c1-16)"
  [ -e "$stamp" ] && return 0
  echo "正在安装 Python 依赖（$file）"
  .venv/bin/python -m pip install -q --disable-pip-version-check uv==0.13.9
  .venv/bin/uv pip install -q --python .venv/bin/python -r "$file"
  touch "$stamp"
}

draw_fonts() {
  mkdir -p "$data_dir/fonts"
  compgen -G "$data_dir/fonts/FandolFang*" >/dev/null || scripts/fonts.sh "$data_dir/fonts" || true
}

if [ "$purpose" = fonts ]; then
  draw_fonts
  exit 0
fi
command -v "$python" >/dev/null || install_packages python3 python3-venv
install_packages "${packages_run[@]}"
[ "$purpose" = test ] && install_packages "${packages_test[@]}"
make_environment
draw_fonts
