"""The little language in which the texts of papers are written, and what is made of it.

One line is one thing:

    # 标题            @ 主送机关            ## 层次标题            ~ 署名            - 附件名称
    ?key 只在有这项数据时出现的一段        !key 只在没有这项数据时出现的一段
    [table:key]      a table that is data: {"columns": [[label, millimetres]], "rows": [[...]]}
    [lines:key]      a list, one paragraph an item, numbered
    [rounds:key]     rounds of voting (`elections.rules.paper_rounds`): heading, lines and tables of each
    [sheet:key|签到|备注]   a list of names with columns left for writing by hand
    [blank:12|姓名|得票]    an empty table for writing by hand
    [ballot:key|赞成|不赞成|弃权|seats_key]   names with boxes to mark and lines for others (另选人)
    [sign:监票人、计票人]    lines for signatures                [write:会议时间、会议地点]   lines for writing by hand
    [note] 小字说明          anything else is a paragraph

`{key}` in a line is replaced by a fact. A text with a fact missing cannot be filled: nothing is ever printed with a
blank where a number belongs (domain brief §9.4: 禁止留“X 个”占位符发出). Pure: facts in, words out, both JSON.
"""

import re
from collections.abc import Mapping
from datetime import date

SLOT = re.compile(r"\{(\w+)\}")
BOX = re.compile(r"\[(\w+)(?::([^\]]*))?\]\s*(.*)")
WITH_KEY = frozenset({"table", "lines", "sheet", "ballot", "rounds"})


class MissingFacts(Exception):
    """A text was filled without all it needs; `keys` says which."""

    def __init__(self, keys: list[str]):
        self.keys = keys
        super().__init__("、".join(keys))


def needs_of(text: str) -> list[str]:
    """Every fact a text cannot do without, in the order of the text."""
    found: dict[str, None] = {}
    for line in _lines(text):
        if line[0] not in "?!":
            found.update(dict.fromkeys(_keys(line)))
    return list(found)


def optional_of(text: str) -> list[str]:
    """Facts that change the text when they are there."""
    found: dict[str, None] = {}
    for line in _lines(text):
        if line[0] in "?!":
            key, _, rest = line[1:].partition(" ")
            found.update(dict.fromkeys([key, *(_keys(rest) if rest else [])]))
    return list(found)


def fill(text: str, facts: Mapping) -> dict:
    """The words of a paper: title, addressee, blocks, annexes, signature. Raises MissingFacts."""
    lines = [line for line in (_chosen(line, facts) for line in _lines(text)) if line]
    if missing := [key for line in lines for key in _keys(line) if not _has(facts, key)]:
        raise MissingFacts(list(dict.fromkeys(missing)))
    words = {"title": "", "addressee": "", "blocks": [], "annexes": [], "signature": ""}
    for line in lines:
        _place(words, line, facts)
    return words


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines() if line.strip()]


def _keys(line: str) -> list[str]:
    box = BOX.match(line)
    if box and box[1] in WITH_KEY:
        parts = box[2].split("|")
        return [parts[0], *([parts[-1]] if box[1] == "ballot" else [])]
    return SLOT.findall(line)


def _chosen(line: str, facts: Mapping) -> str:
    if line[0] not in "?!":
        return line
    key, _, rest = line[1:].partition(" ")
    return rest if _has(facts, key) == (line[0] == "?") else ""


def _has(facts: Mapping, key: str) -> bool:
    value = facts.get(key)
    return value is not None and value != "" and value != [] and value is not False


def _place(words: dict, line: str, facts: Mapping) -> None:
    mark, _, rest = line.partition(" ")
    rest = _filled(rest, facts)
    if mark == "#":
        words["title"] = rest
    elif mark == "@":
        words["addressee"] = rest
    elif mark == "##":
        words["blocks"].append(["heading", rest])
    elif mark == "-":
        words["annexes"].append(rest)
    elif mark == "~":
        words["signature"] = rest
    elif (box := BOX.match(line)) and box[1] == "rounds":
        words["blocks"] += _rounds(facts[box[2]])
    elif box:
        words["blocks"].append(_box(box[1], box[2] or "", _filled(box[3], facts), facts))
    else:
        words["blocks"].append(["text", _filled(line, facts)])


def _rounds(sections: list[Mapping]) -> list[list]:
    """Heading, lines and captioned tables of each round, as blocks of the usual kinds."""
    blocks = []
    for each in sections:
        blocks += [["heading", each["heading"]]] if each["heading"] else []
        blocks += [["text", line] for line in each["lines"]]
        for caption, table in each["tables"]:
            blocks += [*([["heading", caption]] if caption else []), ["table", table]]
    return blocks


def _box(kind: str, inside: str, rest: str, facts: Mapping) -> list:
    parts = inside.split("|") if inside else []
    if kind == "table":
        return ["table", facts[parts[0]]]
    if kind == "lines":
        return ["lines", [spoken(item) for item in facts[parts[0]]]]
    if kind == "sheet":
        names = [spoken(item) for item in facts[parts[0]]]
        return ["table", written_table(["姓名", *parts[1:]], [[name] for name in names])]
    if kind == "blank":
        return ["table", written_table(parts[1:], [[] for _ in range(int(parts[0]))])]
    if kind == "ballot":
        seats = int(facts[parts[-1]])
        return ["ballot", {"names": list(facts[parts[0]]), "marks": parts[1:-1], "others": list(range(seats))}]
    if kind in ("sign", "write"):
        return [kind, inside.split("、")]
    if kind == "note":
        return ["note", rest]
    raise ValueError(f"no such box: {kind}")


def written_table(columns: list[str], rows: list[list[str]]) -> dict:
    """A table to be written into by hand: numbered, what is known printed, the rest empty on purpose."""
    width = len(columns)
    return {
        "columns": [["序号", 12], *([label, 0] for label in columns)],
        "rows": [[str(n), *row, *[""] * (width - len(row))] for n, row in enumerate(rows, start=1)],
        "by_hand": True,
    }


def _filled(line: str, facts: Mapping) -> str:
    return SLOT.sub(lambda slot: spoken(facts[slot[1]]), line)


def spoken(value) -> str:
    """A fact as it stands in a sentence: days as 2026年12月20日, lists joined by 、."""
    if isinstance(value, list | tuple):
        return "、".join(spoken(item) for item in value)
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        value = date.fromisoformat(value)
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def plain_text(words: Mapping) -> str:
    """Everything a reader of the paper sees, one thing a line: for checking and searching."""
    lines = [words["title"], words["addressee"], *words["annexes"], words["signature"]]
    for kind, body in words["blocks"]:
        if kind == "table":
            lines += [" | ".join(label for label, _ in body["columns"]), *(" | ".join(row) for row in body["rows"])]
        elif kind == "ballot":
            lines += body["names"]
        else:
            lines += body if isinstance(body, list) else [body]
    return "\n".join(line for line in lines if line)
