"""A party-member roster (党员花名册): what its columns are called and what makes a row of it good.

Sources: 党员信息采集表 (birth date as in the personnel file, so a difference from the identity number is only warned
about); 中国共产党章程 第一条 (a member is at least eighteen), 第七条 (full membership follows probation).
"""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from elections.rules.places import PlaceIndex
from huanjie.shared.dates import BLANK, PartialDate, read_date
from huanjie.shared.identity import IdNumber, holds_id_number, normalize_phone, parse_id_number
from huanjie.shared.spreadsheet.header import Column, Layout
from huanjie.shared.spreadsheet.results import (
    PERSON_COLUMNS,
    PERSON_TEXTS,
    Phrasebook,
    RowResult,
    judged,
    skipped,
)
from huanjie.shared.spreadsheet.table import Row, Table
from huanjie.shared.text import clean_text, is_blank, parse_education, parse_ethnicity, parse_gender, parse_name

_OTHERS = r"(?!.*(?:配偶|父|母|介绍人|子女|经办|联系人|推荐人|家属|曾用))"
"""Names and numbers of other people in a person's row."""

LAYOUT = Layout(
    columns=(
        Column("index", "序号", ("编号", "序", "No", "NO", "排序")),
        Column("name", "姓名", ("党员姓名", "名字", "人员姓名", "党员"), pattern=rf"{_OTHERS}.{{0,4}}姓名"),
        Column("gender", "性别", ("男女",)),
        Column("ethnicity", "民族", ("族别", "少数民族")),
        Column("birth", "出生年月", ("出生日期", "出生时间", "出生年月日", "生日", "出生", "出生年月岁")),
        Column("id_number", "身份证号码", ("身份证号", "身份证", "公民身份号码", "公民身份证号码", "居民身份证号码",
                                          "身份证件号码", "证件号码", "居民身份证号", "身份号码", "身份证编号", "证件号"),
               pattern=rf"{_OTHERS}.{{0,6}}(?:身份[证證]件?|(?:身份[证證]?|证)件?编?[号號码碼].{{0,3}})|ID[号码]?"),
        Column("education", "学历", ("文化程度", "最高学历", "学历层次", "学历情况", "受教育程度", "学历学位", "全日制学历",
                                     "全日制教育", "学历层级")),
        Column("join_date", "入党时间", ("入党日期", "入党年月", "加入党组织日期", "加入党组织时间", "接收预备党员日期",
                                        "加入中共组织的时间", "加入中共日期", "何时入党", "加入日期", "入党", "预备党员日期",
                                        "入党年月日", "加入中国共产党时间", "加入中国共产党日期", "加入中国共产党年月")),
        Column("full_date", "转正时间", ("转正日期", "转正年月", "正式转正日期", "转为正式党员日期", "何时转正", "转正",
                                        "转为正式党员时间", "预备党员转正时间", "转正年月日")),
        Column("member_type", "党员类别", ("人员类别", "党员类型", "预正", "正式预备", "党员身份", "党员性质", "类别", "是否正式",
                                          "政治面貌", "党员状态")),
        Column("branch", "所在党支部", ("党支部", "所属党支部", "所在支部", "所在党组织", "所属党组织", "党组织名称", "支部",
                                       "所属党组织名称", "所在党支部名称", "支部名称", "所属支部", "党组织", "组织关系所在支部",
                                       "组织关系所在党支部", "党支部名称", "支部名", "党组织全称", "所在党组织全称",
                                       "所在党组织名称", "所属党组织全称", "组织关系所在单位")),
        Column("community", "社区", ("所在社区", "所属社区", "社区名称", "社区居委会", "居委会", "村社区", "社区村", "所属居委会",
                                    "居委会名称", "村居", "所属村居", "社区居民委员会", "所在村居")),
        Column("street", "街道", ("所在街道", "所属街道", "街道名称", "乡镇街道", "街道乡镇", "街镇", "街")),
        Column("phone", "联系电话", ("电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "移动电话", "本人电话", "联系手机",
                                    "手机电话", "联系电话号码", "本人手机")),
        Column("remark", "备注", ("说明", "其他", "备注说明")),
    ),
    required=(frozenset({"name"}), frozenset({"id_number"}), frozenset({"join_date", "branch", "full_date", "member_type"})),
    anchor="id_number",
)  # fmt: skip

