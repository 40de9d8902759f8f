"""The verdict on one row of a file, and the words in which it is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

ACCEPT, ACCEPT_WITH_WARNING, REJECT, SKIP = "accept", "accept_with_warning", "reject", "skip"


@dataclass(slots=True)
class RowResult:
    """The verdict on a row. ``normalized`` is None unless the row is accepted; ``why`` says why a row is skipped;
    ``hints`` hold a sentence for single codes (a similar name, say); ``extra`` holds texts kept beside the row."""

    row: int
    outcome: str
    normalized: dict | None = None
    warnings: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    why: str = ""
    hints: dict[str, str] | None = None
    extra: dict[str, object] | None = None


class Remark(NamedTuple):
    """One error or warning of a row in words: ``column`` is the key of the column it belongs to ("" for the row)."""

    row: int
    code: str
    column: str
    text: str
    is_error: bool


def skipped(row: int, why: str) -> RowResult:
    """A row that is not data."""
    return RowResult(row, SKIP, why=why)


def judged(
    row: int,
    normalized: dict,
    warnings: Sequence[str],
    errors: Sequence[str],
    hints: dict[str, str] | None = None,
    extra: dict[str, object] | None = None,
) -> RowResult:
    """Accept, accept with warnings, or reject: any error rejects, and a rejected row shows its errors only."""
    if errors:
        return RowResult(row, REJECT, None, (), tuple(errors), "", hints, extra)
    if warnings:
        return RowResult(row, ACCEPT_WITH_WARNING, normalized, tuple(warnings), (), "", hints, extra)
    return RowResult(row, ACCEPT, normalized, (), (), "", hints, extra)


def counted(results: Sequence[RowResult]) -> dict[str, int]:
    """How many rows had each outcome."""
    counts = dict.fromkeys((ACCEPT, ACCEPT_WITH_WARNING, REJECT, SKIP), 0)
    for result in results:
        counts[result.outcome] += 1
    return counts


@dataclass(frozen=True)
class Phrasebook:
    """Code to Chinese text (reason, then remedy; ``{}`` takes what follows the colon of a code) and code to the key
    of its column (``{}`` again for what follows the colon). ``labels`` are the layout's labels, to find the column
    named behind a colon."""

    texts: Mapping[str, str]
    columns: Mapping[str, str]
    labels: Mapping[str, str]

    def explain(self, code: str, hint: str = "") -> str:
        """The reason and the remedy for a code such as ``two_digit_year:入党时间``, with the hint of its row."""
        base, _, argument = code.partition(":")
        text = self.texts.get(base, "本行有问题，请对照填表说明检查后重新上传。")
        return text.replace("{}", argument) + hint

    def column_of(self, code: str) -> str:
        """The key of the column a code belongs to, "" when it concerns the whole row."""
        base, _, argument = code.partition(":")
        named = next((key for key, label in self.labels.items() if label == argument), "")
        return named or self.columns.get(base, "").replace("{}", argument)

    def remarks(self, result: RowResult) -> list[Remark]:
        """Every error and warning of a row in words."""
        hints = result.hints or {}
        both = [(code, True) for code in result.errors] + [(code, False) for code in result.warnings]
        return [
            Remark(result.row, code, self.column_of(code), self.explain(code, hints.get(code, "")), is_error)
            for code, is_error in both
        ]


PERSON_TEXTS: Mapping[str, str] = MappingProxyType({
    "missing_name": "缺少姓名。请填写姓名后重新上传本行。",
    "invalid_name": "姓名无法辨认（含问号、乱码、数字或符号）。请核对身份证，重新录入完整姓名。",
    "name_annotation": "姓名后带有备注，已只取姓名。请把备注移到“备注”栏。",
    "name_single_character": "姓名只有一个字。请核对是否漏字。",
    "name_lookalike_character": "姓名中有形近的部首字符，已换成常用字。请核对姓名。",
    "name_private_character": "姓名中有只在原电脑上才能显示的自造字。请用国标字库重新录入该字。",
    "name_described_character": "姓名中的生僻字用拆字方式书写。请用国标字库重新录入该字。",
    "name_pinyin": "姓名中含有字母或拼音。请核对并录入汉字姓名。",
    "name_too_long": "姓名超过 25 个字。请核对是否多填了内容。",
    "missing_id": "缺少身份证号。请补填 18 位身份证号后重新上传本行。",
    "id_precision_lost": "身份证号后几位已被表格软件变成 0，无法还原。请把该列设为“文本”格式，重新录入身份证号。",
    "id_checksum": "身份证号校验位不对，至少有一位数字录错。请对照身份证核对。",
    "id_format": "身份证号不是 18 位（或旧 15 位）。请对照身份证核对，该列设为“文本”格式。",
    "id_birth_date": "身份证号中的出生日期不存在。请对照身份证核对。",
    "id_15_digits_converted": "身份证号为 15 位旧号，已换算成 18 位。请核对。",
    "id_ends_in_zeros": "身份证号末三位是 000，可能已被表格软件改动。请对照身份证核对。",
    "id_annotation": "身份证号后带有备注，已只取号码。请把备注移到“备注”栏。",
    "gender_mismatch": "性别与身份证号不一致。请核对性别和身份证号。",
    "duplicate_id_other_name": "身份证号与本表另一行相同，但姓名不同。请核对两行的身份证号。",
    "duplicate_row": "与本表前面一行重复。请删除多余的一行。",
    "birth_differs_from_id": "出生年月与身份证号不一致，已按身份证号计算年龄。请核对人事档案。",
    "trailing_zero_lost": "“{}”的数字末尾丢了 0（1990.10 变成 1990.1），已按身份证号取 10 月。请把该列设为“文本”格式。",
    "ambiguous_month": "“{}”是数字，分不清 1 月还是 10 月，暂按 1 月。请把该列设为“文本”格式后写明月份。",
    "ambiguous_day": "“{}”是数字，分不清日期末尾是否丢了 0。请把该列设为“文本”格式后写明日期。",
    "two_digit_year": "“{}”的年份只写了两位，已补成四位。请核对。",
    "excel_serial": "“{}”是表格软件的日期序号，已换算成日期。请核对。",
    "year_assumed": "“{}”没有写年份，已按报表年份处理。请核对。",
    "invalid_date": "“{}”不是存在的日期。请按“1990.10”的样式填写。",
    "date_in_future": "“{}”晚于今天。请核对年份和月份。",
    "invalid_phone": "联系电话不是有效号码，未导入电话。请填写 11 位手机号，或带区号的座机。",
    "unknown_community": "本街道没有这个社区。请核对社区名称。",
    "missing_community": "没有写社区。请填写社区全称；原来是合并单元格的，请每行都填。",
    "ambiguous_community": "有几个同名社区，无法确定是哪一个。请增加“街道”一列，或在表头填报单位写明街道。",
    "unknown_street": "本区没有这个街道。请核对街道名称。",
    "missing_street": "没有写街道。请填写街道全称。",
    "ambiguous_street": "有几个同名街道，无法确定是哪一个。请写明区名和街道全称。",
    "column_shift": "本行各列与表头对不齐（多出或少了一列，常见于单元格内有逗号）。请移回原位后重新上传本行。",
    "strikethrough": "本行被划了删除线，仍按有效导入。如此人已离开，请删除本行后重新上传。",
    "unrecognised_value": "“{}”的内容不在可选范围内，未导入该项。请按填表说明改写。",
    "missing_join_date": "党员没有填写入党时间。请补填入党时间（年月）。",
    "joined_before_18": "入党时未满十八周岁。请核对入党时间和身份证号。",
})  # fmt: skip

PERSON_COLUMNS: Mapping[str, str] = MappingProxyType({
    **{code: "name" for code in PERSON_TEXTS if code.startswith("name_") or code in ("missing_name", "invalid_name")},
    **{code: "id_number" for code in PERSON_TEXTS if code.startswith("id_")},
    "missing_id": "id_number", "duplicate_id_other_name": "id_number", "duplicate_row": "id_number",
    "gender_mismatch": "gender", "birth_differs_from_id": "birth", "age_text_differs": "birth",
    "invalid_phone": "phone", "strikethrough": "name", "missing_join_date": "join_date", "joined_before_18": "join_date",
    "unknown_community": "community", "missing_community": "community", "ambiguous_community": "community",
    "unknown_street": "street", "missing_street": "street", "ambiguous_street": "street",
})  # fmt: skip
