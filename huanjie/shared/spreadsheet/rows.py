"""Tell the rows of a table apart: data, and the many kinds of row that are not data."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from huanjie.shared.spreadsheet.header import Header, Layout, tidy
from huanjie.shared.text import compact

_ATTACHMENT = re.compile(r"附(?:件|表|录)[0-9一二三四五六七八九十]*[:：]?(?:-[0-9]+)?")
_SUBTITLE = re.compile(
    r"(?:填报|报送|上报|填表|制表|报告|编制)(?:单位|部门|时间|日期|街道|社区|人)|(?:截止|截至|统计)(?:时间|日期)|"
    r"单位[(（盖章)）]*[:：]|(?:日期|时间)[:：]|街道[(（]?盖章"
)
_TOTAL = re.compile(
    r"(?:本?(?:页|表|社区|街道|支部|区|街|村)?|.{0,10})(小计|合计|总计|累计|共计|总数)(?:数|人数)?(?:[(（][人名个][)）])?[:：]?[0-9]*[人名个]?"
)
_FOOTER = re.compile(
    r"(?:(?:填报|填表|制表|审核|审批|经办|负责|联系|报送|统计|复核|录入|分管|主管)(?:单位)?(?:人|领导|负责人)?(?:签字|签名)?|单位负责人|"
    r"主要负责人|联系电话|电话|备?注|说明|填表?说明|报送|抄送|打印(?:时间|日期)|制表(?:时间|日期)|(?:填报|填表)(?:时间|日期)|日期|"
    r"书记(?:签字|签名)|主任(?:签字|签名)|盖章|公章)[(（]?[^:：]{0,8}[)）]?[:：]|第[0-9]+页|共[0-9]+页|[(（]盖章[)）]|\*?注[0-9]*[.、]"
)
_CLOSING = re.compile(
    r"[(（]?(?:以下(?:空白|无正文)|续表|续上表|空白)[)）]?|.*[(（](?:盖章|公章|签字|签名)[)）]|[-—–]+[0-9]*[-—–]*|[※*＊].+|"
    r"(?:总|男|女|党员|校对|数据|签字|签名|本表).{0,8}[:：].*|(?:填表|填报|制表|审核|经办)人.*|.{4,}制|"
    r"(?:本表)?(?:截止|截至|时间)?[0-9年]*月[0-9]*日|(?:总|男|女|共|计)[男女人数共计0-9]+[人名]"
)
_NOTE_LINE = re.compile(r"[0-9一二三四五六七八九十①-⑩]{1,2}[.、．)）]")
_INSTRUCTION = re.compile(
    r"填写|填报说明|个字|字以内|必填|选填|例如|示例|样例|举例|^例$|^如[:：]|格式|请勿|下拉|请按|请选择|选择项|不超过|限填|同身份证|与身份证一致"
)
_EXAMPLE = re.compile(r"[(（]?(?:填写|填表|填报)?(?:示?例|样例|样表|示范|举例)[)）]?[0-9一二三]?[:：]?")
_ORDINALS = re.compile(r"[0-9]{1,2}(?:=.*)?|[A-Za-z甲乙丙丁戊己庚辛壬癸]|[①-⑳]|[(（][0-9]{1,2}[)）]")


def classify_above(row: list, seen_title: bool) -> str:
    """What a row above the header is: blank, attachment_label, subtitle, instruction or title."""
    texts = [str(cell) for cell in row if str(cell).strip()]
    if not texts:
        return "blank"
    first = compact(texts[0])
    if _ATTACHMENT.fullmatch(first):
        return "attachment_label"
    if any(_SUBTITLE.search(compact(text)) for text in texts):
        return "subtitle"
    if seen_title and (_INSTRUCTION.search(first) or first.startswith(("说明", "注"))):
        return "instruction"
    return "subtitle" if seen_title else "title"


_SUBJECTS = ("name", "community", "street")
"""The columns that say whom a row is about."""


class RowClassifier:
    """Says for each row below a header why it is skipped; an empty text means data."""

    def __init__(self, rows: Sequence[list], header: Header, layout: Layout, titles: frozenset[str]) -> None:
        self._titles = titles
        self._anchor = header.columns.get(layout.anchor, -1)
        self._index_column = header.columns.get("index", -1)
        self._first = next((header.columns[key] for key in _SUBJECTS if key in header.columns), -1)
        self._names = frozenset(index for key, index in header.columns.items() if key != "index")
        self._header_texts = [
            {column: tidy(cell) for column, cell in enumerate(rows[number - 1]) if tidy(cell)} for number in header.rows
        ]
        self._may_be_instruction = 3
        self._footer_seen = False

    def why(self, row: list) -> str:
        """blank, repeated_header, subtotal, total, footer, instruction, title, subtitle, or "" for data."""
        if self._anchor >= 0:
            cell = row[self._anchor]
            if (type(cell) is str and len(cell) >= 15 and cell[:15].isdigit()) or _holds_number(cell):
                if self._may_be_instruction and _is_example(row):
                    self._may_be_instruction -= 1
                    return "instruction"
                self._may_be_instruction = 0
                return ""
        why = self._slow(row)
        if not why:
            self._may_be_instruction = 0
        return why

    def _slow(self, row: list) -> str:
        filled = [(column, cell) for column, cell in enumerate(row) if cell != "" and not _is_space(cell)]
        if not any(column in self._names for column, _ in filled) and self._says_nothing(filled):
            return "blank"
        if self._repeats_header(filled):
            return "repeated_header"
        lead = [compact(cell) for _, cell in filled[:2] if isinstance(cell, str)]
        if found := next((match for text in lead if len(text) <= 24 and (match := _TOTAL.fullmatch(text))), None):
            return "subtotal" if found[1] == "小计" else "total"
        if self._may_be_instruction and self._is_instruction(filled):
            self._may_be_instruction -= 1
            return "instruction"
        return self._decoration(filled, lead)

    def _says_nothing(self, filled: list[tuple[int, object]]) -> bool:
        """A serial number, or what a formula left in columns nobody asked for: no text."""
        return all(
            not isinstance(cell, str) or cell.startswith("#") or (column == self._index_column and _is_ordinal(cell))
            for column, cell in filled
        )

    def _decoration(self, filled: list[tuple[int, object]], lead: list[str]) -> str:
        """Footer lines, titles repeated at a page break, section labels: rows with one to three texts."""
        if not lead or (len(filled) > 4 and not _FOOTER.match(lead[0])):
            return ""
        if lead[0] in self._titles:
            return "title"
        if _FOOTER.match(lead[0]):
            self._footer_seen = True
            return "footer"
        if len(filled) <= 3 and self._is_signed(filled):
            self._footer_seen = True
            return "footer"
        if len(filled) > 1 or not isinstance(filled[0][1], str):
            return ""
        if self._footer_seen or (_NOTE_LINE.match(lead[0]) and len(lead[0]) > 6):
            return "footer"
        if _SUBTITLE.search(lead[0]) or _ATTACHMENT.fullmatch(lead[0]):
            return "subtitle"
        if filled[0][0] in self._names and not _CLOSING.fullmatch(lead[0]):
            return ""
        return "footer" if _CLOSING.fullmatch(lead[0]) else "subtitle"

    def _is_signed(self, filled: list[tuple[int, object]]) -> bool:
        """A line such as 审核人：甲 beside other texts; a remark that begins like one is a remark."""
        columns = {column for column, _ in filled}
        if self._anchor in columns or self._first in columns:
            return False
        return any(_FOOTER.match(compact(cell)) for _, cell in filled)

    def _repeats_header(self, filled: list[tuple[int, object]]) -> bool:
        if not any(isinstance(cell, str) for _, cell in filled[:3]):
            return False
        for texts in self._header_texts:
            same = sum(1 for column, cell in filled if texts.get(column) == tidy(cell))
            if same >= 2 and same >= 0.6 * max(len(filled), 0.8 * len(texts)):
                return True
        return False

    def _is_instruction(self, filled: list[tuple[int, object]]) -> bool:
        """A row that tells how to fill the columns, an example row, or a row of column numbers."""
        texts = [compact(cell) for _, cell in filled]
        if len(texts) >= 3 and all(_ORDINALS.fullmatch(text) for text in texts) and len(set(texts)) == len(texts):
            numbers = [int(text) for text in texts if text.isdigit()]
            return not numbers or numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        telling = sum(1 for text in texts if _INSTRUCTION.search(text))
        return telling >= 2 or telling / len(texts) >= 0.5 or bool(_EXAMPLE.fullmatch(texts[0]))


def _is_example(row: list) -> bool:
    """Whether the first text of a row says that it is one."""
    first = next((cell for cell in row if cell != ""), "")
    return isinstance(first, str) and bool(_EXAMPLE.fullmatch(compact(first)))


def _holds_number(cell: object) -> bool:
    """Whether a cell holds a long number in whatever writing: nobody counts that far in a total."""
    if isinstance(cell, str):
        return len(cell) >= 15 and sum(map(str.isdigit, cell)) >= 15
    return isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= 1e14


@lru_cache(maxsize=2048)
def _is_ordinal(cell: object) -> bool:
    return compact(cell).isdigit()


def _is_space(cell: object) -> bool:
    return isinstance(cell, str) and not compact(cell)


Classifier = Callable[[list], str]
