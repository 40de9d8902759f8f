# Sourced: takes the settings of `.env` that the environment does not have yet, as the application itself does. A value is
# taken as it stands, it is no shell: a password may hold any character and a path a space.
load_env() {
  local line name value
  [ -f .env ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    [[ $line =~ ^(export )?([A-Za-z_0-9]+)=(.*)$ ]] || continue
    name=${BASH_REMATCH[2]} value=${BASH_REMATCH[3]}
    if [[ $value =~ ^\"(.*)\"$ || $value =~ ^\'(.*)\'$ ]]; then value=${BASH_REMATCH[1]}; fi
    [ -n "${!name+set}" ] || export "$name=$value"
  done <.env
}

make_data_dir() { # closed to others: it will hold personal data
  (umask 077; mkdir -p "$1") 2>/dev/null && [ -w "$1" ] && [ -x "$1" ] && return 0
  echo "数据目录不可写：$1。请检查 HUANJIE_DATA_DIR 的位置和权限（当前用户：$(id -un)）。" >&2
  exit 1
}

load_env
