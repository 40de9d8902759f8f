#!/usr/bin/env bash
# Installs what is missing. Usage: setup.sh run | test | fonts
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/environment.sh
purpose=${1:-run}
data_dir=${HUANJIE_DATA_DIR:-var}
fonts_dir=${HUANJIE_FONTS_DIR:-$data_dir/fonts}
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
  wanted=$(missing "$@" | xargs)
  [ -z "$wanted" ] && return 0
  if [ "$(id -u)" = 0 ]; then as_root=(env); elif sudo -n true 2>/dev/null; then as_root=(sudo env); else
    packages_are_missing "缺少系统包，且当前用户不能安装：$wanted" "$wanted"
    return 0
  fi
  echo "正在安装系统包：$wanted"
  # An unreachable list of somebody else's does not matter when the packages are known from the others.
  "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -qq update || true
  # Services that come with a package are not started here: the tests start their own.
  # shellcheck disable=SC2086 # a list of names
  "${as_root[@]}" DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -qq -y install --no-install-recommends $wanted \
    >/dev/null || packages_are_missing "系统包没有装上：$wanted" "$wanted"
}

packages_are_missing() { # what happened, the packages
  echo "$1" >&2
  echo "请让系统管理员执行：apt-get install --no-install-recommends $2" >&2
  [[ $2 == *python3* ]] || echo "没有这些包也能启动网页，但生成 PDF 的任务会失败并说明原因。" >&2
}

python_packages() { # Debian keeps the half of Python that makes environments in a package of its own
  command -v "$python" >/dev/null || { echo python3 python3-venv; return 0; }
  environment_works || "$python" -c 'import ensurepip' 2>/dev/null || echo python3-venv
}

environment_works() { # an installation that was broken off leaves a Python without pip
  .venv/bin/python -m pip --version >/dev/null 2>&1
}

installed_stamp() {
  echo ".venv/installed-$requirements-$(cat requirements.txt "$requirements" | sha256sum | cut -c1-16)"
}

make_environment() {
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "需要 Python 3.11 或更高版本。" >&2
    exit 1
  }
  environment_works || make_venv
  echo "正在安装 Python 依赖（$requirements）"
  install_quickly || {
    echo "uv 没有装成，改用 pip 重试（较慢）。" >&2
    .venv/bin/python -m pip install -q --disable-pip-version-check -r "$requirements"
  }
  touch "$(installed_stamp)"
}

make_venv() {
  rm -rf .venv
  "$python" -m venv .venv >/dev/null 2>&1 && return 0
  rm -rf .venv
  echo "不能建立 Python 环境。请让系统管理员执行：apt-get install --no-install-recommends python3-venv" >&2
  exit 1
}

install_quickly() { # uv does not read pip's settings: it is told of the index, and of the certificates of a closed network
  local index
  .venv/bin/python -m pip install -q --disable-pip-version-check uv==0.13.9 || return 1
  index=$(.venv/bin/python -m pip config list | sed -n "s/^[a-z:]*\.index-url='\(.*\)'$/\1/p" | tail -1)
  env UV_SYSTEM_CERTS=true ${index:+UV_DEFAULT_INDEX="$index"} \
    .venv/bin/uv pip install -q --python .venv/bin/python -r "$requirements"
}

draw_fonts() {
  make_data_dir "$data_dir"
  mkdir -p "$fonts_dir"
  compgen -G "$fonts_dir/FandolFang*" >/dev/null || scripts/fonts.sh "$fonts_dir" || true
}

if [ "$purpose" = fonts ]; then
  draw_fonts
  exit 0
fi
requirements=requirements.txt
packages=("${packages_run[@]}")
if [ "$purpose" = test ]; then
  requirements=requirements-dev.txt
  packages+=("${packages_test[@]}")
fi
if [ -e "$(installed_stamp)" ] && .venv/bin/python -c '' 2>/dev/null; then
  install_packages "${packages[@]}"
else
  install_packages $(python_packages) "${packages[@]}"
  make_environment
fi
draw_fonts