BOOK = Phrasebook(
    texts={
        **PERSON_TEXTS,
        "full_date_before_join_date": "转正时间早于入党时间。请核对两个时间。",
        "remark_suggests_left": "备注写有“{}”，此人可能已不在本支部，仍按有效导入。如已离开，请删除本行后重新上传。",
        "not_party_member": "党员类别写的不是党员。请改正党员类别；如确实不是党员，请从花名册中删除本行。",
        "missing_member_type": "没有写明正式党员还是预备党员。请补填党员类别。",
    },
    columns={
        **PERSON_COLUMNS,
        "full_date_before_join_date": "full_date",
        "remark_suggests_left": "remark",
        "missing_member_type": "member_type",
        "not_party_member": "member_type",
    },
    labels=LAYOUT.labels,
)
explain, column_of = BOOK.explain, BOOK.column_of

_LEFT = re.compile(
    r"转出|转走|调出|调离|迁出|去世|已故|病故|亡故|死亡|逝世|退党|脱党|除名|开除党籍|取消资格|停止党籍|失联"
)


_NO_MEMBER = re.compile(r"积极分子|发展对象|群众|团员|民主党派|民[革盟建进]|农工|致公|九三|台盟|无党派|非党|申请人")
_NOT_YET_FULL = re.compile(r"非正式|未(?:办理)?转正|未转|待转正")
_MEMBER_TYPES = {"正式党员": "正式党员", "正式": "正式党员", "预备党员": "预备党员", "预备": "预备党员"}


@lru_cache(maxsize=8192)
def _text_or_none(cell: object) -> str | None:
    return None if is_blank(cell) else clean_text(cell)


def normalize_roster(table: Table, places: PlaceIndex, on: dt.date, street_code: str = "") -> Iterator[RowResult]:
    """The verdict on every row of a roster, in order. ``on`` is today, for dates in the future; ``street_code`` is the
    street of communities written without one (default: the street the heading of the table names)."""
    reader = RosterReader(table, places, on, street_code or street_of(table, places))
    for row in table.rows():
        yield skipped(row.number, row.why) if row.why else reader.read(row)


def street_of(table: Table, places: PlaceIndex) -> str:
    """The code of the street named behind 填报单位, else anywhere in the heading, else in the sheet's name."""
    for text in (table.unit, *table.heading, table.sheet.name):
        if text and (code := places.street_named_in(text)):
            return code
    return ""


