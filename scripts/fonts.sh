#!/bin/sh
# 取出 FandolFang(仿宋)等字体,放入 $1 所指目录。
# Draws the FandolFang face out of Debian's texlive-lang-chinese package without installing the package
# (500 files of TeX for one font would be a poor bargain). Safe to run again; needs apt, dpkg-deb and tar, not root.
# Licence of the fonts: GPL 3 with font exception.
# It never fails the caller: without the face the documents fall back to LXGW WenKai Light, and say so in words.
set -u

target=${1:-}
wanted='FandolFang-Regular.otf'
package=texlive-lang-chinese

soft() {
    echo "字体:$1" >&2
    echo "字体:正文将改用霞鹜文楷(LXGW WenKai Light)代替仿宋,不影响生成文件。" >&2
    exit 0
}

if [ -z "$target" ]; then
    echo "用法:sh scripts/fonts.sh 目标目录" >&2
    exit 2
fi
mkdir -p "$target" || soft "无法创建目录 $target。"
target=$(cd "$target" && pwd)

if [ -s "$target/$wanted" ]; then
    echo "字体:$target/$wanted 已存在。"
    exit 0
fi
for tool in apt-get dpkg-deb tar; do
    command -v "$tool" >/dev/null 2>&1 || soft "本机没有 $tool,无法从 Debian 软件包取出 FandolFang。"
done

work=$(mktemp -d) || soft "无法创建临时目录。"
trap 'rm -rf "$work"' EXIT INT TERM
chmod 755 "$work"

cd "$work" || soft "无法进入临时目录。"
apt-get -qq download "$package" >"$work/log" 2>&1 || soft "下载 $package 失败($(tail -n 1 "$work/log"))。"
deb=$(find "$work" -maxdepth 1 -name "${package}_*.deb" | head -n 1)
[ -n "$deb" ] || soft "下载后没有找到 $package 的软件包。"
dpkg-deb --fsys-tarfile "$deb" 2>>"$work/log" \
    | tar -x -C "$work" --wildcards --strip-components=1 "*/fonts/opentype/public/fandol/$wanted" 2>>"$work/log"
found=$(find "$work" -name "$wanted" -type f | head -n 1)
[ -n "$found" ] || soft "软件包 $package 里没有 $wanted。"

cp "$found" "$target/.$wanted.part" && mv "$target/.$wanted.part" "$target/$wanted" || soft "无法写入 $target。"
chmod 644 "$target/$wanted"
echo "字体:已放入 $target/$wanted。"
