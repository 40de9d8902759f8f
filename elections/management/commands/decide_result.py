"""`manage.py decide_result FILE.json`: what follows from one signed result report, with the reasons."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from elections.rules.count_file import Unreadable, outcome_as_json, read_file
from elections.rules.outcome import decide

UNREADABLE = 2


class Command(BaseCommand):
    help = "按规则判定一份选举结果报告单（JSON，格式见 docs/domain.md），输出结论和理由；不写任何数据。读不懂的文件退出码为 2。"

    def add_arguments(self, parser):
        parser.add_argument("file", help="报告单文件（JSON），- 为标准输入")

    def handle(self, *args, file, **options):
        try:
            count, parameters = read_file(_load(file))
        except Unreadable as error:
            self.stderr.write(f"{file} 读不懂。{error}")
            sys.exit(UNREADABLE)
        outcome = outcome_as_json(decide(count, parameters))
        self.stdout.write(json.dumps(outcome, ensure_ascii=False, indent=2))


def _load(file: str):
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable("文件", f"打不开或不是 UTF-8 文字：{getattr(error, 'strerror', '') or '编码不对'}。") from None
    try:
        return json.loads(text, parse_float=_no_float, parse_constant=_no_float)
    except json.JSONDecodeError as error:
        raise Unreadable(f"第 {error.lineno} 行第 {error.colno} 列", "不是 JSON，请核对括号、引号和逗号。") from None
    except RecursionError:
        raise Unreadable("文件", "嵌套太深。") from None


def _no_float(text: str):
    raise Unreadable(f"数字 {text}", "票数和人数只能是整数。")