class RosterReader:
    """Reads the data rows of one table; knows the people it has accepted, to find duplicates."""

    def __init__(self, table: Table, places: PlaceIndex, on: dt.date, street_code: str) -> None:
        self._places, self._street = places, street_code
        self._year, self._today = on.year, on.isoformat()
        self._struck, self._shifted = table.sheet.struck, table.sheet.shifted
        self._names_by_id: dict[str, str] = {}
        self._no_column = {f"missing_{key}": table.no_column(key) for key in ("join_date", "community")}
        self._dates: dict[tuple[str, object], tuple[PartialDate, list[str], list[str]]] = {}
        width = max(len(row) for row in table.sheet.rows) if table.sheet.rows else 0
        at = table.header.columns
        # A missing column reads the blank cell appended to every row: no test for it in the loop.
        self._at = {key: at.get(key, width) for key in LAYOUT.labels}
        self._needs_blank = any(key not in at for key in LAYOUT.labels)
        self._name_at, self._id_at = self._at["name"], self._at["id_number"]

    def read(self, row: Row) -> RowResult:
        """The verdict on one data row."""
        if row.number in self._shifted:
            return judged(row.number, {}, (), ("column_shift",))
        cells = [*row.cells, ""] if self._needs_blank else row.cells
        at, warnings, errors, hints = self._at, [], [], {}
        name = parse_name(cells[self._name_at])
        if name.reason:
            (errors if name.verdict == "reject" else warnings).append(name.reason)
        number = parse_id_number(cells[self._id_at])
        if number.error:
            if any(map(holds_id_number, row.cells)):
                return judged(row.number, {}, (), ("column_shift",))
            errors.append(number.error)
        elif number.warnings:
            warnings.extend(number.warnings)
        birth_date = number.birth_date
        if birth_date > self._today:
            errors.append("id_birth_date")
        gender = parse_gender(cells[at["gender"]])
        if gender is None or gender != number.gender:
            gender = self._gender(cells[at["gender"]], number, warnings, errors)
        join = self._date(cells[at["join_date"]], "入党时间", warnings, errors)
        full = self._date(cells[at["full_date"]], "转正时间", warnings, errors)
        birth = self._birth(cells[at["birth"]])
        if birth.error or birth.warnings or (birth.text and not birth_date.startswith(birth.text)):
            judge_birth(birth, number, self._today, warnings, errors)
        self._check_dates(join, full, birth_date, errors)
        full_name = name.text or name.kept
        normalized = {
            "name": full_name,
            "gender": gender,
            "ethnicity": self._choice(cells[at["ethnicity"]], parse_ethnicity, "民族", warnings),
            "id_number": number.text,
            "birth_date": birth_date,
            "education": self._choice(cells[at["education"]], parse_education, "学历", warnings),
            "join_date": join.text,
            "full_date": full.text,
            "member_type": _MEMBER_TYPES.get(cells[at["member_type"]])
            or self._member_type(cells[at["member_type"]], full, warnings, errors),
            "branch": _text_or_none(cells[at["branch"]]),
            "community_code": self._community(cells, errors, hints),
            "phone": self._phone(cells[at["phone"]], warnings),
        }
        remark = cells[at["remark"]]
        if remark != "" or len(name.kept) > 4:
            self._left(remark, name.kept, warnings)
        if row.number in self._struck and {self._name_at, self._id_at} & self._struck[row.number]:
            warnings.append("strikethrough")
        self._duplicate(number, full_name, errors)
        if errors:
            hints |= {code: hint for code in errors if (hint := self._no_column.get(code))}
        extra = {"remark": clean_text(remark)} if remark != "" and not is_blank(remark) else None
        return judged(row.number, normalized, warnings, errors, hints or None, extra)

    def _gender(self, cell: object, number: IdNumber, warnings: list, errors: list) -> str | None:
        gender = parse_gender(cell)
        if gender is None and not is_blank(cell):
            warnings.append("unrecognised_value:性别")
        if gender and number.gender and gender != number.gender:
            errors.append("gender_mismatch")
        return gender or number.gender or None

    def _date(self, cell: object, label: str, warnings: list, errors: list) -> PartialDate:
        if cell == "":
            return BLANK
        known = self._dates.get((label, cell))
        if known is None:
            known = self._dates[label, cell] = self._judged_date(cell, label)
        date, doubts, faults = known
        if doubts:
            warnings.extend(doubts)
        if faults:
            errors.extend(faults)
        return date

    def _judged_date(self, cell: object, label: str) -> tuple[PartialDate, list[str], list[str]]:
        """A date with its warnings and errors; a roster has few different dates, so they are remembered."""
        date = read_date(cell, century_ends=self._year)
        if date.error:
            return date, [], [f"invalid_date:{label}"]
        is_future = bool(date.text) and date.text > self._today[: len(date.text)]
        doubts = [f"{code}:{label}" for code in date.warnings]
        return date, doubts, [f"date_in_future:{label}"] if is_future else []

    def _birth(self, cell: object) -> PartialDate:
        return read_date(cell, century_ends=self._year)

    @staticmethod
    def _check_dates(join: PartialDate, full: PartialDate, birth_date: str, errors: list) -> None:
        if not join.text:
            if not join.error:
                errors.append("missing_join_date")
            return
        latest_full = full.alternative or full.text
        if latest_full and latest_full[: len(join.text)] < join.text[: len(latest_full)]:
            errors.append("full_date_before_join_date")
        if joined_too_young(join, birth_date):
            errors.append("joined_before_18")

    @staticmethod
    def _choice(cell: object, parse: object, label: str, warnings: list) -> str | None:
        value = parse(cell)
        if value is None and not is_blank(cell):
            warnings.append(f"unrecognised_value:{label}")
        return value

    @staticmethod
    def _member_type(cell: object, full: PartialDate, warnings: list, errors: list) -> str | None:
        text = clean_text(cell)
        if text.startswith("正"):
            return "正式党员"
        if _NO_MEMBER.search(text):
            errors.append("not_party_member")
            return None
        if "预" in text or _NOT_YET_FULL.search(text):
            return "预备党员"
        if full.text or "正式" in text:
            return "正式党员"
        blank = is_blank(text) or "党员" in text
        warnings.append("missing_member_type" if blank else "unrecognised_value:党员类别")
        return None

    def _community(self, cells: list, errors: list, hints: dict) -> str:
        street, written = self._street, cells[self._at["street"]]
        if written != "" and not is_blank(written):
            match = self._places.street(written)
            if match.error:
                errors.append(match.error)
                hints[match.error] = match.hint
                return ""
            street = match.code
        match = self._places.community(cells[self._at["community"]], street)
        if match.code:
            return match.code
        if match.error == "missing_community":
            match = self._places.community_in(cells[self._at["branch"]], street)
        if match.error:
            errors.append(match.error)
            hints[match.error] = match.hint
        return match.code

    @staticmethod
    def _phone(cell: object, warnings: list) -> str | None:
        if cell == "":
            return None
        phone = normalize_phone(cell)
        if not phone.valid:
            warnings.append("invalid_phone")
        return phone.text

    @staticmethod
    def _left(remark: object, name: str, warnings: list) -> None:
        if left := _LEFT.search(f"{remark}{name}"):
            warnings.append(f"remark_suggests_left:{left[0]}")

    def _duplicate(self, number: IdNumber, name: str, errors: list) -> None:
        if not number.text:
            return
        earlier = self._names_by_id.get(number.text)
        if earlier is not None:
            errors.append("duplicate_row" if earlier == name else "duplicate_id_other_name")
        elif not errors:
            self._names_by_id[number.text] = name


def judge_birth(birth: PartialDate, number: IdNumber, today: str, warnings: list, errors: list) -> None:
    """Compare a birth date typed beside an identity number with the number, which decides."""
    if birth.error:
        errors.append("invalid_date:出生年月")
        return
    text, known = birth.text, number.birth_date
    if text > today[: len(text)]:
        errors.append("date_in_future:出生年月")
        return
    doubts = [code for code in birth.warnings if not (known and code == "ambiguous_month")]
    warnings.extend(f"{code}:出生年月" for code in doubts)
    if not known or known.startswith(text):
        return
    if birth.alternative and known.startswith(birth.alternative):
        warnings.append("trailing_zero_lost:出生年月")
    elif not ("two_digit_year" in birth.warnings and known[2:].startswith(text[2:])):
        warnings.append("birth_differs_from_id")


def joined_too_young(join: PartialDate, birth_date: str) -> bool:
    """Whether a person had not completed eighteen years on the latest day the join date can mean (党章第一条)."""
    if not birth_date or not join.text or int(join.text[:4]) - int(birth_date[:4]) > 18:
        return False
    eighteenth = f"{int(birth_date[:4]) + 18}{birth_date[4:]}"
    latest = join.alternative or join.text
    return latest < eighteenth[: len(latest)]
